"""Causes of death from the sentences around: the nearest attack or hazard.

"A bomb exploded in Lahore. Nine people were killed." Without either nothing is said of an attack.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.events.ontology import HAZARD
from geo.events.quantities import FITS, with_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Event

REACH: Final = 6
"""Sentences before or after a casualty in which its cause may be told."""


def told_around(events: Sequence[Event], sentences: Sequence[int], unsettled: set[int]) -> list[Event]:
    """Infer from the report's other sentences the causes of casualties whose own sentence states none.

    Parameters
    ----------
    events
        Of one report, in the order of the text.
    sentences
        For each the number of its sentence.
    unsettled
        Numbers of the casualties.

    Returns
    -------
    list of Event
        Without casualties of unknown cause. Those of a hazard are given to it: its figures, and its place and day
        where it has none.
    """
    kept = list(events)
    gone = set()
    for n in sorted(unsettled):
        cause = _told_nearest(kept, sentences, unsettled, n)
        if cause is not None and kept[cause].type != HAZARD:
            continue
        gone.add(n)
        if cause is not None:
            kept[cause] = _given(kept[cause], kept[n])
    return [event for n, event in enumerate(kept) if n not in gone]


def _told_nearest(
    events: Sequence[Event], sentences: Sequence[int], unsettled: set[int], n: int
) -> int | None:
    """Return the index of the attack or hazard nearest in the text; of two as near the earlier."""
    able = [
        m
        for m, event in enumerate(events)
        if m not in unsettled
        and event.type in ("ASSAULT", HAZARD, "PROTEST", "COERCE")
        and abs(sentences[m] - sentences[n]) <= REACH
        and event.status in ("actual", "historical")
    ]
    sure = [m for m in able if events[m].type in ("ASSAULT", HAZARD)]
    return min(sure or able, key=lambda m: (abs(sentences[m] - sentences[n]), m > n), default=None)


def _given(hazard: Event, casualty: Event) -> Event:
    """Return a hazard with what a casualty adds to it: figures, a mention, and the place and day that it lacks."""
    figures = [each for each in casualty.figures if HAZARD in FITS[each.kind]]
    told = replace(hazard, mentions=tuple(dict.fromkeys((*hazard.mentions, *casualty.mentions))))
    if hazard.where is None and casualty.where is not None:
        told = replace(
            told,
            where=casualty.where,
            radius_m=casualty.radius_m,
            places=casualty.places,
            evidence={**told.evidence, "where": casualty.evidence.get("where", "")},
        )
    if told.when.start is None and told.when.end is None:
        told = replace(
            told, when=casualty.when, evidence={**told.evidence, "when": casualty.evidence.get("when", "")}
        )
    return with_figures(told, figures)
