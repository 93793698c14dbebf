"""Corpora: archives of reports read into a folder of GeoParquet that grows, survives a crash and opens as it is.

>>> import tempfile, geo
>>> with tempfile.TemporaryDirectory() as folder:
...     corpus = geo.corpus.read([{"id": "r1", "text": "Police arrested nine men in Ankara."}], f"{folder}/corpus")
...     corpus.events["type"].tolist()
['COERCE']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.corpus.corpus import Corpus, open, read  # noqa: A004 (as rasterio.open)

__all__ = ["Corpus", "open", "read"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.corpus"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
