"""Finds the actors of a report with their country and their sector.

An actor is an organisation of `actors.csv` or one the recogniser found, a country that acts (not a place where
something happens), people named by what they are ("Sudanese troops", "protesters") or a person, whose country and
sector come from the title and stay with the name through the report.

>>> import spacy
>>> doc = spacy.blank("en")("Hezbollah fighters fired on soldiers.")
>>> [(actor.text, actor.country, actor.role) for actor in find_actors(doc, mentions=[], names=[])]
[('Hezbollah fighters', 'LB', 'REB'), ('soldiers', '', 'MIL')]
>>> find_actors(spacy.blank("en")(""), mentions=[], names=[])
[]
"""

from __future__ import annotations

import bisect
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.actors.anchors import find_anchors, find_people
from geo.actors.dictionaries import role_nouns
from geo.actors.known_people import with_description, with_full_name, with_surnames_alone
from geo.actors.name_spans import trimmed
from geo.actors.person_coreference import (
    NAMED,
    PersonMention,
    SentenceIndex,
    TitleIndex,
    described,
    pronouns,
    share_titles,
)
from geo.actors.phrases import COMPOUND, PhraseReader, joins
from geo.actors.sources import without_sources
from geo.dates.calendar_words import word_set
from geo.nlp.doc_text import text_of
from geo.nlp.tokens import view_of
from geo.records import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from geo.actors.phrases import ActorPhrase, Anchor
    from geo.nlp.tokens import Tokens
    from geo.records import Mention
    from geo.spans import NamedSpan

__all__ = ["find_actors"]


def find_actors(doc: Doc, *, mentions: Iterable[Mention], names: Iterable[NamedSpan]) -> list[Actor]:
    """Find all actors of a document.

    Parameters
    ----------
    doc
        The document; only its text and, where they are set, its sentences are used.
    mentions
        Its mentions of places, with their roles.
    names
        Its people and organisations; titles are not part of a person's name.

    Returns
    -------
    list of Actor
        Sorted by start, none overlapping another. A person's `text` holds the title ("President Ruto"), the `name` does
        not. Countries are ISO 3166-1 alpha-2; what no rule gives stays empty.
    """
    text = text_of(doc)
    words = view_of(doc).words()
    named = trimmed(words, names)
    people = find_people(words, named)
    reader = PhraseReader(text, words, find_anchors(text, words, mentions, named), people)
    phrases = reader.phrases()
    groups = _Groups(text, words).actors(phrases)
    titled = [_titled(text, words, phrase) for phrase in phrases if phrase.person is not None]
    titled = with_surnames_alone(titled)
    titled = share_titles(_with_surnames(words, phrases, titled))
    titled = _with_possessors_country(text, titled)
    titles = TitleIndex(titled)
    others = without_sources(text, [_as_person(each, phrase, titles) for each, phrase in groups])
    actors = sorted([*others, *(each.actor for each in titled)], key=lambda actor: actor.start)
    found = [*actors, *pronouns(text, titled, SentenceIndex(doc), actors)]
    return sorted(map(with_description, found), key=lambda actor: actor.start)


def _titled(text: str, words: Tokens, phrase: ActorPhrase) -> PersonMention:
    """Create the record of one mention of a person."""
    start, end = words[phrase.first].start, words[phrase.last - 1].end
    name = " ".join(phrase.person.text.split()) if phrase.person else text[start:end]
    actor = Actor(
        text=text[start:end],
        start=start,
        end=end,
        name=name,
        country=phrase.country,
        role=phrase.role,
        why=NAMED,
        description=_stated_title(text, words, phrase),
    )
    titles = frozenset(_last_word(noun.noun) for noun in phrase.nouns if noun.kind != "modifier")
    title = text[start : phrase.person.start].split()[-1:] if phrase.person else []
    return with_full_name(PersonMention(actor, titles), "".join(title))


def _stated_title(text: str, words: Tokens, phrase: ActorPhrase) -> str:
    """Return the title that the report gives a person: "Kenyan defence minister" before the name or behind it."""
    if phrase.person is None or not phrase.nouns:
        return ""
    stated = text[words[phrase.first].start : phrase.person.start].strip(" \t\n,.")
    if not stated and phrase.beyond > phrase.last:
        first = phrase.last
        first += words[first].lower in ("the", "a", "an")
        stated = text[words[first].start : words[phrase.beyond - 1].end]
    stated = " ".join(stated.split())
    return stated[:1].upper() + stated[1:]


_POSSESSIVE = re.compile(r"(?:\band|\bwith|,|\bto)\s+(?:his|her|their|its)\s+$")


def _with_possessors_country(text: str, people: list[PersonMention]) -> list[PersonMention]:
    """Read "Okello and his defence minister, Ana Vargas": of the country of whom the pronoun means."""
    found: list[PersonMention] = []
    for each in people:
        last = found[-1].actor if found else None
        before = text[max(0, each.actor.start - 16) : each.actor.start]
        if last is None or each.actor.country or not last.country or not _POSSESSIVE.search(before):
            found.append(each)
        elif each.actor.start - last.end < _POSSESSIVE_REACH and each.actor.role in ("GOV", "MIL", ""):
            found.append(replace(each, actor=replace(each.actor, country=last.country)))
        else:
            found.append(each)
    return found


def _with_surnames(
    words: Tokens, phrases: Sequence[ActorPhrase], people: list[PersonMention]
) -> list[PersonMention]:
    """Add later mentions by surname alone that are not yet recognised, of people whose title is known."""
    firsts: dict[str, PersonMention] = {}
    for each in people:
        if each.is_full and (each.titles or each.actor.country):
            firsts.setdefault(each.surname, each)
    taken = [(phrase.first, phrase.last) for phrase in phrases]
    found = list(people)
    for at, word in enumerate(words):
        first = firsts.get(word.text.casefold()) if word.text[:1].isupper() else None
        if first is None or word.start < first.actor.end or _covered(at, taken):
            continue
        found.append(
            PersonMention(
                replace(first.actor, text=word.text, name=word.text, start=word.start, end=word.end),
                first.titles,
            )
        )
    return sorted(found, key=lambda each: each.actor.start)


def _covered(at: int, taken: Sequence[tuple[int, int]]) -> bool:
    before = bisect.bisect_right(taken, at, key=lambda span: span[0]) - 1
    return before >= 0 and at < taken[before][1]


def _as_person(actor: Actor, phrase: ActorPhrase, titles: TitleIndex) -> Actor:
    """Read "the minister" as the last person with that title, where there is one."""
    head = phrase.head
    if head is None or head.kind not in ("title", "generic") or not phrase.definite or phrase.anchors:
        return actor
    person = titles.last(_last_word(head.noun), actor.start) if _is_singular(actor.text, head.noun) else None
    return described(actor, person) if person else actor


def _is_singular(text: str, noun: str) -> bool:
    return _last_word(text).casefold() == _last_word(noun).casefold()


def _last_word(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1].casefold()


_POSSESSIVE_REACH = 40
"""Characters from a person to the pronoun that means them."""


class _Groups:
    """Makes actors of phrases that name no person, and remembers whose army "the army" was."""

    def __init__(self, text: str, words: Tokens) -> None:
        self._text = text
        self._words = words
        self._last: dict[str, Actor] = {}

    def actors(self, phrases: Sequence[ActorPhrase]) -> list[tuple[Actor, ActorPhrase]]:
        """Return the actors of the phrases, in their order."""
        found: list[tuple[Actor, ActorPhrase]] = []
        for at, phrase in enumerate(phrases):
            if phrase.person is not None:
                continue
            if not phrase.nouns:
                role = self._shared_role(phrase, phrases[at + 1] if at + 1 < len(phrases) else None)
                found += [(actor, phrase) for actor in self._of_anchors(phrase, role)]
            elif phrase.anchors:
                found.append((self._of_people(phrase), phrase))
                found += [
                    (self._make(each.first, each.last, each.name, each.country, phrase.role), phrase)
                    for each in phrase.members
                ]
            elif self._is_bare_participant(phrase):
                found.append((self._of_nouns(phrase), phrase))
        return found

    def _make(self, first: int, last: int, name: str, country: str, role: str) -> Actor:
        start, end = self._words[first].start, self._words[last - 1].end
        end += self._text[end - 2 : end - 1] == self._text[end : end + 1] == "."  # the last stop of "U.S."
        text = self._text[start:end]
        return Actor(
            text=text,
            start=start,
            end=end,
            name=name or " ".join(text.split()),
            country=country,
            role=role,
            why=NAMED,
        )

    def _of_anchors(self, phrase: ActorPhrase, role: str) -> list[Actor]:
        """Return organisations and acting countries; "Hamas's Khan Younis Brigade" is one."""
        first, last = phrase.anchors[0], phrase.anchors[-1]
        if (
            first is not last
            and not last.is_place
            and last.country in ("", first.country)
            and (first.acts or first.is_place)
        ):
            actor = self._make(first.first, last.last, "", phrase.country, phrase.role or last.role)
            return [self._remembered(actor, last)]
        return [
            self._remembered(
                self._make(each.first, each.last, each.name, each.country, each.role or role), each
            )
            for each in phrase.anchors
            if each.acts and not COMPOUND.match(self._text, self._words[each.last - 1].end)
        ]

    def _remembered(self, actor: Actor, anchor: Anchor) -> Actor:
        """Record "the Israeli military" as the antecedent of "the military" from here on."""
        if not anchor.is_place and actor.country:
            plain = [self._words[anchor.last - 1].text]
            noun = role_nouns().longest(plain, 0, 1)
            if noun is not None:
                self._last[noun[1].noun] = actor
        return actor

    def _shared_role(self, phrase: ActorPhrase, following: ActorPhrase | None) -> str:
        """Return the sector that "Israeli" has in "Israeli and Egyptian officials"."""
        if (
            following is None
            or not following.nouns
            or not following.anchors
            or not phrase.anchors[-1].is_place
        ):
            return ""
        between = self._text[self._words[phrase.last - 1].end : self._words[following.first].start]
        return following.role if between.strip(" ,\n") in ("and", "or", "") and len(between) < 8 else ""

    def _of_people(self, phrase: ActorPhrase) -> Actor:
        head, anchor = phrase.head, phrase.anchors[0]
        # "Hamas fighters" are Hamas; "Reuters journalists" and "Boeing workers" are people of their own.
        of_theirs = (
            head is not None
            and head.kind in ("group", "generic")
            and head.role != "CVL"
            and not anchor.is_place
        )
        name = anchor.name if of_theirs else self._seat(phrase)
        actor = self._make(phrase.first, phrase.last, name, phrase.country, phrase.role)
        if of_theirs and name:
            actor = replace(actor, why=f"description of {name}")
        if not anchor.is_place:
            self._remembered(replace(actor, name=anchor.name or actor.name, role=anchor.role), anchor)
        if head is not None and actor.country:
            self._last[head.noun] = actor
        return actor

    def _seat(self, phrase: ActorPhrase) -> str:
        """Return the name of those who are known by where they are alone: "officials in Kyiv"; empty for others."""
        head, anchor = phrase.head, phrase.anchors[0]
        if head is None or head.kind != "generic" or phrase.role != "GOV" or len(phrase.nouns) > 1:
            return ""
        if anchor.first < phrase.last or self._words[phrase.last].lower != "in":
            return ""
        who = self._words[phrase.first].text
        return f"{who[:1].lower()}{who[1:]} in {self._spelled(anchor)}" if anchor.is_place else ""

    def _spelled(self, anchor: Anchor) -> str:
        return " ".join(
            self._text[self._words[anchor.first].start : self._words[anchor.last - 1].end].split()
        )

    def _of_nouns(self, phrase: ActorPhrase) -> Actor:
        actor = self._make(phrase.first, phrase.last, "", phrase.country, phrase.role)
        known = (
            self._last.get(phrase.head.noun)
            if phrase.head and phrase.definite and len(phrase.nouns) == 1
            else None
        )
        if known is None or phrase.head is None or phrase.head.kind not in ("body", "group"):
            return actor
        return described(actor, known)

    def _is_bare_participant(self, phrase: ActorPhrase) -> bool:
        """Return whether nouns without a country or an organisation name a participant."""
        head = phrase.head
        if head is None or not phrase.role or head.kind == "demonym":
            return False
        if (
            phrase.first > 0
            and not phrase.anchors
            and self._is_anaphoric(self._words[phrase.first - 1].lower, phrase.first)
        ):
            return False  # "the two men" are people already named
        if self._is_in_a_name(phrase) or self._is_adjective(phrase):
            return False
        if head.kind == "title":
            plural = not _is_singular(self._words[phrase.last - 1].text, head.noun)
            return plural or phrase.definite
        if head.kind == "body":
            several = len(phrase.nouns) > 1
            of_many = several and any(noun.kind == "demonym" for noun in phrase.nouns)
            return of_many or ((phrase.definite or several) and head.noun not in _VAGUE)
        return True

    def _is_anaphoric(self, count: str, first: int) -> bool:
        """Return whether a count refers to people already named: "the two", "both"."""
        return count == "both" or (
            count == "two" and first > 1 and self._words[first - 2].lower in ("the", "these", "those")
        )

    def _is_in_a_name(self, phrase: ActorPhrase) -> bool:
        """Return whether a noun is the end of a longer name: "the Silver General", a ship."""
        word, at = self._words[phrase.first], phrase.first
        if not joins(self._words, at) or not word.text[:1].isupper() or len(phrase.nouns) > 1:
            return False
        before = self._words[at - 1]
        return before.text[:1].isupper() and joins(self._words, at - 1) and before.lower not in _ARTICLES

    def _is_adjective(self, phrase: ActorPhrase) -> bool:
        """Return whether a title is an adjective here: "the general public", "the major cities"."""
        head = phrase.head
        if head is None or head.noun not in _ADJECTIVES or phrase.last >= len(self._words):
            return False
        following = self._words[phrase.last]
        verb = following.text in _AFTER_NOUNS or following.text.endswith("ed")
        return joins(self._words, phrase.last) and following.text.islower() and not verb


_ADJECTIVES = frozenset({"general", "major", "sergeant", "representative", "captain", "private"})
_AFTER_NOUNS = word_set("""said says told was is has had will who and in of also added warned met""")
_ARTICLES = frozenset({"the", "a", "an", "this", "his", "her", "its", "their", "our"})
_VAGUE = frozenset({"state", "force", "company", "union", "division", "department"})
