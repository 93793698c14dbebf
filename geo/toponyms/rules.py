"""Which words of a report name places, by rules: capitalised words against the gazetteer, with guards.

Every run of words that the gazetteer knows is weighed by how well known the place is and by the words around it; the
longest good match wins. People are left out; inside organisations only their places are taken. This is the fast
recogniser; `geo.toponyms.tagger` is the accurate one.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from geo.nlp.doc_text import text_of
from geo.nlp.words import joined, lexicon, runs_of
from geo.spans import NamedSpan, Toponym
from geo.toponyms.candidate_scores import THRESHOLD, ToponymCandidate, score_candidate, weight
from geo.toponyms.entity_guidance import guided
from geo.toponyms.entity_names import EntityName, find_names
from geo.toponyms.metonymy import SCORES as ROLE_SCORES
from geo.toponyms.metonymy import role_of, speaks_only

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from gazetteer.place import NameMatch
    from geo.nlp.name_lookup import Lookup
    from geo.nlp.tokens import Token, Tokens

_SURE = 1.5  # above the threshold: the name is surely a place, here and elsewhere in the report


def by_rules(doc: Doc, words: Tokens, lookup: Lookup) -> tuple[list[Toponym], list[NamedSpan]]:
    """Find the toponyms of a report, and the people and organisations in it.

    Parameters
    ----------
    doc
        A doc; its entities, if it has any, guide the rules.
    words
        Its words.
    lookup
        The runs of words that the gazetteer knows.

    Returns
    -------
    list of Toponym, list of NamedSpan
        Each sorted by start. Toponyms do not overlap.
    """
    text = text_of(doc)
    names, proposed = guided(doc, words, _names(words, lookup))
    found = _choose(text, words, lookup, names, proposed)
    toponyms = [_toponym(text, words, item) for item in found]
    return toponyms, _spans(text, words, names)


def names_by_rules(text: str, words: Sequence[Token], lookup: Lookup) -> list[NamedSpan]:
    """Find the people and organisations of a report by rules."""
    return _spans(text, words, _names(words, lookup))


def _names(words: Sequence[Token], lookup: Lookup) -> list[EntityName]:
    return find_names(words, list(runs_of(words)), lambda i, j: weight(lookup.get((i, j), ())))


def _spans(text: str, words: Sequence[Token], names: Sequence[EntityName]) -> list[NamedSpan]:
    return [
        NamedSpan(
            start=words[name.first].start,
            end=words[name.last - 1].end,
            text=text[words[name.first].start : words[name.last - 1].end],
            label="PERSON" if name.label == "PERSON" else "ORG",
        )
        for name in names
        if name.label != "FACILITY"
    ]


def _choose(
    text: str,
    words: Sequence[Token],
    lookup: Lookup,
    names: Sequence[EntityName],
    proposed: frozenset[int] | None,
) -> list[ToponymCandidate]:
    names_by_word: dict[int, EntityName] = {i: name for name in names for i in range(name.first, name.last)}
    by_first: dict[int, list[int]] = {}
    for first, last in lookup:
        by_first.setdefault(first, []).append(last)
    candidates: list[ToponymCandidate] = []
    sites = {name.first: name for name in names if name.label == "FACILITY"}
    at = 0
    for first in sorted(by_first.keys() | sites.keys()):
        if first < at:
            continue
        site = sites.get(first)
        if (
            site is not None
            and (site.first, site.last) not in lookup
            and words[site.last - 1].text in lexicon("site_heads")
        ):
            candidates.append(ToponymCandidate(site.first, site.last, (), cues=["the name of a site"]))
            at = site.last
            continue
        for last in sorted(by_first.get(first, ()), reverse=True):
            item = _candidate(words, first, last, lookup, names_by_word)
            if item is not None:
                candidates.append(item)
                at = last
                break
    return _accept(text, words, candidates, proposed)


def _candidate(
    words: Sequence[Token], first: int, last: int, lookup: Lookup, names_by_word: Mapping[int, EntityName]
) -> ToponymCandidate | None:
    """Create a candidate of words `[first, last)` unless it cuts through a name or is a person's."""
    name = names_by_word.get(first) or names_by_word.get(last - 1)
    whole = name is not None and (first, last) == (name.first, name.last)
    if name is not None and (
        name.label == "PERSON" or name.closed or not (name.first <= first and last <= name.last)
    ):
        return None
    if (
        name is not None
        and name.label == "ORG"
        and last - first > 1
        and words[last - 1].text in lexicon("org_heads")
    ):
        return None  # "Kentucky Department" is not Kentucky
    if last - first > 1 and (first, last - 1) in lookup and _is_padded(words, last, lookup[first, last]):
        return None  # "Dublin City" (Council), "Mississippi State": the shorter name is meant
    item = ToponymCandidate(first, last, lookup[first, last], within=None if whole else name)
    if last - first == 1 and _is_noise(words[first], item):
        return None
    return item


def _is_padded(words: Sequence[Token], end: int, matches: Sequence[NameMatch]) -> bool:
    """Return whether a name only matches because the gazetteer drops its last word, and news writes the shorter one."""
    place = matches[0].place
    if words[end - 1].text == "State":
        return place.country == "US"
    if words[end - 1].text != "City" or place.name.endswith("City"):
        return False
    # "Dublin City Council" is Dublin's council; "Gaza City" alone is a name.
    return end < len(words) and words[end].capital and joined(words, end)


def _is_noise(word: Token, item: ToponymCandidate) -> bool:
    if word.text.isdigit() or len(word.text) == 1:
        return True
    if (
        word.lower in lexicon("never_places")
        or word.lower in lexicon("directions")
        or word.lower in lexicon("titles")
    ):
        return True
    if any(
        word.text in lexicon(heads)
        for heads in ("org_heads", "facility_heads", "geo_heads", "sentence_openers")
    ):
        return True
    return len(word.text) <= 2 and all(match.name_kind != "abbreviation" for match in item.matches)


def _accept(
    text: str, words: Sequence[Token], candidates: Sequence[ToponymCandidate], proposed: frozenset[int] | None
) -> list[ToponymCandidate]:
    ends = {item.last: item for item in candidates}
    starts = {item.first: item for item in candidates}
    known = [item for item in candidates if item.matches]
    for item in known:
        score_candidate(text, words, item, starts, ends)
        if proposed is not None and item.within is None:
            sort = "a" if item.first in proposed else "no"
            item.add(f"{sort} place to the guiding pipeline")
    named = {
        (item.matches[0].place.country, item.matches[0].place.name)
        for item in known
        if item.score >= THRESHOLD and item.matches[0].place.kind == "admin1"
    }
    for item in known:
        if (
            any((match.place.country, match.place.admin1) in named for match in item.matches)
            and item.within is None
        ):
            item.add("in a state that the report names")
    surfaces = {id(item): text[words[item.first].start : words[item.last - 1].end] for item in known}
    sure = Counter(
        surfaces[id(item)] for item in known if item.score >= THRESHOLD + _SURE and item.within is None
    )
    for item in known:
        if surfaces[id(item)] in sure and item.score < THRESHOLD + _SURE:
            item.add("a clear toponym elsewhere in the report")
    accepted = [item for item in candidates if item.score >= THRESHOLD or not item.matches]
    return [item for item in accepted if not speaks_only(words, item)]


def _toponym(text: str, words: Sequence[Token], item: ToponymCandidate) -> Toponym:
    start, end = words[item.first].start, words[item.last - 1].end
    if text[end : end + 1] == "." and item.abbreviated_state and not text[start:end].isupper():
        end += 1
    role = role_of(words, item)
    within = text[words[item.within.first].start : words[item.within.last - 1].end] if item.within else None
    return Toponym(
        start=start,
        end=end,
        text=text[start:end],
        role=role,
        role_score=ROLE_SCORES[role],
        within=within,
        score=round(1 / (1 + math.exp(THRESHOLD - item.score)), 3) if item.matches else 0.5,
        reason=", ".join(item.cues),
    )
