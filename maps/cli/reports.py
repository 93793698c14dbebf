"""What reads reports: `map`, `events`, `places`, `export`, `explain`."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

import click

from geo.plurals import counted
from maps.cli.completion import installed_pipelines
from maps.cli.console import each, fault, note, shows_progress
from maps.cli.corpus_source import corpus_of, with_where
from maps.cli.group import dateline
from maps.cli.output import json_line, table, with_gazetteer, with_output, write
from maps.cli.spacy_import import import_spacy
from maps.cli.tally import EXIT_STATUS, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.event_set import EventSet
    from geo.failures import Failures
    from geo.records import Event, Mention, Report
    from geo.retention import Keep
    from maps.cells import Crowd


def with_reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of reading reports to a command."""
    for decorate in (
        click.option(
            "--model",
            metavar="NAME",
            shell_complete=installed_pipelines,
            help="An installed spaCy pipeline instead of the bundled one.",
        ),
        click.option("--fast", is_flag=True, help="Find names by rules alone: quicker, less accurate."),
        click.option("--encoding", metavar="NAME", help="How the files are encoded, when not UTF-8."),
        click.option(
            "--id-column", metavar="NAME", help="The reports' ids in .csv, .tsv and JSON; 'id' by default."
        ),
        click.option(
            "--date-column",
            metavar="NAME",
            help="The reports' days in .csv, .tsv and JSON; 'published' or 'date' by default.",
        ),
        click.option(
            "--text-column", metavar="NAME", help="The texts in .csv, .tsv and JSON; 'text' by default."
        ),
        click.option(
            "--published", metavar="DATE", help="The day of reports that do not state theirs, YYYY-MM-DD."
        ),
    ):
        command = decorate(command)
    return with_gazetteer(command)


def with_reports(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the reports to read, and the options of reading them, to a command."""
    taking = click.argument(
        "sources", nargs=-1, required=True, metavar="REPORTS...", type=click.Path(allow_dash=True)
    )
    return with_reading(taking(command))


def with_json_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of GeoJSON to a command."""
    for decorate in (
        click.option(
            "--simplestyle", is_flag=True, help="GeoJSON with simplestyle properties: colours, title."
        ),
        click.option("--nl", is_flag=True, help="GeoJSON with one feature a line, not one collection."),
    ):
        command = decorate(command)
    return command


def with_wkt(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option of CSV to a command."""
    return click.option(
        "--wkt",
        is_flag=True,
        help="CSV with whole geometries in a column WKT, which may be too long for a spreadsheet.",
    )(command)


@dateline.command("map", epilog=EXIT_STATUS)
@with_reports
@with_where
@with_output(what="The HTML file to make.")
@click.option(
    "--figure",
    metavar="FILE",
    type=click.Path(),
    help="A figure for a paper: .pdf .svg .png; needs dateline[figure].",
)
@click.option(
    "--png",
    metavar="FILE",
    type=click.Path(),
    help="A picture of the map, drawn by a Chromium or Chrome of this machine; needs dateline[png].",
)
@click.option("--browser", metavar="NAME", help="The Chromium for --png, where it is not found by itself.")
@click.option("--title", help="Heading of the map.")
@click.option(
    "--language",
    metavar="CODE",
    default="en",
    show_default=True,
    help="Of the map: a code, or a file of words.",
)
@click.option(
    "--tiles",
    metavar="NAME",
    help="Online tiles, such as Esri.WorldGrayCanvas: the map's readers then ask that provider for pictures.",
)
@click.option(
    "--commands",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Draw the commands' areas; auto: when a report names a command, or events lie in an area that moved.",
)
@click.option(
    "--basemap",
    metavar="FILE",
    type=click.Path(),
    help="A basemap of your own to put into the page: a PMTiles archive; needs dateline[basemap].",
)
@click.option(
    "--basemap-zoom",
    metavar="ZOOM",
    type=click.IntRange(0, 24),
    help="The last zoom to take of it, and only what is around the events.",
)
@click.option(
    "--story",
    metavar="FILE",
    type=click.Path(),
    help="A story to tell on the map, step by step: a Markdown file.",
)
def map_(
    sources: tuple[str, ...],
    output: str | None,
    *,
    figure: str | None,
    png: str | None,
    browser: str | None,
    overwrite: bool,
    title: str | None,
    language: str,
    tiles: str | None,
    commands: str,
    basemap: str | None,
    basemap_zoom: int | None,
    story: str | None,
    where: str | None,
    **reading: Any,
) -> int:
    """Make one HTML file that shows the events on a layered map and works without a network.

    \b
    Examples:
      dateline map seeds/ -o map.html
      dateline map corpus/ --where "country = 'SDN'" -o map.html
      dateline map article.txt --published 2024-07-16 -o map.html
      dateline map seeds/ --figure map.pdf
    """  # noqa: D301 (\b is click's mark for lines to keep)
    from maps.browser import find
    from maps.command_visibility import draws_commands
    from maps.event_map import EventMap
    from maps.files import check_writable
    from maps.own_basemap import check
    from maps.page_format import check_page
    from maps.paper import check_figure, save_figure
    from maps.story import read_story
    from maps.strings import load_strings
    from maps.tiles import layer

    wanted = [name for name in (output, figure, png) if name]
    if not wanted:
        raise click.UsageError("say what to make: -o map.html, --png map.png, --figure map.pdf")
    if output:
        check_page(output)
    load_strings(language)
    if tiles:
        layer(tiles)
    for name in wanted:
        check_writable(name, overwrite=overwrite)
    if figure:
        check_figure(figure)
    if png:
        find(browser)
    if basemap_zoom is not None and not basemap:
        raise click.UsageError("--basemap-zoom goes with --basemap")
    if basemap:
        check(basemap)
    opened_story = (
        read_story(story) if story else None
    )  # what is wrong with it is told before hours of reading
    tally = Tally()
    found = _to_draw(sources, where, tally, reading, one_by_one=bool(figure))
    page = EventMap(
        found,
        title=title,
        language=language,
        tiles=tiles,
        commands=commands,
        story=opened_story,
        basemap=basemap,
        basemap_zoom=basemap_zoom,
    )
    if output:
        page.save(output, overwrite=overwrite)
    if png:
        page.save_png(png, overwrite=overwrite, browser=browser)
    if figure:
        with_areas = draws_commands(page.found, commands)
        save_figure(
            page.found, figure, title=title, language=language, commands=with_areas, overwrite=overwrite
        )
    _summary(found, ", ".join(wanted))
    return tally.finish()


@dateline.command(epilog=EXIT_STATUS)
@with_reports
@with_where
@with_output("geojson", "jsonl", "csv", "table")
@with_json_options
@with_wkt
@click.option(
    "--full-geometry",
    is_flag=True,
    help="jsonl with outlines as they are, not simplified to a hundredth of their extent.",
)
def events(
    sources: tuple[str, ...],
    output: str | None,
    *,
    overwrite: bool,
    form: str,
    nl: bool,
    simplestyle: bool,
    wkt: bool,
    full_geometry: bool,
    where: str | None,
    **reading: Any,
) -> int:
    """Code the events: who did what to whom, when, where.

    \b
    Examples:
      dateline events article.txt > events.geojson
      dateline events seeds/ --nl > events.geojsonl
      dateline events seeds/ --format table
      dateline events corpus/ --where "type = 'ASSAULT' and country = 'SDN'" --format csv
    """  # noqa: D301
    from geo.json_objects import event_object
    from maps import corpus_files, geojson_files, writers

    if form != "geojson" and (nl or simplestyle):
        raise click.UsageError("--nl and --simplestyle go with --format geojson")
    if (wkt and form != "csv") or (full_geometry and form != "jsonl"):
        raise click.UsageError("--wkt goes with --format csv, --full-geometry with --format jsonl")
    tally = Tally()
    corpus = corpus_of(sources, where, reading)
    found: Iterable[Event] = (
        corpus.event_records(where) if corpus else read_event_set(sources, tally, keep="events", **reading)
    )
    if form == "geojson":
        make = geojson_files.feature_lines if nl else geojson_files.collection_chunks
        lines: Iterable[str] = make(found, simplestyle=simplestyle)
    elif form == "csv":
        if corpus:
            lines = corpus_files.event_csv(corpus, where, wkt=wkt)
        else:
            lines = writers.event_csv(cast("EventSet", found), wkt=wkt)
    elif form == "jsonl":
        lines = (json_line(event_object(event, simplified=not full_geometry)) for event in found)
    else:
        lines = table([event_cells(event) for event in found], output, header=EVENT_CELLS)
    write(lines, output, overwrite=overwrite)
    return tally.finish()


@dateline.command(epilog=EXIT_STATUS)
@with_reports
@with_output("jsonl", "geojson", "csv", "table")
@with_wkt
@click.option(
    "--spans",
    type=click.Choice(["outer", "inner", "all"]),
    default="outer",
    show_default=True,
    help='What to give of a place named inside another name ("Springfield Town Hall"): the longer name, the place in '
    "it, or both.",
)
@click.option(
    "--alone",
    is_flag=True,
    help="Read each report by itself: others of its source do not help to tell where it is based, and jsonl does not "
    "wait for them.",
)
def places(
    sources: tuple[str, ...], output: str | None, *, overwrite: bool, form: str, wkt: bool, **reading: Any
) -> int:
    """Find the place names and what they mean, one mention a line.

    \b
    Examples:
      dateline places article.txt --format jsonl
      cat article.txt | dateline places - --format table
    """  # noqa: D301
    from geo.json_objects import mention_object

    if wkt and form != "csv":
        raise click.UsageError("--wkt goes with --format csv")
    tally = Tally()
    if form == "jsonl":  # streamed: a corpus need not fit in memory
        mentions = _mentions(sources, tally, **reading)
        lines = (json_line(mention_object(mention)) for mention in mentions)
        write(lines, output, overwrite=overwrite, flush=True)
        return tally.finish()
    found = _read(sources, tally, events=False, **reading)
    if form == "table":
        rows = [
            {name: row[name] for name in MENTION_CELLS} for row in map(mention_object, found.mention_records)
        ]
        write(table(rows, output, header=MENTION_CELLS), output, overwrite=overwrite)
        return tally.finish()
    from maps.event_tables import frame_csv
    from maps.writers import frame_geojson

    text = frame_geojson(found.mentions) if form == "geojson" else frame_csv(found.mentions, wkt=wkt)
    write([text], output, overwrite=overwrite)
    return tally.finish()


@dateline.command(epilog=EXIT_STATUS)
@with_reports
@with_where
@with_output(
    required=True,
    what="The suffix chooses: .gpkg .geojson .geojsonl .geojsons .jsonl .csv .kml .fgb .parquet",
)
@click.option(
    "--records",
    is_flag=True,
    help="Put in what reading back needs, the reports' whole texts and all candidates: .gpkg .geojson .parquet; "
    ".jsonl always has it.",
)
@with_json_options
@with_wkt
def export(
    sources: tuple[str, ...],
    output: str,
    *,
    overwrite: bool,
    records: bool,
    nl: bool,
    simplestyle: bool,
    wkt: bool,
    where: str | None,
    **reading: Any,
) -> int:
    """Write the events (in a GeoPackage also places, mentions, links, command areas) for GIS software.

    \b
    Examples:
      dateline export seeds/ -o events.gpkg
      dateline export seeds/ --simplestyle -o events.geojson
      dateline export corpus/ --where "country = 'SDN'" -o sudan.gpkg
    """  # noqa: D301
    from geo.corpus import Corpus
    from maps.files import check_writable
    from maps.writers import check_format
    from maps.writers import export as write

    check_format(output, nl=nl, simplestyle=simplestyle, records=records, wkt=wkt)
    check_writable(output, overwrite=overwrite)
    tally = Tally()
    corpus = corpus_of(sources, where, reading)
    whole = records or output.lower().endswith(".jsonl")
    found = corpus or read_event_set(sources, tally, keep="all" if whole else "mentions", **reading)
    options = {"nl": nl, "simplestyle": simplestyle, "records": records, "wkt": wkt}
    write(found, output, where=where, overwrite=overwrite, **options)
    if isinstance(found, Corpus):
        count = found.dataset("events", where).count_rows()
        note(f"{output}: {counted(count, 'event', style=',')}")
    else:
        _summary(found, output)
    return tally.finish()


@dateline.command()
@click.argument("source", metavar="REPORT", type=click.Path(allow_dash=True))
@click.option(
    "--at", "offset", type=click.IntRange(0), required=True, help="A character offset in the report's text."
)
@with_reading
def explain(source: str, offset: int, **reading: Any) -> int:
    """Say why: the candidates and evidence of the place, and of the events, at an offset.

    \b
    Examples:
      dateline explain article.txt --at 118
    """  # noqa: D301
    from maps.explanation import explain_at

    tally = Tally()
    write(explain_at(_read((source,), tally, **reading), offset), None)
    return tally.finish()


def _open(
    sources: tuple[str, ...], tally: Tally, failures: Failures, *, published: str | None, **how: Any
) -> Iterator[Report]:
    """Read reports as they are asked for, which is when the names of the one before have been found."""
    from geo.documents.reading import as_date, count_reports

    as_date(published)  # a wrong date is told before hours of reading
    total = count_reports(sources) if shows_progress() and "-" not in sources else None
    reports = tally.given(_reports(sources, failures, published=published, **how))
    return each(reports, name="reports", total=total)


def _reports(sources: tuple[str, ...], failures: Failures, **how: Any) -> Iterator[Report]:
    from geo.documents.reading import Unread, read_opened, read_reports

    unread = Unread()
    for is_stdin, group in groupby(sources, "-".__eq__):
        if is_stdin:
            yield from read_opened(sys.stdin.buffer, name="stdin", on_error=failures, **how)
        else:
            yield from read_reports(list(group), on_error=failures, unread=unread, **how)
    if unread:
        fault(str(unread))


def _read(
    sources: tuple[str, ...], tally: Tally, *, events: bool = True, keep: Keep = "all", **reading: Any
) -> EventSet:
    from geo.failures import Failures
    from geo.pipeline import event_set

    failures = Failures(tally)
    reports = _open(sources, tally, failures, **how(reading))
    found = event_set(reports, on_error=failures, nlp=_pipeline(reading, events=events), keep=keep)
    tally.check()
    return found


def read_event_set(sources: tuple[str, ...], tally: Tally, *, keep: Keep = "all", **reading: Any) -> EventSet:
    """Read reports for what depends on their days; `keep` is what of them is needed (`geo.retention`)."""
    found = _read(sources, tally, keep=keep, **reading)
    _note_undated(found)
    return found


def _to_draw(
    sources: tuple[str, ...], where: str | None, tally: Tally, reading: dict[str, Any], *, one_by_one: bool
) -> EventSet | Crowd:
    """Read the reports of a map, or choose the events of a corpus; `one_by_one` when a crowd cannot be drawn."""
    from maps.cells import MOST_EVENTS, Crowd
    from maps.corpus_events import drawn_of_corpus

    corpus = corpus_of(sources, where, reading)
    if corpus is None:
        return read_event_set(sources, tally, keep="candidates", **reading)
    found = drawn_of_corpus(corpus, where)
    if one_by_one and isinstance(found, Crowd):
        raise click.UsageError(f"--figure is for {MOST_EVENTS:,} events at most: choose by --where")
    return found


def _note_undated(event_set: EventSet) -> None:
    """Print how many reports have no day: "on Monday" in them resolves to no date, and their events to no day."""
    without = sum(report.published is None for report in event_set.reports)
    if without:
        all_of_them = counted(len(event_set.reports), "report", style=",")
        verb = "has" if without == 1 else "have"
        note(
            f'{without:,} of {all_of_them} {verb} no day, so that "on Monday" stays unknown: --published gives one'
        )


def _mentions(sources: tuple[str, ...], tally: Tally, **reading: Any) -> Iterator[Mention]:
    from geo.failures import Failures
    from geo.pipeline import documents

    failures = Failures(tally)
    reports = _open(sources, tally, failures, **how(reading))
    for _, doc in documents(reports, on_error=failures, nlp=_pipeline(reading, events=False)):
        yield from doc._.mentions
    tally.check()


def how(reading: dict[str, Any]) -> dict[str, Any]:
    """Pick, of a command's options, those that say how to read files."""
    from geo.documents.reading import Columns

    columns = Columns(
        text=reading["text_column"] or "text",
        published=reading["date_column"],
        id=reading["id_column"] or "id",
    )
    return {"published": reading["published"], "encoding": reading["encoding"], "columns": columns}


def _pipeline(reading: dict[str, Any], *, events: bool) -> Any:
    from geo.pipeline import default_pipeline

    import_spacy()
    given = {name: reading[name] for name in ("fast", "gazetteer")}
    return default_pipeline(
        reading["model"],
        **given,
        events=events,
        spans=reading.get("spans", "outer"),
        outlets=not reading.get("alone", False),
    )


def _summary(found: EventSet | Crowd, output: str) -> None:
    from geo.event_set import EventSet

    if isinstance(found, EventSet):
        found = replace(found, failures=())  # these are counted at the end
    note(f"{output}: {repr(found).strip('<>').partition(': ')[2]}")


EVENT_CELLS = ("report", "event", "type", "status", "when", "where", "precision", "sentence")
MENTION_CELLS = ("report", "start", "text", "role", "name", "country", "lat", "lon", "score")


def event_cells(event: Event) -> dict[str, Any]:
    """Return an event as the cells of a table for people."""
    from maps.strings import load_strings
    from maps.titles import title

    first, last = (day.isoformat() if day else "" for day in (event.when.start, event.when.end))
    places = (link.mention.place for link in event.places if link.role == "location")
    return {
        "report": event.report,
        "event": title(event, load_strings("en")),
        "type": "-".join(filter(None, (event.type, event.mode))),
        "status": event.status,
        "when": first if first == last else f"{first}/{last}",
        "where": next((place.name if place else None for place in places), None),
        "precision": event.precision,
        "sentence": event.sentence,
    }
