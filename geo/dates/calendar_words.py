"""The words of the calendar, and the pattern language that the date rules are written in.

A rule's template is a regular expression in which a blank stands for the gap between two words and ``{month}``
for the fragment of that name, captured as a group; ``{month2}`` is a second one. Templates ignore case, except where a
fragment says otherwise: ``May`` and ``March`` are months only with a capital.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from geo import numerals
from geo.word_lists import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.dates.intervals import Unit


def word_set(text: str) -> frozenset[str]:
    """Return the set of the words in a text.

    >>> sorted(word_set("in since"))
    ['in', 'since']
    """
    return frozenset(text.split())


_CALENDAR: Final[Mapping[str, Any]] = tomllib.loads(
    files("geo").joinpath("dates/calendar.toml").read_text(encoding="utf-8")
)

MONTH_NAMES: Mapping[str, int] = MappingProxyType(_CALENDAR["months"])
"""Names in full to the month's number."""

MONTHS: Mapping[str, int] = MappingProxyType({**MONTH_NAMES, **_CALENDAR["month-abbreviations"]})
"""Names and abbreviations (without their full stop) to the month's number."""

NAMELIKE_MONTHS = frozenset(
    {"march", "april", "may", "june", "august"} | {name for name in MONTHS if len(name) < 5} - {"july"}
)
"""Months that are also names or other words, and abbreviations: alone they need a word that shows the month."""

WEEKDAYS: Mapping[str, int] = MappingProxyType(_CALENDAR["weekdays"])
"""Monday is 0, as in `datetime.date.weekday`."""

_WEEKDAY_SHORT = tuple(name.capitalize() for name in _CALENDAR["weekday-abbreviations"])

SEASONS: Mapping[str, int] = MappingProxyType(_CALENDAR["seasons"])
"""First month of each season of the northern hemisphere; a season is three months."""

CARDINALS: Mapping[str, int] = MappingProxyType(
    {"a": 1, "an": 1, "a couple of": 2, **numerals.UNITS, **numerals.TENS}
)

TEMPORAL_PREPOSITIONS = word_set(_CALENDAR["temporal-prepositions"])
"""Words behind which a month, a quarter or a four-figure number is a date."""

UNIVERSAL_ZONES = word_set(_CALENDAR["universal-zones"])
"""Abbreviations of the universal time, which mean nothing else."""

TIME_ZONES = UNIVERSAL_ZONES | word_set(_CALENDAR["time-zones"])
"""Abbreviations of all time zones, in capitals; many mean something else too."""

HOLIDAYS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {name: (number, numeral) for name, (number, numeral) in _CALENDAR["holidays"].items()}
)
"""Feasts on a fixed day of the calendar that is the same everywhere, to (month, day)."""

PARTS: Mapping[str, str] = MappingProxyType(_CALENDAR["parts"])
"""Ways to name the first, middle or last third of a period."""

_OPENERS = frozenset(
    re.split("[ '-]", word)[0]
    for table in (MONTHS, WEEKDAYS, _WEEKDAY_SHORT, SEASONS, CARDINALS, numerals.ORDINALS, HOLIDAYS, PARTS)
    for word in map(str.lower, table)
) | {f"{day}s" for day in WEEKDAYS} | word_set(
    """at between coming current currently days decades during each earlier every few final financial fiscal for
    formerly forthcoming fortnight fortnights from fy h hours imminent imminently in last lately later latest
    latter long many minutes moments month months most next on ongoing over overnight past preceding presently
    previous previously q quarter quarters recent recently several shortly so some soon still that the these this
    through throughout to today tomorrow tonight turn upcoming week weeks within year years yesterday"""
)  # fmt: skip
"""Words, in lower case, that a date can begin with; figures can too."""
_LEADING = word_set(
    """a an at between during for from in on over that the this through throughout to within"""
)
"""Openers that are frequent elsewhere: behind them the next word must be one of a date's as well."""
_FOLLOWING = _OPENERS | word_set(
    """afternoon couple date day days decade decades dozen eighties evening fifties forties half hour hours hundred
    morning night nineteen nineties present seventies sixties thirties twenties weekend"""
)

_UNIT_NAMES: Mapping[str, Unit] = MappingProxyType(
    {
        "hour": "hour", "day": "day", "week": "week", "fortnight": "fortnight", "month": "month", "quarter": "quarter",
        "half-year": "half", "year": "year", "decade": "decade",
    }
)  # fmt: skip
UNITS: Mapping[str, Unit] = MappingProxyType(
    {form: unit for name, unit in _UNIT_NAMES.items() for form in (name, f"{name}s")} | {"half year": "half"}
)
"""Words for units of time, to what `geo.dates.intervals` counts in."""

COUNTED = words_in("dates/counted_nouns.txt")
"""Nouns after which a four-figure number is a count: "in 2020 homes" names no year."""

_GAP = r"(?:(?:[^\S\n]{1,3}\n?|\n)[^\S\n]?)"
_EDGE = r"(?<![\w$€£])(?<!\d[.,:/-])"
"""What a date begins behind: no letter, no digit, no sign of money, no figure that goes on."""
_WORD_START = re.compile(rf"{_EDGE}(?=([^\W\d_]+)(?:\s+([^\W\d_]+))?|['’‘]?\d)")
"""Where a date may begin; the groups are the word there, if it is no figure, and the next one, if it is a word too."""
_NO_FRACTION = r"(?!(?<=quarter)(?:-|\s+of\b)|(?<=quarters)\s+of\b)"


def _any_of(words: Iterable[str]) -> str:
    """Return an alternation, longest first, so that no word hides a longer one."""
    return "|".join(
        re.escape(word).replace(r"\ ", _GAP) for word in sorted(words, key=lambda w: (-len(w), w))
    )


def _capitals(words: Iterable[str]) -> str:
    """Return an alternation of the words as `May` and `MAY`, never `may`."""
    forms = {form for word in words for form in (word.capitalize(), word.upper())}
    return f"(?-i:{_any_of(forms)})"


_HYPHEN = "[-\N{NON-BREAKING HYPHEN}]"
_DIGITS = _any_of(numerals.up_to(9))
_BELOW_HUNDRED = rf"(?:(?:{_any_of(numerals.TENS)})(?:{_HYPHEN}|{_GAP})(?:{_DIGITS})|{_any_of(CARDINALS)})"
_NUMBER_WORDS = _any_of((*numerals.UNITS, *numerals.TENS, *numerals.SCALES))
_GOES_ON = re.compile(
    rf"(?:(?<!\w)(?:{_NUMBER_WORDS})(?:{_HYPHEN}|\s+(?:and|or|to)\s+)"
    rf"|(?<!\w)(?:{_any_of((*numerals.TENS, *numerals.SCALES))})\s+|\d\s+(?:and|or|to)\s+)\Z",
    re.IGNORECASE,
)
"""The end of a text whose last number the next word only continues, as "nine" does behind "ninety-"."""
_HALF = re.compile(r"(?<!\w)half\s+\Z", re.IGNORECASE)
_LONGEST_START = 24
"""Characters of what a number word may continue."""

_LONG_MONTHS = [name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july")]
_SHORT_MONTHS = [name for name in MONTHS if name not in _LONG_MONTHS]

FRAGMENTS: Mapping[str, str] = MappingProxyType(
    {
        "month": rf"(?:{_capitals(_LONG_MONTHS)}|{_capitals(_SHORT_MONTHS)}\.?)(?![a-zA-Z])",
        "weekday": _capitals(WEEKDAYS),
        "shortday": rf"(?:{_capitals(WEEKDAYS)}|(?-i:{_any_of(_WEEKDAY_SHORT)})\.?)(?![a-zA-Z])",
        "day": r"\d{1,2}(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d)",
        "ordinal": _any_of(numerals.ORDINALS),
        "year": r"(?:1[0-9]|20)\d\d(?![\w%]|[.,:/]\d)",
        "season": _any_of(SEASONS),
        "part": rf"(?:{_any_of(PARTS)})",
        "number": rf"(?:\d{{1,4}}|{_BELOW_HUNDRED}"
        rf"|(?:an?|{_DIGITS}){_GAP}(?:hundred|dozen)(?:{_GAP}and{_GAP}{_BELOW_HUNDRED})?)",
        # "Six and a half years" are no half-years, and "three quarters of them" no quarters.
        "unit": rf"(?:{'|'.join(_UNIT_NAMES)})s?{_NO_FRACTION}",
        "span": rf"(?:week|month|quarter|half(?:-|{_GAP})year|year|decade){_NO_FRACTION}",
        "holiday": _any_of(HOLIDAYS).replace("'", "['’‘]"),
    }
)


def compile_template(template: str) -> re.Pattern[str]:
    """Compile a rule's template to a pattern that starts and ends at the edge of a word.

    >>> compile_template("(?:last|next) {month}").search("He left last  May.").group("month")
    'May'
    >>> compile_template("{month}").search("they may march on") is None
    True
    """
    body = template.replace(" ", _GAP)
    body = re.sub(r"\{([a-z]+)(\d?)\}", lambda m: f"(?P<{m[1]}{m[2]}>{FRAGMENTS[m[1]]})", body)
    return re.compile(rf"{_EDGE}(?:{body})(?!\w)", re.IGNORECASE)


def openings(text: str) -> Iterator[int]:
    """Yield where a date may begin: at a figure, and at a word that opens one and is followed by what goes with it.

    Every match of a rule begins at one of these offsets (a test makes texts of the patterns and looks); few others do.

    >>> list(openings("In the town, on the last day of 2019."))
    [0, 13, 16, 20, 32]
    """
    for start in _WORD_START.finditer(text):
        word, following = start.groups()
        if word is not None and word.isascii():  # `re.IGNORECASE` takes other letters for some of ours
            if word.lower() not in _OPENERS:
                continue
            another = following is not None and following.isascii() and following.lower() not in _FOLLOWING
            if another and word.lower() in _LEADING:
                continue
            if word.lower() in CARDINALS:
                before = text[max(0, start.start() - _LONGEST_START) : start.start()]
                if (_HALF if word.lower() in ("a", "an") else _GOES_ON).search(before):
                    continue
        yield start.start()


# What `re.IGNORECASE` takes for an ASCII letter, and `str.lower` does not make one.
LETTERS = str.maketrans({"’": "'", "‘": "'", "\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})


def normal_form(text: str) -> str:
    """Return the lower-case, single-blank form in which the tables hold a word.

    >>> normal_form("The  End of")
    'the end of'
    """
    return " ".join(text.translate(LETTERS).lower().split())


def unit_of(text: str) -> Unit:
    """Return the unit that a word names, singular or plural."""
    return UNITS[normal_form(text)]


def month_number(text: str) -> int:
    """Return the number of the month that a name or an abbreviation means."""
    return MONTHS[text.lower().rstrip(".")]


def weekday_number(text: str) -> int:
    """Return the number of a weekday (Monday is 0), also of its abbreviation."""
    short = text.lower()[:3]
    return next(number for name, number in WEEKDAYS.items() if name.startswith(short))


def day_number(text: str) -> int:
    """Return the day of the month: `16`, `16th`, `sixteenth`."""
    return numerals.ORDINALS.get(normal_form(text)) or int(re.sub(r"\D", "", text))


def cardinal(text: str) -> int:
    """Return the value of a number in figures or words.

    >>> cardinal("12"), cardinal("Ninety-nine"), cardinal("a couple of"), cardinal("a hundred and five")
    (12, 99, 2, 105)
    """
    known = CARDINALS.get(normal_form(text))
    if known is not None:
        return known
    value = 0
    for word in re.split(rf"{_HYPHEN}|\s", normal_form(text)):
        if word in numerals.SCALES:
            value *= numerals.SCALES[word]
        elif word != "and":
            value += CARDINALS.get(word) or int(word)
    return value
