"""Read CoNLL-U with character offsets: a sentence is its text, and where each word of its tree lies in it.

Our tokens are not always a treebank's words; offsets hold for both.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Sentence", "Word", "read"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a tree.

    `start` and `end` are character offsets in the sentence, `head` is the number of a word, of the root its own; `misc`
    is what the last column says.
    """

    start: int
    end: int
    pos: str
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
        words.append(Word(*span, row[3], head if head >= 0 else len(words), row[7], "".join(row[9:10])))
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
