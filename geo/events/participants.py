"""Participants of events: subjects, objects, by-phrases, and the antecedents of pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.passive_voice import is_passive
from geo.events.person_nouns import PERSON_NOUNS
from geo.events.subjects import Antecedents, distinct, subject_of, subjects_among
from geo.nlp.grammar import BE, CONTRACTED, PREPOSITIONS, is_finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.events.attachment import Argument, SentenceContext
    from geo.events.matches import TriggerMatch
    from geo.records import Actor

_LIGHT: Final = frozenset({
    "carry", "carried", "carries", "carrying", "launch", "launched", "launches", "launching", "conduct",
    "conducted", "conducting", "stage", "staged", "staging", "hold", "held", "holds", "holding", "attend",
    "attended", "attending", "lead", "led", "leading", "wage", "waged", "waging", "mount", "mounted",
    "begin", "began", "start", "started", "open", "opened", "join", "joined", "have", "had", "has", "make",
    "made", "pay", "paid", "commit", "committed",
})  # fmt: skip
_OBJECTIVE_NOUNS: Final = frozenset({
    "abduction", "kidnapping", "assassination", "killing", "murder", "arrest", "detention", "deportation",
    "execution", "extradition", "expulsion", "release", "torture", "eviction", "rape", "shooting",
})  # fmt: skip
_CLAUSE_OPENERS: Final = frozenset({"that", "which", "who", "whose", "where", "whether"})
_TOPIC: Final = frozenset({"about", "regarding", "concerning", "over", "on", "discuss", "discussing"})
_DEALING: Final = frozenset(("", "with", "against", "on", "upon", "to", "between", "of"))
_AIMED: Final = _DEALING | {"at"}
"""Prepositions of those that a verb is done to; "at" only aims: "shot at the guards", "signed at the ministry"."""


def participants(
    context: SentenceContext, match: TriggerMatch, antecedents: Antecedents
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return the actors and the recipients of an event."""
    own = _own_subject(context, match)
    if own:
        actors, recipients = (
            own,
            _objects(match, _right(context, match, frozenset(match.clause.words))),
        )
    elif match.reading == "verb":
        actors, recipients = _verb_participants(context, match, antecedents)
    else:
        actors, recipients = _noun_participants(context, match, antecedents)
    spans = [(match.sentence.words[i].start, match.sentence.words[i].end) for i in match.matched]
    recipients = tuple(
        r
        for r in recipients
        if r.text[:1].isupper() or not any(start <= r.start and r.end <= end for start, end in spans)
    )
    if match.kind.root == "CONSULT" and match.kind.mode != "visit":
        actors, recipients = distinct((*actors, *recipients)), ()
    return actors, tuple(r for r in recipients if all(r.name != a.name for a in actors))


def _verb_participants(
    context: SentenceContext, match: TriggerMatch, antecedents: Antecedents
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    clause = match.clause
    inside = frozenset(clause.words)
    left = subjects_among(context, frozenset(i for i in clause.words if i < match.first))
    subject = left or subject_of(context, clause, antecedents)
    right = [a for a in _right(context, match, inside) if a.preposition != "to" or a.head not in PERSON_NOUNS]
    if is_passive(match):
        by = [a.item for a in right if a.preposition == "by"]
        return distinct(by), subject
    return subject, _objects(match, right)


def _own_subject(context: SentenceContext, match: TriggerMatch) -> tuple[Actor, ...]:
    """Return the subject within the trigger's own words: "thousands of nurses marched"."""
    words = context.sentence.words
    verb = next((i for i in reversed(match.matched) if is_finite(words, i)), None)
    if verb is None or verb == match.first or is_finite(words, match.first) or words[verb].lower in BE:
        return ()
    if match.first > 0 and words[match.first - 1].lower in PREPOSITIONS:
        return ()  # "the talks with rebels who attacked"
    left = frozenset(i for i in match.clause.words if i < verb)
    inside = [a for a in context.actors if a.first in left and match.first <= a.last]
    if not any(not is_finite(words, i) for i in range(match.first, verb)) or not inside:
        return ()
    return subjects_among(context, left)


def _objects(match: TriggerMatch, right: Sequence[Argument[Actor]]) -> tuple[Actor, ...]:
    """Return the objects of an active verb, on its right."""
    aimed = _AIMED if match.kind.root in ("ASSAULT", "PROTEST", "COERCE") else _DEALING
    objects = [a.item for a in right if a.preposition in aimed]
    if match.kind.root == "CONSULT":
        objects += [a.item for a in right if a.preposition == "from"]
    if match.kind.root == "REJECT" and not objects:
        objects = [a.item for a in right if a.preposition == "by"]  # "rejected an appeal by the union"
    return distinct(objects or [a.item for a in right if a.preposition in ("from", "for")])


def _right(context: SentenceContext, match: TriggerMatch, inside: frozenset[int]) -> list[Argument[Actor]]:
    """Return the actors after the trigger's first word, up to the next trigger or the topic of a talk."""
    stop = next((t.first for t in context.triggers if t.first > match.last), len(context.sentence.words))
    if match.kind.root == "CONSULT":
        words = context.sentence.words
        stop = next((i for i in range(match.last + 1, stop) if words[i].lower in _TOPIC), stop)
    elif match.kind.root == "SANCTION":
        words = context.sentence.words
        stop = next((i for i in range(match.last + 1, stop) if words[i].lower in ("over", "for")), stop)
    return [a for a in context.actors if match.first < a.first < stop and a.first in inside]


def _noun_participants(
    context: SentenceContext, match: TriggerMatch, antecedents: Antecedents
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    inside = frozenset(match.clause.words)
    right = _right(context, match, inside)
    mutual = match.kind.root in ("CONSULT", "COOPERATE", "AGREE")
    before = [a for a in context.actors if match.first - 4 < a.first and a.last < match.first]
    actors = [a.item for a in before if not _broken(context, a.last, match.first)]
    if match.kind.root == "ACCUSE":  # "Iran's destabilising role": whose it is, is who is accused
        accused = [
            *actors,
            *(a.item for a in right if a.first <= match.last or a.preposition in ("of", "by")),
        ]
        speakers = (
            subject_of(context, match.clause, antecedents)
            if any(is_finite(context.sentence.words, i) for i in inside)
            else ()
        )
        return tuple(s for s in speakers if s not in accused), distinct(accused)
    agents = [a.item for a in right if a.preposition == "by"]
    suffers = _is_objective_genitive(match) and not any(a.preposition == "of" for a in right)
    # "the boys' abduction", "tourists held captive by rebels"
    if actors and not mutual and (agents or suffers):
        return distinct(agents), distinct(a for a in actors if a not in agents)
    actors += agents + [a.item for a in right if a.preposition == "between"]
    if mutual:
        actors += [a.item for a in right if a.preposition in ("with", "from", "of") and a.at >= match.first]
    recipients = [
        a.item for a in right if a.preposition in ("against", "on", "of", "with", "") and a.item not in actors
    ]
    if not actors and _light_verb(context, match):
        actors = list(subject_of(context, match.clause, antecedents))
    return distinct(actors), distinct(r for r in recipients if r not in actors)


def _is_objective_genitive(match: TriggerMatch) -> bool:
    """Return whether a possessor is the one affected: "the boys' abduction", but "the boys' attack"."""
    words = match.sentence.words
    owned = match.first > 0 and words[match.first - 1].lower in CONTRACTED
    return owned and words[match.first].lower in _OBJECTIVE_NOUNS


def _broken(context: SentenceContext, last: int, first: int) -> bool:
    """Return whether something between an actor and a noun parts them: "Okello described the strike"."""
    words = context.sentence.words
    return any(
        is_finite(words, i)
        or words[i].lower in PREPOSITIONS | _CLAUSE_OPENERS
        or (not words[i].wordlike and words[i].lower not in CONTRACTED)
        for i in range(last + 1, first)
    )


def _light_verb(context: SentenceContext, match: TriggerMatch) -> bool:
    words = context.sentence.words
    return any(words[i].lower in _LIGHT for i in range(max(0, match.first - 6), match.first + 1))
