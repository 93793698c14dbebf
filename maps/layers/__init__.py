"""The layers of the page, one file each.

A layer is a function that gives the page what it draws, as JSON, from the tables of `maps.payload`; the script of the
same name in `maps/web/js/layers/` draws it. A new layer is these two files: both folders are walked.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maps.payload import Tables

Build = Callable[["Tables"], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer's name and the function that builds its data; `None` from it leaves the layer out of the page."""

    name: str
    build: Build


def layer(name: str) -> Callable[[Build], Layer]:
    """Make a layer of the function below: `@layer("places")`."""

    def made(build: Build) -> Layer:
        return Layer(name, build)

    return made


@cache
def all_layers() -> tuple[Layer, ...]:
    """Find every layer of this folder, in the order of their names.

    Examples
    --------
    >>> "events" in [layer.name for layer in all_layers()]
    True
    """
    modules = (
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    layers = [value for module in modules for value in vars(module).values() if isinstance(value, Layer)]
    return tuple(sorted(layers, key=lambda found: found.name))
