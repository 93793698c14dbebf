"""Subjects of clauses: their own, inherited from another clause, or the antecedent of a pronoun."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.nlp.grammar import is_finite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.events.attachment import Argument, SentenceContext
    from geo.events.clauses import Clause
    from geo.records import Actor

_PRONOUNS: Final = frozenset(["he", "she", "they", "both"])


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Antecedents of pronouns.

    Attributes
    ----------
    person, body
        The last subject that was a person, and the last that was none: for "he" and for "it".
    participants
        Of the last talk or agreement: for "they" and "the two countries".
    """

    person: tuple[Actor, ...] = ()
    body: tuple[Actor, ...] = ()
    participants: tuple[Actor, ...] = ()

    def after(self, context: SentenceContext) -> Antecedents:
        """Return the antecedents that the next sentence has: the subject of this one, where it has a new one."""
        if not context.actors:
            return self
        subject = subject_of(context, context.sentence.clauses[0], self)[:1]
        persons = context.marks.positions["@person"]
        found = self
        for argument in context.actors:
            if argument.item in subject:
                named = not persons.isdisjoint(range(argument.first, argument.last + 1))
                found = replace(found, person=subject) if named else replace(found, body=subject)
        return found


def subject_of(context: SentenceContext, clause: Clause, antecedents: Antecedents) -> tuple[Actor, ...]:
    """Return the actors that are a clause's subject, inherited or by pronoun where it has none of its own."""
    words = context.sentence.words
    finite = next((i for i in clause.words if is_finite(words, i)), None)
    limit = clause.words[0] if clause.inherits_subject else clause.words[-1] + 1
    if finite is not None:
        limit = finite
    left = [i for i in clause.words if i < limit]
    own = subjects_among(context, frozenset(left))
    if own:
        return own
    if clause.link == "relative" and clause.parent is not None:
        before = [a for a in context.actors if a.last < clause.at and a.last in clause.parent.words]
        return _antecedent(context, clause, before)
    if clause.inherits_subject and clause.parent is not None and clause.parent is not clause:
        return subject_of(context, clause.parent, antecedents)
    spelled = [words[i].lower for i in left]
    if spelled[-1:] and spelled[-1] in _PRONOUNS | {"it"} and clause.link == "that":
        speaker = subject_of(context, clause.parent, antecedents) if clause.parent is not None else ()
        if speaker and all(_agrees(context, spelled[-1], each) for each in speaker):
            return speaker  # "police said they had arrested"
    if spelled and spelled[-1] in ("they", "both") and (antecedents.participants or antecedents.body):
        return antecedents.participants or antecedents.body
    if any(word in _PRONOUNS for word in spelled[-2:]):
        return antecedents.person
    if spelled[-1:] == ["it"]:
        return antecedents.body
    if "two" in spelled and antecedents.participants:
        return antecedents.participants
    return ()


def _agrees(context: SentenceContext, pronoun: str, actor: Actor) -> bool:
    """Return whether a pronoun can mean an actor of the sentence: "they" and "it" mean no named person, "he" one."""
    persons = context.marks.positions["@person"]
    spans = [range(a.first, a.last + 1) for a in context.actors if a.item is actor]
    person = any(not persons.isdisjoint(span) for span in spans)
    return person == (pronoun in ("he", "she"))


def _antecedent(
    context: SentenceContext, clause: Clause, before: Sequence[Argument[Actor]]
) -> tuple[Actor, ...]:
    """Return the antecedent of a relative clause: the word before it, or what a comma separates from it."""
    if not before:
        return ()
    previous = clause.at - 1
    adjacent = before[-1].last >= previous or context.sentence.words[previous].text == ","
    return (before[-1].item,) if adjacent else ()


def subjects_among(context: SentenceContext, left: frozenset[int]) -> tuple[Actor, ...]:
    """Return the actors that are the subject among the words left of a verb."""
    inside = [a for a in context.actors if a.first in left]
    plain = [a.item for a in inside if not a.preposition]
    return distinct(plain or [a.item for a in inside if a.preposition in ("of", "from", "between")])


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return actors without repeated names: at the place of the first of a name its last."""
    return tuple({actor.name: actor for actor in actors}.values())
