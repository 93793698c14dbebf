"""Files are written whole or not at all."""

import errno
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from geo.event_set import EventSet
from maps.cli import run
from maps.errors import FileExists, UnknownFormat
from maps.event_map import save
from maps.files import check_writable, whole_file


def test_a_file_appears_only_at_the_end(tmp_path):
    target = tmp_path / "a.txt"
    with whole_file(target) as fresh:
        fresh.write_text("x")
        assert not target.exists()
    assert target.read_text() == "x"
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_leaves_nothing_and_keeps_the_old(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(RuntimeError), whole_file(target, overwrite=True) as fresh:  # noqa: PT012
        fresh.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_overwritten_unasked(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(FileExists, match="--overwrite"), whole_file(target):
        pass
    with whole_file(target, overwrite=True) as fresh:
        fresh.write_text("new")
    assert target.read_text() == "new"


def test_what_cannot_be_written_is_told_before(tmp_path):
    with pytest.raises(IsADirectoryError, match="folder"):
        check_writable(tmp_path)
    with pytest.raises(FileNotFoundError, match="no such folder"):
        check_writable(tmp_path / "missing" / "a.txt")


def test_a_folder_that_takes_no_files_is_named_as_the_user_did(tmp_path, monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device", str(tmp_path / ".dateline-x1"))

    monkeypatch.setattr("tempfile.TemporaryDirectory", full)
    with pytest.raises(OSError, match="cannot be written here") as raised, whole_file(tmp_path / "a.txt"):
        pass
    assert raised.value.filename == str(tmp_path / "a.txt")


def test_errors_of_other_files_stay_as_they_are(tmp_path):
    with pytest.raises(FileNotFoundError) as raised, whole_file(tmp_path / "a.txt"):
        (tmp_path / "b.txt").read_text()
    assert raised.value.filename == str(tmp_path / "b.txt")
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        whole_file(tmp_path / "a.db") as fresh,
    ):
        sqlite3.connect(fresh).execute("SELECT * FROM missing")
    assert [path.name for path in tmp_path.iterdir()] == []


HALF = """
import pathlib, resource, sys
from maps.cli import run

def half(suffix, *command):
    limit = 300 if suffix == ".csv" else 5000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    print(run(["-q", *command, "-o", "out" + suffix]), sorted(path.name for path in pathlib.Path().iterdir()))

for suffix in sys.argv[1:]:
    half(suffix, "map" if suffix == ".html" else "export", "r.txt", "--fast")
for suffix in (".gpkg", ".fgb"):
    half(suffix, "gazetteer", "export", "--country", "RW")
"""
SUFFIXES = (".gpkg", ".fgb", ".kml", ".geojson", ".csv", ".jsonl", ".parquet", ".html")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_disk_that_takes_half_is_one_line_and_no_file(tmp_path):
    """A limit of the file's size stands for a full disk: the system refuses the write in the same way."""
    (tmp_path / "r.txt").write_text("Protesters marched across Sweden on 3 May 2023. " * 40)
    done = subprocess.run(
        [sys.executable, "-c", HALF, *SUFFIXES], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["1 ['r.txt']"] * (len(SUFFIXES) + 2)
    assert done.stderr.splitlines() == [
        f"dateline: out{suffix}: cannot be written here ({os.strerror(errno.EFBIG)})"
        for suffix in (*SUFFIXES, ".gpkg", ".fgb")
    ]


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full")
def test_devices_are_written_to_and_not_replaced(tmp_path):
    with whole_file("/dev/null") as fresh:
        fresh.write_text("x")
    assert Path("/dev/null").is_char_device()
    with (
        pytest.raises(OSError, match="cannot be written here") as raised,
        whole_file("/dev/full", overwrite=True) as fresh,
    ):
        fresh.write_text("x")
    assert raised.value.filename == "/dev/full"
    assert Path("/dev/full").is_char_device()
    (tmp_path / "r.txt").write_text("Nothing.")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "maps", "events", "r.txt", "-q"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, f"dateline: stdout: {os.strerror(errno.ENOSPC)}\n")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("m.pdf", "--figure"),
        ("m.png", "--png"),
        ("m.gpkg", "dateline export"),
        ("m.docx", r"\.html"),
        ("m", r"\.html"),
    ],
)
def test_a_page_is_html_and_the_error_says_what_writes_the_rest(tmp_path, name, hint, capsys):
    (tmp_path / "r.txt").write_text("Nothing.")
    assert run(["map", str(tmp_path / "r.txt"), "-o", str(tmp_path / name)]) == 1
    assert re.search(hint, capsys.readouterr().err)
    with pytest.raises(UnknownFormat, match=hint):
        save(EventSet(), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["r.txt"]
