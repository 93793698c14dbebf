"""Labelled texts as the reader meets them: windows of hidden states, with labels by token."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

import gazetteer
from geo.events.reader import mention_pairs
from geo.events.reader.mention_pairs import CANDIDATES, FEATURES
from geo.events.reader.network import BEGINS, INSIDE
from geo.nlp import name_lookup, sentences, wordpiece
from geo.nlp.encoder import network, windows
from geo.nlp.grammar import FUNCTION_WORDS
from geo.nlp.tokens import TokenView
from geo.plover import ROOTS
from training.event_words import ACCEPTED, CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geo.nlp.encoder.windows import EncoderTokens
    from training.reader_sources import Labelled, Predicate, Span

UNKNOWN: Final = -100
"""Label of a token of which nothing is learned."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `[first, last)`: the tagger's second layer of their pieces (pieces, 384), and each token's first piece."""

    hidden: NDArray[np.float16]
    heads: list[int]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Arguments:
    """A trigger by its tokens with a sense of their own, and the role of each token of the text.

    The likeliest trigger of the tokens stands for it. `UNKNOWN` is the role of a token that teaches nothing.
    """

    tokens: tuple[int, ...]
    kind: str
    roles: NDArray[np.int8]
    status: int | None


@dataclass(frozen=True, slots=True)
class Example:
    """A text as windows with labels.

    Attributes
    ----------
    name
        Of the report.
    windows
        In order.
    words, lines
        Its tokens, folded, and the numbers of their sentences.
    right
        How right each class is for each token, shape (tokens, 17); `None` where triggers are unknown.
    phrases
        Class of each token, as in `geo.events.reader.network`; `None` where noun phrases are unknown.
    predicates
        Triggers.
    mentions, pairs
        The head of each mention with its chain, and the features of each with those before it.
    """

    name: str
    windows: tuple[Window, ...]
    words: tuple[str, ...]
    lines: NDArray[np.int64]
    right: NDArray[np.float32] | None
    phrases: NDArray[np.int64] | None
    predicates: tuple[Arguments, ...]
    mentions: tuple[tuple[int, str], ...]
    pairs: NDArray[np.float16] | None


def examples(texts: Iterable[Labelled]) -> Iterator[Example]:
    """Read texts through the tagger's first layers, and carry their labels over to tokens."""
    vocabulary, run = wordpiece.load(), network.bundled()
    for text in texts:
        view, spans = TokenView(text.text), text.sentences or sentences.split(text.text)
        words = name_lookup.read_words(view, spans)
        known = name_lookup.by_offsets(words, name_lookup.look_up(text.text, words, gazetteer.default()))
        tokens = windows.tokens_of(view, known)
        read = tuple(
            Window(_hidden(window, run), window.heads, window.first, window.last)
            for window in windows.split_into_windows(tokens, spans, vocabulary)
        )
        yield _example(text, _Tokens(tokens, spans), read)


def _hidden(window: windows.Window, run: network.Run) -> NDArray[np.float16]:
    inputs = {name: np.array([getattr(window, name)], dtype=np.int64) for name in network.INPUTS}
    return run(inputs)[1][0].astype(np.float16)


class _Tokens:
    """The tokens of a text and which of them a span is about."""

    def __init__(self, tokens: EncoderTokens, spans: Sequence[Span]) -> None:
        self.tokens = tokens
        ends = [end for _, end in spans]
        self.lines = np.array([bisect_right(ends, token.start) for token in tokens], dtype=np.int64)

    def covered(self, span: Span) -> list[int]:
        return list(self.tokens.covered(*span))

    def head(self, span: Span) -> int | None:
        """Return the last word of a noun phrase, a possessive ending left out."""
        words = [i for i in self.covered(span) if self.tokens[i].text[0].isalnum()]
        if len(words) > 1 and self.tokens[words[-1]].lower == "s":
            del words[-1]
        return words[-1] if words else None

    def trigger(self, span: Span) -> tuple[int, ...]:
        """Return the words of a trigger that have a sense of their own."""
        inside = [i for i in self.covered(span) if self.tokens[i].text[0].isalnum()]
        return tuple([i for i in inside if self.tokens[i].lower not in FUNCTION_WORDS] or inside)


def _example(text: Labelled, tokens: _Tokens, read: tuple[Window, ...]) -> Example:
    mentions = [
        (head, chain, tokens.covered(span))
        for span, chain in text.mentions
        if (head := tokens.head(span)) is not None
    ]
    return Example(
        text.name,
        read,
        tuple(token.lower for token in tokens.tokens),
        tokens.lines,
        _right(text, tokens),
        _phrases(text, tokens),
        tuple(filter(None, (_arguments(each, tokens) for each in text.predicates))),
        tuple((head, chain) for head, chain, _ in mentions),
        _pairs([covered for _, _, covered in mentions], tokens) if mentions else None,
    )


def _right(text: Labelled, tokens: _Tokens) -> NDArray[np.float32] | None:
    """Return how right each class is for each token; a row is all 0 where nothing is to be learned."""
    if text.roots is None:
        return None
    right = np.zeros((len(tokens.tokens), CLASSES), dtype=np.float32)
    right[:, 0] = 1
    for span in text.left_open:
        right[tokens.covered(span), 0] = 0
    for start, end, roots in text.roots:
        for i in tokens.covered((start, end)):
            right[i, 0] = 0
            if tokens.tokens[i].lower in FUNCTION_WORDS:
                continue  # "signed a deal": "a" is neither an event's word nor none
            for root in roots:
                at = 1 + ROOTS.index(root)
                right[i, at] = max(right[i, at], 1.0 if root == roots[0] else ACCEPTED)
    return right


def _phrases(text: Labelled, tokens: _Tokens) -> NDArray[np.int64] | None:
    if text.phrases is None:
        return None
    classes = np.zeros(len(tokens.tokens), dtype=np.int64)
    for span in sorted(
        text.phrases, key=lambda span: span[0] - span[1]
    ):  # of two that overlap the shorter one
        covered = tokens.covered(span)
        classes[covered[:1]], classes[covered[1:]] = BEGINS, INSIDE
    return classes


def _arguments(predicate: Predicate, tokens: _Tokens) -> Arguments | None:
    trigger = tokens.trigger(predicate.trigger)
    if not trigger:
        return None
    roles = np.full(len(tokens.tokens), UNKNOWN, dtype=np.int8)
    if predicate.kind != "none":
        roles[tokens.covered(predicate.scope) if predicate.scope else slice(None)] = 0
    for span in (*predicate.ignored, *(span for span, _ in predicate.arguments)):
        roles[tokens.covered(span)] = UNKNOWN
    for span, role in predicate.arguments:
        head = tokens.head(span)
        if head is not None:
            roles[head] = role
    return Arguments(trigger, predicate.kind, roles, predicate.status)


def _pairs(mentions: Sequence[list[int]], tokens: _Tokens) -> NDArray[np.float16]:
    """Return the features of each mention with those before it, the nearest first."""
    read = [
        mention_pairs.mention(tokens.tokens, covered[0], covered[-1] + 1, int(tokens.lines[covered[-1]]))
        for covered in mentions
    ]
    pairs = np.zeros((len(read), CANDIDATES, FEATURES), dtype=np.float16)
    for i, each in enumerate(read):
        before = read[max(0, i - CANDIDATES) : i][::-1]
        pairs[i, : len(before)] = mention_pairs.features(each, before)
    return pairs
