"""Where events are, each site once: events at one place share its sign and its area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.packing import Pool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.features import Edge
    from geo.precision import Precision
    from geo.records import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where events are: what is drawn for how exactly it is known, and the point of the sign.

    Attributes
    ----------
    where
        A point, a line or an area, not empty, cut where it crosses ±180°.
    radius_m
        Metres of uncertainty, `None` when they are not known.
    precision
        exact, locality, district, region or country (`geo.precision`); `None` when it is not known.
    edge
        exact or approximate (`geo.edges`): how well the line or the outline is known; `None` for a point.
    lon, lat
        Degrees of a point on `where`.
    """

    where: BaseGeometry
    radius_m: int | None
    precision: Precision | None
    edge: Edge | None
    lon: float
    lat: float


def sites_of(events: Sequence[Event]) -> tuple[list[Site], list[int]]:
    """Return the different sites of events, and for each event the number of its site, -1 without one."""
    import shapely

    from geo import edges, precision
    from geo.antimeridian import split_at_antimeridian

    wheres = [event.where for event in events]
    placed = [n for n, where in enumerate(wheres) if where is not None and not where.is_empty]
    shapes = [where for where in wheres if where is not None and not where.is_empty]
    radii = [None if (radius := events[n].radius_m) is None else round(radius) for n in placed]
    levels = [precision.of_event(events[n]) for n in placed]
    pool: Pool[tuple[bytes, int | None, Precision | None]] = Pool()
    first: list[int] = []  # of each site, among those with a place
    site_of = [-1] * len(events)
    for at, key in enumerate(zip(shapely.to_wkb(shapes), radii, levels, strict=True)):
        site_of[placed[at]] = site = pool[key]
        if site == len(first):
            first.append(at)
    drawn = [
        where if where.geom_type == "Point" else split_at_antimeridian(where)
        for where in (shapes[at] for at in first)
    ]
    points = shapely.get_coordinates(shapely.point_on_surface(drawn))
    sites = [
        Site(
            where=where,
            radius_m=radii[at],
            precision=levels[at],
            edge=edges.of_event(events[placed[at]]),
            lon=float(lon),
            lat=float(lat),
        )
        for at, where, (lon, lat) in zip(first, drawn, points, strict=True)
    ]
    return sites, site_of
