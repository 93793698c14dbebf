"""The noun phrases that may take part in an event: those that the trained reader or the rules have, with features."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.events.confidence import log_odds
from geo.events.reader.known_actors import has_name
from geo.spans import EventArgument

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.events.matches import TriggerMatch
    from geo.events.reader.known_actors import KnownActors
    from geo.records import Actor, Mention
    from geo.spans import EventWord

RULED: Final = ("actor by rules", "recipient by rules")
"""The features of what the rules have as an actor, and as a recipient."""
_UNREAD: Final = 0.04
"""Probability in a role of what the reader gives none: about the middle of those that it does not hand on."""
_MUTUAL: Final = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""Roots whose participants do the same."""


@dataclass(frozen=True, slots=True)
class PartyCandidate:
    """A noun phrase that may take part in an event.

    Attributes
    ----------
    phrase
        What was read of it; of an actor that only the rules name all probabilities are 0.
    features
        What speaks for and against it, by name.
    actor
        It with its canonical name.
    """

    phrase: EventArgument
    features: Mapping[str, float]
    actor: Actor


def candidates_for(
    match: TriggerMatch,
    word: EventWord,
    known: KnownActors,
    nearby: Sequence[Actor],
    by_rules: tuple[Sequence[Actor], Sequence[Actor]],
    *,
    places: Sequence[Mention] = (),
) -> list[PartyCandidate]:
    """Return the noun phrases that the reader or the rules have, in the order of the text.

    Parameters
    ----------
    match, word
        The trigger, and what was read of it.
    known, nearby, by_rules, places
        As for `geo.events.reader.parties.parties`.
    """
    phrases = [known.whole(phrase) for phrase in word.arguments if not known.is_non_name_phrase(phrase)]
    ruled: dict[int, tuple[Actor, set[str]]] = {}
    for role, actors in zip(RULED, by_rules, strict=True):
        for actor in actors:
            at = next((i for i, phrase in enumerate(phrases) if _means(phrase, actor)), None)
            if at is None:
                at = len(phrases)
                phrases.append(EventArgument(start=actor.start, end=actor.end, actor=0.0, recipient=0.0))
            ruled.setdefault(at, (actor, set()))[1].add(role)
    literal = [mention for mention in places if mention.role == "literal"]
    found = []
    for i, phrase in enumerate(phrases):
        own, roles = ruled.get(i, (None, set[str]()))
        # What the rules have stays, unless it has no name there and the reader knows whom it means.
        actor = (
            own
            if own is not None and (has_name(own) or not phrase.antecedents)
            else known.read(phrase, nearby)
        )
        features = _features(match, phrase, roles, actor)
        features["place"] = float(any(each.start < phrase.end <= each.end for each in literal))
        found.append(PartyCandidate(phrase, features, actor))
    return _compared(sorted(found, key=lambda each: each.phrase.start), known)


def _means(phrase: EventArgument, actor: Actor) -> bool:
    """Return whether a noun phrase, or what it refers to, is the words of an actor: "police said they arrested ..."."""
    spans = ((phrase.start, phrase.end), *phrase.antecedents)
    return any(start < actor.end and actor.start < end for start, end in spans)


def _compared(candidates: Sequence[PartyCandidate], known: KnownActors) -> list[PartyCandidate]:
    """Add to the features of candidates, in the order of the text, how they compare with the others.

    Members of a list mostly take part in one role: the likeliest of a list speaks for all of it. And an event mostly
    has one actor: how much likelier the likeliest other candidate is speaks against the rest.
    """
    lists: list[list[PartyCandidate]] = []
    for each in candidates:
        if lists and known.are_listed(lists[-1][-1].phrase, each.phrase):
            lists[-1].append(each)
        else:
            lists.append([each])
    found = []
    for members in lists:
        for each in members:
            more: dict[str, float] = {}
            for role in ("actor", "recipient"):
                own = each.features[role]
                listed = max(other.features[role] for other in members)
                others = [other.features[role] for other in candidates if other not in members]
                more[f"{role} of its list"] = listed - own
                more[f"{role} beside"] = max(0.0, max(others, default=own) - own)
            found.append(replace(each, features={**each.features, **more}))
    return found


def _features(
    match: TriggerMatch, phrase: EventArgument, roles: Collection[str], actor: Actor
) -> dict[str, float]:
    sentence = match.sentence
    inside = sentence.start <= phrase.start < sentence.end
    state = actor.role == "GOV" and bool(actor.country) and has_name(actor)
    flags = {
        "in the sentence": inside,
        "before": phrase.end <= sentence.words[match.first].start,
        "verb": match.reading == "verb",
        "mutual": match.kind.root in _MUTUAL,
        "government": state,
        "named": has_name(actor),
        "later sentence": phrase.start >= sentence.end,
        match.kind.root: True,
    }
    for role in RULED:
        flags |= {
            role: role in roles,
            f"{role}, elsewhere": role in roles and not inside,
            f"{role}, a government": role in roles and state,
        }
    odds = {name: log_odds(max(getattr(phrase, name), _UNREAD)) for name in ("actor", "recipient")}
    return {name: float(value) for name, value in flags.items()} | odds


def trigger_word(match: TriggerMatch, words: Sequence[EventWord]) -> EventWord | None:
    """Return the word of a trigger that most likely tells the event; `None` where the reader read none."""
    spans = [match.sentence.words[i] for i in match.matched]
    own = [word for word in words if any(s.start < word.end and word.start < s.end for s in spans)]
    return max(own, key=lambda word: sum(word.chances), default=None)
