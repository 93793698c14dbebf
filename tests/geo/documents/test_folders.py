"""A folder gives what is read, and says in one line what it holds besides."""

import logging
import os

import pytest

from geo.documents import office
from geo.documents.reading import Unread, read_reports
from geo.errors import NoReports


def test_what_is_read_and_what_is_not(folder, caplog):
    errors = []
    with caplog.at_level(logging.INFO, logger="geo"):
        reports = list(read_reports(folder, on_error=errors.append))
    assert [report.id for report in reports] == ["a.txt", "b.text", "d:1", "d:3", "sub/c.markdown"]
    assert errors == []
    [line] = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert line.startswith("not read: 7 files (") and line.count("\n") == 0
    for told in (
        ".rtf 1",
        ".zip 1",
        "without a suffix 1",
        ".tar.gz 1",
        ".txt 1: RTF",
        ".csv 1: no column 'text'",
        ".xml 1: XML, and no RSS",
    ):
        assert told in line
    each = [record.getMessage() for record in caplog.records if record.levelno == logging.INFO]
    assert len(each) == 7 and any(line.startswith(str(folder / "README")) for line in each)


def test_whoever_counts_is_told_instead(folder, caplog):
    unread = Unread()
    for _ in range(2):
        list(read_reports(folder, unread=unread))
    assert str(unread).startswith("not read: 14 files (")
    assert not [record for record in caplog.records if record.levelno == logging.WARNING]


def test_an_extra_that_is_not_there(folder, monkeypatch):
    monkeypatch.setattr(office, "find_spec", lambda module: None)
    (folder / "m.pdf").write_bytes(b"%PDF-1.4")
    unread = Unread()
    list(read_reports(folder, unread=unread))
    assert '.pdf 1: pip install "dateline[pdf]" to read .pdf' in str(unread)


def test_a_folder_of_other_things_says_so(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"x")
    (tmp_path / "b.doc").write_bytes(b"x")
    with pytest.raises(NoReports, match=r"no reports .* found; not read: 2 files \(.doc 2\)"):
        list(read_reports(tmp_path))


def test_links(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "n.txt").write_text("Rain.", encoding="utf-8")
    (folder / "sub" / "round").symlink_to(folder)
    (folder / "sub" / "other").symlink_to(other)
    (folder / "o.txt").symlink_to(folder / "nowhere")
    unread = Unread()
    ids = [report.id for report in read_reports(folder, unread=unread)]
    assert ids == ["a.txt", "b.text", "d:1", "d:3", "sub/c.markdown", "sub/other/n.txt"]
    assert ".txt 1: a link that leads nowhere" in str(unread)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_cannot_be_opened(folder):
    (folder / "sub").chmod(0)
    unread = Unread()
    try:
        assert [report.id for report in read_reports(folder, unread=unread)] == [
            "a.txt",
            "b.text",
            "d:1",
            "d:3",
        ]
    finally:
        (folder / "sub").chmod(0o700)
    assert f"and 1 folder that cannot be opened ({folder / 'sub'})" in str(unread)


def test_a_folder_that_cannot_be_listed(folder, monkeypatch):
    real = os.scandir

    def scandir(path):
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    unread = Unread()
    assert len(list(read_reports(folder, unread=unread))) == 4
    assert f"and 1 folder that cannot be opened ({folder / 'sub'})" in str(unread)
