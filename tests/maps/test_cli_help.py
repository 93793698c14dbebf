"""The command line's manners: help whose examples run, completion in a real shell, what is said and when, colours."""

import contextlib
import gzip
import importlib.util
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest

import geo
from maps.cli import console, dateline, run

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "Rebels attacked an army post near Goma on Monday and killed six soldiers, officials said."
DUMP = "2147714|Sydney|Sydney||-33.86785|151.20732|P|PPLA|AU||02||||4627345||58|Australia/Sydney|2024-01-01".replace(
    "|", "\t"
)


def load_examples():
    spec = importlib.util.spec_from_file_location("docs_examples", ROOT / "docs/examples.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


EXAMPLES = load_examples()


def walk(command, path=()):
    yield path, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from walk(inner, (*path, name))


COMMANDS = dict(walk(dateline))


def examples_of(command):
    lines = [line.strip() for line in command.help.splitlines()]
    return [line for line in lines[lines.index("Examples:") + 1 :] if line]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    pytest.importorskip("pyarrow")
    folder = tmp_path_factory.mktemp("corpus") / "corpus"
    rows = [
        {"id": "one", "text": ARTICLE},
        {"id": "r1", "text": "Rebels shelled an army post near Goma on Monday.", "published": "2024-05-15"},
        {"id": "r2", "text": "A bomb killed two people in Bukavu on Tuesday.", "published": "2024-05-15"},
    ]
    geo.corpus.read(rows, folder, fast=True)
    return folder


@pytest.fixture
def desk(tmp_path, monkeypatch, corpus):
    """Make a folder with every file that the examples name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copytree(corpus, tmp_path / "corpus")
    for name in ("article.txt", "report.txt", "reports/one.txt", "seeds/two.txt", "archive/three.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")
    for name in ("archive.jsonl", "2024/january.jsonl.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        line = json.dumps({"text": ARTICLE}).encode()
        path.write_bytes(gzip.compress(line) if name.endswith(".gz") else line)
    (tmp_path / "names.csv").write_text("town\nGoma\n", encoding="utf-8")
    (tmp_path / "depots.csv").write_text(
        "id,name,kind,lon,lat\nd1,Depot Zebrula,facility,29.2,-1.6\n", encoding="utf-8"
    )
    (tmp_path / "acled.csv").write_text(
        "event_date,event_type,country,latitude,longitude\n13 May 2024,Battles,DR Congo,-1.67,29.22\n",
        encoding="utf-8",
    )
    for name in ("events.csv", "own.csv"):
        day = "when" if name == "own.csv" else "day"
        (tmp_path / name).write_text(f"{day},lon,lat,type\n2024-05-13,29.2,-1.7,ASSAULT\n", encoding="utf-8")
    for archive, inside, line in (
        ("AU.zip", "AU.txt", DUMP),
        ("alternateNamesV2.zip", "alternateNamesV2.txt", "1\t2147714\ten\tSydney Town\t\t\t\t\t\t"),
    ):
        with zipfile.ZipFile(tmp_path / archive, "w") as packed:
            packed.writestr(inside, line + "\n")
    return tmp_path


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "dateline")
def test_the_examples_of_every_help_run(path, desk):
    lines = examples_of(COMMANDS[path])
    assert any(" ".join(["dateline", *path]) in line for line in lines)
    for line in lines:
        target = re.findall(r" (?:-o|--figure) (\S+)", line)
        for name in target:
            if not (desk / name).is_dir():  # a corpus grows
                (desk / name).unlink(missing_ok=True)
        printed = EXAMPLES.run_line(line)
        assert printed or target or " > " in line
        for made in (target, line.partition(" > ")[2].split()):
            assert all((desk / name.replace("~", str(desk))).stat().st_size for name in made)


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "dateline")
def test_every_option_says_what_it_is_for(path):
    for option in COMMANDS[path].params:
        assert isinstance(option, click.Argument) or option.help, option.name
    assert {"verbose", "quiet"} <= {option.name for option in COMMANDS[path].params}


def test_one_option_is_the_same_everywhere():
    """An option of a name has the same flags, type and meaning in every command that has it."""
    differ = {"--output", "--format"}  # required or not, and with the formats of the command
    seen = {}
    for path, command in COMMANDS.items():
        for option in command.params:
            if isinstance(option, click.Option) and option.opts[-1] not in differ:
                told = (option.opts, option.type.name, option.help, option.metavar, option.is_flag)
                assert seen.setdefault(option.opts[-1], told) == told, path


def test_the_version_is_told(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("dateline, version ")


def complete(*words):
    """Complete the last word as bash does."""
    asked = {
        "_DATELINE_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["dateline", *words]),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [sys.executable, "-m", "maps"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["exp"], {"plain,explain", "plain,export"}),
        (["gazetteer", ""], {"plain,import", "plain,export"}),
        (["events", "--form"], {"plain,--format"}),
        (["events", "--format", "j"], {"plain,jsonl"}),
        (["geocode", "Suva", "--country", "fj"], {"plain,FJ"}),
        (["geocode", "Suva", "--country", "fij"], {"plain,FJ"}),
        (["commands", "--of", "ISR"], {"plain,ISR"}),
        (["gazetteer", "export", "--kind", "wa"], {"plain,water"}),
        (["map", "art"], {"file,art"}),
        (["map", "x", "--gazetteer", "my"], {"file,my"}),
    ],
)
def test_what_completes(words, offered):
    assert set(complete(*words)) == offered


def test_the_completion_script_works_in_bash(tmp_path):
    """The script that we print, in a real bash: `dateline geo` becomes `dateline geocode`."""
    (tmp_path / "dateline").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m maps "$@"\n', encoding="utf-8")
    (tmp_path / "dateline").chmod(0o755)
    script = (
        "source <(dateline completion bash); COMP_WORDS=(dateline geo); COMP_CWORD=1; "
        '_dateline_completion dateline; echo "${COMPREPLY[*]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout.strip(), done.stderr) == ("geocode", "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_completion_script_is_one_that_its_shell_reads(shell, tmp_path, capsys):
    assert run(["completion", shell]) == 0
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    assert "_DATELINE_COMPLETE" in script.read_text(encoding="utf-8")
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n", script], check=True)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("place", ["before", "after"])
def test_how_much_is_said(article, tmp_path, capsys, place):
    def said(*options, name):
        words = ["export", article, "-o", str(tmp_path / name)]
        assert run([*options, *words] if place == "before" else [*words, *options]) == 0
        shown = capsys.readouterr()
        assert not shown.out
        return shown.err

    usual = said(name="a.csv").splitlines()
    assert len(usual) == 2 and "has no day" in usual[0] and "a.csv: " in usual[1]
    assert said("-q", name="b.csv") == ""
    loud = said("-v", name="c.csv")
    assert "dateline: article.txt: published on an unknown day, " in loud
    assert loud.count("\n") == 3
    assert "pipeline: dateline_sentences, dateline_encoder, " in said("-vv", name="d.csv")
    assert "pipeline" not in said("-v", name="e.csv")  # nothing stays of the command before


def test_errors_and_what_is_left_out_are_said_in_any_case(article, tmp_path, capsys):
    assert run(["-q", "export", article, "-o", str(tmp_path / "no" / "a.csv")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run(["-q", "places", str(tmp_path), "-o", str(tmp_path / "b.jsonl")]) == 3
    assert [line.rsplit(": ")[-1] for line in capsys.readouterr().err.splitlines()] == [
        "empty",
        "1 of 2 reports read, 1 failed",
    ]


def on_a_terminal(words, cwd, **variables):
    """Run `dateline` with stdout and stderr on a pseudo-terminal and give what it shows."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "maps", *words],
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, cwd=cwd, env={**os.environ, "TERM": "xterm", **variables},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # Linux ends a terminal so
        while piece := os.read(ours, 65536):
            shown += piece
    process.wait()
    os.close(ours)
    return shown.decode()


def test_colours_are_for_terminals_that_want_them(tmp_path):
    wrong, table = ["places", "gone.txt"], ["reverse", "31.34", "34.30"]
    assert "\x1b[31m" in on_a_terminal(wrong, tmp_path)
    assert "\x1b[1m" in on_a_terminal(table, tmp_path)
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b[" not in on_a_terminal(table, tmp_path, **variables)
        assert "\x1b[3" not in on_a_terminal(wrong, tmp_path, **variables)


@pytest.mark.parametrize("command", [["reverse", "31.34", "34.30"], ["places", "gone.txt"]])
def test_a_pipe_gets_no_colours(command, capsys):
    run(command)
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err


def test_progress_is_for_terminals(tmp_path):
    lines = [json.dumps({"id": str(n), "text": ARTICLE}) for n in range(3)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    words = ["places", "corpus.jsonl", "--fast", "-o"]
    assert "reports" in on_a_terminal([*words, "a.jsonl"], tmp_path)
    for option in ("-q", "-v"):
        assert "0:0" not in on_a_terminal([*words, f"{option}.jsonl", option], tmp_path)


def test_a_bar_shows_what_is_done(monkeypatch, capsys):
    monkeypatch.setattr(console, "shows_progress", lambda: True)
    monkeypatch.setattr(console, "_EVERY_S", -1.0)
    assert list(console.each("abcd", name="reports", total=4)) == list("abcd")
    shown = capsys.readouterr().err.split("\r")
    assert any(line.startswith("1 of 4 reports  [######------------------]  25%  0:00") for line in shown)
    assert any(line.startswith("4 of 4 reports  [########################] 100%") for line in shown)
    assert shown[-1] == ""
    assert not shown[-2].strip()  # the line is wiped at the end
