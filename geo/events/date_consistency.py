"""Dates that one report names several times in the same words are the same days.

A date without its year is read by the tense of its event: of "from 3 to 9 August" in a report of 12 August the past
event was some days ago, and the one to come would be next year. A report that means next year's days says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.dates.calendar_words import normal_form
from geo.dates.rules import SOON_DAYS
from geo.events.assembly import why_when

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from geo.records import Event, When

_YEARS: Final = range(300, 430)
"""Days between two readings of the same words that differ in the year."""


def with_consistent_dates(events: Sequence[Event], published: datetime.date | None) -> list[Event]:
    """Read dates of events to come as the same words are read of what has just happened.

    Parameters
    ----------
    events
        Of one report.
    published
        Its day.
    """
    if published is None:
        return list(events)
    recent: dict[str, When] = {}
    for event in events:
        when = event.when
        if when.text and when.start and when.end and 0 <= (published - when.end).days <= SOON_DAYS:
            recent.setdefault(normal_form(when.text), when)
    return [_reread(event, recent) if event.status == "future" else event for event in events]


def _reread(event: Event, recent: dict[str, When]) -> Event:
    when = event.when
    other = recent.get(normal_form(when.text)) if when.text else None
    if other is None or when.start is None or other.start is None:
        return event
    if (when.start - other.start).days not in _YEARS:
        return event
    same = replace(
        other, text=when.text, rule=f"{other.rule}; the same words are read so of an event that has happened"
    )
    return replace(event, when=same, evidence={**event.evidence, "when": why_when(same)})
