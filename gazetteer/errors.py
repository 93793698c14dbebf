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


class GazetteerError(Exception):
    """Root of the gazetteer's errors; each words itself from its arguments, so that it survives pickling."""


class PlaceNotFound(GazetteerError, LookupError):
    """No place has this name; `suggestions` are near spellings."""

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(name, suggestions)
        self.name = name
        self.suggestions = suggestions

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        return f"no place is called {self.name!r}{hint}"


class AmbiguousPlace(GazetteerError, LookupError):
    """Several places of about the same weight have this name."""

    def __init__(self, name: str, labels: tuple[str, ...]) -> None:
        super().__init__(name, labels)
        self.name = name
        self.labels = labels

    def __str__(self) -> str:
        return f"{self.name!r} may be {' or '.join(self.labels)}: give a country or a kind, or use search()"


class UnknownCountry(GazetteerError, LookupError):
    """Neither an ISO 3166-1 code nor a country's name."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"{self.code!r} is no ISO 3166-1 code and no country's name"


class UnknownArea(GazetteerError, LookupError):
    """Neither a country nor the key of a territory that has an outline."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"{self.key!r} is no country and no territory with an outline"


class NoBorder(GazetteerError, LookupError):
    """Two areas that do not meet on land."""

    def __init__(self, a: str, b: str) -> None:
        super().__init__(a, b)
        self.a = a
        self.b = b

    def __str__(self) -> str:
        return f"{self.a} and {self.b} have no land border"


class NoCoast(GazetteerError, LookupError):
    """A country or territory with land borders all round."""

    def __init__(self, area: str) -> None:
        super().__init__(area)
        self.area = area

    def __str__(self) -> str:
        return f"{self.area} has no coast"


class UnknownCommand(GazetteerError, LookupError):
    """No combatant command has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"no combatant command is called {self.name!r}"


class NotAName(GazetteerError, TypeError):
    """What was asked for is no text, nor a mark of a missing one."""

    def __init__(self, type_name: str) -> None:
        super().__init__(type_name)
        self.type_name = type_name

    def __str__(self) -> str:
        return f"a place is looked up by its name, a text, and not by a {self.type_name}: look names up one by one"


class NoPoint(GazetteerError, ValueError):
    """Coordinates that are no point on the Earth."""

    def __init__(self, lon: object, lat: object) -> None:
        super().__init__(lon, lat)
        self.lon = lon
        self.lat = lat

    def __str__(self) -> str:
        lon, lat = (str(value)[:40] for value in (self.lon, self.lat))
        return f"lon {lon}, lat {lat} is no point on the Earth{self._hint()}"

    def _hint(self) -> str:
        if not all(isinstance(value, int | float) for value in (self.lon, self.lat)):
            return ": longitude and latitude are numbers, in degrees"
        swapped = -90 <= float(str(self.lon)) <= 90 < abs(float(str(self.lat))) <= 180
        return "; are they the wrong way round?" if swapped else ""


class BadDate(GazetteerError, ValueError):
    """Not a date of the form YYYY-MM-DD."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"{self.text!r} is not a date: write it as YYYY-MM-DD"


class GazetteerMissing(GazetteerError, FileNotFoundError):
    """The built data files are not where the package keeps them, or an attached file is not there."""

    def __init__(self, path: str, *, attached: bool = False) -> None:
        super().__init__(path)
        self.path = path
        self.attached = attached

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.path,), {"attached": self.attached}

    def __str__(self) -> str:
        if self.attached:
            return f"{self.path}: there is no such gazetteer; 'dateline gazetteer import' makes one"
        return f"{self.path} is missing: the package was not built; run pip install on it once more"


class BadGazetteer(GazetteerError, ValueError):
    """An attached file is no gazetteer, or one of another version."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} is no gazetteer of this version: make it with 'dateline gazetteer import'"


class BadSource(GazetteerError, ValueError):
    """A file to import is of another format, or holds no place."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why

    def __str__(self) -> str:
        return f"{self.path}: {self.why}"


class BadCache(GazetteerError, ValueError):
    """The file for the answers of a fallback geocoder is something else, or cannot be written."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why

    def __str__(self) -> str:
        return f"{self.path} cannot hold the answers of a geocoder: {self.why}"
