"""When an act was whose own words carry no date: the day that the report tells elsewhere, or none.

A conditional logit weighs the dates around an event against "its day is not told"; it was taught on news coded by hand
(`training/date_links.py` makes `geo/model/events/dates.json`; the card has its scores). What it takes over is said in
the rule of `When`: the words, how far away they stand, and how likely it is. The report's own day is never taken.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from geo.date_choices import Calendar, interval_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from geo.date_choices import Choice
    from geo.dates import DateExpression
    from geo.records import Event


def likely(choices: Sequence[Choice], weights: Mapping[str, float]) -> list[float]:
    """Give the probability of each choice."""
    points = [
        sum(weights.get(name, 0.0) * value for name, value in each.features.items()) for each in choices
    ]
    top = max(points, default=0.0)
    odds = [math.exp(each - top) for each in points]
    total = sum(odds)
    return [each / total for each in odds]


def best(choices: Sequence[Choice], chances: Sequence[float]) -> tuple[Choice, float]:
    """Choose the likeliest interval, and of the words that tell it the likeliest; with its probability."""
    by_interval: dict[tuple[datetime.date | None, datetime.date | None] | None, float] = defaultdict(float)
    for each, chance in zip(choices, chances, strict=True):
        by_interval[interval_of(each.when) if each.when else None] += chance
    most = max(by_interval, key=lambda interval: by_interval[interval])
    same = [n for n, each in enumerate(choices) if (interval_of(each.when) if each.when else None) == most]
    return choices[max(same, key=lambda n: chances[n])], by_interval[most]


def dated(
    events: Sequence[Event],
    *,
    text: str,
    starts: Sequence[int],
    dates: Sequence[DateExpression],
    published: datetime.date | None,
) -> list[Event]:
    """Give the events of a report the days that it tells elsewhere, where these are likelier theirs than not.

    Parameters
    ----------
    events
        Of one report, merged.
    text, starts, dates, published
        As for `geo.date_choices.Calendar`.

    Returns
    -------
    list of Event
        In the same order. Events with a date of their own are as they were.
    """
    calendar = Calendar(text, starts=starts, dates=dates, events=events, published=published)
    return [_dated(event, calendar) if is_undated(event) else event for event in events]


def is_undated(event: Event) -> bool:
    """Whether nothing is known of an event's day."""
    return event.when.start is None and event.when.end is None and event.when.text is None


def _dated(event: Event, calendar: Calendar) -> Event:
    choices = calendar.choices(event)
    if not choices:
        return event
    choice, chance = best(choices, likely(choices, _weights()))
    if choice.date is None or choice.when is None:
        return event
    rule = f"told {_where(calendar.apart(event, choice.date))}, likely its day ({chance:.2f}): {choice.when.rule}"
    return replace(
        event,
        when=replace(choice.when, rule=rule),
        evidence={**event.evidence, "when": f"{choice.when.text!r}: {rule}"},
    )


def _where(apart: int) -> str:
    if apart == 0:
        return "in the sentence"
    count = f"{abs(apart)} sentence{'s' if abs(apart) > 1 else ''}"
    return f"{count} before" if apart < 0 else f"{count} after"


@cache
def _weights() -> dict[str, float]:
    made = json.loads(resources.files("geo").joinpath("model/events/dates.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = made["weights"]
    return weights
