"""Ids of reports that state none."""

from __future__ import annotations

import hashlib
from typing import Final

LONG: Final = 20
"""Hexadecimal digits with which no two of a hundred million texts are likely to have one id."""


def id_of_text(text: str, *, digits: int = 12) -> str:
    """Return an id for a report that has none: the same for the same text, another for another.

    Examples
    --------
    >>> id_of_text("Rain fell."), id_of_text("Rain fell.") == id_of_text("Snow fell.")
    ('text-8a4b1e83d9ac', False)
    """
    return f"text-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:digits]}"
