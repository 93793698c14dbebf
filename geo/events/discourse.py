"""What a report has stated up to a sentence, as far as later sentences refer to it.

A definite noun refers to an earlier event ("the attack"), a pronoun to an earlier participant, and speech to the day of
the talk that it is from. This is all that the coder keeps from sentence to sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from geo.events.claims import claim_of
from geo.events.date_linking import DatedStatement, dated_statement_of
from geo.events.reported_content import DEFINITE
from geo.events.subjects import Antecedents
from geo.plover import SPEECH_ROOTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.events.attachment import SentenceContext
    from geo.events.matches import TriggerMatch
    from geo.records import Event

_ANAPHORA_REACH: Final = 10
"""Sentences back to the event that a definite noun can refer to."""
_SHARED: Final = frozenset(["AGREE", "COOPERATE", "SUPPORT"])
"""Roots whose actors do something together: "the two countries" are these."""


@dataclass(slots=True)
class Discourse:
    """The events of a report so far, and what can be referred to.

    Attributes
    ----------
    events
        In the order of the text.
    sentences
        Of each event the number of its sentence.
    open_causes
        Indices of the events that are casualties of a cause that their sentence does not state.
    antecedents
        Of pronouns.
    frame
        The last dated talk or statement.
    """

    events: list[Event] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    open_causes: set[int] = field(default_factory=set)
    antecedents: Antecedents = field(default_factory=Antecedents)
    frame: DatedStatement | None = None
    _latest: dict[str, int] = field(default_factory=dict)  # the last event of each root, by its trigger

    def add(self, match: TriggerMatch, event: Event, *, dated: bool) -> None:
        """Add the event of a trigger, or its mention to the earlier event that it refers to.

        Parameters
        ----------
        match, event
            The trigger and its event.
        dated
            Whether the trigger has words for a date of its own, known or not.
        """
        antecedent = None if dated else self._antecedent(match, event)
        if antecedent is not None:
            self.events[antecedent] = _with_reference(self.events[antecedent], match, event)
            return
        self._latest[match.kind.root] = len(self.events)
        if match.open_cause:
            self.open_causes.add(len(self.events))
        self.sentences.append(match.sentence.index)
        self.events.append(event)
        self._follow(match, event)

    def update(self, events: Mapping[int, Event]) -> None:
        """Replace events, given by their index."""
        for n, event in events.items():
            self.events[n] = event

    def end_sentence(self, context: SentenceContext) -> None:
        """Set the antecedents by the subject of a sentence that was read."""
        self.antecedents = self.antecedents.after(context)

    def _follow(self, match: TriggerMatch, event: Event) -> None:
        """Set the antecedents and the frame by a talk or an agreement."""
        meeting = match.kind.root == "CONSULT" and event.status == "actual"
        if (meeting or match.kind.root in _SHARED) and len(event.actors) > 1:
            self.antecedents = replace(self.antecedents, participants=event.actors)
        if meeting:
            self.frame = (
                dated_statement_of(match, event.when, (*event.actors, *event.recipients)) or self.frame
            )

    def _antecedent(self, match: TriggerMatch, event: Event) -> int | None:
        """Return the index of the earlier event to which a definite noun without place or date refers."""
        n = self._latest.get(match.kind.root)
        if event.where is not None or event.recipients or match.kind.root in SPEECH_ROOTS:
            return None
        if n is None or not _is_definite(match):
            return None
        if match.sentence.index - self.sentences[n] > _ANAPHORA_REACH:
            return None
        antecedent = self.events[n]
        if match.kind.mode and antecedent.mode and match.kind.mode != antecedent.mode:
            return None  # "the drone attack" does not refer to a raid by jets
        names = {actor.name for actor in (*antecedent.actors, *antecedent.recipients)}
        others = event.actors and not any(actor.name in names for actor in event.actors)
        return None if others and claim_of(match) is None else n


def _is_definite(match: TriggerMatch) -> bool:
    """Return whether a trigger is a noun with a definite article."""
    near = match.sentence.words[max(0, match.first - 2) : match.first]
    return match.reading == "noun" and any(word.lower in DEFINITE for word in near)


def _with_reference(antecedent: Event, match: TriggerMatch, event: Event) -> Event:
    """Return an event with a further mention; who claims it is its actor."""
    actors = event.actors if event.actors and claim_of(match) is not None else antecedent.actors
    return replace(antecedent, actors=actors, mentions=(*antecedent.mentions, *event.mentions))
