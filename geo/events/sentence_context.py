"""A sentence as the rules for events read it: its triggers, and the phrases that can be their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.events.attachment import SentenceContext, arguments
from geo.events.causes_of_death import settled
from geo.events.claims import claim_of, takes_responsibility
from geo.events.genre import FIGURATIVE
from geo.events.trigger_fusion import combined
from geo.events.triggers import find_triggers, mark
from geo.events.unlisted_actors import acting_countries, unknown_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.events.annotations import AnnotatedSentence
    from geo.events.matches import Marks, TriggerMatch
    from geo.records import Actor


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
        ),
        arguments(sentence, ((place, place.phrase_start, place.phrase_end) for place in places)),
        dates,
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
