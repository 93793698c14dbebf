"""`compare`: how events agree with reference events."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from maps.cli.completion import country_codes
from maps.cli.console import fault, note
from maps.cli.corpus_source import corpus_of, with_where
from maps.cli.group import dateline
from maps.cli.output import json_line, plain, table, write
from maps.cli.reports import read_event_set, with_reading
from maps.cli.tally import SOME_FAILED, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.comparison.result import Comparison

EXIT_STATUS = """\b
Exit status:
  0  every row and report was read
  1  an error ended the run; no file is left half-written
  2  wrong usage
  3  compared, but some rows or reports could not be read: the first are named on stderr"""

SHOWN = ("type", "country", "month")
PARTS = ("type", "country", "admin1", "month", "year")
PAIR_CELLS = (
    "found", "reference", "score", "days", "km", "found_start", "reference_start", "found_type", "reference_type",
)  # fmt: skip
_NAMED = 10


def _columns(_context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    columns = {}
    for pair in given:
        role, sign, name = pair.partition("=")
        if not sign or not role:
            raise click.BadParameter(f"{pair!r} is not written as ROLE=NAME, such as day=when", param=option)
        columns[role.strip()] = name.strip()
    return columns


def _weights(_context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, float]:
    weights = {}
    for name, text in _columns(_context, option, given).items():
        try:
            weights[name] = float(text)
        except ValueError:
            raise click.BadParameter(f"{text!r} is no number", param=option) from None
    return weights


@dateline.command(epilog=EXIT_STATUS)
@click.argument("found", type=click.Path())
@click.argument("reference", type=click.Path())
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="A map of both, one HTML file.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["summary", "json", "table", "jsonl", "csv"]),
    default="summary",
    show_default=True,
    help="To stdout: the summary, in words or as JSON; or the pairs, one a line.",
)
@click.option(
    "--report", metavar="FILE", type=click.Path(), help="Write the summary to a file: .txt or .json."
)
@click.option(
    "--by",
    "parts",
    multiple=True,
    type=click.Choice(PARTS),
    help="What the summary is split up by; may be repeated. Type, country and month by default.",
)
@click.option(
    "--days",
    type=click.IntRange(0, 366),
    default=2,
    show_default=True,
    help="Most days between two intervals.",
)
@click.option(
    "--km",
    type=click.FloatRange(0, 2000, min_open=True),
    default=30.0,
    show_default=True,
    help="Most kilometres between two circles of uncertainty.",
)
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.3,
    show_default=True,
    help="The least score of a pair.",
)
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="NAME=NUMBER",
    callback=_weights,
    help="How much time, space, type and actors count: 1, 1, 1 and 0 by default; may be repeated.",
)
@click.option("--since", metavar="DATE", help="Compare from this day on, YYYY-MM-DD.")
@click.option("--until", metavar="DATE", help="Compare until this day.")
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    shell_complete=country_codes,
    help="Only places of this country: ISO 3166-1 code or name.",
)
@click.option(
    "--max-days",
    type=click.IntRange(1, 3660),
    default=31,
    show_default=True,
    help="Longest interval that is compared: a month.",
)
@click.option(
    "--max-radius-km",
    type=click.FloatRange(0, 2000, min_open=True),
    default=150.0,
    show_default=True,
    help="Largest circle of uncertainty that is compared: a province.",
)
@click.option(
    "--reference-column",
    "reference_columns",
    multiple=True,
    metavar="ROLE=NAME",
    callback=_columns,
    help="A column of REFERENCE that is not recognised by its name: day, end, lon, lat, place, type, country, id, "
    "actors, text; may be repeated.",
)
@click.option(
    "--found-column",
    "found_columns",
    multiple=True,
    metavar="ROLE=NAME",
    callback=_columns,
    help="The same of FOUND.",
)
@click.option(
    "--types",
    metavar="FILE",
    type=click.Path(),
    help="What the types of REFERENCE are in PLOVER: a TOML file.",
)
@click.option(
    "--date-format", metavar="FORMAT", help="How the days of REFERENCE are written, such as %d/%m/%Y."
)
@click.option(
    "--chance",
    is_flag=True,
    help="Say as well how many would match if REFERENCE were 90 days later or earlier.",
)
@click.option("--title", help="Heading of the map.")
@with_where
@with_reading
def compare(
    found: str,
    reference: str,
    *,
    output: str | None,
    overwrite: bool,
    form: str,
    report: str | None,
    parts: tuple[str, ...],
    chance: bool,
    title: str | None,
    **options: Any,
) -> int:
    """Match events one to one with those of a reference, and say how far they agree.

    FOUND is a corpus, a file of events (export, events), a table, or a folder of reports, which are read first.
    REFERENCE is a file of ACLED, UCDP GED, GDELT or GTD, which are known by their header, or any table with a day, a
    place and perhaps a type.

    \b
    Examples:
      dateline compare reports/ acled.csv --country CD
      dateline compare events.csv acled.csv -o compare.html --report compare.json
      dateline compare events.csv own.csv --reference-column day=when --format csv > pairs.csv
    """  # noqa: D301 (\b is click's mark for lines to keep)
    import geo
    from maps.files import check_writable
    from maps.page_format import check_page

    if output:
        check_page(output)
    if report and Path(report).suffix.lower() not in (".txt", ".json"):
        raise click.UsageError("--report is a .txt or a .json file")
    for name in filter(None, (output, report)):
        check_writable(name, overwrite=overwrite)
    tally = Tally()
    Path(reference).stat()  # said before hours of reading, by its name
    comparison = geo.compare(
        _source(found, tally, options),
        reference,
        encoding=options["encoding"],
        gazetteer=_gazetteer(options["gazetteer"]),
        **{name: value for name, value in options.items() if name in _OWN},
    )
    by_chance = comparison.by_chance() if chance else None
    shown = parts or SHOWN
    if report:
        as_json = Path(report).suffix.lower() == ".json"
        write(_summary(comparison, shown, by_chance, as_json=as_json), report, overwrite=overwrite)
    if output:
        from maps.comparison import comparison_map

        comparison_map(comparison, title=title).save(output, overwrite=overwrite)
    if form in ("summary", "json"):
        write(_summary(comparison, shown, by_chance, as_json=form == "json"), None)
    else:
        write(_pairs(comparison, form), None)
    if output or form not in ("summary", "json"):
        note(f"{output or reference}: {repr(comparison).strip('<>').removeprefix('Comparison: ')}")
    unread = _name_faults(comparison)
    return tally.finish() or (SOME_FAILED if unread else 0)


_OWN = (
    "days", "km", "min_score", "weights", "since", "until", "countries", "max_days", "max_radius_km",
    "reference_columns", "found_columns", "types", "date_format",
)  # fmt: skip
"""Options of the command that are parameters of `geo.compare`."""


def _source(found: str, tally: Tally, options: Mapping[str, Any]) -> Any:
    """Return the events of a path: its own, or those of the reports that it holds."""
    from geo.comparison.tables import is_dataset, is_table, read_table
    from geo.errors import Incomparable

    path = Path(found)
    # The encoding is that of the reference as well, and the gazetteer finds its places.
    of_reports = {name: options[name] for name in _READING if name not in ("encoding", "gazetteer")}
    if corpus := corpus_of((found,), options["where"], of_reports):
        return read_table(corpus.dataset("events", options["where"]), where=found)
    if is_dataset(path):
        return path
    if is_table(path):
        try:
            return read_table(path, named=options["found_columns"], encoding=options["encoding"])
        except Incomparable:
            if not _holds_texts(path, options["text_column"] or "text"):
                raise
    return read_event_set((found,), tally, **{name: options[name] for name in _READING})


def _holds_texts(path: Path, column: str) -> bool:
    """Return whether a table is one of reports, by the column of texts in its beginning."""
    with path.open("rb") as file:
        head = file.readline(1 << 16).decode("utf-8", "replace")
    names = re.split(r"[^\w.-]+", head.casefold())
    return column.casefold() in names


_READING = (
    "published", "text_column", "date_column", "id_column", "encoding", "fast", "model", "gazetteer",
)  # fmt: skip


def _gazetteer(paths: tuple[str, ...]) -> Any:
    from gazetteer import attach

    return attach(*paths)


def _summary(
    comparison: Comparison, parts: Iterable[Any], by_chance: float | None, *, as_json: bool
) -> Iterable[str]:
    import json

    from geo.comparison.report import text

    if not as_json:
        words = text(comparison, parts=list(parts))
        more = (
            ""
            if by_chance is None
            else f"\n\nBy chance: {by_chance:,.0f} pairs with the reference 90 days apart.\n"
        )
        return [words + (more or "\n")]
    made = comparison.summary()
    if by_chance is not None:
        made["pairs_by_chance"] = by_chance
    for part in parts:
        rows = comparison.by(part).reset_index()
        cells = rows.astype(object).where(rows.notna(), None).to_dict("records")
        made[f"by_{part}"] = [
            {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}
            for row in cells
        ]
    return [json.dumps(made, ensure_ascii=False, indent=1) + "\n"]


def _pairs(comparison: Comparison, form: str) -> Iterable[str]:
    frame = comparison.pairs.drop(columns="geometry")
    if form == "csv":
        return [frame.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")]
    known = frame.astype(object).where(frame.notna(), None)
    rows = [{str(name): _cell(value) for name, value in row.items()} for row in known.to_dict("records")]
    if form == "jsonl":
        return map(json_line, rows)
    return table([{name: row[name] for name in PAIR_CELLS} for row in rows], header=PAIR_CELLS)


def _cell(value: Any) -> Any:
    text = plain(value)
    return text[:10] if text is not value and isinstance(text, str) else text


def _name_faults(comparison: Comparison) -> int:
    """Print the first rows of each table that could not be read or say what cannot be, and count all."""
    count = 0
    for side in (comparison.found, comparison.reference):
        for words in side.faults[:_NAMED]:
            fault(f"{side.where}: {words}")
        if len(side.faults) > _NAMED:
            fault(f"{side.where}: and {len(side.faults) - _NAMED:,} rows more")
        count += len(side.faults)
    return count
