"""The evidence for who takes part in an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Actor


def why_participants(actors: Sequence[Actor]) -> str:
    """Return how the report names the participants of an event, as a sentence.

    Examples
    --------
    >>> why_participants(())
    'No participant is named.'
    """
    if not actors:
        return "No participant is named."
    return f"Named as {listed(list(dict.fromkeys(quoted(actor.text) for actor in actors)))}."
