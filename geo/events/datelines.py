"""The dateline that opens a report, "BEIRUT, Lebanon (AP) —": where it was written, not a participant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Mention

_LONGEST: Final = 90
"""Characters: the words before a later dash are a sentence."""
_DASH: Final = re.compile(r"\s*(?:—|–|--|\s-)\s")
_BEGINS: Final = re.compile(r"\s+(?:\([^)]{2,30}\)\s*)?(?=[A-Z“\"](?![A-Z]))")
_REST: Final = re.compile(r"[\s,./]*(?:\([^)]{2,30}\))?[\s,.]*")


def dateline(text: str, places: Sequence[Mention], *, start: int = 0) -> tuple[list[Mention], int]:
    """Return the places of the dateline that a sentence begins with, and the offset in the report where it ends.

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
    end = dash.end() if dash is not None else 0
    if not end and places and places[0].start == start and places[0].text.isupper():
        end = _without_dash(text, places, start)
    found = [place for place in places if place.end - start <= end]
    if not found or found[0].start != start:
        return [], start
    rest, at = "", 0
    for place in found:
        rest += text[at : place.start - start] + ","
        at = place.end - start
    rest += text[at : dash.start() if dash is not None else end]
    return (found, start + end) if _REST.fullmatch(rest) else ([], start)


def _without_dash(text: str, places: Sequence[Mention], start: int) -> int:
    """Return where "LONDON (AP) The ..." or "AUSTIN, Texas A ..." ends as a dateline; 0 where it is none."""
    place = places[0].place
    if sum(letter.isalpha() for letter in places[0].text) < 4 or place is None or place.kind == "country":
        return 0  # "U.S. Army", "UK Police"
    last = places[0].end
    if len(places) > 1 and text[last - start : places[1].start - start] == ", ":
        last = places[1].end
    begins = _BEGINS.match(text, last - start)
    return begins.end() if begins is not None else 0
