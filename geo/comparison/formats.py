"""Formats of tables of events: which one a header is of, and which of its columns says what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from geo.errors import Incomparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROLES: Final = (
    "id", "start", "end", "year", "month", "day", "stated_year", "day_precision", "lon", "lat", "radius_m",
    "place_precision", "place", "type", "acled", "status", "country", "actors", "text",
)  # fmt: skip
"""What a column may say; `formats.toml` describes each."""

NAMED: Final[Mapping[str, str]] = {"day": "start", "date": "start"}
"""Other words for roles, for people who name columns."""

_MANY: Final = ("type", "actors", "text", "country")
"""Roles that several columns may have: all that are there are kept, in the order of the format."""

# The columns of GDELT's daily and quarter-hourly exports, which have no header (codebooks of 1.0 and 2.0).
_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_ACTORS = [f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR.split()]
_EVENT = (
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
)  # fmt: skip


def _gdelt(geo: str, *more: str) -> tuple[str, ...]:
    points = [f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in geo.split()]
    days = ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
    return (*days, *_ACTORS, *_EVENT, *points, "DATEADDED", *more)


_ONE: Final = _gdelt("Type FullName CountryCode ADM1Code Lat Long FeatureID")
HEADERLESS: Final[Mapping[int, tuple[str, ...]]] = {
    57: _ONE,
    58: (*_ONE, "SOURCEURL"),
    61: _gdelt("Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID", "SOURCEURL"),
}
"""Number of columns to their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A table's format, and the columns of each role.

    Attributes
    ----------
    name, title
        Its key in `formats.toml`, which is that of its taxonomy too, and what people call it.
    columns
        Role to the names of columns in the table, in order.
    days
        Code of the precision of a day to what the day stands for: day, week, month or year.
    km
        Code of the precision of a place to kilometres around its point.
    """

    name: str
    title: str
    columns: Mapping[str, tuple[str, ...]]
    days: Mapping[str, str] = field(default_factory=dict)
    km: Mapping[str, float] = field(default_factory=dict)

    def __contains__(self, role: str) -> bool:
        return role in self.columns


def recognise(header: Sequence[str], *, named: Mapping[str, str] | None = None, where: str = "") -> Format:
    """Return the format of a table by the names of its columns.

    Parameters
    ----------
    header
        The names.
    named
        Role to column, for what the format does not know or knows otherwise; an empty name takes the role away.
    where
        The table, for errors.

    Raises
    ------
    Incomparable
        A named role or column does not exist, or there is no column of days or of places.

    Examples
    --------
    >>> found = recognise(["event_id_cnty", "event_date", "event_type", "latitude", "longitude"])
    >>> found.title, found.columns["start"]
    ('ACLED', ('event_date',))
    >>> recognise(["Day", "X", "Y"]).columns["lon"]
    ('X',)
    """
    known = {_key(name): name for name in reversed(list(header))}
    table = _formats()
    chosen = next(name for name, row in table.items() if all(_key(need) in known for need in row["needs"]))
    row = table[chosen]
    columns: dict[str, tuple[str, ...]] = {}
    for role in ROLES:
        there = [known[_key(name)] for name in row.get(role, ()) if _key(name) in known]
        if there:
            columns[role] = tuple(there) if role in _MANY else (there[0],)
    if chosen == "table":
        columns = _of_any_table(columns)
    for given, name in (named or {}).items():
        role = given if "year" in (named or {}) else NAMED.get(given, given)
        if role not in ROLES:
            raise Incomparable(
                where, f"no role {given!r}: a column is named for one of {_listed((*NAMED, *ROLES))}"
            )
        columns.pop(role, None)
        if name:
            columns[role] = (_column(name, header, where),)
            if role == "start" and "end" not in (named or {}):
                for other in ("end", "year", "month", "day"):
                    columns.pop(other, None)
    _check(columns, header, where)
    return Format(
        name=chosen, title=row["title"], columns=columns, days=row.get("days", {}), km=row.get("km", {})
    )


def headerless(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the names of the columns of a table that has none, by its first row: an export of GDELT.

    Examples
    --------
    >>> headerless(["day", "lon", "lat"]) is None
    True
    """
    names = HEADERLESS.get(len(cells))
    if names is None or not cells[0].strip().isdigit():
        return None
    return names if cells[1].strip().isdigit() and len(cells[1].strip()) == 8 else None


def _of_any_table(columns: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the columns of a table of no known format: days are in one column, or in three of numbers."""
    numbers = ("year", "month", "day")
    has_numbers = "year" in columns and "month" in columns
    drop = ("start", "end") if has_numbers and columns.get("start") in (None, columns.get("day")) else numbers
    return {
        role: names if role in ("actors", "country") else names[:1]
        for role, names in columns.items()
        if role not in drop
    }


def _check(columns: Mapping[str, tuple[str, ...]], header: Sequence[str], where: str) -> None:
    if "start" not in columns and "year" not in columns:
        raise Incomparable(where, f"no column of days (it has: {_listed(header)}): name it, as in day=COLUMN")
    if "place" not in columns and not ("lon" in columns and "lat" in columns):
        raise Incomparable(
            where,
            f"no columns of places (it has: {_listed(header)}): name them, as in lon=COLUMN and lat=COLUMN, or "
            "place=COLUMN",
        )


def _column(name: str, header: Sequence[str], where: str) -> str:
    if name in header:
        return name
    found = next((column for column in header if _key(column) == _key(name)), None)
    if found is None:
        raise Incomparable(where, f"no column {name!r} (it has: {_listed(header)})")
    return found


def _listed(names: Iterable[str]) -> str:
    given = [str(name)[:40] for name in names]
    return ", ".join(given[:16]) + (", …" if len(given) > 16 else "")


def _key(name: str) -> str:
    return "".join(c for c in str(name).casefold() if c.isalnum())


@cache
def _formats() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("geo.comparison").joinpath("formats.toml").read_text(encoding="utf-8"))
