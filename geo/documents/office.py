"""Word and PDF files to reports, by libraries that are installed as extras."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from geo.documents.metadata import Stated, make_report
from geo.documents.source import WHOLE
from geo.errors import NotAReport, UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.source import Source
    from geo.records import Report

EXTRAS = {".docx": "docx", ".parquet": "pyarrow", ".pdf": "pypdf"}
"""By suffix, the module that reads it; the extra has the name of the suffix."""


def missing(suffix: str) -> str:
    """Return what to install to read files with this suffix; empty when it is installed, or none is needed."""
    module = EXTRAS.get(suffix)
    if module is None or find_spec(module) is not None:
        return ""
    return f'pip install "dateline[{suffix[1:]}]" to read {suffix}'


def check(source: Source, suffix: str) -> None:
    """Refuse a file for which nothing is installed.

    Raises
    ------
    NotAReport
        With what to install.
    """
    if how := missing(suffix):
        raise NotAReport(source.path, how)


def read_docx(source: Source) -> Iterator[Report]:
    """Read a Word file: paragraphs and tables in their order."""
    data = source.whole()
    _check_archive(data, source)
    check(source, ".docx")
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_blocks(document))
        title = document.core_properties.title
    except Exception as error:  # whatever a broken file brings out of zipfile, lxml and python-docx
        raise UnreadableReport(source.path, f"a broken Word file ({first_line(error)})") from error
    # The day on which the file was made is not the report's, so there is none.
    yield make_report(text, source.name, {"title": title}, where=source.path, stated=Stated())


def _check_archive(data: bytes, source: Source) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise UnreadableReport(source.path, f"a broken ZIP archive ({first_line(error)})") from error
    if "word/document.xml" not in names:
        raise NotAReport(source.path, "a ZIP archive or an office file that is not read")
    if size > WHOLE * 4:
        raise UnreadableReport(source.path, f"expands to more than {WHOLE * 4 >> 20} MB: not read")


def _blocks(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " | ".join(" ".join(cell.text.split()) for cell in row.cells)
        else:
            yield block.text


def read_pdf(source: Source) -> Iterator[Report]:
    """Read a PDF's text, page after page; a page that is broken is left out with a warning."""
    check(source, ".pdf")
    data = source.whole()
    import pypdf

    own = logging.getLogger("pypdf")
    if own.level == logging.NOTSET:
        own.setLevel(
            logging.CRITICAL
        )  # it warns of each irregularity; what cannot be read we report ourselves
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else list(reader.pages)
        title = None if locked or reader.metadata is None else reader.metadata.title
    except Exception as error:
        raise UnreadableReport(source.path, f"a broken PDF ({first_line(error)})") from error
    if locked:
        raise UnreadableReport(source.path, "a PDF with a password")
    text = "\n\n".join(_page(page, number, source) for number, page in enumerate(pages, 1))
    if not re.search(r"\w", text):
        raise UnreadableReport(source.path, "a PDF without text: scanned pages need text recognition first")
    yield make_report(text, source.name, {"title": title}, where=source.path, stated=Stated())


def _page(page: Any, number: int, source: Source) -> str:
    try:
        return str(page.extract_text())
    except Exception as error:  # noqa: BLE001 (whatever a broken page brings out of pypdf)
        source.warnings.add("pages", source.path, f"page {number} cannot be read ({first_line(error)})")
        return ""


def first_line(error: Exception) -> str:
    """Return the beginning of what an error says."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:100]
