"""The values of a condition, as a column has them: numbers, days, texts, and codes of countries of either length."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

from gazetteer import countries
from gazetteer.errors import UnknownCountry

if TYPE_CHECKING:
    import pyarrow as pa

    Plain = str | float | bool

_ALPHA2: Final = frozenset({"country", "actor_countries", "recipient_countries"})
_ALPHA3: Final = frozenset({"iso3", "actor_iso3", "recipient_iso3"})
"""Columns of countries' codes, where the codes of ISO 3166-1 with two and with three letters mean the same."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?")
_BETWEEN_ITEMS: Final = "; "
NAMES: Final = {
    "text": "text",
    "day": "a day",
    "truth": "true or false",
    "number": "a number",
    "other": "no value",
}
"""What the kinds of columns are called."""
_HOW: Final = {
    "text": "write it in single quotation marks",
    "day": "write it as '2023-04-15'",
    "truth": "write TRUE or FALSE",
    "number": "write it as 0.5",
    "other": "it cannot be compared",
}


def kind_of(dtype: pa.DataType) -> str:
    """Return the kind of a column, a key of `NAMES`."""
    import pyarrow.types as of

    if of.is_string(dtype) or of.is_large_string(dtype) or of.is_string_view(dtype):
        return "text"
    if of.is_timestamp(dtype) or of.is_date(dtype):
        return "day"
    if of.is_boolean(dtype):
        return "truth"
    return "number" if of.is_integer(dtype) or of.is_floating(dtype) else "other"


def typed(value: Plain, column: str, dtype: pa.DataType) -> pa.Scalar:
    """Return a value for comparing a column with it.

    Raises
    ------
    ValueError
        The column has no such values; the message is a clause.
    """
    import pyarrow as pa

    kind = kind_of(dtype)
    try:
        if kind == "truth" and isinstance(value, bool):
            return pa.scalar(value)
        if kind == "number" and not isinstance(value, bool):
            return pa.scalar(float(value) if isinstance(value, str) else value)
        if kind == "day" and isinstance(value, str) and _DAY.fullmatch(value):
            return pa.scalar(datetime.datetime.fromisoformat(value), dtype)
    except ValueError:
        pass  # worded below
    if kind == "text" and isinstance(value, str):
        return pa.scalar(_with_codes(value, column), dtype)
    raise ValueError(f"{column} is {NAMES[kind]}: {_HOW[kind]}")


def _with_codes(text: str, column: str) -> str:
    """Return a text with codes of countries as the column has them; several are separated as in the table, "IL; US"."""
    if column not in _ALPHA2 | _ALPHA3 or not text:
        return text
    found = [code(each, column) for each in text.split(_BETWEEN_ITEMS)]
    if all(found):
        return _BETWEEN_ITEMS.join(found)
    try:
        known = countries.get(text)
    except UnknownCountry:
        raise ValueError("this is no country's code of ISO 3166-1") from None
    raise ValueError(f"{column} has codes, not names: write '{known.alpha2}' or '{known.alpha3}'")


def with_code(pattern: str, column: str) -> str:
    """Return a pattern of LIKE whose text, between the `%`, is a country's code, with the code as the column has it."""
    core = pattern.strip("%")
    known = code(core, column)
    return pattern.replace(core, known) if known else pattern


def code(text: str, column: str) -> str:
    """Return a country's code as a column has it; empty for what is none, and for a column without codes."""
    if column not in _ALPHA2 | _ALPHA3:
        return ""
    alpha2 = countries.alpha2_of(text)
    return countries.alpha3_of(alpha2) if column in _ALPHA3 else alpha2
