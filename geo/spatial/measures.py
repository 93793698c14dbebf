"""Distances in words and figures: "some 40km", "25 to 30 miles", "a few kilometres", "two hours' drive".

>>> read_amount("about 20 km (12 miles)")
Amount(metres=20000.0, spread=0.1)
>>> read_amount("dozens of kilometres").spread
0.6
>>> read_amount("a long way") is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.numerals import TENS, UNITS, up_to

_LOOSE = {
    "a couple of": 2, "a couple": 2, "a few": 3, "few": 3, "several": 5, "a handful of": 4, "dozens of": 40,
    "tens of": 30, "scores of": 50,
    "hundreds of": 300, "a hundred or so": 100,
}  # fmt: skip
_FIRM = {
    "half a": 0.5,
    "a": 1,
    "an": 1,
    "a dozen": 12,
    "a hundred": 100,
    "one hundred": 100,
    "a thousand": 1000,
}
_METRES = {
    "k": 1_000.0, "mi": 1_609.344, "nautical mi": 1_852.0, "nm": 1_852.0, "m": 1.0, "y": 0.9144, "f": 0.3048,
}  # fmt: skip
_SPEEDS = {"walk": 5.0, "boat": 30.0, "ferry": 30.0, "flight": 700.0, "train": 80.0}  # km/h; by road: 60

_WORD = "|".join(sorted(map(re.escape, [*_LOOSE, *_FIRM]), key=len, reverse=True))
_TEN = rf"(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(up_to(9))}))?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?|\d{1,5}(?:\.\d{1,3})?"
_NUMBER = rf"(?:{_DIGITS}|{_TEN}|{'|'.join(UNITS)}|{_WORD})"
_UNIT = r"(?:nautical\s+miles?|nmi|nm|km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|m|yards?|yds?|feet|foot|ft)"
_ABOUT = (
    r"(?:(?:some|about|around|roughly|approximately|nearly|almost|over|more\s+than|less\s+than|fewer\s+than|at\s+least"
    r"|up\s+to|within|only|just|under|barely|an?\s+estimated)\s+){0,2}"
)
_RANGE = r"(?:\s*(?:[-–—]|to|or|and)\s*)"

DISTANCE = (
    rf"(?<![\w.,])(?P<about>{_ABOUT})(?:between\s+)?(?P<low>{_NUMBER})"
    rf"(?:{_RANGE}(?P<high>{_NUMBER}))?[-\u00a0 ]?(?P<unit>{_UNIT})\b"
    r"(?:\s*\([^()]{1,40}\)|,?\s+or\s+[\w.]{1,12}\s+\w{1,10},?)?"
)
"""Pattern of a distance with its second reading: "20 km (12 miles)"."""
JOURNEY = (
    r"(?<![\w.,])(?P<half>half\s+an?[- ])?"
    rf"(?P<time>{_NUMBER})?(?P<and>\s+and\s+a\s+half)?[- ]?(?P<clock>hours?|minutes?|mins?)(?:['’]s|s['’]|['’])?[- ]+"
    r"(?P<by>drive|car\s+ride|bus\s+ride|walk|boat\s+ride|ferry\s+ride|train\s+ride|flight|ride|trip|journey)"
)
"""Pattern of a distance stated as travel time: "a two-hour drive"."""

_DISTANCE = re.compile(DISTANCE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A distance in metres, and the share of it by which the words leave it open."""

    metres: float
    spread: float


def read_amount(words: str) -> Amount | None:
    """Read the first distance of some words; `None` when there is none."""
    match = _DISTANCE.search(words)
    return None if match is None else distance(match)


def distance(match: re.Match[str]) -> Amount:
    """Read a match of `DISTANCE`; words such as "a few" leave 60 % open, "about" a tenth, a range half its width."""
    low, loose = _number(match["low"])
    high, vague = _number(match["high"]) if match["high"] else (low, loose)
    unit = " ".join(match["unit"].lower().split())
    factor = next(
        _METRES[start] for start in sorted(_METRES, key=len, reverse=True) if unit.startswith(start)
    )
    spread = 0.6 if loose or vague else 0.1 if match["about"] else 0.0
    middle = (low + high) / 2
    return Amount(middle * factor, max(spread, abs(high - low) / 2 / middle if middle else 0.0))


def journey(match: re.Match[str]) -> Amount:
    """Read a match of `JOURNEY`: 60 km an hour by road, and half of it open, for roads are good or bad."""
    number = 1.0 if match["time"] is None else _number(match["time"])[0]
    hours = number * (0.5 if match["half"] else 1.0) + (0.5 if match["and"] else 0.0)
    if match["clock"].lower().startswith("m"):
        hours /= 60
    by = match["by"].lower()
    speed = next((speed for word, speed in _SPEEDS.items() if word in by), 60.0)
    return Amount(hours * speed * 1_000, 0.5)


def _number(words: str) -> tuple[float, bool]:
    """Return a number, and whether the word for it is approximate."""
    plain = " ".join(words.lower().split())
    if plain[0].isdigit():
        return float(plain.replace(",", "")), False
    if plain in _LOOSE:
        return _LOOSE[plain], True
    if plain in _FIRM:
        return _FIRM[plain], False
    return float(sum(TENS.get(word) or UNITS[word] for word in re.split("[- ]", plain))), False
