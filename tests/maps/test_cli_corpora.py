"""`dateline corpus read`: what it says, and with which status it ends."""

import io
import sys

import pytest

import geo
from maps.cli import run

TEXT = '{"id": "r1", "text": "Gunmen killed four people in Goma on Monday.", "published": "2024-05-15"}\n'


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(TEXT)
    (tmp_path / "in" / "b.txt").write_text("Police arrested two men in Lima on 3 May 2024.")
    return tmp_path


def read(folder, *options, source="in"):
    return run(["corpus", "read", str(folder / source), "-o", str(folder / "corpus"), "--fast", *options])


def test_it_says_what_the_corpus_holds(archive, capsys):
    assert read(archive) == 0
    shown = capsys.readouterr()
    assert shown.out == "" and "corpus: 2 reports (0 failed), 2 mentions, 2 events" in shown.err
    assert geo.corpus.open(archive / "corpus").manifest.total("reports") == 2


def test_what_could_not_be_read_is_told_and_is_status_3(archive, capsys):
    (archive / "in" / "bad.txt").write_bytes(b"\0\1\2" * 99)
    assert read(archive) == 3
    told = capsys.readouterr().err
    assert "bad.txt" in told and "3 reports (1 failed)" in told and "Traceback" not in told


def test_other_settings_are_told(archive, capsys, monkeypatch):
    read(archive)
    capsys.readouterr()
    monkeypatch.setattr("geo.corpus.settings.Settings.fingerprint", lambda self: "z" * 12)
    assert read(archive) == 0
    assert (
        "2 reports were read by another version or with other settings: --renew reads them again"
        in capsys.readouterr().err
    )
    assert read(archive, "--renew") == 0
    assert "--renew" not in capsys.readouterr().err


def test_reports_may_come_from_stdin_and_be_read_by_processes(tmp_path, monkeypatch, contents_of):
    for name, options in (("one", ()), ("two", ("--jobs", "2"))):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="utf-8"))
        assert run(["corpus", "read", "-", "-o", str(tmp_path / name), "--fast", *options]) == 0
    assert contents_of(tmp_path / "one") == contents_of(tmp_path / "two") != {}


@pytest.fixture
def contents_of():
    def contents(folder):
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.glob("*/*.parquet")
            if ".work" not in path.parts
        }

    return contents


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (("--jobs", "0"), 2, "--jobs"),
        (("--jobs", "2", "--dask", "tcp://127.0.0.1:1"), 2, "does not go with a cluster's address"),
        (("--published", "soon"), 1, "'soon' is not a date"),
    ],
    ids=["no process", "processes of a cluster", "no day"],
)
def test_wrong_usage_is_one_line_and_makes_nothing(archive, capsys, options, status, told):
    assert read(archive, *options) == status
    assert told in capsys.readouterr().err and not (archive / "corpus").exists()


def test_a_folder_of_something_else_is_left_alone(archive, capsys):
    (archive / "corpus").mkdir()
    (archive / "corpus" / "mine.txt").write_text("x")
    assert read(archive) == 1
    assert "is no corpus, and holds other files" in capsys.readouterr().err
    assert [path.name for path in (archive / "corpus").iterdir()] == ["mine.txt"]


BOMB = [
    ("r2", "A bomb killed two people in Bukavu on Tuesday.", "2024-05-15"),
    ("r3", "Two people were killed by a bomb in Bukavu on Tuesday.", "2024-05-16"),
]


@pytest.fixture
def told_twice(tmp_path):
    rows = [{"id": name, "text": text, "published": day} for name, text, day in BOMB]
    return geo.corpus.read(rows, tmp_path / "corpus", fast=True)


def accounts(corpus):
    from geo.corpus.clusters.clusters import Clusters

    with Clusters.open(corpus.path / "clusters.sqlite", readonly=True) as clusters:
        return {id_: [f"{event.report}@{event.start}" for event in some] for id_, some in clusters.events()}


def test_a_decision_divides_an_event_and_its_contrary_is_refused_until_it_is_taken_back(told_twice, capsys):
    folder = str(told_twice.path)
    ((event, (one, other)),) = accounts(told_twice).items()
    assert run(["corpus", "decide", folder, "apart", event, other, "--who", "me", "--why", "two"]) == 0
    assert capsys.readouterr().out.split()[3::2] == [event, *(set(accounts(told_twice)) - {event})]
    divided = geo.corpus.open(folder)
    assert set(divided.events["id"]) == set(accounts(told_twice)) and len(divided.events) == 2
    assert divided.manifest.events == 2
    capsys.readouterr()
    assert run(["corpus", "decide", folder, "same", one, other]) == 1
    assert capsys.readouterr().err.count("\n") == 1 and len(geo.corpus.open(folder).events) == 2
    assert run(["corpus", "history", folder, event, "--format", "jsonl"]) == 0
    told = capsys.readouterr().out
    assert '"kind": "split"' in told and "me decided" in told
    assert run(["corpus", "decide", folder, "undecided", one, other]) == 0
    joined = geo.corpus.open(folder)
    assert list(joined.events["id"]) == [event] and joined.events["mentions"].tolist() == [2]
    capsys.readouterr()
    assert run(["corpus", "history", folder]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["kind", "split", "merged"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("decide", "{}", "same", "ev-none", "r2@2"), "it has no event and no account ev-none"),
        (("decide", "{}", "same", "r2@2", "r2@3"), "it has no event and no account r2@3"),
        (("decide", "{}", "apart", "r2@2", "r2@2"), "are one account"),
        (("decide", "{}/none", "apart", "r2@2", "r3@4"), "no corpus"),
        (("history", "{}", "ev-none"), "it has no event ev-none, and had none"),
        (("history", "{}/none"), "no corpus"),
    ],
)
def test_what_is_not_there_is_one_line(command, why, told_twice, capsys):
    assert run(["corpus", *(each.format(told_twice.path) for each in command)]) == 1
    told = capsys.readouterr().err
    assert why in told and told.count("\n") == 1
    assert not (told_twice.path / "none").exists() and len(geo.corpus.open(told_twice.path).events) == 1
