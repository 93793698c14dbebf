"""Whether a change that should change nothing does: all outputs written to a folder, or compared with those in one.

The seeds, the golden reports and reports of the corpora are read with the networks and with `--fast`; of each set are
kept the mentions and the events as JSON lines, GeoJSON, the SQL dump of a GeoPackage with all records, and the payload
of the map before it is compressed, and of the mentions once more as `dateline places` finds them, without events. The
folder belongs outside the repository: the corpora are not ours to keep.

    python benchmarks/frozen_outputs.py freeze /tmp/frozen           # the folder must be new
    python benchmarks/frozen_outputs.py compare /tmp/frozen          # exit status 1 if a byte differs
    python benchmarks/frozen_outputs.py compare /tmp/frozen --sample # 40 reports of the corpora in place of 300

A folder that was frozen whole can be compared with `--sample`: both samples are frozen. With `--ignore-evidence` the
sentences that give reasons (evidence, reasons, rules of dates) and the names of the ranker's features may differ.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import re
import shutil
import sqlite3
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click.testing
import numpy as np

import geo
import maps
from geo.json_objects import event_object, mention_object
from geo.pipeline import default_pipeline
from maps import basemap, payload
from maps.cli import dateline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo import EventSet

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
SIZES = {"sample": 40, "corpora": 300}
MODES = ("default", "fast")
# When a GeoPackage was written is no part of what it says.
_WRITTEN = re.compile(r"'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z'")
_OUTLINE = re.compile(r"X'[0-9A-F]{1000,}'")
_REASONS = frozenset({"evidence", "notes", "reason", "rule", "when_rule"})
_TABLE = re.compile(r'^CREATE TABLE "?(\w+)"? ?\((.*)\);$', re.MULTILINE)
_COLUMN = re.compile(r'(?:^|,) ?"?(\w+)"?')
_INSERT = re.compile(r"""^INSERT INTO "(\w+)" VALUES\(((?:'[^']*+'|[^'()]++)*+)\);$""", re.MULTILINE)
_VALUE = re.compile(r"(?:'[^']*+'|[^',]++)++")
_SHOWN, _WIDTH = 6, 400  # lines of a difference and characters around its first one


def main() -> int:
    """Freeze or compare, by two processes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("action", choices=("freeze", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", action="store_true", help="40 reports of the corpora in place of 300")
    parser.add_argument("--ignore-evidence", action="store_true", help="compare all but the texts of reasons")
    given = parser.parse_args()
    sets = ["seeds", "golden", "sample", *([] if given.sample else ["corpora"])]
    if given.action == "freeze":
        given.folder.mkdir(parents=True)
    jobs = [(name, mode) for name in reversed(sets) for mode in MODES]
    with ProcessPoolExecutor(2) as pool:
        results = list(
            pool.map(partial(_job, given.folder, given.action == "freeze", given.ignore_evidence), jobs)
        )
    differences = [line for lines in results for line in lines]
    print(
        "\n".join(differences)
        or f"{'frozen' if given.action == 'freeze' else 'identical'}: {', '.join(sets)}"
    )
    return 1 if differences else 0


def _job(folder: Path, freeze: bool, ignore: bool, job: tuple[str, str]) -> list[str]:  # noqa: FBT001 - of a pool
    name, mode = job
    differences = []
    for kind, text in outputs(name, fast=mode == "fast"):
        path = folder / f"{name}-{mode}-{kind}.gz"
        if freeze:
            path.write_bytes(gzip.compress(text.encode(), 1, mtime=0))
        else:
            differences += compared(path, text, kind if ignore else "")
    return differences


def compared(path: Path, text: str, kind: str) -> list[str]:
    """Return what differs from the frozen text, nothing where no byte does; of a kind without its reasons."""
    frozen = gzip.decompress(path.read_bytes()).decode()
    if kind:
        frozen, text = without_reasons(kind, frozen), without_reasons(kind, text)
    if frozen == text:
        return []
    lines = difflib.unified_diff(frozen.split("\n"), text.split("\n"), "frozen", "now", n=0, lineterm="")
    pair = [line for line in lines if line[:1] in "+-"][2:_SHOWN]
    at = (
        next((i for i, (a, b) in enumerate(zip(*pair[:2], strict=False)) if i and a != b), 0)
        if len(pair) > 1
        else 0
    )
    digests = [hashlib.sha256(each.encode()).hexdigest()[:12] for each in (frozen, text)]
    return [
        f"{path.name}: {digests[0]} is now {digests[1]}",
        *(line[0] + line[max(1, at - _WIDTH) : at + _WIDTH] for line in pair),
    ]


def without_reasons(kind: str, text: str) -> str:
    """Return an output of a kind without the texts that give reasons."""
    if kind == "events.sql":
        columns = {table: _COLUMN.findall(given) for table, given in _TABLE.findall(text)}
        return _INSERT.sub(lambda row: _row_without_reasons(row, columns.get(row[1], [])), text)
    if kind == "payload.json":
        data = json.loads(text)
        others = data["layers"]["places"]["mentions"]["others"]
        others["label"] = [
            data["notes"][at] for at in others["label"]
        ]  # among the reasons, whose order may differ
        text = json.dumps(data)
    texts = text.splitlines() if kind.endswith(".jsonl") else [text]
    return "\n".join(json.dumps(_without(json.loads(each)), indent=0, ensure_ascii=False) for each in texts)


def _row_without_reasons(row: re.Match[str], columns: list[str]) -> str:
    values = _VALUE.findall(row[2])
    for at, column in enumerate(columns):
        if column in _REASONS:
            values[at] = "NULL"
        elif (row[1], column) == ("dateline_records", "record") and values[at].startswith("'{"):
            values[at] = json.dumps(_without(json.loads(values[at][1:-1].replace("''", "'"))))
    return f"{row[1]}: {', '.join(values)}"


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _without(item) for name, item in value.items() if name not in _REASONS}
        return kept | {"features": list(kept["features"].values())} if _is_scored(kept) else kept
    return [_without(item) for item in value] if isinstance(value, list) else value


def _is_scored(made: dict[str, Any]) -> bool:
    return "score" in made and isinstance(made.get("features"), dict)


def outputs(name: str, *, fast: bool) -> Iterator[tuple[str, str]]:
    """Yield every output of a set of reports by its kind, as text."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = reports_of(name, work)
        found = geo.read(source, nlp=default_pipeline(fast=fast))
        yield "mentions.jsonl", _lines(mention_object(mention) for mention in found.mention_records)
        yield "events.jsonl", _lines(event_object(event) for event in found)
        yield "events.geojson", maps.export(found, work / "events.geojson").read_text(encoding="utf-8")
        yield "events.sql", dump(maps.export(found, work / "events.gpkg", records=True))
        yield "payload.json", page(found)
        if name != "corpora":
            arguments = ["places", str(source), *(["--fast"] if fast else [])]
            ran = click.testing.CliRunner().invoke(dateline, arguments, catch_exceptions=False)
            yield "places.jsonl", ran.stdout


def reports_of(name: str, work: Path) -> Path:
    """Return the folder or the file of a set of reports; those of the corpora are taken at even distances."""
    if name == "seeds":
        return ROOT / "seeds"
    if name == "golden":
        texts = work / "golden"
        texts.mkdir()
        for path in (ROOT / "tests" / "golden").glob("*/*.txt"):
            shutil.copy(path, texts)
        return texts
    lines = []
    for path in sorted(CORPORA.glob("*.jsonl*")):
        raw = path.read_bytes()
        whole = gzip.decompress(raw) if path.suffix == ".gz" else raw
        lines += whole.decode().strip().split("\n")
    count = SIZES[name]
    offset = 0 if name == "corpora" else 1  # so that the sample is not among the others
    chosen = [lines[number * len(lines) // count + offset] for number in range(count)]
    path = work / f"{name}.jsonl"
    path.write_text("\n".join(chosen) + "\n", encoding="utf-8")
    return path


def dump(path: Path) -> str:
    """Return a GeoPackage as SQL, without the time when it was written; of outlines only their hashes are kept."""
    connection = sqlite3.connect(path)
    try:
        sql = _WRITTEN.sub("'then'", "\n".join(connection.iterdump()))
        return _OUTLINE.sub(lambda found: f"sha256:{hashlib.sha256(found[0].encode()).hexdigest()}", sql)
    finally:
        connection.close()


def page(found: EventSet) -> str:
    """Return what the page of a set reads, indented so that differences show."""
    data = payload.build(found, title="frozen", basemap=basemap.around(found))
    return json.dumps(data, indent=0, default=_column, ensure_ascii=False)


def _column(value: Any) -> list[Any]:
    return value.tolist() if isinstance(value, np.ndarray) else list(value)


def _lines(objects: Iterator[dict[str, Any]]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


if __name__ == "__main__":
    sys.exit(main())
