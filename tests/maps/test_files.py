"""Files are written whole or not at all."""

import pytest

from maps.errors import FileExists
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
