"""Several `EventSet`s as one: what one call would have read of all their reports.

Each report keeps its id; one whose id another report has is renamed ("a.txt" becomes "a.txt#2", as in one call), and
with it whatever refers to it. A report that stands in several sets, with the same id and text, is one. Events that
several reports tell are merged from what each report tells for itself, so that the order of joining changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.events.assembly import event_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from geo.event_set import EventSet
    from geo.records import Event, Failure, Mention, Report

_RENAMED = re.compile(r"(?:#\d+)+\Z")
"""What an id ends in that another report had before."""


@dataclass(slots=True)
class Joined:
    """What several sets hold together; `told` are the unmerged events of single reports."""

    reports: list[Report] = field(default_factory=list)
    unmerged: list[Event] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    index: pd.Index | None = None


def join(sets: Sequence[EventSet]) -> Joined:
    """Merge sets, in one pass over their records.

    Parameters
    ----------
    sets
        In the order in which their reports are to stand.

    Returns
    -------
    Joined
        Its `index` has the labels of the reports where every set that has reports has labels, else it is `None`.
    """
    made = Joined()
    names = _ReportIds(made)
    events: dict[tuple[str, str], int] = {}
    spans: set[tuple[str, int, int]] = set()
    labels = []
    for each in sets:
        kept, new_names, again = names.take(each.reports)
        labels.append((each, kept))
        renamed = _Renamed(new_names)
        made.failures += renamed.failures(each.failures)
        for event in map(renamed.event, each.unmerged if each.unmerged is not None else each.event_records):
            _add(made.unmerged, events, event)
        for mention in map(renamed.mention, each.mention_records):
            span = mention.report, mention.start, mention.end
            if mention.report in again and span in spans:
                continue
            spans.add(span)
            made.mentions.append(mention)
    made.index = _labels(labels)
    return made


def _add(unmerged: list[Event], numbers: dict[tuple[str, str], int], event: Event) -> None:
    """Add an event unless it is there: of two in the same words the one edited by hand stays, else the first."""
    known = numbers.setdefault((event.report, event.id), len(unmerged))
    if known == len(unmerged):
        unmerged.append(event)
        return
    other = unmerged[known]
    spans, its = ({(m.report, m.start, m.end) for m in each.mentions} for each in (other, event))
    if not its & spans or not (event.type == other.type or other.edited or event.edited):
        unmerged.append(event)  # ids set by the caller, which two events share
    elif event.edited and not other.edited:
        unmerged[known] = event
    elif not its <= spans:
        unmerged.append(event)  # it was merged with more, and will be with this one


class _ReportIds:
    """Assigns each report of the sets its id in all of them together."""

    def __init__(self, made: Joined) -> None:
        self._made = made
        self._numbers: dict[str, int] = {}
        self._next: dict[str, int] = {}
        self._texts: dict[tuple[str, str], list[int]] = {}

    def take(self, reports: Iterable[Report]) -> tuple[list[int], dict[str, str], set[str]]:
        """Add the reports of one set.

        Returns
        -------
        list of int, dict, set
            Which of them are new, by their place in the set; new ids by old ones, where they differ; the ids of those
            that were there already.
        """
        kept: list[int] = []
        names: dict[str, str] = {}
        again: set[str] = set()
        own: set[int] = set()
        for place, report in enumerate(reports):
            same = self._same(report, own)
            number = len(self._made.reports) if same is None else same
            own.add(number)
            if same is None:
                kept.append(place)
                self._append(report)
            else:
                self._made.reports[same] = _completed(self._made.reports[same], report)
                again.add(self._made.reports[same].id)
            if self._made.reports[number].id != report.id:
                names[report.id] = self._made.reports[number].id
        return kept, names, again

    def _same(self, report: Report, own: set[int]) -> int | None:
        """Return the number of the report that this one is; the reports of one set are all different."""
        known = self._texts.get((report.id, report.text), ())
        return next((n for n in known if n not in own and _agree(self._made.reports[n], report)), None)

    def _append(self, report: Report) -> None:
        number, name = len(self._made.reports), report.id
        count = self._next.get(report.id, 2)
        while name in self._numbers:
            name, count = f"{report.id}#{count}", count + 1
        self._next[report.id] = count
        self._numbers[name] = number
        for known in {report.id, name, _RENAMED.sub("", name)}:
            self._texts.setdefault((known, report.text), []).append(number)
        self._made.reports.append(report if name == report.id else replace(report, id=name))


def _agree(one: Report, other: Report) -> bool:
    """Return whether two reports of one text can be the same: nothing that both state differs."""
    pairs = ((getattr(one, name), getattr(other, name)) for name in ("published", "title", "source", "url"))
    return all(a is None or b is None or a == b for a, b in pairs)


def _completed(one: Report, other: Report) -> Report:
    stated = {
        name: getattr(other, name)
        for name in ("published", "title", "source", "url")
        if getattr(one, name) is None and getattr(other, name) is not None
    }
    return replace(one, **stated) if stated else one


class _Renamed:
    """Records of a set with the new ids of its reports; a mention in several records stays one."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._mentions: dict[
            int, tuple[Mention, Mention]
        ] = {}  # with the old one, so that its number stays its own

    def mention(self, mention: Mention) -> Mention:
        name = self._names.get(mention.report)
        if name is None:
            return mention
        if id(mention) not in self._mentions:
            self._mentions[id(mention)] = mention, replace(mention, report=name)
        return self._mentions[id(mention)][1]

    def failures(self, failures: Iterable[Failure]) -> list[Failure]:
        """Return failures with the new ids of the reports that they are about."""
        return [replace(each, where=self._names.get(each.where, each.where)) for each in failures]

    def event(self, event: Event) -> Event:
        names = self._names
        if not names or not any(report in names for report in _reports_of(event)):
            return event
        return replace(
            event,
            id=_renamed_id(event, names.get(event.report, event.report)),
            report=names.get(event.report, event.report),
            places=tuple(replace(link, mention=self.mention(link.mention)) for link in event.places),
            mentions=tuple(replace(m, report=names.get(m.report, m.report)) for m in event.mentions),
            figures=tuple(replace(f, report=names.get(f.report, f.report)) for f in event.figures),
        )


def _reports_of(event: Event) -> Iterable[str]:
    yield event.report
    yield from (mention.report for mention in event.mentions)
    yield from (link.mention.report for link in event.places)
    yield from (figure.report for figure in event.figures)


def _renamed_id(event: Event, report: str) -> str:
    """Return the id that an event has in a report of that name: that of one call, where it is one of ours."""
    if report == event.report:
        return event.id
    unmerged = event.type, event.mode, event.start, event.end
    if event.id == event_id(event.report, *unmerged):
        return event_id(report, *unmerged)
    return event_id(report, event.id, *unmerged[1:])


def _labels(parts: Sequence[tuple[EventSet, list[int]]]) -> pd.Index | None:
    labels = None
    for each, kept in parts:
        if not each.reports:
            continue
        if each.index is None:
            return None
        some = each.index.take(kept)
        labels = some if labels is None else labels.append(some)
    return labels
