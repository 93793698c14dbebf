"""Write what the pages take from the code: `python docs/generate.py`; a test compares it.

Text between `<!-- generated: NAME -->` and `<!-- end -->` is replaced: the help of every command, the columns of every
output, the event types and the contested areas.
"""

from __future__ import annotations

import csv
import datetime
import re
import sys
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import shapely

from geo import Actor, Event, EventMention, EventSet, Mention, PlaceLink, When
from geo.records import FieldScores, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_TYPES = {"str": "text", "int": "whole number", "float": "number", "bool": "yes or no", "NoneType": "text"}
_DTYPES = {"string": "string", "object": "string", "str": "string", "geometry": "geometry"}


def fill(page: Path) -> str:
    """Return a page's text with its generated parts as they are now."""
    text = page.read_text(encoding="utf-8")
    return _PART.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n{found[3]}", text)


def help_text() -> str:
    """Return what `--help` shows of every command."""
    from maps.cli import dateline

    return "\n".join(
        f"## {' '.join(path)}\n\n```text\n{shown}\n```\n" for path, shown in _helps(dateline, ("dateline",))
    )


def _helps(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    context = click.Context(command, info_name=" ".join(path), terminal_width=100, max_content_width=100)
    context.help_option_names = ["-h", "--help"]
    yield path, command.get_help(context).rstrip()
    if isinstance(command, click.Group):
        for name, inner in sorted(command.commands.items()):
            yield from _helps(inner, (*path, name))


def columns_text() -> str:
    """Return a table of each output with its columns, their types and what they mean."""
    return "\n".join(
        f"## {table['title']}\n\n{table['about']}\n\n| column | type | |\n|---|---|---|\n"
        + "".join(
            f"| `{name}` | {kind} | {table['columns'].get(name, '')} |\n" for name, kind in columns.items()
        )
        for table, columns in ((described()[key], columns) for key, columns in actual().items())
    )


def described() -> Mapping[str, Any]:
    """Return the words of `columns.toml`."""
    return tomllib.loads((DOCS / "columns.toml").read_text(encoding="utf-8"))


def actual() -> dict[str, dict[str, str]]:
    """Return the columns that the code writes, with their types, by table."""
    from gazetteer import commands, find
    from geo.corpus.rows import schema
    from geo.io.geojson import feature
    from geo.json_objects import event_object, mention_object
    from maps.cli import areas, lookup, reports
    from maps.geocoded_table import ADDED
    from maps.geojson_files import simple_style
    from maps.place_files import COLUMNS
    from maps.writers import labelled

    event, empty = sample_event(), EventSet()
    shapes = (shapely.Point(1, 1), shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (1, 1)]))
    styles = [simple_style(replace(event, where=shape)) for shape in shapes]
    looked_up = lookup.place_row(find("Suva")) | {"distance_m": 0}
    return {
        "events": dtypes(labelled(empty.events)),
        **{name: dtypes(getattr(empty, name)) for name in ("mentions", "places", "links")},
        "corpus_reports": dtypes(schema("reports").empty_table().to_pandas()),
        "command_areas": dtypes(commands.during("2021-01-14", "2021-01-16")),
        "borders": dict.fromkeys(("place_id", "name"), "string") | {"geometry": "geometry"},
        "event_objects": dict(flat(feature(event)["properties"] | event_object(event, simplified=True)))
        | dict(flat({key: value for style in styles for key, value in style.items()}))
        | {"label": "text"},
        "mention_objects": dict(flat(mention_object(event.places[0].mention))),
        "looked_up": dict(flat(looked_up)),
        "geocoded": {name: "number" if name in ("lon", "lat") else "text" for name in ADDED},
        "gazetteer": {name: _TYPES[type(getattr(find("Suva"), name, "")).__name__] for name in COLUMNS},
        "assignments": dict.fromkeys(areas.OF, "text"),
        "changes": dict.fromkeys(areas.CHANGES, "text"),
        "event_table": dict.fromkeys(reports.event_cells(event), "text"),
    }


def dtypes(table: Any) -> dict[str, str]:
    """Return the columns of a frame with pandas' names of their types."""
    return {name: _DTYPES.get(str(kind), str(kind)) for name, kind in table.dtypes.items()}


def flat(value: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Go through the keys of a JSON object: `when.start`, `actors[].name`."""
    for key, inner in value.items():
        name = f"{path}{key}"
        if name == "where":
            yield name, "geometry"
        elif path == "evidence." or (name == "evidence"):
            yield "evidence.FIELD", "text"
        elif path == "figures.":
            yield from flat(inner, "figures.KIND.")
        elif name == "figures.KIND.also":
            yield "figures.KIND.also[]", "object"
        elif isinstance(inner, dict):
            yield from flat(inner, f"{name}.")
        elif isinstance(inner, list):
            for item in inner:
                yield from flat(item, f"{name}[].")
        elif key in ("killed", "amount"):
            raise AssertionError(name)
        else:
            yield name, _TYPES[type(inner).__name__]


def sample_event() -> Event:
    """Make an event of which every field has something in it, so that every key is written."""
    from gazetteer import find

    place = find("Suva")
    mention = Mention(
        text="Suva", start=10, end=14, role="literal", place=place, score=0.5, reason="a reason", geometry=shapely.Point(1, 1),
        radius_m=1.0, phrase_start=10, phrase_end=14, within="Suva Council", report="r1",
    )  # fmt: skip
    actor = Actor(text="police", start=0, end=6, name="police", country="FJ", role="COP")
    when = When(
        start=datetime.date(2024, 1, 1), end=datetime.date(2024, 1, 1), granularity="day", text="Monday", rule="weekday"
    )  # fmt: skip
    told = [
        EventMention(report=report, start=20, end=24, text="held", sentence="They held two.")
        for report in ("r1", "r2")
    ]
    figures = [
        Figure(kind=kind, low=low, high=low, text="two", start=25, end=28, unit=unit, report="r1")
        for kind, low, unit in (("killed", 2, ""), ("killed", 5, ""), ("amount", 5, "USD"))
    ]
    made = Event(
        id="e", report="r1", type="COERCE", mode="arrest", acled="Strategic developments: Arrests", status="actual",
        actors=(actor,), recipients=(actor,), when=when, where=shapely.Point(1, 1), radius_m=1.0,
        places=(PlaceLink(mention=mention, role="location", reason="a reason"),), sentence="They held two.", start=20, end=24,
        score=0.5, mentions=tuple(told), evidence={"type": "A trigger."}, figures=tuple(figures), edited=("status",),
        other_dates=(when,), scores=FieldScores(type=0.5, parties=0.5, day=0.5, place=0.5, whole=0.5),
    )  # fmt: skip
    if left := [field.name for field in fields(made) if not getattr(made, field.name)]:
        raise AssertionError(f"the sample lacks {left}")
    return made


def contested_text() -> str:
    """Return the contested areas and how each is drawn."""
    with (ROOT / "gazetteer/data/disputed.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    lines = [f"| {row['name']} | {row['policy']} | {row['alternatives']} |\n" for row in rows]
    return "| area | here | could also be drawn |\n|---|---|---|\n" + "".join(lines)


def event_types_text() -> str:
    """Return the event types, family by family: what each is, and its name in the standards."""
    from geo.events.ontology import GLIDE, event_types
    from geo.plover import HAZARD

    lines = []
    for kind in event_types():
        code = f"{kind.glide} {GLIDE[kind.glide]}" if kind.root == HAZARD else ""
        lines.append(f"| {kind.root} | {kind.mode} | {kind.definition} | {kind.acled} | {code} |\n")
    return "| type | mode | what it is | ACLED | GLIDE |\n|---|---|---|---|---|\n" + "".join(lines)


PARTS = {
    "help": help_text, "columns": columns_text, "event_types": event_types_text, "contested": contested_text,
}  # fmt: skip


def main() -> None:
    """Rewrite every page that has a generated part."""
    for page in sorted(DOCS.rglob("*.md")):
        text = fill(page)
        if text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8")
            sys.stderr.write(f"{page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
