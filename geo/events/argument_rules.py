"""The arguments of an event by rules: who takes part in it, when, where and whether it happened.

From a trigger to its arguments, each by one function of its sentence: the rules are those of `participants`,
`date_linking`, `place_linking` and `factuality`. What `read_arguments` takes and returns is all that
the coder knows of them, so that a trained reader can stand in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from geo.dates.recogniser import UNKNOWN, in_tense
from geo.events import field_features
from geo.events.assembly import EventArguments
from geo.events.claims import claimants
from geo.events.date_linking import unread_statement, when_of
from geo.events.factuality import status_of_date, status_of_words
from geo.events.hazards import is_empty
from geo.events.modality import PURPOSE
from geo.events.participants import participants
from geo.events.place_linking import link
from geo.events.reader.known_actors import KnownActors
from geo.events.reader.parties import Judge, Parties, bundled, parties
from geo.events.reader.party_candidates import trigger_word
from geo.events.reader.status import read_status
from geo.plover import HAZARD

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from geo.dates.recogniser import DateExpression
    from geo.events.attachment import Argument, SentenceContext
    from geo.events.discourse import Discourse
    from geo.events.matches import TriggerMatch
    from geo.events.subjects import Antecedents
    from geo.records import Mention


@dataclass(frozen=True, slots=True)
class AttachedTrigger:
    """A trigger in its sentence, with the phrases that are attached to it."""

    context: SentenceContext
    match: TriggerMatch
    dates: Sequence[Argument[DateExpression]] = ()
    places: Sequence[Argument[Mention]] = ()


@dataclass(frozen=True, slots=True)
class Background:
    """What the arguments of all events of a report depend on.

    Attributes
    ----------
    published
        The report's day.
    actors
        Who is named in it.
    judge
        Who decides on participants; the bundled weights by default.
    """

    published: datetime.date | None = None
    actors: KnownActors = field(default_factory=lambda: KnownActors("", ()))
    judge: Judge | None = None


def read_arguments(
    trigger: AttachedTrigger, background: Background, discourse: Discourse
) -> EventArguments | None:
    """Return the arguments of an event; `None` for what is only meant to happen and so is no event.

    Parameters
    ----------
    trigger
        With its dates and places.
    background
        The report.
    discourse
        What the report has stated before.
    """
    match, published = trigger.match, background.published
    status, status_words = status_of_words(match)
    if (status == "hypothetical" and status_words == PURPOSE) or is_empty(match, status):
        return None
    by_reader = None
    if status == "actual" and match.kind.root != HAZARD:
        by_reader = read_status(trigger_word(match, trigger.context.words))
        status, status_words = by_reader or (status, status_words)
    stated = when_of(
        trigger.context,
        match,
        trigger.dates,
        future=status == "future",
        frame=discourse.frame,
        reread=partial(in_tense, published=published),
    )
    if status == "actual" or by_reader is not None:  # its own day is surer than what the reader thinks of it
        status, status_words = status_of_date(stated, published) or (status, status_words)
    when = stated
    if stated is UNKNOWN:
        when = unread_statement(trigger.context, match, future=status == "future") or UNKNOWN
    read = _participants(trigger, background, discourse.antecedents)
    actors, recipients = read.actors, read.recipients
    if claiming := claimants(trigger.context, match, discourse.antecedents):
        names = {actor.name for actor in claiming}
        actors, recipients = claiming, tuple(each for each in recipients if each.name not in names)
    located = link(match, trigger.places, (*actors, *recipients))
    seen = {
        "day": field_features.of_day(
            when, stated=bool(trigger.dates) and when is stated, nearby=len(trigger.context.dates)
        ),
        "place": field_features.of_place(
            located.links[0] if located.where is not None else None,
            remote=match.kind.remote,
            nearby=len(trigger.context.places),
        ),
    }
    if match.kind.root != HAZARD:  # which has none by definition
        seen["parties"] = field_features.of_participants(read)
    return EventArguments(actors, recipients, when, located, status, status_words, seen)


def _participants(trigger: AttachedTrigger, background: Background, antecedents: Antecedents) -> Parties:
    """Return the participants, as the trained reader has them where it read the report; a hazard has none."""
    context, match = trigger.context, trigger.match
    if match.kind.root == HAZARD:
        return Parties((), ())
    by_rules = participants(context, match, antecedents)
    nearby = [argument.item for argument in context.actors]
    return parties(
        match,
        context.words,
        background.actors,
        nearby,
        by_rules,
        places=[argument.item for argument in context.places],
        judge=background.judge or bundled(),
    ) or Parties(*by_rules)
