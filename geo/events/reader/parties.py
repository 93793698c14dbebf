"""The participants of an event: the noun phrases that the trained reader proposes, as actors with canonical names.

What the rules have (`geo.events.participants`) is evidence beside the reader's probabilities; a logistic regression on
news coded by hand weighs both (`training/parties.py` makes `geo/model/events/parties.json`).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from geo.events.reader.known_actors import has_name
from geo.events.reader.party_candidates import RULED, candidates_for, trigger_word
from geo.nlp.grammar import PARTICIPANT_PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.events.matches import TriggerMatch
    from geo.events.reader.known_actors import KnownActors
    from geo.events.reader.party_candidates import PartyCandidate
    from geo.records import Actor, Mention
    from geo.spans import EventWord

LEAST: Final = 0.5
"""Probability from which the reader by itself takes a noun phrase for a participant."""
LEAST_OF_NOUN: Final = 0.8
"""Probability from which what only the reader names is the actor of the noun of an attack ("the strike")."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The participants of an event.

    Attributes
    ----------
    actors, recipients
        Who did it, to or with whom.
    chance
        Probability that exactly these noun phrases take part, in these roles; `None` where the reader did not read it.
    supported
        Whether some were taken from the rules, with the reader's support.
    """

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    chance: float | None = None
    supported: bool = False

    @property
    def unresolved(self) -> bool:
        """Whether one is only a pronoun, of which it is not known to whom it refers."""
        return any(actor.name.lower() in PARTICIPANT_PRONOUNS for actor in (*self.actors, *self.recipients))


class Judge:
    """Decides who takes part in an event, by the reader's probabilities and the verdicts of the rules.

    Parameters
    ----------
    model
        Weights of the two logistic regressions, of actors and of recipients, the least probability of a participant,
        and that of what the rules have for a slot that would be empty, as `training.parties` writes them.

    Attributes
    ----------
    least_alone
        The latter.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self._weights: tuple[Mapping[str, float], ...] = (model["actor"], model["recipient"])
        self._least: float = model["least"]
        self.least_alone: float = model["least alone"]

    def chances(self, match: TriggerMatch, candidates: Sequence[PartyCandidate]) -> list[tuple[float, float]]:  # noqa: ARG002 - for those who record
        """Return for each candidate the probabilities that it is an actor and a recipient."""
        return [self.chances_of(each.features) for each in candidates]

    def chances_of(self, features: Mapping[str, float]) -> tuple[float, float]:
        """Return the probabilities that a candidate with these features is an actor and a recipient."""
        actor, recipient = (
            1
            / (
                1
                + math.exp(
                    -weights.get("bias", 0.0) - sum(weights.get(n, 0.0) * v for n, v in features.items())
                )
            )
            for weights in self._weights
        )
        return actor, recipient

    def slot(self, chances: tuple[float, float]) -> int | None:
        """Return 0 for an actor, 1 for a recipient, `None` for what takes no part."""
        best = int(chances[1] > chances[0])
        return best if chances[best] >= self._least else None


@cache
def bundled() -> Judge:
    """Read the bundled weights, once a process."""
    text = resources.files("geo").joinpath("model/events/parties.json").read_text(encoding="utf-8")
    return Judge(json.loads(text))


def parties(
    match: TriggerMatch,
    words: Sequence[EventWord],
    known: KnownActors,
    nearby: Sequence[Actor],
    by_rules: tuple[Sequence[Actor], Sequence[Actor]],
    *,
    places: Sequence[Mention] = (),
    judge: Judge,
) -> Parties | None:
    """Return the actors and the recipients of an event; `None` where the reader did not read its trigger.

    Parameters
    ----------
    match
        The trigger.
    words
        What was read of the words of its sentence.
    known, nearby
        The actors of the report, and those of the sentence.
    by_rules
        The actors and the recipients that the rules have.
    places
        Mentions of places in the sentence: one that stands for itself and not for its government hardly takes part.
    judge
        Who decides.
    """
    word = trigger_word(match, words)
    if word is None:
        return None
    found = candidates_for(match, word, known, nearby, by_rules, places=places)
    mutual = match.kind.root == "CONSULT" and match.kind.mode != "visit"
    judged = list(zip(found, judge.chances(match, found), strict=True))
    roles = [judge.slot(chances) for _, chances in judged]
    for i, (owner, owned) in enumerate(pairwise(found)):
        if roles[i] is not None and roles[i] == roles[i + 1] and known.is_owner(owner.phrase, owned.phrase):
            roles[i] = None
    if match.kind.root == "ASSAULT" and _is_noun(match):  # nobody is named as an attacker on a guess
        roles = [
            None if role == 0 and not each.features[RULED[0]] and chances[0] < LEAST_OF_NOUN else role
            for role, (each, chances) in zip(roles, judged, strict=True)
        ]
    for slot in (0, 1):
        if slot not in roles:  # what the rules have for an empty slot needs less
            ruled = [
                i for i, (each, _) in enumerate(judged) if roles[i] is None and each.features[RULED[slot]]
            ]
            best = max(ruled, key=lambda i: judged[i][1][slot], default=None)
            if best is not None and judged[best][1][slot] >= judge.least_alone:
                roles[best] = slot
    slots: tuple[dict[str, Actor], dict[str, Actor]] = {}, {}
    chance, supported = 1.0, False
    for (each, chances), role in zip(judged, roles, strict=True):
        some = min(1.0, sum(chances))
        if role is None:
            chance *= 1 - some
            continue
        chance *= some if mutual else chances[role]
        supported = supported or max(each.phrase.actor, each.phrase.recipient) < LEAST
        slots[0 if mutual else role].setdefault(each.actor.name.casefold(), each.actor)
    actors, recipients = (_without_references(match, slot) for slot in slots)
    return Parties(
        tuple(actors.values()),
        tuple(a for name, a in recipients.items() if name not in actors),
        chance=chance,
        supported=supported,
    )


def _is_noun(match: TriggerMatch) -> bool:
    """Return whether a trigger is a noun, or a form that may be one: "fighting with Hezbollah"."""
    return match.reading == "noun" or match.sentence.words[match.first].lower.endswith("ing")


def _without_references(match: TriggerMatch, slot: Mapping[str, Actor]) -> dict[str, Actor]:
    """Drop "the two countries" beside those that the rules know them to be, named in an earlier sentence."""
    elsewhere = any(actor.end <= match.sentence.start and has_name(actor) for actor in slot.values())
    return {name: actor for name, actor in slot.items() if not elsewhere or has_name(actor)}
