"""The card tells of the weights that are there."""

import hashlib
import re
from pathlib import Path

import pytest

import geo

MODEL = Path(geo.__file__).parent / "model"


@pytest.mark.parametrize("name", ["tagger", "events"])
def test_the_card_names_each_file_with_its_hash(name):
    folder = MODEL / name
    told = dict(
        re.findall(r"`([\w.]+)` \|.*`([0-9a-f]{64})`", (folder / "CARD.md").read_text(encoding="utf-8"))
    )
    files = {path.name: path for path in folder.iterdir() if path.name != "CARD.md"}
    assert told.keys() == files.keys()
    for file, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == told[file]
