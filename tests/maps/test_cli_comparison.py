"""`dateline compare`: what goes to stdout and to files, and what is said of rows that cannot be read."""

import json

import pytest

from geo.event_set import EventSet
from maps.cli import run

ACLED = """\
event_id_cnty,event_date,year,event_type,sub_event_type,country,location,latitude,longitude,notes
INV1,13 May 2024,2024,Battles,Armed clash,Democratic Republic of Congo,Goma,-1.6741,29.2285,Invented
INV2,20 May 2024,2024,Battles,Armed clash,Democratic Republic of Congo,Goma,-1.6741,29.2285,Invented
"""
OURS = "id,day,lon,lat,type\na,2024-05-13,29.2,-1.7,ASSAULT\nb,2024-06-30,29.2,-1.7,ASSAULT\nc,,29.2,-1.7,ASSAULT\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acled.csv").write_text(ACLED)
    (tmp_path / "ours.csv").write_text(OURS)
    return tmp_path


def test_the_summary_goes_to_stdout(files, capsys):
    assert run(["compare", "ours.csv", "acled.csv"]) == 0
    told = capsys.readouterr()
    assert "pairs      1 within 2 days and 30 km" in told.out and "recall     0.50" in told.out
    assert "not compared: 1 no day" in told.out and "by month" in told.out
    assert told.err == ""


def test_pairs_go_to_stdout_in_each_form(files, capsys):
    assert run(["compare", "ours.csv", "acled.csv", "--format", "jsonl"]) == 0
    told = capsys.readouterr()
    (row,) = map(json.loads, told.out.splitlines())
    assert (row["found"], row["reference"], row["found_start"], row["days"]) == ("a", "INV1", "2024-05-13", 0)
    assert "1 pair of 1 and 2 events" in told.err
    assert run(["compare", "ours.csv", "acled.csv", "--format", "csv", "-q"]) == 0
    header, line = capsys.readouterr().out.splitlines()
    assert header.startswith("found,reference,score,days,km,") and line.startswith("a,INV1,0.")
    assert run(["compare", "ours.csv", "acled.csv", "--format", "table", "-q"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("a      INV1")
    assert run(["compare", "ours.csv", "acled.csv", "--format", "table", "--country", "SD", "-q"]) == 0
    assert capsys.readouterr().out.startswith("found  reference"), "a header without pairs"


def test_the_summary_as_json_and_in_files(files, capsys):
    arguments = ["compare", "ours.csv", "acled.csv", "--by", "country", "--by", "admin1", "--chance"]
    assert run([*arguments, "--format", "json", "--report", "r.json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary == json.loads((files / "r.json").read_text())
    assert (
        summary["pairs"] == 1
        and summary["by_country"][0]["country"] == "CD"
        and summary["pairs_by_chance"] == 0
    )
    assert "by_month" not in summary and summary["by_admin1"]
    assert run([*arguments, "--report", "r.txt"]) == 0
    assert (files / "r.txt").read_text() == capsys.readouterr().out
    assert run([*arguments, "--report", "r.txt"]) == 1, "nothing is overwritten unasked"
    assert run([*arguments, "--report", "r.md"]) == 2


def test_the_map_is_one_file(files, capsys):
    assert run(["compare", "ours.csv", "acled.csv", "-o", "map.html", "--title", "Two tables"]) == 0
    assert "<title>Two tables</title>" in (files / "map.html").read_text()
    assert "map.html: 1 pair " in capsys.readouterr().err
    assert run(["compare", "ours.csv", "acled.csv", "-o", "map.html"]) == 1
    assert run(["compare", "ours.csv", "acled.csv", "-o", "map.png"]) == 1


def test_rows_that_cannot_be_read_are_named_and_the_status_says_so(files, capsys):
    bad = "".join(f"X{n},40 May 2024,2024,Battles,Armed clash,Chad,Sarh,9.1,18.4,x\n" for n in range(20))
    (files / "acled.csv").write_text(ACLED + "INV3,short\n" + bad)
    assert run(["compare", "ours.csv", "acled.csv"]) == 3
    told = capsys.readouterr()
    assert "acled.csv: line 4: 2 cells under 10 names" in told.err
    assert "acled.csv: line 5: '40 May 2024' is no day" in told.err and "and 11 rows more" in told.err
    assert "rows that could not be read: 1, say what cannot be: 20" in told.out
    assert "not compared: 20 no day" in told.out


def test_reports_are_read_first(files, capsys):
    (files / "in").mkdir()
    line = {"text": "Rebels attacked an army post in Goma on Monday.", "published": "2024-05-15"}
    for name in ("in/r.jsonl", "r.jsonl"):
        (files / name).write_text(json.dumps(line) + "\n")
    for name in ("in", "r.jsonl"):
        assert run(["compare", name, "acled.csv", "--fast", "--format", "jsonl"]) == 0
        assert json.loads(capsys.readouterr().out)["reference"] == "INV1"


def test_files_of_events_are_read_as_they_are(files, capsys, make_event):
    EventSet([make_event()]).to_file(files / "set.geojson")
    assert run(["compare", "set.geojson", "set.geojson"]) == 0
    assert "precision  1.00" in capsys.readouterr().out


def test_a_corpus_is_compared_in_part_by_a_condition(files, capsys):
    (files / "in").mkdir()
    for name, place in (("a", "Goma"), ("b", "Nyala")):
        (files / "in" / f"{name}.txt").write_text(f"Rebels attacked an army post in {place} on 13 May 2024.")
    assert run(["corpus", "read", "in", "-o", "corpus", "--fast", "-q"]) == 0
    assert run(["compare", "corpus", "acled.csv"]) == 0
    assert "2 events, 1 compared" in capsys.readouterr().out, "the reference does not have Sudan"
    assert run(["compare", "corpus", "acled.csv", "--where", "country = 'COD'"]) == 0
    assert "1 event, 1 compared" in capsys.readouterr().out
    assert run(["compare", "acled.csv", "corpus", "--format", "csv", "-q"]) == 0, (
        "a reference may be one as well"
    )
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run(["compare", "corpus", "acled.csv", "--where", "country ="]) == 1
    assert run(["compare", "ours.csv", "acled.csv", "--where", "country = 'COD'"]) == 2


def test_columns_types_and_tolerances_are_the_callers(files, capsys):
    (files / "own.csv").write_text("wann;x;y;was\n15.05.2024;29.2;-1.7;Gefecht\n")
    (files / "types.toml").write_text('"Gefecht" = "ASSAULT"\n')
    arguments = [
        "compare",
        "ours.csv",
        "own.csv",
        "--reference-column",
        "day=wann",
        "--reference-column",
        "type=was",
        "--types",
        "types.toml",
    ]
    assert run([*arguments, "--days", "2", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run([*arguments, "--days", "1", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert run([*arguments, "--weight", "type=0", "--until", "2024-05-14", "--format", "csv"]) == 0


@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        (["ours.csv", "none.csv"], 1, "none.csv: No such file"),
        (["none.csv", "acled.csv"], 1, "none.csv"),
        (["ours.csv", "ours.csv", "--reference-column", "day"], 2, "not written as ROLE=NAME"),
        (["ours.csv", "ours.csv", "--reference-column", "day=nope"], 1, "no column 'nope'"),
        (["ours.csv", "ours.csv", "--weight", "time=x"], 2, "is no number"),
        (["ours.csv", "ours.csv", "--weight", "size=1"], 1, "weights are of time"),
        (["ours.csv", "ours.csv", "--country", "Atlantis"], 1, "Atlantis"),
        (["ours.csv", "ours.csv", "--since", "soon"], 1, "'soon' is not a date"),
        (["ours.csv", "ours.csv", "--types", "none.toml"], 1, "none.toml: No such file"),
        (["ours.csv", "ours.csv", "--date-format", "day"], 1, "no format of days"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, list) else None,
)
def test_what_cannot_be_done_is_a_line(files, capsys, arguments, status, why):
    assert run(["compare", *arguments]) == status
    told = capsys.readouterr().err
    assert why in told and "Traceback" not in told and "a fault in Dateline" not in told
