"""Factuality of events: happened, long ago, planned, possible or negated, with the evidence words.

The words around a trigger decide first (`negation`, `modality`, `cancellation`, `commemoration`), then the date.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.dates.expressions import days_back
from geo.events.cancellation import cancelled
from geo.events.commemoration import remembered
from geo.events.hazards import anticipated
from geo.events.modality import future, hypothetical, inside, meant, rehearsed, shared_auxiliary
from geo.events.negation import denied, negated
from geo.plover import HAZARD
from geo.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dates.recogniser import DateExpression
    from geo.events.matches import TriggerMatch
    from geo.records import Event, Status, When

HISTORICAL_AFTER: Final = datetime.timedelta(days=180)
"""An event that ended so long before the report is background, not news."""
_YEAR_DAYS: Final = 364


def status_of_words(match: TriggerMatch) -> tuple[Status, str]:
    """Return the status that the words around a trigger give its event, and the words that decided."""
    for decide in _DECISIONS:
        decided = decide(match)
        if decided is not None:
            return decided
    if match.kind.root == HAZARD and (decided := anticipated(match)) is not None:
        return decided
    return "actual", "Reported as a fact: no word negates it, puts it in the future or casts doubt on it."


def status_of_date(when: When, published: datetime.date | None) -> tuple[Status, str] | None:
    """Return the status that its date gives an event whose words leave it open, and why; `None` for no other.

    Parameters
    ----------
    when
        The event's interval.
    published
        The report's day.
    """
    if published is not None and when.start is not None and when.start > published:
        return "future", f"Its date, {quoted(when.text or '')}, is after the day of publication."
    if published is not None and when.end is not None and published - when.end > HISTORICAL_AFTER:
        return "historical", (
            f"Its date, {quoted(when.text or '')}, is more than {HISTORICAL_AFTER.days} days before publication."
        )
    return None


def with_status_of_date(
    event: Event, published: datetime.date | None, dates: Sequence[DateExpression] = ()
) -> Event:
    """Return an event whose date, also one that was inferred, tells that it is background, with that status.

    Parameters
    ----------
    event
        Coded, its date final.
    published
        The report's day.
    dates
        All dates of the report: without its day the last of them is taken for it.
    """
    if event.status != "actual" or "status" in event.edited:
        return event
    why = _background(event.when, published) if published else _undated_background(event.when, dates)
    if why is None:
        return event
    return replace(event, status="historical", evidence={**event.evidence, "status": why})


def _background(when: When, today: datetime.date, day: str = "publication") -> str | None:
    """Return why a date makes an event background, not news; `None` where it does not."""
    if when.end is None or today - when.end <= HISTORICAL_AFTER:
        return None
    return f"Its date, {quoted(when.text or '')}, is more than {HISTORICAL_AFTER.days} days before {day}."


def _undated_background(when: When, dates: Sequence[DateExpression]) -> str | None:
    """Return why a date makes an event of a report without a day background.

    Words that count back ("five years ago") do so on any day. Else the last date that the report names is taken for
    its day, and where that is the event's own, one that is no nearer than a year is background.
    """
    words = quoted(when.text or "")
    if when.start is None and when.end is None:
        back = None if when.text is None else days_back(when.text)
        long_ago = back is not None and back > HISTORICAL_AFTER.days
        return f"Its date, {words}, counts back years." if long_ago else None
    last = max((date.when.start for date in dates if date.when.start is not None), default=None)
    if last is None or when.start is None or when.end is None:
        return None
    if last > when.end:
        return _background(when, last, "the last date that the report names")
    if (when.end - when.start).days < _YEAR_DAYS:
        return None
    return f"Its date, {words}, is no nearer than a year, and the report has no day."


def _remembered(match: TriggerMatch) -> tuple[Status, str] | None:
    why = remembered(match)
    return None if why is None else ("historical", why)


_DECISIONS: Final = (
    _remembered, cancelled, denied, negated, inside, shared_auxiliary, rehearsed, meant, hypothetical, future,
)  # fmt: skip
"""What the words around a trigger are asked, in order: the first that decides gives the status."""
