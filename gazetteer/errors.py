"""Everything that can go wrong in `gazetteer`.

GazetteerError
├── PlaceNotFound (LookupError)
├── AmbiguousPlace (LookupError)
├── UnknownCountry (LookupError)
├── UnknownArea (LookupError)
├── NoBorder (LookupError)
├── NoCoast (LookupError)
├── UnknownCommand (LookupError)
├── NotAName (TypeError)
├── NoPoint (ValueError)
├── BadDate (ValueError)
├── GazetteerMissing (FileNotFoundError)
├── BadGazetteer (ValueError)
├── BadSource (ValueError)
└── BadCache (ValueError)
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(eq=False, repr=False)
class WordedError(Exception):
    """An error that words itself: its fields fill in `template` and are its arguments, so that it can be pickled."""

    template: ClassVar[str] = ""

    def __post_init__(self) -> None:
        self.args = tuple(getattr(self, field.name) for field in fields(self))

    def __str__(self) -> str:
        return self.template.format(**vars(self))


class GazetteerError(WordedError):
    """Root of the gazetteer's errors."""


@dataclass(eq=False, repr=False)
class PlaceNotFound(GazetteerError, LookupError):
    """No place has this name; `suggestions` are near spellings."""

    name: str
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        return f"no place is called {self.name!r}{hint}"


@dataclass(eq=False, repr=False)
class AmbiguousPlace(GazetteerError, LookupError):
    """Several places of about the same weight have this name."""

    name: str
    labels: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name!r} may be {' or '.join(self.labels)}: give a country or a kind, or use search()"


@dataclass(eq=False, repr=False)
class UnknownCountry(GazetteerError, LookupError):
    """Neither an ISO 3166-1 code nor a country's name."""

    template = "{code!r} is no ISO 3166-1 code and no country's name"

    code: str


@dataclass(eq=False, repr=False)
class UnknownArea(GazetteerError, LookupError):
    """Neither a country nor the key of a territory that has an outline."""

    template = "{key!r} is no country and no territory with an outline"

    key: str


@dataclass(eq=False, repr=False)
class NoBorder(GazetteerError, LookupError):
    """Two areas that do not meet on land."""

    template = "{a} and {b} have no land border"

    a: str
    b: str


@dataclass(eq=False, repr=False)
class NoCoast(GazetteerError, LookupError):
    """A country or territory with land borders all round."""

    template = "{area} has no coast"

    area: str


@dataclass(eq=False, repr=False)
class UnknownCommand(GazetteerError, LookupError):
    """No combatant command has this name."""

    template = "no combatant command is called {name!r}"

    name: str


@dataclass(eq=False, repr=False)
class NotAName(GazetteerError, TypeError):
    """What was asked for is no text, nor a mark of a missing one."""

    template = "a place is looked up by its name, a text, and not by a {type_name}: look names up one by one"

    type_name: str


@dataclass(eq=False, repr=False)
class NoPoint(GazetteerError, ValueError):
    """Coordinates that are no point on the Earth."""

    lon: object
    lat: object

    def __str__(self) -> str:
        lon, lat = (str(value)[:40] for value in (self.lon, self.lat))
        return f"lon {lon}, lat {lat} is no point on the Earth{self._hint()}"

    def _hint(self) -> str:
        point = (self.lon, self.lat)
        if not all(hasattr(value, "__float__") for value in point):  # a text has none, numbers of numpy have
            return ": longitude and latitude are numbers, in degrees"
        lon, lat = map(float, point)  # type: ignore[arg-type]
        return "; are they the wrong way round?" if -90 <= lon <= 90 < abs(lat) <= 180 else ""


@dataclass(eq=False, repr=False)
class BadDate(GazetteerError, ValueError):
    """Not a date of the form YYYY-MM-DD."""

    template = "{text!r} is not a date: write it as YYYY-MM-DD"

    text: str


@dataclass(eq=False, repr=False)
class GazetteerMissing(GazetteerError, FileNotFoundError):
    """The built data files are not where the package keeps them, or an attached file is not there."""

    path: str
    attached: bool = False

    def __str__(self) -> str:
        if self.attached:
            return f"{self.path}: there is no such gazetteer; 'dateline gazetteer import' makes one"
        return f"{self.path} is missing: the package was not built; run pip install on it once more"


@dataclass(eq=False, repr=False)
class BadGazetteer(GazetteerError, ValueError):
    """An attached file is no gazetteer, or one of another version."""

    template = "{path} is no gazetteer of this version: make it with 'dateline gazetteer import'"

    path: str


@dataclass(eq=False, repr=False)
class BadSource(GazetteerError, ValueError):
    """A file to import is of another format, or holds no place."""

    template = "{path}: {why}"

    path: str
    why: str


@dataclass(eq=False, repr=False)
class BadCache(GazetteerError, ValueError):
    """The file for the answers of a fallback geocoder is something else, or cannot be written."""

    template = "{path} cannot hold the answers of a geocoder: {why}"

    path: str
    why: str
