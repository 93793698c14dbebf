"""Links places to events: location, origin, destination, or a mention that only names a participant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.events.attachment import POSTS, attached
from geo.events.commemoration import is_beyond, remembered
from geo.events.passive_voice import is_passive
from geo.events.person_nouns import PERSON_NOUNS, is_of_people
from geo.events.place_syntax import (
    CONTENT_LOCATES,
    is_in_purpose,
    is_of_trigger,
    is_possessive,
    is_struck,
    is_transferred,
    modifies,
    names_site,
)
from geo.nlp.words import lexicon
from geo.plover import HAZARD, SPEECH_ROOTS, roots_with
from geo.records import PlaceLink
from geo.spatial.extents import extent_m
from geo.wording import quoted

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
_ROLES: Final = {
    "location": "the location", "origin": "the origin", "destination": "the destination",
    "transit": "a place of transit", "actor": "a participant", "subject": "the topic",
}  # fmt: skip
_IDENTIFIES: Final = {
    "demonym": "It is a demonym, which identifies a participant.",
    "metonymic": "It means a government or an organisation, which is a participant.",
    "embedded": "It is part of a name, which identifies a participant.",
}


@dataclass(frozen=True, slots=True)
class Located:
    """The places of one event, the primary one among them, and why."""

    links: tuple[PlaceLink, ...] = ()
    where: BaseGeometry | None = None
    radius_m: float | None = None
    reason: str = "No place is named in its clause."


def places_of(context: SentenceContext) -> dict[int, list[Argument[Mention]]]:
    """Return for each trigger (by its first word) the places attached to it."""
    owned: dict[int, list[Argument[Mention]]] = {}
    for place in context.places:
        for found in attached(context, place):
            if remembered(found) is None or not is_beyond(found, place.first):
                owned.setdefault(found.first, []).append(place)
    return owned


def link(
    match: TriggerMatch,
    own: Sequence[Argument[Mention]],
    participants: Sequence[Actor],
) -> Located:
    """Link an event with its places and choose where it was.

    Parameters
    ----------
    match
        The trigger.
    own
        The places that belong to the trigger, by `places_of`.
    participants
        Actors and recipients of the event.
    """
    links = [
        PlaceLink(mention=place.item, role=role, reason=reason)
        for place in own
        for role, reason in [_role(match, place, participants)]
    ]
    links = _without_ends(links)
    if match.kind.remote:
        links = [
            PlaceLink(
                mention=each.mention, role="subject" if each.role != "actor" else "actor", reason=each.reason
            )
            for each in links
        ]
        return Located(
            tuple(links), reason="It is remote, such as a telephone call, and has no single location."
        )
    if match.kind.root == "ASSAULT":
        links = _aimed(match, own, links, participants)
    primary = _primary(match, links)
    if primary is None:
        return Located(tuple(links))
    links.sort(key=lambda each: each is not primary)
    mention = primary.mention
    return Located(
        tuple(links),
        mention.geometry,
        mention.radius_m,
        f"{quoted(mention.text)} is {_ROLES[primary.role]}. {primary.reason}",
    )


def _without_ends(links: Sequence[PlaceLink]) -> list[PlaceLink]:
    """Separate places inside another one's phrase for what it is measured from: "halfway between Gao and Kidal"."""
    phrases = [(each.mention.phrase_start, each.mention.phrase_end, each.mention) for each in links]
    kept = []
    for each in links:
        mention = each.mention
        around = next(
            (
                other
                for start, end, other in phrases
                if other is not mention and start <= mention.start and mention.end <= end
            ),
            None,
        )
        if around is not None and each.role in ("location", "destination", "origin"):
            reason = f"The phrase of {quoted(around.text)} only measures from it."
            each = replace(each, role="subject", reason=reason)  # noqa: PLW2901
        kept.append(each)
    return kept


def _aimed(
    match: TriggerMatch,
    own: Sequence[Argument[Mention]],
    links: Sequence[PlaceLink],
    participants: Sequence[Actor],
) -> list[PlaceLink]:
    """Separate the origin of an attack from its target: "militants in Gaza fired rockets into Israel"."""
    words = match.sentence.words
    hit = [
        place.first > match.first and link.role in ("location", "destination")
        for place, link in zip(own, links, strict=True)
    ]
    if not any(hit):
        return list(links)
    linked: list[PlaceLink] = []
    for place, link, is_hit in zip(own, links, hit, strict=True):
        based = link.role == "location" and place.preposition and place.at > 0 and place.first < match.first
        if is_hit and link.role == "destination":
            linked.append(replace(link, role="location", reason=f"It is the target. {link.reason}"))
        elif based and any(actor.end == words[place.at - 1].end for actor in participants):
            linked.append(replace(link, role="origin", reason="It is where the attackers are."))
        else:
            linked.append(link)
    return linked


def _role(
    match: TriggerMatch, place: Argument[Mention], participants: Sequence[Actor]
) -> tuple[PlaceRole, str]:
    """Return the role of a place in an event, and the rule."""
    mention, preposition = place.item, place.preposition
    in_participant = any(actor.start <= mention.start < actor.end for actor in participants)
    if is_transferred(match, place):
        return "location", "It is the territory that is transferred."
    if match.kind.root == HAZARD and is_struck(match, place):
        return "location", "It is where the hazard occurs."
    named = _named(match, place, in_participant=in_participant)
    if named is not None:
        return named
    if preposition and is_in_purpose(match, place):
        return "subject", "It belongs to the purpose of the event."
    if preposition in _THROUGH and match.kind.root in (*_TRAVELS, *SPEECH_ROOTS):
        return "transit", _after(preposition)
    if preposition in _TOWARDS:
        return _towards(match, place, in_participant=in_participant)
    if preposition == "between" and mention.phrase_start == mention.start:
        return ("actor" if in_participant else "subject"), "It is one of the two sides after “between”."
    if (
        preposition in lexicon("locating_prepositions")
        or preposition in _THROUGH
        or (preposition == "of" and is_of_trigger(match, place))
    ):
        return _within(match, place, in_participant=in_participant)
    if preposition == "for" and match.kind.root in ("AID", "CONSULT", "MOBILIZE"):
        return "destination", _after("for")
    possessive = is_possessive(match, place)
    if not preposition and not possessive:
        return _bare(match, place, in_participant=in_participant)
    how = f"After {quoted(preposition)}" if preposition else "As a possessive"
    return ("actor" if in_participant or possessive else "subject"), f"{how} it identifies a participant."


def _named(
    match: TriggerMatch, place: Argument[Mention], *, in_participant: bool
) -> tuple[PlaceRole, str] | None:
    """Return the role of a place that only describes a participant; `None` where it does more."""
    mention, preposition = place.item, place.preposition
    if names_site(match, place):
        return "location", f"It modifies {quoted(match.words)} and says where it was."
    if preposition == "to" and place.head in POSTS:
        return "subject", f"After {quoted(f'{place.head} to')} it is a post."
    border = mention.place is not None and mention.place.kind == "border"  # "its border with Peru"
    if mention.role != "literal" and mention.phrase_end == mention.end and not border:
        named = in_participant or mention.role in ("embedded", "metonymic")
        return ("actor" if named else "subject"), _IDENTIFIES[mention.role]
    if modifies(match, place):
        return "actor", f"It modifies {quoted(match.words)} and says whose it is."
    resides = place.head in PERSON_NOUNS and not (
        match.kind.root == "CONSULT" and preposition in ("in", "at")
    )
    if not preposition or not (
        resides or (preposition in ("of", "from") and not is_of_trigger(match, place))
    ):
        return None
    leaves = match.kind.root in (*_TRAVELS, "CONCEDE") and place.at > match.first
    if preposition == "from" and leaves and not is_of_people(place.head):
        return "origin", f"It follows “from” after {quoted(match.words)}."
    return ("actor" if in_participant else "subject"), (
        f"After {quoted(f'{place.head} {preposition}')} it describes someone or something else than the event."
    )


def _after(preposition: str) -> str:
    return f"It follows the preposition {quoted(preposition)}."


def _towards(match: TriggerMatch, place: Argument[Mention], *, in_participant: bool) -> tuple[PlaceRole, str]:
    if (
        match.kind.root in SPEECH_ROOTS
        and place.item.place is not None
        and match.kind.mode != "assist"
        and match.kind.root != "AGREE"
    ):
        return (
            "actor" if in_participant else "subject"
        ), "After “to” it is the addressee or the topic of what is said."
    return "destination", _after(place.preposition)


def _within(match: TriggerMatch, place: Argument[Mention], *, in_participant: bool) -> tuple[PlaceRole, str]:
    root = match.kind.root
    content = place.first > match.first
    signed = (root == "SUPPORT" or match.kind.mode == "investigate") and place.at <= match.last + 4
    if root in SPEECH_ROOTS and content and root not in CONTENT_LOCATES and not signed:
        if match.kind.mode == "assist":
            return "destination", f"{_after(place.preposition)} Assistance is requested there."
        return ("actor" if in_participant else "subject"), (
            f"It follows {quoted(place.preposition)} in the content of what is said."
        )
    if (
        place.preposition in ("on", "over", "against")
        and place.item.phrase_end == place.item.end
        and root in ("SANCTION", "CONSULT")
    ):
        return "subject", f"After {quoted(place.preposition)} it is the topic."
    return "location", _after(place.preposition)


def _bare(match: TriggerMatch, place: Argument[Mention], *, in_participant: bool) -> tuple[PlaceRole, str]:
    """Classify a subject or an object: "bombed Aleppo", "visited Kenya", "Aleppo was bombed", "Peru accused ..."."""
    material = match.kind.root not in SPEECH_ROOTS
    if place.first > match.first:
        if match.kind.mode == "visit":
            return "destination", "It is the object of the visit."
        if material and match.kind.root not in ("CONSULT", "SANCTION") and place.first - match.last <= 8:
            return "location", f"It is the object of {quoted(match.words)}."
        return ("actor" if in_participant else "subject"), f"It comes after {quoted(match.words)}."
    if match.kind.root in ("ASSAULT", "COERCE") and is_passive(match):
        return "location", f"It is the subject of {quoted(match.words)}, a passive verb."
    return "actor", f"It is the subject of {quoted(match.words)}."


def _primary(match: TriggerMatch, links: Sequence[PlaceLink]) -> PlaceLink | None:
    """Choose the primary place of an event: the narrowest of the roles that come first for its type."""
    order: tuple[PlaceRole, ...] = ("location",)
    if match.kind.root in _TRAVELS or match.kind.mode == "visit" or match.kind.root in SPEECH_ROOTS:
        order = ("location", "destination", "transit", "origin")
    if match.kind.main_place == "destination" or match.kind.mode == "assist":
        order = ("destination", "location", "transit", "origin")
    if match.kind.mode in _MOVING:
        order = ("location", "destination")
    if match.kind.root in ("RETREAT", "CONCEDE"):
        order = ("location", "origin", "destination")
    if match.kind.mode == "deport":
        order = ("location", "origin", "destination")
    for role in order:
        candidates = [each for each in links if each.role == role and each.mention.geometry is not None]
        if candidates:
            return min(candidates, key=lambda each: extent_m(each.mention))
    return None
