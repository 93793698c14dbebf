"""Where an act was that is told without a place: where the act just before was, or where the report was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.grammar import HAVE
from geo.records import PlaceLink

if TYPE_CHECKING:
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
