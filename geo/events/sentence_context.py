"""A sentence as the rules for events read it: its triggers, and the phrases that can be their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.events.attachment import SentenceContext, arguments
from geo.events.causes_of_death import settled
from geo.events.claims import claim_of, takes_responsibility
from geo.events.date_linking import is_house_number
from geo.events.genre import FIGURATIVE
from geo.events.matches import positions
from geo.events.trigger_fusion import combined
from geo.events.triggers import find_triggers, mark
from geo.events.unlisted_actors import acting_countries, unknown_names
from geo.nlp.grammar import CONTRACTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.events.annotations import AnnotatedSentence
    from geo.events.clauses import Sentence
    from geo.events.matches import Marks, TriggerMatch
    from geo.records import Actor, Mention


def read_context(
    annotated: AnnotatedSentence, *, play: bool, is_hopeless: Callable[[TriggerMatch], bool]
) -> SentenceContext:
    """Find the triggers of a sentence, and the words and prepositions of the phrases in it.

    Parameters
    ----------
    annotated
        The sentence.
    play
        Whether the report is about sport or art (`geo.events.genre`).
    is_hopeless
        Whether a trigger that the detector judged is dropped, so that it takes no phrase from another.
    """
    sentence, places = annotated.sentence, annotated.places
    marks = mark(sentence, actors=annotated.actors, places=places, people=annotated.people)
    triggers = settled(sentence, marks, _triggers(annotated, marks, play=play, is_hopeless=is_hopeless))
    actors = _participants(annotated, triggers)
    dates = arguments(sentence, ((date, date.start, date.end) for date in annotated.dates))
    return SentenceContext(
        sentence,
        marks,
        arguments(
            sentence,
            ((actor, actor.start, actor.end) for actor in actors),
            closed=_phrase_ends(sentence, places),
        ),
        arguments(sentence, ((place, place.phrase_start, place.phrase_end) for place in places)),
        tuple(date for date in dates if not is_house_number(sentence, date)),
        tuple(triggers),
        annotated.detected or (),
    )


def _triggers(
    annotated: AnnotatedSentence, marks: Marks, *, play: bool, is_hopeless: Callable[[TriggerMatch], bool]
) -> list[TriggerMatch]:
    """Return the triggers of the lists and of the detector."""
    listed = find_triggers(annotated.sentence, marks, play=play)
    if annotated.detected is None:
        return listed
    names = marks.positions["@place"] | marks.positions["@person"]
    found = [
        each
        for each in combined(annotated.sentence, listed, annotated.detected, names=names)
        if not is_hopeless(each) and not (play and not each.is_listed and each.kind.root in FIGURATIVE)
    ]
    claims = {claim_of(each) for each in found}
    return [each for each in found if claims.isdisjoint(each.matched) and not takes_responsibility(each)]


def _participants(annotated: AnnotatedSentence, triggers: Sequence[TriggerMatch]) -> list[Actor]:
    """Return all that can take part in an event: actors, acting countries and unknown names, sorted by start."""
    known = annotated.actors
    unknown = unknown_names(annotated.sentence, triggers, (*known, *annotated.places, *annotated.dates))
    return sorted(
        [
            *known,
            *acting_countries(annotated.sentence, annotated.places, known),
            *(name for name in unknown if name.start >= annotated.body_start),
        ],
        key=lambda actor: actor.start,
    )


def _phrase_ends(sentence: Sentence, places: Sequence[Mention]) -> frozenset[int]:
    """Return the words that end a place's phrase: "In northern Mali government forces ..." is not "in the forces"."""
    words = sentence.words
    last = (
        max(positions(sentence, [(p.phrase_start, p.phrase_end)]), default=-1)
        for p in places
        if p.role == "literal"
    )
    return frozenset(
        i for i in last if i >= 0 and not (i + 1 < len(words) and words[i + 1].lower in CONTRACTED)
    )
