"""The days that an event without one may have: the dates around it, and what speaks for and against each.

`geo.date_links` weighs them. All is read off the text and the events that have a day; nothing is decided here but what
can have no day at all.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.dates import as_future
from geo.event_types import SPEECH_ROOTS
from geo.inflect import is_past
from geo.merge import CAMPAIGNS
from geo.timing import SAYING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from geo.dates import DateExpression
    from geo.records import Event, When

_BEFORE: Final = 8
_AFTER: Final = 4
"""Dates before and after an event that are weighed, beside the first two of the report: so the work stays linear."""
_WIDTH: Final = 400
"""Characters between an event and a date in which words and punctuation are looked at."""
_AGES: Final = (
    ("ahead", -1),
    ("same day", 0),
    ("week", 7),
    ("month", 31),
    ("year", 366),
    ("older", math.inf),
)
"""Days from a date to the report, at most."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
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
"""Words that put a sentence before, after or beside what was told: then its day may be another."""
_PARENTHESES: Final = re.compile(r"[,;:()—–]")
_OPENERS: Final = re.compile(
    r"\b(?:who|which|that|when|where|while|after|before|since|as|because)\b", re.IGNORECASE
)

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """A day that an event may have: `date` is `None` where the report does not tell it."""

    date: DateExpression | None
    when: When | None
    features: Features


class Calendar:
    """The dates of a report, and which of its events have them.

    Parameters
    ----------
    text
        The report's text.
    starts
        Offset of each sentence, rising.
    dates
        By `geo.dates.find_dates`, in order.
    events
        All events of the report, those with a day and those without.
    published
        The report's day.
    """

    def __init__(
        self,
        text: str,
        *,
        starts: Sequence[int],
        dates: Sequence[DateExpression],
        events: Sequence[Event],
        published: datetime.date | None,
    ) -> None:
        self.text, self.published = text, published
        self._starts = starts
        self._dates = [d for d in dates if d.when.start is not None or d.when.end is not None]
        self._at = [d.start for d in self._dates]
        self._intervals = Counter(interval_of(d.when) for d in self._dates)
        self._triggers = sorted(mention.start for event in events for mention in event.mentions)
        self._owners: dict[tuple[int, str], list[Event]] = defaultdict(list)
        dated: list[tuple[int, Event]] = []
        for event in events:
            if event.when.text:
                self._owners[self._sentence(event.start), event.when.text].append(event)
                dated.append((event.start, event))
        dated.sort(key=lambda pair: pair[0])
        self._dated = [event for _, event in dated]
        self._dated_at = [start for start, _ in dated]

    def choices(self, event: Event) -> list[Choice]:
        """Give what the day of an event without one may be, "not told" first; nothing where it can have none."""
        if not self._dates or self._lasts(event):
            return []
        at = bisect_left(self._at, event.start)
        near = sorted(
            {
                *range(max(0, at - _BEFORE), min(len(self._dates), at + _AFTER)),
                *range(min(2, len(self._dates))),
            }
        )
        own = _own(event, self._before(event), self._around(event))
        found = [Choice(None, None, self._not_told(event, own, at))]
        for n in near:
            date = self._dates[n]
            if self._is_reference(event, date, own):
                continue
            told = as_future(date, self.published) if event.status == "future" else date
            features = dict(self._between(event, date, n - at, own))
            when = told.when
            if "said" in features and event.type not in SPEECH_ROOTS and when.end is not None:
                when = replace(when, start=None, granularity="open")
            found.append(Choice(date, when, features))
        return found

    def _lasts(self, event: Event) -> bool:
        """Whether an event has no one day: wars, what "has been" done up to now, what was not or may never be done."""
        if event.status in ("hypothetical", "negated") or _PERFECT.search(self._before(event)):
            return True
        return not CAMPAIGNS.isdisjoint(_words(event))

    def _is_reference(self, event: Event, date: DateExpression, own: Sequence[str]) -> bool:
        """Whether a noun with its article only takes up what was before the day of its sentence's verb."""
        return self.apart(event, date) == 0 and "determined" in own and "past" not in own

    def apart(self, event: Event, date: DateExpression) -> int:
        """Give the sentences from an event to a date: negative where the date comes first."""
        return self._sentence(date.start) - self._sentence(event.start)

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _before(self, event: Event) -> str:
        start = self._starts[max(0, self._sentence(event.start))] if self._starts else 0
        return self.text[max(start, event.start - 60) : event.start]

    def _around(self, event: Event) -> str:
        here = self._sentence(event.start)
        last = self._starts[here + 1] if here + 1 < len(self._starts) else len(self.text)
        first = max(self._starts[max(0, here)] if self._starts else 0, event.start - _WIDTH)
        return self.text[first : min(last, event.end + _WIDTH)]

    def _not_told(self, event: Event, own: Sequence[str], at: int) -> Features:
        here = self._sentence(event.start)
        features = {"not told": 1.0} | {f"not told, {name}": 1.0 for name in own}
        features["not told, first sentence"] = float(here == 0)
        features["not told, no date before"] = float(at == 0)
        features["not told, one interval"] = float(len(self._intervals) == 1)
        features["not told, days"] = math.log(len(self._intervals))
        features["not told, no day of report"] = float(self.published is None)
        features[f"not told, {event.type}"] = 1.0
        return features

    def _between(
        self, event: Event, date: DateExpression, step: int, own: Sequence[str]
    ) -> Iterator[tuple[str, float]]:
        """Yield what speaks for and against one date."""
        apart = self.apart(event, date)
        distance = _distance(apart)
        yield distance, 1.0
        for name in own:
            yield f"{'here' if apart == 0 else 'elsewhere'}, {name}", 1.0
        if apart == 0:
            yield from self._in_sentence(event, date)
        first, last = (date.end, event.start) if date.start < event.start else (event.end, date.start)
        lines = self.text.count("\n", first, min(last, first + 5000))
        yield "other paragraph", float(lines > 0)
        yield "paragraphs between", math.log1p(lines)
        yield "nearest before", float(step == -1)
        yield "nearest after", float(step == 0)
        yield "dates between", math.log1p(abs(step + (step < 0)))
        yield "first of report", float(date is self._dates[0])
        yield "opening", float(self._sentence(date.start) <= 1)
        share = self._intervals[interval_of(date.when)] / len(self._dates)
        yield "share of dates", share
        yield f"is {date.when.granularity}", 1.0
        yield from self._age(event, date, apart)
        if self._is_said(date):
            yield "said", 1.0
        owners = self._owners.get((self._sentence(date.start), date.text), [])
        yield "owned", float(bool(owners))
        yield "owned by its type", float(any(each.type == event.type for each in owners))
        yield "owned by its party", float(any(_share_party(each, event) for each in owners))
        yield "owned by its place", float(any(_share_place(each, event) for each in owners))
        if apart == 0:
            yield "owned, here", float(bool(owners))
        place = bisect_left(self._dated_at, event.start)
        interval = interval_of(date.when)
        yield "day of event before", float(place > 0 and interval_of(self._dated[place - 1].when) == interval)
        yield (
            "day of event after",
            float(place < len(self._dated) and interval_of(self._dated[place].when) == interval),
        )

    def _in_sentence(self, event: Event, date: DateExpression) -> Iterator[tuple[str, float]]:
        ahead = date.start < event.start
        first, last = (date.end, event.start) if ahead else (event.end, date.start)
        between = self.text[first : max(first, min(last, first + _WIDTH))]
        yield "here, ahead", float(ahead)
        yield "here, words between", math.log1p(len(_WORD.findall(between)))
        yield "here, punctuation between", float(len(_PARENTHESES.findall(between)))
        yield "here, clause between", float(bool(_OPENERS.search(between)))
        triggers = bisect_left(self._triggers, last) - bisect_right(self._triggers, first - 1)
        yield "here, events between", float(triggers > 0)
        yield "here, opens", float(date.start - self._starts[self._sentence(date.start)] < 4)

    def _age(self, event: Event, date: DateExpression, apart: int) -> Iterator[tuple[str, float]]:
        """Yield how long before the report the date lies, together with the status of the event."""
        if self.published is None:
            return
        end = date.when.end or date.when.start
        days = (self.published - end).days if end else 0
        age = next(name for name, most in _AGES if days <= most)
        yield f"age {age}", 1.0
        yield f"age {age}, {event.status}", 1.0
        yield f"age {age}, {'here' if apart == 0 else 'elsewhere'}", 1.0

    def _is_said(self, date: DateExpression) -> bool:
        """Whether a date is that of a verb of saying right before it: "police said Tuesday"."""
        words = _WORD.findall(self.text[max(0, date.start - 30) : date.start].lower())
        return any(word in SAYING for word in words[-2:])


def _own(event: Event, before: str, around: str) -> list[str]:
    """Give what is known of the event itself, as it changes how far its day may be told."""
    words = _words(event)
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
    if _SEQUEL.search(around):
        names.append("sequel")
    if len(event.mentions) > 1:
        names.append("told again")
    return names


def _words(event: Event) -> list[str]:
    return _WORD.findall(event.mentions[0].text.lower()) if event.mentions else []


def _distance(apart: int) -> str:
    for name, low, high in (
        ("same sentence", 0, 0), ("1 before", -1, -1), ("2 before", -2, -2), ("3 to 4 before", -4, -3),
        ("5 to 8 before", -8, -5), ("1 after", 1, 1), ("2 after", 2, 2),
    ):  # fmt: skip
        if low <= apart <= high:
            return name
    return "far before" if apart < 0 else "far after"


def interval_of(when: When) -> tuple[datetime.date | None, datetime.date | None]:
    """Give the two ends of an interval, as something that can be counted."""
    return when.start, when.end


def _share_party(one: Event, other: Event) -> bool:
    names = {actor.name for actor in (*one.actors, *one.recipients)}
    return any(actor.name in names for actor in (*other.actors, *other.recipients))


def _share_place(one: Event, other: Event) -> bool:
    return one.where is not None and one.where is other.where
