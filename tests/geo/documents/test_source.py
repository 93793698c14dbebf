"""Files as readers get them: in parts that fit in memory, decompressed, line by line."""

import gzip
import io
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


def opened(data, **fields):
    stream = io.BufferedReader(io.BytesIO(data), source.HEAD)
    return source.Source(path="a.txt", name="a.txt", stem="a", stream=stream, **fields)


def test_looking_at_the_head_takes_nothing_away():
    data = bytes(range(256)) * 1000
    made = opened(data)
    assert made.head() == made.head() == data[: source.HEAD]
    assert made.whole() == data
    assert opened(b"").head() == opened(b"").whole() == b""


def test_a_file_may_be_as_large_as_is_said_and_no_larger(monkeypatch):
    monkeypatch.setattr(source, "WHOLE", 1000)
    assert len(opened(b"x" * 1000).whole()) == 1000
    with pytest.raises(UnreadableReport, match=r"a\.txt: larger than 0 MB"):
        opened(b"x" * 1001).whole()


def test_lines_have_their_numbers_and_ends():
    assert list(opened("Rain\r\nMalmö\n\nSnow".encode()).lines()) == [
        (1, "Rain\r\n"),
        (2, "Malmö\n"),
        (3, "\n"),
        (4, "Snow"),
    ]
    assert list(opened(b"").lines()) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_lines_of_encodings_that_are_marked(encoding):
    text = [line.rstrip("\n") for _, line in opened("Malmö\nKraków\n".encode(encoding)).lines()]
    assert [line.removeprefix("\ufeff") for line in text] == ["Malmö", "Kraków"]


def test_a_wide_encoding_that_is_named_needs_no_mark():
    assert [
        line for _, line in opened("Malmö\nKraków".encode("utf-16-le"), encoding="utf-16-le").lines()
    ] == ["Malmö\n", "Kraków"]


def test_a_line_that_is_not_utf_8_is_read_in_a_likely_encoding_and_warned_of_once(warned):
    data = "Malmö\nRain\nKøbenhavn\n".encode("cp1252")
    assert [line for _, line in opened(data).lines()] == ["Malmö\n", "Rain\n", "København\n"]
    assert len(warned()) == 1 and warned()[0].startswith("not UTF-8 at line 1: read as ")


def test_a_line_that_is_too_long_is_reported_and_those_after_it_keep_their_numbers(monkeypatch):
    monkeypatch.setattr(source, "LINE", 10)
    reported = []
    lines = opened(
        b"x" * 9 + b"\n" + b"y" * 35 + b"\n" + b"z\n" + b"w" * 11, on_error=reported.append
    ).lines()
    assert list(lines) == [(1, "x" * 9 + "\n"), (3, "z\n")]
    assert [str(error) for error in reported] == [f"a.txt:{n}: a line of more than 0 MB" for n in (2, 4)]
    with pytest.raises(UnreadableReport, match=r"a\.txt:1: "):
        list(opened(b"y" * 35).lines())


def test_records_that_cannot_be_made_are_refused_whatever_the_reason():
    def make(item, made, where, name):
        if item == "bad":
            raise KeyError("quarter")
        return (item, where, name)

    items, reported = [(1, "one"), (5, "bad"), (9, "two")], []
    assert list(opened(b"", on_error=reported.append).records(items, make, nothing="none")) == [
        ("one", "a.txt:1", "a:1"), ("two", "a.txt:9", "a:9"),
    ]  # fmt: skip
    assert [str(error) for error in reported] == ["a.txt:5: cannot be read (KeyError: 'quarter')"]
    with pytest.raises(KeyError):
        list(opened(b"").records(items, make, nothing="none"))
    with pytest.raises(UnreadableReport, match=r"a\.txt: nothing here"):
        list(opened(b"", on_error=reported.append).records([(1, "bad")], make, nothing="nothing here"))


def test_names_of_fields_by_default():
    assert source.Columns() == source.Columns(
        text="text", published=None, id="id", title="title", source="source"
    )


def test_lines_of_noise_are_one_error_and_not_one_each():
    noise = random.Random(1).randbytes(200_000)
    with pytest.raises(UnreadableReport, match=r"a\.txt: binary, not text"):
        list(opened(noise).lines())
    some = b"Rain fell on the town.\x1f\n" * 40
    assert len(list(opened(some).lines())) == 40, "a few control characters are none"
    wide = "Rain fell.\n".encode("utf-16-le") * 100
    assert len(list(opened(wide, encoding="utf-16-le").lines())) == 100
