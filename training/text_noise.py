"""Texts as other media write them: in small letters, in capitals, and as an optical character reader misreads them.

Every change keeps a map from the text's offsets to those of the copy, so that annotated spans move with it
(`benchmarks/other_text.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

Kind = Literal["plain", "lower", "upper", "ocr"]

_CONFUSED: Final[Mapping[str, str]] = {
    "a": "aeos", "b": "bh6", "c": "ceo", "d": "dcl", "e": "ecoa", "f": "ft", "g": "gq9", "h": "hbn", "i": "il1j",
    "j": "ji", "k": "kh", "l": "li1t", "m": "mnw", "n": "nuh", "o": "o0ce", "p": "pq", "q": "qg", "r": "rnt",
    "s": "s5a", "t": "tlfr", "u": "unv", "v": "vuy", "w": "wv", "x": "xk", "y": "yv", "z": "z2",
    "A": "AR", "B": "B8R", "C": "CGO", "D": "DO", "E": "EFB", "F": "FPE", "G": "GC6", "H": "HN", "I": "Il1", "J": "JI",
    "K": "KX", "L": "LI", "M": "MN", "N": "NMH", "O": "O0Q", "P": "PFR", "Q": "QO", "R": "RK", "S": "S58", "T": "TI",
    "U": "UV", "V": "VY", "W": "WV", "X": "XK", "Y": "YV", "Z": "Z2",
}  # fmt: skip
"""Letters with what print makes readers take them for; the first of each is the letter itself."""
OCR_RATE: Final = 0.05
"""Share of letters that are misread, unless another is asked for."""


def written_as(
    text: str, kind: Kind, chance: random.Random, *, rate: float = OCR_RATE, whole_words: bool = False
) -> tuple[str, Callable[[int], int]]:
    """Write a text as another medium does.

    Parameters
    ----------
    text
        A report.
    kind
        `plain`, `lower`, `upper`, or `ocr`.
    chance
        Draws the misread letters.
    rate
        Share of letters that are misread, with `ocr`.
    whole_words
        Keep the spaces, and letters inside their words, so that the copy has as many words.

    Returns
    -------
    str, callable
        The copy, and what gives the copy's offset of an offset of the text.
    """
    if kind == "plain":
        return text, lambda offset: offset
    if kind != "ocr":
        change = str.lower if kind == "lower" else str.upper
        # A letter whose other case is two letters stays, so that offsets do.
        return "".join(changed if len(changed := change(c)) == 1 else c for c in text), lambda offset: offset
    pieces = [_misread(c, chance, whole_words=whole_words) if chance.random() < rate else c for c in text]
    if whole_words:  # a word of one letter that is left out would be a word less
        pieces = [piece or c for piece, c in zip(pieces, text, strict=True)]
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return "".join(pieces), offsets.__getitem__


def _misread(character: str, chance: random.Random, *, whole_words: bool) -> str:
    """Draw what is read for a character: another letter, two, none; a space is lost, or one is seen."""
    drawn = chance.random()
    if character == " ":
        return " " if whole_words or drawn < 0.5 else ""
    if character not in _CONFUSED:
        return character
    if drawn < 0.75:
        return chance.choice(_CONFUSED[character][1:])
    if drawn < 0.87:
        return ""
    if drawn < 0.97 or whole_words:
        return character + chance.choice("il1trjc")
    return f"{character} "
