"""The command line: `dateline`, or `python -m maps`.

Data goes to stdout, everything else to stderr; `-` is stdin. Exit 0: done (also with no events); 1: our error, in one
line; 2: usage. A bug keeps its traceback.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.errors import ReadingError
    from geo.event_set import EventSet
    from geo.records import Report


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit status."""
    try:
        outcome = dateline.main(args=arguments, prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        return _fail("interrupted")
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader (head, less) has gone; what Python still holds must not raise at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(_os_error(error))
    except Exception as error:
        if not _is_ours(error):
            raise
        return _fail(str(error))
    return outcome if isinstance(outcome, int) else 0


def _fail(why: str) -> int:
    one_line = " ".join(why.split())
    click.echo(f"dateline: {one_line}", err=True)
    return 1


def _is_ours(error: Exception) -> bool:
    from gazetteer.errors import GazetteerError
    from geo.errors import GeoError
    from maps.errors import MapsError

    return isinstance(error, GazetteerError | GeoError | MapsError)


def _os_error(error: OSError) -> str:
    if _is_ours(error) or not error.strerror:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline", prog_name="dateline")
def dateline() -> None:
    """Read reports and map what happened: places, events, and the command areas of that day.

    Nothing leaves this machine.
    """


def _reports(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the arguments that say what to read."""
    for decorate in (
        click.option(
            "--model", metavar="NAME", help="An installed spaCy pipeline instead of the bundled one."
        ),
        click.option("--encoding", metavar="NAME", help="How the files are encoded, when not UTF-8."),
        click.option(
            "--published", metavar="DATE", help="The day of reports that do not state theirs, YYYY-MM-DD."
        ),
        click.argument("sources", nargs=-1, required=True, metavar="REPORTS..."),
    ):
        command = decorate(command)
    return command


def _output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `-o` and `--overwrite`."""
    for decorate in (
        click.option("--overwrite", is_flag=True, help="Replace an existing file."),
        click.option("-o", "--output", metavar="FILE", help="Write to a file instead of stdout."),
    ):
        command = decorate(command)
    return command


@dateline.command("map")
@_reports
@click.option("-o", "--output", metavar="FILE", required=True, help="The HTML file to make.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@click.option("--title", help="Heading of the map.")
def map_(
    sources: tuple[str, ...], output: str, *, overwrite: bool, title: str | None, **reading: str | None
) -> None:
    """Make one HTML file that shows the events on a layered map and works without a network.

    \b
    dateline map seeds/ -o map.html
    dateline map article.txt --published 2024-07-16 -o map.html
    """  # noqa: D301 (\b is click's mark for lines to keep)
    from maps.event_map import save
    from maps.files import check_writable

    check_writable(output, overwrite=overwrite)
    found = _read(sources, **reading)
    save(found, output, title=title, overwrite=overwrite)
    _summary(found, output)


@dateline.command()
@_reports
@_output
@click.option(
    "--format",
    "form",
    type=click.Choice(["geojson", "jsonl", "csv", "table"]),
    default="geojson",
    show_default=True,
)
def events(
    sources: tuple[str, ...], output: str | None, *, overwrite: bool, form: str, **reading: str | None
) -> None:
    """Code the events: who did what to whom, when, where.

    \b
    dateline events article.txt > events.geojson
    dateline events seeds/ --format table
    """  # noqa: D301
    from geo.geojson import event_object
    from maps import writers

    found = _read(sources, **reading)
    if form == "geojson":
        lines: Iterable[str] = [writers.geojson_text(found)]
    elif form == "csv":
        lines = [writers.frame_csv(found.events)]
    elif form == "jsonl":
        lines = (_json(event_object(event)) for event in found)
    else:
        lines = _table([_event_cells(event) for event in map(event_object, found)])
    _write(lines, output, overwrite=overwrite)


@dateline.command()
@_reports
@_output
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "geojson", "csv", "table"]),
    default="jsonl",
    show_default=True,
)
def places(
    sources: tuple[str, ...], output: str | None, *, overwrite: bool, form: str, **reading: str | None
) -> None:
    """Find the place names and what they mean, one mention a line.

    \b
    dateline places article.txt --format jsonl
    cat article.txt | dateline places - --format table
    """  # noqa: D301
    from geo.geojson import mention_object
    from geo.pipeline import documents

    if form == "jsonl":  # streamed: a corpus need not fit in memory
        docs = documents(_open(sources, **_day(reading)), nlp=_pipeline(reading))
        _write(
            (_json(mention_object(m)) for _, doc in docs for m in doc._.places), output, overwrite=overwrite
        )
        return
    found = _read(sources, **reading)
    if form == "table":
        columns = ("report", "start", "text", "role", "name", "country", "lat", "lon", "score")
        rows = [{name: row[name] for name in columns} for row in map(mention_object, found.mention_records)]
        _write(_table(rows), output, overwrite=overwrite)
        return
    from maps.writers import frame_csv, frame_geojson

    _write([(frame_geojson if form == "geojson" else frame_csv)(found.mentions)], output, overwrite=overwrite)


@dateline.command()
@_reports
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    help="The suffix chooses: .gpkg .geojson .csv .kml .fgb .parquet",
)
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
def export(sources: tuple[str, ...], output: str, *, overwrite: bool, **reading: str | None) -> None:
    """Write the events (in a GeoPackage also places, mentions, links, command areas) for GIS software.

    \b
    dateline export seeds/ -o events.gpkg
    """  # noqa: D301
    from maps.files import check_writable
    from maps.writers import check_format
    from maps.writers import export as write

    check_format(output)
    check_writable(output, overwrite=overwrite)
    found = _read(sources, **reading)
    write(found, output, overwrite=overwrite)
    _summary(found, output)


@dateline.command()
@click.argument("name")
@click.option("--country", metavar="CODE", help="ISO 3166-1 code or name.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def geocode(name: str, *, country: str | None, limit: int, form: str) -> None:
    """Find places by name.

    \b
    dateline geocode "Khan Younis" --country PS
    """  # noqa: D301
    import gazetteer
    from gazetteer.errors import PlaceNotFound

    found = gazetteer.search(name, country=country, limit=limit)
    if not found:
        raise PlaceNotFound(name[:80])
    _write(_rows([_place_row(place) for place in found], form), None)


@dateline.command(context_settings={"ignore_unknown_options": True})  # so that -33.9 is a number
@click.argument("lat", type=click.FloatRange(-90, 90))
@click.argument("lon", type=click.FloatRange(-180, 180))
@click.option("--limit", type=click.IntRange(1, 100), default=1, show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def reverse(lat: float, lon: float, *, limit: int, form: str) -> None:
    """Find the places nearest to a point, latitude first.

    \b
    dateline reverse 31.34 34.30
    """  # noqa: D301
    import gazetteer

    near = gazetteer.nearest(lon=lon, lat=lat, limit=limit)
    _write(_rows([{**_place_row(place), "distance_m": round(metres)} for place, metres in near], form), None)


@dateline.command("commands")
@click.option("--on", "day", metavar="DATE", help="Areas of responsibility on that day, as GeoJSON.")
@click.option("--of", "country", metavar="CODE", help="The commands of one country through time.")
@click.option("--changes", "list_changes", is_flag=True, help="Every change since 1983.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@_output
def commands_(
    day: str | None,
    country: str | None,
    output: str | None,
    *,
    list_changes: bool,
    overwrite: bool,
    form: str,
) -> None:
    """Show the US combatant commands' areas of responsibility as they were.

    \b
    dateline commands --on 2021-01-16 > areas.geojson
    dateline commands --of ISR
    """  # noqa: D301
    from gazetteer import commands

    if sum([day is not None, country is not None, list_changes]) != 1:
        raise click.UsageError("give one of --on DATE, --of CODE, --changes")
    if day is not None:
        from maps.writers import frame_geojson

        lines: Iterable[str] = [frame_geojson(commands.on(day))]
    elif country is not None:
        columns = (
            "command",
            "territory",
            "valid_from",
            "valid_to",
            "operational_from",
            "confidence",
            "source",
        )
        lines = _rows([{c: _plain(getattr(row, c)) for c in columns} for row in commands.of(country)], form)
    else:
        columns = (
            "date",
            "territory",
            "from_command",
            "to_command",
            "operational_from",
            "confidence",
            "source",
        )
        lines = _rows([{c: _plain(getattr(row, c)) for c in columns} for row in commands.changes()], form)
    _write(lines, output, overwrite=overwrite)


@dateline.command()
@click.argument("source", metavar="REPORT")
@click.option(
    "--at", "offset", type=click.IntRange(0), required=True, help="A character offset in the report's text."
)
@click.option("--published", metavar="DATE", help="The report's day, YYYY-MM-DD.")
@click.option("--encoding", metavar="NAME", help="How the file is encoded, when not UTF-8.")
@click.option("--model", metavar="NAME", help="An installed spaCy pipeline instead of the bundled one.")
def explain(source: str, offset: int, **reading: str | None) -> None:
    """Say why: the candidates and evidence of the place, and of the events, at an offset.

    \b
    dateline explain article.txt --at 118
    """  # noqa: D301
    from maps.explanation import explain_at

    _write(explain_at(_read((source,), **reading), offset), None)


def _open(sources: tuple[str, ...], *, published: str | None, encoding: str | None) -> Iterator[Report]:
    from geo.reading import as_date, read_reports, report_from_text

    as_date(published)  # a wrong date is told before hours of reading
    for source in sources:
        if source == "-":
            data = sys.stdin.buffer.read()
            yield report_from_text(data, report_id="stdin", published=published, encoding=encoding)
        else:
            yield from read_reports(source, published=published, encoding=encoding, on_error=_skip)


def _skip(error: ReadingError) -> None:
    click.echo(f"dateline: skipped {' '.join(str(error).split())}", err=True)


def _read(sources: tuple[str, ...], **reading: str | None) -> EventSet:
    from geo.pipeline import event_set

    return event_set(_open(sources, **_day(reading)), nlp=_pipeline(reading))


def _day(reading: dict[str, str | None]) -> dict[str, str | None]:
    return {"published": reading["published"], "encoding": reading["encoding"]}


def _pipeline(reading: dict[str, str | None]) -> Any:
    from geo.pipeline import default_pipeline

    return default_pipeline(reading["model"])


def _summary(found: EventSet, output: str) -> None:
    click.echo(f"{output}: {repr(found).strip('<>').removeprefix('EventSet: ')}", err=True)


def _write(texts: Iterable[str], output: str | None, *, overwrite: bool = False) -> None:
    """Write texts, each with its own line end, to stdout or whole to a file."""
    from maps.files import whole_file

    if output is None or output == "-":
        for text in texts:
            sys.stdout.write(text)
        return
    with whole_file(output, overwrite=overwrite) as fresh, Path(fresh).open("w", encoding="utf-8") as file:
        file.writelines(texts)


def _json(value: dict[str, Any]) -> str:
    import json

    return json.dumps(value, ensure_ascii=False) + "\n"


def _rows(rows: list[dict[str, Any]], form: str) -> Iterable[str]:
    return _table(rows) if form == "table" else map(_json, rows)


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Align rows of the same keys under a header; control characters of a report never reach the terminal."""
    if not rows:
        return
    cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [min(48, max(map(len, column))) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  ".join(_fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"


def _cell(value: object) -> str:
    text = (
        ""
        if value is None
        else f"{value:.5f}".rstrip("0").rstrip(".")
        if isinstance(value, float)
        else str(value)
    )
    return "".join(c if c.isprintable() else " " for c in text)


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _place_row(place: Any) -> dict[str, Any]:
    return {"place": place.label, "kind": place.kind, "lat": place.lat, "lon": place.lon, "id": place.id}


def _event_cells(event: dict[str, Any]) -> dict[str, Any]:
    when = event["when"]
    same = when["start"] == when["end"]
    located = next((place["name"] for place in event["places"] if place["role"] == "location"), None)
    return {
        "report": event["report"],
        "type": "-".join(filter(None, (event["type"], event["mode"]))),
        "status": event["status"],
        "when": when["start"] if same else f"{when['start'] or ''}/{when['end'] or ''}",
        "where": located,
        "actors": ", ".join(actor["name"] for actor in event["actors"]),
        "recipients": ", ".join(actor["name"] for actor in event["recipients"]),
        "sentence": event["sentence"],
    }
