"""Drops triggers that are only the content of another event: demands, charges, the talks of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.plover import SPEECH_ROOTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.dates.recogniser import DateExpression
    from geo.events.attachment import Argument
    from geo.events.matches import TriggerMatch
    from geo.records import Mention

_CRIME_REACH: Final = 4
"""Words between "of" or "for" and the crime that was judged."""
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})


def without_content(
    triggers: Sequence[TriggerMatch],
    dates: Mapping[int, Sequence[Argument[DateExpression]]],
    places: Mapping[int, Sequence[Argument[Mention]]],
) -> tuple[list[TriggerMatch], dict[int, list[Argument[Mention]]]]:
    """Drop triggers that are only the content of a speech act: "called on the rebels to stop the attacks".

    A definite noun with a date or a place of its own stays: "condemned the bombing in Kabul on Monday" is two events.

    Parameters
    ----------
    triggers
        Of a sentence, in order.
    dates, places
        The dates and places that belong to each trigger, by its first word.

    Returns
    -------
    list of TriggerMatch, dict
        The triggers that are left, and the places that belong to each: a speech act has those of its content too.
    """
    theirs = {first: list(some) for first, some in places.items()}
    kept: list[TriggerMatch] = []
    for found in triggers:
        if _is_demand_of_protest(found, kept):
            continue
        speech = next((t for t in reversed(kept) if _speaks(t) and _contains(t, found)), None)
        if speech is None or (found.detected and not _is_crime(found, speech)):
            kept.append(found)
            continue
        words = found.sentence.words
        definite = any(words[i].lower in DEFINITE for i in range(max(0, found.first - 4), found.first))
        own = any(date.at >= found.first - 3 for date in dates.get(found.first, ()))
        if speech.kind.root in ("ACCUSE", "SUPPORT"):
            own |= any(place.at > found.first for place in theirs.get(found.first, ()))
        if found.reading == "noun" and definite and own and found.kind.root not in SPEECH_ROOTS:
            kept.append(found)
        elif found.first in theirs:
            of_speech = theirs.setdefault(speech.first, [])
            of_speech += [place for place in theirs[found.first] if place not in of_speech]
    return kept, theirs


def _is_demand_of_protest(match: TriggerMatch, kept: Sequence[TriggerMatch]) -> bool:
    """Return whether a participle only tells what a protest is for: "demonstrated calling for the release of ..."."""
    first = match.sentence.words[match.first].lower
    if match.kind.root not in ("REQUEST", "REJECT", "ACCUSE") or not first.endswith("ing"):
        return False
    return any(earlier.kind.root == "PROTEST" and _contains(earlier, match) for earlier in kept)


def _speaks(match: TriggerMatch) -> bool:
    """Return whether what follows a trigger is its content: words, or the crime of a charge or a sentence.

    The detector finds words of saying that no list has ("confirmed"), but not where what they say ends.
    """
    if not match.is_listed:
        return False
    return match.kind.root in SPEECH_ROOTS or match.kind.name == "SANCTION-convict"


def _is_crime(match: TriggerMatch, verdict: TriggerMatch) -> bool:
    """Return whether a trigger is the crime that a court judged: "convicted of", "jailed for", "sentenced for"."""
    if verdict.kind.name != "SANCTION-convict":
        return False
    between = match.sentence.words[verdict.first + 1 : match.first]
    return any(word.lower in ("of", "for", "over") for word in between[-_CRIME_REACH:]) or (
        match.sentence.words[verdict.last].lower in ("of", "for")
    )


def _contains(speech: TriggerMatch, match: TriggerMatch) -> bool:
    """Return whether a trigger is embedded under a speech act: behind it, in its clause or a dependent one."""
    clause = match.clause
    while clause is not speech.clause:
        if (
            clause.parent is None
            or clause.link in ("main", "adverbial", "relative")
            or clause.at <= speech.first
        ):
            return False
        if clause.link == "coordinate" and clause.finite:
            return False
        clause = clause.parent
    return True
