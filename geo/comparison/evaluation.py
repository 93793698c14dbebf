"""The door: compare events with reference events, whatever the tables that hold them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.comparison.day_columns import day_number
from geo.comparison.event_columns import Limits, event_columns
from geo.comparison.matching import Tolerance, match
from geo.comparison.result import Comparison
from geo.comparison.scores import Weights
from geo.comparison.tables import read_table
from geo.documents.dates import as_date
from geo.errors import BadOption

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from gazetteer.store import Gazetteer
    from geo.comparison.tables import Table
    from geo.event_set import EventSet

    Source = EventSet | pd.DataFrame | Table | str | Path
    Day = datetime.date | str | None


def compare(
    found: Source,
    reference: Source,
    *,
    days: int = 2,
    km: float = 30.0,
    min_score: float = 0.3,
    weights: Mapping[str, float] | None = None,
    since: Day = None,
    until: Day = None,
    countries: Iterable[str] = (),
    max_days: int = 31,
    max_radius_km: float = 150.0,
    found_columns: Mapping[str, str] | None = None,
    reference_columns: Mapping[str, str] | None = None,
    types: str | Path | None = None,
    date_format: str | None = None,
    encoding: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> Comparison:
    """Match events one to one with those of a reference in time, space and type, and count.

    Parameters
    ----------
    found
        An `EventSet` or a table: a DataFrame, a file of `maps.export` or `EventSet.to_file`, a corpus; or a table of
        any of the formats below.
    reference
        The same, or a file of ACLED, UCDP GED, GDELT or GTD, which are known by their header, or of any other table
        with a day, a place (longitude and latitude, or a name) and perhaps a type.
    days, km
        Tolerances: how far two intervals, and two circles of uncertainty, may be apart. Days that are precise to a week
        or month are intervals, and places that are precise to a district are circles.
    min_score
        The least score of a pair; see `geo.comparison.scores`.
    weights
        How much `time`, `space`, `type` and `actors` count: 1, 1, 1 and 0 by default.
    since, until
        First and last day of what is compared, in both tables; what has no day in between is counted apart.
    countries
        Codes or names of the countries that are compared, in both tables; all by default.
    max_days, max_radius_km
        Events that are known less precisely are not compared, but counted.
    found_columns, reference_columns
        Role to column, where it is not told from the header: `{"day": "when", "lon": "x", "type": "what"}`. The roles
        are those of `geo/comparison/formats.toml`.
    types
        A TOML file of what the reference's types are in PLOVER, one a line: `"Parade" = {"PROTEST.demo" = 0.5}`.
    date_format
        How the reference's days are written, as `%d/%m/%Y`, where that is not told from them.
    encoding
        Of files of text that are not UTF-8.
    gazetteer
        Where names of places are looked up; the bundled one by default.

    Returns
    -------
    Comparison
        `print` it for a summary. The same events give the same pairs, whatever their order.

    Raises
    ------
    Incomparable
        A table is none, has no column of days or of places, or its days are ambiguous.
    UnknownCountry
        There is no such country.
    BadOption
        A tolerance or weight is out of range.
    OSError
        A file cannot be opened.
    """
    tolerance = _tolerance(days, km, min_score)
    weighing = _weights(weights)
    limits = _limits(since, until, countries, max_days, max_radius_km)
    tables = [
        read_table(source, named=named, encoding=encoding, where=where)
        for source, named, where in (
            (found, found_columns, "found"),
            (reference, reference_columns, "reference"),
        )
    ]
    first = event_columns(tables[0], limits=limits, gazetteer=gazetteer)
    second = event_columns(
        tables[1], limits=limits, taxonomy=types, date_format=date_format, gazetteer=gazetteer
    )
    matches = match(first, second, tolerance=tolerance, weights=weighing)
    return Comparison(first, second, matches, tolerance, weighing, event_set=_set_of(found))


def _set_of(found: Source) -> EventSet | None:
    from geo.event_set import EventSet
    from geo.io.event_table import set_of

    return found if isinstance(found, EventSet) else set_of(found)


def _tolerance(days: int, km: float, min_score: float) -> Tolerance:
    if days < 0 or not 0 < km <= 2_000 or not 0 <= min_score <= 1:
        raise BadOption("days is 0 or more, km more than 0 and at most 2000, min_score from 0 to 1")
    return Tolerance(days=days, metres=1000 * km, min_score=min_score)


def _weights(given: Mapping[str, float] | None) -> Weights:
    try:
        made = Weights(**(given or {}))
    except TypeError:
        raise BadOption(
            f"weights are of time, space, type and actors, not {', '.join(given or ())}"
        ) from None
    values = (made.time, made.space, made.type, made.actors)
    if not all(0 <= value < math.inf for value in values) or not any(values):
        raise BadOption("weights are 0 or more, and not all of them 0")
    return made


def _limits(since: Day, until: Day, names: Iterable[str], max_days: int, max_radius_km: float) -> Limits:
    from gazetteer import countries

    if max_days < 1 or not 0 < max_radius_km <= 2_000:
        raise BadOption("max_days is 1 or more, max_radius_km more than 0 and at most 2000")
    codes = [names] if isinstance(names, str) else names
    return Limits(
        days=max_days,
        radius_m=1000 * max_radius_km,
        since=_day(since),
        until=_day(until),
        countries=frozenset(countries.get(code).alpha2 for code in codes),
    )


def _day(value: Day) -> int | None:
    day = as_date(value)
    return None if day is None else day_number(day)
