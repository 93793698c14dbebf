"""What the reader of events is trained on, as texts with labels by character offsets.

Coded news (`training.codings`), PropBank's roles and the noun phrases of the English Web Treebank, noun phrases and
coreference of GUM, coreference of people in ECB+, and reports in which only triggers are marked.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from geo.events.reader.network import ROLES, STATUSES
from training import codings, conllu, event_words
from training.corpora import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from training.codings import CodedReport
    from training.conllu import Sentence, Word
    from training.event_words import Coded

Span = tuple[int, int]

PROPBANK: Final = ("none", "ARG0", "ARG1", "ARG2", "LOC", "TMP")
_ROLE_OF: Final = {
    "ARG0": 1, "ARG1": 2, "ARG2": 3, "ARG3": 3, "ARG4": 3, "ARGM-GOL": 3, "ARGM-COM": 3, "ARGM-LOC": 4, "ARGM-DIR": 4,
    "ARGM-TMP": 5,
}  # fmt: skip
_PLACE_ROLE: Final = {"location": "place", "transit": "place"}
_IN_CAPITALS: Final = 0.2
"""Share of the coded reports that are there once more in capitals."""
_LONGEST: Final = 3500
"""Characters of sentences of a treebank that are put together."""
_LEFT: Final = frozenset({"amod", "compound", "nummod", "nmod:poss", "flat", "nmod:unmarked", "nmod:desc"})
"""Relations of what belongs to a noun phrase on the left of its head."""
_NO_ENTITY: Final = frozenset({"time", "abstract", "event", "plant", "substance"})
"""Types of GUM's entities that are no party of an event."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A trigger with its arguments.

    Attributes
    ----------
    trigger
        Its words.
    kind
        Whose roles: `PROPBANK` or `geo.events.reader.network.ROLES`; `none` where only the status is known.
    arguments
        Spans with the number of their role; the last word of each is its head.
    ignored
        Spans of which nothing is learned beside the heads of arguments.
    scope
        Span in which the arguments are known; `None` for the whole text.
    status
        Number of its status, or `None`.
    """

    trigger: Span
    kind: Literal["propbank", "plover", "none"]
    arguments: tuple[tuple[Span, int], ...] = ()
    ignored: tuple[Span, ...] = ()
    scope: Span | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text with its labels; `None` where a kind of label is unknown.

    Attributes
    ----------
    name, text
        The report.
    sentences
        Character offsets; `None` to split the text.
    roots
        Triggers with their roots, the best first.
    left_open
        Spans in which nothing is learned of triggers.
    phrases
        Noun phrases.
    predicates
        Triggers with their arguments.
    mentions
        Spans with the chain that they are of.
    """

    name: str
    text: str
    sentences: Sequence[Span] | None = None
    roots: Sequence[tuple[int, int, tuple[str, ...]]] | None = None
    left_open: Sequence[Span] = ()
    phrases: Sequence[Span] | None = None
    predicates: Sequence[Predicate] = ()
    mentions: Sequence[tuple[Span, str]] = ()


def coded_news() -> Iterator[Labelled]:
    """Yield the coded news, and a share of what is not for development once more in capitals."""
    chance = random.Random(3)
    for report in codings.read():
        labelled = _coded(report)
        yield labelled
        again = labelled.text.upper()
        if chance.random() < _IN_CAPITALS and not report.is_development and len(again) == len(labelled.text):
            yield replace(labelled, text=again)


def _coded(report: CodedReport) -> Labelled:
    chains = _Chains()
    predicates: list[Predicate] = []
    words = event_words.words_of(report)
    for event in report.events:
        for mention in event.mentions:
            first = mention is event.mentions[0]
            arguments, ignored = [], []
            for parties, role in ((mention.actors, "actor"), (mention.recipients, "recipient")):
                for party in parties:
                    arguments.append((party.span, ROLES.index(role)))
                    chains.add(party.span)
                    if party.name is not None:
                        ignored.append(party.name)
                        chains.join(party.span, party.name)
            if first:
                arguments += [(span, ROLES.index("time")) for span in event.times]
                arguments += [(span, ROLES.index(_PLACE_ROLE.get(role, role))) for span, role in event.places]
            predicates.append(
                Predicate(
                    mention.trigger,
                    "plover",
                    tuple(arguments),
                    tuple(ignored),
                    None,
                    STATUSES.index(event.status),
                )
            )
    predicates += [
        Predicate(span, "none", status=STATUSES.index(status)) for span, _, status in report.others
    ]
    return Labelled(
        name=report.name,
        text=report.text,
        roots=words.events,
        left_open=words.left_open,
        predicates=predicates,
        mentions=chains.mentions(),
    )


class _Chains:
    """Spans that mean the same, joined in pairs."""

    def __init__(self) -> None:
        self._parent: dict[Span, Span] = {}

    def add(self, span: Span) -> None:
        self._parent.setdefault(span, span)

    def join(self, first: Span, second: Span) -> None:
        self.add(first)
        self.add(second)
        self._parent[self._root(first)] = self._root(second)

    def mentions(self) -> list[tuple[Span, str]]:
        return [(span, str(self._root(span))) for span in sorted(self._parent)]

    def _root(self, span: Span) -> Span:
        while self._parent[span] != span:
            span = self._parent[span]
        return span


def with_triggers_alone() -> Iterator[Labelled]:
    """Yield our own reports, in which only triggers are marked."""
    for report in (*event_words.own(), *event_words.golden("look")):
        yield _triggers(report)


def _triggers(report: Coded) -> Labelled:
    return Labelled(
        name=report.name, text=report.text, roots=list(report.events), left_open=list(report.left_open)
    )


def propbank(splits: Iterable[str]) -> Iterator[Labelled]:
    """Yield documents of the English Web Treebank with PropBank's roles and with noun phrases."""
    with gzip.open(SHARED / "training" / "ewt_srl.jsonl.gz", "rt", encoding="utf-8") as file:
        roles = {row["id"]: row for row in map(json.loads, file)}
    for split in splits:
        sentences = conllu.read(SHARED / "training" / f"ewt_{split}.conllu.gz")
        known = [
            each for each in sentences if len(roles.get(each.id, {"words": ()})["words"]) == len(each.words)
        ]
        for name, group in _documents(known):
            predicates, phrases = [], []
            for start, sentence in group:
                found = _noun_phrases(sentence.words)
                phrases += [_shifted(span, start) for span in dict.fromkeys(found.values())]
                rows = roles[sentence.id]["predicates"]
                predicates += [_predicate(row, sentence, found, start) for row in rows]
            yield Labelled(
                name=name,
                text=" ".join(sentence.text for _, sentence in group),
                sentences=[(start, start + len(sentence.text)) for start, sentence in group],
                phrases=phrases,
                predicates=predicates,
            )


def _documents(sentences: Iterable[Sentence]) -> Iterator[tuple[str, list[tuple[int, Sentence]]]]:
    """Put the sentences of a document together, each with its offset."""
    group: list[tuple[int, Sentence]] = []
    end = 0
    name = ""
    for sentence in sentences:
        here = sentence.id.rpartition("-")[0]
        if group and (here != name or end > _LONGEST):
            yield name, group
            group, end = [], 0
        name = here
        group.append((end, sentence))
        end += len(sentence.text) + 1
    if group:
        yield name, group


def _predicate(row: dict[str, object], sentence: Sentence, phrases: dict[int, Span], start: int) -> Predicate:
    arguments, ignored = [], []
    for role, first, last in row["args"]:  # type: ignore[attr-defined]
        number = _ROLE_OF.get(role.removeprefix("C-"))
        if number is not None:
            head = _head(sentence.words, first, last)
            word = sentence.words[head]
            span = _shifted(phrases.get(head, (word.start, word.end)), start)
            arguments.append((span, number))
            ignored.append(span)
    word = sentence.words[row["index"]]  # type: ignore[index]
    return Predicate(
        (start + word.start, start + word.end),
        "propbank",
        tuple(arguments),
        tuple(ignored),
        (start, start + len(sentence.text)),
    )


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _head(words: Sequence[Word], first: int, last: int) -> int:
    """Return the word of `[first, last]` whose head lies outside."""
    inside = range(first, last + 1)
    return next((i for i in inside if words[i].head == i or words[i].head not in inside), last)


def _noun_phrases(words: Sequence[Word]) -> dict[int, Span]:
    """Return the base noun phrases of a sentence, without articles, by the words that they hold."""
    children: list[list[int]] = [[] for _ in words]
    for i, word in enumerate(words):
        if word.head != i:
            children[word.head].append(i)
    found: dict[int, Span] = {}
    for i, word in enumerate(words):
        if not _heads_phrase(word):
            continue
        kept = {i}
        for child in children[i]:
            if (child < i and words[child].dep in _LEFT) or (
                child > i and words[child].dep.startswith("flat")
            ):
                kept |= _below(child, children)
        first = last = i
        while first - 1 in kept:
            first -= 1
        while last + 1 in kept:
            last += 1
        while first < last and (words[first].pos in ("DET", "PUNCT") or words[first].dep == "det"):
            first += 1
        span = words[first].start, words[last].end
        for k in range(first, last + 1):
            found.setdefault(k, span)
        found[i] = span
    return found


def _heads_phrase(word: Word) -> bool:
    """Return whether a word is the head of a noun phrase of its own, and no part of another."""
    inside = word.dep in ("nmod:poss", "det", "nmod:desc") or word.dep.partition(":")[0] in (
        "flat",
        "compound",
    )
    return word.pos in ("NOUN", "PROPN", "PRON") and not inside


def _below(i: int, children: Sequence[Sequence[int]]) -> set[int]:
    """Return a word and all that depends on it."""
    return {i}.union(*(_below(child, children) for child in children[i]))


def gum() -> Iterator[Labelled]:
    """Yield GUM's documents with noun phrases, and with the chains of what can be a party."""
    documents: list[list[Sentence]] = []
    for sentence in conllu.read(SHARED / "training" / "gum_train.conllu.gz"):
        if sentence.opens_document or not documents:
            documents.append([])
        documents[-1].append(sentence)
    for document in documents:
        phrases: list[Span] = []
        mentions: set[tuple[Span, str]] = set()
        starts: list[int] = []
        end = 0
        for sentence in document:
            starts.append(end)
            found = _noun_phrases(sentence.words)
            phrases += [_shifted(span, end) for span in dict.fromkeys(found.values())]
            for chain, first, last in _entities(sentence.words):
                head = _head(sentence.words, first, last)
                word = sentence.words[head]
                mentions.add((_shifted(found.get(head, (word.start, word.end)), end), chain))
            end += len(sentence.text) + 1
        yield Labelled(
            name=f"gum-{document[0].id.rpartition('-')[0]}",
            text=" ".join(sentence.text for sentence in document),
            sentences=[(start, start + len(s.text)) for start, s in zip(starts, document, strict=True)],
            phrases=phrases,
            mentions=sorted(mentions),
        )


_ENTITY: Final = re.compile(r"\((\d+)-([a-z]+)-[^()]*?\)|\((\d+)-([a-z]+)[^()]*|(\d+)\)")


def _entities(words: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
    """Yield the entities of a sentence: chain, first and last word. The brackets are those of `# global.Entity`."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, word in enumerate(words):
        column = re.search(r"Entity=([^|]*)", word.misc)
        for match in _ENTITY.finditer(column[1] if column else ""):
            whole, kind, opens, open_kind, closes = match.groups()
            if opens:
                opened.setdefault(opens, []).append((i, open_kind))
                continue
            first = i
            if closes:
                if not opened.get(closes):
                    continue
                first, kind = opened[closes].pop()
            if kind not in _NO_ENTITY:
                yield whole or closes, first, i


def ecb() -> Iterator[tuple[str, Labelled]]:
    """Yield the documents of ECB+ by topic, with the chains of people."""
    with gzip.open(SHARED / "training" / "ecbplus_topics1-35.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield str(row["topic"]), _ecb_document(row)


def _ecb_document(row: dict[str, object]) -> Labelled:
    tokens, numbers = row["tokens"], row["sentence"]
    assert isinstance(tokens, list) and isinstance(numbers, list)  # noqa: PT018 - for mypy
    offsets, end = [], 0
    for token in tokens:
        offsets.append((end, end + len(token)))
        end += len(token) + 1
    bounds: dict[int, list[int]] = {}
    for number, (start, stop) in zip(numbers, offsets, strict=True):
        bounds.setdefault(number, [start, stop])[1] = stop
    people: set[tuple[Span, str]] = set()
    for mention in row["mentions"]:  # type: ignore[attr-defined]
        kind = mention["type"].removeprefix("NEG_").partition("_")[0]
        if kind == "HUMAN":
            span = offsets[mention["tokens"][0]][0], offsets[mention["tokens"][-1]][1]
            people.add((span, mention["chain"] or f"{row['id']}:{mention['id']}"))
    return Labelled(
        name=f"ecb-{row['id']}",
        text=" ".join(tokens),
        sentences=[(start, stop) for start, stop in bounds.values()],
        mentions=sorted(people),
    )
