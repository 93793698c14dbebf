"""Candidate places of an event without one: the mentions around it, and the features of each.

`geo.completion.completer` weighs them. Features come from the text, the mentions and the events that have a place.
Names of places that the gazetteer does not know are candidates too: an event that is at one of them is nowhere else.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from geo.completion.choice_model import Choice
from geo.completion.text_distance import WORD, share_participant
from geo.nlp.grammar import PREPOSITIONS
from geo.plover import SPEECH_ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.completion.text_distance import ReportLayout
    from geo.records import Event, Mention

_BEFORE: Final = 10
_AFTER: Final = 5
"""Mentions before and after an event that are candidates, beside the report's first two and its most named place."""
_OWNERS: Final = 50
"""Events of one place that are looked at."""
_BACK: Final = 3
"""Sentences back to the event before; more are counted as so many."""
_PERFECT: Final = re.compile(r"\b(?:has|have|having|had|'ve)\b(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_WIDE: Final = frozenset({"country", "continent", "region", "water", "border"})
_HOME: Final = frozenset({("COERCE", mode) for mode in ("restrict", "curfew", "martial-law", "censor")})
"""Measures that a state takes on its own land: where it is named, that is where they hold."""
_RULING: Final = ("government of", "ministry of", "parliament of")
_UNHEARD: Final = re.compile(r"\b(?:town|village|hamlet|city|district|suburb|camp) of ([A-Z][\w’'-]+)")
_OF_PERSON: Final = re.compile(r"(?:[A-Z][\w’'-]*|\d{1,3},) of $")
_PERSON: Final = re.compile(
    r" (?:man|men|woman|women|boy|girl|teen|teenager|couple|resident|residents|native)\b"
)
_SKIPPED: Final = frozenset({
    "the", "a", "an", "nearby", "neighbouring", "northern", "southern", "eastern", "western", "central",
})  # fmt: skip


class PlaceCandidates:
    """The mentions of places in a report, and which of its events were at them.

    Parameters
    ----------
    layout
        The report's text.
    mentions
        The report's mentions, in order.
    events
        All events of the report, those with a place and those without.
    written_at
        The place of the dateline.
    """

    def __init__(
        self,
        layout: ReportLayout,
        *,
        mentions: Sequence[Mention],
        events: Sequence[Event],
        written_at: Mention | None,
    ) -> None:
        self._layout, self._written_at = layout, _id(written_at) if written_at is not None else ""
        self._mentions = [
            each
            for each in mentions
            if each.role != "demonym"
            and ((each.place is not None and each.geometry is not None) or is_unknown(each))
        ]
        self._at = [each.start for each in self._mentions]
        self._named = Counter(_id(each) for each in self._mentions)
        self._local = Counter(_id(each) for each in self._mentions if _is_local(each))
        self._most = max(self._local, key=lambda place: self._local[place], default="")
        self._first = next((n for n, each in enumerate(self._mentions) if _id(each) == self._most), 0)
        self._lands = {each.place.country for each in self._mentions if each.place is not None}
        self._owners: dict[str, list[Event]] = defaultdict(list)
        self._placed: list[tuple[int, str, Event]] = []
        for event in sorted(events, key=lambda event: event.start):
            here = [link.mention for link in event.places if link.mention.geometry is event.where]
            here = here if event.where is not None else _unknown_locations(event)
            if here:
                self._owners[_id(here[0])].append(event)
                self._placed.append((event.start, _id(here[0]), event))
        self._placed_at = [start for start, *_ in self._placed]

    def choices(self, event: Event) -> list[Choice[Mention]]:
        """Return the candidate places of an event without one, abstention first; empty where it has no single place.

        Demonyms, metonyms and countries that act are no candidates; but a state's own measure may be located in its
        territory; and what is only remembered, without a day, was not where it is remembered.
        """
        if event.mode == "phone" or not self._mentions:
            return []
        if event.status == "historical" and event.when.start is None and event.when.end is None:
            return []
        at = bisect_left(self._at, event.start)
        near = {
            *range(max(0, at - _BEFORE), min(len(self._mentions), at + _AFTER)),
            *range(min(2, len(self._mentions))),
            self._first,
        }
        roles = {link.mention.start: link.role for link in event.places}
        countries = {actor.country for actor in (*event.actors, *event.recipients) if actor.country}
        own = list(self._event_features(event))
        found: list[Choice[Mention]] = [
            Choice(None, None, dict(self._abstention_features(event, own, countries)))
        ]
        for n in sorted(near):
            mention = self._mentions[n]
            role = roles.get(mention.start, "")
            if self._is_candidate(event, mention, role):
                features = dict(self._mention_features(event, mention, n - at, own, role))
                if countries and mention.place is not None:
                    inside = mention.place.country in countries
                    features["country of a participant" if inside else "country of no participant"] = 1.0
                # At an unknown place is at no known one: its probability counts with that of "not stated".
                found.append(Choice(mention, None if is_unknown(mention) else _id(mention), features))
        return found

    def _is_candidate(self, event: Event, mention: Mention, role: str) -> bool:
        """Return whether a mention is a candidate for the place of an event."""
        if role == "actor" and (
            mention.role != "literal" or (mention.place and mention.place.kind == "country")
        ):
            return (event.type, event.mode) in _HOME and rules_there(mention)
        if mention.role != "literal":
            return False
        own = _unknown_locations(event)
        if is_unknown(mention):
            return mention in own  # of others nothing is known that would tell whose they are
        if own:
            # Its own place is one that nobody knows: it is not the dateline's, nor one of another sentence.
            return not self._layout.apart(event, mention) and _id(mention) != self._written_at
        if self._layout.apart(event, mention):
            return not self._names_another(event)
        return not self._describes_person(mention)

    def _holds_unknown(self, event: Event) -> bool:
        """Return whether the event's sentence names a place that the gazetteer does not know."""
        first, last = self._layout.bounds(self._layout.sentence(event.start))
        here = self._mentions[bisect_left(self._at, first) : bisect_left(self._at, last)]
        return any(map(is_unknown, here))

    def _describes_person(self, mention: Mention) -> bool:
        """Return whether a mention describes a person: "Robin Hood of Lima", "Okello, 28, of Lima", "a Lima man"."""
        before = self._layout.text[max(0, mention.phrase_start - 40) : mention.phrase_start]
        after = self._layout.text[mention.end : mention.end + 12]
        return bool(_OF_PERSON.search(before) or _PERSON.match(after))

    def _names_another(self, event: Event) -> bool:
        """Return whether the event's sentence names a place that was not resolved: "the village of Qasr"."""
        named = {link.mention.text for link in event.places}
        return any(match[1] not in named for match in _UNHEARD.finditer(self._layout.around(event)))

    def _event_features(self, event: Event) -> Iterator[str]:
        """Yield features of the event itself, which change how its place is stated."""
        yield event.type
        yield f"{event.type}-{event.mode}"
        yield event.status
        if event.type in SPEECH_ROOTS:
            yield "speech"
        if _PERFECT.search(self._layout.before(event)):
            yield "have"

    def _abstention_features(
        self, event: Event, own: Sequence[str], countries: set[str]
    ) -> Iterator[tuple[str, float]]:
        # Names of features are keys of the trained weights.
        yield "not stated", 1.0
        for name in own:
            yield f"not stated, {name}", 1.0
        yield "not stated, actors", float(bool(event.actors))
        yield "not stated, recipients", float(bool(event.recipients))
        yield "not stated, abroad", float(bool(countries) and countries.isdisjoint(self._lands))
        yield "not stated, no local place", float(not self._local)
        yield "not stated, places", math.log1p(len(self._named))
        first, last = self._layout.bounds(self._layout.sentence(event.start))
        here = self._mentions[bisect_left(self._at, first) : bisect_left(self._at, last)]
        yield "not stated, place in sentence", float(any(_is_local(each) for each in here))
        yield "not stated, unknown place in sentence", float(any(map(is_unknown, here)))

    def _mention_features(
        self, event: Event, mention: Mention, step: int, own: Sequence[str], role: str
    ) -> Iterator[tuple[str, float]]:
        """Yield the features of one mention; `step` counts the mentions from the event."""
        place, kind = _id(mention), mention.place.kind if mention.place is not None else "unknown"
        apart = self._layout.apart(event, mention)
        side = "elsewhere" if apart else "here"
        yield from self._layout.between(event, mention)
        before = self._preposition(mention)
        for name in (f"kind {kind}", f"after {before}"):
            yield name, 1.0
            yield f"{name}, {side}", 1.0
        yield f"kind {kind}, {event.type}", 1.0
        for name in own:
            yield f"{side}, {name}", 1.0
        if apart == 0:
            yield f"here as {role or 'nothing'}", 1.0
            if role:
                for name in (event.type, f"{event.type}-{event.mode}", f"kind {kind}"):
                    yield f"as {role}, {name}", 1.0
        yield "nearest before", float(step == -1)
        yield "nearest after", float(step == 0)
        yield "mentions between", math.log1p(abs(step + (step < 0)))
        yield "first of report", float(mention is self._mentions[0])
        yield "dateline", float(place == self._written_at)
        if _is_local(mention):
            yield "share of local", self._local[place] / self._local.total()
            yield "most named", float(place == self._most)
            yield "the only local place", float(len(self._local) == 1)
        else:
            yield "wide, though local ones are named", float(bool(self._local))
            yield "share of all", self._named[place] / len(self._mentions)
        yield f"is {mention.role}", 1.0
        if not is_unknown(mention):
            yield "known, though its sentence names an unknown one", float(self._holds_unknown(event))
        yield "whole phrase", float(mention.phrase_end - mention.phrase_start > mention.end - mention.start)
        yield from self._neighbours(event, place)

    def _neighbours(self, event: Event, place: str) -> Iterator[tuple[str, float]]:
        """Yield features of the other events at a place."""
        owners = self._owners[place][:_OWNERS]
        yield "of another event", float(bool(owners))
        yield "of another event of its type", float(any(each.type == event.type for each in owners))
        yield "of an event of a participant", float(any(share_participant(each, event) for each in owners))
        at = bisect_left(self._placed_at, event.start)
        if at:
            start, other_place, other = self._placed[at - 1]
            back = min(_BACK, self._layout.sentence(event.start) - self._layout.sentence(start))
            yield "place of event before", float(other_place == place)
            yield f"place of event before, {back} back", float(other_place == place)
            yield "place of event before, same type", float(other_place == place and other.type == event.type)
        if at < len(self._placed):
            yield "place of event after", float(self._placed[at][1] == place)

    def _preposition(self, mention: Mention) -> str:
        """Return the preposition before a mention's phrase, skipping articles and adjectives; else "none"."""
        first = mention.phrase_start
        words = WORD.findall(self._layout.text[max(0, first - 40) : first].lower())
        while words and words[-1] in _SKIPPED:
            words.pop()
        return words[-1] if words and words[-1] in PREPOSITIONS else "none"


def rules_there(mention: Mention) -> bool:
    """Return whether a mention names the authority of a place: the state itself, or its government."""
    if mention.role == "embedded":
        return (mention.within or "").casefold().startswith(_RULING)
    return mention.role in ("metonymic", "literal")


def is_unknown(mention: Mention) -> bool:
    """Return whether a mention names a place that the gazetteer does not know."""
    return mention.role == "literal" and mention.place is None and mention.geometry is None


def _unknown_locations(event: Event) -> list[Mention]:
    """Return the names that the gazetteer does not know of places where an event is said to be."""
    return [
        link.mention
        for link in event.places
        if link.role in ("location", "destination") and not link.inferred and is_unknown(link.mention)
    ]


def _id(mention: Mention) -> str:
    return mention.place.id if mention.place is not None else f"unknown {mention.text.casefold()}"


def _is_local(mention: Mention) -> bool:
    return mention.role == "literal" and (mention.place is None or mention.place.kind not in _WIDE)
