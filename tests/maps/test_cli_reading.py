"""The command line reads what people have, and says in one line what it did not read."""

import csv
import gzip
import io
import json
import sys

import pytest

from maps.cli import run

ROWS = "nr;body;when\n1;Rebels attacked a post in Goma on Monday.;May 15, 2024\n2;Police arrested two men in Nairobi.;05/06/2024\n"
NAMED = ["--text-column", "body", "--date-column", "when", "--id-column", "nr", "--fast", "--format", "jsonl"]


def events(capsys):
    shown = capsys.readouterr()
    told = [line for line in shown.err.splitlines() if "no day, so that" not in line]
    return [json.loads(line) for line in shown.out.splitlines()], told


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "-"])
def test_a_table_with_named_columns(tmp_path, monkeypatch, capsys, name):
    path = tmp_path / name
    if name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ROWS.encode()), encoding="utf-8"))
    else:
        path.write_bytes(gzip.compress(ROWS.encode()) if name.endswith("gz") else ROWS.encode())
    assert run(["events", "-" if name == "-" else str(path), *NAMED]) == 0
    found, told = events(capsys)
    assert [(event["report"], event["type"], event["when"]["start"]) for event in found] == [
        ("1", "ASSAULT", "2024-05-13"), ("2", "COERCE", None)
    ]  # fmt: skip
    assert len(told) == 1 and told[0].endswith(
        ":3: when '05/06/2024' may be 5 June or 6 May 2024: its day is unknown"
    )


def test_a_folder_says_what_it_holds_besides(tmp_path, capsys):
    for name in ("a.doc", "b.doc", "README", "c.rtf"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "d.markdown").write_text("Rebels attacked a post in Goma.", encoding="utf-8")
    (tmp_path / "e.csv").write_text(ROWS, encoding="utf-8")
    assert run(["events", str(tmp_path), "--fast", "--format", "jsonl"]) == 0
    found, told = events(capsys)
    assert [event["report"] for event in found] == ["d.markdown"]
    [line] = told
    assert line == (
        "dateline: not read: 5 files (.doc 2; without a suffix 1; .rtf 1; .csv 1: no column 'text' (it has: nr, body, when):"
        " name it by --text-column)"
    )
    assert run(["events", str(tmp_path), "--fast", "--format", "jsonl", "-v"]) == 0
    told = events(capsys)[1]
    assert sum(": not read" in line for line in told) == 6, "each, and the line"


def test_a_table_without_its_column_named_is_one_line(tmp_path, capsys):
    (tmp_path / "a.csv").write_text(ROWS, encoding="utf-8")
    assert run(["events", str(tmp_path / "a.csv"), "--fast"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"dateline: {tmp_path / 'a.csv'}: no column 'text' (it has: nr, body, when): name it by --text-column"
    ]


def test_files_of_one_name_in_two_folders_stay_two_reports(tmp_path, capsys):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"Rebels attacked {folder} posts in Goma.", encoding="utf-8")
    assert run(["places", *(str(tmp_path / folder / "a.txt") for folder in ("one", "two")), "--fast"]) == 0
    assert [mention["report"] for mention in events(capsys)[0]] == ["a.txt", "a.txt#2"]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ([], ["Huntsville Memorial Hospital", "Huntsville", "Texas"]),
        (["--spans", "inner"], ["Huntsville", "Huntsville", "Texas"]),
        (["--spans", "all"], ["Huntsville Memorial Hospital", "Huntsville", "Huntsville", "Texas"]),
    ],
    ids=["default", "inner", "all"],
)
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_the_convention_of_spans_is_an_option(tmp_path, capsys, form, options, names):
    path = tmp_path / "a.txt"
    path.write_text(
        "The hurt were taken to Huntsville Memorial Hospital. A road in Huntsville, Texas, was shut."
    )
    assert run(["places", str(path), "--format", form, *options]) == 0
    out = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(out))) if form == "csv" else map(json.loads, out.splitlines())
    assert [row["text"] for row in rows] == names


@pytest.mark.parametrize(
    ("source", "options", "waits"),
    [("", [], False), ("County Herald", [], True), ("County Herald", ["--alone"], False)],
    ids=["of no source", "of one source", "of one source, alone"],
)
def test_lines_of_places_come_as_reports_are_read(tmp_path, monkeypatch, source, options, waits):
    path, log = tmp_path / "corpus.jsonl", []
    rows = [{"id": town, "text": f"A fire in {town}.", "source": source} for town in ("Lima", "Oslo", "Suva")]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    class Pipe(io.StringIO):
        def flush(self):
            if self.getvalue():
                log.append(json.loads(self.getvalue())["report"] + " written")
                self.seek(0)
                self.truncate()

    def each(reports, **_):
        for report in reports:
            log.append(report.id)
            yield report

    monkeypatch.setattr("maps.cli.reports.each", each)
    monkeypatch.setattr(sys, "stdout", Pipe())
    assert run(["places", str(path), "--fast", "--format", "jsonl", *options]) == 0
    read, written = ["Lima", "Oslo", "Suva"], ["Lima written", "Oslo written", "Suva written"]
    at_once = [step for pair in zip(read, written, strict=True) for step in pair]
    assert log == (read + written if waits else at_once)


def test_commands_keep_of_reports_what_their_output_needs(tmp_path, monkeypatch, check_rows):
    from geo import pipeline

    kept, whole = [], pipeline.event_set

    def watched(*reports, keep="all", **how):
        kept.append(keep)
        return whole(*reports, keep=keep, **how)

    monkeypatch.setattr(pipeline, "event_set", watched)
    report = tmp_path / "a.txt"
    report.write_text("On 3 May 2024 police in Ankara arrested nine men.")
    out = {name: str(tmp_path / name) for name in ("e.csv", "e.GPKG", "r.gpkg", "e.JSONL", "m.html")}
    rows = [
        ("events", ["events", "--format", "csv"]),
        ("mentions", ["export", "-o", out["e.csv"]]),
        ("mentions", ["export", "-o", out["e.GPKG"]]),
        ("all", ["export", "--records", "-o", out["r.gpkg"]]),
        ("all", ["export", "-o", out["e.JSONL"]]),
        ("candidates", ["map", "-o", out["m.html"]]),
    ]

    def check(row):
        keep, (command, *options) = row
        assert run([command, str(report), "--fast", *options]) == 0
        assert kept.pop() == keep

    check_rows(rows, check)
