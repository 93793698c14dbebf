"""How precisely a place is known, in five levels, and ACLED's three codes for them.

=========  ================================================================================  =====
level      what is known                                                                     ACLED
=========  ================================================================================  =====
exact      a site: a building, a port, a base, coordinates; 1 km either way                  1
locality   a town or village, or 5 km either way                                             1
district   a second-level division, the surroundings of a town, a small area; 35 km          2
region     a first-level division, a part of a country, a long border; 200 km                3
country    a whole country, and what is larger: a sea, a continent                           3
=========  ================================================================================  =====

What a place is decides where it is named itself: Gaza is a town and Israel a country, however large. Where words
locate ("near Gaza", "southern Israel", "the Lebanese border") the extent decides: the larger of the radius of
uncertainty and half the diagonal of the box around the geometry. Its bounds lie between the radii of the kinds of the
bundled gazetteer: 95 % of the towns have at most 2.4 km, 95 % of the second-level divisions at most 34 km, half of the
countries at most 210 km. What lies in one country and is not the whole of it is at most a region.

`geo_precision` follows the codebook of ACLED (Armed Conflict Location & Event Data, section "Spatial precision"): 1
where a town is named, 2 for a small part of a region or the surroundings of a town, 3 for a larger region. ACLED codes
no event by its country alone, and has no code that is finer than a town. Raleigh, Linke, Hegre and Karlsen (2010),
"Introducing ACLED", Journal of Peace Research 47(5), doi:10.1177/0022343310378914, describes the data set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from geo.records import Event, Mention, PlaceLink

Precision = Literal["exact", "locality", "district", "region", "country"]

LEVELS: Final[tuple[Precision, ...]] = get_args(Precision)
"""From the finest to the coarsest."""

ACLED_CODES: Final[dict[Precision, int]] = {
    "exact": 1,
    "locality": 1,
    "district": 2,
    "region": 3,
    "country": 3,
}

_BOUNDS_M: Final = (1_000.0, 5_000.0, 35_000.0, 200_000.0)
_OF_KIND: Final[dict[str, Precision]] = {
    "settlement": "locality",
    "admin2": "district",
    "admin1": "region",
    "country": "country",
    "continent": "country",
}
_SITE_M: Final = 5_000.0
"""A facility that is no larger is a site; a national park or a camp of 30 km is an area."""
_WHOLE: Final = 0.9
"""Share of a country's area from which a part of it ("throughout Kenya") is the whole."""


def of_extent(extent_m: float) -> Precision:
    """Return the level of what is known to so many metres either way.

    Examples
    --------
    >>> [of_extent(metres) for metres in (0, 1_000, 4_000, 30_000, 120_000, 2e6)]
    ['exact', 'exact', 'locality', 'district', 'region', 'country']
    """
    return LEVELS[sum(extent_m > bound for bound in _BOUNDS_M)]


def of_mention(mention: Mention) -> Precision | None:
    """Return the precision of a mention's phrase; `None` where it is unresolved."""
    place = mention.place
    if place is None or mention.geometry is None:
        return None
    radius_m = mention.radius_m or 0.0
    worded = (mention.phrase_start, mention.phrase_end) != (mention.start, mention.end)
    # A radius greater than the place's own: several places of the name are about as likely.
    if not worded and radius_m <= place.radius_m and (level := _of_place(place)):
        return level
    extent_m = _extent_m(mention.geometry, radius_m)
    if place.kind in ("settlement", "facility") and extent_m <= place.radius_m:
        return _of_place(place) or of_extent(extent_m)  # a part of the town
    if place.kind == "country" and worded and _is_whole(place, mention.geometry):
        return "country"
    return _within_country(place, of_extent(extent_m))


def of_event(event: Event) -> Precision | None:
    """Return the precision of an event's location: that of the mention that gave `where`.

    `None` without a place, and for a bare point without a radius. A geometry that no mention gave, because it was
    moved or its radius was changed by hand, is judged by its extent.
    """
    where = event.where
    if where is None or where.is_empty:
        return None
    link = placing_link(event)
    if link is not None and link.mention.radius_m == event.radius_m:
        return of_mention(link.mention)
    if event.radius_m is None and where.geom_type == "Point":
        return None
    return of_extent(_extent_m(where, event.radius_m or 0.0))


def placing_link(event: Event) -> PlaceLink | None:
    """Return the link whose mention gave `event.where`; `None` without a place, and where none has its geometry."""
    where = event.where
    if where is None or where.is_empty:
        return None
    links = [link for link in event.places if _same(link.mention.geometry, where)]
    exact = (link for link in links if link.mention.radius_m == event.radius_m)
    return next(exact, links[0] if links else None)


def of_place(place: Place) -> Precision:
    """Return the precision of the bare name of a place."""
    return _of_place(place) or _within_country(place, of_extent(place.radius_m))


def acled_code(level: Precision | None) -> int | None:
    """Return ACLED's `geo_precision` of a level: 1, 2 or 3.

    Examples
    --------
    >>> acled_code("locality"), acled_code("country"), acled_code(None)
    (1, 3, None)
    """
    return None if level is None else ACLED_CODES[level]


def _of_place(place: Place) -> Precision | None:
    """Return the level of a place that is named itself; `None` where its kind does not decide it."""
    if place.kind == "facility" and place.radius_m <= _SITE_M:
        return "exact"
    if place.kind == "region" and place.admin1 == place.name:
        return "region"  # a first-level division that the tables by hand hold, as the Gaza Strip
    return _OF_KIND.get(place.kind)


def _within_country(place: Place, level: Precision) -> Precision:
    return "region" if level == "country" and place.country else level


def _extent_m(geometry: BaseGeometry, radius_m: float) -> float:
    from geo.geodesy import size_m

    return max(radius_m, size_m(geometry) / 2)


def _is_whole(place: Place, geometry: BaseGeometry) -> bool:
    from gazetteer import areas

    try:
        whole = areas.geometry(place)
    except LookupError:
        return False
    return whole is not None and bool(geometry.area >= _WHOLE * whole.area > 0)


def _same(one: BaseGeometry | None, other: BaseGeometry) -> bool:
    if one is None or one is other:
        return one is other
    return one.geom_type == other.geom_type and bool(one.equals_exact(other, 0.0))
