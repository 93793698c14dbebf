"""For mkdocstrings: what our docstrings do that griffe does not know."""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"^>>> .*?(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)
_TOGETHER = re.compile(r"^(\*{0,2}\w+(?:, \*{0,2}\w+)+)\n((?:[ ]{4}.*\n?)+)", re.MULTILINE)


class Docstrings(griffe.Extension):
    """Makes the examples of a module's docstring code, and gives each of several names its own type."""

    def on_module_instance(self, *, mod: griffe.Module, **_: Any) -> None:
        """Fence `>>>` blocks; numpydoc's own `Examples` sections are known to griffe."""
        if mod.docstring is not None:
            mod.docstring.value = _EXAMPLE.sub(
                lambda found: f"```pycon\n{found[0]}\n```", mod.docstring.value
            )

    def on_function_instance(self, *, func: griffe.Function, **_: Any) -> None:
        """Tell parameters apart that are described together."""
        _part(func)

    def on_class_instance(self, *, cls: griffe.Class, **_: Any) -> None:
        """Tell attributes apart that are described together."""
        _part(cls)


def _part(thing: griffe.Object) -> None:
    if thing.docstring is not None:
        thing.docstring.value = _TOGETHER.sub(
            lambda found: "".join(f"{name}\n{found[2].rstrip()}\n" for name in found[1].split(", ")),
            thing.docstring.value,
        )
