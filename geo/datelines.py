"""The place that opens a report: "BEIRUT, Lebanon (AP) —", where it was written, not who acts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Mention

_LONGEST: Final = 90
"""Characters: what stands before a later dash is a sentence."""
_DASH: Final = re.compile(r"\s*(?:—|–|--|\s-)\s")
_REST: Final = re.compile(r"[\s,./]*(?:\([^)]{2,30}\))?[\s,.]*")


def dateline(text: str, places: Sequence[Mention], *, start: int = 0) -> tuple[list[Mention], int]:
    """Give the places of the dateline that a sentence begins with, and the offset in the report where it ends.

    Nothing and `start` when the sentence begins with something else.

    Parameters
    ----------
    text
        The sentence.
    places
        The mentions in it, sorted by start, with offsets of the report.
    start
        The sentence's first character in the report.

    Examples
    --------
    >>> dateline("Rain fell — again.", [])
    ([], 0)
    """
    dash = _DASH.search(text, 0, _LONGEST)
    if dash is None:
        return [], start
    found = [place for place in places if place.start - start < dash.start()]
    rest, at = "", 0
    for place in found:
        rest += text[at : place.start - start] + ","
        at = place.end - start
    rest += text[at : dash.start()]
    if not found or found[0].start != start or not _REST.fullmatch(rest):
        return [], start
    return found, start + dash.end()
