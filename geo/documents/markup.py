"""Whether a text is HTML, and a whole page."""

from __future__ import annotations

import re

# What opens HTML, after comments; a bare `<p>` does too, and no prose begins with a tag.
_OPENING = re.compile(
    r"\ufeff?\s*(?:<\?xml\b[^>]{0,200}>\s*)?(?:(?><!--.*?-->)\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|main|article|section|header|aside|nav|div|p|span"
    r"|h[1-6]|table|tbody|tr|td|ul|ol|li|dl|figure|blockquote|center|font|pre|strong|b|em|i|u|a|img|br|hr)\b[^<>]*/?)>",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</(?:p|div|li|h[1-6]|td|blockquote)>|<br ?/?>", re.IGNORECASE)
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_HEAD = 4000  # characters that are looked at


def is_html(text: str) -> bool:
    """Return whether a text is HTML: a page, or a piece of one such as `<p>…</p>`.

    Examples
    --------
    >>> is_html("<p>Rain fell.</p>"), is_html("Rain fell.<br><br>It was cold.</p>"), is_html("x < 3 <p")
    (True, True, False)
    """
    head = text[:_HEAD]
    return _OPENING.match(head) is not None or len(_BLOCK_TAG.findall(head)) > 1


def is_page(text: str) -> bool:
    """Return whether HTML is a whole page, with menus and boxes about the article, and not a piece of one."""
    return _PAGE.search(text[:_HEAD]) is not None
