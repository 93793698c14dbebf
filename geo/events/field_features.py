"""What speaks for and against the parties, the day and the place of an event: the features of their scores.

`geo.events.confidence` weighs them. They are made when an event is coded, and made anew where the rest of the report
completes it (`geo.completion`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.confidence import log_odds

if TYPE_CHECKING:
    from geo.events.reader.parties import Parties
    from geo.records import PlaceLink, When

_SITES: Final = ("location", "destination")
"""Roles in which a place is where the event was; "from Lima" only says where it began."""


def of_participants(parties: Parties) -> dict[str, float]:
    """Return the features of the actors and recipients of an event."""
    everybody = (*parties.actors, *parties.recipients)
    flags = {
        "read": parties.chance is not None,
        "none": not everybody,
        "no actor": not parties.actors,
        "no recipient": not parties.recipients,
        "pronoun": parties.unresolved,
        "from rules": parties.supported,
        "inferred": any(actor.inferred or actor.why.startswith("inferred") for actor in everybody),
    }
    chance = 0.0 if parties.chance is None else log_odds(parties.chance)
    return _numbers(flags) | {"chance": chance}


def of_day(when: When, *, stated: bool, nearby: int, chance: float | None = None) -> dict[str, float]:
    """Return the features of the day of an event.

    Parameters
    ----------
    when
        Its interval.
    stated
        Whether it is that of an expression attached to the event's own words.
    nearby
        How many expressions of time its sentence has.
    chance
        Probability of this day, or of none, among those of the report; `None` where there was no choice.
    """
    known = when.start is not None or when.end is not None
    flags = {
        "stated": known and stated,
        "inferred": known and not stated and chance is None,
        "completed": known and chance is not None,
        "unknown": not known,
        "unread words": not known and when.text is not None,
        "day": when.granularity == "day",
        "open": when.granularity == "open",
        "several nearby": nearby > 1,
        "none nearby": nearby == 0,
    }
    return _numbers(flags) | {"chance": 0.0 if chance is None else log_odds(chance)}


def of_place(
    link: PlaceLink | None, *, remote: bool = False, nearby: int, chance: float | None = None
) -> dict[str, float]:
    """Return the features of the place of an event.

    Parameters
    ----------
    link
        The place that gave its geometry, `None` without one.
    remote
        Whether such an event is at no place, as a telephone call is.
    nearby
        How many places its sentence names.
    chance
        Probability of this place, or of none, among those of the report; `None` where there was no choice.
    """
    flags = {
        "none": link is None,
        "remote": remote,
        "completed": link is not None and chance is not None,
        "inferred": link is not None and link.inferred and chance is None,
        "several nearby": nearby > 1,
        "none nearby": nearby == 0,
    }
    chosen = {"chance": 0.0 if chance is None else log_odds(chance)}
    if link is None:
        return _numbers(flags) | chosen
    mention = link.mention
    flags |= {
        "stated": not link.inferred,
        "literal": mention.role == "literal",
        "relation": (mention.phrase_start, mention.phrase_end) != (mention.start, mention.end),
        "other role": link.role not in _SITES,
        "wide": mention.precision in ("region", "country"),
    }
    return _numbers(flags) | chosen | {"geocoding": log_odds(mention.score)}


def _numbers(flags: dict[str, bool]) -> dict[str, float]:
    return {name: float(value) for name, value in flags.items()}
