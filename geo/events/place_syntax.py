"""How the phrase of a place is joined to a trigger in its sentence: before it, of it, as its object or its site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.passive_voice import is_passive
from geo.events.person_nouns import is_of_people
from geo.nlp.grammar import CONTRACTED, DETERMINERS, FUNCTION_WORDS
from geo.plover import HAZARD, SPEECH_ROOTS

if TYPE_CHECKING:
    from geo.events.attachment import Argument
    from geo.events.matches import TriggerMatch
    from geo.records import Mention

_OWNED: Final = 4
"""Words from a place to the hazard that is its own: "Nepal's deadliest earthquake"."""
_TRANSFER_VERBS: Final = frozenset({
    "transferred", "transfers", "transfer", "moved", "moves", "move", "shifted", "shifts", "shift",
    "reassigned", "reassigns", "reassign", "assumed", "assumes", "assume", "took", "takes", "take", "taken",
    "handed", "hands", "hand",
})  # fmt: skip
CONTENT_LOCATES: Final = frozenset(("AGREE", "CONCEDE"))
"""Speech whose content is a plan: its places are where the planned thing is to be."""


def is_struck(match: TriggerMatch, place: Argument[Mention]) -> bool:
    """Return whether a hazard was there: "the Lima quake", "Lima's quake", "hit Lima", "half of Lima was flooded"."""
    between = match.sentence.words[place.last + 1 : match.first]
    if modifies(match, place) and not any(is_of_people(word.lower) or word.tag == "VERB" for word in between):
        return True
    if is_possessive(match, place):
        return 0 < match.first - place.last <= _OWNED
    if place.item.role == "demonym" or (place.item.role != "literal" and place.first < match.first):
        return False
    return not place.preposition or (place.preposition == "of" and not is_of_people(place.head))


def is_possessive(match: TriggerMatch, place: Argument[Mention]) -> bool:
    """Return whether a place is a possessor: "Lima's mayor"."""
    words = match.sentence.words
    return place.last + 1 < len(words) and words[place.last + 1].lower in CONTRACTED


def modifies(match: TriggerMatch, place: Argument[Mention]) -> bool:
    """Return whether a place modifies the event's noun, as in "a Kenyan air strike" or "the Turkey talks"."""
    words = match.sentence.words
    between = words[place.last + 1 : match.first]
    return (
        match.reading == "noun"
        and 0 <= match.first - place.last - 1 <= 2
        and all(w.text.islower() for w in between)
        and not any(w.lower in FUNCTION_WORDS for w in between)
    )


def names_site(match: TriggerMatch, place: Argument[Mention]) -> bool:
    """Return whether the town before an event's noun says where it was: "the Srebrenica massacre"."""
    mention = place.item
    return (
        (mention.role == "literal" or (mention.role == "embedded" and mention.within is None))
        and (mention.place is None or mention.place.kind in ("settlement", "facility", "admin2"))
        and match.kind.root in ("ASSAULT", "PROTEST", "COERCE", HAZARD)
        and match.reading == "noun"
        and match.first == place.last + 1
    )


def is_of_trigger(match: TriggerMatch, place: Argument[Mention]) -> bool:
    """Return whether "of" hangs on the trigger itself: "the shelling of Aleppo"."""
    return (
        place.preposition == "of"
        and match.last <= place.at <= match.last + 1
        and match.kind.root not in SPEECH_ROOTS
    )


def is_in_purpose(match: TriggerMatch, place: Argument[Mention]) -> bool:
    """Return whether an infinitive separates the trigger and the place: "met in Doha to discuss the war in Mali"."""
    if match.kind.root in (*CONTENT_LOCATES, "REQUEST", "AID", "MOBILIZE"):
        return False
    words = match.sentence.words
    return any(
        words[i].lower == "to" and words[i + 1].text.islower() and words[i + 1].lower not in DETERMINERS
        for i in range(match.last + 1, min(place.at - 1, len(words) - 1))
        if i + 1 < place.first
    )


def is_transferred(match: TriggerMatch, place: Argument[Mention]) -> bool:
    """Return whether a place is what one command or jurisdiction hands to another: "Sudan was moved from X to Y"."""
    words = match.sentence.words
    if match.kind.root != "COOPERATE" or place.item.place is None or place.item.role == "demonym":
        return False
    if place.item.role == "embedded" or not any(words[i].lower in _TRANSFER_VERBS for i in match.matched):
        return False
    if place.first < match.first:
        moves = is_passive(match) or words[match.first + 1].lower == "to"  # "Sudan moved to the area of ..."
        return not place.preposition and moves and not is_possessive(match, place)
    if place.first < match.last:  # "moved Sudan from X to Y"
        return not place.preposition
    return place.preposition in ("for", "with", "over", "of") and words[match.last].lower == "for"
