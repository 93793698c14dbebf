"""From codings of events to what the detector is trained on: windows with the roots that each word may have.

Four sources: reports coded by hand (`training.codings`), our own annotated reports (`training/events/own.tsv`), the
half of `tests/golden` that is there to look at, and the examples and counterexamples of `geo/events/event_types.toml`.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

import gazetteer
from geo.documents.reading import read_reports
from geo.events.ontology import event_types
from geo.nlp import name_lookup, sentences
from geo.nlp.encoder import windows
from geo.nlp.grammar import FUNCTION_WORDS
from geo.nlp.tokens import TokenView
from geo.plover import ROOTS
from training import annotated, codings
from training.corpora import CORPORA, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geo.nlp.tokens import Token
    from geo.nlp.wordpiece import Vocabulary
    from training.codings import CodedReport

HERE: Final = Path(__file__).parent
GOLDEN: Final = HERE.parent / "tests" / "golden"
CLASSES: Final = 1 + len(ROOTS)

ACCEPTED: Final = 0.3
"""How right a root is that is accepted beside the best one."""

Half = Literal["look", "measure"]


@dataclass(frozen=True, slots=True)
class Coded:
    """A text and the words of its events: character offsets and the roots that are right for them, the best first.

    `left_open` are the offsets of words on which careful coders differ: nothing is learned from them.
    """

    name: str
    text: str
    events: tuple[tuple[int, int, tuple[str, ...]], ...]
    left_open: tuple[tuple[int, int], ...] = ()
    published: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A window, and how right each class is for each of its tokens.

    `right` has the shape (tokens, 17); a token's row is all 0 where nothing is to be learned.
    """

    report: str
    window: windows.Window
    tokens: tuple[Token, ...]
    right: NDArray[np.float32]


def by_hand(*, development: bool) -> Iterator[Coded]:
    """Yield the reports coded by hand that are for development, or those to learn from."""
    for report in codings.read():
        if report.is_development == development:
            yield words_of(report)


def words_of(report: CodedReport) -> Coded:
    """Take the words of events from a report coded by hand.

    On what is optional careful coders differ, and what is hypothetical or negated is an event or none as one likes.
    """
    found, left_open = [], [span for span, _, status in report.others if status != "none"]
    for event in report.events:
        for mention in event.mentions:
            if event.optional or event.status == "none":
                left_open.append(mention.trigger)
            else:
                found.append((*mention.trigger, event.roots))
    return Coded(report.name, report.text, tuple(found), tuple(left_open), report.day)


def news_codings(half: Half) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the text and the whole coding of each report of a half of the corpora's, in the scorer's format."""
    texts = _texts()
    for line in (HERE / "events" / "news.jsonl").read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        if doc["half"] == half:
            yield texts[doc["doc"]], doc


def _texts() -> dict[str, str]:
    return {
        record["id"]: record["text"]
        for name in CORPORA
        for record in map(json.loads, (SHARED / "corpora" / f"{name}.jsonl").read_bytes().splitlines())
    }


def golden(half: Half) -> Iterator[Coded]:
    """Yield a half of our own coded reports."""
    for text, doc in golden_codings(half):
        yield coded(doc["doc"], text, doc["events"], published=doc["published"])


def golden_codings(half: Half) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the text and the whole coding of each of a half of our own coded reports."""
    for path in sorted((GOLDEN / half).glob("*.json")):
        (report,) = read_reports(path.with_suffix(".txt"))
        yield report.text, json.loads(path.read_text(encoding="utf-8"))


def coded(name: str, text: str, events: Iterable[dict[str, Any]], *, published: str | None) -> Coded:
    """Take the words of events from a coding in the scorer's format."""
    found, left_open = [], []
    for event in events:
        for start, end in (event["trigger"], *event["also"]):
            if event.get("optional"):
                left_open.append((start, end))
            else:
                found.append((start, end, tuple(event["roots"])))
    day = datetime.date.fromisoformat(published) if published else None
    return Coded(name, text, tuple(found), tuple(left_open), day)


def own() -> Iterator[Coded]:
    """Yield our own annotated reports: root, words (with `#2` for the second time they stand there), another root."""
    texts = {report.id: report.text for report in annotated.read_reports(HERE / "reports")}
    blocks = re.split(r"^== ", (HERE / "events" / "own.tsv").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for block in blocks[1:]:
        name, *lines = block.strip().split("\n")
        events = []
        for line in lines:
            root, marked, other = [*line.split("\t"), ""][:3]
            words, _, number = marked.partition("#")
            at = list(re.finditer(rf"(?<!\w){re.escape(words.strip())}(?!\w)", texts[name]))
            start, end = at[int(number or 1) - 1].span()
            events.append((start, end, (root, other) if other else (root,)))
        yield Coded(name, texts[name], tuple(events))


def examples(report: Coded, vocabulary: Vocabulary) -> Iterator[Example]:
    """Cut a report into windows with the right classes of each token."""
    tokens, spans = _tokens(report.text)
    right = np.zeros((len(tokens), CLASSES), dtype=np.float32)
    for i, token in enumerate(tokens):
        here = [roots for start, end, roots in report.events if token.start < end and token.end > start]
        if here and token.text.lower() in FUNCTION_WORDS:
            continue  # "signed a deal": "a" is neither an event's word nor none
        if any(token.start < end and token.end > start for start, end in report.left_open) and not here:
            continue
        for roots in here:
            for root in roots:
                at = 1 + ROOTS.index(root)
                right[i, at] = max(right[i, at], 1.0 if root == roots[0] else ACCEPTED)
        right[i, 0] = not here
    yield from _cut(report.name, tokens, spans, right, vocabulary)


def listed(vocabulary: Vocabulary) -> Iterator[Example]:
    """Yield the examples of the event types: the words that open a trigger are of the root; the rest is left open.

    In a counterexample such words are of any class but that root. Hazards are of no root that the network knows.
    """
    for kind in event_types():
        if kind.root not in ROOTS:
            continue
        heads = {form for trigger in kind.triggers for form in trigger.head}
        root = 1 + ROOTS.index(kind.root)
        for positive, texts in ((True, kind.examples), (False, kind.counterexamples)):
            for text in texts:
                tokens, spans = _tokens(text)
                right = np.zeros((len(tokens), CLASSES), dtype=np.float32)
                for i, token in enumerate(tokens):
                    if token.text.lower() in heads and token.text.lower() not in FUNCTION_WORDS:
                        right[i] = not positive
                        right[i, root] = positive
                yield from _cut(kind.name, tokens, spans, right, vocabulary)


def _tokens(text: str) -> tuple[windows.EncoderTokens, Sequence[tuple[int, int]]]:
    view, spans = TokenView(text), sentences.split(text)
    words = name_lookup.read_words(view, spans)
    known = name_lookup.by_offsets(words, name_lookup.look_up(text, words, gazetteer.default()))
    return windows.tokens_of(view, known), spans


def _cut(
    name: str,
    tokens: windows.EncoderTokens,
    spans: Sequence[tuple[int, int]],
    right: NDArray[np.float32],
    vocabulary: Vocabulary,
) -> Iterator[Example]:
    for window in windows.split_into_windows(tokens, spans, vocabulary):
        part = slice(window.first, window.last)
        yield Example(name, window, tuple(tokens[part]), right[part])
