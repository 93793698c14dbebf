"""Spans read off the network's scores: places, people and organisations, cut as gold standards cut them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.nlp.words import lexicon
from geo.spans import NamedSpan
from geo.toponyms.tagger.decoding import NAME_LABELS, best_tags, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.place import NameMatch
    from geo.nlp.encoder.windows import EncoderTokens
    from geo.toponyms.tagger.decoding import Scores

    Known = Mapping[tuple[int, int], tuple[NameMatch, ...]]

_SURNAMES = 2  # the number of the list of surnames in `windows`
_LONGEST_ABBREVIATION = 5  # letters of one that ends in a full stop: "Calif."
_OF_COUNCILS = ("City", "Town")
_LINKS = frozenset("-–‑/")
_OPENING = frozenset("'’‘ʼ")
_CLOSING = frozenset(".)'’‘ʼ")
_AFTER_NAMES = frozenset({"of", "and", "the", "in", "at", ","})
_SITES = frozenset({"airport", "port"})  # "Beirut airport" is a place of its own
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’‘`´]s?\Z")


@dataclass(slots=True)
class TaggedPlace:
    """A span of tokens `[first, last)` that may name a place."""

    start: int
    end: int
    first: int
    last: int
    demonym: bool
    chance: float
    reason: str


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A person or an organisation, tokens `[first, last)`."""

    first: int
    last: int
    span: NamedSpan


def names_of(
    text: str, tokens: EncoderTokens, scores: Scores, ruled: Sequence[NamedSpan]
) -> Iterator[TaggedName]:
    """Yield the people and organisations of the network, with the bounds of rules where these are better."""
    people = {name.end: name.start for name in ruled if name.label == "PERSON"}
    longer = [name for name in ruled if name.label == "ORG"]
    for first, last, label in _spans(scores.names, scores.windows):
        if NAME_LABELS[label] == "PERSON":
            bounds = _person(text, tokens, first, last, people)
        else:
            bounds = _organisation(text, tokens, first, last, longer)
        if bounds is not None:
            start, end = bounds
            span = NamedSpan(start=start, end=end, text=text[start:end], label=NAME_LABELS[label])
            yield TaggedName(*tokens.span(start, end), span)


def _person(
    text: str, tokens: EncoderTokens, first: int, last: int, people: Mapping[int, int]
) -> tuple[int, int] | None:
    """Return the bounds of a person without titles and without the words after a name; `None` for what is no name."""
    while last - first > 1 and tokens[last - 1].text in _AFTER_NAMES and tokens[last - 1].gap:  # not "Jae-in"
        last -= 1
    while last + 1 < len(tokens) and (_hyphenated(tokens, last) or _is_cut(tokens, last)):
        last += 1 if _hyphenated(tokens, last) else 2  # the network may stop inside "Jae-in" and "Rafa'a"
    if " " not in text[tokens[first].start : tokens[last - 1].end] and is_surname(tokens, last):
        last += 1
    start, end = _trimmed(text, tokens[first].start, tokens[last - 1].end)
    start = max(start, min(people.get(end, start), end - 1))
    return (start, end) if _is_name(text[start:end]) else None


def is_surname(tokens: EncoderTokens, at: int) -> bool:
    """Return whether a capitalised word of which nothing is known goes on a first name: "Rafa'a Salameh"."""
    if at >= len(tokens):
        return False
    is_new = tokens.known[at] == 0 and tokens.listed[at] in (0, _SURNAMES)
    return is_new and tokens.shapes[at] == 1 and tokens.gaps[at] == 1


def _hyphenated(tokens: EncoderTokens, last: int) -> bool:
    """Return whether the token at `last` goes on a hyphenated word: it is the hyphen, or what follows one."""
    hyphens = "-‑"
    return not tokens[last].gap and (
        tokens[last - 1].text in hyphens or (tokens[last].text in hyphens and not tokens[last + 1].gap)
    )


def _organisation(
    text: str, tokens: EncoderTokens, first: int, last: int, longer: Sequence[NamedSpan]
) -> tuple[int, int] | None:
    """Return the bounds of an organisation: the whole name where rules know a longer one."""
    start, end = _trimmed(text, tokens[first].start, tokens[last - 1].end)
    i = bisect_left(longer, start, key=lambda name: name.end - 1)
    if i < len(longer) and longer[i].start <= start and end <= longer[i].end:
        return longer[i].start, longer[i].end
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _is_name(words: str) -> bool:
    """Return whether words can be a person's name: "minister" and "Defense Secretary" are titles."""
    *_, last = words.lower().split() or [""]
    return (
        any(c.isalnum() for c in words)
        and last not in lexicon("titles")
        and (not words.islower() or " " in words)
    )


def places_of(text: str, tokens: EncoderTokens, scores: Scores, known: Known) -> Iterator[TaggedPlace]:
    """Yield what the network calls places and demonyms."""
    for first, last, label in _spans(scores.places, scores.windows):
        for a, b in _bounds(tokens, first, last, known):
            start, end = _trimmed(text, tokens[a].start, tokens[b - 1].end)
            chance = chance_of(scores, a, b)
            yield TaggedPlace(start, end, a, b, label == 1, chance, f"the tagger is {chance:.0%} sure")


def _bounds(tokens: EncoderTokens, first: int, last: int, known: Known) -> list[tuple[int, int]]:
    """Correct a span's bounds by the gazetteer: Hanoi-Haiphong is two names, "Oregon coast" one."""
    while first < last and not (tokens[first].text.isalnum() or tokens[first].text in _OPENING):
        first += 1
    while last > first and not (tokens[last - 1].text.isalnum() or tokens[last - 1].text in _CLOSING):
        last -= 1
    if (
        last - first > 1
        and tokens[last - 1].text == "."
        and len(tokens[last - 2].text) > _LONGEST_ABBREVIATION
    ):
        last -= 1  # the end of a sentence, which a text without capitals hardly shows
    if first == last or _is_cut(tokens, last):
        return []
    if (tokens[first].start, tokens[last - 1].end) in known:
        return [(first, last)]
    if _is_padded(tokens, first, last) and (tokens[first].start, tokens[last - 2].end) in known:
        return [(first, last - 1)]
    if last - first > 1 and tokens[last - 1].text in lexicon("geo_nouns") - _SITES:
        return _bounds(tokens, first, last - 1, known)
    for i in range(first + 1, last - 1):
        parts = (first, i), (i + 1, last)
        if tokens[i].text in _LINKS and all((tokens[a].start, tokens[b - 1].end) in known for a, b in parts):
            return list(parts)
    return [(first, last)]


def without_padded(tokens: EncoderTokens, known: Known) -> Known:
    """Leave out names that end in a word of the name around them: "Dublin City" of the Dublin City Council."""
    return {
        (start, end): matches
        for (start, end), matches in known.items()
        if not _is_padded(tokens, *tokens.span(start, end)) or matches[0].place.name.endswith(_OF_COUNCILS)
    }


def _is_padded(tokens: EncoderTokens, first: int, last: int) -> bool:
    return (
        last - first > 1
        and tokens[last - 1].text in _OF_COUNCILS
        and last < len(tokens)
        and tokens.gaps[last] == 1
        and tokens.shapes[last] == 1
    )


def _is_cut(tokens: EncoderTokens, last: int) -> bool:
    """Return whether a word goes on after an apostrophe: "Rafa" is no name in "Rafa’a"."""
    return (
        last + 1 < len(tokens)
        and tokens[last].text in _OPENING
        and not tokens[last].gap + tokens[last + 1].gap
        and tokens[last + 1].text[0].isalpha()
        and tokens[last + 1].text.lower() != "s"
    )


def _spans(rows: np.ndarray, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Decode each window by itself; what was not scored has no spans."""
    for begin, end in cuts:
        for first, last, label in spans_of(best_tags(rows[begin:end])):
            yield begin + first, begin + last, label


def chance_of(scores: Scores, first: int, last: int) -> float:
    """Return the probability that tokens belong to a toponym, the mean over them."""
    return float(1.0 - np.exp(scores.places[first:last, 0]).mean())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    article = _ARTICLE.match(text, start, end)
    if article and article.end() < end:
        start = article.end()
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive and possessive.start() > 0:
        end = start + possessive.start()
    return start, end
