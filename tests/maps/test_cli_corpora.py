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
