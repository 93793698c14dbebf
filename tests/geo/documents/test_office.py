"""Word and PDF files: their text, or one sentence of why not."""

import io
import zipfile

import pytest

from geo.documents import office
from geo.documents.source import Source
from geo.errors import NotAReport, UnreadableReport

TEXT = "Troops left Mosul on Friday.\nTwo were hurt."


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_a_word_file(read, name, samples):
    [report] = read(name, samples.docx())[0]
    assert report.text == TEXT.replace("\n", "\n\n") + "\n\nMosul | Two"
    assert (report.title, report.published) == ("Out of Mosul", None)


@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_a_pdf(read, name, samples):
    assert [report.text for report in read(name, samples.pdf())[0]] == ["Troops left Mosul on Friday."]
    with pytest.raises(UnreadableReport, match="without text: scanned pages"):
        read(name, samples.pdf(b""))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_an_extra_that_is_not_installed_is_named(read, samples, suffix, monkeypatch):
    monkeypatch.setattr(office, "find_spec", lambda module: None)
    data = samples.docx() if suffix == ".docx" else samples.pdf()
    with pytest.raises(NotAReport, match=rf'pip install "dateline\[{suffix[1:]}\]" to read \{suffix}'):
        read(f"a{suffix}", data)


def refused(data, suffix, why):
    source = Source(
        path=f"a{suffix}", name="a", stem="a", stream=io.BufferedReader(io.BytesIO(data)), suffix=suffix
    )
    reader = office.read_docx if suffix == ".docx" else office.read_pdf
    with pytest.raises(UnreadableReport, match=why) as caught:
        list(reader(source))
    assert "\n" not in str(caught.value) and str(caught.value).startswith(f"a{suffix}: ")


def test_what_to_install():
    assert office.missing(".txt") == office.missing("") == ""
    assert office.missing(".docx") == office.missing(".pdf") == "", "both are installed for the tests"


def test_a_broken_word_file_is_one_line(samples):
    whole = samples.docx()
    refused(b"PK\x03\x04" + b"x" * 99, ".docx", "a broken ZIP archive")
    refused(whole[: len(whole) // 2], ".docx", "a broken ZIP archive")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>")
    refused(made.getvalue(), ".docx", "a broken Word file")


def test_an_archive_that_expands_is_not_opened(read, samples, monkeypatch):
    with zipfile.ZipFile(io.BytesIO(samples.docx())) as archive:
        size = sum(each.file_size for each in archive.infolist())
    monkeypatch.setattr(office, "WHOLE", size // 4 - 1)
    refused(samples.docx(), ".docx", "expands to more than 0 MB: not read")
    monkeypatch.setattr(office, "WHOLE", size // 4 + 1)
    assert read("a.docx", samples.docx())[0]


def test_a_word_file_without_a_text_is_empty():
    import docx

    docx.Document().save(made := io.BytesIO())
    refused(made.getvalue(), ".docx", "empty")


def test_a_broken_pdf_is_one_line(samples):
    refused(b"%PDF-1.4\n" + b"x" * 99, ".pdf", "a broken PDF")
    refused(b"", ".pdf", "a broken PDF")


def test_a_pdf_with_a_password(samples):
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(samples.pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(made := io.BytesIO())
    refused(made.getvalue(), ".pdf", "a PDF with a password")


def test_a_page_that_is_broken_is_left_out_with_a_warning(read, samples, warned, monkeypatch):
    import pypdf

    writer = pypdf.PdfWriter()
    for text in (b"Rain fell in Goma.", b"Snow.", b"Two fled."):
        writer.append(io.BytesIO(samples.pdf(text)))
    writer.write(made := io.BytesIO())
    real = pypdf.PageObject.extract_text

    def broken(page):
        text = real(page)
        if "Snow" in text:
            raise KeyError("font\nof the page")
        return text

    monkeypatch.setattr(pypdf.PageObject, "extract_text", broken)
    assert read("a.pdf", made.getvalue())[0][0].text == "Rain fell in Goma.\n\n\n\nTwo fled."
    assert warned() == ["page 2 cannot be read ('font\\nof the page')"]
