"""Files are given once they have stopped growing, again when they change, and never our own."""

import os
import time

import pytest

from geo.corpus import arrivals
from geo.corpus.arrivals import Arrivals


def names(found):
    return [getattr(each, "path", each).name for each in found]


def write(path, text="Police arrested nine men in Ankara.", *, age=60.0):
    """Write a file that was changed so many seconds ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def test_what_is_there_is_given_once_in_the_order_of_names(tmp_path):
    write(tmp_path / "b.txt")
    write(tmp_path / "a" / "c.md")
    write(tmp_path / "picture.png")
    watched = Arrivals(tmp_path)
    assert names(watched.look()) == ["c.md", "b.txt"]
    assert watched.look() == []
    write(tmp_path / "d.txt")
    assert names(watched.look()) == ["d.txt"]


def test_a_file_that_grows_is_held_back_until_two_looks_find_it_alike(tmp_path):
    watched = Arrivals(tmp_path)
    (tmp_path / "old.txt").write_text("x")
    write(tmp_path / "old.txt")
    write(tmp_path / "new.txt", age=0)
    assert names(watched.look()) == ["old.txt"]
    assert watched.has_unsettled
    write(tmp_path / "new.txt", "Police arrested nine men in Ankara, and more", age=0)
    assert watched.look() == []
    assert names(watched.look()) == ["new.txt"]
    assert not watched.has_unsettled


def test_a_file_that_changed_is_given_again(tmp_path):
    path = write(tmp_path / "a.txt")
    watched = Arrivals(tmp_path)
    watched.look()
    write(path, age=30)
    assert names(watched.look()) == ["a.txt"]
    write(path, "another text", age=30)
    assert names(watched.look()) == ["a.txt"]


def test_a_clock_that_goes_before_ours_holds_nothing_back(tmp_path):
    write(tmp_path / "a.txt", age=-3600)
    assert names(Arrivals(tmp_path).look()) == ["a.txt"]


def test_what_was_not_read_is_given_again(tmp_path):
    write(tmp_path / "a.txt")
    watched = Arrivals(tmp_path)
    found = watched.look()
    watched.forget(found)
    assert names(watched.look()) == ["a.txt"]


def test_what_is_written_is_no_report(tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "map.html")
    write(tmp_path / "map.corpus" / "notes.txt")
    watched = Arrivals(tmp_path, without=(tmp_path / "map.html", tmp_path / "map.corpus"))
    assert names(watched.look()) == ["a.txt"]


def test_a_file_alone_is_watched_and_may_be_gone_for_a_while(tmp_path):
    feed = write(tmp_path / "feed.xml")
    watched = Arrivals(feed)
    assert watched.look() == [feed]
    feed.unlink()
    assert watched.look() == []
    write(feed, "again", age=10)
    assert watched.look() == [feed]


def test_files_of_a_folder_have_the_ids_of_the_whole_folder(tmp_path):
    from geo.corpus.sources import entries_of

    write(tmp_path / "in" / "sub" / "a.txt")
    write(tmp_path / "in" / "b.txt")
    of_files = [entry.report.id for entry in entries_of(Arrivals(tmp_path / "in").look())]
    assert of_files == [entry.report.id for entry in entries_of(tmp_path / "in")] == ["b.txt", "sub/a.txt"]


def test_files_that_vanish_between_the_list_and_the_look_are_passed_over(tmp_path, monkeypatch):
    path = write(tmp_path / "a.txt")
    monkeypatch.setattr(arrivals, "reports_of", lambda folder, unread: [path, folder / "gone.txt"])
    assert names(Arrivals(tmp_path).look()) == ["a.txt"]


def test_a_folder_that_cannot_be_opened(tmp_path, monkeypatch):
    def failing(folder, unread):
        raise PermissionError(13, "Permission denied", str(folder))

    watched = Arrivals(tmp_path)
    monkeypatch.setattr(arrivals, "reports_of", failing)
    with pytest.raises(PermissionError):
        watched.look()
