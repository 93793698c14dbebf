"""The command line as its users meet it: data on stdout, one line on stderr, exit status 0, 1 or 2."""

import csv
import gc
import io
import json
import os
import random
import subprocess
import sys

import click
import pytest

from geo.plurals import counted
from maps import offline
from maps.cli import dateline, main, run
from maps.cli.reports import EVENT_CELLS, MENTION_CELLS

ARTICLE = (
    "Rebels attacked an army post near Goma on Monday and killed six soldiers, officials said. "
    "President Felix Tshisekedi met ministers in Kinshasa on Tuesday."
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def walk(group, path=()):
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from walk(command, (*path, name))


COMMANDS = dict(walk(dateline))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_is_documented_with_an_example(path, capsys):
    assert run([*path, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"dateline {' '.join(path)} " in shown.split("Usage:")[1].split("\n", 1)[1]
    assert all(
        option.help
        for option in COMMANDS[path].params
        if isinstance(option, click.Option) and option.name not in ("limit", "form")
    )


def test_commands_that_look_names_up_take_other_gazetteers():
    taking = {
        " ".join(path)
        for path, command in COMMANDS.items()
        if "gazetteer" in {p.name for p in command.params}
    }
    assert taking == {
        "map", "events", "places", "export", "explain", "geocode", "reverse", "gazetteer export", "compare",
        "corpus read", "watch",
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["map"],
        ["events"],
        ["commands"],
        ["reverse", "91", "0"],
        ["reverse", "134.2", "34"],
        ["reverse", "0", "181"],
        ["reverse", "nan", "0"],
        ["reverse", "0", "inf"],
        ["reverse", "31.3N", "34.3E"],
        ["reverse", "1,5", "2"],
        ["reverse", "", "2"],
        ["geocode", "Suva", "--missing", "x"],
        ["geocode", "-", "--delimiter", ";;"],
        ["geocode"],
        ["gazetteer", "import"],
        ["gazetteer", "export"],
        ["geocode", "Suva", "--column", "town"],
    ],
)
def test_wrong_usage_exits_2(arguments, capsys):
    assert run(arguments) == 2
    assert not capsys.readouterr().out


def test_places_gives_one_json_object_a_mention(article, capsys):
    assert run(["places", article, "--published", "2023-05-10"]) == 0
    mentions = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"Goma", "Kinshasa"} <= {mention["text"] for mention in mentions}
    assert all(ARTICLE[m["start"] : m["end"]] == m["text"] for m in mentions)


@pytest.mark.parametrize("form", ["geojson", "csv", "table"])
def test_places_in_other_forms(article, capsys, form):
    assert run(["places", article, "--format", form]) == 0
    assert "Kinshasa" in capsys.readouterr().out


def test_events_is_geojson_by_default(article, capsys):
    assert run(["events", article, "--published", "2023-05-10"]) == 0
    made = json.loads(capsys.readouterr().out)
    types = {feature["properties"]["type"] for feature in made["features"]}
    assert {"ASSAULT", "CONSULT"} <= types


@pytest.mark.parametrize("form", ["jsonl", "csv", "table"])
def test_events_in_other_forms(article, capsys, form):
    assert run(["events", article, "--format", form]) == 0
    assert "ASSAULT" in capsys.readouterr().out


def test_lines_have_coarse_outlines_and_csv_has_points(tmp_path, capsys):
    report = tmp_path / "r.txt"
    report.write_text("Protesters marched across Sweden on 3 May 2023.")
    assert run(["events", str(report), "--format", "jsonl"]) == 0
    (coarse,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert run(["events", str(report), "--format", "jsonl", "--full-geometry"]) == 0
    (full,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert coarse["where_tolerance_deg"] > 0 and "where_tolerance_deg" not in full
    assert len(json.dumps(coarse["where"])) < 20_000 < len(json.dumps(full["where"]))
    assert coarse["places"] == full["places"] and coarse["places"][0]["place_id"]
    for command in ("events", "places"):
        assert run([command, str(report), "--format", "csv"]) == 0
        (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
        assert 55 < float(row["lat"]) < 70 and row["country"] and "WKT" not in row
        assert run([command, str(report), "--format", "csv", "--wkt"]) == 0
        assert "MULTIPOLYGON" in capsys.readouterr().out
        assert run([command, str(report), "--wkt"]) == 2
    assert run(["export", str(report), "-o", str(tmp_path / "e.csv"), "--wkt"]) == 0
    assert "MULTIPOLYGON" in (tmp_path / "e.csv").read_text()
    assert run(["export", str(report), "-o", str(tmp_path / "e.gpkg"), "--wkt"]) == 1
    assert run(["events", str(report), "--full-geometry"]) == 2


def test_stdin_is_a_dash(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode()), encoding="utf-8"))
    assert run(["places", "-"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["report"] == "stdin"


def test_map_writes_one_file_and_says_so_on_stderr(article, tmp_path, capsys):
    target = tmp_path / "map.html"
    assert run(["map", article, "-o", str(target), "--published", "2023-05-10"]) == 0
    shown = capsys.readouterr()
    assert not shown.out
    assert "events" in shown.err
    assert run(["map", article, "-o", str(target)]) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert run(["map", article, "-o", str(target), "--overwrite"]) == 0


def test_export_writes_a_geopackage(article, tmp_path):
    assert run(["export", article, "-o", str(tmp_path / "e.gpkg"), "--published", "2023-05-10"]) == 0
    assert (tmp_path / "e.gpkg").stat().st_size > 0


def test_events_come_one_a_line_and_styled(article, tmp_path, capsys):
    assert run(["events", article, "--published", "2023-05-10", "--nl", "--simplestyle"]) == 0
    features = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert features and all(f["type"] == "Feature" and f["properties"]["title"] for f in features)
    assert run(["events", article, "--nl", "--format", "csv"]) == 2
    target = tmp_path / "e.gpkg"
    assert run(["export", article, "-o", str(target), "--nl"]) == 1
    assert not target.exists()
    assert "one feature a line" in capsys.readouterr().err


def test_geocode_and_reverse(capsys):
    assert run(["geocode", "Khan Younis", "--country", "PS", "--format", "jsonl"]) == 0
    best = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (round(best["lat"], 1), round(best["lon"], 1)) == (31.3, 34.3)
    assert run(["reverse", "-33.93", "18.42"]) == 0
    assert "Cape Town" in capsys.readouterr().out


def test_commands_before_and_after(capsys):
    assert run(["commands", "--of", "ISR", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["command"], row["valid_from"]) for row in rows][-1] == ("CENTCOM", "2021-01-15")
    assert run(["commands", "--on", "2021-01-14"]) == 0
    areas = json.loads(capsys.readouterr().out)
    assert {"EUCOM", "CENTCOM"} <= {feature["properties"]["command"] for feature in areas["features"]}
    assert run(["commands", "--changes"]) == 0
    assert "Israel" in capsys.readouterr().out


def test_explain_says_why(article, capsys):
    assert run(["explain", article, "--at", str(ARTICLE.index("Goma"))]) == 0
    shown = capsys.readouterr().out
    assert "Why: " in shown and "Candidates, the chosen one first" in shown
    assert "Goma" in shown
    assert run(["explain", article, "--at", str(ARTICLE.index("attacked"))]) == 0
    assert "ASSAULT" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "options", "why"),
    [
        (b"", [], "empty"),
        (b"\x00\x01\x02", [], "binary"),
        ("Besuch in Köln".encode(), ["--encoding", "ascii"], "not ASCII at byte 11"),
        (b"Hello.", ["--published", "16/07/2024"], "YYYY-MM-DD"),
        (b"Hello.", ["--model", "no_such_pipeline"], "not installed"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(content, options, why, tmp_path, capsys):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    for command in (
        ["places"],
        ["events"],
        ["map", "-o", str(tmp_path / "out.html")],
        ["export", "-o", str(tmp_path / "out.gpkg")],
    ):
        assert run([*command, str(bad), *options]) == 1
        shown = capsys.readouterr()
        assert why in shown.err
        assert shown.err.count("\n") == 1
        assert not shown.out
    assert list(tmp_path.iterdir()) == [bad]


@pytest.mark.filterwarnings("default:.*W095")
def test_what_spacy_warns_of_is_a_line(article, tmp_path, capsys):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "old")
    meta = tmp_path / "old" / "meta.json"
    meta.write_text(
        json.dumps(json.loads(meta.read_text("utf-8")) | {"spacy_version": ">=3.0.0,<3.1.0"}), "utf-8"
    )
    assert run(["places", "--fast", "--model", str(tmp_path / "old"), str(article)]) == 0
    told = capsys.readouterr()
    assert told.err.startswith("dateline: [W095]") and "util.py" not in told.err and "Kinshasa" in told.out
    assert run(["-q", "places", "--model", str(tmp_path), str(article)]) == 1
    assert "does not load" in capsys.readouterr().err


def test_targets_that_cannot_be_are_told_before_the_work(article, tmp_path, capsys):
    for target in (tmp_path / "no" / "map.html", tmp_path):
        assert run(["map", article, "-o", str(target)]) == 1
        assert capsys.readouterr().err.count("\n") == 1
    assert run(["export", article, "-o", str(tmp_path / "e.gpx")]) == 1
    assert ".gpkg" in capsys.readouterr().err


def test_a_folder_without_reports_and_a_missing_file(tmp_path, capsys):
    assert run(["events", str(tmp_path)]) == 1
    assert "no reports" in capsys.readouterr().err
    assert run(["events", str(tmp_path / "gone.txt")]) == 1
    assert "gone.txt" in capsys.readouterr().err


def test_no_events_is_no_error(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("The soup was good.", encoding="utf-8")
    assert run(["events", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["features"] == []


def test_a_plain_look_up_imports_nothing_heavy():
    heavy = "{'spacy', 'pandas', 'geopandas', 'folium', 'numpy', 'shapely'}"
    code = f"import sys; from maps.cli import run; run(['geocode', 'Nairobi']); sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_terminal_tables_hold_no_control_characters(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Police arrested two men in Lagos\x1b[2J on Monday.", encoding="utf-8")
    assert run(["events", str(tmp_path), "--format", "table"]) == 0
    assert "\x1b" not in capsys.readouterr().out


OWN = """id,name,kind,lon,lat,country,aliases
camp,Camp Zebrula,facility,29.2,-1.6,CD,Zebrula Camp
bad,Nowhere,depot,29.2,-1.6,CD,
"""


@pytest.fixture
def own(tmp_path, capsys):
    """Import two rows, one of them bad, through the command line."""
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    target = str(tmp_path / "own.sqlite")
    assert run(["gazetteer", "import", str(tmp_path / "own.csv"), "-o", target]) == 0
    shown = capsys.readouterr()
    assert not shown.out
    assert "own.csv: 1 row left out, the kind is none of" in shown.err
    assert "own.sqlite: 1 place, 2 names from 2 rows" in shown.err
    assert "\r" not in shown.err  # progress is for a terminal
    return target


def test_import_keeps_an_existing_file(own, tmp_path, capsys):
    again = ["gazetteer", "import", str(tmp_path / "own.csv"), "-o", own]
    assert run(again) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert run([*again, "--overwrite"]) == 0


def test_own_places_are_found_by_every_command_that_is_given_them(own, tmp_path, capsys):
    report = tmp_path / "report.txt"
    report.write_text("Rebels attacked Camp Zebrula on Monday and killed six soldiers.", encoding="utf-8")
    assert run(["geocode", "Zebrula Camp", "--gazetteer", own, "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "own:camp"
    assert run(["reverse", "-1.6", "29.2", "--gazetteer", own]) == 0
    assert "own:camp" in capsys.readouterr().out
    assert run(["places", str(report), "--gazetteer", own]) == 0
    assert json.loads(capsys.readouterr().out)["place_id"] == "own:camp"
    assert run(["events", str(report), "--gazetteer", own, "--format", "csv"]) == 0
    assert "own:camp" in capsys.readouterr().out
    assert run(["explain", str(report), "--at", "18", "--gazetteer", own]) == 0
    assert "own:camp" in capsys.readouterr().out
    assert run(["map", str(report), "--gazetteer", own, "-o", str(tmp_path / "m.html")]) == 0
    assert run(["export", str(report), "--gazetteer", own, "-o", str(tmp_path / "e.geojson")]) == 0
    assert "own:camp" in (tmp_path / "e.geojson").read_text(encoding="utf-8")


def test_own_places_come_from_the_environment_too(own):
    done = subprocess.run(
        [sys.executable, "-m", "maps", "geocode", "Camp Zebrula"],
        env={**os.environ, "DATELINE_GAZETTEER": own}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "own:camp" in done.stdout


@pytest.mark.parametrize(
    ("content", "why"), [(None, "there is no such gazetteer"), (b"x" * 5000, "is no gazetteer")]
)
def test_a_gazetteer_that_is_none_is_one_line(article, content, why, tmp_path, capsys):
    wrong = tmp_path / "wrong.sqlite"
    if content:
        wrong.write_bytes(content)
    for command in (
        ["geocode", "Suva"],
        ["reverse", "1", "2"],
        ["places", article],
        ["map", article, "-o", str(tmp_path / "m.html")],
    ):
        assert run([*command, "--gazetteer", str(wrong)]) == 1
        shown = capsys.readouterr()
        assert why in shown.err
        assert shown.err.count("\n") == 1
        assert not shown.out


def test_a_source_that_is_none_is_one_line_and_leaves_nothing(tmp_path, capsys):
    (tmp_path / "AU.txt").write_bytes(b"spoilt\n" * 10)
    assert run(["gazetteer", "import", str(tmp_path / "AU.txt"), "-o", str(tmp_path / "au.sqlite")]) == 1
    assert "10 rows left out" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["AU.txt"]


def test_places_are_exported_for_gis(tmp_path, capsys):
    target = tmp_path / "fiji.gpkg"
    assert run(["gazetteer", "export", "--country", "FJ", "--kind", "settlement", "-o", str(target)]) == 0
    assert "fiji.gpkg" in capsys.readouterr().err
    assert run(["gazetteer", "export", "--country", "FJ", "-o", str(target)]) == 1
    assert "--overwrite" in capsys.readouterr().err
    for options, why in ((["--kind", "depot"], "none of"), (["--country", "XQ"], "ISO 3166"), ([], ".gpkg")):
        name = "x.gpkg" if options else "x.shp"
        assert run(["gazetteer", "export", *options, "-o", str(tmp_path / name)]) == 1
        assert why in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["fiji.gpkg"]


def test_a_column_of_a_file_is_geocoded(tmp_path, capsys):
    names = tmp_path / "names.csv"
    names.write_text("nr,town,land\n1,Suva,FJ\n2,Xyzzyqua,\n", encoding="utf-8")
    target = tmp_path / "out.csv"
    assert (
        run(["geocode", str(names), "--column", "town", "--country-column", "land", "-o", str(target)]) == 0
    )
    shown = capsys.readouterr()
    assert not shown.out
    assert "names.csv: 1 of 2 rows found, 1 not; not found: 'Xyzzyqua' (row 2)" in shown.err
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "nr,town,land,place_id,name,kind,country,admin1,lon,lat,did_you_mean,status"
    assert lines[1].startswith("1,Suva,FJ,geonames:2198148,Suva,settlement,FJ,")
    assert lines[2] == "2,Xyzzyqua,,,,,,,,,,not found"
    assert run(["geocode", str(names), "-o", str(tmp_path / "b.csv"), "--column", "city"]) == 1
    assert "no column 'city', but nr, town, land" in capsys.readouterr().err
    assert not (tmp_path / "b.csv").exists()
    assert run(["geocode", str(names), "--column", "town", "-o", str(target)]) == 1
    assert "--overwrite" in capsys.readouterr().err


def test_a_table_as_excel_writes_it_is_geocoded_from_stdin(monkeypatch, capsys):
    table = "nr;ort\r\n1;Suva\r\n2;Köln\r\n3;n/a\r\n4;Nan\r\n5;Nadi;x\r\n".encode("cp1252")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table)))
    assert run(["geocode", "-", "--column", "ort", "--not-missing", "Nan", "--missing", "nadi"]) == 0
    shown = capsys.readouterr()
    assert [line.split(";")[:3] for line in shown.out.splitlines()[1:3]] == [
        ["1", "Suva", "geonames:2198148"], ["2", "Köln", "geonames:2886242"],
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(shown.out), delimiter=";"))
    assert [row["status"] for row in rows] == ["found", "found", "not found", "ambiguous", "not found"]
    assert shown.err.splitlines() == [
        "dateline: stdin: 1 row has more or fewer cells than the header: row 5 (line 6)",
        (
            "dateline: stdin: 1 character is not UTF-8 and read as Windows-1252; where that is wrong, name the encoding "
            "with --encoding (encoding=)"
        ),
        "stdin: 3 of 5 rows found (1 of them ambiguous), 2 not (2 without a name)",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file"),
        (b"", "it is empty"),
        (b"PK\x03\x04" + bytes(99), "save it as CSV"),
        (b"town,town\nSuva,Nadi\n", "its header has 'town' more than once"),
        (b"a,b\nSuva,Nadi\n", "which column holds the names"),
    ],
)
def test_a_table_that_is_none_is_one_line_and_leaves_nothing(content, why, tmp_path, capsys):
    table = tmp_path / "names.csv"
    if content is not None:
        table.write_bytes(content)
    before = list(tmp_path.iterdir())
    assert run(["geocode", str(table), "-o", str(tmp_path / "out.csv")]) == 1
    shown = capsys.readouterr()
    assert why in shown.err and shown.err.count("\n") == 1 and not shown.out
    assert list(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "name", ["", " ", "\x1b[31mred", "x" * 100_000, "\x07", "q\nqzq", "[]", "'; --"], ids=repr
)
def test_a_name_that_is_none_is_one_line(name, capsys):
    assert run(["geocode", name, "--country", "FJ"]) == 1
    shown = capsys.readouterr()
    assert shown.err.count("\n") == 1 and len(shown.err) < 300 and shown.err.strip().isprintable()
    assert not shown.out


PATHS = {
    "events": ["events", "--fast", "{}"],
    "places": ["places", "--fast", "{}"],
    "map": ["map", "--fast", "{}", "-o", "{out}.html"],
    "export": ["export", "--fast", "{}", "-o", "{out}.gpkg"],
    "explain": ["explain", "--fast", "{}", "--at", "1"],
    "geocode a table": ["geocode", "{}", "--column", "x"],
    "geocode, gazetteer": ["geocode", "Suva", "--gazetteer", "{}"],
    "reverse, gazetteer": ["reverse", "1", "2", "--gazetteer", "{}"],
    "gazetteer export, gazetteer": ["gazetteer", "export", "--gazetteer", "{}", "-o", "{out}.gpkg"],
    "gazetteer import": ["gazetteer", "import", "{}", "-o", "{out}.sqlite"],
    "gazetteer import, names": ["gazetteer", "import", "{dump}", "--names", "{}", "-o", "{out}.sqlite"],
    "language": ["map", "--fast", "{report}", "-o", "{out}.html", "--language", "{}"],
    "output": ["geocode", "Suva", "-o", "{}", "--overwrite"],
    "output of an import": ["gazetteer", "import", "{dump}", "-o", "{}", "--overwrite"],
}
DUMP = "1\tSuva\tSuva\t\t-18.1\t178.4\tP\tPPL\tFJ\t\t01\t\t\t\t0\t\t\tPacific/Fiji\t2024-01-01\n"


@pytest.mark.parametrize("what", ["a folder", "missing", "in no folder", "empty", "binary", "no path"])
@pytest.mark.parametrize("command", PATHS)
def test_a_path_that_leads_nowhere_is_one_line_and_leaves_nothing(command, what, tmp_path, capsys):
    if command.startswith("output") and what in ("missing", "empty", "binary"):
        pytest.skip("can be written to")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "noise.csv").write_bytes(random.Random(1).randbytes(5_000))
    (tmp_path / "FJ.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "report.txt").write_text(ARTICLE, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    path = {
        "a folder": tmp_path / "folder", "missing": tmp_path / "gone.csv", "in no folder": tmp_path / "no" / "such.csv",
        "empty": tmp_path / "empty.csv", "binary": tmp_path / "noise.csv", "no path": "",
    }[what]  # fmt: skip
    values = {"out": tmp_path / "out", "dump": tmp_path / "FJ.txt", "report": tmp_path / "report.txt"}
    status = run([argument.replace("{}", str(path)).format(**values) for argument in PATHS[command]])
    shown = capsys.readouterr()
    assert status and "Traceback" not in shown.err and not shown.out.strip()
    assert shown.err.startswith("dateline: ")
    # Of reports there may be more to say: what was not read, how many were.
    assert shown.err.count("\n") == 1 or "--fast" in PATHS[command]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_map_wants_to_know_what_to_make(tmp_path, capsys):
    report = tmp_path / "report.txt"
    report.write_text("Nothing happened.")
    assert run(["map", str(report)]) == 2
    assert "--figure" in capsys.readouterr().err


def test_a_figure_is_made_beside_the_page(tmp_path, capsys):
    report = tmp_path / "report.txt"
    report.write_text("Soldiers attacked a village near Mosul on 3 May 2021.")
    page, figure = tmp_path / "map.html", tmp_path / "map.svg"
    assert run(["map", str(report), "--fast", "-o", str(page), "--figure", str(figure)]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "<svg" in figure.read_text(encoding="utf-8")
    assert "map.svg" in capsys.readouterr().err
    assert run(["map", str(report), "--figure", str(figure)]) == 1
    assert "exists" in capsys.readouterr().err
    assert run(["map", str(report), "--figure", str(tmp_path / "map.doc")]) == 1
    assert "use one of .pdf" in capsys.readouterr().err


DATED = "---\ndate: 2024-05-03\n---\n"


@pytest.mark.parametrize("command", [("events",), ("map", "-o", "map.html"), ("export", "-o", "e.geojson")])
def test_how_many_reports_have_no_day_is_told_in_one_line(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    for name, text in (("a", ARTICLE), ("b", DATED + "Rain fell."), ("c", "It snowed.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run([*command, "a.txt", "b.txt", "c.txt"]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "no day" in line]
    assert len(told) == 1 and told[0].startswith("2 of 3 reports have no day")
    assert run([*command, "--overwrite", "a.txt", "b.txt"]) == 0
    assert "1 of 2 reports has no day" in capsys.readouterr().err
    assert run([*command, "--overwrite", "a.txt", "--published", "2024-05-03"]) == 0
    assert "no day" not in capsys.readouterr().err
    assert run([*command, "--overwrite", "a.txt", "-q"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("command", "header"), [("events", EVENT_CELLS), ("places", MENTION_CELLS)], ids=["events", "places"]
)
def test_a_table_without_rows_has_its_head(tmp_path, capsys, command, header):
    path = tmp_path / "quiet.txt"
    path.write_text("Nothing happened.", encoding="utf-8")
    assert run([command, str(path), "--format", "table"]) == 0
    assert tuple(capsys.readouterr().out.split()) == header


def test_the_heads_are_those_of_the_rows(article, capsys):
    for command, header in (("events", EVENT_CELLS), ("places", MENTION_CELLS)):
        assert run([command, article, "--format", "table"]) == 0
        assert tuple(capsys.readouterr().out.splitlines()[0].split()) == header


def test_files_of_one_name_in_two_folders_are_two_reports(tmp_path, capsys):
    texts = {"north": "Police arrested two men in Lima.", "south": "Envoys met in Doha."}
    for folder, text in texts.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(text, encoding="utf-8")
    paths = [str(tmp_path / folder / "news.txt") for folder in texts]
    assert run(["events", *paths, "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["report"], row["sentence"]) for row in rows] == [
        ("news.txt", texts["north"]), ("news.txt#2", texts["south"])
    ]  # fmt: skip
    assert len({row["id"] for row in rows}) == 2


def test_one_of_a_thing_is_singular(tmp_path, capsys):
    path = tmp_path / "one.txt"
    path.write_text(DATED + "Police arrested two men in Lima.", encoding="utf-8")
    assert run(["export", str(path), "-o", str(tmp_path / "one.geojson")]) == 0
    assert capsys.readouterr().err.endswith("one.geojson: 1 event (1 with a place), 1 mention, 1 report\n")
    assert counted(0, "report") == "0 reports"
    assert counted(1, "territory", "territories") == "1 territory"
    assert counted(1500, "territory", "territories", style=",") == "1,500 territories"


@pytest.mark.skipif(not offline.VENDOR.is_dir(), reason="the front-end files are made by the build")
def test_a_map_leaves_command_areas_out_when_asked(tmp_path, capsys):
    report = tmp_path / "report.txt"
    report.write_text("Soldiers attacked a village near Mosul.", encoding="utf-8")
    sizes = {}
    for mode in ("auto", "always", "never"):
        path = tmp_path / f"{mode}.html"
        assert run(["map", str(report), "--commands", mode, "-o", str(path)]) == 0
        sizes[mode] = path.stat().st_size
    assert abs(sizes["auto"] - sizes["always"]) < 100
    assert sizes["never"] < sizes["auto"] - 10_000
    assert run(["map", str(report), "--commands", "sometimes", "-o", str(tmp_path / "x.html")]) == 2
    assert "--commands" in capsys.readouterr().err


def test_the_garbage_collector_is_set_for_the_command_alone(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["dateline", "--version"])
    before = gc.get_threshold()
    try:
        assert run(["--version"]) == 0
        assert gc.get_threshold() == before  # who calls from Python keeps theirs
        with pytest.raises(SystemExit):
            main()
        assert gc.get_threshold()[0] > before[0]
    finally:
        gc.set_threshold(*before)
    assert capsys.readouterr().out


def test_a_table_takes_no_format(tmp_path, capsys):
    (tmp_path / "names.csv").write_text("town\nSuva\n", encoding="utf-8")
    assert run(["geocode", str(tmp_path / "names.csv"), "--format", "jsonl"]) == 2
    assert "a table is written as it was read" in capsys.readouterr().err


def test_a_folder_is_no_target(tmp_path, capsys):
    (tmp_path / "r.txt").write_text("Rain fell.", encoding="utf-8")
    assert run(["map", str(tmp_path / "r.txt"), "-o", "."]) == 1
    assert "cannot write '.': use one of .html" in capsys.readouterr().err
