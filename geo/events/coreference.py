"""Several mentions of one event become one event that keeps them all.

A trained scorer of pairs says which mentions are of one event (`geo.events.same_event`); an event joins the group with
which it agrees best, unless something known of it rules that out (`geo.events.grouping`). Then the fields of
each group are chosen over all its mentions (`geo.events.attribution`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.events import same_event
from geo.events.attribution import attribute
from geo.events.event_identity import can_be_merged, can_join, is_sure
from geo.events.field_comparison import shared_keys
from geo.events.grouping import Grouping
from geo.events.mention_features import READ, stems_of, stems_of_sentences, view
from geo.nlp import sentences
from geo.records import Event, EventMention, When

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.events.same_event import PairScorer
    from geo.events.word_rarity import WordRarity
    from geo.records import Actor, PlaceLink

_NEIGHBOURS: Final = 30
"""Earlier reports that are like a report, in which its mentions are looked up."""
_POSTINGS: Final = 60
"""Earlier reports that hold a word: the latest."""
DISTINCTIVE: Final = 0.5
"""Rarity from which a word tells what a report is about."""
_UNKNOWN: Final = When(start=None, end=None, granularity="unknown", text=None, rule="not given")


def merge(events: Iterable[Event]) -> list[Event]:
    """Merge the events of one or more reports.

    Parameters
    ----------
    events
        In the order of their reports and offsets.

    Returns
    -------
    list of Event
        In the order of their first mention; each keeps the id of its likeliest mention, all mentions, and the most
        precise place and the narrowest interval that its mentions give.

    Examples
    --------
    >>> merge([])
    []
    """
    given = list(events)
    rarity = same_event.bundled().rarity
    sentences_of: dict[str, list[str]] = defaultdict(list)
    for event in given:
        for mention in event.mentions:
            sentences_of[mention.report].append(mention.sentence)

    @cache
    def words(report: str) -> frozenset[str]:
        return stems_of_sentences(sentences_of[report])

    @cache
    def likeness(one: str, other: str) -> float:
        return rarity.cosine(words(one), words(other))

    found = Grouping(can_be_merged, likeness, is_sure=is_sure)
    for event in given:
        found.add(event, _keys(event))
    return [attribute(group) for group in found.groups]


def _keys(event: Event) -> Iterator[Hashable]:
    """Yield what an event may share with another mention of it."""
    yield event.report, event.type
    for mention in event.mentions:
        yield event.report, event.type, "trigger", mention.text.lower()
    for kind, key in shared_keys(event):
        yield event.type, kind, key


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionInText:
    """A mention of an event in a text, and what is known of it; all but the trigger's span may be unknown.

    Attributes
    ----------
    report, text
        The id of the report, and its text.
    start, end
        Offsets of the trigger, half-open.
    type, mode
        PLOVER root and mode; empty when unknown.
    actors, recipients, when, where, places
        As those of `geo.records.Event`.
    """

    report: str
    text: str
    start: int
    end: int
    type: str = ""
    mode: str = ""
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    when: When = _UNKNOWN
    where: BaseGeometry | None = None
    places: tuple[PlaceLink, ...] = ()


def cluster_mentions(mentions: Sequence[MentionInText], *, scorer: PairScorer | None = None) -> list[int]:
    """Group mentions of events that are given, within and across reports, by the scorer that `merge` has.

    Parameters
    ----------
    mentions
        In any order. Mentions of one report have the same `report` and `text`.
    scorer
        The bundled one by default.

    Returns
    -------
    list of int
        For each mention the number of its event, from 0 in the order of first mentions.

    Examples
    --------
    >>> text = "A bomb exploded in Lima. The explosion killed two. A bank opened."
    >>> at = [(7, 15), (29, 38), (58, 64)]
    >>> len(cluster_mentions([MentionInText(report="a", text=text, start=s, end=e) for s, e in at]))
    3
    """
    scorer = scorer or same_event.bundled()
    texts = {mention.report: mention.text for mention in mentions}
    likeness = _Neighbours(scorer.rarity)
    near = {report: likeness.add(report, stems_of(text[:READ])) for report, text in texts.items()}
    found = Grouping(can_join, likeness, scorer, scorer.least_of_words)
    order = {report: n for n, report in enumerate(texts)}
    bounds = {report: sentences.split(text) for report, text in texts.items()}
    numbers = [0] * len(mentions)
    for n in sorted(range(len(mentions)), key=lambda n: (order[mentions[n].report], mentions[n].start)):
        mention = mentions[n]
        event = record_of(mention, bounds[mention.report])
        seen = view(event.mentions[0], event)
        shared = [
            *seen.trigger,
            *sorted(word for word in seen.near if scorer.rarity(word) >= DISTINCTIVE),
        ]
        numbers[n] = found.add(
            event,
            [(mention.report, word) for word in (*shared, "")],
            sought=[
                *((mention.report, word) for word in (*shared, "")),
                *((report, word) for report in near[mention.report] for word in shared),
            ],
        )
    return numbers


def record_of(mention: MentionInText, bounds: Sequence[tuple[int, int]]) -> Event:
    """Return the record of a mention: its sentence from the text, and what is known of it."""
    n = max(0, bisect_right(bounds, (mention.start, len(mention.text))) - 1)
    first, last = bounds[n] if bounds else (0, len(mention.text))
    sentence = mention.text[first : max(last, mention.end)]
    one = EventMention(
        report=mention.report,
        start=mention.start,
        end=mention.end,
        text=mention.text[mention.start : mention.end],
        sentence=sentence,
    )
    return Event(
        id="",
        report=mention.report,
        type=mention.type,
        mode=mention.mode,
        acled="",
        status="actual",
        actors=mention.actors,
        recipients=mention.recipients,
        when=mention.when,
        where=mention.where,
        radius_m=None,
        places=mention.places,
        sentence=sentence,
        start=mention.start,
        end=mention.end,
        score=0.0,
        mentions=(one,),
    )


class _Neighbours:
    """How alike reports are by their words, and which earlier ones are like a report: looked up by its rare words."""

    def __init__(self, rarity: WordRarity) -> None:
        self._rarity = rarity
        self._words: dict[str, frozenset[str]] = {}
        self._holding: dict[str, list[str]] = defaultdict(list)
        self.likeness = cache(self._likeness)

    def __call__(self, one: str, other: str) -> float:
        """Return how much two reports have in common, 0 to 1 (cosine)."""
        return self.likeness(*sorted((one, other)))

    def add(self, report: str, words: frozenset[str]) -> list[str]:
        """Add a report, and return the earlier ones that share most of its rare words."""
        self._words[report] = words
        shared: Counter[str] = Counter()
        for word in sorted(words):
            rarity = self._rarity(word)
            if rarity >= DISTINCTIVE:
                holding = self._holding[word]
                for other in holding[-_POSTINGS:]:
                    shared[other] += rarity  # type: ignore[assignment]
                holding.append(report)
        return [other for other, _ in shared.most_common(_NEIGHBOURS)]

    def _likeness(self, one: str, other: str) -> float:
        return self._rarity.cosine(self._words[one], self._words[other])
