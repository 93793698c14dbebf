"""Word and PDF files: their text, or one sentence of why not."""

import pytest

from geo.documents import office
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
