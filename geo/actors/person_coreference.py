"""Person coreference: the referents of a surname, "the minister" and "he".

A title is heard once and belongs to the name for the whole report. References are resolved only where a rule carries;
the others stay what they are.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.nlp.doc_text import text_of
from geo.nlp.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from geo.records import Actor

NAMED: Final = "named"
"""What `Actor.why` says of those who are named or told by what they are, in these words."""
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+|\n+")
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_PRONOUN_REACH = 3
"""Sentences back in which a pronoun may have its antecedent."""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One mention of a person as an actor, with the last words of the titles beside it ("minister")."""

    actor: Actor
    titles: frozenset[str]

    @property
    def surname(self) -> str:
        """Last word of the name as it is written, case-folded."""
        written = WORD.findall(self.actor.text) or WORD.findall(self.actor.name)
        return str(written[-1]).casefold()

    @property
    def is_full(self) -> bool:
        """Whether the name has more than one word."""
        return len(WORD.findall(self.actor.name)) > 1


def described(actor: Actor, referent: Actor) -> Actor:
    """Return a participant that a definite description means: "the minister" is the one named before."""
    return replace(
        actor,
        name=referent.name,
        country=referent.country,
        role=referent.role,
        why=f"description of {referent.name}",
        description=referent.description,
    )


def share_titles(mentions: Sequence[PersonMention]) -> list[PersonMention]:
    """Merge full name, country, sector, titles and description over all mentions of each person.

    A surname alone is the person of that surname who was named last before it, else the first one after.
    """
    full: dict[str, list[int]] = {}
    for at, mention in enumerate(mentions):
        if mention.is_full:
            full.setdefault(mention.surname, []).append(at)
    groups: dict[tuple[str, str], list[int]] = {}
    for at, mention in enumerate(mentions):
        named = full.get(mention.surname, [])
        before = bisect.bisect_right(named, at)
        name = mentions[named[max(0, before - 1)]].actor.name if named else mention.actor.name
        groups.setdefault((mention.surname, name.casefold()), []).append(at)
    result = list(mentions)
    for members in groups.values():
        for at, mention in _share([mentions[at] for at in members], members):
            result[at] = mention
    return result


def _share(mentions: Sequence[PersonMention], places: Sequence[int]) -> Iterable[tuple[int, PersonMention]]:
    name = max((mention.actor.name for mention in mentions), key=len)
    titles = frozenset[str]().union(*(mention.titles for mention in mentions))
    country = next((mention.actor.country for mention in mentions if mention.actor.country), "")
    role = next(
        (mention.actor.role for mention in mentions if mention.actor.country and mention.actor.role), ""
    )
    role = role or next((mention.actor.role for mention in mentions if mention.actor.role), "")
    description = next((mention.actor.description for mention in mentions if mention.actor.description), "")
    for at, mention in zip(places, mentions, strict=True):
        country = mention.actor.country or country
        role = (mention.actor.role if mention.actor.country else "") or role
        inferred = all(each.actor.inferred for each in mentions if each.actor.country) and bool(country)
        yield (
            at,
            PersonMention(
                replace(
                    mention.actor,
                    name=name,
                    country=country,
                    role=role,
                    inferred=inferred,
                    description=mention.actor.description or description,
                ),
                titles,
            ),
        )


class SentenceIndex:
    """Maps offsets to sentences."""

    def __init__(self, doc: Doc) -> None:
        # Not doc.sents: on a text of a megabyte it takes time that grows with the square of the length.
        columns = doc.to_array(["IDX", "SENT_START"]).astype("int64")
        starts = columns[columns[:, 1] == 1, 0].tolist()
        self._starts = (
            starts if len(starts) > 1 else [0, *(end.end() for end in _SENTENCE_END.finditer(text_of(doc)))]
        )

    def number(self, offset: int) -> int:
        """Return the index of the sentence that contains an offset."""
        return bisect.bisect_right(self._starts, offset)


class TitleIndex:
    """Finds the last person before an offset who was given a title."""

    def __init__(self, people: Iterable[PersonMention]) -> None:
        self._with: dict[str, list[Actor]] = {}
        for each in people:
            for title in each.titles:
                self._with.setdefault(title, []).append(each.actor)

    def last(self, title: str, offset: int) -> Actor | None:
        """Find the nearest person before an offset with a title ("minister", the last word of it)."""
        people = self._with.get(title, [])
        before = bisect.bisect_left(people, offset, key=lambda actor: actor.start)
        return people[before - 1] if before else None


def pronouns(
    text: str, people: Sequence[PersonMention], sentences: SentenceIndex, taken: Sequence[Actor]
) -> list[Actor]:
    """Read "he" and "she": at the start of a sentence the first person of the last sentence that has one.

    Inside a sentence it is resolved only when that sentence has named exactly one person before.
    """
    found: list[Actor] = []
    first_pronoun: dict[str, str] = {}
    named = [(sentences.number(each.actor.start), each.actor) for each in people]
    starts = [actor.start for _, actor in named]
    busy = [actor.start for actor in taken]
    for match in _PRONOUN.finditer(text):
        at = bisect.bisect_right(busy, match.start()) - 1
        if at >= 0 and taken[at].end > match.start():
            continue
        here = sentences.number(match.start())
        before = bisect.bisect_left(starts, match.start())
        person = _antecedent(named, before, here, opens=match[0][0].isupper())
        # Of "he" and "she" a person is the one that it was first.
        if person is None or first_pronoun.setdefault(person.name, match[0].lower()) != match[0].lower():
            continue
        actor = replace(
            person,
            text=match[0],
            start=match.start(),
            end=match.end(),
            why=f"pronoun of {person.name}",
        )
        found.append(actor)
        named.insert(before, (here, actor))
        starts.insert(before, actor.start)
    return found


def _antecedent(named: Sequence[tuple[int, Actor]], before: int, here: int, *, opens: bool) -> Actor | None:
    if before == 0:
        return None
    sentence = named[before - 1][0]
    first = before - 1
    while first > 0 and named[first - 1][0] == sentence:
        first -= 1
    same = [actor for _, actor in named[first:before]]
    if sentence == here:
        return same[0] if len({actor.name for actor in same}) == 1 else None
    return same[0] if opens and here - sentence <= _PRONOUN_REACH else None
