"""Events of any table as columns that can be compared: interval, point and radius, type; and which rows cannot be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.comparison.day_columns import NO_DAY, days_of
from geo.comparison.place_columns import points_of
from geo.comparison.taxonomies import Taxonomy

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from gazetteer.store import Gazetteer
    from geo.comparison.tables import Table
    from geo.comparison.taxonomies import Meaning

NO_DAY_KNOWN: Final = "no day"
VAGUE_DAY: Final = "day too vague"
NO_PLACE: Final = "no place"
VAGUE_PLACE: Final = "place too vague"
NO_COUNTERPART: Final = "type without counterpart"
OTHER_STATUS: Final = "not stated as a fact"
OTHER_DAYS: Final = "outside the days"
OTHER_COUNTRIES: Final = "outside the countries"
OTHER_TYPES: Final = "type not in the other table"

REASONS: Final = (
    NO_DAY_KNOWN, VAGUE_DAY, NO_PLACE, VAGUE_PLACE, NO_COUNTERPART, OTHER_STATUS, OTHER_DAYS, OTHER_COUNTRIES,
    OTHER_TYPES,
)  # fmt: skip
"""Why an event cannot be compared; the first that applies is given."""

_HAPPENED = ("actual", "historical")
_LONGEST_TEXT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is compared at all.

    Attributes
    ----------
    days
        Longest interval, in days.
    radius_m
        Largest radius, in metres.
    since, until
        First and last day, as numbers of `day_columns`; `None` for no limit.
    countries
        Alpha-2 codes; empty for all.
    """

    days: int = 31
    radius_m: float = 150_000.0
    since: int | None = None
    until: int | None = None
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EventColumns:
    """Events as columns, one value an event, in the order of their table.

    Attributes
    ----------
    where, title
        What people call the table, and its format.
    ids, numbers
        Of each row what it is called, and its line or row in the table.
    start, end
        Days since 1970-01-01, `NO_DAY` where not known.
    lon, lat, radius_m
        WGS 84 degrees, NaN without a place; metres.
    type, types, meanings
        Numbers into `types`, the codes as the table has them, and what each is in PLOVER.
    actors, text, places
        Words for people, and actors' names, `None` where the table has none.
    given_countries
        Alpha-2 codes that the table states, `None` where it does not.
    why_not
        One of `REASONS` for a row that cannot be compared, "" else.
    faults
        Rows that could not be read, or say what cannot be: in words, with line or row.
    geocoded
        How many places are known by name alone.
    """

    where: str
    title: str
    ids: NDArray[np.object_]
    numbers: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    radius_m: NDArray[np.float64]
    type: NDArray[np.int32]
    types: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]
    actors: NDArray[np.object_]
    text: NDArray[np.object_]
    places: NDArray[np.object_]
    given_countries: NDArray[np.object_]
    why_not: NDArray[np.object_]
    faults: tuple[str, ...]
    unread: int
    geocoded: int

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_compared(self) -> NDArray[np.bool_]:
        """Mask of the rows that can be compared."""
        return np.asarray(self.why_not == "", dtype=bool)

    @cached_property
    def countries(self) -> NDArray[np.object_]:
        """Alpha-2 code of each row: what the table states, else the country at the point; `None` for neither."""
        from gazetteer import areas

        found = self.given_countries.copy()
        rows, points, of = self._points(np.array([country is None for country in found], dtype=bool))
        if len(rows):
            names = areas.place_at_many(lon=points[:, 0], lat=points[:, 1])["country"].fillna("").tolist()
            for row, at in zip(rows.tolist(), of.tolist(), strict=True):
                found[row] = names[at] or None
        return found

    @cached_property
    def divisions(self) -> NDArray[np.object_]:
        """First-level division at each point, so that both tables name it alike; `None` where there is no outline."""
        from gazetteer import areas

        found: NDArray[np.object_] = np.full(len(self), None, dtype=object)
        rows, points, of = self._points(np.ones(len(self), dtype=bool))
        places = [areas.division_at(lon=lon, lat=lat) for lon, lat in points.tolist()]
        for row, at in zip(rows.tolist(), of.tolist(), strict=True):
            place = places[at]
            found[row] = place.name if place else None
        return found

    def _points(
        self, rows: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """Return those rows that have a point, the different points, and the number of each row's."""
        wanted = np.flatnonzero(rows & ~np.isnan(self.lon))
        # Two decimals are 1 km, finer than the outlines, and towns are named again and again.
        keys = np.column_stack([self.lon[wanted], self.lat[wanted]]).round(2)
        points, of = np.unique(keys, axis=0, return_inverse=True)
        return wanted, points, of.ravel()


def event_columns(
    table: Table,
    *,
    limits: Limits,
    taxonomy: str | Path | None = None,
    date_format: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> EventColumns:
    """Return the events of a table, and say of each row that cannot be compared why.

    Parameters
    ----------
    table
        As `tables.read_table` gives it.
    limits
        What is compared at all.
    taxonomy
        A TOML file of the table's own types; see `taxonomies.Taxonomy`.
    date_format
        How its days are written; see `day_columns.days_of`.
    gazetteer
        Where names of places are looked up.

    Raises
    ------
    Incomparable
        The days are ambiguous, or the taxonomy is none.
    """
    days = days_of(table, date_format=date_format)
    countries = _countries(table)
    points = points_of(table, countries.tolist(), gazetteer=gazetteer)
    types, of = _types(table)
    known = Taxonomy(table.format.name, own=taxonomy)
    meanings = tuple(known.meaning(code) for code in types)
    faults = [
        f"{table.unit} {table.numbers[row]}: {why}"
        for row, why in sorted((days.faults | points.faults).items())
    ]
    made = EventColumns(
        where=table.where,
        title=table.format.title,
        ids=_ids(table),
        numbers=table.numbers,
        start=days.start,
        end=days.end,
        lon=points.lon,
        lat=points.lat,
        radius_m=points.radius_m,
        type=of,
        types=types,
        meanings=meanings,
        actors=_joined(table, "actors"),
        text=_joined(table, "text", first=True),
        places=_joined(table, "place"),
        given_countries=countries,
        why_not=np.full(len(table), "", dtype=object),
        faults=(*table.faults, *faults),
        unread=len(table.faults),
        geocoded=points.geocoded,
    )
    made.why_not[:] = _why_not(made, table, limits)
    return made


def _why_not(events: EventColumns, table: Table, limits: Limits) -> NDArray[np.object_]:
    known = events.start != NO_DAY
    no_counterpart = np.array(
        [meaning is not None and not meaning for meaning in events.meanings], dtype=bool
    )
    statuses = table.of("status")
    factual = (
        np.ones(len(events), dtype=bool)
        if statuses is None
        else np.array([not value or value in _HAPPENED for value in statuses], dtype=bool)
    )
    outside = np.zeros(len(events), dtype=bool)
    if limits.since is not None:
        outside |= known & (events.end < limits.since)
    if limits.until is not None:
        outside |= known & (events.start > limits.until)
    abroad = np.zeros(len(events), dtype=bool)
    if limits.countries:
        abroad = np.array([country not in limits.countries for country in events.countries], dtype=bool)
    masks = {
        NO_DAY_KNOWN: ~known,
        VAGUE_DAY: known & (events.end - events.start >= limits.days),
        NO_PLACE: np.isnan(events.lon),
        VAGUE_PLACE: events.radius_m > limits.radius_m,
        NO_COUNTERPART: no_counterpart[events.type],
        OTHER_STATUS: ~factual,
        OTHER_DAYS: outside,
        OTHER_COUNTRIES: abroad,
    }
    why: NDArray[np.object_] = np.full(len(events), "", dtype=object)
    for reason in reversed([reason for reason in REASONS if reason in masks]):
        why[masks[reason]] = reason
    return why


def _ids(table: Table) -> NDArray[np.object_]:
    """Return what each row is called: its id, else its line or row; of equal ids the later ones are numbered."""
    given = table.of("id")
    names = [
        _plain(value) if value is not None and _plain(value) else f"{table.unit} {number}"
        for value, number in zip(
            [None] * len(table) if given is None else given, table.numbers.tolist(), strict=True
        )
    ]
    seen: Counter[str] = Counter()
    made: NDArray[np.object_] = np.empty(len(table), dtype=object)
    for row, name in enumerate(names):
        seen[name] += 1
        made[row] = name if seen[name] == 1 else f"{name}#{seen[name]}"
    return made


def _types(table: Table) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Return the codes of a table, and the number of each row's."""
    names = table.format.columns.get("type", ())
    columns = [[_plain(value) for value in table.columns[name]] for name in names]
    codes = (
        [": ".join(filter(None, parts)) for parts in zip(*columns, strict=True)]
        if columns
        else [""] * len(table)
    )
    order = {code: number for number, code in enumerate(sorted(set(codes)) or [""])}
    return tuple(order), np.array([order[code] for code in codes], dtype=np.int32)


def _countries(table: Table) -> NDArray[np.object_]:
    """Return the alpha-2 codes of the countries that a table states, by code or name in any of its columns."""
    from gazetteer import countries
    from gazetteer.errors import UnknownCountry

    found: NDArray[np.object_] = np.full(len(table), None, dtype=object)
    known: dict[str, str | None] = {"": None}
    for name in table.format.columns.get("country", ()):
        for row, value in enumerate(table.columns[name]):
            if found[row] is not None:
                continue
            text = _plain(value)
            if text not in known:
                try:
                    # Numeric codes have three digits, of which a spreadsheet drops the zeros.
                    known[text] = countries.get(
                        text.zfill(3) if text.isdigit() else text.split(" (")[0]
                    ).alpha2
                except UnknownCountry:
                    known[text] = None
            found[row] = known[text]
    return found


def _joined(table: Table, role: str, *, first: bool = False) -> NDArray[np.object_]:
    """Return the words of a role, of several columns joined by "; ", or the first that says anything."""
    made: NDArray[np.object_] = np.full(len(table), None, dtype=object)
    for name in table.format.columns.get(role, ()):
        for row, value in enumerate(table.columns[name]):
            text = _words(value)
            if text:
                made[row] = text if made[row] is None else made[row] if first else f"{made[row]}; {text}"
    return made


def _words(value: Any) -> str:
    if isinstance(value, list | tuple | np.ndarray):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return _words(value.get("name"))
    return _plain(value)[:_LONGEST_TEXT]


def _plain(value: Any) -> str:
    """Return a cell as text; a whole number without its fraction, a missing one empty."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 (NaN differs from itself)
        return ""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    text = str(value).strip()
    return "" if text in ("nan", "NaN", "NaT", "<NA>", "None") else text
