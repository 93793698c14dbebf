"""Everything that can go wrong in `maps`.

MapsError
├── UnknownFormat (ValueError)
├── UnknownAsset (LookupError)
├── AssetsMissing (FileNotFoundError)
├── FileExists (FileExistsError)
├── MissingExtra (ImportError)
├── NoBrowser (FileNotFoundError)
├── BrowserFailed (RuntimeError)
├── UnknownTiles (LookupError)
├── UnknownLanguage (LookupError)
├── UnknownKind (ValueError)
├── UnknownMode (ValueError)
├── UnknownColumn (LookupError)
├── UnknownColour (ValueError)
├── UnreadableBasemap (ValueError)
├── UnreadableStory (ValueError)
└── UnreadableTable (ValueError)
"""

from __future__ import annotations


class MapsError(Exception):
    """Root of maps' errors; each words itself from its arguments, so that it survives pickling."""


class UnknownFormat(MapsError, ValueError):
    """No writer for this suffix."""

    def __init__(self, suffix: str, known: tuple[str, ...], why: str = "") -> None:
        super().__init__(suffix, known, why)
        self.suffix = suffix
        self.known = known
        self.why = why

    def __str__(self) -> str:
        return (
            f"cannot write {self.suffix!r}{self.why and f' ({self.why})'}: use one of {', '.join(self.known)}"
        )


class UnknownAsset(MapsError, LookupError):
    """A folium element wants a script, style or picture that is not bundled; `owner` is its class, where known."""

    def __init__(self, name: str, url: str, owner: str = "") -> None:
        super().__init__(name, url, owner)
        self.name = name
        self.url = url
        self.owner = owner

    def __str__(self) -> str:
        what = f"{self.owner} needs {self.name!r}, which" if self.owner else f"{self.name!r}"
        legend = self.name == "d3" or "jquery-ui" in self.url  # what GeoPandas' legends are made with
        without = "give explore legend=False" if legend else "leave that element out"
        return (
            f"{what} ({self.url}) is not bundled, so the map would need the network: {without}. "
            "folium's markers, icons, shapes, GeoJson, pop-ups and HeatMap work without it"
        )


class AssetsMissing(MapsError, FileNotFoundError):
    """The built front-end files are not where the package keeps them."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} is missing: the package was not built; run pip install on it once more"


class FileExists(MapsError, FileExistsError):
    """Existing files are not overwritten unless asked."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} exists: use --overwrite (overwrite=True) to replace it"


class MissingExtra(MapsError, ImportError):
    """What was asked for needs a library that is not among the requirements."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        super().__init__(what, library, extra)
        self.what = what
        self.library = library
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.what} needs {self.library}: pip install 'dateline[{self.extra}]'"


class UnreadableBasemap(MapsError, ValueError):
    """A file that should be a basemap is something else, or cannot go into a page."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why

    def __str__(self) -> str:
        return f"{self.path} cannot be the basemap: {self.why}"


class NoBrowser(MapsError, FileNotFoundError):
    """There is no Chromium that could draw a page."""

    def __init__(self, looked_for: tuple[str, ...]) -> None:
        super().__init__(looked_for)
        self.looked_for = looked_for

    def __str__(self) -> str:
        names = ", ".join(self.looked_for)
        return (
            f"a picture of the page needs Chromium, Chrome or Edge, and none was found ({names}): install one, or "
            "name it with --browser (browser=); --figure needs none"
        )


class BrowserFailed(MapsError, RuntimeError):
    """The browser ended without a picture."""

    def __init__(self, browser: str, why: str) -> None:
        super().__init__(browser, why)
        self.browser = browser
        self.why = why

    def __str__(self) -> str:
        return f"{self.browser} made no picture: {self.why}"


class UnknownTiles(MapsError, LookupError):
    """No provider of tiles is called so, or it asks for a key."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name = name
        self.why = why

    def __str__(self) -> str:
        return f"no tiles {self.name!r}: {self.why}"


class UnknownLanguage(MapsError, LookupError):
    """There is no table of words for a language, or it cannot be used."""

    def __init__(self, language: str, known: tuple[str, ...], why: str = "") -> None:
        super().__init__(language, known, why)
        self.language = language
        self.known = known
        self.why = why

    def __str__(self) -> str:
        listed = ", ".join(self.known)
        return (
            f"no words in {self.language!r}{self.why and f': {self.why}'}; there are {listed}, or name a file"
        )


class UnknownKind(MapsError, ValueError):
    """No place is of this kind."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return self.why


class UnknownMode(MapsError, ValueError):
    """No such way to decide whether command areas are drawn."""

    def __init__(self, mode: str, known: tuple[str, ...]) -> None:
        super().__init__(mode, known)
        self.mode = mode
        self.known = known

    def __str__(self) -> str:
        return f"commands={self.mode!r} means nothing: use one of {', '.join(self.known)}"


class UnknownColumn(MapsError, LookupError):
    """A table has no such column, or none that is called like a place."""

    def __init__(self, name: str, columns: tuple[str, ...], path: str) -> None:
        super().__init__(name, columns, path)
        self.name = name
        self.columns = columns
        self.path = path

    def __str__(self) -> str:
        listed = ", ".join(column[:40] for column in self.columns[:20])
        if not self.name:
            return f"{self.path}: which column holds the names? Say --column (column=) with one of {listed}"
        return f"{self.path} has no column {self.name!r}, but {listed}"


class UnknownColour(MapsError, ValueError):
    """What was given is no colour, or none that goes with the rest: `why` is a clause."""

    def __init__(self, colour: str, why: str) -> None:
        super().__init__(colour, why)
        self.colour = colour
        self.why = why

    def __str__(self) -> str:
        return f"{self.colour!r} is no colour here: {self.why}"


class UnreadableStory(MapsError, ValueError):
    """The file of a story says what cannot be shown; `line` is its line, 0 for the whole file."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(path, line, why)
        self.path = path
        self.line = line
        self.why = why

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.why}" if self.line else f"{self.path}: {self.why}"


class UnreadableTable(MapsError, ValueError):
    """A file is no table that can be read."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why

    def __str__(self) -> str:
        return f"{self.path}: {self.why}"
