"""The command line as its users meet it: data on stdout, one line on stderr, exit status 0, 1 or 2."""

import csv
import io
import json
import os
import subprocess
import sys

import click
import pytest

from maps.cli import dateline, run

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
        "map", "events", "places", "export", "explain", "geocode", "reverse", "gazetteer export",
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["map"],
        ["events"],
        ["commands"],
        ["reverse", "91", "0"],
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
    assert "reason" in shown
    assert "Goma" in shown
    assert run(["explain", article, "--at", str(ARTICLE.index("attacked"))]) == 0
    assert "ASSAULT" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "options", "why"),
    [
        (b"", [], "empty"),
        (b"\x00\x01\x02", [], "binary"),
        ("Besuch in Köln".encode("latin-1"), [], "not UTF-8"),
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
    assert "own.sqlite: 1 places, 2 names from 2 rows" in shown.err
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
    assert "2 rows (1 found, 1 not found)" in shown.err
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "nr,town,land,place_id,name,kind,country,admin1,lon,lat,did_you_mean,status"
    assert lines[1].startswith("1,Suva,FJ,geonames:2198148,Suva,settlement,FJ,")
    assert lines[2] == "2,Xyzzyqua,,,,,,,,,,not found"
    assert run(["geocode", str(names), "-o", str(tmp_path / "b.csv"), "--column", "city"]) == 1
    assert "no column 'city', but nr, town, land" in capsys.readouterr().err
    assert not (tmp_path / "b.csv").exists()
    assert run(["geocode", str(names), "--column", "town", "-o", str(target)]) == 1
    assert "--overwrite" in capsys.readouterr().err


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
