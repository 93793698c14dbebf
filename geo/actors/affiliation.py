"""Affiliation: infers the country of participants that a report names without one (police, courts, villagers).

A local report does not say that its police are its country's. They are assigned the country of the event's place, or
the one that the report is about by its dateline and most of its places. Assigned countries are marked as inferred and
their evidence names the source. Guests (refugees, envoys, peacekeepers), international bodies, and participants known
only as Arabs or Europeans stay without one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gazetteer import countries
from geo.actors.dictionaries import GUESTS, country_code, known_actors, role_nouns
from geo.nlp.tokens import WORD
from geo.plover import roots_with
from geo.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.records import Actor, Event, Mention

_WEIGHTS: Final[Mapping[str, int]] = {"literal": 2, "metonymic": 1, "embedded": 1, "demonym": 1}
_DATELINE_WEIGHT: Final = 4
_LEAST_SHARE: Final = 0.6
"""Share of a report's places, by weight, that must lie in one country for the report to be about it."""
_MANY: Final = frozenset({"IGO", "NGO"})
_LOCAL: Final = frozenset({"COP", "JUD", "LEG", "CVL", "OPP", "MED"})
"""Sectors that belong to the country where they act; troops, governments and rebels also go abroad."""
_AT_HOME: Final = frozenset({"COP", "JUD"})
"""Sectors that act upon their own country: its police raid, its courts rule."""
_BETWEEN_STATES: Final = roots_with("guests")
"""Event types whose participants may be guests: their place says nothing about affiliation."""


@dataclass(frozen=True, slots=True)
class FocusCountry:
    """The country that a report is about, ISO alpha-2, with the evidence; empty when no country dominates."""

    country: str = ""
    reason: str = ""
    is_scene: bool = False
    """Whether a place in it is named or it is that of the dateline: not only its people and government."""


def focus_country(places: Iterable[Mention], dateline: Mention | None = None) -> FocusCountry:
    """Find the country in which most of a report's places lie.

    Parameters
    ----------
    places
        The report's mentions of places. A location counts twice as much as a name of a people or a government.
    dateline
        The place that the report says it was written in.

    Returns
    -------
    FocusCountry
        Empty when fewer than three in five point to one country.
    """
    weights: Counter[str] = Counter()
    located: set[str] = set()
    for mention in places:
        if mention.place is not None and mention.place.country:
            weights[mention.place.country] += _WEIGHTS[mention.role]
            if mention.role == "literal":
                located.add(mention.place.country)
    written = dateline.place.country if dateline is not None and dateline.place is not None else None
    if written:
        weights[written] += _DATELINE_WEIGHT
    if not weights:
        return FocusCountry()
    country, weight = weights.most_common(1)[0]
    if weight < _LEAST_SHARE * weights.total():
        return FocusCountry()
    reason = "the dateline" if country == written else "the places that the report names"
    return FocusCountry(country_code(country), reason, is_scene=country == written or country in located)


def acted_upon(events: Iterable[Event]) -> Mapping[str, frozenset[str]]:
    """Return for each name the countries that its bearer acts upon in some event: none of them is the bearer's own.

    "Ruiz threatened Mexico" says nothing of where Ruiz is from, however much else the report tells of Mexico.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        states = {actor.country for actor in event.recipients if _is_country(actor)}
        for actor in event.actors if states else ():
            found[actor.name] |= states
    return {name: frozenset(states) for name, states in found.items()}


def assign_countries(
    event: Event, home: FocusCountry, *, foreign: Mapping[str, frozenset[str]] | None = None
) -> Event:
    """Assign participants without a country that of the event's place, else the country that the report is about.

    Parameters
    ----------
    event
        Inferred places assign nothing.
    home
        The country that the report is about, by `focus_country`.
    foreign
        Countries that are not those of a name, by `acted_upon`; by default those of this event alone.

    Returns
    -------
    Event
        With assigned countries marked as inferred, and named in the evidence for `actors`.
    """
    lands = {
        link.mention.place.country
        for link in event.places
        if link.mention.place is not None and link.role in ("location", "destination") and not link.inferred
    }
    here = {country_code(country) for country in lands if country}
    stated = {actor.country for actor in (*event.actors, *event.recipients) if actor.country}
    if event.type in _BETWEEN_STATES and (stated - {home.country} or (stated and not home.is_scene)):
        return event  # the other participants of talks between states may be from anywhere
    foreign = acted_upon([event]) if foreign is None else foreign
    assigned: dict[Actor, Actor] = {}
    inferred: dict[tuple[str, str], list[str]] = {}
    for actor in (*event.actors, *event.recipients):
        if actor.country or actor.role in _MANY or _is_of_none(actor):
            continue
        country, reason = _affiliation_of(actor, event, here, home)
        if country and (actor.role in _AT_HOME or country not in foreign.get(actor.name, ())):
            assigned[actor] = replace(actor, country=country, inferred=True)
            inferred.setdefault((country, reason), []).append(quoted(actor.text))
    if not assigned:
        return event
    reasons = [
        f"The country of {listed(names)}, {country}, is inferred from {reason}."
        for (country, reason), names in inferred.items()
    ]
    return replace(
        event,
        actors=tuple(assigned.get(actor, actor) for actor in event.actors),
        recipients=tuple(assigned.get(actor, actor) for actor in event.recipients),
        evidence={
            **event.evidence,
            "actors": " ".join(filter(None, [event.evidence.get("actors", ""), *reasons])),
        },
    )


def _is_country(actor: Actor) -> bool:
    """Return whether a country takes part as such."""
    if actor.role != "GOV" or not country_code(actor.country):
        return False
    return actor.name == countries.get(actor.country).name


def _affiliation_of(actor: Actor, event: Event, here: set[str], home: FocusCountry) -> tuple[str, str]:
    """Return the country to assign and its evidence; both empty for none."""
    if not here:
        return home.country, home.reason
    if len(here) > 1:
        return "", ""
    country = next(iter(here))
    between_states = event.type in _BETWEEN_STATES
    at_home = actor.role in _LOCAL and not between_states
    if at_home or country == home.country or not (home.country or between_states):
        return country, "the place of the event"
    return "", ""


def _is_of_none(actor: Actor) -> bool:
    """Return whether a participant is known to be of no one country, or described as a guest."""
    words = WORD.findall(actor.text)
    if any(word.casefold() in GUESTS for word in words):
        return True
    whole = WORD.findall(actor.name)
    known = known_actors().longest(whole, 0, len(whole)) if whole else None
    if known is not None and known[0] == len(whole):
        return True
    nouns = (role_nouns().longest(words, at, len(words)) for at in range(len(words)))
    return any(noun is not None and noun[1].kind == "demonym" for noun in nouns)
