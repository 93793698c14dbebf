"""Which scripts a country's own names are written in, so that its name at home counts as official.

A town in Pennsylvania that is transcribed into Hebrew has an alternate name; Bethlehem in Arabic has its own.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_COUNTRIES = {
    "ARABIC": "AE AF BH DJ DZ EG EH IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SY TD TN YE",
    "ARMENIAN": "AM",
    "BENGALI": "BD IN",
    "CJK": "CN HK JP MO SG TW",
    "CYRILLIC": "BA BG BY KG KZ ME MK MN RS RU TJ UA UZ",
    "DEVANAGARI": "IN NP",
    "ETHIOPIC": "ER ET",
    "GEORGIAN": "GE",
    "GREEK": "CY GR",
    "GUJARATI": "IN",
    "GURMUKHI": "IN",
    "HANGUL": "KP KR",
    "HEBREW": "IL PS",
    "HIRAGANA": "JP",
    "KANNADA": "IN",
    "KATAKANA": "JP",
    "KHMER": "KH",
    "LAO": "LA",
    "MALAYALAM": "IN",
    "MYANMAR": "MM",
    "ORIYA": "IN",
    "SINHALA": "LK",
    "TAMIL": "IN LK SG",
    "TELUGU": "IN",
    "THAANA": "MV",
    "THAI": "TH",
    "TIBETAN": "BT CN",
}
_AT_HOME = {script: frozenset(codes.split()) for script, codes in _COUNTRIES.items()}


def is_at_home(name: str, country: str) -> bool:
    """Return whether a name is in another script than Latin that its country writes.

    Examples
    --------
    >>> is_at_home("بيت لحم", "PS"), is_at_home("בית לחם", "US"), is_at_home("Bethlehem", "PS")
    (True, False, False)
    """
    if name.isascii():
        return False
    letter = name[0] if name[0].isalpha() else next((c for c in name if c.isalpha()), "")
    if not letter or letter.isascii():
        return False
    return country in _at_home(letter)


@lru_cache(maxsize=1024)
def _at_home(letter: str) -> frozenset[str]:
    """Return the countries that write a letter's script; a source of names has the same few letters throughout."""
    return _AT_HOME.get(unicodedata.name(letter, "").split(" ")[0], frozenset())
