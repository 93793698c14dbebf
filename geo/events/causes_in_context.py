"""Causes of death from the sentences around: the nearest attack or hazard.

"A bomb exploded in Lahore. Nine people were killed." Without either nothing is said of an attack.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.events.quantities import FITS, with_figures
from geo.plover import HAZARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Event

REACH: Final = 6
"""Sentences before or after a casualty in which its cause may be stated."""


def resolve_causes(events: Sequence[Event], sentences: Sequence[int], unsettled: set[int]) -> list[Event]:
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
        cause = _nearest_cause(kept, sentences, unsettled, n)
        if cause is not None and kept[cause].type != HAZARD:
            continue
        gone.add(n)
        if cause is not None:
            kept[cause] = _with_casualty(kept[cause], kept[n])
    return [event for n, event in enumerate(kept) if n not in gone]


def _nearest_cause(
    events: Sequence[Event], sentences: Sequence[int], unsettled: set[int], n: int
) -> int | None:
    """Return the index of the attack or hazard nearest in the text; of two as near the earlier."""
    candidates = [
        m
        for m, event in enumerate(events)
        if m not in unsettled
        and event.type in ("ASSAULT", HAZARD, "PROTEST", "COERCE")
        and abs(sentences[m] - sentences[n]) <= REACH
        and event.status in ("actual", "historical")
    ]
    explicit = [m for m in candidates if events[m].type in ("ASSAULT", HAZARD)]
    return min(explicit or candidates, key=lambda m: (abs(sentences[m] - sentences[n]), m > n), default=None)


def _with_casualty(hazard: Event, casualty: Event) -> Event:
    """Return a hazard with what a casualty adds to it: figures, a mention, and the place and day that it lacks."""
    figures = [each for each in casualty.figures if HAZARD in FITS[each.kind]]
    merged = replace(hazard, mentions=tuple(dict.fromkeys((*hazard.mentions, *casualty.mentions))))
    if hazard.where is None and casualty.where is not None:
        merged = replace(
            merged,
            where=casualty.where,
            radius_m=casualty.radius_m,
            places=casualty.places,
            evidence={**merged.evidence, "where": casualty.evidence.get("where", "")},
        )
    if merged.when.start is None and merged.when.end is None:
        merged = replace(
            merged,
            when=casualty.when,
            evidence={**merged.evidence, "when": casualty.evidence.get("when", "")},
        )
    return with_figures(merged, figures)
