"""The command line as its users meet it: data on stdout, one line on stderr, exit status 0, 1 or 2."""

import io
import json
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


@pytest.mark.parametrize("name", dateline.commands)
def test_every_command_is_documented_with_an_example(name, capsys):
    assert run([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"dateline {name}" in shown.split("Usage:")[1].split("\n", 1)[1]
    command = dateline.commands[name]
    assert all(
        option.help
        for option in command.params
        if isinstance(option, click.Option) and option.name not in ("limit", "form")
    )


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["map"], ["events"], ["commands"], ["reverse", "91", "0"], ["geocode"]]
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
