"""Which words of a report name places: capitalised words against the gazetteer, with guards.

Every run of words that the gazetteer knows is weighed by how well known the place is and by the words around it; the
longest good match wins. People are left out; inside organisations only their places are taken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.people import Name, find_names
from geo.spans import NamedSpan, Toponym
from geo.words import PARTICLES, Word, cues, joined, runs_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc

    from gazetteer.place import NameMatch
    from gazetteer.store import Gazetteer
    from geo.records import MentionRole

__all__ = ["NamedSpan", "Toponym", "recognise"]

# What speaks for and against a run of words being a place, in one place. A toponym needs THRESHOLD.
THRESHOLD = 1.0
KIND_WEIGHT = {
    "country": 4.0, "continent": 4.0, "admin1": 3.0, "region": 2.6, "water": 2.6, "landform": 2.4, "facility": 2.6,
    "admin2": 1.5, "border": 2.0, "command": -9.0,
}  # fmt: skip
ALTERNATE = -1.0  # a settlement's other name: seldom what English news means
BARE = -0.8
LOCATIVE = 1.5  # in, at, near, outside ...
DIRECTIVE = 0.7  # to, from, of, between ...
BEFORE_CONTAINER = 2.5  # "Springfield, Illinois"
AFTER_PLACE = 1.5  # "Paris and Lyon", "Springfield, Illinois"
LONG = 1.0  # two or more words
GEO_WORD = 1.5  # "Aleppo province", "the city of Aleppo"
OPENING = -0.5  # the first word of a sentence
COMMON = -3.0  # an English word
GIVEN_NAME = -1.5
NEIGHBOUR = -2.5  # a capitalised word beside it that is not part of the place's name
SPEAKS = -1.2  # a settlement that says something is a person
ACRONYM = -3.0  # short capitals
ELSEWHERE = 1.5  # surely a place elsewhere in the report
INSIDE = -0.9  # inside an organisation's name

_LOCATIVE = frozenset(
    "in at near outside around across throughout inside toward towards via downtown".split()
)  # noqa: SIM905
_DIRECTIVE = frozenset(
    "to from of through into between against over on off along for leaving reached by".split()
)  # noqa: SIM905
_GEO_LOWER = frozenset(
    "province city county region district governorate area state town village airport border coast port peninsula "  # noqa: SIM905
    "suburb neighborhood neighbourhood island islands river valley capital territory municipality metro".split()
)
_LINKS = frozenset(["of", "the", "and", "on", "in", "under", "by", "a", "&", "s"]) | PARTICLES
_INSTITUTIONS = frozenset(
    {"pentagon", "kremlin", "white house", "downing street", "capitol", "élysée", "elysee"}
)
_LONGEST = 6  # words of a place's name


@dataclass(slots=True)
class _Found:
    first: int
    last: int  # exclusive
    matches: tuple[NameMatch, ...]
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    within: Name | None = None

    @property
    def demonym(self) -> bool:
        return all(match.name_kind == "demonym" for match in self.matches[:1])


def recognise(doc: Doc, *, gazetteer: Gazetteer) -> tuple[list[Toponym], list[NamedSpan]]:
    """Find the toponyms of a report, and the people and organisations in it.

    Parameters
    ----------
    doc
        A doc with sentence starts; its entities, if it has any, guide the rules.
    gazetteer
        Where names are looked up.

    Returns
    -------
    list of Toponym, list of NamedSpan
        Each sorted by start. Toponyms do not overlap.
    """
    text = doc.text
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    words = words_of(text, sentences)
    runs = list(runs_of(words))
    lookup = _look_up(text, words, runs, gazetteer)
    names = find_names(words, runs, lambda i, j: _weight(lookup.get((i, j), ())))
    found = _choose(text, words, lookup, names)
    toponyms = [_toponym(text, words, item) for item in found]
    spans = [
        NamedSpan(
            start=words[name.first].start,
            end=words[name.last - 1].end,
            text=text[words[name.first].start : words[name.last - 1].end],
            label="PERSON" if name.label == "PERSON" else "ORG",
        )
        for name in names
        if name.label != "FACILITY"
    ]
    return toponyms, spans


Lookup = dict[tuple[int, int], "tuple[NameMatch, ...]"]


def _look_up(
    text: str, words: Sequence[Word], runs: Iterable[tuple[int, int]], gazetteer: Gazetteer
) -> Lookup:
    """Ask the gazetteer for every run of words that may be a name, in one batch."""
    asked: dict[tuple[int, int], str] = {}
    for run_first, run_last in runs:
        for first in range(run_first, run_last):
            begin = (
                first - 1 if first and words[first - 1].text in PARTICLES and joined(words, first) else first
            )
            for start in {begin, first}:
                for last in _ends(words, first):
                    asked[start, last] = " ".join(text[words[start].start : words[last - 1].end].split())
    answers: Mapping[str, tuple[NameMatch, ...]] = gazetteer.match_many(set(asked.values()))
    return {span: answers[name] for span, name in asked.items() if answers.get(name)}


def _ends(words: Sequence[Word], first: int) -> list[int]:
    ends = []
    last = first + 1
    while True:
        if words[last - 1].capital or words[last - 1].text.isdigit():
            ends.append(last)
        if last >= len(words) or last - first >= _LONGEST or not joined(words, last):
            return ends
        if not words[last].capital and words[last].text not in _LINKS:
            return ends
        last += 1


def _weight(matches: Sequence[NameMatch]) -> float:
    """Say how well known the best of the places is; 0 for none."""
    best = 0.0
    for match in matches[:6]:
        place = match.place
        if match.name_kind == "demonym":
            value = 3.5
        elif place.kind == "settlement":
            value = math.log10(max(place.population, 200)) - 3.2
            if match.name_kind == "alternate":
                value += ALTERNATE
        else:
            value = KIND_WEIGHT.get(place.kind, 1.0)
        if match.name_kind == "bare":
            value += BARE
        best = max(best, value)
    return max(best, 0.05) if matches else 0.0


def _choose(text: str, words: Sequence[Word], lookup: Lookup, names: Sequence[Name]) -> list[_Found]:
    owner: dict[int, Name] = {i: name for name in names for i in range(name.first, name.last)}
    by_first: dict[int, list[int]] = {}
    for first, last in lookup:
        by_first.setdefault(first, []).append(last)
    candidates: list[_Found] = []
    at = 0
    for first in sorted(by_first):
        if first < at:
            continue
        for last in sorted(by_first[first], reverse=True):
            name = owner.get(first) or owner.get(last - 1)
            whole = name is not None and (first, last) == (name.first, name.last)
            if name is not None and name.label == "PERSON":
                continue
            if name is not None and not whole and not (name.first <= first and last <= name.last):
                continue
            item = _Found(first, last, lookup[first, last], within=None if whole else name)
            if last - first == 1 and _is_noise(words[first], item):
                continue
            candidates.append(item)
            at = last
            break
    return _accept(text, words, candidates)


def _is_noise(word: Word, item: _Found) -> bool:
    if word.text.isdigit() or len(word.text) == 1:
        return True
    kinds = {match.name_kind for match in item.matches}
    return word.lower in cues("never_places") or ("abbreviation" not in kinds and len(word.text) <= 2)


def _accept(text: str, words: Sequence[Word], candidates: Sequence[_Found]) -> list[_Found]:
    covered = {i for item in candidates for i in range(item.first, item.last)}
    ends = {item.last: item for item in candidates}
    starts = {item.first: item for item in candidates}
    for item in candidates:
        item.score = _score(text, words, item, covered, ends, starts)
    sure = {
        text[words[i.first].start : words[i.last - 1].end]
        for i in candidates
        if i.score >= THRESHOLD + 1.5 and i.within is None
    }
    accepted = []
    for item in candidates:
        surface = text[words[item.first].start : words[item.last - 1].end]
        if surface in sure:
            item.score += ELSEWHERE
        if item.score >= THRESHOLD:
            accepted.append(item)
    return accepted


def _score(
    text: str,
    words: Sequence[Word],
    item: _Found,
    covered: set[int],
    ends: Mapping[int, _Found],
    starts: Mapping[int, _Found],
) -> float:
    first, last = item.first, item.last
    word = words[first]
    score = _weight(item.matches)
    if item.demonym:
        return score
    before = words[first - 1] if first else None
    skip_the = before is not None and before.lower == "the" and first >= 2
    preposition = words[first - 2] if skip_the else before
    after = words[last] if last < len(words) else None
    if preposition is not None and word.gap == " ":
        if preposition.lower in _LOCATIVE:
            score += LOCATIVE
        elif preposition.lower in _DIRECTIVE:
            score += DIRECTIVE
    if last - first >= 2:
        score += LONG
    elif word.lower in cues("common_words"):
        score += COMMON
    elif word.text in cues("given_names"):
        score += GIVEN_NAME
    if word.opens and last - first == 1:
        score += OPENING
    if after is not None and after.gap == ", " and last in starts and _is_container(starts[last]):
        score += BEFORE_CONTAINER
    if before is not None and word.gap == ", " and first in ends:
        score += AFTER_PLACE
    if after is not None and after.gap == " " and after.text in _GEO_LOWER:
        score += GEO_WORD
    if item.within is None:
        if (
            before is not None
            and before.capital
            and joined(words, first)
            and first - 1 not in covered
            and not before.opens
        ):
            score += NEIGHBOUR
        if after is not None and after.capital and joined(words, last) and last not in covered:
            score += NEIGHBOUR
    elif first != item.within.first:
        score += INSIDE
    settlement = item.matches[0].place.kind == "settlement"
    if settlement and after is not None and after.text in cues("speech_verbs"):
        score += SPEAKS
    if word.text.isupper() and len(word.text) <= 5 and last - first == 1 and settlement:
        score += ACRONYM
    if last - first == 1 and _weak_abbreviation(item) and not (word.gap == ", " and first in ends):
        score += ACRONYM
    return score


def _weak_abbreviation(item: _Found) -> bool:
    best = item.matches[0]
    return best.name_kind == "abbreviation" and best.place.kind == "admin1"


def _is_container(item: _Found) -> bool:
    return item.matches[0].place.kind in ("country", "admin1", "region") and not item.demonym


def _toponym(text: str, words: Sequence[Word], item: _Found) -> Toponym:
    start, end = words[item.first].start, words[item.last - 1].end
    if text[end : end + 1] == "." and _weak_abbreviation(item) and not text[start:end].isupper():
        end += 1
    within = text[words[item.within.first].start : words[item.within.last - 1].end] if item.within else None
    role: MentionRole = "embedded" if within else "literal"
    if item.demonym:
        role = "demonym"
    return Toponym(
        start=start, end=end, text=text[start:end], role=role, within=within,
        score=round(1 / (1 + math.exp(THRESHOLD - item.score)), 3), reason="",
    )  # fmt: skip
