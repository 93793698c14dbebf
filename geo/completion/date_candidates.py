"""Candidate days of an event without one: the dates around it, and the features of each.

`geo.completion.completer` weighs them. Features come from the text and from the events that have a day; all that is
decided here is which events can have no day at all.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.completion.choice_model import Choice
from geo.completion.text_distance import WORD, share_participant
from geo.dates.recogniser import as_future
from geo.events.event_identity import CAMPAIGNS
from geo.events.factuality import HISTORICAL_AFTER
from geo.nlp.inflection import is_past
from geo.nlp.words import lexicon
from geo.plover import SPEECH_ROOTS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from geo.completion.text_distance import ReportLayout
    from geo.dates.recogniser import DateExpression
    from geo.records import Event, When

_BEFORE: Final = 8
_AFTER: Final = 4
"""Dates before and after an event that are candidates, beside the first two of the report: the work stays linear."""
_OWNERS: Final = 20
"""Events of one date that are looked at."""
_AGES: Final = (
    ("ahead", -1),
    ("same day", 0),
    ("week", 7),
    ("month", 31),
    ("year", 366),
    ("older", math.inf),
)
"""Days from a date to the report, at most."""
_PERFECT: Final = re.compile(r"\b(?:has|have|having|'ve)\b(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_PLUPERFECT: Final = re.compile(r"\b(?:had|'d)\b(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_PRESENT: Final = re.compile(r"\b(?:is|are|am|'s|'re|be|been|being)\b(?:\W+\w+){0,2}\W*$", re.IGNORECASE)
_DETERMINED: Final = re.compile(
    r"\b(?:a|an|the|this|that|these|those|his|her|its|their|our)\b(?:\W+\w+)?\W*$", re.IGNORECASE
)
_TOPIC: Final = re.compile(
    r"\b(?:about|regarding|discuss\w*|over|on|amid|since|of|for|to)\b(?:\W+\w+){0,2}\W*$", re.IGNORECASE
)
_SEQUEL: Final = re.compile(
    r"\b(?:later|earlier|previous\w*|following|then|next|meanwhile|afterwards?|ago|again|now|still|already)\b",
    re.IGNORECASE,
)
"""Words that order a sentence in time relative to the one before: its day may then differ."""


class DateCandidates:
    """The dates of a report, and which of its events have them.

    Parameters
    ----------
    layout
        The report's text.
    dates
        From `geo.dates.recogniser.find_dates`, in order.
    events
        All events of the report, those with a day and those without.
    published
        The report's day.
    """

    def __init__(
        self,
        layout: ReportLayout,
        *,
        dates: Sequence[DateExpression],
        events: Sequence[Event],
        published: datetime.date | None,
    ) -> None:
        self._layout, self._published = layout, published
        self._dates = [d for d in dates if d.when.start is not None or d.when.end is not None]
        self._at = [d.start for d in self._dates]
        self._intervals = Counter(_interval(d.when) for d in self._dates)
        self._owners: dict[tuple[int, str], list[Event]] = defaultdict(list)
        dated = (event for event in events if event.when.text and _interval(event.when) != (None, None))
        self._dated = sorted(dated, key=lambda event: event.start)
        self._dated_at = [event.start for event in self._dated]
        for event in self._dated:
            self._owners[layout.sentence(event.start), event.when.text or ""].append(event)

    def choices(self, event: Event) -> list[Choice[DateExpression]]:
        """Return the candidate days of an undated event, abstention first; empty where it can have no single day.

        The `when` of a candidate is what the event would get: for a future event the coming Friday, and from the day of
        a statement only that the event was not after it.
        """
        if not self._dates or self._has_no_single_day(event):
            return []
        at = bisect_left(self._at, event.start)
        near = {
            *range(max(0, at - _BEFORE), min(len(self._dates), at + _AFTER)),
            *range(min(2, len(self._dates))),
        }
        own = _event_features(event, self._layout)
        found: list[Choice[DateExpression]] = [
            Choice(None, None, dict(self._abstention_features(event, own, at)))
        ]
        for n in sorted(near):
            date = self._dates[n]
            if self._is_reference(event, date, own) or self._contradicts_status(event, date):
                continue
            candidate = as_future(date, self._published) if event.status == "future" else date
            features = dict(self._date_features(event, date, n - at, own))
            if "said" in features and event.type not in SPEECH_ROOTS and event.status == "future":
                continue  # the day of a statement bounds what has happened, not what is to come
            if "said" in features and event.type not in SPEECH_ROOTS and candidate.when.end is not None:
                candidate = replace(candidate, when=replace(candidate.when, start=None, granularity="open"))
            found.append(Choice(candidate, _interval(candidate.when), features))
        return found

    def _has_no_single_day(self, event: Event) -> bool:
        """Return whether an event has no single day here: wars, the present perfect, what was not or may be."""
        if event.status in ("hypothetical", "negated") or _PERFECT.search(self._layout.before(event)):
            return True
        return not CAMPAIGNS.isdisjoint(_words(event))

    def _is_reference(self, event: Event, date: DateExpression, own: Sequence[str]) -> bool:
        """Return whether a definite noun refers to something before the day of its sentence's verb."""
        return self._layout.apart(event, date) == 0 and "determined" in own and "past" not in own

    def _contradicts_status(self, event: Event, date: DateExpression) -> bool:
        """Return whether a date is on the wrong side of publication.

        Of an event to come a date of another sentence that precedes publication is, of an actual one a date after it,
        of a historical one a date that would not make it so.
        """
        start, end = date.when.start, date.when.end
        if self._published is None:
            return False
        if event.status == "future":
            return end is not None and end < self._published and self._layout.apart(event, date) != 0
        if event.status == "historical":
            return end is None or self._published - end <= HISTORICAL_AFTER
        return event.status == "actual" and start is not None and start > self._published

    def _abstention_features(self, event: Event, own: Sequence[str], at: int) -> Iterator[tuple[str, float]]:
        # Names of features are keys of the trained weights.
        yield "not stated", 1.0
        for name in (*own, event.type):
            yield f"not stated, {name}", 1.0
        yield "not stated, first sentence", float(self._layout.sentence(event.start) == 0)
        yield "not stated, no date before", float(at == 0)
        yield "not stated, one interval", float(len(self._intervals) == 1)
        yield "not stated, days", math.log(len(self._intervals))
        yield "not stated, no day of report", float(self._published is None)

    def _date_features(
        self, event: Event, date: DateExpression, step: int, own: Sequence[str]
    ) -> Iterator[tuple[str, float]]:
        """Yield the features of one date; `step` counts the dates from the event."""
        apart = self._layout.apart(event, date)
        side = "elsewhere" if apart else "here"
        yield from self._layout.between(event, date)
        for name in own:
            yield f"{side}, {name}", 1.0
        yield "nearest before", float(step == -1)
        yield "nearest after", float(step == 0)
        yield "dates between", math.log1p(abs(step + (step < 0)))
        yield "first of report", float(date is self._dates[0])
        yield "share of dates", self._intervals[_interval(date.when)] / len(self._dates)
        yield f"is {date.when.granularity}", 1.0
        if self._published is not None:
            age = _age(date, self._published)
            for name in (age, f"{age}, {event.status}", f"{age}, {side}"):
                yield f"age {name}", 1.0
        if self._modifies_reporting_verb(date):
            yield "said", 1.0
        owners = self._owners[self._layout.sentence(date.start), date.text][:_OWNERS]
        yield "of another event", float(bool(owners))
        yield "of another event, here", float(bool(owners) and apart == 0)
        yield "of another event of its type", float(any(each.type == event.type for each in owners))
        yield "of an event of a participant", float(any(share_participant(each, event) for each in owners))
        yield (
            "of an event at its place",
            float(event.where is not None and any(each.where is event.where for each in owners)),
        )
        after = bisect_left(self._dated_at, event.start)
        for name, neighbours in (
            ("before", self._dated[max(0, after - 1) : after]),
            ("after", self._dated[after : after + 1]),
        ):
            same = any(_interval(each.when) == _interval(date.when) for each in neighbours)
            yield f"day of event {name}", float(same)

    def _modifies_reporting_verb(self, date: DateExpression) -> bool:
        """Return whether a date modifies a reporting verb right before it: "police said Tuesday"."""
        words = WORD.findall(self._layout.text[max(0, date.start - 30) : date.start].lower())
        return any(word in lexicon("statement_verbs") for word in words[-2:])


def _event_features(event: Event, layout: ReportLayout) -> list[str]:
    """Return features of the event itself, which change how far from it its day may be stated."""
    words, before = _words(event), layout.before(event)
    names: list[str] = [event.status]
    if event.type in SPEECH_ROOTS or event.type == "CONSULT":
        names.append("speech")
    if _PLUPERFECT.search(before):
        names.append("had")
    elif _PRESENT.search(before):
        names.append("is")
    if any(is_past(word) for word in words):
        names.append("past")
    if words and words[-1].endswith("ing"):
        names.append("ing")
    if _DETERMINED.search(before):
        names.append("determined")
    if _TOPIC.search(before):
        names.append("topic")
    if _SEQUEL.search(layout.around(event)):
        names.append("sequel")
    if len(event.mentions) > 1:
        names.append("mentioned again")
    return names


def _words(event: Event) -> list[str]:
    return WORD.findall(event.mentions[0].text.lower()) if event.mentions else []


def _age(date: DateExpression, published: datetime.date) -> str:
    end = date.when.end or date.when.start
    days = (published - end).days if end else 0
    return next(name for name, most in _AGES if days <= most)


def _interval(when: When) -> tuple[datetime.date | None, datetime.date | None]:
    return when.start, when.end
