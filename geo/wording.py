"""How reasons quote a report and end: the words of a person's sentence, not of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def quoted(text: str) -> str:
    r"""Return words of a report in quotation marks, on one line and without control characters.

    Examples
    --------
    >>> quoted("north of\n  Lima")
    '“north of Lima”'
    """
    return f"“{plain(text)}”"


def plain(text: str) -> str:
    r"""Return words of a report on one line and without control characters.

    Examples
    --------
    >>> plain("north of\n  Lima")
    'north of Lima'
    """
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def as_sentence(phrase: str) -> str:
    """Return a phrase with a capital first and a full stop last; an empty one stays empty.

    Examples
    --------
    >>> as_sentence("no date in the sentence")
    'No date in the sentence.'
    """
    ended = phrase if phrase.endswith((".", "?", "!", ".”")) or not phrase else f"{phrase}."
    return ended[:1].upper() + ended[1:]


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words.

    Examples
    --------
    >>> listed(["police", "soldiers", "rebels"])
    'police, soldiers and rebels'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
