"""Mail to reports: a message (`.eml`), or a mailbox (`.mbox`) as it comes."""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from typing import TYPE_CHECKING, Any

from geo.documents.encoding import codec_of, decode
from geo.documents.html import html_text
from geo.documents.markup import is_html
from geo.documents.metadata import make_report, stated_day
from geo.errors import UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from geo.documents.source import Source
    from geo.records import Report

_MESSAGE = 64 * 2**20  # bytes of one message with all that is attached
_PARTING = re.compile(r"^(?:--\S.*|Content-[\w-]+:.*)\n?", re.MULTILINE | re.IGNORECASE)
_POSTMARK = re.compile(rb"From \S+.*\d\d:\d\d")


def read_message(source: Source) -> Iterator[Report]:
    """Read one message."""
    yield from_message(source.whole(), source, source.path, source.name)


def read_mailbox(source: Source) -> Iterator[Report]:
    """Read the messages of a mailbox, one after the other: it need not fit in memory, and may be compressed."""
    yield from source.records(enumerate(_messages(source), 1), from_message, nothing="holds no message")


def _messages(source: Source) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, blank = 0, True
    while line := source.stream.readline(_MESSAGE):
        if blank and _POSTMARK.match(line):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        elif size < _MESSAGE:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
    if lines:
        yield b"".join(lines)


def from_message(data: bytes, source: Source, where: str, name: str) -> Report:
    """Create a report from a message: its body, the subject as title, the sender as source, its `Date` as day.

    Raises
    ------
    UnreadableReport
        It has no body of text.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    body = _body(message, source, where)
    fields = {"title": _header(message, "Subject"), "source": _header(message, "From")}
    if source.stable and name != source.name:  # of a mailbox, in which a message has no name of its own
        fields["id"] = _header(message, "Message-ID")
    stated = stated_day([("Date", _header(message, "Date"))], where, source.warnings)
    return make_report(body, name, fields, where=where, stated=stated)


def _header(message: Message, name: str) -> str | None:
    from email.header import decode_header, make_header

    value: Any = message.get(name)
    if value is None:
        return None
    try:
        return str(make_header(decode_header(str(value))))
    except (LookupError, ValueError, email.errors.MessageError):
        return str(value)


def _body(message: Message, source: Source, where: str) -> str:
    """Return the plain text of a message, else the text of its HTML; attachments are left out."""
    parts = [part for part in message.walk() if not part.is_multipart() and not part.get_filename()]
    for kind in ("text/plain", "text/html"):
        texts = [_text(part, source, where) for part in parts if part.get_content_type() == kind]
        texts = [html_text(text) if kind == "text/html" else text for text in texts]
        if any(text.strip() for text in texts):
            return "\n\n".join(texts)
    # A damaged boundary or content type: what is left is read as it stands, without the lines that part it.
    kinds = {"application", "audio", "font", "image", "video"}
    rest = [_text(part, source, where) for part in message.walk() if part.get_content_maintype() not in kinds]
    text = _PARTING.sub("", "\n\n".join(rest)).strip()
    if not text:
        raise UnreadableReport(where, "a message without a text")
    source.warnings.add("mail", where, "a damaged message, read as it is")
    return html_text(text) if is_html(text) else text


def _text(part: Message, source: Source, where: str) -> str:
    payload = part.get_payload(decode=True)
    raw = part.get_payload()
    if isinstance(payload, bytes):
        data = payload
    else:  # of a multipart message without parts, the whole is left as a string
        data = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""
    charset = part.get_content_charset()
    stated = codec_of(charset) if charset else None
    text = decode(data, where, stated=stated, warn=lambda what: source.warnings.add("encoding", where, what))
    return text.replace("\r\n", "\n").replace("\r", "\n")
