"""What a geopy query asks for: text, or the parts of an address, and where it may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geopy.exc import GeocoderQueryError
from geopy.point import Point

from gazetteer import countries
from gazetteer.errors import UnknownCountry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer.place import Place
    from gazetteer.store import Gazetteer

PARTS = ("amenity", "street", "city", "county", "state", "country")
"""Parts of an address from the narrowest to the widest, as Nominatim calls them; a `postalcode` is not looked at."""
MANY = 10_000
"""Places of one name, before those of other countries, kinds or boxes are left out."""
_KINDS: dict[str, str | None] = {
    "city": "settlement",
    "county": "admin2",
    "state": "admin1",
    "country": "country",
}
_FEATURES: dict[str, tuple[str, ...]] = {
    "country": ("country",),
    "state": ("admin1",),
    "city": ("settlement",),
    "settlement": ("settlement", "admin1", "admin2"),
}
_NOMINATIM = {"settlement": "city", "admin1": "state", "admin2": "county"}

Codes = tuple[str, ...] | None
"""Alpha-2 codes of the countries that are looked in; `None` for all."""


def text_of(query: object) -> str:
    """Return what is looked for as one line: also what another geocoder is asked.

    Examples
    --------
    >>> text_of({"country": "France", "city": "Paris"}), text_of(None), text_of(float("nan")), text_of(" Suva ")
    ('Paris, France', '', '', 'Suva')
    """
    if isinstance(query, Mapping):
        return ", ".join(part for part in (text_of(query.get(name)) for name in PARTS) if part)
    missing = query is None or query != query  # noqa: PLR0124 (NaN and NaT differ from themselves)
    return "" if missing is True or str(query) == "<NA>" else str(query).strip()


def codes_of(*asked: str | Iterable[str] | None) -> Codes:
    """Return the alpha-2 codes of the countries that all arguments allow; `None` and nothing allow all.

    Parameters
    ----------
    asked
        Codes or names: one, several with commas between, or a list of them.

    Raises
    ------
    UnknownCountry
        If one of them is none.

    Examples
    --------
    >>> codes_of("de,gb", None), codes_of(["USA"]), codes_of(None, []), codes_of("fr", "de")
    (('DE', 'GB'), ('US',), None, ())
    """
    allowed: Codes = None
    for some in asked:
        names = _names(some)
        if names:
            codes = tuple(countries.get(name).alpha2 for name in names)
            allowed = codes if allowed is None else tuple(code for code in allowed if code in codes)
    return allowed


def _names(some: str | Iterable[str] | None) -> list[str]:
    if isinstance(some, str):
        try:
            countries.get(some)
        except UnknownCountry:
            return [part.strip() for part in some.split(",") if part.strip()]
        return [some]
    return [name for one in some or () for name in _names(one)]


def search(gazetteer: Gazetteer, query: object, *, codes: Codes, limit: int) -> list[Place]:
    """List the places that a query means, best first; near spellings are not guessed at.

    Of an address the narrowest part is looked up, and the wider ones must fit, as far as the gazetteer knows them.
    """
    if isinstance(query, Mapping):
        return _of_address(
            gazetteer, {name: text_of(query.get(name)) for name in PARTS}, codes=codes, limit=limit
        )
    return _in_countries(gazetteer, text_of(query), codes=codes, limit=limit)


def _of_address(gazetteer: Gazetteer, parts: dict[str, str], *, codes: Codes, limit: int) -> list[Place]:
    if parts["country"]:
        try:
            codes = codes_of(codes, parts["country"])
        except UnknownCountry:
            return []
    given = [name for name in PARTS if parts[name]]
    if not given:
        return []
    narrowest = given[0]
    wider = [
        parts[name]
        for name in given[1:]
        if name != "country"
        and _in_countries(gazetteer, parts[name], codes=codes, limit=1, kind=_KINDS.get(name))
    ]
    text = ", ".join([parts[narrowest], *wider])
    kind = _KINDS.get(narrowest)
    found = _in_countries(gazetteer, text, codes=codes, limit=limit, kind=kind)
    if not found and kind not in (
        None,
        "country",
    ):  # a city that the gazetteer takes for a region, or the like
        found = _in_countries(gazetteer, text, codes=codes, limit=limit)
    return found


def _in_countries(
    gazetteer: Gazetteer, text: str, *, codes: Codes, limit: int, kind: str | None = None
) -> list[Place]:
    if not text or codes == ():
        return []
    if codes is None or len(codes) == 1:
        return gazetteer.search(text, limit=limit, country=codes and codes[0], kind=kind, near=False)
    found = gazetteer.search(text, limit=MANY, kind=kind, near=False)
    return [place for place in found if place.country and countries.get(place.country).alpha2 in codes][
        :limit
    ]


def narrowed(places: Sequence[Place], *, viewbox: Any, bounded: bool, featuretype: str | None) -> list[Place]:
    """Keep places of a type of feature, and those in a box: alone when it is `bounded`, else before the others.

    Raises
    ------
    geopy.exc.GeocoderQueryError
        If there is no such type of feature.
    """
    kept = list(places)
    if featuretype is not None:
        if featuretype not in _FEATURES:
            raise GeocoderQueryError(f"featuretype is one of {', '.join(_FEATURES)}, not {featuretype!r}")
        kept = [place for place in kept if place.kind in _FEATURES[featuretype]]
    if viewbox is None:
        return kept
    inside = _box(viewbox)
    return list(filter(inside, kept)) if bounded else sorted(kept, key=lambda place: not inside(place))


def _box(viewbox: Any) -> Callable[[Place], bool]:
    """Return whether a place is in the box of two opposite corners, over ±180° where west is greater than east."""
    (south, west), (north, east) = ((point.latitude, point.longitude) for point in map(Point, viewbox))
    low, high = sorted((south, north))

    def inside(place: Place) -> bool:
        within = west <= place.lon <= east if west <= east else place.lon >= west or place.lon <= east
        return bool(low <= place.lat <= high and within)

    return inside


def address_of(place: Place) -> dict[str, str]:
    """Return the parts of a place's address under Nominatim's names."""
    made = {_NOMINATIM.get(place.kind, place.kind): place.name}
    if place.admin1:
        made["state"] = place.admin1
    if place.country:
        country = countries.get(place.country)
        made |= {"country": country.name, "country_code": country.alpha2.lower()}
    return made
