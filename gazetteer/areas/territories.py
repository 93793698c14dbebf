"""What countries and territories are called here, which units they are, and the policy for the disputed ones."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import countries
from gazetteer.areas import outlines
from gazetteer.errors import UnknownArea, UnknownCountry
from gazetteer.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.areas.outlines import Key, Resolution

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A row of `disputed.csv`: how an area whose state is in dispute is drawn, and how it could be.

    Attributes
    ----------
    key, name
        Key and name of the territory.
    iso3, part
        The unit that it is; both empty where it has none.
    held_by, claimed_by
        Alpha-3 codes: the holder when that is another than `iso3`, and everybody who claims it.
    policy, alternatives, source
        What we do, what others do, and on whose word.
    """

    key: str
    name: str
    iso3: str
    part: str
    held_by: str
    claimed_by: tuple[str, ...]
    policy: str
    alternatives: str
    source: str


def keys_of(area: str, *, resolution: Resolution = "50m") -> tuple[Key, ...]:
    """Return the units of a country or territory.

    Raises
    ------
    UnknownArea
        When nothing is called so.

    Examples
    --------
    >>> keys_of("PS")
    (('PSE', 'gaza-strip'), ('PSE', 'west-bank'))
    >>> keys_of("gaza-strip")
    (('PSE', 'gaza-strip'),)
    """
    units = outlines.load(resolution).units
    key = key_of(area)
    found = tuple(unit for unit in units if key and unit[1] == key)
    if not found:
        try:
            code = countries.get(area).alpha3
        except UnknownCountry as error:
            raise UnknownArea(area[:80]) from error
        found = tuple(unit for unit in units if unit[0] == code)
    if not found:
        raise UnknownArea(area[:80])
    return found


def label(area: str) -> str:
    """Return the name of a country or territory.

    Raises
    ------
    UnknownArea
        When nothing is called so.
    """
    keys = keys_of(area, resolution="10m")
    if slug_of(area) in part_keys():
        return outlines.load("10m").units[keys[0]].name
    return countries.get(keys[0][0]).name


def slug_of(area: str) -> str:
    """Return the key of a part, else the alpha-2 code in small letters.

    Raises
    ------
    UnknownCountry
        When it is neither.
    """
    key = key_of(area)
    return key if key in part_keys() else countries.get(area).alpha2.lower()


def key_of(area: str) -> str:
    """Spell a name as the key of a part is spelt."""
    return area[:80].strip().casefold().removeprefix("dateline:").replace(" ", "-")


@cache
def part_keys() -> frozenset[str]:
    """Return the key of every part of a country: of the table, so that the outlines need not be read for it."""
    with (DATA / "units.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["part"] for row in csv.DictReader(file) if row["part"])


@cache
def disputed() -> tuple[Disputed, ...]:
    """Return every row of `disputed.csv`."""
    with (DATA / "disputed.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Disputed(
                key=row["key"],
                name=row["name"],
                iso3=row["iso3"],
                part=row["part"],
                held_by=row["held_by"],
                claimed_by=tuple(row["claimed_by"].split("|")),
                policy=row["policy"],
                alternatives=row["alternatives"],
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


@cache
def additions() -> tuple[dict[str, str], ...]:
    """Return every row of `additions.csv`, the hand-written places."""
    with (DATA / "additions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def shape_texts() -> Mapping[str, str]:
    """Return the shape of each hand-written place that has one, by id."""
    return {row["id"]: row["shape"] for row in additions() if row["shape"]}


def place_of(part: str) -> Place | None:
    """Hand-written place that is one part of a country, by the part's key."""
    row = _rows().get(part)
    return None if row is None else _as_place(row)


def addition(place_id: str) -> Place:
    """Hand-written place by its id.

    Raises
    ------
    UnknownArea
        When there is none.
    """
    row = next((row for row in additions() if row["id"] == place_id), None)
    if row is None:
        raise UnknownArea(place_id[:80])
    return _as_place(row)


@cache
def _rows() -> Mapping[str, dict[str, str]]:
    by_id = {row["id"].removeprefix("dateline:"): row for row in additions()}
    by_shape = {
        row["shape"].removeprefix("unit:"): row for row in additions() if row["shape"].startswith("unit:")
    }
    return {key: row for key, row in (by_id | by_shape).items() if key in part_keys()}


def _as_place(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],  # type: ignore[arg-type]  # the tests walk over every row
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        country=row["country"],
        admin1=row["admin1"],
        radius_m=float(row["radius_m"] or 0),
    )
