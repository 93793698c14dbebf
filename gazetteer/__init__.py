"""Where names are: places, areas, borders, and the US combatant commands' areas of responsibility by date.

>>> import gazetteer
>>> gazetteer.find("Khan Younis").label
'Khan Yunis, Gaza Strip, PS'

Everything is offline. Importing this package imports neither pandas nor geopandas nor shapely; what needs them
(`areas`, `commands`) loads on first use. `grow` makes further gazetteers, `attach` opens them before the bundled one.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer import areas, commands, countries, geocoder, grow
    from gazetteer.errors import AmbiguousPlace, GazetteerError, PlaceNotFound, UnknownCountry
    from gazetteer.place import NameMatch, Place
    from gazetteer.store import Gazetteer, attach, default, find, nearest, search

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
    "grow",
    "nearest",
    "search",
]

_HOMES = {
    "AmbiguousPlace": "errors", "GazetteerError": "errors", "PlaceNotFound": "errors", "UnknownCountry": "errors",
    "NameMatch": "place", "Place": "place",
    "Gazetteer": "store", "default": "store", "attach": "store", "find": "store", "nearest": "store", "search": "store",
    "areas": "", "commands": "", "countries": "", "geocoder": "", "grow": "",
}  # fmt: skip


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if not home:
        return importlib.import_module(f"{__name__}.{name}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
