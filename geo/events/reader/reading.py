"""Reads a report: its trigger words, each with its candidate participants and what they refer to.

Two steps. Each window is scored once, and of its states only what later windows may refer to is kept: two small vectors
a noun phrase. Then the noun phrases that may take part in an event are linked to what they refer to, those of
earlier windows included.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.events.ontology import event_types
from geo.events.reader.mention_pairs import CANDIDATES, FEATURES, features_of_pairs, mention
from geo.events.reader.network import BEGINS, INSIDE, ROLES
from geo.nlp.encoder.network import log_softmax
from geo.nlp.grammar import FUNCTION_WORDS
from geo.numerals import up_to
from geo.plover import ROOTS
from geo.spans import EventArgument, EventWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geo.events.reader.mention_pairs import NounPhrase
    from geo.events.reader.network import Network
    from geo.nlp.encoder.encoding import Encoding
    from geo.nlp.encoder.windows import Window
    from geo.nlp.tokens import Token, Tokens

    Floats = NDArray[np.float32]

LEAST: Final = 0.02
"""Triggers of a lower probability than this are dropped, unless a list has them: no later step reads them."""
LEAST_ROLE: Final = 0.08
"""Noun phrases that are less likely participants of a trigger are dropped."""
LEAST_LINKED: Final = 0.2
"""Noun phrases that are less likely participants are not linked to what they refer to."""
LEAST_LINK: Final = 0.5
"""Probability from which a noun phrase refers to another."""
LEAST_PRONOUN_LINK: Final = 0.25
"""The same of a pronoun, which mostly refers to something."""
_MOST_LINKS: Final = 8
"""Earlier mentions that a noun phrase is followed back to, one after another."""
_AT_ONCE: Final = 64  # noun phrases that are linked at once
_LONGEST_PHRASE: Final = 12  # tokens
_ACTOR, _RECIPIENT = ROLES.index("actor"), ROLES.index("recipient")


@dataclass(slots=True)
class _Phrases:
    """The noun phrases of a report up to a window, with the projections of their heads."""

    mentions: list[NounPhrase] = field(default_factory=list)
    anaphors: list[Floats] = field(default_factory=list)
    antecedents: list[Floats] = field(default_factory=list)
    by_head: dict[int, int] = field(default_factory=dict)

    def add(self, each: NounPhrase, anaphor: Floats, antecedent: Floats) -> None:
        self.by_head[each.last - 1] = len(self.mentions)
        self.mentions.append(each)
        self.anaphors.append(anaphor)
        self.antecedents.append(antecedent)

    def chains(self, wanted: Iterable[int], network: Network) -> dict[int, list[NounPhrase]]:
        """Return what each of some noun phrases refers to, the nearest first, and what that refers to."""
        wanted = sorted(set(wanted))
        refers: dict[int, int | None] = {}
        ask = wanted
        while ask:
            for i in range(0, len(ask), _AT_ONCE):
                some = ask[i : i + _AT_ONCE]
                refers.update(zip(some, self._antecedents(some, network), strict=True))
            ask = sorted({at for at in map(refers.get, ask) if at is not None and at not in refers})
        found: dict[int, list[NounPhrase]] = {}
        for first in wanted:
            chain = found[first] = []
            at = refers[first]
            while at is not None and len(chain) < _MOST_LINKS:
                chain.append(self.mentions[at])
                at = refers[at]
        return found

    def _antecedents(self, some: Sequence[int], network: Network) -> list[int | None]:
        """Return the number of what each noun phrase refers to."""
        first = max(0, min(some) - CANDIDATES)  # what lies before is nobody's candidate
        near = slice(first, max(some) + 1)
        at = np.array(some, dtype=np.intp)[:, None] - first
        nearer = np.arange(min(CANDIDATES, max(some)))
        if not len(nearer):
            return [None] * len(some)
        candidates = at - 1 - nearer
        allowed = candidates >= 0
        anaphors, ranks = np.broadcast_to(at, candidates.shape), np.broadcast_to(nearer, candidates.shape)
        pairs = np.zeros((*candidates.shape, FEATURES), dtype=np.float32)
        pairs[allowed] = features_of_pairs(
            self.mentions[near], anaphors[allowed], candidates[allowed], ranks[allowed]
        )
        chances = network.links(
            np.stack([self.anaphors[i] for i in some]),
            np.stack(self.antecedents[near])[candidates.clip(0)],
            pairs,
            allowed,
        )
        found: list[int | None] = []
        for i, row in zip(some, chances, strict=True):
            pronoun = bool(self.mentions[i].pronoun)
            best = int(row[:-1].argmax()) if pronoun else int(row.argmax())
            likely = best < len(nearer) and row[best] >= (LEAST_PRONOUN_LINK if pronoun else LEAST_LINK)
            found.append(i - 1 - best if likely else None)
        return found


@dataclass(frozen=True, slots=True)
class _TriggerWord:
    """A trigger word, its probabilities, and its likely participants: heads of noun phrases with role probabilities."""

    token: int
    chances: tuple[float, ...]
    statuses: tuple[float, ...]
    parties: tuple[tuple[int, float, float], ...]


def event_words(encoding: Encoding, network: Network) -> tuple[EventWord, ...]:
    """Return the words of a report that may be triggers, with their candidate participants, sorted by start."""
    distinct = encoding.distinct
    tokens = distinct.tokens
    ends = [end for _, end in distinct.sentences]
    sentences = np.array([bisect_right(ends, token.start) for token in tokens], dtype=np.intp)
    phrases = _Phrases()
    triggers: list[_TriggerWord] = []
    for window, hidden in encoding.hidden_states():
        triggers += _read(window, hidden, tokens, sentences, phrases=phrases, network=network)
    return tuple(_with_copies(triggers, phrases, encoding, network))


def _read(
    window: Window,
    hidden: Floats,
    tokens: Tokens,
    sentences: NDArray[np.intp],
    *,
    phrases: _Phrases,
    network: Network,
) -> Iterator[_TriggerWord]:
    """Score a window: keep its noun phrases, and return its triggers."""
    rows: Floats = network.encode(hidden)[0][window.heads]
    chances = np.exp(log_softmax(network.detect(hidden)[0][window.heads]))
    here = tokens[window.first : window.last]
    lines = sentences[window.first : window.last]
    spans = noun_phrases(here, network.phrase_classes(rows))
    heads = [last - 1 for _, last in spans]
    if heads:
        anaphors, antecedents = network.anaphors(rows[heads]), network.antecedents(rows[heads])
        for n, (first, last) in enumerate(spans):
            each = mention(tokens, window.first + first, window.first + last, int(lines[last - 1]))
            phrases.add(each, anaphors[n], antecedents[n])
    seen, listed = (1 - chances[:, 0] >= LEAST).tolist(), _listed()
    at = np.array(
        [i for i, token in enumerate(here) if seen[i] or token.lower in listed],
        dtype=np.intp,
    )
    if not len(at):
        return
    # Function words and signs take no part.
    words = np.array(
        [i for i, token in enumerate(here) if token.text[0].isalnum() and not _is_empty(token.lower)],
        dtype=np.intp,
    )
    roles = network.roles(rows, at, words, lines)[:, :, [_ACTOR, _RECIPIENT]]
    roles[at[:, None] == words] = 0.0  # a trigger is no participant of itself
    likely = roles.max(-1) >= LEAST_ROLE
    for k in words[np.nonzero(likely)[1]].tolist():
        if window.first + k not in phrases.by_head:
            each = mention(tokens, window.first + k, window.first + k + 1, int(lines[k]))
            phrases.add(each, *(f(rows[[k]])[0] for f in (network.anaphors, network.antecedents)))
    for i, each_chances, statuses, own, kept in zip(
        at.tolist(),
        chances[at, 1:].round(4).tolist(),
        network.statuses(rows[at]).round(3).tolist(),
        roles.round(3),
        likely,
        strict=True,
    ):
        parties = zip((window.first + words[kept]).tolist(), own[kept].tolist(), strict=True)
        yield _TriggerWord(
            window.first + i,
            tuple(each_chances),
            tuple(statuses),
            tuple((head, actor, recipient) for head, (actor, recipient) in parties),
        )


def noun_phrases(tokens: Sequence[Token], classes: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return the noun phrases of a window as ranges of its tokens `[first, last)`, by the classes of its words."""
    found: list[tuple[int, int]] = []
    for i, kind in enumerate(classes.tolist()):
        if kind == BEGINS or (kind == INSIDE and not (found and found[-1][1] == i)):
            found.append((i, i + 1))
        elif kind == INSIDE and found[-1][1] - found[-1][0] < _LONGEST_PHRASE:
            found[-1] = (found[-1][0], i + 1)
    trimmed = (_trimmed(tokens, first, last) for first, last in found)
    return [(first, last) for first, last in trimmed if last > first]


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Leave out signs and possessive endings around a noun phrase."""
    while last > first and not tokens[last - 1].text[0].isalnum():
        last -= 1
    if last - first > 2 and tokens[last - 1].lower == "s" and not tokens[last - 2].text[0].isalnum():
        last -= 2
    while last > first and not tokens[first].text[0].isalnum():
        first += 1
    return first, last


def _with_copies(
    triggers: Sequence[_TriggerWord], phrases: _Phrases, encoding: Encoding, network: Network
) -> Iterator[EventWord]:
    """Yield the trigger words of the whole report, in order: those of a repeated sentence are copies of the first."""
    tokens = encoding.tokens
    by_token = {trigger.token: trigger for trigger in triggers}
    rows = encoding.distinct.rows
    chains = phrases.chains(
        (
            phrases.by_head[head]
            for trigger in triggers
            for head, *chances in trigger.parties
            if max(chances) >= LEAST_LINKED
        ),
        network,
    )
    copies: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        copies.setdefault(row, []).append(i)

    def span(each: NounPhrase, near: int) -> tuple[int, int]:
        """Return the character offsets of the copy of a mention that is nearest to a token."""
        heads = copies[each.last - 1]
        after = bisect_left(heads, near)  # a sentence may stand there thousands of times
        head = min(heads[max(0, after - 1) : after + 1], key=lambda i: abs(i - near))
        return tokens[head - (each.last - 1 - each.first)].start, tokens[head].end

    for i, row in enumerate(rows):
        trigger = by_token.get(row)
        if trigger is None:
            continue
        arguments = []
        for head, actor, recipient in trigger.parties:
            at = phrases.by_head[head]
            linked = chains[at] if max(actor, recipient) >= LEAST_LINKED else ()
            start, end = span(phrases.mentions[at], i)
            antecedents = tuple(span(each, i) for each in linked)
            arguments.append(
                EventArgument(start=start, end=end, actor=actor, recipient=recipient, antecedents=antecedents)
            )
        yield EventWord(
            start=tokens[i].start,
            end=tokens[i].end,
            chances=trigger.chances,
            statuses=trigger.statuses,
            arguments=tuple(arguments),
        )


@cache
def _listed() -> frozenset[str]:
    """Return the words that begin a listed trigger: they have participants, whatever the network thinks of them."""
    return frozenset(
        form
        for kind in event_types()
        if kind.root in ROOTS
        for trigger in kind.triggers
        for form in trigger.head
        if not form.startswith("@")
    )


def _is_empty(word: str) -> bool:
    return word in FUNCTION_WORDS and word not in _PRONOUNS


_PRONOUNS: Final = {
    *up_to(10),
    "he", "she", "they", "it", "we", "i", "you", "him", "her", "them", "us", "me", "who", "which", "himself", "some",
    "several", "many", "others", "all", "both", "dozens", "hundreds", "thousands",
}  # fmt: skip
