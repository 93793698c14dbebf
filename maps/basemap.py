"""The ground of the page: the world's outlines at 1:50m, a finer cut at 1:10m, and land at 100 m right at the events.

All are TopoJSON; each geometry is a unit with the properties `iso3`, `part` and `name`, and nothing crosses ±180°. The
first two are from `gazetteer.areas`, public domain data of Natural Earth; `maps.local_land` makes the third.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

import gazetteer
from maps import local_land as near_land
from maps.divisions import STEP_DEG, lines_in
from maps.packing import column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.place import Place
    from geo.event_set import EventSet
    from maps.local_land import LocalLand

Bounds = tuple[float, float, float, float]

MARGIN_DEG = 3.0  # around the events: what a view that fits them shows beside them
WIDEST_DEG = (40.0, 26.0)  # a wider cut would weigh more than the rest of the page
BUSIEST, NEAREST, TOWN, MOST_TOWNS = 10, 300, 20_000, 200
"""Towns are sought around so many 1-degree fields, so many in each; inhabitants of the least; how many are named."""
NEAREST_VILLAGES, MOST_VILLAGES = 60, 300
"""Settlements of any size are sought so many in each cell of the land at the events; how many are named."""
LABELS = {"USA/contiguous-states": "United States", "ESH/west-of-the-berm": "Western Sahara"}
"""Unit to the name to write on it, where the unit's own name is a description."""
RIM_DEG = 0.7  # beyond the cut: more than a line's width on the smallest map that shows it
EMPTY: dict[str, Any] = {
    "type": "Topology",
    "objects": {"units": {"type": "GeometryCollection", "geometries": []}},
    "arcs": [],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """Outlines to draw on.

    Attributes
    ----------
    world
        TopoJSON of the whole world.
    region
        TopoJSON of the cut, `None` when there is none.
    bounds
        West, south, east, north of the cut in degrees.
    towns
        Settlements to name for orientation, the larger first.
    divisions
        Lines between states, provinces and the like within the cut, as `divisions.lines_in` gives them.
    near
        Finer land right around the events, `None` when there is none.
    """

    world: dict[str, Any]
    region: dict[str, Any] | None = None
    bounds: Bounds | None = None
    towns: tuple[Place, ...] = ()
    divisions: Sequence[Sequence[int]] = ()
    near: LocalLand | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what the page unpacks."""
        return {
            "world": with_columns(self.world),
            "region": self.region and with_columns(self.region),
            "bounds": self.bounds,
            "near": self.near
            and {
                "topology": with_columns(self.near.topology),
                "boxes": self.near.boxes,
                "edges": self.near.edges,
                "shores": self.near.shores,
            },
            "labels": LABELS,
            "divisions": {"step": STEP_DEG, "lines": self.divisions},
            "towns": [
                [town.name, round(town.lon, 3), round(town.lat, 3), town.population] for town in self.towns
            ],
        }


def with_columns(topology: dict[str, Any]) -> dict[str, Any]:
    """Return TopoJSON with its arcs as columns: points of each arc, steps in x, steps in y. It packs smaller so."""
    points = [point for arc in topology["arcs"] for point in arc]
    arcs = {
        "counts": column(map(len, topology["arcs"])),
        "x": column(point[0] for point in points),
        "y": column(point[1] for point in points),
    }
    return {**topology, "arcs": arcs}


def around(event_set: EventSet) -> Basemap:
    """Make the basemap for a set of events: the world, finer where most of them are."""
    points = points_of(event_set)
    bounds = focus(points)
    # By name: a report's Tel Aviv may be the district, and two labels would lie upon one another.
    mentioned = {mention.place.name for mention in event_set.mention_records if mention.place}
    areas = gazetteer.areas
    near = near_land.collect_land(points)
    towns = {
        town.id: town for town in (*capitals(), *towns_near(points), *(villages_in(near) if near else ()))
    }
    return Basemap(
        world=areas.topology("50m"),
        region=trim(areas.topology_cut(bounds), widened(bounds)) if bounds else None,
        bounds=bounds,
        divisions=lines_in(bounds) if bounds else (),
        towns=tuple(town for town in towns.values() if town.name not in mentioned),
        near=near,
    )


def widened(bounds: Bounds) -> Bounds:
    """Return the box with a rim, so that the straight lines that `trim` leaves beyond it touch no pen stroke inside."""
    west, south, east, north = bounds
    return west - RIM_DEG, south - RIM_DEG, east + RIM_DEG, north + RIM_DEG


def trim(topology: dict[str, Any], bounds: Bounds) -> dict[str, Any]:
    """Thin out what lies beyond the box, leaving everything inside of it as it is.

    Points that follow one another on the same outer side of the box are replaced by the first and the last of them:
    what changes stays within that half-plane, so that the box looks the same and every ring stays closed.

    Parameters
    ----------
    topology
        Quantised TopoJSON; it is not changed.
    bounds
        West, south, east, north in degrees.
    """
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    west, south, east, north = (
        (value - translate[axis % 2]) / scale[axis % 2] for axis, value in enumerate(bounds)
    )

    def thinned(deltas: list[list[int]]) -> list[list[int]]:
        points = np.cumsum(np.array(deltas, dtype=np.int64), axis=0)
        x, y = points.T
        sides = (x < west) | (x > east) << 1 | (y < south) << 2 | (y > north) << 3
        if not sides.any():
            return deltas
        kept = np.array(_turns(sides.tolist()))
        return np.diff(points[kept], axis=0, prepend=[[0, 0]]).tolist()  # type: ignore[no-any-return]

    return {**topology, "arcs": [thinned(arc) for arc in topology["arcs"]]}


def _turns(sides: Sequence[int]) -> list[int]:
    """Return the points of a line that stay: both ends, and those after which no side is common with the run before."""
    kept = [0]
    common = sides[0]
    for number, (side, following) in enumerate(pairwise(sides[1:]), start=1):
        common &= side
        if not common & following:
            kept.append(number)
            common = side
    return [*kept, len(sides) - 1]


@cache
def capitals() -> tuple[Place, ...]:
    """Return the capitals of all countries, the larger first."""
    names = {country.capital: country.alpha2 for country in gazetteer.countries.all() if country.capital}
    found = gazetteer.default().match_many(names)
    chosen = []
    for name, country in names.items():
        own = (m.place for m in found[name] if m.place.country == country and m.place.kind == "settlement")
        chosen += list(islice(own, 1))
    return tuple(sorted(chosen, key=lambda town: -town.population))


def towns_near(points: list[tuple[float, float]]) -> tuple[Place, ...]:
    """Return the larger towns around the busiest of these points (lon, lat), the largest first."""
    fields = Counter((round(lon), round(lat)) for lon, lat in points)
    known = {town.id for town in capitals()}
    towns: dict[str, Place] = {}
    for (lon, lat), _ in fields.most_common(BUSIEST):
        for town, _distance in gazetteer.default().nearest(
            lon=lon, lat=lat, limit=NEAREST, kind="settlement"
        ):
            if town.population >= TOWN and town.id not in known:
                towns[town.id] = town
    return tuple(sorted(towns.values(), key=lambda town: -town.population))[:MOST_TOWNS]


def villages_in(near: LocalLand) -> tuple[Place, ...]:
    """Return the settlements on the land at the events, of any size, the largest first."""
    found = {
        town.id: town
        for lon, lat in near.centers
        for town, _distance in gazetteer.default().nearest(
            lon=lon, lat=lat, limit=NEAREST_VILLAGES, kind="settlement"
        )
        if any(
            west <= town.lon < east and south <= town.lat < north for west, south, east, north in near.boxes
        )
    }
    return tuple(sorted(found.values(), key=lambda town: -town.population))[:MOST_VILLAGES]


def points_of(event_set: EventSet) -> list[tuple[float, float]]:
    """Return lon and lat of every event that has a place; those of the mentioned places when no event has one."""
    import shapely

    from geo.antimeridian import split_at_antimeridian

    wheres = [event.where for event in event_set if event.where is not None and not event.where.is_empty]
    if wheres:
        shapes = [where if where.geom_type == "Point" else split_at_antimeridian(where) for where in wheres]
        return [(x, y) for x, y in shapely.get_coordinates(shapely.point_on_surface(shapes)).tolist()]
    return [(mention.place.lon, mention.place.lat) for mention in event_set.mention_records if mention.place]


def focus(points: Iterable[tuple[float, float]]) -> Bounds | None:
    """Return the box around the crowd: all points if they fit into the widest cut, else those around the densest cell.

    Parameters
    ----------
    points
        Lon, lat in degrees.

    Examples
    --------
    >>> focus([(34.0, 31.0), (36.0, 33.0)])
    (31.0, 28.0, 39.0, 36.0)
    >>> focus([]) is None
    True
    """
    spots = list(points)
    if not spots:
        return None
    wide, high = WIDEST_DEG
    room_x, room_y = wide - 2 * MARGIN_DEG, high - 2 * MARGIN_DEG
    lon, lat = _densest(spots, room_x / 2, room_y / 2)
    near = [(x, y) for x, y in spots if abs(x - lon) <= room_x / 2 and abs(y - lat) <= room_y / 2]
    xs, ys = zip(*near, strict=True)
    return (
        max(-180.0, min(xs) - MARGIN_DEG),
        max(-85.0, min(ys) - MARGIN_DEG),
        min(180.0, max(xs) + MARGIN_DEG),
        min(85.0, max(ys) + MARGIN_DEG),
    )


def _densest(spots: list[tuple[float, float]], half_x: float, half_y: float) -> tuple[float, float]:
    """Return a spot in the middle of the most crowded box, counted on a grid so that 100,000 spots take no time."""
    step = 2.0
    cells: dict[tuple[int, int], int] = {}
    for x, y in spots:
        cell = (round(x / step), round(y / step))
        cells[cell] = cells.get(cell, 0) + 1

    def crowd(cell: tuple[int, int]) -> int:
        return sum(
            count
            for other, count in cells.items()
            if abs(other[0] - cell[0]) * step <= half_x and abs(other[1] - cell[1]) * step <= half_y
        )

    # Cells are at most as many as there are crowded 2-degree fields; the few busiest are enough to try.
    best = max(
        sorted(sorted(cells), key=lambda cell: -cells[cell])[:200],
        key=lambda cell: (crowd(cell), cells[cell]),
    )
    inside = [
        spot
        for spot in spots
        if abs(spot[0] / step - best[0]) * step <= half_x and abs(spot[1] / step - best[1]) * step <= half_y
    ]
    xs, ys = zip(*inside, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def unit_key(iso3: str, part: str = "") -> str:
    """Return the key that outlines and command areas share: `ISR`, `PSE/gaza-strip`."""
    return f"{iso3}/{part}" if part else iso3


def unit_of(place: Place) -> str:
    """Return the unit that a place lies in; empty for seas, continents and other places of no one country."""
    if not place.country:
        return ""
    try:
        keys = gazetteer.areas.keys_of(place.country)
    except LookupError:  # a country too small for outlines
        return ""
    if len(keys) == 1:
        return unit_key(*keys[0])
    unit = gazetteer.areas.unit_at(lon=place.lon, lat=place.lat)
    return unit_key(*unit.key) if unit and unit.key in keys else unit_key(*keys[0])
