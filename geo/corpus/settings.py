"""How the reports of a corpus are read, and by what: settings that decide every row, and a fingerprint of the code."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGES = ("gazetteer", "geo")
_SHOWN = 12  # hexadecimal digits of a fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the pipeline is asked for; two readings with equal settings and code give equal rows.

    Attributes
    ----------
    model, fast, gazetteer
        As for `geo.language.load`.
    """

    model: str | None = None
    fast: bool = False
    gazetteer: tuple[str, ...] = ()

    def pipeline(self) -> Language:
        """Load the pipeline, once a process; each report is read by itself, whatever is read beside it."""
        from geo.pipeline import default_pipeline

        return default_pipeline(self.model, fast=self.fast, gazetteer=self.gazetteer, outlets=False)

    def fingerprint(self) -> str:
        """Return twelve hexadecimal digits that change with the settings, the code, the weights and the gazetteers."""
        return _fingerprint(self)

    def plain(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return asdict(self) | {"gazetteer": list(self.gazetteer)}


@cache
def _fingerprint(settings: Settings) -> str:
    made = hashlib.blake2b(digest_size=16)
    made.update(f"{settings.model} {settings.fast}".encode())
    if settings.model is not None:
        made.update(repr(sorted(_described(settings).items())).encode())
    for own in settings.gazetteer:
        _add(made, Path(own))
    for package in _PACKAGES:
        root = Path(str(resources.files(package)))
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and "__pycache__" not in name:
                made.update(f"{package}/{name}".encode())
                _add(made, path)
    return made.hexdigest()[:_SHOWN]


def _described(settings: Settings) -> dict[str, Any]:
    return {
        name: str(value) for name, value in settings.pipeline().meta.items() if name in ("name", "version")
    }


def _add(made: Any, path: Path) -> None:
    with path.open("rb") as file:
        made.update(hashlib.file_digest(file, "blake2b").digest())
