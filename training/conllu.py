"""Universal Dependencies on the tokens of our tokeniser: CoNLL-U is read with offsets, then carried over.

The run-time pipeline cuts text with spaCy's English tokeniser, which does not always cut where a treebank does. So a
sentence is kept as its text and the offsets of its words, and its tree is carried over to whatever tokens are there.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Sentence", "Word", "carry_over", "read"]

PIECES = {True: "compound", False: "punct"}
"""Relation of a piece of a word (with letters or digits or without) to the rest of the word."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a tree.

    `start` and `end` are character offsets in the sentence, `head` is the number of a word, of the root its own; `misc`
    is what the last column says.
    """

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str
    misc: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a treebank."""

    text: str
    words: tuple[Word, ...]
    opens_paragraph: bool = False
    opens_document: bool = False
    id: str = ""


def read(path: Path) -> list[Sentence]:
    """Read a CoNLL-U file, gzipped or not; sentences whose words do not make up their text are left out."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    found = [_sentence(block) for block in _blocks(text.split("\n"))]
    return [sentence for sentence in found if sentence is not None]


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.rstrip("\r"))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _sentence(block: list[str]) -> Sentence | None:
    """Place the words of a block in its text, one after another."""
    text = next((line[len("# text = ") :] for line in block if line.startswith("# text = ")), "")
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    words: list[Word] = []
    at = 0  # up to here the text is used
    inside: list[tuple[int, int]] = []  # where the words of a multiword token lie
    for row in rows:
        number = row[0]
        if "." in number:
            continue  # a word that is not there ("she likes tea and he [likes] coffee")
        if "-" in number or not inside:
            start = text.find(row[1], at)
            if start < 0 or text[at:start].strip():
                return None
            at = start + len(row[1])
            if "-" in number:
                first, last = map(int, number.split("-"))
                inside = _parts(
                    [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last], start, at
                )
                continue
        span = inside.pop(0) if inside else (start, at)
        head = int(row[6]) - 1
        words.append(
            Word(*span, row[2], row[3], row[4], head if head >= 0 else len(words), row[7], "".join(row[9:10]))
        )
    if not words or text[at:].strip():
        return None
    return Sentence(
        text,
        tuple(words),
        opens_paragraph=any(line.startswith("# newpar") for line in block),
        opens_document=any(line.startswith("# newdoc") for line in block),
        id=next((line[len("# sent_id = ") :] for line in block if line.startswith("# sent_id = ")), ""),
    )


def _parts(forms: list[str], start: int, end: int) -> list[tuple[int, int]]:
    """Where the words of a multiword token lie: one after another, or, when they are spelt otherwise, all over it."""
    if sum(map(len, forms)) != end - start:
        return [(start, end)] * len(forms)
    spans = []
    for form in forms:
        spans.append((start, start + len(form)))
        start += len(form)
    return spans


def carry_over(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[Word] | None:
    """Carry a tree over to other tokens of the same sentence.

    Where several words are one token, it takes the place of the highest of them; where one word is several tokens,
    the last of them takes its place and the others hang on it.

    Parameters
    ----------
    words
        The words of a sentence.
    spans
        Start and end of every token, in order, without white space.

    Returns
    -------
    list of Word or None
        One for each span; None where the tokens and the words are so much at odds that no tree comes of it.
    """
    token_at = {at: i for i, (start, end) in enumerate(spans) for at in range(start, end)}
    home = [token_at.get(word.end - 1, -1) for word in words]  # the token that stands for each word
    if -1 in home:
        return None
    guests: list[list[int]] = [[] for _ in spans]
    for i, token in enumerate(home):
        guests[token].append(i)
    over = {at: i for i, word in enumerate(words) for at in range(word.start, word.end)}
    carried = []
    for token, (start, end) in enumerate(spans):
        if guests[token]:
            chief = next(
                (i for i in guests[token] if _is_root(words, i) or home[words[i].head] != token), None
            )
            if chief is None:
                return None
            head = token if _is_root(words, chief) else home[words[chief].head]
            carried.append(replace(words[chief], start=start, end=end, head=head))
        else:
            whole = over.get(end - 1, over.get(start))
            if whole is None or home[whole] == token:
                return None
            carried.append(_piece(words[whole], start, end, home[whole]))
    return carried if _is_tree(carried) else None


def _is_root(words: Sequence[Word], i: int) -> bool:
    return words[i].head == i


def _piece(word: Word, start: int, end: int, head: int) -> Word:
    """Make a part of a word that is not its last one; a part without letters is never as long as the word."""
    lettered = word.end - word.start > 1 and end - start > 1
    pos, tag = (word.pos, word.tag) if lettered else ("PUNCT", "HYPH")
    return Word(start, end, "", pos, tag, head, PIECES[lettered])


def _is_tree(words: Sequence[Word]) -> bool:
    """Whether there is one root and every word is under it."""
    if sum(_is_root(words, i) for i in range(len(words))) != 1:
        return False
    for i in range(len(words)):
        at = i
        for _ in words:
            if _is_root(words, at):
                break
            at = words[at].head
        else:
            return False
    return True
