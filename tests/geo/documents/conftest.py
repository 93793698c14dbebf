"""What the tests of reading share."""

import io
import logging
import types

import pytest

from geo.documents.reading import read_reports

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


@pytest.fixture(scope="session")
def samples():
    """Return a small document of each format: its bytes, or a function that makes them."""
    return types.SimpleNamespace(
        text=TEXT, docx=docx_bytes, pdf=pdf_bytes, eml=EML, mbox=MBOX, rss=RSS, atom=ATOM
    )


@pytest.fixture
def read(tmp_path):
    """Write bytes under a name and read them: the reports, and the errors of records; raise where there is no report."""

    def read_as(name, data, **how):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        errors = []
        reports = list(read_reports(path, on_error=errors.append, **how))
        if not reports:
            raise errors[-1]
        return reports, [str(error) for error in errors]

    return read_as


@pytest.fixture
def warned(caplog):
    """What was warned of, without the paths."""
    caplog.set_level(logging.WARNING, logger="geo")
    return lambda: [
        record.getMessage().split(": ", 1)[1] for record in caplog.records if record.name.startswith("geo")
    ]


FILES = {
    "a.txt": "Rain.", "b.text": "Rain.", "sub/c.markdown": "Rain.", "d.ndjson": '{"text": "Rain."}\n\n{"text": "Rain."}\n', "e.csv": "a,b\n1,2\n", "f.rtf": r"{\rtf1 x}",
    "g.txt": r"{\rtf1 x}", "h.zip": "PK", "README": "x", "i.tar.gz": "x", "j.xml": "<svg/>", ".hidden": "x", "~$k.docx": "x", ".git/l.txt": "x",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """Return a folder of files that are read and files that are not."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path
