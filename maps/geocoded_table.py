"""A .csv or .tsv file with the places of one of its columns added: every row, every column, in order."""

from __future__ import annotations

import csv
import functools
import io
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import countries
from gazetteer.errors import AmbiguousPlace, UnknownCountry
from maps.errors import UnknownColumn, UnreadableTable

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from gazetteer.store import Gazetteer

ADDED = ("place_id", "name", "kind", "country", "admin1", "lon", "lat", "did_you_mean", "status")
"""Columns that are added; where the table has one of that name, ours begins with `place_` or ends with a number.
`did_you_mean` has near spellings for what is not found, and what else an ambiguous name may mean."""

_USUAL = ("name", "place", "place_name", "placename", "toponym", "location", "city", "town")
_KEPT = 50_000
_EVERY = 500
_SUGGESTED = 3


def geocoded_lines(
    path: str | Path,
    *,
    gazetteer: Gazetteer,
    counts: Counter[str],
    column: str | None = None,
    country_column: str | None = None,
    country: str | None = None,
    encoding: str | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Iterator[str]:
    """Geocode a column of a table, a line at a time.

    Parameters
    ----------
    path
        A `.csv`, or a `.tsv`, with a header.
    gazetteer
        Where to look.
    counts
        Counts the rows by status as they come: `found`, `ambiguous` (the likeliest place is given), `not found`, and
        `unknown country`.
    column
        The column of the names; by default the only one, or one that is called name, place or the like.
    country_column
        The column of the countries (alpha-2, alpha-3 or name); where it is empty, `country` counts.
    country
        Only places of this country.
    encoding
        Of the file, when not UTF-8.
    on_progress
        Called now and then with the share of the file that is done.

    Yields
    ------
    str
        Lines of CSV with their ends, in the file's order. A row that is longer than the header has its further cells
        after the added ones.

    Raises
    ------
    UnknownColumn
        There is no such column, or none that is called like a place.
    UnreadableTable
        The file is empty, or is encoded otherwise.
    UnknownCountry
        `country` is none.
    OSError
        The file cannot be read.
    """
    path = Path(path)
    if country:
        countries.get(country)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    place_of = functools.lru_cache(maxsize=_KEPT)(functools.partial(_cells, gazetteer))
    try:
        with path.open("rb") as file:
            text = io.TextIOWrapper(file, encoding or "utf-8-sig", newline="")
            rows = csv.reader(text, delimiter=delimiter)
            header = next(rows, [])
            if not header:
                raise UnreadableTable(str(path), "it is empty")
            at = _column(header, column, str(path))
            country_at = None if country_column is None else _column(header, country_column, str(path))
            size = max(1, path.stat().st_size)
            yield _line([*header, *_added(header)], delimiter)
            for number, row in enumerate(rows):
                cells = [*row, *[""] * (len(header) - len(row))]
                within = (cells[country_at].strip() if country_at is not None else "") or country or ""
                added = place_of(cells[at].strip(), within)
                counts[added[-1]] += 1
                yield _line([*cells[: len(header)], *added, *cells[len(header) :]], delimiter)
                if on_progress is not None and number % _EVERY == 0:
                    on_progress(min(1.0, file.tell() / size))
    except (UnicodeError, LookupError) as error:
        if isinstance(error, UnknownColumn | UnknownCountry):
            raise
        why = f"it is not {encoding or 'UTF-8'}; name its encoding with --encoding (encoding=)"
        raise UnreadableTable(str(path), why) from error
    except csv.Error as error:
        raise UnreadableTable(str(path), str(error)) from error


def _column(header: list[str], wanted: str | None, path: str) -> int:
    names = [name.strip().casefold() for name in header]
    if wanted is not None:
        if wanted.strip().casefold() not in names:
            raise UnknownColumn(wanted, tuple(header), path)
        return names.index(wanted.strip().casefold())
    if len(names) == 1:
        return 0
    usual = next((name for name in _USUAL if name in names), None)
    if usual is None:
        raise UnknownColumn("", tuple(header), path)
    return names.index(usual)


def _added(header: list[str]) -> list[str]:
    taken = set(header)
    names = []
    for name in ADDED:
        free = name
        if free in taken:
            free = f"place_{name.removeprefix('place_')}"
        number = 2
        while free in taken:
            free = f"place_{name.removeprefix('place_')}_{number}"
            number += 1
        taken.add(free)
        names.append(free)
    return names


def _cells(gazetteer: Gazetteer, name: str, country: str) -> tuple[str, ...]:
    """Cells of the added columns for one name; search() first, as find() spends long on what is not there."""
    try:
        likeliest = gazetteer.search(name, limit=1, country=country or None, near=False)
        if not likeliest:
            near = gazetteer.search(name, limit=_SUGGESTED, country=country or None)
            return (
                *[""] * (len(ADDED) - 2),
                "; ".join(dict.fromkeys(place.label for place in near)),
                "not found",
            )
        place, meant, status = gazetteer.find(name, country=country or None), "", "found"
    except UnknownCountry:
        return (*[""] * (len(ADDED) - 1), "unknown country")
    except AmbiguousPlace as error:
        place, meant, status = likeliest[0], "; ".join(error.labels), "ambiguous"
    point = (f"{place.lon:.6f}", f"{place.lat:.6f}")
    return (place.id, place.name, place.kind, place.country, place.admin1, *point, meant, status)


def _line(cells: list[str], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return text.getvalue()
