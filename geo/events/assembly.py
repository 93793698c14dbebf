"""The record of one event, from what was made out about its trigger."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.events import confidence
from geo.events.cancellation import is_cancelled
from geo.events.participant_evidence import why_participants
from geo.events.word_classes import word_class
from geo.plover import HAZARD
from geo.records import Event, EventMention, FieldScores
from geo.wording import as_sentence, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.events.matches import TriggerMatch
    from geo.events.place_linking import Located
    from geo.records import Actor, Report, Status, When

_MIN_WEIGHT: Final = 0.45
"""Weight below which events that only the lists found are left out: a weak trigger without anything around it."""

_SHOWN: Final = 3
"""Alternatives of a word in a trigger's pattern that evidence shows."""
_TURNED: Final = {
    ("AID", "future"): "AGREE",
    ("COOPERATE", "future"): "AGREE",
    ("RETREAT", "future"): "CONCEDE",
    ("ASSAULT", "future"): "THREATEN",
    ("SANCTION", "future"): "THREATEN",
}
"""What is announced and still to come is an act of words, after the PLOVER manual; its status stays `future`.

The same holds for triggers that hold the "will" themselves ("will withdraw"): the action is to come.
What was agreed, pledged or offered in words of the past ("agreed to withdraw") is `actual`: that was done. A visit or
a talk that was called off is a REJECT, and `actual` too.
"""


@dataclass(frozen=True, slots=True)
class EventArguments:
    """The arguments of one trigger: who took part, when, where, and whether it happened.

    `seen` are the features of the scores of its fields (`geo.events.field_features`).
    """

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    when: When
    located: Located
    status: Status
    status_words: str
    seen: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def make_event(
    report: Report, match: TriggerMatch, parts: EventArguments, scorer: confidence.Scorer
) -> tuple[Event, dict[str, float]]:
    """Return the record, with the words and rules that decided each field, and the features of its score."""
    sentence, status = match.sentence, parts.status
    start, end = sentence.words[match.first].start, sentence.words[match.last].end
    turned = _TURNED.get((match.kind.root, status)) if match.reading == "verb" else None
    status_words = parts.status_words
    if match.kind.root == "CONSULT" and status == "negated" and is_cancelled(match):
        turned, status = "REJECT", "actual"
        status_words = f"{status_words} To call off a talk is an act that happened."
    root, mode = (turned, "") if turned else (match.kind.root, match.kind.mode)
    if (
        root == "CONSULT"
        and not mode
        and len({actor.country for actor in (*parts.actors, *parts.recipients) if actor.country}) > 2
    ):
        mode = "multilateral"
    mention = EventMention(report=report.id, start=start, end=end, text=match.words, sentence=sentence.text)
    features = confidence.features(
        match,
        root=root,
        actors=parts.actors,
        recipients=parts.recipients,
        placed=parts.located.where is not None,
        when=parts.when,
        status=status,
    )
    score = scorer.score(features)
    event = Event(
        id=event_id(report.id, root, mode, start, end),
        report=report.id,
        type=root,
        mode=mode,
        acled="" if turned else match.kind.acled,
        status=status,
        actors=parts.actors,
        recipients=parts.recipients,
        when=parts.when,
        where=parts.located.where,
        radius_m=parts.located.radius_m,
        places=parts.located.links,
        sentence=sentence.text,
        start=start,
        end=end,
        score=score,
        mentions=(mention,),
        evidence={
            "type": _why_type(match, turned),
            "when": why_when(parts.when),
            "where": parts.located.reason,
            "actors": why_participants((*parts.actors, *parts.recipients)),
            "status": status_words,
        },
        scores=scorer.rescored(FieldScores(type=score, parties=1.0 if root == HAZARD else None), parts.seen),
    )
    return event, features


def is_weak(match: TriggerMatch, parts: EventArguments) -> bool:
    """Return whether a listed trigger is too weak for its context: one word without participant, place or date."""
    if match.kind.root == HAZARD:
        return False  # its words mean little else
    sure = match.trigger.words > 1 or bool(match.trigger.guards)
    weight = (0.35 if sure else 0.3) + 0.05 * min(match.trigger.words - 1, 2) + 0.05 * bool(match.kind.mode)
    victims = any(match.sentence.words[i].lower in word_class("@people") for i in match.clause.words)
    weight += 0.15 * bool(parts.actors) + 0.1 * bool(parts.recipients or victims)
    weight += 0.15 * (parts.located.where is not None)
    weight += 0.1 * (parts.when.start is not None or parts.when.end is not None)
    weight *= {"hypothetical": 0.6, "negated": 0.8}.get(parts.status, 1.0)
    return round(weight, 3) < _MIN_WEIGHT


def why_when(when: When) -> str:
    """Return the evidence for a date: its words and the rule that read them."""
    return as_sentence(f"{quoted(when.text)}: {when.rule}" if when.text else when.rule)


def _why_type(match: TriggerMatch, turned: str | None) -> str:
    """Return the evidence for a type: the trigger, its entry in the lists and the detector's probability."""
    sentences = []
    if match.is_listed:
        code = f" (GLIDE {match.kind.glide})" if match.kind.glide else ""
        pattern = _pattern(match.trigger.text)
        how = "is" if pattern == quoted(match.words.lower()) else f"matches {pattern},"
        sentences.append(f"{quoted(match.words)} {how} a listed trigger of {match.kind.name}{code}.")
    if match.chance is not None:
        if match.is_listed:
            sentences.append(
                f"The event detector gives {match.kind.root} a probability of {match.chance:.2f}."
            )
        else:
            sentences.append(
                f"The event detector reads {quoted(match.words)} as {match.kind.name} (probability {match.chance:.2f})."
            )
    if turned == "REJECT":
        sentences.append("It was called off, so it counts as REJECT.")
    elif turned:
        sentences.append(f"It is announced and still to come, so it counts as {turned}.")
    return " ".join(sentences)


def _pattern(text: str) -> str:
    """Return a trigger's pattern for people: "launch/open/… … investigation/inquiry/probe"."""
    slots = []
    for slot in text.replace("@", "").replace("~", "…").split():
        words = slot.split("|")
        slots.append("/".join(words if len(words) <= _SHOWN else [*words[: _SHOWN - 1], "…"]))
    return quoted(" ".join(slots))


def event_id(report: str, root: str, mode: str, start: int, end: int) -> str:
    """Return an id that is the same for the same report, type and trigger."""
    named = "\x1f".join((report, root, mode, str(start), str(end)))
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:12]
