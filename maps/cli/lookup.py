"""Look-ups in the gazetteer: `geocode`, `reverse`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from maps.cli.completion import country_codes
from maps.cli.group import dateline
from maps.cli.output import rows_as, with_gazetteer, with_output, write
from maps.cli.talk import note, progress


@dateline.command()
@click.argument("name", metavar="NAME|FILE", type=click.Path())
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
@click.option("--encoding", metavar="NAME", help="How the files are encoded, when not UTF-8.")
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
    **columns: str | None,
) -> None:
    """Find places by name, or those of a column of a .csv or .tsv file.

    A file keeps every row and column; place_id, name, kind, country, admin1, lon, lat, did_you_mean (near spellings of
    what is not found, the others of what is ambiguous) and status (found, ambiguous: the likeliest place is given, not
    found, unknown country) are added to it.

    \b
    Examples:
      dateline geocode "Khan Younis" --country PS
      dateline geocode names.csv --column town -o places.csv
    """  # noqa: D301
    from gazetteer import attach
    from gazetteer.errors import PlaceNotFound

    places = attach(*gazetteer)
    if Path(name).suffix.lower() in (".csv", ".tsv") and Path(name).is_file():
        _geocode_file(name, places, output, overwrite=overwrite, country=country, **columns)
        return
    if any(columns.values()):
        raise click.UsageError(
            "--column, --country-column and --encoding are for a .csv or .tsv file that exists"
        )
    found = places.search(name, country=country, limit=limit)
    if not found:
        raise PlaceNotFound(name[:80])
    write(rows_as([place_row(place) for place in found], form, output), output, overwrite=overwrite)


def _geocode_file(source: str, places: Any, output: str | None, *, overwrite: bool, **columns: Any) -> None:
    from collections import Counter

    from maps.files import check_writable
    from maps.geocoded_table import geocoded_lines

    if output is not None and output != "-":
        check_writable(output, overwrite=overwrite)
    counts: Counter[str] = Counter()
    with progress() as tell:
        lines = geocoded_lines(
            source, gazetteer=places, counts=counts, on_progress=lambda share: tell("names", share), **columns
        )
        write(lines, output, overwrite=overwrite)
    told = ", ".join(f"{count} {status}" for status, count in counts.most_common())
    note(f"{source}: {counts.total()} rows{told and f' ({told})'}")


@dateline.command(context_settings={"ignore_unknown_options": True})  # so that -33.9 is a number
@click.argument("lat", type=click.FloatRange(-90, 90))
@click.argument("lon", type=click.FloatRange(-180, 180))
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
    """Give a place as people look at it."""
    return {"place": place.label, "kind": place.kind, "lat": place.lat, "lon": place.lon, "id": place.id}
