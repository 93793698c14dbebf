"""The dateline that opens a report, "BEIRUT, Lebanon, May 9 (AP) —": where it was written, not a participant.

It may follow a byline, "By Ana Ruiz and Li Wei CAIRO (AP) —", and it may name no place: "(Reuters) -".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.dates.calendar_words import MONTH_NAMES, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Mention

_LONGEST: Final = 90
"""Characters: the words before a later dash are a sentence."""
_DASH: Final = re.compile(r"\s*(?:—|–|--|\s-)\s")
_BEGINS: Final = re.compile(r"\s+(?:\([^)]{2,30}\)\s*)?(?=[A-Z“\"](?![A-Z]))")
_MONTH: Final = rf"(?:{'|'.join(MONTH_NAMES)}|jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.?"
_DATE: Final = (
    rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
)
_REST: Final = re.compile(
    rf"[\s,./]*(?:\([^)]{{1,40}}\))?[\s,.]*(?:{_DATE})?[\s,.]*(?:\([^)]{{1,40}}\))?[\s,.]*", re.IGNORECASE
)
_OUTLET: Final = re.compile(r"\([A-Z][^()]{1,30}\)\s*(?:—|–|--|-)\s+(?=[A-Z“\"])")
_BYLINE: Final = re.compile(
    r"By\s+[A-Z][\w.'’-]+(?:,?\s+(?:(?:and|for|of|in)\s+)?[A-Z][\w.'’-]+){1,9}[\s,|]+\Z"
)


def dateline(text: str, places: Sequence[Mention], *, start: int = 0) -> tuple[list[Mention], int]:
    """Return the places of the dateline that a sentence begins with, and the offset in the report where it ends.

    Nothing and `start` when the sentence begins with something else; no place and where it ends for "(Reuters) -".

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
    if not found:
        outlet = _OUTLET.match(text)
        return [], start + (outlet.end() if outlet is not None else 0)
    at = found[0].start - start
    if at > 0 and _BYLINE.match(text[:at]) is None:
        return [], start
    rest = ""
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
