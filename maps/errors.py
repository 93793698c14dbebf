"""Everything that can go wrong in `maps`.

MapsError
├── UnknownFormat (ValueError)
├── UnknownAsset (LookupError)
├── AssetsMissing (FileNotFoundError)
└── FileExists (FileExistsError)
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
    """A folium element wants a script or style that is not bundled."""

    def __init__(self, name: str, url: str) -> None:
        super().__init__(name, url)
        self.name = name
        self.url = url

    def __str__(self) -> str:
        where = f"{self.name!r} ({self.url})"
        return f"{where} is not bundled, so the map would need the network: remove the element that adds it"


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
