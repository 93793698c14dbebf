"""A document's text: front matter, HTML or prose."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from geo.documents.markup import HTML_SUFFIXES, is_html, is_page
from geo.documents.metadata import make_report, stated_day

if TYPE_CHECKING:
    from geo.documents.record_warnings import RecordWarnings
    from geo.records import Report

# Not by python-frontmatter: YAML refuses "title: Gaza: the toll" and reads "No" as false, and it strips the text, which
# moves every offset.
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<fields>(?:[^\n]*\n){0,50}?)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKDOWN = (".md", ".markdown")


def from_text(
    text: str, name: str, *, where: str, warnings: RecordWarnings, suffix: str = "", plain: bool = False
) -> Report:
    """Create a report from a document's text.

    Parameters
    ----------
    text
        It may begin with front matter, and be HTML.
    name
        The report's id.
    where
        A path, for errors and warnings.
    warnings
        Collects warnings about what was unclear.
    suffix
        Of its file: says that it is HTML, whatever it looks like, or Markdown, which may begin with a tag.
    plain
        Whether offsets must be those of the caller's own string: then character references stay as they are.

    Raises
    ------
    UnreadableReport
        There is no text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    fields, body = _front_matter(text)
    stated: list[tuple[str, Any]] = [(key, fields[key]) for key in ("published", "date") if key in fields]
    named = suffix in HTML_SUFFIXES
    if named or (is_html(body) and not (suffix in _MARKDOWN and _is_markdown(body))):
        from geo.documents.html import read_page

        page = read_page(body, where, whole=named or is_page(body))
        fields, body = page.fields | fields, page.text
        stated += page.stated
    elif not plain:
        body = _ENTITY.sub(lambda found: html.unescape(found[0]), body)
    published = stated_day(stated, where, warnings, apart_days=1)
    fields.pop("id", None)  # a file's report is called as the file
    return make_report(
        body, name, fields | {"url": fields.get("url") or fields.get("link")}, where=where, stated=published
    )


def _is_markdown(text: str) -> bool:
    """Return whether a text that begins with a tag is Markdown with some HTML: no page, and no tag at its end."""
    return not is_page(text) and not text.rstrip().endswith(">")


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    front = _FRONT_MATTER.match(text)
    # A rule of dashes with prose under it is not front matter: every line of that must be a field, a comment or blank.
    if not front or not all(
        _FIELD.match(line) or not line.strip() or line.startswith("#")
        for line in front["fields"].splitlines()
    ):
        return {}, text
    fields = {m["key"].lower(): m["value"].strip("\"'") for m in _FIELD.finditer(front["fields"])}
    return fields, text[front.end() :]
