"""The gazetteer as a geopy geocoder, for whatever takes one: `geopandas.tools.geocode(names, provider=Dateline)`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer import countries, store
from gazetteer.fallback import Fallback
from gazetteer.geocoder_query import MANY, address_of, codes_of, narrowed, search, text_of
from gazetteer.missing import is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazetteer.place import Place


class _Offline(BaseSyncAdapter):  # type: ignore[misc]
    """Replaces geopy's HTTP client: no request leaves the machine."""

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> NoReturn:  # noqa: ARG002 (geopy's)
        raise GeocoderServiceError("Dateline geocodes offline and fetches nothing")

    get_json = get_text


class Dateline(Geocoder):  # type: ignore[misc]
    """Geocode offline, from the bundled gazetteer; on demand ask another geocoder for what it does not know.

    Parameters
    ----------
    gazetteer
        Where to look; `None` takes the bundled one.
    country
        Only places of this country: alpha-2, alpha-3 or name.
    max_distance_m
        How far, in metres, `reverse` looks for a settlement.
    fallback
        Any geopy geocoder, to be asked for the names that are not found here; off by default, and the only thing
        here that may use a network. Its errors come through.
    fallback_cache
        A file in which its answers stay; without one they stay as long as this object, and the latest 4096 only.
    fallback_delay_s
        Least time between two questions to it, in seconds.
    missing
        Marks of a missing name, as `gazetteer.missing.marks` makes them; `None` takes the usual ones (`N/A`, `unknown`,
        `-`, ...). They are not found, and the fallback is not asked for them.

    Examples
    --------
    >>> Dateline().geocode("Khan Younis").address
    'Khan Yunis, Gaza Strip, PS'
    >>> Dateline().geocode("no such place") is None, Dateline().geocode("N/A") is None
    (True, True)
    """

    def __init__(
        self,
        *,
        gazetteer: store.Gazetteer | None = None,
        country: str | None = None,
        max_distance_m: float = 100_000,
        fallback: Any = None,
        fallback_cache: str | Path | None = None,
        fallback_delay_s: float = 1.0,
        missing: frozenset[str] | None = None,
    ) -> None:
        super().__init__(adapter_factory=_Offline)
        self.gazetteer = store.default() if gazetteer is None else gazetteer
        self.country = country
        self.max_distance_m = max_distance_m
        self.missing = missing
        self.fallback = fallback and Fallback(fallback, path=fallback_cache, delay_s=fallback_delay_s)

    def __repr__(self) -> str:
        behind = f", then {self.fallback.name}" if self.fallback else ""
        return f"<Dateline geocoder: {self.gazetteer!r}{behind}>"

    def geocode(
        self,
        query: str | Mapping[str, Any] | None,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int | None = None,
        addressdetails: bool = False,
        language: object = None,
        geometry: str | None = None,
        extratags: bool = False,
        country_codes: str | Sequence[str] | None = None,
        viewbox: Any = None,
        bounded: bool = False,
        featuretype: str | None = None,
        namedetails: bool = False,
        country: str | None = None,
    ) -> Location | list[Location] | None:
        """Find the places of a name, the likeliest first; near spellings are not guessed at.

        The arguments are those of `geopy.geocoders.Nominatim`, and `country`.

        Parameters
        ----------
        query
            A name; context may follow after commas ("Paris, Texas"). Or the parts of an address: `city`, `county`,
            `state`, `country`, and `street` or `amenity`, which are found only where the gazetteer has them. What is
            missing (`None`, NaN) or empty is not found.
        exactly_one
            Return the likeliest alone, else a list.
        timeout, language, extratags, namedetails
            Taken because programs pass them: nothing here waits, and answers are in English.
        limit
            How many places a list may hold; 10 by default, as with Nominatim.
        addressdetails
            Put the parts of the address into `raw["address"]`.
        geometry
            `wkt` or `geojson`: put the outline, where there is one, into `raw["geotext"]` or `raw["geojson"]`.
        country_codes
            Only places of these countries: codes or names, one or a list.
        viewbox, bounded
            Two opposite corners of a box, latitude first; places in it go first, or alone when it is `bounded`.
        featuretype
            Only `country`, `state`, `city` or `settlement` (all where people live, from state down).
        country
            Only places of this country; overrides that of the geocoder.

        Returns
        -------
        Location, list of Location, or None
            `None` when no place has the name, and for `None`, NaN and other marks of a missing name. `raw` has the
            fields of the `Place`; of a location that the fallback found it has `fallback`, the name of its class, and
            what that gave.

        Raises
        ------
        UnknownCountry
            If `country`, or one of `country_codes`, is none.
        ValueError
            If `limit` is less than 1.
        geopy.exc.GeocoderQueryError
            If there is no such `geometry` or `featuretype`.
        """
        del timeout, language, extratags, namedetails
        if not exactly_one and limit is not None and int(limit) < 1:
            raise ValueError("Limit cannot be less than 1")
        most = 1 if exactly_one else 10 if limit is None else int(limit)
        codes = codes_of(country_codes, country or (None if country_codes else self.country))
        only = codes[0] if codes and len(codes) == 1 else None
        if not isinstance(query, Mapping) and is_missing(query, self.missing, country=only):
            return None
        narrow = {"viewbox": viewbox, "bounded": bounded, "featuretype": featuretype}
        wanted = most if viewbox is None and featuretype is None else MANY
        places = narrowed(search(self.gazetteer, query, codes=codes, limit=wanted), **narrow)[:most]
        found = [_location(place, **_details(place, addressdetails, geometry)) for place in places]
        text = text_of(query)
        if not found and self.fallback and text:
            # One country is asked for in words, which any geocoder understands.
            within = f", {countries.get(only).name}" if only else ""
            asked = text if within and text.endswith(within) else text + within
            found = self.fallback.geocode(asked)[:most]
        return _answer(found, exactly_one=exactly_one)

    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int = 10,
        language: object = None,
        addressdetails: bool = True,
        zoom: object = None,
        namedetails: bool = False,
    ) -> Location | list[Location] | None:
        """Find the settlements nearest to a point.

        Parameters
        ----------
        query
            `(latitude, longitude)` in WGS 84 degrees, geopy's order, or what `geopy.Point` reads from a string.
        exactly_one
            Return the nearest alone, else a list.
        timeout, language, zoom, namedetails
            Taken because programs pass them to geopy's geocoders; they change nothing.
        limit
            How many places a list may hold.
        addressdetails
            Put the parts of the address into `raw["address"]`.

        Returns
        -------
        Location, list of Location, or None
            `None` when none lies within `max_distance_m`; `raw["distance_m"]` is the distance in metres.

        Raises
        ------
        ValueError
            If the point is not on the Earth.
        """
        del timeout, language, zoom, namedetails
        point = query if isinstance(query, Point) else Point(query)
        near = self.gazetteer.nearest(
            lon=point.longitude, lat=point.latitude, limit=1 if exactly_one else limit, kind="settlement"
        )
        found = [
            _location(place, distance_m=d, **_details(place, addressdetails, None))
            for place, d in near
            if d <= self.max_distance_m
        ]
        return _answer(found, exactly_one=exactly_one)


def _answer(found: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    """Answer as geopy's geocoders do: nothing is `None`, never an empty list."""
    if not found:
        return None
    return found[0] if exactly_one else found


def _details(place: Place, addressdetails: bool, geometry: str | None) -> dict[str, Any]:  # noqa: FBT001 (Nominatim's)
    """Return what `raw` holds besides the place itself, under Nominatim's names."""
    made: dict[str, Any] = {"address": address_of(place)} if addressdetails else {}
    if geometry is not None:
        if geometry.lower() not in ("wkt", "geojson"):
            raise GeocoderQueryError("Invalid geometry format. Must be one of: wkt, geojson.")
        import shapely

        from gazetteer import areas

        shape = areas.geometry(place) or shapely.Point(place.lon, place.lat)
        wkt = geometry.lower() == "wkt"
        made["geotext" if wkt else "geojson"] = shape.wkt if wkt else shapely.geometry.mapping(shape)
    return made


def _location(place: Place, **more: Any) -> Location:
    raw = {
        "id": place.id, "name": place.name, "kind": place.kind, "lon": place.lon, "lat": place.lat,
        "country": place.country, "admin1": place.admin1, "population": place.population, "radius_m": place.radius_m,
    }  # fmt: skip
    return Location(place.label, Point(place.lat, place.lon), raw | more)
