"""Invisible characters: what editors, browsers and PDF readers leave in a text, and no name is spelt with.

Soft hyphens, zero-width spaces and joiners, direction marks, byte order marks and variation selectors.
"""

from __future__ import annotations

import re
from typing import Final

NOWHERE: Final = (
    "\u00ad\u034f\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
JOINERS: Final = "\u200b-\u200d"
# Persian writes with the non-joiner, Indic scripts with both, Thai and Khmer part words with the zero-width space.
_SPELT_WITH_JOINERS: Final = "\u0600-\u109f\u1200-\u1aff"

PATTERN: Final = (
    f"(?:[{NOWHERE}]|(?<![{_SPELT_WITH_JOINERS}])[{JOINERS}]|[{JOINERS}](?![{_SPELT_WITH_JOINERS}]))"
)
"""A regular expression for one character that is not seen; a joiner between letters that are spelt with it is kept."""
_INVISIBLE: Final = re.compile(f"{PATTERN}+")


def strip_invisible(text: str) -> str:
    r"""Leave out the characters that are not seen.

    Examples
    --------
    >>> strip_invisible("Khar\u00adkiv"), strip_invisible("\u200eBasra\u200f"), strip_invisible("")
    ('Kharkiv', 'Basra', '')
    """
    return text if text.isascii() else _INVISIBLE.sub("", text)
