"""Seas of the combatant commands: the limits that are described in words, with dates, and the areas drawn from them.

The plan's own text of the limits is not public for most years. `data/command_seas.csv` has what releases, reports and
the commands' own pages say. A sea that is named whole, or whose limits are given as numbers, is drawn as such. Where a
side of a sea is not described, a stand-in is drawn, the row says which, and `approximate` is true. Waters that nothing
describes belong to no row. Rows are in order: of waters that two rows reach over, the earlier row has them.

>>> [sea.command for sea in seas() if sea.name == "Gulf of Mexico"]
['LANTCOM', 'USACOM', 'SOUTHCOM', 'NORTHCOM']
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from gazetteer.commands.tables import DATA, Assignment, Confidence, as_date

if TYPE_CHECKING:
    import datetime

    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.outlines import Area

_LEAST_DEG2 = 1e-4
"""Pieces below that (about 1 km² at the equator) are left where two shapes that share a coast are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sea:
    """Waters of a command during an interval.

    Attributes
    ----------
    name
        Name to show; several rows may share one.
    command
        Short name.
    valid_from, valid_to
        First day, and first day after; `None` is still in force.
    limit
        The limits in words.
    shape
        The limits in the grammar of `shapes`, land not yet cut out; empty where nothing can be drawn.
    approximate
        Whether a side of it is a stand-in for a limit that is not described.
    source
        Where the words come from.
    confidence, from_confidence
        As in `Assignment`.
    note
        What else there is to say.
    """

    name: str
    command: str
    valid_from: datetime.date
    valid_to: datetime.date | None
    limit: str
    shape: str
    approximate: bool
    source: str
    confidence: Confidence
    from_confidence: Literal["sure", "likely", "unsure", "floor"]
    note: str

    def holds(self, day: datetime.date) -> bool:
        """Return whether the row is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def assignment(self) -> Assignment:
        """The row as the answer for a point at sea: no country, `part` is the name in the form of a key."""
        return Assignment(
            command=self.command,
            territory=self.name,
            iso3="",
            part=self.name.casefold().replace(" ", "-"),
            primary=False,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            operational_from=None,
            basis=f"limits at sea: {self.limit}",
            source=self.source,
            confidence=self.confidence,
            from_confidence=self.from_confidence,
            note=self.note,
        )


@cache
def seas() -> tuple[Sea, ...]:
    """Return every row of `command_seas.csv`."""
    with (DATA / "command_seas.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_sea(row) for row in csv.DictReader(file))


def on_day(day: datetime.date) -> dict[Sea, Area]:
    """Return the seas of a day with their areas, WGS 84 degrees, without land (1:50 million) or overlap."""
    found = _apart(tuple(sea for sea in seas() if sea.shape and sea.holds(day)))
    return {sea: area for sea, area in found.items() if not area.is_empty}


def at_sea(*, lon: float, lat: float, day: datetime.date) -> Sea | None:
    """Return the row that holds on a day for a point at sea, `None` where nothing is described."""
    import shapely

    point = shapely.Point(lon, lat)
    return next((sea for sea, area in on_day(day).items() if area.covers(point)), None)


@cache
def _apart(active: tuple[Sea, ...]) -> dict[Sea, Area]:
    import shapely

    tree = shapely.STRtree([_waters(sea.shape) for sea in active])
    found: dict[Sea, Area] = {}
    for number, sea in enumerate(active):
        before = sorted(other for other in tree.query(_waters(sea.shape)) if other < number)
        found[sea] = _without(sea.shape, tuple(active[other].shape for other in before))
    return found


@cache
def _without(shape: str, before: tuple[str, ...]) -> Area:
    """Return the waters of one row that the rows before it leave; on most days they are those of the day before."""
    import shapely

    area = _waters(shape)
    # The whole shapes of the rows before, not what was left of them: what they lost is in a row before them.
    return _areal(
        area.difference(shapely.union_all([_waters(other) for other in before])) if before else area
    )


@cache
def _waters(shape: str) -> Area:
    """Return the shape of one row without the land that areas are drawn with."""
    import shapely

    from gazetteer.areas import outlines, shapes

    source = outlines.load("50m")
    area = shapes.parse(shape, resolution="50m")
    if not shape.startswith("polygon:"):
        return area
    meeting = [key for key in source.units if area.intersects(shapely.box(*source.bounds(key)))]
    return _areal(area.difference(source.area(meeting)))


def _areal(geometry: BaseGeometry) -> Area:
    import shapely
    from shapely.geometry import MultiPolygon, Polygon

    pieces = [
        piece
        for piece in shapely.get_parts(shapely.make_valid(geometry))
        if isinstance(piece, Polygon) and piece.area >= _LEAST_DEG2
    ]
    return pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)


def _sea(row: dict[str, str]) -> Sea:
    return Sea(
        name=row["sea"],
        command=row["command"],
        valid_from=as_date(row["valid_from"]),
        valid_to=as_date(row["valid_to"]) if row["valid_to"] else None,
        limit=row["limit"],
        shape=row["shape"],
        approximate=row["approximate"] == "yes",
        source=row["source"],
        confidence=row["confidence"],  # type: ignore[arg-type]  # the tests walk over every row
        from_confidence=row["from_confidence"],  # type: ignore[arg-type]
        note=row["note"],
    )
