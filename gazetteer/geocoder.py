"""The gazetteer as a geopy geocoder, for whatever takes one: `geopandas.tools.geocode(names, provider=Dateline)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer import countries, store
from gazetteer.fallback import Fallback
from gazetteer.missing import is_missing

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.place import Place


class _Offline(BaseSyncAdapter):  # type: ignore[misc]
    """Stands where geopy keeps its HTTP client: nothing leaves the machine."""

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

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        country: str | None = None,
        limit: int = 10,
    ) -> Location | list[Location] | None:
        """Find the places of a name, the likeliest first; near spellings are not guessed at.

        Parameters
        ----------
        query
            A name; context may follow after commas ("Paris, Texas").
        exactly_one
            Return the likeliest alone, else a list.
        timeout
            Taken because geopy passes it; nothing here waits.
        country
            Only places of this country; overrides that of the geocoder.
        limit
            How many places a list may hold.

        Returns
        -------
        Location, list of Location, or None
            `None` when no place has the name, and for `None`, NaN and other marks of a missing name. `raw` has the
            fields of the `Place`; of a location that the fallback found it has `fallback`, the name of its class, and
            what that gave.

        Raises
        ------
        UnknownCountry
            If `country` is none.
        """
        del timeout
        country = country or self.country
        if is_missing(query, self.missing, country=country):
            return None
        places = self.gazetteer.search(query, limit=1 if exactly_one else limit, country=country, near=False)
        found = [_location(place) for place in places]
        if not found and self.fallback and query.strip():
            within = f", {countries.get(country).name}" if country else ""
            found = self.fallback.geocode(query.strip() + within)[: max(0, limit)]
        return _answer(found, exactly_one=exactly_one)

    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int = 10,
    ) -> Location | list[Location] | None:
        """Find the settlements nearest to a point.

        Parameters
        ----------
        query
            `(latitude, longitude)` in WGS 84 degrees, geopy's order, or what `geopy.Point` reads from a string.
        exactly_one
            Return the nearest alone, else a list.
        timeout
            Taken because geopy passes it; nothing here waits.
        limit
            How many places a list may hold.

        Returns
        -------
        Location, list of Location, or None
            `None` when none lies within `max_distance_m`; `raw["distance_m"]` is the distance in metres.

        Raises
        ------
        ValueError
            If the point is not on the Earth.
        """
        del timeout
        point = query if isinstance(query, Point) else Point(query)
        near = self.gazetteer.nearest(
            lon=point.longitude, lat=point.latitude, limit=1 if exactly_one else limit, kind="settlement"
        )
        found = [_location(place, distance_m=d) for place, d in near if d <= self.max_distance_m]
        return _answer(found, exactly_one=exactly_one)


def _answer(found: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    """Answer as geopy's geocoders do: nothing is `None`, never an empty list."""
    if not found:
        return None
    return found[0] if exactly_one else found


def _location(place: Place, **more: Any) -> Location:
    raw = {
        "id": place.id, "name": place.name, "kind": place.kind, "lon": place.lon, "lat": place.lat,
        "country": place.country, "admin1": place.admin1, "population": place.population, "radius_m": place.radius_m,
    }  # fmt: skip
    return Location(place.label, Point(place.lat, place.lon), raw | more)
