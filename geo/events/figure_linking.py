"""Links figures to events: those of a sentence to its own events, else to the last event before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.quantities import FITS, find_figures, with_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.events.clauses import Sentence
    from geo.records import Event, Figure

_REACH: Final = 12
"""Events back that a figure can belong to."""
_CHARACTERS: Final = 400
"""Characters back to the event that a figure in a sentence without events can belong to."""


def link_figures(sentence: Sentence, events: Sequence[Event], *, report: str) -> Mapping[int, Event]:
    """Return the events to which a sentence adds figures, with these, by their index.

    Parameters
    ----------
    sentence
        Where to look.
    events
        Those of the report so far, in the order of the text.
    report
        Its id.
    """
    figures = find_figures(sentence.text, start=sentence.start, report=report)
    if not figures:
        return {}
    near = range(max(0, len(events) - _REACH), len(events))
    starts = {n: max(mention.start for mention in events[n].mentions) for n in near}
    here = [n for n in near if starts[n] >= sentence.start]
    earlier = [n for n in near if sentence.start - _CHARACTERS < starts[n] < sentence.start]
    before = events[earlier[-1]] if earlier else None
    owners = {
        (here[at] if at >= 0 else earlier[-1]): owned
        for at, owned in assign(figures, [events[n] for n in here], before).items()
    }
    return {n: with_figures(events[n], owned) for n, owned in owners.items()}


def assign(
    figures: Iterable[Figure], here: Sequence[Event], before: Event | None
) -> dict[int, tuple[Figure, ...]]:
    """Assign each figure to one of a sentence's events.

    Parameters
    ----------
    figures
        Those of the sentence.
    here
        Its events: of those whose type fits best the nearest takes the figure.
    before
        An event that the sentence continues; it takes what fits none of `here`. It has the number -1 in the result.

    Returns
    -------
    dict
        Number in `here` to figures.
    """
    owned: dict[int, tuple[Figure, ...]] = {}
    for figure in figures:
        fits = FITS[figure.kind]
        able = [n for n, event in enumerate(here) if event.type in fits]
        if able:
            best = min(able, key=lambda n: (_rank(figure, here[n]), _distance(figure, here[n])))
        elif before is not None and before.type in fits and figure.kind != "amount":
            best = -1
        else:
            continue
        owned[best] = (*owned.get(best, ()), figure)
    return owned


def _rank(figure: Figure, event: Event) -> int:
    return 0 if figure.kind == "amount" else FITS[figure.kind].index(event.type)


def _distance(figure: Figure, event: Event) -> int:
    return min(
        max(mention.start - figure.end, figure.start - mention.end, 0)
        for mention in event.mentions
        if mention.report == figure.report
    )
