"""Containers: the country or state that only completes the name of a town, as in "Lyon, France" and "Austin, Texas".

It says where the town is and takes part in nothing.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Mention

_WIDTH: Final = {"country": 2, "admin1": 1}
_BETWEEN: Final = re.compile(
    r"(?i:\s+(?:province|region|state|district|county|city|town|governorate|department|prefecture|oblast|valley))?"
    r"(?:(?:,\s+|\s+)?\((?:the\s+)?|,\s+(?:(?:[a-z-]+\s+){0,4}(?:of|in)\s+)?(?:the\s+)?)"
)
"""What joins a place and its container: a comma, a parenthesis, ", in the", ", the capital of"."""
_OPENING: Final = re.compile(
    r"(?:\A|[.!?;:]\s+|\n\s*)[\"“]?(?:In|At|Near|Outside|From|Around)\s+(?:[a-z]+\s+)?\Z"
)
_CLOSED: Final = re.compile(r"\s*(?:[,.;:)—–-]|\Z)")
_LONGEST: Final = 40


def containers(text: str, places: Sequence[Mention], *, start: int = 0) -> frozenset[int]:
    """Return the offsets at which mentions begin that only say where the place before them is.

    Parameters
    ----------
    text
        A report, or a sentence of it.
    places
        The mentions in it, sorted by start.
    start
        Offset of `text` in the report.

    Examples
    --------
    >>> containers("", [])
    frozenset()
    """
    return frozenset(
        after.start
        for before, after in itertools.pairwise(places)
        if after.start - before.phrase_end <= _LONGEST
        and _BETWEEN.fullmatch(text[before.phrase_end - start : after.start - start])
        and _holds(after, before)
        and not _opens_a_clause(text, before.start - start, after.end - start)
    )


def _opens_a_clause(text: str, first: int, last: int) -> bool:
    """Return whether the second place is the subject behind an opening phrase: "In Doha, Qatar signed a pact"."""
    return _OPENING.search(text[max(0, first - _LONGEST) : first]) is not None and not _CLOSED.match(
        text, last
    )


def _holds(after: Mention, before: Mention) -> bool:
    """Return whether a place is the country or the state of another; an unknown town is where the text says."""
    if after.place is None or after.role == "demonym" or before.role == "demonym":
        return False
    width = _WIDTH.get(after.place.kind, 0)
    if before.place is None:
        return width > 0
    return width > _WIDTH.get(before.place.kind, 0) and before.place.country == after.place.country
