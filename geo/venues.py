"""Where an act was that is told without a place of its own.

In this order: the nearest place that its sentence names, where the act just before was, where the report was written,
and, for deeds, the place that the report is about. Whatever is taken over so is marked as inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.event_types import SPEECH_ROOTS
from geo.grammar import HAVE
from geo.parties import alpha2
from geo.records import PlaceLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Event, Mention
    from geo.scene import Scene

_CARRYING: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_CARRY_REACH: Final = 2
_FOLLOWING: Final = frozenset({
    ("AID", ""), ("ACCUSE", "investigate"), ("SANCTION", "convict"), ("RETREAT", "release"), ("MOBILIZE", "police"),
})  # fmt: skip
"""What follows a deed on the spot: rescue, police and court; it takes a place over, though with less reach."""
_HOME: Final = frozenset({("COERCE", mode) for mode in ("restrict", "curfew", "martial-law", "censor")})
"""Measures that a state takes on its own land: where it is named, that is where they hold."""
_SEEN: Final = frozenset({
    ("CONSULT", ""), ("CONSULT", "multilateral"), ("RETREAT", "resign"), ("SANCTION", "convict"),
})  # fmt: skip
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID", "RETREAT", "MOBILIZE"})
"""What is done somewhere: of 156 deeds without a place in news coded by hand 113 were at the report's scene."""
_NEAR: Final = _DEEDS | {"COOPERATE", "ACCUSE", "AGREE", "REQUEST", "SUPPORT", "CONCEDE"}
"""What takes the nearest place of its sentence: that was right for 109 of 124 (of the other types for fewer)."""
_PARTY: Final = frozenset(["of", "from"])
"""Before a place that says who somebody is: "the mayor of Aden", "a trader from Kano"."""
_WIDE: Final = frozenset({"country", "continent", "region", "water", "border"})
_UNHEARD: Final = re.compile(r"\b(?:town|village|hamlet|city|district|suburb|camp) of ([A-Z][\w’'-]+)")
_SHARE: Final = 0.2
"""Share of a report's mentions of places that its scene has at least."""
_DATELINE_REACH: Final = 1
"""Sentences after the dateline's own in which what is told without a place is taken to be there."""


@dataclass(slots=True)
class Venues:
    """The places that one report's acts can take over: each with the number of the sentence that told it.

    Attributes
    ----------
    scene_of
        Where the last act with a place of its own was.
    written_at
        The place of the last dateline.
    """

    scene_of: tuple[PlaceLink, int] | None = None
    written_at: tuple[Mention, int] | None = None

    def place(self, event: Event, scene: Scene) -> Event:
        """Give an act without any place one that is inferred, and marked so; remember where the others were."""
        index = scene.sentence.index
        if event.where is None and event.mode != "phone":
            event = _nearby(event, scene)
        if event.status != "actual":
            return event
        if event.where is not None:
            if event.type in _CARRYING or (event.type, event.mode) in _FOLLOWING:
                link = next((each for each in event.places if each.mention.geometry is event.where), None)
                self.scene_of = (link, index) if link is not None and not link.inferred else self.scene_of
            return event
        if (event.type, event.mode) in _HOME and (at_home := _at_home(event)) is not None:
            return at_home
        if any(word.lower in HAVE for word in scene.sentence.words):  # "have been held since May"
            return event
        return self._carried(event, scene, index) or self._written_there(event, scene, index) or event

    def _carried(self, event: Event, scene: Scene, index: int) -> Event | None:
        """Place an act where the one told just before it was."""
        told = self.scene_of
        named = any(a.name[:1].isupper() and a.text == a.name for a in event.recipients)
        follows = (event.type, event.mode) in _FOLLOWING
        if told is None or not (follows or event.type in _CARRYING) or scene.places or named:
            return None
        if index - told[1] > _CARRY_REACH:
            return None
        link = replace(told[0], role="location", inferred=True, reason="told of the act just before")
        return _placed(event, link, f"carried from the sentence before: {link.mention.text}")

    def _written_there(self, event: Event, scene: Scene, index: int) -> Event | None:
        """Place an act on the spot where the dateline is, when nothing in its sentence is elsewhere."""
        told = self.written_at
        seen = event.type in _CARRYING or (event.type, event.mode) in _SEEN
        if told is None or not seen or index - told[1] > _DATELINE_REACH:
            return None
        here = told[0].place.country if told[0].place is not None else ""
        for each in scene.places:
            place = each.item.place
            if each.item.role == "literal" or place is None or place.country != here:
                return None
        link = PlaceLink(
            mention=told[0], role="location", inferred=True, reason="the dateline: told from there"
        )
        return _placed(event, link, f"only the dateline says where: {link.mention.text}")


def at_scene(
    events: Sequence[Event], places: Sequence[Mention], *, written_at: Mention | None = None
) -> list[Event]:
    """Place the deeds of a report that are told without any place where the report is set.

    That is the place below a country that it names most often, the first of several, if a fifth of what it names is it.

    Parameters
    ----------
    events
        Of one report. What only says who somebody is in them is no scene.
    places
        The report's mentions of places, in order.
    written_at
        The dateline's. In a report that names other countries it only says where the reporter was.
    """
    parties = {
        each.mention.start
        for event in events
        for each in event.places
        if each.role in ("actor", "subject") and each.mention.geometry is not event.where
    }
    named = [
        each
        for each in places
        if _is_local(each)
        and each.start not in parties
        and each.place is not None
        and each.place.kind != "facility"
    ]
    counts = Counter(each.place.id for each in named if each.place is not None)
    most = max(counts, key=lambda place: counts[place], default=None)
    if most is None or counts[most] < _SHARE * len(named):
        return list(events)
    scene = next(each for each in named if each.place is not None and each.place.id == most)
    country = scene.place.country if scene.place is not None else ""
    abroad = [
        (each.start, each.text)
        for each in places
        if each.place is None or (each.role == "literal" and each.place.country not in ("", country))
    ]
    if scene is written_at and counts[most] == 1 and abroad:
        return list(events)
    link = PlaceLink(mention=scene, role="location", inferred=True, reason="what the report is about")
    return [
        _placed(event, link, f"no place is told; the report is about {scene.text}")
        if event.where is None and event.type in _DEEDS and not _is_elsewhere(event, country, abroad)
        else event
        for event in events
    ]


def _is_elsewhere(event: Event, country: str, abroad: Sequence[tuple[int, str]]) -> bool:
    """Whether its parties are of other countries than the scene's, or its sentence names a place there or unknown."""
    homes = {alpha2(actor.country) for actor in (*event.actors, *event.recipients) if actor.country}
    if homes and country not in homes:
        return True
    reach = len(event.sentence)
    near = slice(
        bisect_left(abroad, (event.start - reach, "")), bisect_left(abroad, (event.start + reach, ""))
    )
    if any(name in event.sentence for _, name in abroad[near]):
        return True
    named = {link.mention.text for link in event.places}
    return any(match[1] not in named for match in _UNHEARD.finditer(event.sentence))


def _nearby(event: Event, scene: Scene) -> Event:
    """Place an event at the nearest place below a country that its sentence names."""
    told = {each.mention.start: each.role for each in event.places}
    near = [
        each.item
        for each in scene.places
        if _is_local(each.item)
        and each.preposition not in _PARTY
        and not (event.type in SPEECH_ROOTS and told.get(each.item.start) == "actor")
    ]
    if event.type not in _NEAR or not near:
        return event
    mention = min(near, key=lambda each: abs(each.start - event.start))
    link = PlaceLink(
        mention=mention, role="location", inferred=True, reason="the nearest place of its sentence"
    )
    others = tuple(each for each in event.places if each.mention.start != mention.start)
    return _placed(replace(event, places=others), link, f"nearest in its sentence: {mention.text}")


def _is_local(mention: Mention) -> bool:
    return (
        mention.role == "literal"
        and mention.geometry is not None
        and mention.place is not None
        and mention.place.kind not in _WIDE
    )


def _at_home(event: Event) -> Event | None:
    """Place a measure in the state, province or town that takes it: "Mozambique declared an emergency"."""
    own = next(
        (
            each
            for each in event.places
            if each.role == "actor" and _rules(each.mention) and each.mention.geometry is not None
        ),
        None,
    )
    if own is None:
        return None
    link = replace(own, role="location", inferred=True, reason="a measure at home: where its author rules")
    others = tuple(each for each in event.places if each is not own)
    return _placed(replace(event, places=others), link, f"the land of whoever ordered it: {own.mention.text}")


def _rules(mention: Mention) -> bool:
    """Whether a mention names who rules a place: the state itself, or its government by name."""
    if mention.role == "embedded":
        return (mention.within or "").casefold().startswith(("government of", "ministry of", "parliament of"))
    return mention.role in ("metonymic", "literal")


def _placed(event: Event, link: PlaceLink, why: str) -> Event:
    return replace(
        event,
        where=link.mention.geometry,
        radius_m=link.mention.radius_m,
        places=(link, *event.places),
        evidence={**event.evidence, "where": why},
    )
