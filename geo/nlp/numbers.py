"""Numbers as reports spell them, to whole bounds: "at least nine", "dozens", "1.5 million", "between 20 and 30"."""

from __future__ import annotations

import re
from typing import Final

from geo.numerals import INDEFINITE, SCALES, TENS, UNITS

_SCALES: Final = {**SCALES, "mn": 10**6, "bn": 10**9, "m": 10**6, "b": 10**9, "k": 1_000}

_SMALL: Final = "|".join([*TENS, *sorted(UNITS, key=len, reverse=True)])
_EXACT: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_SMALL})(?:-(?:{'|'.join(UNITS)}))?\b|a(?= dozen| hundred"
    rf"| thousand| million| billion)|half a(?= dozen| million| billion))"
    rf"(?:[ -](?:{'|'.join(SCALES)}|mn|bn)\b|(?:mn|bn|m|k)\b)?"
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
    rf"|(?:{'|'.join(INDEFINITE)})\s+of\s+(?:thousands|millions)(?:\s+of)?"
    rf"|(?:{'|'.join(each for each in INDEFINITE if each != 'tens')})(?:\s+of)?)"
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
        words = [INDEFINITE[word] for word in folded.split() if word in INDEFINITE]
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
    match = re.fullmatch(rf"(.*?)[ -]?({'|'.join(SCALES)}|mn|bn|m|k)?", spelled)
    number, scale = (match[1], match[2]) if match else (spelled, None)
    factor = _SCALES[scale] if scale else 1
    if number in ("a", ""):
        return factor
    if number == "half a":
        return factor // 2
    if number[0].isdigit():
        return round(float(number.replace(",", "")) * factor)
    tens, _, unit = number.partition("-")
    return ((TENS.get(tens) or UNITS.get(tens, 0)) + UNITS.get(unit, 0)) * factor
