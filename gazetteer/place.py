"""The gazetteer's records: a place, and a name that matched it. All coordinates are WGS 84 degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Kind = Literal[
    "continent",
    "region",  # historical, informal or contested: the Sahel, Donbas, Gaza Strip, Golan Heights
    "country",  # sovereign states and dependent territories with an ISO 3166-1 code
    "admin1",
    "admin2",
    "settlement",
    "facility",  # a port, an airport, a base, a crossing, a parliament, a camp
    "water",  # ocean, sea, strait, gulf, river, lake, canal
    "landform",  # mountain range, peak, desert, peninsula, island without a code, valley
    "border",  # the shared line of two countries or territories, made by `areas.border`
    "command",  # a combatant command's area of responsibility, made by `commands`
]

NameKind = Literal["official", "alternate", "abbreviation", "demonym", "bare"]
"""How a name names its place: `bare` is an admin name without its class word (DeKalb for DeKalb County)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the gazetteer.

    Attributes
    ----------
    id
        `geonames:281124`, or `dateline:gaza-strip` for what the hand-written tables add.
    name
        The name to show, in English where there is one.
    kind
        One of `Kind`.
    lon, lat
        The representative point, WGS 84 degrees.
    country
        ISO 3166-1 alpha-2 code; empty for seas, continents and other places of no one country.
    admin1
        English name of the first-level division; empty when unknown.
    population
        Inhabitants; 0 when unknown or meaningless.
    radius_m
        Metres within which the point represents the place: the uncertainty to draw.
    iso_3166_2
        ISO 3166-2 code of a division (`SY-HL`); empty where there is none.
    wikidata
        Id of the Wikidata item (`Q214064`), where Natural Earth gives one; empty elsewhere.
    geometry
        Polygon or line where one is attached; look-ups leave it `None`, `gazetteer.areas.geometry` fetches it.

    Examples
    --------
    >>> Place(id="geonames:281124", name="Khan Yunis", kind="settlement", lon=34.3063, lat=31.3402, country="PS").label
    'Khan Yunis, PS'
    """

    id: str
    name: str
    kind: Kind
    lon: float
    lat: float
    country: str = ""
    admin1: str = ""
    population: int = 0
    radius_m: float = 0.0
    iso_3166_2: str = ""
    wikidata: str = ""
    geometry: BaseGeometry | None = None

    @property
    def label(self) -> str:
        """Name with as much context as distinguishes it from its namesakes: `Springfield, Illinois, US`."""
        context = [part for part in (self.admin1, self.country) if part and part != self.name]
        return ", ".join([self.name, *context]) if self.kind not in ("country", "continent") else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A place together with how the looked-up name names it.

    Attributes
    ----------
    place
        The place.
    name_kind
        `official`, `alternate`, `abbreviation`, `demonym` or `bare`.
    own
        Whether it comes from a table of the user's own places, which go before all namesakes.
    """

    place: Place
    name_kind: NameKind
    own: bool = False
