"""Numbers as reports spell them, to whole bounds: "at least nine", "dozens", "1.5 million", "between 20 and 30"."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "bn": 10**9, "m": 10**6, "b": 10**9, "k": 1_000, "lakh": 100_000, "crore": 10**7,
}  # fmt: skip
_VAGUE: Final = {
    "tens": 20,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2 * 10**6,
}
"""Plurals, and the least that each can mean: two of them."""

_SMALL: Final = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)])
_EXACT: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_SMALL})(?:-(?:{'|'.join(_UNITS)}))?\b|a(?= dozen| hundred"
    rf"| thousand| million| billion)|half a(?= dozen| million| billion))(?:[ -](?:dozen|hundred|thousand|million|"
    rf"billion|trillion|mn|bn|lakh|crore)\b|(?:mn|bn|m|k)\b)?"
)
_LEAST: Final = r"at least|no fewer than|no less than|a minimum of"
_OVER: Final = r"more than|over|upwards of|in excess of|well over"
_MOST: Final = r"up to|at most|as many as|no more than|nearly|almost|close to"
_UNDER: Final = r"fewer than|less than|under"
_ABOUT: Final = (
    r"about|around|some|roughly|approximately|an estimated|another|a further|a total of|all|the|other"
)
NUMBER: Final = (
    rf"(?:(?:{_ABOUT})\s+)?(?:(?:{_LEAST}|{_OVER}|{_MOST}|{_UNDER})\s+)?(?:(?:{_ABOUT})\s+)?"
    rf"(?:between\s+{_EXACT}\s+and\s+{_EXACT}|{_EXACT}(?:\s+to\s+|[-–]){_EXACT}|{_EXACT}"
    rf"|(?:{'|'.join(_VAGUE)})\s+of\s+(?:thousands|millions)(?:\s+of)?"
    rf"|(?:{'|'.join(each for each in _VAGUE if each != 'tens')})(?:\s+of)?)"
)
"""Pattern of a number with the words that bound it; case does not matter."""

_ALL_EXACT: Final = re.compile(_EXACT, re.IGNORECASE)


def bounds(text: str) -> tuple[int | None, int | None]:
    """Return the least and the most that a number's words allow; `None` for no bound.

    "About 40" is 40 to 40: the words stay with the figure. "More than 40" is 41 or more of whole things.

    Parameters
    ----------
    text
        What `NUMBER` matched.

    Examples
    --------
    >>> bounds("at least nine"), bounds("between 20 and 30"), bounds("dozens"), bounds("up to 1.5 million")
    ((9, None), (20, 30), (24, None), (None, 1500000))
    """
    folded = " ".join(text.casefold().split())
    spelled = [found[0] for found in _ALL_EXACT.finditer(folded)]
    if not spelled:
        words = [_VAGUE[word] for word in folded.split() if word in _VAGUE]
        return (words[0] * (words[1] // 2 if len(words) > 1 else 1) if words else None), None
    values = [_value(each) for each in spelled]
    if len(values) > 1:
        return min(values), max(values)
    [value] = values
    if re.search(rf"\b(?:{_LEAST})\b", folded):
        return value, None
    if re.search(rf"\b(?:{_MOST})\b", folded):  # before "more than": "no more than"
        return None, value
    if re.search(rf"\b(?:{_OVER})\b", folded):
        return value + 1, None
    if re.search(rf"\b(?:{_UNDER})\b", folded):
        return None, value - 1
    return value, value


def _value(spelled: str) -> int:
    match = re.fullmatch(
        r"(.*?)[ -]?(dozen|hundred|thousand|million|billion|trillion|mn|bn|lakh|crore|m|k)?", spelled
    )
    number, scale = (match[1], match[2]) if match else (spelled, None)
    factor = _SCALES[scale] if scale else 1
    if number in ("a", ""):
        return factor
    if number == "half a":
        return factor // 2
    if number[0].isdigit():
        return round(float(number.replace(",", "")) * factor)
    tens, _, unit = number.partition("-")
    return ((_TENS.get(tens) or _UNITS.get(tens, 0)) + _UNITS.get(unit, 0)) * factor
