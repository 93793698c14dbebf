"""Lines along which countries and territories meet, and what each of them holds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gazetteer.areas import outlines
from gazetteer.areas.territories import keys_of, label, part_keys, slug_of
from gazetteer.errors import NoBorder

if TYPE_CHECKING:
    from gazetteer.areas.outlines import Key, Line


def border(a: str, b: str) -> Line:
    """Return the line along which two countries or territories meet, as it is controlled on the ground.

    Raises
    ------
    UnknownArea
        When one of them is unknown.
    NoBorder
        When they do not meet on land.
    """
    own, other = held(a), held(b)
    if len(own) > len(other):
        own, other = other, own
    # A territory against the country that it is a part of: the line between it and the rest.
    line = outlines.load("10m").shared(own, other - own)
    if line is None:
        raise NoBorder(label(a), label(b))
    return line


@cache
def held(area: str) -> frozenset[Key]:
    """Return the units within a country's lines of control; for the key of a part that part alone."""
    keys = keys_of(area, resolution="10m")
    if slug_of(area) in part_keys():
        return frozenset(keys)
    code = keys[0][0]
    return frozenset(key for key, unit in outlines.load("10m").units.items() if unit.holder == code)
