"""Links places to events: location, origin, destination, or a mention that only names a participant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.events.attachment import attached
from geo.events.passive_voice import is_passive
from geo.events.person_nouns import PERSON_NOUNS, is_of_people
from geo.events.place_syntax import (
    CONTENT_LOCATES,
    is_building,
    is_facility,
    is_in_purpose,
    is_of_trigger,
    is_possessive,
    is_site,
    is_struck,
    is_transferred,
    locates_speaker,
    modifies,
)
from geo.nlp.words import cues
from geo.plover import HAZARD, SPEECH_ROOTS, roots_with
from geo.records import PlaceLink
from geo.spatial.extents import extent_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.events.attachment import Argument, SentenceContext
    from geo.events.matches import TriggerMatch
    from geo.records import Actor, Mention, PlaceRole

_MOVING: Final = frozenset(
    ("cyclone", "storm", "tornado", "wildfire", "flood", "tsunami", "epidemic", "insects")
)
"""Hazards that go somewhere, and are there then; a bus to Lima is not."""
_TOWARDS: Final = frozenset(["to", "toward", "towards", "into", "onto"])
_THROUGH: Final = frozenset(("through", "via"))
_TRAVELS: Final = roots_with("travel")


@dataclass(frozen=True, slots=True)
class Located:
    """The places of one event, the primary one among them, and why."""

    links: tuple[PlaceLink, ...] = ()
    where: BaseGeometry | None = None
    radius_m: float | None = None
    reason: str = "no place in its clause"


def places_of(context: SentenceContext) -> dict[int, list[Argument[Mention]]]:
    """Return for each trigger (by its first word) the places attached to it."""
    owned: dict[int, list[Argument[Mention]]] = {}
    for place in context.places:
        for found in attached(context, place):
            owned.setdefault(found.first, []).append(place)
    return owned


def link(
    found: TriggerMatch,
    own: Sequence[Argument[Mention]],
    participants: Sequence[Actor],
    hosts: Sequence[Mention] = (),
) -> Located:
    """Link an event with its places and choose where it was.

    Parameters
    ----------
    found
        The trigger.
    own
        The places that belong to the trigger, by `places_of`.
    participants
        Actors and recipients of the event.
    hosts
        Countries named elsewhere in the report that can stand for an unnamed venue: those of a visit's host.
    """
    links = [
        PlaceLink(mention=place.item, role=role, reason=reason)
        for place in own
        for role, reason in [_role(found, place, participants)]
    ]
    if found.kind.remote:
        links = [
            PlaceLink(
                mention=each.mention, role="subject" if each.role != "actor" else "actor", reason=each.reason
            )
            for each in links
        ]
        return Located(tuple(links), reason="remote: it happened at no one place")
    if found.kind.root == "ASSAULT":
        links = _aimed(found, own, links, participants)
    if not any(each.role in ("location", "destination") for each in links) and hosts:
        links.append(PlaceLink(mention=hosts[0], role="location", inferred=True, reason="the visit's host"))
    primary = _primary(found, links)
    if primary is None:
        return Located(tuple(links))
    links.sort(key=lambda each: each is not primary)
    mention = primary.mention
    return Located(
        tuple(links), mention.geometry, mention.radius_m, f"{primary.reason} ({primary.role}: {mention.text})"
    )


def _aimed(
    found: TriggerMatch,
    own: Sequence[Argument[Mention]],
    links: Sequence[PlaceLink],
    participants: Sequence[Actor],
) -> list[PlaceLink]:
    """Separate the origin of an attack from its target: "militants in Gaza fired rockets into Israel"."""
    words = found.sentence.words
    hit = [
        place.first > found.first and link.role in ("location", "destination")
        for place, link in zip(own, links, strict=True)
    ]
    if not any(hit):
        return list(links)
    linked: list[PlaceLink] = []
    for place, link, is_hit in zip(own, links, hit, strict=True):
        based = link.role == "location" and place.preposition and place.at > 0 and place.first < found.first
        if is_hit and link.role == "destination":
            linked.append(replace(link, role="location", reason=f"what was aimed at: {link.reason}"))
        elif based and any(actor.end == words[place.at - 1].end for actor in participants):
            linked.append(replace(link, role="origin", reason="where those are who attack"))
        else:
            linked.append(link)
    return linked


def _role(
    found: TriggerMatch, place: Argument[Mention], participants: Sequence[Actor]
) -> tuple[PlaceRole, str]:
    """Return the role of a place in an event, and the rule."""
    mention, preposition = place.item, place.preposition
    in_participant = any(actor.start <= mention.start < actor.end for actor in participants)
    if is_transferred(found, place):
        return "location", "the territory that is handed over"
    if is_site(found, place):
        return "location", "the site that it happens to"
    if found.kind.root == HAZARD and is_struck(found, place):
        return "location", "where the hazard is"
    named = _named(found, place, participants, in_participant=in_participant)
    if named is not None:
        return named
    if preposition and is_in_purpose(found, place):
        return "subject", "in what it is for"
    if preposition in _THROUGH and found.kind.root in (*_TRAVELS, *SPEECH_ROOTS):
        return "transit", f"{preposition!r} before it"
    if preposition in _TOWARDS:
        return _towards(found, place, in_participant=in_participant)
    if preposition == "between" and mention.phrase_start == mention.start:
        return ("actor" if in_participant else "subject"), "'between': one of the parties"
    if (
        preposition in cues("locating_prepositions")
        or preposition in _THROUGH
        or (preposition == "of" and is_of_trigger(found, place))
    ):
        return _within(found, place, in_participant=in_participant)
    if preposition == "for" and found.kind.root in ("AID", "CONSULT", "MOBILIZE"):
        return "destination", "'for' before it"
    possessive = is_possessive(found, place)
    if not preposition and not possessive:
        return _bare(found, place, in_participant=in_participant)
    return (
        "actor" if in_participant or possessive else "subject"
    ), f"{preposition or 'possessive'!r}: names a party"


def _named(
    found: TriggerMatch, place: Argument[Mention], participants: Sequence[Actor], *, in_participant: bool
) -> tuple[PlaceRole, str] | None:
    """Return the role of a place that only describes a participant; `None` where it does more."""
    mention, preposition = place.item, place.preposition
    if (
        mention.role == "embedded"
        and preposition in cues("locating_prepositions")
        and is_building(mention.within)
    ):
        return None  # "in Lima Superior Court", "at Aden General Hospital": the town is where
    border = mention.place is not None and mention.place.kind == "border"  # "its border with Peru"
    if mention.role != "literal" and mention.phrase_end == mention.end and not border:
        named = in_participant or mention.role in ("embedded", "metonymic")
        return ("actor" if named else "subject"), f"{mention.role}: names a party"
    if modifies(found, place):
        return "actor", "stands before the noun: whose it is"
    if found.kind.root in SPEECH_ROOTS and locates_speaker(found, place, participants):
        return "actor", "where those are at home who speak"
    resides = place.head in PERSON_NOUNS and not (
        found.kind.root == "CONSULT" and preposition in ("in", "at")
    )
    if not preposition or not (
        resides or (preposition in ("of", "from") and not is_of_trigger(found, place))
    ):
        return None
    leaves = found.kind.root in (*_TRAVELS, "CONCEDE") and place.at > found.first
    if preposition == "from" and leaves and not is_of_people(place.head):
        return "origin", "'from' after the trigger"
    return ("actor" if in_participant else "subject"), f"{place.head!r} {preposition!r}"


def _towards(found: TriggerMatch, place: Argument[Mention], *, in_participant: bool) -> tuple[PlaceRole, str]:
    if (
        found.kind.root in SPEECH_ROOTS
        and place.item.place is not None
        and found.kind.mode != "assist"
        and found.kind.root != "AGREE"
    ):
        return ("actor" if in_participant else "subject"), "'to' after words"
    return "destination", f"{place.preposition!r} before it"


def _within(found: TriggerMatch, place: Argument[Mention], *, in_participant: bool) -> tuple[PlaceRole, str]:
    root = found.kind.root
    content = place.first > found.first
    signed = (root == "SUPPORT" or found.kind.mode == "investigate") and place.at <= found.last + 4
    if root in SPEECH_ROOTS and content and root not in CONTENT_LOCATES and not signed:
        if found.kind.mode == "assist":
            return "destination", f"{place.preposition!r}: where the help is wanted"
        return ("actor" if in_participant else "subject"), f"{place.preposition!r} in what is said"
    if (
        place.preposition in ("on", "over", "against")
        and place.item.phrase_end == place.item.end
        and root in ("SANCTION", "CONSULT")
    ):
        return "subject", f"{place.preposition!r}: the topic"
    return "location", f"{place.preposition!r} before it"


def _bare(found: TriggerMatch, place: Argument[Mention], *, in_participant: bool) -> tuple[PlaceRole, str]:
    """Classify a subject or an object: "bombed Aleppo", "visited Kenya", "Aleppo was bombed", "Peru accused ..."."""
    material = found.kind.root not in SPEECH_ROOTS
    if place.first > found.first:
        if found.kind.mode == "visit":
            return "destination", "object of the visit"
        if material and found.kind.root not in ("CONSULT", "SANCTION") and place.first - found.last <= 8:
            return "location", "object of the trigger"
        return ("actor" if in_participant else "subject"), "in what follows"
    if is_facility(place.item):
        return "location", "a facility, which is where it happens"
    if found.kind.root in ("ASSAULT", "COERCE") and is_passive(found):
        return "location", "subject of a passive"
    return "actor", "subject"


def _primary(found: TriggerMatch, links: Sequence[PlaceLink]) -> PlaceLink | None:
    """Choose the primary place of an event: the narrowest of the roles that come first for its type."""
    order: tuple[PlaceRole, ...] = ("location",)
    if found.kind.root in _TRAVELS or found.kind.mode == "visit" or found.kind.root in SPEECH_ROOTS:
        order = ("location", "destination", "transit", "origin")
    if found.kind.main_place == "destination" or found.kind.mode == "assist":
        order = ("destination", "location", "transit", "origin")
    if found.kind.mode in _MOVING:
        order = ("location", "destination")
    if found.kind.root in ("RETREAT", "CONCEDE"):
        order = ("location", "origin", "destination")
    if found.kind.mode == "deport":
        order = ("location", "origin", "destination")
    for role in order:
        candidates = [each for each in links if each.role == role and each.mention.geometry is not None]
        if candidates:
            return min(candidates, key=lambda each: extent_m(each.mention))
    return None
