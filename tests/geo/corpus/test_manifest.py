import json

import pytest

from geo.corpus import manifest
from geo.corpus.manifest import Manifest
from geo.errors import CorpusError

PART = {"reports": 3, "failed": 1, "mentions": 7, "readers": {"a": 2, "b": 1}}
FORMER = Manifest(parts={"old": PART}, periods=("2024-01-000-aa",))
NEW = Manifest(parts={"old": PART, "new": PART}, periods=("2024-01-000-bb",), events=2)


def put(folder, names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


@pytest.fixture
def prepared(tmp_path):
    """A corpus with a change that is made and not yet in force, and the tag of it."""
    put(tmp_path, FORMER.files())
    put(manifest.new_files(tmp_path), set(NEW.files()) - set(FORMER.files()))
    (tmp_path / manifest.MANIFEST).write_text(FORMER.encode())
    return tmp_path, manifest.prepare(tmp_path, NEW)


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.glob("*/*.parquet")}


def test_a_change_that_was_not_committed_is_dropped(prepared):
    folder, _ = prepared
    manifest.finish(folder, "another tag")
    assert manifest.read(folder) == FORMER and files(folder) == set(FORMER.files())
    assert not (folder / manifest.WORK / manifest.MANIFEST).exists()


def test_a_committed_change_is_carried_out_once(prepared):
    folder, tag = prepared
    for _ in range(2):
        manifest.finish(folder, tag)
        assert manifest.read(folder) == NEW and files(folder) == set(NEW.files())


def test_totals_are_of_all_parts():
    assert (NEW.total("reports"), NEW.total("failed"), NEW.total("mentions")) == (6, 2, 14)
    assert NEW.readers() == {"a": 4, "b": 2}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "no corpus: it has no manifest.json"),
        ("{", "its manifest.json is damaged"),
        ("[]", "its manifest.json is damaged"),
        ('{"format": 1, "parts": {}, "periods": [], "else": 1}', "its manifest.json is damaged"),
        ('{"format": 99}', "its format is 99, this version of Dateline reads 1"),
    ],
    ids=["none", "cut", "list", "unknown field", "later"],
)
def test_a_folder_that_is_no_corpus_says_so_in_one_line(content, why, tmp_path):
    if content is not None:
        (tmp_path / manifest.MANIFEST).write_text(content)
    with pytest.raises(CorpusError) as caught:
        manifest.read(tmp_path)
    assert str(caught.value) == f"{tmp_path}: {why}"


def test_a_manifest_is_json_that_names_its_format():
    assert json.loads(NEW.encode())["format"] == manifest.FORMAT
