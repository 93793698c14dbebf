"""Files as readers get them: in parts that fit in memory, decompressed, line by line."""

import gzip
import json
import random

import pytest

from geo.documents import source
from geo.errors import UnreadableReport


def test_bombs_and_giants_are_refused_in_a_line(read, monkeypatch):
    monkeypatch.setattr(source, "WHOLE", 100_000)
    monkeypatch.setattr(source, "LINE", 1_000)
    with pytest.raises(UnreadableReport, match="expands more than 200 times"):
        read("a.jsonl.gz", gzip.compress(b" " * 50_000_000))
    with pytest.raises(UnreadableReport, match="larger than"):
        read("a.txt", b"x" * 100_001)
    long = json.dumps({"text": "x" * 2_000})
    reports, errors = read("a.jsonl", f'{{"text": "One."}}\n{long}\n{{"text": "Two."}}')
    assert (
        [r.text for r in reports] == ["One.", "Two."]
        and len(errors) == 1
        and ":2: a line of more than" in errors[0]
    )


def test_a_broken_gzip_is_read_as_far_as_it_goes(read, warned):
    noise = "".join(random.Random(1).choices("abcdefg hijklm\n", k=300_000))
    data = gzip.compress(noise.encode())
    [report] = read("a.txt.gz", data[: len(data) // 2])[0]
    assert noise.startswith(report.text) and len(report.text) > 100_000
    assert warned() == ["broken gzip: read up to where it breaks"]
    with pytest.raises(UnreadableReport, match="broken gzip"):
        read("b.txt.gz", data[:12])
