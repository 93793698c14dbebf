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
├── UnknownShape (ValueError)
├── UnreadableBasemap (ValueError)
├── UnreadableStory (ValueError)
└── UnreadableTable (ValueError)
"""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.errors import WordedError


class MapsError(WordedError):
    """Root of maps' errors."""


@dataclass(eq=False, repr=False)
class UnknownFormat(MapsError, ValueError):
    """No writer for this suffix."""

    suffix: str
    known: tuple[str, ...]
    why: str = ""

    def __str__(self) -> str:
        return (
            f"cannot write {self.suffix!r}{self.why and f' ({self.why})'}: use one of {', '.join(self.known)}"
        )


@dataclass(eq=False, repr=False)
class UnknownAsset(MapsError, LookupError):
    """A folium element wants a script, style or picture that is not bundled; `owner` is its class, where known."""

    name: str
    url: str
    owner: str = ""

    def __str__(self) -> str:
        what = f"{self.owner} needs {self.name!r}, which" if self.owner else f"{self.name!r}"
        legend = self.name == "d3" or "jquery-ui" in self.url  # what GeoPandas' legends are made with
        without = "give explore legend=False" if legend else "leave that element out"
        return (
            f"{what} ({self.url}) is not bundled, so the map would need the network: {without}. "
            "folium's markers, icons, shapes, GeoJson, pop-ups and HeatMap work without it"
        )


@dataclass(eq=False, repr=False)
class AssetsMissing(MapsError, FileNotFoundError):
    """The built front-end files are not where the package keeps them."""

    template = "{path} is missing: the package was not built; run pip install on it once more"

    path: str


@dataclass(eq=False, repr=False)
class FileExists(MapsError, FileExistsError):
    """Existing files are not overwritten unless asked."""

    template = "{path} exists: use --overwrite (overwrite=True) to replace it"

    path: str


@dataclass(eq=False, repr=False)
class MissingExtra(MapsError, ImportError):
    """What was asked for needs a library that is not among the requirements."""

    template = "{what} needs {library}: pip install 'dateline[{extra}]'"

    what: str
    library: str
    extra: str


@dataclass(eq=False, repr=False)
class UnreadableBasemap(MapsError, ValueError):
    """A file that should be a basemap is something else, or cannot go into a page."""

    template = "{path} cannot be the basemap: {why}"

    path: str
    why: str


@dataclass(eq=False, repr=False)
class NoBrowser(MapsError, FileNotFoundError):
    """There is no Chromium that could draw a page."""

    looked_for: tuple[str, ...]

    def __str__(self) -> str:
        names = ", ".join(self.looked_for)
        return (
            f"a picture of the page needs Chromium, Chrome or Edge, and none was found ({names}): install one, or "
            "name it with --browser (browser=); --figure needs none"
        )


@dataclass(eq=False, repr=False)
class BrowserFailed(MapsError, RuntimeError):
    """The browser ended without a picture."""

    template = "{browser} made no picture: {why}"

    browser: str
    why: str


@dataclass(eq=False, repr=False)
class UnknownTiles(MapsError, LookupError):
    """No provider of tiles is called so, or it asks for a key."""

    template = "no tiles {name!r}: {why}"

    name: str
    why: str


@dataclass(eq=False, repr=False)
class UnknownLanguage(MapsError, LookupError):
    """There is no table of words for a language, or it cannot be used."""

    language: str
    known: tuple[str, ...]
    why: str = ""

    def __str__(self) -> str:
        listed = ", ".join(self.known)
        return (
            f"no words in {self.language!r}{self.why and f': {self.why}'}; there are {listed}, or name a file"
        )


@dataclass(eq=False, repr=False)
class UnknownKind(MapsError, ValueError):
    """No place is of this kind."""

    why: str

    def __str__(self) -> str:
        return self.why


@dataclass(eq=False, repr=False)
class UnknownMode(MapsError, ValueError):
    """No such way to decide whether command areas are drawn."""

    mode: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        return f"commands={self.mode!r} means nothing: use one of {', '.join(self.known)}"


@dataclass(eq=False, repr=False)
class UnknownColumn(MapsError, LookupError):
    """A table has no such column, or none that is called like a place."""

    name: str
    columns: tuple[str, ...]
    path: str

    def __str__(self) -> str:
        listed = ", ".join(column[:40] for column in self.columns[:20])
        if not self.name:
            return f"{self.path}: which column holds the names? Say --column (column=) with one of {listed}"
        return f"{self.path} has no column {self.name!r}, but {listed}"


@dataclass(eq=False, repr=False)
class UnknownColour(MapsError, ValueError):
    """What was given is no colour, or none that goes with the rest: `why` is a clause."""

    template = "{colour!r} is no colour here: {why}"

    colour: str
    why: str


@dataclass(eq=False, repr=False)
class UnknownShape(MapsError, ValueError):
    """No mark has this shape, or shapes do not go with the rest."""

    shape: str
    known: tuple[str, ...]
    why: str = ""

    def __str__(self) -> str:
        return f"{self.shape!r} is no shape here: {self.why or 'use one of ' + ', '.join(self.known)}"


@dataclass(eq=False, repr=False)
class UnreadableStory(MapsError, ValueError):
    """The file of a story says what cannot be shown; `line` is its line, 0 for the whole file."""

    path: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.why}" if self.line else f"{self.path}: {self.why}"


@dataclass(eq=False, repr=False)
class UnreadableTable(MapsError, ValueError):
    """A file is no table that can be read."""

    template = "{path}: {why}"

    path: str
    why: str
