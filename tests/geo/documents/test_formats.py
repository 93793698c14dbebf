"""Each format is read as what it is, whatever it is called, and never as one raw text."""

import datetime
import gzip
import io
import json
import random
import zipfile

import pytest

from geo.documents.reading import read_reports
from geo.errors import NotAReport, ReadingError

DAY = datetime.date(2019, 8, 23)
TEXT = "Troops left Mosul on Friday.\nTwo were hurt."


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "a.MARKDOWN", "a", "a.log", "a.pdf"])
def test_prose(read, name):
    assert [report.text for report in read(name, TEXT)[0]] == [TEXT]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"])
def test_compressed_files_are_as_those_inside(read, name):
    data = {
        "a.html": f"<html><body><p>{TEXT}</p></body></html>",
        "a.jsonl": json.dumps({"text": TEXT}),
        "a.csv": f'text\n"{TEXT}"\n',
    }
    plain = data.get(name, TEXT).encode()
    [inside], [zipped] = read(name, plain)[0], read(f"{name}.gz", gzip.compress(plain))[0]
    assert inside.text == zipped.text
    assert read("b.txt", gzip.compress(plain))[0], "what is compressed is found to be, whatever it is called"


def a_zip():
    with zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
        archive.writestr("x.txt", TEXT)
    return made.getvalue()


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "a"])
@pytest.mark.parametrize(
    ("data", "why"),
    [(rb"{\rtf1 Troops left Mosul.}", "RTF"), (a_zip(), "ZIP"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old Office file"),
     (b"\x89PNG\r\n\x1a\n", "picture"), (b"BZh91AY", "bzip2")],
    ids=["rtf", "zip", "doc", "png", "bz2"],
)  # fmt: skip
def test_what_is_not_read_is_refused_whatever_it_is_called(read, name, data, why):
    with pytest.raises(NotAReport, match=why):
        read(name, data)


def test_prose_that_looks_like_data_is_prose(read):
    for prose in ("{{Infobox}} Troops left Mosul.", "[Update] Troops left Mosul.", '["Troops left Mosul", he said.', "From Mosul they went on.",
                  "Date: none\nTroops left Mosul.", "text, not pictures\nTroops left Mosul"):  # fmt: skip
        assert [report.text for report in read("a.txt", prose)[0]] == [prose]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.json"])
def test_every_format_in_every_encoding(read, name, codec):
    text = "It’s over in Málaga."
    data = {"a.txt": text, "a.csv": f"id,text\n1,{text}\n"}.get(
        name, json.dumps({"text": text}, ensure_ascii=False)
    )
    assert [report.text for report in read(name, data.encode(codec))[0]] == [text]


MUTABLE = {
    "a.txt": TEXT.encode(), "a.md": f"---\ntitle: Out\npublished: 2019-08-23\n---\n{TEXT}".encode(), "b.txt": "Şırnak’ta iki kişi öldü. " .encode() * 3,
    "a.html": f"<!doctype html><html><head><meta charset=utf-8><title>Out</title></head><body><article><p>{TEXT}</p></article></body></html>".encode(),
    "b.html": f"<p>{TEXT}</p><p>São Paulo</p>".encode(), "c.txt": TEXT.encode("utf-16"), "d.txt": TEXT.encode("utf-8-sig"),
    "a.jsonl": json.dumps({"id": "a", "text": TEXT, "title": "Out"}).encode(), "a.json": json.dumps([{"text": TEXT}] * 3).encode(),
    "e.txt": "A café in Málaga and a bar in Córdoba.".encode("cp1252"),
}  # fmt: skip


def test_one_wrong_byte_loses_no_report(tmp_path, samples):
    mutable = MUTABLE | {"a.eml": samples.eml}
    chance, lost = random.Random(12), []
    for number in range(300):
        name = chance.choice(sorted(mutable))
        data = bytearray(mutable[name])
        at, wrong = chance.randrange(len(data)), chance.randrange(256)
        data[at] = wrong
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(data)
        if name.startswith("a.json") and ((chr(wrong).isalpha() and wrong < 128) or wrong in b"\n\r"):
            continue  # may be another key, or two lines of a half each
        try:
            reports = list(read_reports(path))
        except (ReadingError, ValueError) as error:
            lost.append((name, at, wrong, str(error)))
        else:
            assert reports and all(report.text.strip() for report in reports), (name, at, wrong)
    assert lost == []
