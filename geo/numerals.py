"""The number words of `numerals.toml`: "seven", "ninety", "million", "dozens", "twenty-first"."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLES: Final = {
    name: MappingProxyType(table)
    for name, table in tomllib.loads(
        files("geo").joinpath("numerals.toml").read_text(encoding="utf-8")
    ).items()
}

UNITS: Final[Mapping[str, int]] = _TABLES["units"]
"""One to nineteen."""
TENS: Final[Mapping[str, int]] = _TABLES["tens"]
"""Twenty, thirty, ... ninety."""
SCALES: Final[Mapping[str, int]] = _TABLES["scales"]
"""Words that a number is multiplied by: dozen, hundred, ... crore."""
INDEFINITE: Final[Mapping[str, int]] = _TABLES["indefinite"]
"""Plurals without a number ("dozens"), and the least that each can mean: two of them."""
ORDINALS: Final[Mapping[str, int]] = _TABLES["ordinals"]
"""First to thirty-first."""


def up_to(most: int) -> tuple[str, ...]:
    """Return the number words of one word from "one" to that for `most`, ascending.

    >>> up_to(3), up_to(50)[-4:]
    (('one', 'two', 'three'), ('twenty', 'thirty', 'forty', 'fifty'))
    """
    return tuple(word for table in (UNITS, TENS) for word, value in table.items() if value <= most)
