"""The gazetteer as a whole: `gazetteer import`, `gazetteer export`."""

from __future__ import annotations

import click

from geo.plurals import counted
from maps.cli.completion import country_codes, place_kinds
from maps.cli.console import fault, note, progress
from maps.cli.group import dateline
from maps.cli.output import with_gazetteer, with_output


@dateline.group("gazetteer")
def gazetteer_() -> None:
    """Make gazetteers of your own, and hand places to GIS software.

    \b
    Examples:
      dateline gazetteer import depots.csv -o depots.sqlite
      dateline gazetteer export --country KE -o kenya.gpkg
    """  # noqa: D301


@gazetteer_.command("import")
@click.argument("source", type=click.Path())
@click.option(
    "--names",
    metavar="FILE",
    type=click.Path(),
    help="GeoNames' alternateNamesV2.zip or .txt, for more names of a dump's places.",
)
@with_output(required=True, what="The gazetteer to make, e.g. mine.sqlite.")
def import_(source: str, output: str, *, names: str | None, overwrite: bool) -> None:
    """Make a gazetteer from a dump of GeoNames (allCountries.zip, AU.zip) or from a CSV of your own places.

    The header of a CSV: id,name,kind,lon,lat[,radius_m,country,admin1,population,aliases,demonyms]. Rows that cannot
    be used are counted by cause and left out. Use the result with --gazetteer, or name it in DATELINE_GAZETTEER.

    \b
    Examples:
      dateline gazetteer import AU.zip --names alternateNamesV2.zip -o australia.sqlite
      dateline gazetteer import depots.csv -o depots.sqlite
      dateline map report.txt --gazetteer depots.sqlite -o map.html
    """  # noqa: D301
    from gazetteer.importing.importer import import_places
    from maps.files import check_writable

    check_writable(output, overwrite=overwrite)
    with progress() as update:
        made = import_places(source, output, names=names, on_progress=update)
    for left_out in made.faults:
        fault(str(left_out))
    if made.wrong_bytes:
        fault(f"{source}: {counted(made.wrong_bytes, 'character')} not UTF-8, read as Windows-1252")
    note(
        f"{output}: {counted(made.places, 'place')}, {counted(made.names, 'name')} from {counted(made.rows, 'row')}"
    )


@gazetteer_.command("export")
@click.option(
    "--country",
    metavar="CODE",
    shell_complete=country_codes,
    help="Only places of this country: ISO 3166-1 code or name.",
)
@click.option(
    "--kind",
    metavar="KIND",
    shell_complete=place_kinds,
    help="Only places of this kind: settlement, water, facility, ...",
)
@with_output(required=True, what="The suffix chooses: .gpkg .fgb .geojson .csv")
@with_gazetteer
def export_(
    output: str, *, country: str | None, kind: str | None, overwrite: bool, gazetteer: tuple[str, ...]
) -> None:
    """Write the places for GIS software: a GeoPackage or FlatGeobuf with a spatial index, GeoJSON, or CSV.

    \b
    Examples:
      dateline gazetteer export --kind water -o waters.gpkg
      dateline gazetteer export --country KE --kind settlement -o kenya.geojson
    """  # noqa: D301
    from gazetteer import attach
    from maps.errors import UnknownKind
    from maps.files import check_writable
    from maps.place_files import check_place_format, write_places

    check_place_format(output)
    check_writable(output, overwrite=overwrite)
    try:
        places = attach(*gazetteer).places(country=country, kind=kind)
    except ValueError as error:
        raise UnknownKind(str(error)) from error
    with progress() as update:
        count = write_places(
            places, output, overwrite=overwrite, on_progress=lambda done: update(counted(done, "place"), None)
        )
    note(f"{output}: {counted(count, 'place')}")
