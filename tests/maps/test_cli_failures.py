"""What a command does where one report, the joining, or the writing fails: a line each, the rest whole, and its status."""

import io
import json
import logging
import sys

import pytest

from geo.event_set import EventSet
from maps.cli import dateline, run

CITIES = ["Mombasa", "Tromsø", "Rosario"]


@pytest.fixture
def files(tmp_path):
    """Write three reports; the second one is what a broken stage stumbles over."""
    (tmp_path / "in").mkdir()
    for n, city in enumerate(CITIES):
        text = f"---\ndate: 2024-07-16\n---\n{'Faulty' if n == 1 else 'Many'} police arrested nine smugglers in {city}."
        (tmp_path / "in" / f"{n}.txt").write_text(text, encoding="utf-8")
    return [str(tmp_path / "in" / f"{n}.txt") for n in range(3)]


@pytest.fixture
def fault(monkeypatch):
    """Make the search for names raise where a text has the word."""
    from geo.toponyms import recogniser

    real = recogniser.recognise

    def broken(doc, **known):
        if "Faulty" in doc.text:
            raise KeyError("quarter\x1b[2J")
        return real(doc, **known)

    monkeypatch.setattr("geo.toponyms.recogniser.recognise", broken)


COMMANDS = {
    "map": ["-o", "out.html"],
    "events": ["--format", "jsonl"],
    "places": ["--format", "jsonl"],
    "places table": ["--format", "table"],
    "export": ["-o", "out.geojson"],
}


@pytest.fixture(params=COMMANDS)
def command(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return [request.param.split()[0], "--fast", *COMMANDS[request.param]]


def told_beside_what_is_written(capsys, tmp_path):
    """See that the two good reports came out, and give the other lines on stderr."""
    told = capsys.readouterr()
    if "out.html" in told.err:
        assert "out.html: 2 events (2 with a place), 2 mentions" in told.err
        assert (tmp_path / "out.html").stat().st_size > 0
    else:
        out = told.out + "".join(path.read_text("utf-8") for path in tmp_path.glob("out.*"))
        assert "Mombasa" in out and "Rosario" in out
    return [line for line in told.err.splitlines() if not line.startswith("out.")]


@pytest.mark.usefixtures("fault")
def test_a_report_that_fails_is_told_and_counted_and_the_others_are_written(command, files, tmp_path, capsys):
    assert run([*command, *files]) == 3
    assert told_beside_what_is_written(capsys, tmp_path) == [
        "dateline: 1.txt: finding its places failed (KeyError: 'quarter\\x1b[2J')",
        "dateline: 2 of 3 reports read, 1 failed; -v shows where",
    ]


@pytest.mark.usefixtures("fault")
def test_with_v_the_traceback_is_shown(files, capsys):
    assert run(["events", "--fast", "-v", *files]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert "dateline: Traceback (most recent call last):" in lines
    assert any("recognise(" in line for line in lines)
    assert lines[-1] == "dateline: 2 of 3 reports read, 1 failed"
    assert all(line.startswith("dateline: ") for line in lines)


@pytest.mark.usefixtures("fault")
@pytest.mark.parametrize(
    "arguments", [["events"], ["places"], ["explain", "--at", "5"], ["map", "-o", "m.html"]]
)
def test_the_only_report_that_fails_is_an_error_and_writes_nothing(
    arguments, files, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert run([*arguments, "--fast", files[1]]) == 1
    told = capsys.readouterr()
    assert not told.out and told.err.count("\n") == 1 and "1.txt: finding its places failed" in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_files_that_were_named_and_cannot_be_read_cost_themselves(command, files, tmp_path, capsys):
    (tmp_path / "in" / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "empty").mkdir()
    named = [files[0], str(tmp_path / "in/bad.txt"), "gone.txt", str(tmp_path / "empty"), files[2]]
    assert run([*command, *named]) == 3
    told = told_beside_what_is_written(capsys, tmp_path)
    assert [line.split(": ")[-1].split(" (")[0] for line in told[:3]] == [
        "binary, not text", "No such file or directory", "no reports",
    ]  # fmt: skip
    assert told[3:] == ["dateline: 2 of 5 reports read, 3 failed"]


@pytest.mark.usefixtures("fault")
def test_what_failed_is_kept_in_the_file_that_holds_the_set(files, tmp_path, capsys):
    (tmp_path / "in" / "bad.txt").write_bytes(b"\x00\x01")
    target = tmp_path / "set.jsonl"
    assert run(["export", "--fast", str(tmp_path / "in"), "-o", str(target)]) == 3
    found = EventSet.from_file(target)
    assert [(failure.stage, failure.why.split(" ")[0]) for failure in found.failures] == [
        ("dateline_places", "KeyError:"),
        ("reading", "binary,"),
    ]
    assert [report.id for report in found.reports] == ["0.txt", "1.txt", "2.txt"]
    assert {event.report for event in found} == {"0.txt", "2.txt"}


def test_where_no_report_can_be_read_nothing_is_written(command, tmp_path, capsys):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_bytes(b"\x00\x01")
    before = set(tmp_path.iterdir())
    assert run([*command, str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert not told.out and set(tmp_path.iterdir()) == before
    assert told.err.splitlines()[-1] == "dateline: none of the 2 reports could be read"


def test_stdin_that_cannot_be_read_costs_itself(files, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\x00\x01"), encoding="utf-8"))
    assert run(["events", "--fast", "-", files[0]]) == 3
    told = capsys.readouterr()
    assert len(json.loads(told.out)["features"]) == 1
    assert told.err.splitlines()[0] == "dateline: stdin: binary, not text"


def test_a_fault_in_joining_leaves_the_events_apart(files, monkeypatch, capsys):
    monkeypatch.setattr("geo.events.coreference.merge", lambda events: {}["stem"])
    assert run(["events", "--fast", "--format", "jsonl", *files]) == 3
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 3
    assert told.err == "dateline: events that several reports tell were not joined (KeyError: 'stem')\n"


WRITERS = {
    "map -o out.html": "maps.event_map.EventMap.save",
    "map --figure out.svg": "maps.paper.save_figure",
    "export -o out.gpkg": "maps.geopackage._borders",
    "export -o out.csv": "maps.writers.event_csv",
    "export -o out.geojson": "maps.geojson_files.collection_chunks",
    "events -o out.geojson": "maps.geojson_files.collection_chunks",
    "events --format csv -o out.csv": "maps.writers.event_csv",
    "places -o out.jsonl": "geo.json_objects.mention_object",
}


@pytest.mark.parametrize("command", WRITERS)
def test_a_fault_in_a_writer_is_one_line_and_leaves_no_file(command, files, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    name, *options = command.split()
    target = WRITERS[command]
    reached = []

    def broken(*_, **__):
        reached.append(target)
        raise IndexError("list index out of range")

    owner, attribute = target.rsplit(".", 1)
    monkeypatch.setattr(f"{owner}.{attribute}", broken)
    for holder in ("maps.writers",):  # what it has bound by name
        if hasattr(sys.modules.get(holder), attribute):
            monkeypatch.setattr(f"{holder}.{attribute}", broken)
    assert run([name, "--fast", *options, *files]) == 1
    told = capsys.readouterr()
    assert reached
    assert (
        told.err.count("\n") == 1
        and "IndexError: list index out of range" in told.err
        and "report it" in told.err
    )
    assert not told.out
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_fault_anywhere_else_is_one_line_too_and_v_shows_where(monkeypatch, capsys):
    monkeypatch.setattr("maps.cli.lookup.rows_as", lambda *_, **__: 1 // 0)
    assert run(["geocode", "Suva"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["-v", "geocode", "Suva"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert "dateline: Traceback (most recent call last):" in lines and "ZeroDivisionError" in lines[-1]
    assert logging.getLogger("maps").level == logging.NOTSET


@pytest.mark.parametrize("path", [[], ["map"], ["events"], ["places"], ["export"], ["explain"]])
def test_help_says_what_the_exit_status_means(path, capsys):
    assert run([*path, "--help"]) == 0
    text = capsys.readouterr().out
    assert ("Exit status:" in text) == (path != ["explain"])
    if path != ["explain"]:
        assert all(f"\n    {status}  " in text for status in range(4))
    assert dateline.epilog
