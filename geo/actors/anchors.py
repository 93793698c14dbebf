"""Marks in a text what gives actors their names and countries: organisations, demonyms, places, people's names."""

from __future__ import annotations

import bisect
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from gazetteer import countries
from gazetteer.errors import UnknownCountry
from geo.actors.containers import containers
from geo.actors.dictionaries import known_actors, role_nouns
from geo.actors.name_spans import abbreviations
from geo.actors.non_names import is_non_name
from geo.actors.phrases import Anchor, is_possessive_ending, joins
from geo.dates.calendar_words import word_set
from geo.nlp.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.place import Place
    from geo.nlp.tokens import Tokens
    from geo.records import Mention
    from geo.spans import NamedSpan

_LONGEST_NAME = 12
THINGS = word_set(
    """accord accords act agreement agreements amendment award bill charter constitution convention crisis cup
    day deal declaration festival framework games holocaust initiative law olympics pact plan prize protocol
    report resolution revolution spring strategy treaty war"""
)
"""Last words of the names of treaties, feasts and other things, which do nothing."""


def find_people(words: Tokens, names: Iterable[NamedSpan]) -> list[tuple[int, int, NamedSpan]]:
    """Return the word indices of people among the names; "Abraham" of the "Abraham Accords" is no person."""
    found = [(*words.span(name.start, name.end), name) for name in names if name.label == "PERSON"]
    return [
        each
        for each in found
        if each[0] < each[1] and not _names_a_thing(words, each[1]) and not _has_no_name(words, *each[:2])
    ]


def _has_no_name(words: Tokens, first: int, last: int) -> bool:
    return is_non_name([word.text for word in words[first:last]])


def _names_a_thing(words: Tokens, last: int) -> bool:
    """Return whether a name goes on with a capitalised thing: "Marshall Plan"."""
    if not joins(words, last) or is_possessive_ending(words[last]):
        return False
    return words[last].text[:1].isupper() and words[last].lower in THINGS


def find_anchors(
    text: str, words: Tokens, mentions: Iterable[Mention], names: Iterable[NamedSpan]
) -> list[Anchor]:
    """Find the organisations and places of a text that may be actors or give actors their country."""
    named = list(names)
    mentions = sorted(mentions, key=lambda mention: mention.start)
    completing = containers(text, mentions)
    people = _Cover(words.span(name.start, name.end) for name in named if name.label == "PERSON")
    spans = [(words.span(each.start, each.end), each) for each in mentions]
    places = [
        _place(first, last, each, is_container=each.start in completing)
        for (first, last), each in spans
        if first < last
    ]
    literal = _Cover(span for span, each in spans if each.role == "literal")
    known = [
        each
        for each in _known(words)
        if not people.holds(each.first, each.last) and not literal.holds(each.first, each.last)
    ]
    inside = sorted([*known, *places], key=lambda each: each.first)
    organisations = [
        _organisation(words, *words.span(name.start, name.end), inside)
        for name in named
        if name.label == "ORG"
    ]
    short = abbreviations(text)
    if short:
        known, organisations = (_in_full(words, some, short) for some in (known, organisations))
    organised = _Cover((each.first, each.last) for each in organisations)
    free = [
        each
        for (span, mention), each in zip((row for row in spans if row[0][0] < row[0][1]), places, strict=True)
        if mention.role != "embedded" and not people.holds(*span) and not organised.holds(*span)
    ]
    acting = (
        each
        for each in organisations
        if each.first < each.last
        and not _is_a_thing(words, each)
        and (each.name or not _has_no_name(words, each.first, each.last))
    )
    return [*known, *acting, *free]


def _is_a_thing(words: Tokens, anchor: Anchor) -> bool:
    """Return whether a capitalised name is that of a treaty or a feast, which does nothing."""
    return not anchor.role and words[anchor.last - 1].lower in THINGS


def _in_full(words: Tokens, anchors: Sequence[Anchor], short: Mapping[str, str]) -> list[Anchor]:
    """Read abbreviations as the names that the report defines them for; their definitions are no anchors."""
    found: list[Anchor] = []
    for each in anchors:
        name = short.get(words[each.first].text) if each.last - each.first == 1 else None
        if name is None:
            found.append(each)
            continue
        if words[each.first].gap.endswith("("):
            continue
        plain = WORD.findall(name)
        match = known_actors().longest(plain, 0, len(plain))
        if match is not None and match[0] == len(plain):
            actor = match[1]
            found.append(replace(each, name=actor.name, country=actor.country, role=actor.role))
        elif each.name:  # the report means another than the table does
            found.append(replace(each, name=name, country="", role=""))
        else:
            found.append(replace(each, name=name))
    return found


class _Cover:
    """Tells whether a span lies inside one of many."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._reach: list[int] = []
        for start, end in sorted(spans):
            self._starts.append(start)
            self._reach.append(max(end, self._reach[-1] if self._reach else end))

    def holds(self, first: int, last: int) -> bool:
        """Return whether one of the spans holds the span from `first` to `last`."""
        before = bisect.bisect_right(self._starts, first) - 1
        return before >= 0 and last <= self._reach[before]


def _known(words: Tokens) -> list[Anchor]:
    """Find the organisations of the table, the longest name at each word."""
    plain = [word.text for word in words]
    found: list[Anchor] = []
    at = 0
    table = known_actors()
    while at < len(words):
        if not table.begins(plain[at]):
            at += 1
            continue
        limit = at + 1
        while limit < min(at + _LONGEST_NAME, len(words)) and joins(words, limit):
            limit += 1
        match = table.longest(plain, at, limit)
        if match is None:
            at += 1
            continue
        length, actor = match
        found.append(
            Anchor(first=at, last=at + length, name=actor.name, country=actor.country, role=actor.role)
        )
        at += length
    return found


def _organisation(words: Tokens, first: int, last: int, inside: Sequence[Anchor]) -> Anchor:
    """Create the anchor of a recognised organisation: its parts give country and sector."""
    at = bisect.bisect_left(inside, first, key=lambda each: each.first)
    parts: list[Anchor] = []
    while at < len(inside) and inside[at].first < last:
        parts.append(inside[at])
        at += 1
    whole = next(
        (part for part in parts if (part.first, part.last) == (first, last) and not part.is_place), None
    )
    if whole is not None:
        return whole
    opening = next((part for part in parts if part.first == first and not part.is_place), None)
    if opening is not None and all(word.text.islower() for word in words[opening.last : last]):
        return opening  # "Hezbollah fighters"
    plain = [word.text for word in words[first:last]]
    nouns = (role_nouns().longest(plain, at, len(plain)) for at in range(len(plain)))
    spoken = [noun[1].role for noun in nouns if noun is not None and noun[1].role]
    role = next((part.role for part in parts if part.role and not part.is_place), "") or "".join(spoken[-1:])
    country = next((part.country for part in parts if part.country), "")
    return Anchor(first=first, last=last, name="", country=country, role=role)


def _place(first: int, last: int, mention: Mention, *, is_container: bool) -> Anchor:
    """Create the anchor of a place or a demonym; alone it acts only when it does not name a location."""
    code, name = _country(mention.place.country or "") if mention.place is not None else ("", "")
    if mention.role == "metonymic":
        role = "GOV"
    else:
        role = (
            "CVL"
            if mention.role == "demonym" and mention.text.endswith("s") and mention.text != "Swiss"
            else ""
        )
    locates = (mention.phrase_start, mention.phrase_end) != (
        mention.start,
        mention.end,
    )  # "the Lebanese border"
    if mention.role == "literal" and len(mention.text) > 4 and mention.text.isupper():
        code = ""  # "LONDON Police said": a dateline says where the report was written
    acts = mention.role in ("metonymic", "demonym") and bool(code) and not locates and not is_container
    if mention.text == "West" and acts:
        name, code, role = "the West", "", ""  # no province of that name
    elif mention.role == "metonymic" and mention.place is not None and not _is_of_state(mention.place):
        name = mention.text
    return Anchor(
        first=first,
        last=last,
        name=name,
        country=code,
        role=role,
        acts=acts,
        is_place=True,
        is_container=is_container,
    )


def _is_of_state(place: Place) -> bool:
    """Return whether the name of a place can mean its country's government: that of a country or its capital."""
    if place.kind == "settlement":
        return place.name in (_capital(place.country), "Washington")
    return place.kind not in ("admin1", "admin2", "region")


@cache
def _capital(code: str) -> str:
    try:
        return countries.get(code).capital or ""
    except UnknownCountry:
        return ""


@cache
def _country(code: str) -> tuple[str, str]:
    """Return the ISO alpha-2 code and the name of a country, both empty when there is none."""
    try:
        country = countries.get(code)
    except UnknownCountry:
        return "", ""
    return country.alpha2, country.name
