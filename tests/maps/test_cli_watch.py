"""`watch`: what arrives is read once and drawn, whatever comes with it; the map is whole at any moment."""

import os
import signal
import subprocess
import sys
import time

import pytest

import geo
from geo.corpus.arrivals import Arrivals
from maps.cli import run, watch

pytest.importorskip("pyarrow")
READING = {
    "model": None,
    "fast": True,
    "gazetteer": (),
    "published": "2024-07-16",
    "encoding": None,
    "text_column": None,
    "date_column": None,
    "id_column": None,
}
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{}</channel></rss>"""
ITEM = "<item><guid>{n}</guid><title>T</title><description>Gunmen killed {n} people in Goma.</description></item>"


def write(path, text, *, age=60):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "in" / "one.txt", "Gunmen killed nine people in Goma on Monday.")
    return tmp_path / "in"


@pytest.fixture
def watched(folder, tmp_path):
    return watch.Watch(
        arrivals=Arrivals(folder),
        folder=tmp_path / "corpus",
        output=tmp_path / "map.html",
        reading=READING,
        page={"where": None, "title": None, "language": "en"},
    )


def once(source, output, *more):
    return run(["watch", str(source), "-o", str(output), "--fast", "--once", *map(str, more)])


def test_what_arrives_is_read_once_and_drawn(watched, folder, monkeypatch):
    assert watched.round()
    first = watched.output.read_bytes()
    assert not watched.round()
    assert watched.output.read_bytes() == first
    given = []
    whole = geo.corpus.read
    monkeypatch.setattr(
        geo.corpus, "read", lambda files, *a, **k: (given.extend(files), whole(files, *a, **k))[1]
    )
    write(folder / "sub" / "two.txt", "Police arrested four men in Lima on Tuesday.")
    assert watched.round()
    assert [file.path.name for file in given] == ["two.txt"]
    assert watched.output.read_bytes() != first
    corpus = geo.corpus.open(watched.folder)
    assert sorted(corpus.reports["id"]) == ["one.txt", "sub/two.txt"]


def test_a_report_that_changes_replaces_itself(watched, folder):
    watched.round()
    write(folder / "one.txt", "An earthquake destroyed forty houses in Cusco on Tuesday.", age=30)
    assert watched.round()
    corpus = geo.corpus.open(watched.folder)
    assert len(corpus.reports) == 1
    assert set(corpus.mentions["name"]) == {"Cusco"}


def test_a_bad_file_is_told_and_the_others_are_read(watched, folder, capsys):
    write(folder / "bad.jsonl", "{bad\n")
    assert watched.round()
    assert "bad.jsonl" in capsys.readouterr().err
    assert geo.corpus.open(watched.folder).manifest.total("failed") > 0
    write(folder / "bad.jsonl", '{"id": "mended", "text": "Gunmen killed two people in Bukavu."}\n', age=30)
    assert watched.round()
    assert sorted(geo.corpus.open(watched.folder).reports["id"]) == ["mended", "one.txt"]


def test_what_keeps_the_map_from_being_written_is_told_once_and_tried_again(
    watched, folder, capsys, monkeypatch
):
    watched.round()
    first = watched.output.read_bytes()
    write(folder / "two.txt", "Police arrested four men in Lima on Tuesday.")
    whole = watch.Watch._draw

    def failing(self, corpus):
        raise OSError(28, "No space left on device", "map.html")

    monkeypatch.setattr(watch.Watch, "_draw", failing)
    capsys.readouterr()
    assert not watched.round() and not watched.round()
    assert capsys.readouterr().err.count("No space left") == 1
    assert watched.output.read_bytes() == first
    monkeypatch.setattr(watch.Watch, "_draw", whole)
    assert watched.round()
    assert watched.output.read_bytes() != first


def test_once_makes_the_map_and_its_corpus_beside_it(folder, tmp_path, capsys):
    assert once(folder, tmp_path / "map.html") == 0
    assert (tmp_path / "map.html").stat().st_size
    assert "1 report, 1 event" in capsys.readouterr().err
    corpus = geo.corpus.open(tmp_path / "map.corpus")
    assert corpus.reports["id"].tolist() == ["one.txt"]


def test_once_again_goes_on_with_its_own_map(folder, tmp_path):
    once(folder, tmp_path / "map.html")
    first = (tmp_path / "map.html").read_bytes()
    write(folder / "two.txt", "Police arrested four men in Lima on Tuesday.")
    assert once(folder, tmp_path / "map.html") == 0
    assert (tmp_path / "map.html").read_bytes() != first


def test_another_file_is_not_overwritten(folder, tmp_path, capsys):
    write(tmp_path / "map.html", "my own page")
    assert once(folder, tmp_path / "map.html") == 1
    assert (tmp_path / "map.html").read_text() == "my own page"
    assert "--overwrite" in capsys.readouterr().err
    assert once(folder, tmp_path / "map.html", "--overwrite") == 0


def test_a_map_inside_the_folder_is_no_report(folder, capsys):
    for _ in range(2):
        assert once(folder, folder / "map.html") == 0
    assert geo.corpus.open(folder / "map.corpus").reports["id"].tolist() == ["one.txt"]


def test_once_waits_until_a_file_has_stopped_growing(folder, tmp_path):
    write(folder / "new.txt", "Police arrested four men in Lima on Tuesday.", age=0)
    assert once(folder, tmp_path / "map.html", "--every", 0.1) == 0
    assert len(geo.corpus.open(tmp_path / "map.corpus").reports) == 2


def test_a_feed_that_is_renewed_adds_its_new_entries(tmp_path):
    feed = write(tmp_path / "feed.xml", FEED.format(ITEM.format(n=3)))
    once(feed, tmp_path / "map.html")
    write(feed, FEED.format(ITEM.format(n=4)), age=30)  # a feed forgets; the corpus does not
    assert once(feed, tmp_path / "map.html") == 0
    assert len(geo.corpus.open(tmp_path / "map.corpus").reports) == 2


def test_a_condition_chooses_what_the_map_shows(folder, tmp_path, capsys):
    assert once(folder, tmp_path / "map.html", "--where", "country = 'PER'") == 0
    assert "1 report, 0 events" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["in", "-o", "map.html", "--where", "nonsense"], "no such column"),
        (["none", "-o", "map.html"], "no such folder or file"),
        (["in", "-o", "map.pdf"], ".html"),
        (["in", "-o", "map.html", "--published", "soon"], "soon"),
        (["in", "-o", "no/such/map.html"], "no/such"),
    ],
    ids=["where", "source", "suffix", "published", "folder"],
)
@pytest.mark.usefixtures("folder")
def test_what_is_wrong_is_told_before_anything_is_read(tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    assert run(["watch", *arguments, "--fast", "--once"]) == 1
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1
    assert not (tmp_path / "map.html").exists() and not (tmp_path / "map.corpus").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_ends_it_well(folder, tmp_path):
    command = [sys.executable, "-m", "maps", "watch", "in", "-o", "map.html", "--fast"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if "watching in" in line:
                break
        process.send_signal(signal.SIGINT)
        left = process.stderr.read()
        assert process.wait(60) == 0
    assert "the watch is ended" in left and "Traceback" not in left
    assert (tmp_path / "map.html").stat().st_size
