"""What the rules for dates share: the clock that they read by, and what they give back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.dates.calendar_words import compile_template
from geo.dates.intervals import month, weekday_after, weekday_before

if TYPE_CHECKING:
    import datetime

    from geo.dates.intervals import Interval

Lean = Literal["near", "past", "future"]
Open = Literal["", "week", "year"]
"""What the words leave to be inferred: the week of a bare weekday, the year of a month or a quarter."""

PUBLICATION: Final = "the day of publication"

SOON_DAYS = 61
"""A date without its year is taken as coming, where nothing leans, when it is at most so many days ahead."""


class Undated(Exception):
    """A rule needs the report's day, and the report has none; the argument names what is missing."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The report's day, and which way a date without its year leans.

    `lean` is "past" or "future" where the sentence says which; "near" takes the last such day, or the next
    one when that is at most `SOON_DAYS` ahead. A bare weekday leans to the past unless the words say otherwise.
    """

    published: datetime.date | None
    lean: Lean = "near"

    @property
    def today(self) -> datetime.date:
        """The report's day; raises `Undated` when it has none."""
        if self.published is None:
            raise Undated(f"relative to {PUBLICATION}, which is not known")
        return self.published

    def weekday(self, number: int) -> datetime.date:
        """Return the day that a bare weekday means, the report's own day included."""
        if self.lean == "future":
            return weekday_after(self.today, number, today=True)
        return weekday_before(self.today, number, today=True)

    def choose(self, make: Callable[[int], Interval]) -> Interval:
        """Return the interval that a date without its year means, of those that `make` returns for the years about."""
        return self.nearest(make)[0]

    def nearest(self, make: Callable[[int], Interval]) -> Sequence[Interval]:
        """Return the last and the next of the intervals that `make` returns for the years about, the likelier first.

        It is only one where the report's day lies in it, or the calendar has no other.
        """
        if self.published is None:
            raise Undated(f"no year is stated, and {PUBLICATION} is not known")
        found = []
        for year in range(self.today.year - 8, self.today.year + 9):
            try:
                found.append(make(year))
            except (ValueError, OverflowError):  # 29 February in most years, or beyond the calendar
                continue
        ahead = next((each for each in found if each.end is not None and each.end >= self.today), None)
        past = next(
            (each for each in reversed(found) if each.start is not None and each.start <= self.today), None
        )
        if ahead is None or past is None or ahead == past:
            nearest = past or ahead
            if nearest is None:
                raise ValueError(self.today.year)
            return (nearest,)
        coming = self.lean == "future"
        if self.lean == "near" and ahead.start is not None:
            coming = (ahead.start - self.today).days <= SOON_DAYS
        return (ahead, past) if coming else (past, ahead)

    def month(self, number: int) -> Interval:
        """Return the calendar month that a month's name alone means."""
        return self.choose(lambda year: month(year, number))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of its words; `rule` says how, in words that follow "the date is"."""

    interval: Interval
    rule: str
    leaves_open: Open = ""


Reader = Callable[[re.Match[str], Clock], Reading | None]
"""Reads a match: `None` when the words are no date after all, `ValueError` when the calendar has no such day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its reader."""

    pattern: re.Pattern[str]
    read: Reader


def rule(template: str) -> Callable[[Reader], Rule]:
    """Register the decorated function as a `Rule`; the template is in the language of `calendar_words`."""
    return lambda read: Rule(compile_template(template), read)


def word_before(match: re.Match[str]) -> str:
    """Return the word or number right before a match, empty at the start of a line."""
    found = re.search(r"([\w'’.-]+)\s?$", match.string[max(0, match.start() - 30) : match.start()])
    return found[1] if found else ""


def word_after(match: re.Match[str]) -> str:
    """Return the word right after a match and one blank, empty when something else follows."""
    found = re.match(r"\s(\w+)", match.string[match.end() : match.end() + 30])
    return found[1] if found else ""


def is_alone(match: re.Match[str]) -> bool:
    """Return whether a match is the whole text: the caller asks for these words alone."""
    return match.start() == 0 and match.end() == len(match.string)
