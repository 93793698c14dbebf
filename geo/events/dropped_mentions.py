"""What mentions that are dropped as unlikely tell of the events that are kept: figures, and a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.events.figure_linking import assign
from geo.events.quantities import with_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Event


def absorb(dropped: Sequence[Event], kept: Sequence[Event]) -> list[Event]:
    """Return the events that are kept of a sentence, with the figures and the day of those that are dropped.

    Parameters
    ----------
    dropped, kept
        Of one report. A day goes to an event of the same type and sentence that has none.
    """
    owned = assign([figure for event in dropped for figure in event.figures], kept, None)
    return [_dated(with_figures(event, owned.get(n, ())), dropped) for n, event in enumerate(kept)]


def _dated(event: Event, dropped: Sequence[Event]) -> Event:
    if event.when.text is not None or event.when.start is not None or event.when.end is not None:
        return event
    for other in dropped:
        same = (other.type, other.status, other.sentence) == (event.type, event.status, event.sentence)
        if same and other.when.start is not None:
            evidence = {**event.evidence, "when": other.evidence.get("when", "")}
            return replace(event, when=other.when, evidence=evidence)
    return event
