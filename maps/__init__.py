"""What people look at: one offline HTML file, a notebook map, GIS files.

>>> import geo, maps
>>> m = maps.show(geo.read("seeds/"))  # doctest: +SKIP
>>> maps.save(geo.read("seeds/"), "map.html")  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.comparison import comparison_map
    from maps.errors import MapsError
    from maps.event_map import EventMap, save, show
    from maps.paper import figure
    from maps.writers import export

__all__ = ["EventMap", "MapsError", "comparison_map", "export", "figure", "save", "show"]

_MODULES = {
    "EventMap": "event_map",
    "save": "event_map",
    "show": "event_map",
    "comparison_map": "comparison",
    "export": "writers",
    "figure": "paper",
    "MapsError": "errors",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
