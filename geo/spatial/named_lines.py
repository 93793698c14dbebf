"""Lines with a name of their own: the Durand Line, the Line of Control, the Green Line.

`named_lines.csv` says between which two each runs and, where a name covers a part of their border only, in
which box. A name is taken for the line only in a report that speaks of one of its sides: trains run on a Blue Line,
too. Where two lines have one name, it is that whose sides the report speaks of more.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.place import Place
    from geo.spatial.borders import Sides

_TABLE = Path(__file__).with_name("named_lines.csv")
_NO_LINE = re.compile(
    r"\s+(?:trains?|station|bus|metro|subway|service|stop|platform|passengers|riders?|commuters|extension|Foundation|Council|Studios)\b"
)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A row of the table; `within` is west, south, east, north in degrees, or nothing."""

    name: str
    sides: tuple[str, str]
    within: tuple[float, ...]
    source: str


def find(text: str, sides: Sides) -> list[tuple[int, int, NamedLine]]:
    """Return the spans of names of lines that the report can mean, sorted, without overlaps."""
    found = []
    for match in _pattern().finditer(text):
        if _NO_LINE.match(text, match.end()):
            continue
        lines = _table()[_fold(match.group())]
        counts = [sum(_spoken_of(side, sides) for side in line.sides) for line in lines]
        best = max(range(len(lines)), key=lambda i: counts[i])
        if counts[best]:
            found.append((match.start(), match.end(), lines[best]))
    return found


@cache
def place_of(line: NamedLine) -> Place | None:
    """Return the line as a place of kind `border`; `None` where the outlines have no such line."""
    import shapely

    from gazetteer import areas

    try:
        whole = areas.border_place(*line.sides)
    except LookupError:
        return None
    geometry = whole.geometry
    if geometry is not None and line.within:
        west, south, east, north = line.within
        geometry = shapely.intersection(geometry, shapely.box(west, south, east, north))
        if geometry.geom_type not in ("LineString", "MultiLineString") or geometry.is_empty:
            return None
    slug = re.sub(r"[^a-z0-9]+", "-", line.name.lower()).strip("-")
    first = "-".join(side.lower() for side in line.sides)
    return replace(whole, id=f"dateline:line-{slug}-{first}", name=line.name, geometry=geometry)


def lines() -> Sequence[NamedLine]:
    """Return every row of the table."""
    return [line for rows in _table().values() for line in rows]


def _spoken_of(side: str, sides: Sides) -> int:
    from gazetteer.areas import territories

    keys = {side}
    if not side.isupper():
        place = territories.place_of(side)
        keys |= {place.country} if place is not None and place.country else set()
        keys |= {"EH"} if "berm" in side else set()
    return sum(sides.report[key] for key in keys)


def _fold(name: str) -> str:
    return " ".join(name.lower().replace("–", "-").split()).removesuffix("s")


@cache
def _table() -> Mapping[str, tuple[NamedLine, ...]]:
    rows: dict[str, tuple[NamedLine, ...]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            within = tuple(float(number) for number in row["within"].split(",") if number)
            line = NamedLine(row["name"], (row["a"], row["b"]), within, row["source"])
            key = _fold(row["name"])
            rows[key] = (*rows.get(key, ()), line)
    return rows


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({line.name for line in lines()}, key=len, reverse=True)
    spelt = [re.escape(name).replace(r"\ ", r"\s+").replace(r"\-", "[-–]") for name in names]
    # Names keep their capitals ("a blue line on the floor"), but for class words such as "the demilitarised zone".
    loose = [re.sub(r"(?<!\w)(Line|Zone|Demilitari[sz]ed)\b", lambda m: f"(?i:{m[0]})", one) for one in spelt]
    return re.compile(rf"\b(?:{'|'.join(loose)})s?\b(?!-)")
