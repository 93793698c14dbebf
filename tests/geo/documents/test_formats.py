"""Each format is read as what it is, whatever it is called, and never as one raw text."""

import datetime
import gzip
import io
import json
import random
import zipfile

import pytest

from geo.documents import office, source
from geo.documents.reading import Columns, read_opened, read_reports
from geo.errors import NotAReport, ReadingError, UnreadableReport

DAY = datetime.date(2019, 8, 23)
TEXT = "Troops left Mosul on Friday.\nTwo were hurt."


def docx_bytes():
    import docx

    document = docx.Document()
    document.core_properties.title = "Out of Mosul"
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Mosul", "Two"
    document.save(made := io.BytesIO())
    return made.getvalue()


def pdf_bytes(text=b"Troops left Mosul on Friday."):
    content = b"BT /F1 12 Tf 72 700 Td (" + text + b") Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    made, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(made))
    )


EML = (
    b"From: =?utf-8?q?Desk_M=C3=A1laga?= <desk@example.org>\r\nSubject: Out of Mosul\r\nDate: Fri, 23 Aug 2019 10:15:00 +0300\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\n'
    b"It\x92s over in M\xe1laga.\r\n--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nParis\r\n--x--\r\n"
)
MBOX = (
    b"From a@example.org Fri Aug 23 10:15:00 2019\nSubject: One\n\nTroops left Mosul.\nFrom there they went on.\n\n"
    b"From b@example.org Fri Aug 23 10:15:00 2019\nSubject: Two\nContent-Type: text/html\n\n<p>Two died in Tyre</p><p>One in Acre</p>\n"
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Lake Post</title><item><title>Out</title><guid>g1</guid>'
    "<description>&lt;p&gt;Two died in Tyre&lt;/p&gt;&lt;p&gt;One in Acre&lt;/p&gt;</description><link>https://example.org/a</link>"
    "<pubDate>Fri, 23 Aug 2019 10:15:00 GMT</pubDate></item><item><title>Rain in Goma</title></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Post</title><entry><id>g1</id><title>Out</title><updated>2019-08-23T10:15:00Z</updated>'
    '<content type="html">&lt;p&gt;Troops left Mosul.&lt;/p&gt;</content><summary>Short.</summary></entry></feed>'
)


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "a.MARKDOWN", "a", "a.log", "a.pdf"])
def test_prose(read, name):
    assert [report.text for report in read(name, TEXT)[0]] == [TEXT]


def test_markdown_with_html_in_it_stays_markdown(read):
    text = "<p align=center><img src=x></p>\n\n# Mosul\n\n- Troops left\n- Two were hurt"
    assert [report.text for report in read("a.md", text)[0]] == [text]
    assert [report.text for report in read("b.md", "<p>Troops left</p>\n<p>Two were hurt</p>\n")[0]] == [
        "Troops left\n\nTwo were hurt"
    ]


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


def test_references_to_characters_in_text_files(read):
    [report] = read("a.txt", "S&atilde;o Paulo &amp; Malm&#246;; AT&T; R&D &bogus; &lt;p&gt;")[0]
    assert report.text == "São Paulo & Malmö; AT&T; R&D &bogus; <p>"
    [record] = read("a.jsonl", json.dumps({"text": "S&atilde;o Paulo"}))[0]
    assert record.text == "S&atilde;o Paulo", "offsets are those of the caller's own field"


JSON = {
    "object": {"id": 7, "text": TEXT, "published": "August 23, 2019"},
    "array": [{"id": 7, "text": TEXT, "date": 1566554400}, {"text": 3}, 5],
    "wrapped": {"status": "ok", "articles": [{"id": 7, "text": TEXT, "published": "2019-08-23"}]},
}


@pytest.mark.parametrize("kind", JSON)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt", "a"])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_of_every_shape(read, kind, name, indent):
    reports, errors = read(name, json.dumps(JSON[kind], indent=indent))
    assert [(r.text, r.published) for r in reports] == [(TEXT, DAY)]
    assert len(errors) == (2 if kind == "array" else 0)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt"])
def test_json_lines_under_every_name(read, name):
    lines = [json.dumps({"text": f"Report {n}."}) for n in range(3)]
    reports, errors = read(name, "\n".join([*lines[:2], "{broken", lines[2]]))
    assert [r.text for r in reports] == ["Report 0.", "Report 1.", "Report 2."]
    assert len(errors) == 1 and ":3: not JSON" in errors[0]


BROKEN_JSON = ['{"id": "a", "text": "Troops left.", "published" "2019"}', '{"id": "a", "text": "Troops left.", "date": "2019-08-23',
               '{"id": "a", "text": "Troops left.}', 'x"id": "a", {"text": "Troops left."]']  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN_JSON)
def test_the_text_of_broken_json_is_found_and_told(read, warned, broken):
    for name, data in (
        ("a.jsonl", f'{{"text": "One."}}\n{broken}\n'),
        ("a.json", f'[{{"text": "One."}},\n{broken}]'),
    ):
        reports, errors = read(name, data)
        assert not errors and [r.text[:12] for r in reports] == ["One.", "Troops left."]
    assert len(warned()) == 2 and all("broken JSON" in line for line in warned())
    with pytest.raises(UnreadableReport, match="not JSON"):
        read("b.json", '[{"body": "x", }')


def test_named_fields(read):
    data = json.dumps({"body": TEXT, "when": "2019-08-23", "nr": 5.0})
    columns = Columns(text="body", published="when", id="nr")
    assert [(r.id, r.published, r.text) for r in read("a.json", data, columns=columns)[0]] == [
        ("5", DAY, TEXT)
    ]
    with pytest.raises(
        NotAReport, match=r"JSON without 'text' \(it has: body, when, nr\): name it by --text-column"
    ):
        read("a.json", data)


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_a_mail(read, name):
    [report] = read(name, EML)[0]
    assert report.text.strip() == "It’s over in Málaga."
    assert (report.title, report.source, report.published) == (
        "Out of Mosul",
        "Desk Málaga <desk@example.org>",
        DAY,
    )


@pytest.mark.parametrize("name", ["a.mbox", "a.txt", "a.mbox.gz"])
def test_a_mailbox(read, name):
    reports, _ = read(name, gzip.compress(MBOX) if name.endswith("gz") else MBOX)
    assert [(r.title, r.text.strip()) for r in reports] == [
        ("One", "Troops left Mosul.\nFrom there they went on."), ("Two", "Two died in Tyre\n\nOne in Acre")
    ]  # fmt: skip


def test_mails_in_charsets_that_are_wrong_or_unknown(read):
    for charset in (b"klingon", b"us-ascii", b"utf-8"):
        data = b"Subject: x\nContent-Type: text/plain; charset=" + charset + b"\n\nA caf\xe9 in Acre.\n"
        assert "Acre" in read("a.eml", data)[0][0].text


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.txt"])
def test_a_feed(read, name):
    reports, _ = read(name, RSS)
    assert [(r.id, r.text, r.title, r.published, r.source) for r in reports] == [
        ("g1", "Two died in Tyre\n\nOne in Acre", "Out", DAY, "Lake Post"), ("a:2", "Rain in Goma", "Rain in Goma", None, "Lake Post")
    ]  # fmt: skip
    assert reports[0].url == "https://example.org/a"
    [entry] = read("a.atom", ATOM)[0]
    assert (entry.text, entry.published) == ("Troops left Mosul.", DAY)


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_a_word_file(read, name):
    [report] = read(name, docx_bytes())[0]
    assert report.text == TEXT.replace("\n", "\n\n") + "\n\nMosul | Two"
    assert (report.title, report.published) == ("Out of Mosul", None)


@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_a_pdf(read, name):
    assert [report.text for report in read(name, pdf_bytes())[0]] == ["Troops left Mosul on Friday."]
    with pytest.raises(UnreadableReport, match="without text: scanned pages"):
        read(name, pdf_bytes(b""))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_an_extra_that_is_not_installed_is_named(read, suffix, monkeypatch):
    monkeypatch.setattr(office, "find_spec", lambda module: None)
    data = docx_bytes() if suffix == ".docx" else pdf_bytes()
    with pytest.raises(NotAReport, match=rf'pip install "dateline\[{suffix[1:]}\]" to read \{suffix}'):
        read(f"a{suffix}", data)


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


@pytest.mark.parametrize("name", ["a.xml", "a.txt"])
def test_xml_that_is_no_feed(read, name):
    with pytest.raises(NotAReport, match="no RSS or Atom feed"):
        read(name, "<?xml version='1.0'?><svg><text>Paris</text></svg>")


def test_prose_that_looks_like_data_is_prose(read):
    for prose in ("{{Infobox}} Troops left Mosul.", "[Update] Troops left Mosul.", '["Troops left Mosul", he said.', "From Mosul they went on.",
                  "Date: none\nTroops left Mosul.", "text, not pictures\nTroops left Mosul"):  # fmt: skip
        assert [report.text for report in read("a.txt", prose)[0]] == [prose]


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


def test_a_stream_without_a_name():
    for data, count in (
        (TEXT.encode(), 1),
        (json.dumps(JSON["array"]).encode(), 1),
        (MBOX, 2),
        (RSS.encode(), 2),
        (pdf_bytes(), 1),
    ):
        assert len(list(read_opened(io.BytesIO(data), name="stdin", on_error=lambda error: None))) == count
    with pytest.raises(ReadingError, match="stdin: empty"):
        list(read_opened(io.BytesIO(b""), name="stdin"))


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
    "b.html": f"<p>{TEXT}</p><p>São Paulo</p>".encode(), "a.eml": EML, "c.txt": TEXT.encode("utf-16"), "d.txt": TEXT.encode("utf-8-sig"),
    "a.jsonl": json.dumps({"id": "a", "text": TEXT, "title": "Out"}).encode(), "a.json": json.dumps([{"text": TEXT}] * 3).encode(),
    "e.txt": "A café in Málaga and a bar in Córdoba.".encode("cp1252"),
}  # fmt: skip


def test_one_wrong_byte_loses_no_report(tmp_path):
    chance, lost = random.Random(12), []
    for number in range(300):
        name = chance.choice(sorted(MUTABLE))
        data = bytearray(MUTABLE[name])
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
