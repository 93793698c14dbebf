"""Where sentences begin and end: rules for news English, linear in the length of the text.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number, or a small letter follows in a
text that has capitals. A line break ends one unless the text is wrapped at a fixed width.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from geo.word_lists import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

# A run of stops, then closing quotes and brackets, then white space (or the end of the text).
_STOP = re.compile(r"[.!?…。！？]{1,8}[\"'”’»)\]]{0,4}(?=\s|\Z)")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘—–]+\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NEXT = re.compile(r"\s*[\"'“‘«(\[]*\s*(\w+|\S)?")
_LINE_BREAK = re.compile(r"[ \t\r\f\v]*\n\s*")
_ENDS_OPEN = re.compile(r"[\w,;–—-]\Z")
LONGEST = 3_000
"""Characters of a sentence; longer pieces are cut."""
_CHUNK = re.compile(rf"\S(?:[\s\S]{{0,{LONGEST - 2}}}\S)?(?=\s|\Z)|\S{{1,{LONGEST}}}")
_LOOK_BACK = 24  # characters that are searched for the word before a full stop
_FEW_CAPITALS = 0.005  # capitals a small letter up to which a text counts as written without
_BARE_STOPS = frozenset(".!?…")  # "'why?' he asked" goes on in a text without capitals too
_WRAPPED = range(45, 111)  # widths at which people wrap lines
_RAGGED = 10  # characters by which lines differ that are wrapped by hand
_ITEM = re.compile(r"(?:[-*•‣▪●◦–—]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")  # how an item of a list begins
_WORD = re.compile(r"\S{1,60}")


def split(text: str) -> list[tuple[int, int]]:
    """Split a text into sentences.

    Parameters
    ----------
    text
        Any text; line breaks are kept where they are.

    Returns
    -------
    list of (start, end)
        Character offsets, half-open, in order, without the white space between sentences.

    Examples
    --------
    >>> split("Lt. Gen. Ali met Mr. J. Okoro at 9 a.m. in the U.S. capital. He left.")
    [(0, 60), (61, 69)]
    >>> split("")
    []
    """
    sentences: list[tuple[int, int]] = []
    start = 0
    for end in [*_boundaries(text), len(text)]:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        kept = piece.strip()
        if len(kept) > LONGEST:
            sentences.extend((start + left + a, start + left + b) for a, b in _cut(kept))
        elif kept:
            sentences.append((start + left, start + left + len(kept)))
        start = end
    return sentences


def _cut(piece: str) -> Iterator[tuple[int, int]]:
    """Split an overlong sentence (a table, noise) at white space, or where it is too long without."""
    for match in _CHUNK.finditer(piece):
        yield match.span()


def mark(doc: Doc) -> Doc:
    """Set the sentence starts of a doc by `split` of its text as it is read; its offsets are its own."""
    from geo.nlp.doc_text import text_of
    from geo.nlp.misreadings import seen_as

    text = text_of(doc)
    seen = seen_as(text)
    if seen is None:
        return set_starts(doc, [start for start, _ in split(text)])
    return set_starts(doc, [seen.start(start) for start, _ in split(seen.text)])


def set_starts(doc: Doc, offsets: Sequence[int]) -> Doc:
    """Set the sentence starts of a doc by rising character offsets; one inside a token is left to the next token."""
    import numpy as np

    if not len(doc):
        return doc
    # One array instead of a setter for each token: the setter looks through the whole doc every time.
    starts = np.array(offsets, dtype=np.int64)
    tokens = doc.to_array("IDX").astype(np.int64)
    marks = np.full(len(doc), -1, dtype=np.int64)
    first = np.searchsorted(tokens, starts)
    marks[first[first < len(doc)]] = 1
    marks[0] = 1
    doc.from_array(["SENT_START"], marks.astype(np.uint64)[:, np.newaxis])  # type: ignore[arg-type]
    return doc


def _boundaries(text: str) -> list[int]:
    width, small = _width(text), _is_small(text)
    ends = {match.end() for match in _STOP.finditer(text) if _ends_sentence(text, match, small=small)}
    for match in _LINE_BREAK.finditer(text):
        if _breaks(text, match, width):
            ends.add(match.start())
    return sorted(ends)


def _is_small(text: str) -> bool:
    """Return whether a text is written without capitals, so that a small letter does not go on a sentence."""
    return sum(map(str.isupper, text)) <= _FEW_CAPITALS * sum(map(str.islower, text))


def _ends_sentence(text: str, stop: re.Match[str], *, small: bool) -> bool:
    following = _next_word(text, stop.end())
    if following[:1].islower() and (not small or stop.group()[-1] not in _BARE_STOPS):
        return False  # "Yahoo! announced", "'Why?' he asked", "9 a.m. today"
    if stop.group() != ".":
        return True
    word_match = _LAST_WORD.search(text, max(0, stop.start() - _LOOK_BACK), stop.start())
    word = word_match.group() if word_match else ""
    if small:
        if len(word) == 1 and word.isalpha() and word != "i":
            return not following  # "j. smith"
        following = following.capitalize()
    return _ends_after(word, following)


def _ends_after(word: str, following: str) -> bool:
    """Return whether a full stop after `word` ends the sentence, the next word being `following`."""
    kind = _abbreviations().get(word.lower())
    opener = not following or following in _openers()
    if kind == "title":
        return False
    if kind == "number":  # "No. 7", "Jan. 3"; "in Jan. The" is an end
        return opener and bool(following)
    if _INITIALS.fullmatch(word) and word != "I":
        # An initial goes on ("J. Smith"), "U.S. The" does not.
        return (word.islower() or not following) if len(word) == 1 else opener
    return opener if kind == "either" else True


def _next_word(text: str, at: int) -> str:
    match = _NEXT.match(text, at, at + 60)
    return (match.group(1) or "") if match else ""


def _breaks(text: str, line_break: re.Match[str], width: int) -> bool:
    """Return whether a line break ends a sentence; `width` is that of a wrapped text, else 0."""
    if line_break.group().count("\n") > 1:
        return True
    before = text[max(0, line_break.start() - 1) : line_break.start()]
    after = text[line_break.end() : line_break.end() + 1]
    if after.islower() and _ENDS_OPEN.search(before):
        return False
    if _ITEM.match(text, line_break.end()):
        return True
    if _goes_on(text, line_break.start()):
        return False
    return not width or _fits(text, line_break, width)


def _goes_on(text: str, end: int) -> bool:
    """Return whether a line cannot end where it does: behind an article, or the first word of a name ("New")."""
    last = _LAST_WORD.search(text, max(0, end - _LOOK_BACK), end)
    if last is None or last.group() not in words_in("nlp/lexicons/line_openers.txt"):
        return False
    named = last.group().lower() not in words_in("nlp/lexicons/directions.txt")
    return named or not text.endswith(("the ", "The "), 0, last.start())  # "in the South" is whole


def _fits(text: str, line_break: re.Match[str], width: int) -> bool:
    """Return whether the next word would have had room in the line: then the break is deliberate."""
    start = text.rfind("\n", 0, line_break.start()) + 1
    word = _WORD.match(text, line_break.end())
    length = line_break.start() - start + 1 + (len(word.group()) if word else 0)
    return length + _RAGGED <= width


def _width(text: str) -> int:
    """Return the width at which the lines of a text are wrapped; 0 where each line is a unit of its own.

    A text is wrapped where most of its long lines that have a next one end in mid-sentence.
    """
    widths: list[int] = []
    going_on = 0
    for line, following in _line_pairs(text):
        if len(line) in _WRAPPED:
            widths.append(len(line))
            going_on += bool(_ENDS_OPEN.search(line)) and bool(following)
    if len(widths) < 3 or going_on <= 0.6 * len(widths):
        return 0
    return sorted(widths)[9 * len(widths) // 10]


def _line_pairs(text: str) -> Iterator[tuple[str, str]]:
    lines = [line.rstrip() for line in text.split("\n")]
    return zip(lines, [line.strip() for line in lines[1:]], strict=False)


@cache
def _abbreviations() -> dict[str, str]:
    """Read `abbreviations.csv`: the word in lower case without its last full stop, and how it behaves."""
    import csv

    text = resources.files("geo").joinpath("nlp/lexicons/abbreviations.csv").read_text(encoding="utf-8")
    return {row["word"].lower(): row["behaviour"] for row in csv.DictReader(text.splitlines())}


@cache
def _openers() -> frozenset[str]:
    """Return the words that open a sentence and do not go on after an abbreviation: function words, capitalised."""
    return words_in("nlp/lexicons/sentence_openers.txt")
