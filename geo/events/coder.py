"""Codes the events of a report: triggers, participants, date, place and status, sentence by sentence, then merged.

>>> from geo.language import load
>>> [event.type for event in load()("Police arrested nine men in Ankara.")._.events]
['COERCE']
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from geo.dates.recogniser import find_dates
from geo.events import confidence
from geo.events.annotations import annotated_sentences
from geo.events.argument_rules import AttachedTrigger, Background, read_arguments
from geo.events.assembly import is_weak, make_event
from geo.events.causes_in_context import resolve_causes
from geo.events.coreference import merge
from geo.events.date_consistency import with_consistent_dates
from geo.events.date_linking import dates_of
from geo.events.discourse import Discourse
from geo.events.factuality import with_status_of_date
from geo.events.figure_linking import link_figures
from geo.events.genre import is_play
from geo.events.place_linking import places_of
from geo.events.reader.known_actors import KnownActors
from geo.events.reported_content import without_content
from geo.events.sentence_context import read_context
from geo.nlp.doc_text import text_of
from geo.records import Event, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from geo.dates.recogniser import DateExpression
    from geo.events.attachment import SentenceContext
    from geo.events.confidence import Scorer
    from geo.events.reader.parties import Judge
    from geo.records import Actor, Mention


@dataclass(frozen=True, slots=True)
class Coding:
    """The events of a report, and the dates and dateline that later steps need.

    Attributes
    ----------
    events
        In the order of the text, several mentions of one event merged.
    dates
        Expressions that may be the day of an event.
    written_at
        The place of the dateline.
    """

    events: tuple[Event, ...]
    dates: tuple[DateExpression, ...]
    written_at: Mention | None


def code_events(
    doc: Doc,
    *,
    scorer: Scorer | None = None,
    judge: Judge | None = None,
    on_candidate: Callable[[Event, Mapping[str, float]], None] | None = None,
    on_unmerged: Callable[[Sequence[Event]], None] | None = None,
) -> Coding:
    """Extract the events of a document.

    Parameters
    ----------
    doc
        With sentences, `doc._.places`, `doc._.names` and, for its day, `doc._.published`.
    scorer, judge, on_candidate, on_unmerged
        As for `code_annotated`.
    """
    from geo.actors.recogniser import find_actors

    text = text_of(doc)
    report = doc._.report or Report(id="text", text=text)
    if report.published != doc._.published:
        report = replace(report, published=doc._.published)
    actors = find_actors(doc, mentions=doc._.places, names=doc._.names)
    dates = find_dates(text, published=report.published, month=report.published_month)
    return code_annotated(
        doc,
        report=report,
        actors=actors,
        dates=dates,
        scorer=scorer,
        judge=judge,
        on_candidate=on_candidate,
        on_unmerged=on_unmerged,
    )


def code_annotated(
    doc: Doc,
    *,
    report: Report,
    actors: Sequence[Actor],
    dates: Sequence[DateExpression],
    scorer: Scorer | None = None,
    judge: Judge | None = None,
    on_candidate: Callable[[Event, Mapping[str, float]], None] | None = None,
    on_unmerged: Callable[[Sequence[Event]], None] | None = None,
) -> Coding:
    """Extract the events of a document whose actors and dates are already known.

    Parameters
    ----------
    doc
        As for `code_events`.
    report, actors, dates
        The report, who is named in it, and its expressions of time.
    scorer
        Model of how confident events are; the bundled one by default.
    judge
        Decides on participants where the trained reader read the report; the bundled one by default.
    on_candidate
        Called with each candidate event and the features of its score, also where it is then dropped.
    on_unmerged
        Called with the events before those that are one are merged.
    """
    alone = _is_single_sentence(doc)
    scorer = scorer or confidence.bundled()
    floor = scorer.least_alone if alone else scorer.least
    background = Background(report.published, KnownActors(report.text, actors), judge)
    play = is_play(doc)
    discourse = Discourse()
    all_dates: list[DateExpression] = []
    written_at: Mention | None = None
    for annotated in annotated_sentences(doc, actors=actors, dates=dates):
        context = read_context(annotated, play=play, is_hopeless=partial(scorer.is_hopeless, floor=floor))
        written_at = annotated.written_at or written_at
        all_dates += [date.item for date in context.dates]
        for trigger in _attached_triggers(context):
            parts = read_arguments(trigger, background, discourse)
            if parts is None:
                continue
            match = trigger.match
            event, features = make_event(report, match, parts, scorer)
            if on_candidate is not None:
                on_candidate(event, features)
            weak = is_weak(match, parts) if match.seen is None else event.score < floor
            if not weak:
                discourse.add(match, event, dated=bool(trigger.dates))
        discourse.end_sentence(context)
        discourse.update(link_figures(context.sentence, discourse.events, report=report.id))
    events = resolve_causes(discourse.events, discourse.sentences, discourse.open_causes)
    if alone and doc._.event_words is not None:
        events = [event for event in events if event.score >= scorer.least] or _likeliest(events)
    events = with_consistent_dates(events, report.published)
    if on_unmerged is not None:
        on_unmerged(events)
    merged = merge(events)
    coded = tuple(with_status_of_date(event, report.published, all_dates) for event in merged)
    return Coding(coded, tuple(all_dates), written_at)


def _attached_triggers(context: SentenceContext) -> Iterator[AttachedTrigger]:
    """Yield the triggers of a sentence that are no mere content of another, with their dates and places."""
    dates = dates_of(context)
    coded, places = without_content(context.triggers, dates, places_of(context))
    for match in coded:
        yield AttachedTrigger(context, match, dates.get(match.first, []), places.get(match.first, []))


def _is_single_sentence(doc: Doc) -> bool:
    """Return whether a report is a single sentence, possibly repeated."""
    texts = (" ".join(span.text.split()) for span in doc.sents)
    first = next(texts, None)
    return first is not None and all(each == first for each in texts)


def _likeliest(events: Sequence[Event]) -> list[Event]:
    """Return the event with the highest score, once for each repetition of its sentence."""
    if not events:
        return []
    best = max(events, key=lambda event: event.score)
    return [
        event
        for event in events
        if (event.type, event.mentions[0].text) == (best.type, best.mentions[0].text)
    ]
