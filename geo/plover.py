"""The event roots of `plover.toml`: PLOVER's, and our own HAZARD, with their modes, quad classes and traits."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    files("geo").joinpath("plover.toml").read_text(encoding="utf-8")
)

MODES: Final[Mapping[str, str]] = MappingProxyType({root: row["modes"] for root, row in _TABLE.items()})
"""Each root with its modes, parted by blanks."""

QUADS: Final[Mapping[str, str]] = MappingProxyType({root: row["quad"] for root, row in _TABLE.items()})
"""Each root with its quad class, "material conflict" or "verbal cooperation"; "hazard" for HAZARD."""

HAZARD: Final = "HAZARD"
"""The root beside PLOVER: events without an actor."""

ROOTS: Final = tuple(root for root in MODES if root != HAZARD)
"""The sixteen roots of PLOVER, in the order of the detector's outputs after the first."""


def roots_with(trait: str) -> frozenset[str]:
    """Return the roots that have a trait; `plover.toml` says what each means.

    >>> sorted(roots_with("travel"))
    ['AID', 'COOPERATE', 'MOBILIZE', 'RETREAT']
    """
    return frozenset(root for root, row in _TABLE.items() if trait in row["traits"].split())


SPEECH_ROOTS: Final = roots_with("words")
"""Roots whose events are words: their day is the day of the statement, and they have no place of their own."""
