"""What is left of JSON with a wrong byte in it: the objects that are whole, and the texts of those that are not."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FAILURES = 200  # each may scan to the end of the text, so there must be an end to them
_STRING = r'"((?:[^"\\]|\\.)*)(?:"|\\?\Z)'


def objects(text: str, key: str) -> Iterator[tuple[dict[str, Any], bool]]:
    """Find the objects that have a key, each with whether it is whole.

    Examples
    --------
    >>> list(objects('[{"text": "Rain."}, {"text": "Snow.", "id" 7}]', "text"))
    [({'text': 'Rain.'}, True), ({'text': 'Snow.'}, False)]
    >>> list(objects("{Infobox}", "text"))
    []
    """
    decoder = json.JSONDecoder(strict=False)
    at, failures = max(text.find("{"), 0), 0
    while at >= 0 and failures < _FAILURES:
        try:
            value, end = decoder.raw_decode(text, at)
            if not isinstance(value, dict):  # a bare number, where the first brace is broken
                raise ValueError(value)  # noqa: TRY301, TRY004
        except (ValueError, RecursionError):
            failures += 1
            end = text.find("{", at + 1)
            fields = _strings(text[at : end if end >= 0 else None], key)
            whole = False
        else:
            fields, whole = value, True
        if fields.get(key):
            yield fields, whole
        at = text.find("{", end) if end >= 0 else -1


def key_of(record: Mapping[str, Any], name: str) -> str | None:
    r"""Find the key that is meant by a name: itself, or with one character that is damaged and no letter any more.

    Examples
    --------
    >>> key_of({"te\ufffdt": 1}, "text"), key_of({"test": 1}, "text")
    ('te\ufffdt', None)
    """
    if name in record:
        return name
    return next((key for key in record if isinstance(key, str) and _is_damaged(key, name)), None)


def _is_damaged(key: str, name: str) -> bool:
    if len(key) != len(name):
        return False
    wrong = [c for c, right in zip(key, name, strict=True) if c != right]
    return len(wrong) == 1 and not (wrong[0].isascii() and wrong[0].isalpha())


def _strings(piece: str, key: str) -> dict[str, str]:
    """Read the pairs of strings of a broken object; a string that is not closed ends with the piece."""
    pairs = re.findall(rf'"([\w@.-]{{1,60}})"\s*:\s*{_STRING}', piece, re.DOTALL)
    # What stands around the name that matters may be what is broken.
    named = re.search(rf"(?<![A-Za-z]){re.escape(key)}.{{1,5}}?{_STRING}", piece, re.DOTALL)
    return ({key: _unescaped(named[1])} if named else {}) | {name: _unescaped(value) for name, value in pairs}


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
