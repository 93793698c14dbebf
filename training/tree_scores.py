"""How well tags, trees and lemmas fit a treebank: words are matched by their place in the text.

As in the CoNLL 2018 shared task (Zeman et al. 2018), a word counts only where the system has a word of just that
span, and a head only where it is the right span too; so errors of tokenisation count against the system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from training.conllu import Sentence

__all__ = ["Placed", "Scores", "documents", "gold_doc_starts", "placed", "score"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A word in a text: character offsets, head by its offsets (None: root)."""

    span: Span
    pos: str
    tag: str
    lemma: str
    head: Span | None
    dep: str


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 in per cent; `las_coarse` leaves the subtypes of relations out ("nsubj:pass" is "nsubj")."""

    words: float
    upos: float
    xpos: float
    lemmas: float
    uas: float
    las: float
    las_coarse: float


def documents(sentences: Iterable[Sentence]) -> list[tuple[str, list[Placed], list[int]]]:
    """Put the sentences of each document together: the text, its words, and where sentences start.

    Paragraphs are an empty line apart, sentences a space.
    """
    found: list[tuple[str, list[Placed], list[int]]] = []
    text, words, starts = "", list[Placed](), list[int]()
    for sentence in sentences:
        if sentence.opens_document and text:
            found.append((text, words, starts))
            text, words, starts = "", [], []
        if text:
            text += "\n\n" if sentence.opens_paragraph else " "
        at = len(text)
        text += sentence.text
        starts.append(at)
        spans = [(at + word.start, at + word.end) for word in sentence.words]
        for i, word in enumerate(sentence.words):
            head = None if word.head == i else spans[word.head]
            words.append(Placed(spans[i], word.pos, word.tag, word.lemma, head, word.dep))
    return [*found, (text, words, starts)] if text else found


def gold_doc_starts(doc: Doc, starts: Sequence[int]) -> Doc:
    """Set the sentence starts of a doc to given offsets; a start inside a token is left to the next one."""
    ahead = list(starts)
    marks = []
    for token in doc:
        marks.append(bool(ahead) and token.idx >= ahead[0] and not token.is_space)
        while marks[-1] and ahead and token.idx >= ahead[0]:
            ahead.pop(0)
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        sent_starts=list(marks),
    )


def placed(doc: Doc) -> list[Placed]:
    """Give the words of an annotated doc without its white space."""
    return [
        Placed(
            (token.idx, token.idx + len(token)),
            token.pos_,
            token.tag_,
            token.lemma_,
            None if token.head == token else (token.head.idx, token.head.idx + len(token.head)),
            "root" if token.head == token else token.dep_,
        )
        for token in doc
        if not token.is_space
    ]


def score(pairs: Iterable[tuple[Sequence[Placed], Sequence[Placed]]]) -> Scores:
    """Compare gold words with found ones, text by text."""
    checks: tuple[Callable[[Placed, Placed], bool], ...] = (
        lambda _gold, _found: True,
        lambda gold, found: gold.pos == found.pos,
        lambda gold, found: gold.tag == found.tag,
        lambda gold, found: gold.lemma == found.lemma,
        lambda gold, found: gold.head == found.head,
        lambda gold, found: gold.head == found.head and gold.dep == found.dep,
        lambda gold, found: gold.head == found.head and _coarse(gold.dep) == _coarse(found.dep),
    )
    right = [0] * len(checks)
    total = 0
    for gold, found in pairs:
        by_span = {word.span: word for word in found}
        total += len(gold) + len(found)
        for word in gold:
            other = by_span.get(word.span)
            if other is not None:
                for i, check in enumerate(checks):
                    right[i] += check(word, other)
    return Scores(*(round(200 * each / total, 2) if total else 0.0 for each in right))


def _coarse(dep: str) -> str:
    return dep.partition(":")[0]
