"""Where names are: places, areas, borders, and the US combatant commands' areas of responsibility by date.

>>> import gazetteer
>>> gazetteer.find("Khan Younis").label
'Khan Yunis, Gaza Strip, PS'

Everything is offline. Importing this package imports neither pandas nor geopandas nor shapely; what needs them
(`areas`, `commands`) loads on first use. `import_places` makes further gazetteers, `attach` opens them before the
bundled one.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer import areas, commands, countries, geocoder
    from gazetteer.errors import AmbiguousPlace, GazetteerError, PlaceNotFound, UnknownCountry
    from gazetteer.importing.importer import import_places
    from gazetteer.place import NameMatch, Place
    from gazetteer.store import Gazetteer, attach, default, find, nearest, nearest_many, search

__all__ = [
    "AmbiguousPlace",
    "Gazetteer",
    "GazetteerError",
    "NameMatch",
    "Place",
    "PlaceNotFound",
    "UnknownCountry",
    "areas",
    "attach",
    "commands",
    "countries",
    "default",
    "find",
    "geocoder",
    "import_places",
    "nearest",
    "nearest_many",
    "search",
]

# By hand, as in `geo`, `maps` and `dateline`: for these lines lazy_loader would be a dependency and a stub beside each.
_MODULES = {
    "areas": "areas",
    "commands": "commands",
    "countries": "countries",
    "geocoder": "geocoder",
}
_MODULE_OF = {
    **dict.fromkeys(("AmbiguousPlace", "GazetteerError", "PlaceNotFound", "UnknownCountry"), "errors"),
    "import_places": "importing.importer",
    **dict.fromkeys(("NameMatch", "Place"), "place"),
    **dict.fromkeys(("Gazetteer", "attach", "default", "find", "nearest", "nearest_many", "search"), "store"),
}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{_MODULES[name]}")
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
