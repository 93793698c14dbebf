"""Numbers of things in words."""

from __future__ import annotations


def counted(count: int, thing: str, things: str | None = None, *, style: str = "") -> str:
    """Return a number of things in words.

    Parameters
    ----------
    count, thing
        How many, and the singular.
    things
        The plural, where it takes more than an "s".
    style
        How the number is written, as Python formats numbers: "," parts the thousands.

    Examples
    --------
    >>> counted(1, "report"), counted(0, "report"), counted(1200, "territory", "territories", style=",")
    ('1 report', '0 reports', '1,200 territories')
    """
    return f"{count:{style}} {thing if count == 1 else things or f'{thing}s'}"
