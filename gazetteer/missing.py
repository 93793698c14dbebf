"""Detect marks of a missing place name in a table: `N/A`, `unknown`, `TBD`, `-`, an empty cell, a number.

Some of these marks are also names (Nan in Thailand, None in Piedmont). A column hardly ever means the town, so whatever
reads columns takes them for missing. For the town, write what it lies in after a comma ("Nan, Thailand"), which is no
mark; or take the mark off the list for the whole column (`marks(never=["Nan"])`). Where the country is known, and no
program writes the mark like the name ("Nan", and not "nan" or "NaN"), the table says so and the name counts.
"""

from __future__ import annotations

import csv
import functools
import numbers
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import countries
from gazetteer.errors import GazetteerMissing, UnknownCountry
from gazetteer.names import MAX_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

_TABLE = Path(__file__).parent / "data" / "missing_values.csv"


def is_missing(value: object, marks: frozenset[str] | None = None, *, country: str | None = None) -> bool:
    """Return whether a value marks a missing name.

    Parameters
    ----------
    value
        A cell: anything.
    marks
        As `marks` gives them; `None` takes the usual ones.
    country
        Where the place would be: alpha-2, alpha-3 or name.

    Returns
    -------
    bool
        True for `None`, NaN and other numbers, for the marks, whatever their case and punctuation, and for texts
        without letters (empty, `-`, `?`, `0`, `99999`); other numbers of four digits and more may be postcodes.

    Examples
    --------
    >>> [is_missing(value) for value in ("N.A.", " <NA>", "#N/A", "not available", "-", "", None, float("nan"), 0)]
    [True, True, True, True, True, True, True, True, True]
    >>> is_missing("Nan"), is_missing("Nan, Thailand"), is_missing("Nan", marks(never=["nan"]))
    (True, False, False)
    >>> is_missing("Nan", country="TH"), is_missing("NaN", country="TH"), is_missing("None", country="IT")
    (False, True, True)
    >>> is_missing("Field office", marks(further=["field office"]))
    True
    """
    if not isinstance(value, str):
        return is_no_text(value)
    if len(value) > MAX_NAME:
        return False
    key = _key(value)
    if any(c.isalpha() for c in key):
        return key in (default_marks() if marks is None else marks) and not _is_place(value.strip(), country)
    return len(key) < 4 or len(set(key)) == 1


def is_no_text(value: object) -> bool:
    """Return whether a value is a library's mark of a missing text, or a number: None, NaN, `pandas.NA`, 7."""
    return value is None or isinstance(value, numbers.Number) or type(value).__name__ in ("NAType", "NaTType")


def marks(*, further: Iterable[str] = (), never: Iterable[str] = ()) -> frozenset[str]:
    """Make a set of marks for `is_missing`: the usual ones with some more, and without some.

    Parameters
    ----------
    further
        More marks.
    never
        What is a name after all.
    """
    return (default_marks() | set(map(_key, further))) - set(map(_key, never))


def default_marks() -> frozenset[str]:
    """Read the usual marks, `data/missing_values.csv`."""
    return _table()[0]


@functools.cache
def _table() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Read the marks, and the names that are like one with their countries."""
    if not _TABLE.is_file():
        raise GazetteerMissing(str(_TABLE))
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = frozenset((row["place"], row["country"]) for row in rows if row["place"])
    return frozenset(_key(row["mark"]) for row in rows), places


def _is_place(name: str, country: str | None) -> bool:
    if not country or all(name != place for place, _ in _table()[1]):
        return False
    try:
        return (name, countries.get(country).alpha2) in _table()[1]
    except UnknownCountry:
        return False


def _key(text: str) -> str:
    """Return the letters and digits of a text in one case, and the # of a spreadsheet's errors."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or c == "#" or unicodedata.category(c) in ("Mn", "Mc"))
