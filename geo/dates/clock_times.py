"""Times of the clock and their zones: "at 14:30 GMT", "0230 a.m. EST", "(23:30 GMT Monday)".

A zone's abbreviation is spelt as a name is, and denotes neither a place nor an organisation. A time that is given in a
second zone, in brackets or behind a comma, can bear another day than the place has; that day dates nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.dates.calendar_words import TIME_ZONES, UNIVERSAL_ZONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dates.expressions import DateExpression

_CLOCK: Final = (
    r"(?<!\d)(?:(?:[01]?\d|2[0-4])[:.]?[0-5]\d(?:\s?(?:[ap]\.?m\b\.?|hours|hrs|h\b))?|\d{1,2}\s?(?:[ap]\.?m\b\.?|hours|hrs|h\b))"
    r"|noon|midnight|midday|o['’]clock"
)
_ANY_ZONE: Final = "|".join(sorted(TIME_ZONES))
_ZONE: Final = re.compile(rf"(?<![\w-])(?:{_ANY_ZONE})(?=[+-]\d|(?![\w-]))")
_TIMED: Final = re.compile(rf"(?:{_CLOCK})\s?\(?\Z", re.IGNORECASE)
_SECOND_TIME: Final = re.compile(
    rf"(?:[(\[]|,\s(?:or\s)?)(?:or\s|that\sis,?\s)?(?:at\s)?(?:{_CLOCK})\s?(?:{_ANY_ZONE})(?:\s?[+-]\s?\d{{1,2}})?"
    r",?\s(?:on\s|last\s)?\Z",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 40
"""Characters before a day or a zone that may hold its time of the clock."""
_LOOK_AROUND: Final = 90
"""Characters from a day in a second zone to the day of the place."""
_SENTENCE_ENDS: Final = re.compile(r"[!?;\n]|(?<![ap])(?<!\.m)\.\s", re.IGNORECASE)


def zones(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the abbreviations of time zones in a text.

    One that is a word of other meanings too ("EAT", "CAT") is a zone behind a time of the clock only.

    >>> zones("At 14:30 GMT the CAT sat; at 5 p.m. EST it ran.")
    [(9, 12), (36, 39)]
    """
    return [
        match.span()
        for match in _ZONE.finditer(text)
        if match[0] in UNIVERSAL_ZONES
        or _TIMED.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    ]


def without_second_times(text: str, expressions: Sequence[DateExpression]) -> list[DateExpression]:
    """Drop the days that belong to a time in a second zone, where the day of the place is beside it.

    Parameters
    ----------
    text
        The text of the expressions.
    expressions
        Sorted by start.
    """
    kept = []
    for n, each in enumerate(expressions):
        if _SECOND_TIME.search(text, max(0, each.start - _LOOK_BACK), each.start):
            beside = [*expressions[max(0, n - 1) : n], *expressions[n + 1 : n + 2]]
            if any(_in_one_sentence(text, each, other) for other in beside):
                continue
        kept.append(each)
    return kept


def _in_one_sentence(text: str, first: DateExpression, second: DateExpression) -> bool:
    start, end = sorted((first, second), key=lambda each: each.start)
    between = text[start.end : end.start]
    return len(between) <= _LOOK_AROUND and not _SENTENCE_ENDS.search(between)
