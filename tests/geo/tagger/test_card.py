"""The card tells of the weights that are there."""

import hashlib
import re
from pathlib import Path

import geo

FOLDER = Path(geo.__file__).parent / "model" / "tagger"


def test_the_card_names_each_file_with_its_hash():
    told = dict(
        re.findall(r"`([\w.]+)` \|.*`([0-9a-f]{64})`", (FOLDER / "CARD.md").read_text(encoding="utf-8"))
    )
    files = {path.name: path for path in FOLDER.iterdir() if path.name != "CARD.md"}
    assert told.keys() == files.keys()
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == told[name]
