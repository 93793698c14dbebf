"""The participants of an event: the noun phrases that the trained reader proposes, as actors with canonical names.

What the rules have (`geo.events.participants`) is evidence beside the reader's probabilities; a logistic regression on
news coded by hand weighs both (`training/parties.py` makes `geo/model/events/parties.json`).
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from geo.actors.non_names import is_non_name
from geo.events.confidence import log_odds
from geo.records import Actor
from geo.spans import EventArgument

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from geo.events.matches import TriggerMatch
    from geo.records import Mention
    from geo.spans import EventWord

LEAST: Final = 0.5
"""Probability from which the reader by itself takes a noun phrase for a participant."""
LEAST_OF_NOUN: Final = 0.8
"""Probability from which what only the reader names is the actor of the noun of an attack ("the strike")."""
_UNREAD: Final = 0.04
"""Probability in a role of what the reader gives none: about the middle of those that it does not hand on."""
_RULED: Final = ("actor by rules", "recipient by rules")
_JOINS: Final = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|&|as well as|along with|together with))\s+(?:(?:the|a|an|his|her|its|their)\s+)?",
    re.IGNORECASE,
)
"""What stands between two members of a list."""
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_OWNED: Final = 4
"""Characters from an owner to what is owned: "'s", a space."""
_MUTUAL: Final = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""Roots whose participants do the same."""

_PRONOUNS: Final = frozenset({
    "he", "she", "they", "it", "we", "i", "you", "him", "her", "them", "us", "me", "who", "which", "himself", "herself",
})  # fmt: skip


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
        return any(actor.name.lower() in _PRONOUNS for actor in (*self.actors, *self.recipients))


class KnownActors:
    """The actors of a report by their offsets.

    Parameters
    ----------
    text
        Of the report.
    actors
        Its actors, none overlapping another.
    """

    def __init__(self, text: str, actors: Iterable[Actor]) -> None:
        self._text = text
        self._actors = sorted(actors, key=lambda actor: actor.start)
        self._starts = [actor.start for actor in self._actors]

    def at(self, offset: int) -> Actor | None:
        """Return the actor whose words cover an offset."""
        n = bisect_right(self._starts, offset) - 1
        return self._actors[n] if n >= 0 and self._actors[n].end > offset else None

    def are_listed(self, first: EventArgument, second: EventArgument) -> bool:
        """Return whether a noun phrase is the next member of a list after another: "Ana Ruiz, Beck and the union"."""
        return _JOINS.fullmatch(self._text, first.end, second.start) is not None

    def whole(self, argument: EventArgument) -> EventArgument:
        """Return a noun phrase with what is written in one with its first word: "8,000", "26-year-old"."""
        start = self._start_of_word(argument.start)
        spans = tuple((self._start_of_word(first), last) for first, last in argument.antecedents)
        if (start, spans) == (argument.start, argument.antecedents):
            return argument
        return replace(argument, start=start, antecedents=spans)

    def _start_of_word(self, offset: int) -> int:
        while offset and (self._text[offset - 1].isalnum() or self._is_glued(offset - 1)):
            offset -= 1
        return offset

    def _is_glued(self, offset: int) -> bool:
        """Return whether a hyphen, or a comma or point between digits, holds two parts of a word together."""
        before, sign, after = (self._text[i : i + 1] for i in (offset - 1, offset, offset + 1))
        return (
            before.isalnum()
            and after.isalnum()
            and (sign == "-" or (sign in ",." and (before + after).isdigit()))
        )

    def is_owner(self, first: EventArgument, second: EventArgument) -> bool:
        """Return whether a noun phrase only says whose the next one is: "Trump's wife"."""
        return (
            _POSSESSIVE.match(self._text, first.end, second.end) is not None
            and second.start <= first.end + _OWNED
        )

    def is_non_name_phrase(self, argument: EventArgument) -> bool:
        """Return whether a noun phrase with a capital is no name and no pronoun: "Others were detained"."""
        text = self._text[argument.start : argument.end]
        known = self.at(argument.end - 1) is not None or text.lower() in _PRONOUNS
        return not known and text[:1].isupper() and is_non_name(text.split())

    def read(self, argument: EventArgument, nearby: Sequence[Actor]) -> Actor:
        """Return a noun phrase as an actor: what is known of it, or of what it refers to, with that one's name.

        Parameters
        ----------
        argument
            The noun phrase.
        nearby
            Further actors of its sentence, which are known there alone.
        """
        last = argument.end - 1
        own = self.at(last) or next((a for a in nearby if a.start <= last < a.end), None)
        if own is not None and _is_named(own):
            return own
        text = self._text[argument.start : argument.end]
        name = " ".join(text.split())
        own = own or Actor(text=text, start=argument.start, end=argument.end, name=name, why="named")
        kind = "pronoun" if name.lower() in _PRONOUNS else "description"
        described: Actor | None = None
        for start, end in argument.antecedents:
            named = self.at(end - 1)
            words = " ".join(self._text[start:end].split())
            if named is None and words[:1].isupper() and " " in words:
                named = Actor(text=words, start=start, end=end, name=words)
            if named is not None and _is_named(named):
                why = f"{kind} of {named.name}"
                return replace(named, text=own.text, start=own.start, end=own.end, why=why)
            if described is None and words.lower() not in _PRONOUNS:
                described = named or Actor(text=words, start=start, end=end, name=words)
        if kind == "pronoun" and described is not None:
            why = f"pronoun of {described.name}"
            return replace(described, text=own.text, start=own.start, end=own.end, why=why)
        return own


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
    phrases = [known.whole(phrase) for phrase in word.arguments if not known.is_non_name_phrase(phrase)]
    found = _candidates(match, phrases, by_rules, places, lambda phrase: known.read(phrase, nearby))
    found = _compared(found, known)
    mutual = match.kind.root == "CONSULT" and match.kind.mode != "visit"
    judged = list(zip(found, judge.chances(match, found), strict=True))
    roles = [judge.slot(chances) for _, chances in judged]
    for i, (owner, owned) in enumerate(pairwise(found)):
        if roles[i] is not None and roles[i] == roles[i + 1] and known.is_owner(owner.phrase, owned.phrase):
            roles[i] = None
    if match.kind.root == "ASSAULT" and _is_noun(match):  # nobody is named as an attacker on a guess
        roles = [
            None if role == 0 and not each.features[_RULED[0]] and chances[0] < LEAST_OF_NOUN else role
            for role, (each, chances) in zip(roles, judged, strict=True)
        ]
    for slot in (0, 1):
        if slot not in roles:  # what the rules have for an empty slot needs less
            ruled = [
                i for i, (each, _) in enumerate(judged) if roles[i] is None and each.features[_RULED[slot]]
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
    elsewhere = any(actor.end <= match.sentence.start and _is_named(actor) for actor in slot.values())
    return {name: actor for name, actor in slot.items() if not elsewhere or _is_named(actor)}


def _candidates(
    match: TriggerMatch,
    phrases: list[EventArgument],
    by_rules: tuple[Sequence[Actor], Sequence[Actor]],
    places: Sequence[Mention],
    read: Callable[[EventArgument], Actor],
) -> list[PartyCandidate]:
    """Return the noun phrases that the reader or the rules have, in the order of the text."""
    ruled: dict[int, tuple[Actor, set[str]]] = {}
    for role, actors in zip(_RULED, by_rules, strict=True):
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
        actor = own if own is not None and (_is_named(own) or not phrase.antecedents) else read(phrase)
        features = _features(match, phrase, roles, actor)
        features["place"] = float(any(each.start < phrase.end <= each.end for each in literal))
        found.append(PartyCandidate(phrase, features, actor))
    return sorted(found, key=lambda each: each.phrase.start)


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
    state = actor.role == "GOV" and bool(actor.country) and _is_named(actor)
    flags = {
        "in the sentence": inside,
        "before": phrase.end <= sentence.words[match.first].start,
        "verb": match.reading == "verb",
        "mutual": match.kind.root in _MUTUAL,
        "government": state,
        "named": _is_named(actor),
        "later sentence": phrase.start >= sentence.end,
        match.kind.root: True,
    }
    for role in _RULED:
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


def _is_named(actor: Actor) -> bool:
    return (actor.name[:1].isupper() and actor.name.lower() != actor.text.lower()) or actor.text[:1].isupper()
