"""A file that is mended takes the place of its failures; a failure takes the place of no report."""

import json

import pytest

import geo


@pytest.fixture
def read(tmp_path):
    """Read a source into one corpus, and return the errors of its rows by id."""

    def read_into(source, **how):
        corpus = geo.corpus.read(source, tmp_path / "corpus", fast=True, on_error=lambda error: None, **how)
        rows = corpus.reports
        return dict(
            zip(rows["id"], rows["error"].astype(object).where(rows["error"].notna(), None), strict=True)
        )

    return read_into


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    (made / "sub").mkdir(parents=True)
    (made / "a.txt").write_text("Police arrested nine men in Ankara.")
    return made


def test_a_file_that_is_mended_replaces_its_failure(read, folder):
    bad = folder / "sub" / "b.txt"
    bad.write_bytes(b"\0\1")
    before = read(folder)
    assert before["a.txt"] is None and before["sub/b.txt"] and len(before) == 2
    bad.write_text("Gunmen killed two men in Goma.")
    assert read(folder) == {"a.txt": None, "sub/b.txt": None}


@pytest.mark.parametrize("name", ["b.jsonl", "b.csv", "b.json"])
def test_records_that_are_mended_replace_theirs(read, folder, name):
    bad = folder / "sub" / name
    good = {"id": "r2", "text": "Gunmen killed two men in Goma."}
    bad.write_text({
        "b.jsonl": '{"id": "r1", "text": "Envoys met in Oslo."}\nbroken\n{"id": "r3", "text": ""}\n',
        "b.csv": "id,text\nr1,Envoys met in Oslo.\nr2,a,b,c\nr3,\n",
        "b.json": json.dumps([{"id": "r1", "text": "Envoys met in Oslo."}, 5, {"id": "r3", "text": ""}]),
    }[name])  # fmt: skip
    number = 3 if name == "b.csv" else 2
    assert set(read(folder)) == {"a.txt", "r1", f"sub/{name}:{number}", "r3"}
    bad.write_text({
        "b.jsonl": f'{{"id": "r1", "text": "Envoys met in Oslo."}}\n{json.dumps(good)}\n',
        "b.csv": "id,text\nr1,Envoys met in Oslo.\nr2,Gunmen killed two men in Goma.\n",
        "b.json": json.dumps([{"id": "r1", "text": "Envoys met in Oslo."}, good]),
    }[name])  # fmt: skip
    after = read(folder)
    assert {"a.txt", "r1", "r2"} <= set(after) and f"sub/{name}:{number}" not in after
    assert after["r3"] == "empty", "the record said its id, and is not there any more: nobody mended it"


def test_a_file_of_which_nothing_was_read(read, tmp_path):
    file = tmp_path / "a.jsonl"
    assert read(file) == {"a.jsonl": "No such file or directory"}
    file.write_text('{"id": "r1", "text": "Envoys met in Oslo."}\n')
    assert read(file) == {"r1": None}


def test_a_pattern_that_nothing_fitted(read, tmp_path):
    pattern = f"{tmp_path}/*.txt"
    assert read(pattern) == {pattern: "no file or folder fits"}
    (tmp_path / "a.txt").write_text("Envoys met in Oslo.")
    assert read(pattern) == {"a.txt": None}


def test_what_fails_or_vanishes_keeps_the_report_that_was_read(read, folder):
    file = folder / "b.txt"
    file.write_text("Envoys met in Oslo.")
    whole = read(folder)
    assert whole == {"a.txt": None, "b.txt": None}
    file.write_bytes(b"\0\1")
    assert read(folder) == whole, "it was read once: that it cannot be read now is told, and replaces nothing"
    file.unlink()
    assert read(folder) == whole == read([file])
    assert read([{"id": "a.txt", "text": ""}]) == whole


def test_failures_of_other_files_stay(read, folder, tmp_path):
    (folder / "b.txt").write_bytes(b"\0\1")
    other = tmp_path / "c.txt"
    other.write_bytes(b"\0\1")
    assert set(read([folder, other])) == {"a.txt", "b.txt", "c.txt"}
    other.write_text("Envoys met in Oslo.")
    after = read([other])
    assert after["c.txt"] is None and after["b.txt"] is not None


def test_what_fails_again_is_the_same_row(read, folder):
    (folder / "b.jsonl").write_text("broken\n" * 3)
    before = read(folder)
    assert read(folder) == before and set(before) == {
        "a.txt",
        "b.jsonl:1",
        "b.jsonl:2",
        "b.jsonl:3",
        "b.jsonl",
    }


def test_mending_and_renewing_together(read, folder, monkeypatch):
    from geo.corpus.settings import Settings

    (folder / "b.txt").write_bytes(b"\0\1")
    (folder / "c.jsonl").write_text("broken")
    read(folder)
    (folder / "b.txt").write_text("Envoys met in Oslo.")
    (folder / "c.jsonl").write_text('{"id": "c", "text": "Envoys met in Oslo."}')
    (folder / "a.txt").write_bytes(b"\0\1")
    monkeypatch.setattr(Settings, "fingerprint", lambda self: "0" * 12)
    assert read(folder, renew=True) == {"a.txt": None, "b.txt": None, "c": None}
