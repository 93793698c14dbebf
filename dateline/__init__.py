"""Reads reports and maps what happened: the names that most notebooks need, from `geo`, `maps` and `gazetteer`.

>>> import dateline
>>> found = dateline.parse("Envoys met in Manama on Monday.", published="2024-06-12")
>>> dateline.show(found)  # doctest: +SKIP
>>> dateline.find("Khan Younis").label
'Khan Yunis, Gaza Strip, PS'

There is nothing here that is not in one of the three packages, and each loads when a name of it is first used.
"""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer import commands, find, search
    from geo import EventSet, parse, read, resolve
    from maps import EventMap as map  # noqa: A004, N813 (the name of the command, `dateline map`)
    from maps import export, save, show

    load = EventSet.from_file
    __version__: str

__all__ = [
    "__version__",
    "commands",
    "export",
    "find",
    "load",
    "map",
    "parse",
    "read",
    "resolve",
    "save",
    "search",
    "show",
]

# By hand: lazy_loader re-exports from submodules of the package itself only. A package, and not `dateline.py`, because
# PEP 561 has no mark for a single module that says that it is typed.
_HOMES = {
    "commands": ("gazetteer", "commands"),
    "export": ("maps", "export"),
    "find": ("gazetteer", "find"),
    "load": ("geo", "EventSet.from_file"),
    "map": ("maps", "EventMap"),
    "parse": ("geo", "parse"),
    "read": ("geo", "read"),
    "resolve": ("geo", "resolve"),
    "save": ("maps", "save"),
    "search": ("gazetteer", "search"),
    "show": ("maps", "show"),
}


if not TYPE_CHECKING:  # else a checker would take every misspelt name for an attribute

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from importlib.metadata import version

            return version("dateline")
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        package, path = _HOMES[name]
        return attrgetter(path)(import_module(package))


def __dir__() -> list[str]:
    return sorted(__all__)
