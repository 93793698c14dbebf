"""Bytes to text: what the file states, then what its bytes show; a wrong byte costs a character, not the report."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from geo.errors import UnreadableReport

Warn = Callable[[str], None]
"""Called with a clause that names what was read otherwise than written."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 8192  # bytes or characters that are looked at to tell text from what is none
_FEW = 0.01  # the share of wrong bytes up to which a text counts as damaged, not as of another encoding
_FOREIGN = 0.15  # of the bytes: from there on the text is in another script, and not English with accents
_FEWEST = 8  # bytes that tell another script from a name or two
_HIGH = re.compile(rb"[\x80-\xff]")
# The page's own word for its encoding, as the HTML standard finds it; XHTML says it in its first line.
_PAGE = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|\A\s*<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_SIGNS = frozenset("‘’‚“”„–—…•·§©®™°±²³½¼¾«»´\xa0")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PAGE_HEAD = (
    16_384  # the standard asks for the first 1,024 bytes; pages that begin with scripts have it later
)


def mark_of(data: bytes) -> str | None:
    """Return the encoding that a byte order mark states, `None` without one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def page_encoding(data: bytes) -> str | None:
    """Return Python's name of the encoding that an HTML page declares; `None` when it declares none.

    Labels are read as the WHATWG Encoding Standard says: `iso-8859-1` and `ascii` mean windows-1252.

    Examples
    --------
    >>> page_encoding(b'<meta charset="ISO-8859-9">'), page_encoding(b"<p>Rain.</p>")
    ('cp1254', None)
    """
    found = _PAGE.search(data[:_PAGE_HEAD])
    if not found:
        return None
    label = (found[1] or found[2]).decode("ascii", "replace")
    name = codec_of(label)
    # A page whose bytes spell "utf-16" in ASCII is not in UTF-16; so the standard, too.
    return "utf-8" if name and name.startswith("utf-16") else name


def codec_of(label: str) -> str | None:
    """Return Python's codec for a label of the web, of mail or of a user; `None` for an unknown one."""
    import webencodings

    known = webencodings.lookup(label)
    name = label if known is None else "cp1252" if known.name == "x-user-defined" else known.codec_info.name
    try:
        "x".encode(name)  # which refuses Python's codecs that are no encodings: rot13, zlib
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def python_codec(encoding: str, where: str) -> str:
    """Return the codec that a caller asks for: by Python's names first, then by those of the web.

    Raises
    ------
    UnreadableReport
        Neither knows it.
    """
    try:
        "x".encode(encoding)
    except (LookupError, ValueError):
        if known := codec_of(encoding):
            return known
        raise UnreadableReport(where, f"{encoding!r} is no encoding that Python knows") from None
    return encoding


def decode(
    data: bytes,
    where: str,
    *,
    encoding: str | None = None,
    stated: str | None = None,
    part: bool = False,
    warn: Warn,
) -> str:
    """Decode the bytes of a text.

    Parameters
    ----------
    data
        The whole text, or a line of it.
    where
        A path, for errors.
    encoding
        What the caller says it is; goes before all else but a byte order mark.
    stated
        What the document says of itself: a codec of Python. Bytes that are valid UTF-8 beyond ASCII outweigh it,
        because pages are often saved anew without their statement being changed.
    part
        Whether it is a line, of which a few control characters do not make a binary.
    warn
        Called with a clause for what was guessed or replaced.

    Raises
    ------
    UnreadableReport
        It is not text, or `encoding` is unknown or plainly another one.
    """
    known = mark_of(data)
    if encoding is not None:
        known = known or python_codec(encoding, where)
    text = (
        _decode_as(data, where, known, warn) if known else _by_its_bytes(data, where, stated, warn, part=part)
    )
    return _without_controls(text, None if part else where, warn)


def _decode_as(data: bytes, where: str, encoding: str, warn: Warn) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") > max(1.0, _FEW * len(text)):
            raise UnreadableReport(where, _unknown(error)) from None
        warn(_replaced(text.count("\ufffd"), error))
        return text


def _by_its_bytes(data: bytes, where: str, stated: str | None, warn: Warn, *, part: bool) -> str:
    head = data[:_HEAD]
    if not part and head.count(0) > max(1, len(head) // 20):
        return _wide(data, where, warn)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = error
    else:
        return data.decode(stated, "replace") if stated and text.isascii() else text
    if stated and stated != "utf-8":
        text = data.decode(stated, "replace")
        if bad := text.count("\ufffd"):
            warn(f"{bad:,} bytes that are not {stated} were replaced")
        return text
    return _legacy(data, wrong, where, warn)


def _wide(data: bytes, where: str, warn: Warn) -> str:
    """Decode UTF-16 without a mark: every other byte of English is zero, on one side."""
    head = data[:_HEAD]
    zeros = (head[::2].count(0), head[1::2].count(0))
    if max(zeros) < 0.6 * len(head) / 2 or min(zeros) > 0.05 * len(head) / 2:
        raise UnreadableReport(where, "binary, not text")
    name = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    warn(f"read as {name.upper()}, which it does not state")
    return data.decode(name, "replace")


def _legacy(data: bytes, error: UnicodeDecodeError, where: str, warn: Warn) -> str:
    """Decode an old encoding that nothing states, or a damaged text."""
    name = _old_codec(data)
    if name == "utf-8":
        text = data.decode("utf-8", "replace")
        warn(_replaced(text.count("\ufffd"), error))
        return text
    if name is None:
        raise UnreadableReport(where, _unknown(error))
    warn(f"not UTF-8 at byte {error.start}: read as {name}; --encoding names another")
    return data.decode(name, "replace")


def is_binary(head: bytes) -> bool:
    r"""Return whether the beginning of a file of lines, in no wide encoding, is no text: by its control characters.

    Examples
    --------
    >>> is_binary(b'{"text": "Rain."}\n'), is_binary(bytes(range(256)) * 4)
    (False, True)
    """
    return len(_BINARY.findall(head)) > max(64.0, len(head) / 20)


def likely_codec(data: bytes) -> str | None:
    """Detect the encoding of a stream by a piece of it; `None` where it is UTF-8, damaged or not."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        name = _old_codec(data)
        return None if name == "utf-8" else name
    return None


def _old_codec(data: bytes) -> str | None:
    """Detect the encoding of what is not valid UTF-8: "utf-8" for a damaged text, `None` where it is undecidable.

    English with accents and curly quotes is windows-1252, which browsers assume too; a detector is asked about another
    script alone, because some accents are too little for it.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(not c.isascii() for c in text) - bad
    if good >= bad or (good and bad <= _FEW * len(text)):
        return "utf-8"
    high = [found.start() for found in _HIGH.finditer(data)]
    if len(high) >= _FEWEST and len(high) > _FOREIGN * len(data):
        return _detected(data[: 32 * _HEAD])
    western = data.decode("cp1252", "replace")
    return "cp1252" if 2 * sum(_fits(western, at) for at in high) > len(high) else "utf-8"


def _detected(data: bytes) -> str | None:
    """Return the likeliest of the encodings that are used on the web."""
    import charset_normalizer
    import webencodings

    used = {label for label in webencodings.LABELS if label in webencodings.LABELS.values()}
    codecs_used = {codec_of(label) for label in used} - {None, "utf-8", "utf-16-le", "utf-16-be"}
    best = charset_normalizer.from_bytes(data, cp_isolation=sorted(filter(None, codecs_used))).best()
    return None if best is None else best.encoding


def _fits(text: str, at: int) -> bool:
    """Return whether a character beyond ASCII is one of English text: a letter in a word, a price, a usual sign."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character in "€£¥":
        return before.isdigit() or after.isdigit()
    if character.isalpha():
        in_word = before.isalpha() or after.isalpha()
        return in_word and character not in "ÿþ" and not (before.islower() and character.isupper())
    return character in _SIGNS


def _replaced(count: int, error: UnicodeDecodeError) -> str:
    return f"{count:,} wrong {'byte' if count == 1 else 'bytes'} replaced, the first at {error.start}"


def _unknown(error: UnicodeDecodeError) -> str:
    return f"not {error.encoding.upper()} at byte {error.start}: convert it, or name its encoding"


def _without_controls(text: str, where: str | None, warn: Warn) -> str:
    """Replace control characters; refuse what is no text by how many it has, where there is a path to name."""
    head = text[:_HEAD]
    if where and len(_CONTROLS.findall(head)) > max(1.0, len(head) / 20):
        raise UnreadableReport(where, "binary, not text")
    text, count = _CONTROLS.subn("\ufffd", text)
    if count:
        warn(f"{count:,} control {'character' if count == 1 else 'characters'} replaced")
    return text
