"""What of each report is kept while others are read: of a folder, no more than its output needs.

A report's rejected candidates and what spoke for them take more memory than its events do. Python's `geo.read` keeps
everything; a command that writes one table says which of it the table is made of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.records import Candidate, Event, EventMention, Mention, Report

Keep = Literal["all", "candidates", "mentions", "events"]
"""`all`; candidates without what spoke for them, as a map shows them; mentions without candidates, and no texts of
reports; or events alone, with the mentions that they are linked with."""

_NO_FEATURES: Final[dict[str, float]] = {}


def kept_report(report: Report, keep: Keep) -> Report:
    """Return a report with its text where that is needed, else without."""
    return report if keep in ("all", "candidates") else replace(report, text="")


def kept_records(
    mentions: Iterable[Mention], events: Iterable[Event], keep: Keep
) -> tuple[Sequence[Mention], Sequence[Event]]:
    """Return the mentions and events of one report with what is to be kept of them.

    A mention that an event is linked with stays the same object in both. Sentences and reasons that are equal become
    one string: each record comes with a copy of its own.
    """
    if keep == "all":
        return list(mentions), list(events)
    shrink = _Shrink(with_candidates=keep == "candidates")
    listed = [] if keep == "events" else [shrink.mention(mention) for mention in mentions]
    return listed, [shrink.event(event) for event in events]


class _Shrink:
    """Makes the smaller records of one report."""

    def __init__(self, *, with_candidates: bool) -> None:
        self._with_candidates = with_candidates
        self._made: dict[
            int, tuple[Mention, Mention]
        ] = {}  # by identity; the given one is kept, or its id is reused
        self._texts: dict[str, str] = {}

    def mention(self, given: Mention) -> Mention:
        if (known := self._made.get(id(given))) is not None:
            return known[1]
        candidates = tuple(map(_bare, given.candidates)) if self._with_candidates else ()
        made = replace(
            given, candidates=candidates, sentence=self._one(given.sentence), reason=self._one(given.reason)
        )
        self._made[id(given)] = given, made
        return made

    def event(self, given: Event) -> Event:
        return replace(
            given,
            places=tuple(replace(link, mention=self.mention(link.mention)) for link in given.places),
            mentions=tuple(map(self._event_mention, given.mentions)),
            sentence=self._one(given.sentence),
            evidence={name: self._one(why) for name, why in given.evidence.items()},
        )

    def _event_mention(self, given: EventMention) -> EventMention:
        return replace(given, sentence=self._one(given.sentence))

    def _one(self, text: Any) -> Any:
        return self._texts.setdefault(text, text)


def _bare(candidate: Candidate) -> Candidate:
    return replace(candidate, features=_NO_FEATURES)
