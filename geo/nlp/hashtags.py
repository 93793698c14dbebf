"""Hashtags, read as the words that their capitals part: "#KhanYounis" as "Khan Younis"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_HASHTAG: Final = re.compile(r"(?<![\w&/#])#(?=[^\W\d_])[^\W_]{2,60}")
_PART: Final = re.compile(r"[^\W\d_](?=[A-Z][a-z])(?<=[a-z])")


def hashtags_apart(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield characters `[start, end)` of hashtags, and what is to be read there instead: nothing, or a space.

    Examples
    --------
    >>> list(hashtags_apart("Shells hit #KhanYounis"))
    [(11, 12, ''), (16, 16, ' ')]
    """
    if "#" not in text:
        return
    for tag in _HASHTAG.finditer(text):
        yield tag.start(), tag.start() + 1, ""
        for part in _PART.finditer(text, tag.start() + 1, tag.end()):
            yield part.end(), part.end(), " "
