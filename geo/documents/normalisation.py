"""One view of a text for everything that reads it: composed, without what is not seen, with plain spaces.

Web pages, PDF files and file systems give names in forms that look alike and differ: `Köln` with a combining mark,
`Khar·kiv` with a soft hyphen, `Basra` between direction marks. All of geo reads the normalised text; what it finds is
brought back to the text as it was given, whose offsets come out.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.invisible import PATTERN as INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LIGATURES: Final = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb06": "st",
}
_FULL_WIDTH: Final = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_ODD: Final = re.compile(f"{INVISIBLE}+|[{_SPACES}\u2028\u2029{_FULL_WIDTH}{''.join(_LIGATURES)}]")


class NormalisedText:
    """A normalised text, and the offset of each of its characters in the original one.

    Attributes
    ----------
    original
        The text as it was given.
    text
        The same in NFC, without invisible characters; odd spaces are spaces, ligatures and full-width letters plain.
    """

    def __init__(self, original: str, changes: Iterator[tuple[int, int, str]]) -> None:
        self.original = original
        self._old = [(0, 0)]  # [start, end) of what was replaced, in the original
        self._new = [(0, 0)]  # ... and of what stands for it in the text
        pieces: list[str] = []
        last = length = 0
        for start, end, plain in changes:
            pieces += [original[last:start], plain]
            length += start - last
            self._old.append((start, end))
            self._new.append((length, length + len(plain)))
            length += len(plain)
            last = end
        self.text = "".join([*pieces, original[last:]])
        self._old_starts = [start for start, _ in self._old]
        self._new_starts = [start for start, _ in self._new]

    @classmethod
    def respelled(cls, original: str, seen: NormalisedText | None, text: str) -> NormalisedText:
        """Make the view of a text whose normalised form, `seen` or itself, is read as other letters in their places.

        Raises
        ------
        ValueError
            There are more or fewer letters.
        """
        if len(text) != len(original if seen is None else seen.text):
            raise ValueError("a text is respelled letter by letter")
        made = cls(original, iter(()))
        if seen is not None:
            made.__dict__.update(seen.__dict__)
        made.text = text
        return made

    def start(self, offset: int) -> int:
        """Return the original offset of what begins at an offset of the text."""
        i = bisect_right(self._new_starts, offset) - 1
        (old, old_end), (_, new_end) = self._old[i], self._new[i]
        return old_end + offset - new_end if offset >= new_end else old

    def end(self, offset: int) -> int:
        """Return the original offset of what ends at an offset of the text; invisible characters behind it stay out."""
        i = max(0, bisect_left(self._new_starts, offset) - 1)
        (_, old_end), (_, new_end) = self._old[i], self._new[i]
        return old_end + max(0, offset - new_end)

    def offset(self, original: int) -> int:
        """Return the offset in the text of an offset in the original; within a changed piece, of that piece's end."""
        i = bisect_right(self._old_starts, original) - 1
        (old, old_end), (new, new_end) = self._old[i], self._new[i]
        if original >= old_end:
            return new_end + original - old_end
        return new if original == old else new_end

    def offsets(self, originals: Sequence[int]) -> list[int]:
        """Return `offset` of many offsets of the original at once, in their order."""
        import numpy as np

        given = np.asarray(originals, dtype=np.int64)
        (olds, old_ends), (news, new_ends) = np.array(self._old).T, np.array(self._new).T
        i = np.searchsorted(olds, given, side="right") - 1
        inside = np.where(given == olds[i], news[i], new_ends[i])
        found: list[int] = np.where(given >= old_ends[i], new_ends[i] + given - old_ends[i], inside).tolist()
        return found

    @staticmethod
    def chained(first: NormalisedText | None, second: NormalisedText) -> NormalisedText:
        """Return the view of a text of which `second` is one of what `first` reads; of `None` it is `second`."""
        return second if first is None else _Chained(first, second)


class _Chained(NormalisedText):
    """A normalised text that is read otherwise once more."""

    def __init__(self, first: NormalisedText, second: NormalisedText) -> None:
        super().__init__(first.original, iter(()))
        self.text = second.text
        self._first, self._second = first, second

    def start(self, offset: int) -> int:
        return self._first.start(self._second.start(offset))

    def end(self, offset: int) -> int:
        return self._first.end(self._second.end(offset))

    def offset(self, original: int) -> int:
        return self._second.offset(self._first.offset(original))

    def offsets(self, originals: Sequence[int]) -> list[int]:
        return self._second.offsets(self._first.offsets(originals))


def normalised(text: str) -> NormalisedText | None:
    r"""Normalise a text; return `None` when it is normal already, as nearly all are.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> seen = normalised("Ko\u0308ln and Khar\u00adkiv")
    >>> seen.text, seen.original[seen.start(9) : seen.end(16)]
    ('Köln and Kharkiv', 'Khar\xadkiv')
    >>> normalised("Köln and Kharkiv") is None, normalised("") is None
    (True, True)
    """
    return None if text.isascii() else _normalised(text)


@lru_cache(maxsize=1)  # each component of a pipeline asks for the text that it is given
def _normalised(text: str) -> NormalisedText | None:
    if unicodedata.is_normalized("NFC", text):
        if not _ODD.search(text):
            return None
        seen = NormalisedText(text, _plain_changes(text))
        if unicodedata.is_normalized(
            "NFC", seen.text
        ):  # else something unseen kept a letter and its mark apart
            return seen
    return NormalisedText(text, _all_changes(text))


def _plain_changes(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ODD.finditer(text):
        yield match.start(), match.end(), _plain(match.group())


def _plain(odd: str) -> str:
    """Return the replacement of a match of `_ODD`."""
    if odd in "\u2028\u2029":
        return "\n"
    if odd in _LIGATURES:
        return _LIGATURES[odd]
    if odd.isspace():
        return " "
    return unicodedata.normalize("NFKC", odd) if "\uff10" <= odd <= "\uff5a" else ""


def _all_changes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the changes in a text that is not composed: letters with their marks are one piece, then the rest."""
    for match in _clusters().finditer(text):
        piece = match.group()
        plain = unicodedata.normalize("NFC", _ODD.sub(lambda odd: _plain(odd.group()), piece))
        if plain != piece:
            yield match.start(), match.end(), plain


@cache
def _clusters() -> re.Pattern[str]:
    """Compile the pattern of pieces that may change: a character and its marks, or what changes alone.

    Conjoining vowels and finals of Korean count as marks. Made when the first decomposed text comes: it looks at all
    of Unicode.
    """
    marks = "".join(
        re.escape(c)
        for c in map(chr, range(0x300, sys.maxunicode + 1))
        if unicodedata.category(c)[0] == "M" and not _ODD.match(c)
    )
    marks += "\u1160-\u11ff"
    return re.compile(rf"(?!{INVISIBLE})[\s\S](?:{INVISIBLE}*[{marks}])+|{_ODD.pattern}|[^\x00-\u033f]")
