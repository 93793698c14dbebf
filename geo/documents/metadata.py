"""What metadata state of a report, of whatever type they are: no title, source, id or date costs the report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.documents.dates import is_null, read_day, read_month
from geo.documents.ids import LONG
from geo.errors import UnreadableReport
from geo.records import Report

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from geo.documents.record_warnings import RecordWarnings

_LONGEST = 300  # characters of a title, source or id; what is longer is a text in the wrong place
_NAMES = ("name", "title", "rendered", "headline", "value", "text", "#text", "@id", "id")
"""Where an object says its name: schema.org, WordPress, XML that was made JSON."""


def single_line(value: Any) -> str | None:
    """Normalise a title, a source or an id to one line.

    Examples
    --------
    >>> single_line(7.0), single_line({"name": "Lake Post"}), single_line(["A. Writer", None, "B. Other"])
    ('7', 'Lake Post', 'A. Writer, B. Other')
    """
    return _words(value, depth=3)


def identifier(value: Any) -> str | None:
    """Normalise an id to one line; of a very long one the end is a digest, so that no two become one.

    Examples
    --------
    >>> identifier(7.0), identifier(" a   b "), len(identifier("x" * 10_000))
    ('7', 'a b', 300)
    """
    line = _words(value, depth=3, longest=None)
    if line is None or len(line) <= _LONGEST:
        return line
    digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:LONG]
    return f"{line[: _LONGEST - LONG - 1]}…{digest}"


def _words(value: Any, depth: int, longest: int | None = _LONGEST) -> str | None:
    if is_null(value) or depth == 0:
        return None
    if isinstance(value, Mapping):
        inner = next((value[name] for name in _NAMES if name in value), None)
        return _words(inner, depth - 1, longest)
    if isinstance(value, list | tuple | set | frozenset):
        words = (_words(item, depth - 1, longest) for item in list(value)[:20])
        return ", ".join(filter(None, words)) or None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # an id in a column with gaps became a float
    try:
        line = " ".join(str(value).split())
    except ValueError:  # a whole number too long to print
        return None
    return (f"{line[:longest]}…" if longest is not None and len(line) > longest else line) or None


class Names:
    """Makes names unique: a, a#2, a#3; one look-up each, however many are the same."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._next: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """Return the name, or the first of its numbered forms that no other has.

        Examples
        --------
        >>> names = Names()
        >>> [names.unique(name) for name in ("a", "a", "a#2", "a")]
        ['a', 'a#2', 'a#2#2', 'a#3']
        """
        given, number = name, self._next.get(name, 2)
        while given in self._seen:
            given, number = f"{name}#{number}", number + 1
        self._next[name] = number
        self._seen.add(given)
        return given


def web(url: Any) -> str | None:
    """Keep only links that a reader can follow safely."""
    return url if isinstance(url, str) and re.match(r"https?://\S+\Z", url) else None


class Stated(NamedTuple):
    """When a report came out, as far as its metadata state it; the month only where no day is known."""

    day: datetime.date | None = None
    month: datetime.date | None = None


def stated_day(
    stated: Iterable[tuple[str, Any]], where: str, warnings: RecordWarnings, *, apart_days: int = 0
) -> Stated:
    """Read the day of the first statement that is clear, and warn of unclear ones and of others that contradict it.

    Parameters
    ----------
    stated
        Names and values, in order of precedence.
    where
        The report, for the warnings.
    apart_days
        How many days statements may differ without a word: the same moment is two days in two time zones.
    """
    chosen: tuple[str, datetime.date] | None = None
    month: datetime.date | None = None
    for name, value in stated:
        day, doubt = read_day(value)
        if doubt:
            known = "its day is unknown" if day is None and chosen is None else f"{chosen or day}"
            shown = single_line(value) or type(value).__name__
            warnings.add("dates", where, f"{name} {shown[:60]!r} {doubt}" + (f": {known}" if not day else ""))
        if day is None:
            month = month or read_month(value)
            continue
        if chosen is None:
            chosen = name, day
        elif abs((day - chosen[1]).days) > apart_days:
            warnings.add("dates", where, f"{name} says {day}, {chosen[0]} {chosen[1]}: {chosen[0]} is taken")
    return Stated(chosen[1] if chosen else None, None if chosen else month)


def make_report(
    text: str,
    name: str,
    fields: Mapping[str, Any],
    *,
    where: str,
    stated: Stated,
) -> Report:
    """Create a report from a text and its metadata.

    Raises
    ------
    UnreadableReport
        The text is empty.
    """
    if not text.strip():
        raise UnreadableReport(where, "empty")
    return Report(
        id=identifier(fields.get("id")) or name,
        text=text,
        title=single_line(fields.get("title")),
        published=stated.day,
        published_month=stated.month,
        source=single_line(fields.get("source")),
        url=web(fields.get("url")),
    )
