"""Look-ups in the gazetteer: `geocode`, `reverse`."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from maps.cli.completion import country_codes
from maps.cli.console import fault, note, progress
from maps.cli.group import dateline
from maps.cli.output import rows_as, with_gazetteer, with_output, write

# Of spreadsheets it is said what to do.
_TABLES = (".csv", ".tsv", ".tab", ".psv", ".txt", ".xlsx", ".xls", ".ods")


class _NameOrFile(click.Path):
    """Completed as a file is, and a name where it is none."""


def _one_character(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    value = "\t" if value in ("\\t", "tab") else value
    if value is not None and (len(value) != 1 or value in '"\r\n'):
        raise click.BadParameter("it is one character, such as ; or tab")
    return value


def _as_option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


@dateline.command()
@click.argument("name", metavar="NAME|FILE", type=_NameOrFile())
@click.option(
    "--country",
    metavar="CODE",
    shell_complete=country_codes,
    help="Only places of this country: ISO 3166-1 code or name.",
)
@click.option(
    "--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="At most so many places."
)
@click.option("--column", metavar="NAME", help="The column of a file that holds the names.")
@click.option("--country-column", metavar="NAME", help="The column of a file that holds their countries.")
@click.option(
    "--delimiter",
    metavar="CHARACTER",
    callback=_one_character,
    help="What separates the cells of a file, when detected wrongly.",
)
@click.option("--encoding", metavar="NAME", help="How the files are encoded, when not UTF-8.")
@click.option(
    "--missing",
    multiple=True,
    metavar="MARK",
    help="What else says in a file that a name is missing, beside N/A, unknown, - and the like; may be repeated.",
)
@click.option(
    "--not-missing",
    multiple=True,
    metavar="MARK",
    help="What is a name in this file although it says elsewhere that one is missing, e.g. Nan; may be repeated.",
)
@with_gazetteer
@with_output("table", "jsonl")
def geocode(
    name: str,
    *,
    country: str | None,
    limit: int,
    form: str,
    gazetteer: tuple[str, ...],
    output: str | None,
    overwrite: bool,
    **columns: Any,
) -> None:
    """Find places by name, or those of a column of a table.

    A table is text (.csv, .tsv, .txt, or - for stdin) and keeps every row and column; place_id, name, kind, country,
    admin1, lon, lat, did_you_mean (near spellings of what is not found, the others of what is ambiguous) and status
    (found, ambiguous: the likeliest place is given, not found, unknown country, unreadable) are added to it. Its
    separator and encoding are told from its beginning. Rows whose name is missing (N/A, unknown, -) are not found.

    \b
    Examples:
      dateline geocode "Khan Younis" --country PS
      dateline geocode names.csv --column town -o places.csv
      dateline geocode names.csv --not-missing Nan
    """  # noqa: D301
    from gazetteer import attach
    from gazetteer.errors import PlaceNotFound

    places = attach(*gazetteer)
    asked = any(columns.values())
    if name == "-" or Path(name).suffix.lower() in _TABLES or (asked and Path(name).exists()):
        if click.get_current_context().get_parameter_source("form") is not ParameterSource.DEFAULT:
            raise click.UsageError("--format is for names: a table is written as it was read")
        _geocode_file(name, places, output, overwrite=overwrite, country=country, **columns)
        return
    if asked:
        raise click.UsageError(f"{', '.join(map(_as_option, columns))} are for a table, a file that exists")
    found = places.search(name, country=country, limit=limit)
    if not found:
        raise PlaceNotFound(name[:80])
    write(rows_as([place_row(place) for place in found], form, output), output, overwrite=overwrite)


def _geocode_file(
    source: str,
    places: Any,
    output: str | None,
    *,
    overwrite: bool,
    missing: tuple[str, ...],
    not_missing: tuple[str, ...],
    **options: Any,
) -> None:
    from gazetteer.missing import marks
    from maps.files import check_writable
    from maps.geocoded_table import geocoded_lines
    from maps.table_report import TableReport

    if output is not None and output != "-":
        check_writable(output, overwrite=overwrite)
    report = TableReport()
    with progress() as update:
        lines = geocoded_lines(
            sys.stdin.buffer if source == "-" else source,
            gazetteer=places,
            report=report,
            missing=marks(further=missing, never=not_missing),
            on_progress=lambda share: update("names", share),
            **options,
        )
        write(lines, output, overwrite=overwrite)
    shown = "stdin" if source == "-" else source
    for why in report.faults():
        fault(f"{shown}: {why}")
    note(f"{shown}: {report}{report.misses() and f'; {report.misses()}'}")


class _Degrees(click.ParamType):  # type: ignore[type-arg]  # generic in later versions only
    """A latitude or a longitude, -90 to 90 or -180 to 180."""

    def __init__(self, name: str, most: float) -> None:
        self.name = name
        self._most = most

    def convert(self, value: Any, _param: click.Parameter | None, _context: click.Context | None) -> float:
        try:
            degrees = float(value)
        except ValueError:
            degrees = math.nan
        if not -self._most <= degrees <= self._most:
            self.fail(
                f"{str(value)[:40]!r} is no {self.name}, a number of degrees from -{self._most} to {self._most}; the "
                "latitude comes first."
            )
        return degrees


@dateline.command(context_settings={"ignore_unknown_options": True})  # so that -33.9 is a number
@click.argument("lat", type=_Degrees("latitude", 90))
@click.argument("lon", type=_Degrees("longitude", 180))
@click.option(
    "--limit", type=click.IntRange(1, 100), default=1, show_default=True, help="At most so many places."
)
@with_gazetteer
@with_output("table", "jsonl")
def reverse(
    lat: float,
    lon: float,
    *,
    limit: int,
    form: str,
    gazetteer: tuple[str, ...],
    output: str | None,
    overwrite: bool,
) -> None:
    """Find the places nearest to a point, latitude first.

    \b
    Examples:
      dateline reverse 31.34 34.30
      dateline reverse -33.93 18.42 --limit 3 --format jsonl
    """  # noqa: D301
    from gazetteer import attach

    near = attach(*gazetteer).nearest(lon=lon, lat=lat, limit=limit)
    rows = [{**place_row(place), "distance_m": round(metres)} for place, metres in near]
    write(rows_as(rows, form, output), output, overwrite=overwrite)


def place_row(place: Any) -> dict[str, Any]:
    """Return a place as people look at it."""
    return {"place": place.label, "kind": place.kind, "lat": place.lat, "lon": place.lon, "id": place.id}
