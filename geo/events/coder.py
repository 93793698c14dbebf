"""Codes the events of a report: triggers, participants, date, place and status, sentence by sentence, then merged.

>>> from geo.language import load
>>> [event.type for event in load()("Police arrested nine men in Ankara.")._.events]
['COERCE']
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from geo.dates.recogniser import UNKNOWN, find_dates
from geo.events import confidence
from geo.events.assembly import EventParts, is_weak, make_event
from geo.events.attachment import SentenceContext, arguments
from geo.events.causes_in_context import resolve_causes
from geo.events.causes_of_death import settled
from geo.events.clauses import read_sentence
from geo.events.coreference import merge
from geo.events.date_anaphora import continued
from geo.events.date_linking import Frame, dates_of, frame_of, is_house_number, unread_statement, when_of
from geo.events.datelines import dateline
from geo.events.factuality import PURPOSE, status_of_date, status_of_words
from geo.events.genre import FIGURATIVE, is_play
from geo.events.hazards import is_empty
from geo.events.matches import positions
from geo.events.participants import Memory, participants, subject_of
from geo.events.place_linking import link, places_of
from geo.events.quantities import assign, find_figures, with_figures
from geo.events.reported_content import DEFINITE, without_content
from geo.events.trigger_fusion import combined
from geo.events.triggers import find_triggers, mark
from geo.events.unlisted_actors import acting_countries, unknown_names
from geo.nlp.doc_text import text_of
from geo.nlp.grammar import CONTRACTED
from geo.plover import HAZARD, SPEECH_ROOTS
from geo.records import Actor, Event, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from spacy.tokens import Doc, Span

    from geo.dates.recogniser import DateExpression
    from geo.events.attachment import Argument
    from geo.events.clauses import Sentence
    from geo.events.confidence import Scorer
    from geo.events.matches import TriggerMatch
    from geo.records import Mention
    from geo.spans import EventWord

T = TypeVar("T")

_ANAPHORA_REACH: Final = 10
_FIGURE_REACH: Final = 12
"""Events back that a figure can belong to."""
_FIGURE_CHARACTERS: Final = 400
"""Characters back to the event that a figure in a sentence without events can belong to."""


@dataclass(slots=True)
class _CoderState:
    """State of the coder from sentence to sentence of one report."""

    report: Report
    scorer: Scorer
    floor: float
    on_candidate: Callable[[Event, Mapping[str, float]], None] | None = None
    memory: Memory = field(default_factory=Memory)
    frame: Frame | None = None
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    dates: list[DateExpression] = field(default_factory=list)
    countries: dict[str, Mention] = field(default_factory=dict)
    written_at: Mention | None = None
    play: bool = False
    sentences: list[int] = field(default_factory=list)  # of each event
    unsettled: set[int] = field(default_factory=set)  # events that are casualties of an unstated cause


@dataclass(frozen=True, slots=True)
class _SentenceAnnotations:
    """Annotations of one sentence before its events are coded."""

    actors: list[Actor]
    places: list[Mention]
    dates: list[DateExpression]
    people: list[tuple[int, int]]
    words: list[EventWord] | None  # by the detector; None where there is none


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


def code(
    doc: Doc,
    *,
    scorer: Scorer | None = None,
    on_candidate: Callable[[Event, Mapping[str, float]], None] | None = None,
) -> Coding:
    """Extract the events of a document.

    Parameters
    ----------
    doc
        With sentences, `doc._.places`, `doc._.names` and, for its day, `doc._.published`.
    scorer, on_candidate
        As for `read`.
    """
    from geo.actors.recogniser import find_actors

    text = text_of(doc)
    report = doc._.report or Report(id="text", text=text)
    if report.published != doc._.published:
        report = replace(report, published=doc._.published)
    actors = find_actors(doc, mentions=doc._.places, names=doc._.names)
    dates = find_dates(text, published=report.published, month=report.published_month)
    return read(doc, report=report, actors=actors, dates=dates, scorer=scorer, on_candidate=on_candidate)


def read(
    doc: Doc,
    *,
    report: Report,
    actors: Sequence[Actor],
    dates: Sequence[DateExpression],
    scorer: Scorer | None = None,
    on_candidate: Callable[[Event, Mapping[str, float]], None] | None = None,
) -> Coding:
    """Extract the events of a document whose actors and dates are already known.

    Parameters
    ----------
    doc
        As for `code`.
    report, actors, dates
        The report, who is named in it, and its expressions of time.
    scorer
        Model of how confident events are; the bundled one by default.
    on_candidate
        Called with each candidate event and the features of its score, also where it is then dropped.
    """
    spans = list(doc.sents)
    alone = _is_single_sentence(spans)
    scorer = scorer or confidence.bundled()
    floor = scorer.least_alone if alone else scorer.least
    state = _CoderState(report, scorer, floor, on_candidate, play=is_play(doc))
    next_actors, next_dates = _cursor(actors, lambda a: a.start), _cursor(dates, lambda d: d.start)
    places: Sequence[Mention] = sorted(doc._.places, key=lambda mention: mention.start)
    next_places = _cursor(places, lambda mention: mention.start)
    next_words = _cursor(doc._.event_words or (), lambda word: word.start)
    people = [name for name in sorted(doc._.names, key=lambda name: name.start) if name.label == "PERSON"]
    next_people = _cursor([(name.start, name.end) for name in people], lambda span: span[0])
    for place in places:
        if place.place is not None and place.place.kind == "country" and place.role == "literal":
            state.countries.setdefault(place.place.country, place)
    for index, span in enumerate(spans):
        for sentence in read_sentence(index, span):
            end = sentence.end
            known = _SentenceAnnotations(
                next_actors(end),
                next_places(end),
                next_dates(end),
                next_people(end),
                None if doc._.event_words is None else next_words(end),
            )
            _read_sentence(state, sentence, known)
            _assign_figures(state, sentence)
    state.events = resolve_causes(state.events, state.sentences, state.unsettled)
    if alone and doc._.event_words is not None:
        sure = [event for event in state.events if event.score >= scorer.least]
        state.events = sure or _likeliest(state.events)
    return Coding(tuple(merge(state.events)), tuple(state.dates), state.written_at)


def _is_single_sentence(spans: Sequence[Span]) -> bool:
    """Return whether a report is a single sentence, possibly repeated."""
    texts = (" ".join(span.text.split()) for span in spans)
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


def _cursor(items: Sequence[T], start: Callable[[T], int]) -> Callable[[int], list[T]]:
    """Return a function that returns the items before an offset, each once."""
    position = 0

    def take(end: int) -> list[T]:
        nonlocal position
        first = position
        while position < len(items) and start(items[position]) < end:
            position += 1
        return list(items[first:position])

    return take


def _read_sentence(state: _CoderState, sentence: Sentence, known: _SentenceAnnotations) -> None:
    """Extract the events of one sentence into `state.events`."""
    if not sentence.words:
        return
    actors, places, dates, people = known.actors, known.places, known.dates, known.people
    opening, body_start = dateline(sentence.text, places, start=sentence.start)
    if opening:
        state.written_at = opening[0]
        places = places[len(opening) :]
        actors = [actor for actor in actors if actor.start >= body_start]
    phrases = [(p.phrase_start, p.phrase_end) for p in places if p.phrase_end > p.end]
    actors = [a for a in actors if not any(start <= a.start and a.end < end for start, end in phrases)]
    marks = mark(sentence, actors=actors, places=places, people=people)
    triggers = find_triggers(sentence, marks, play=state.play)
    if known.words is not None:
        names = marks.positions["@place"] | marks.positions["@person"]
        triggers = [
            found
            for found in combined(sentence, triggers, known.words, names=names)
            if not state.scorer.is_hopeless(found, state.floor)
            and not (state.play and not found.is_listed and found.kind.root in FIGURATIVE)
        ]
    triggers = settled(sentence, marks, triggers)
    all_actors = sorted(
        [
            *actors,
            *acting_countries(places, actors),
            *(
                name
                for name in unknown_names(sentence, triggers, (*actors, *places, *dates))
                if name.start >= body_start
            ),
        ],
        key=lambda actor: actor.start,
    )
    context = SentenceContext(
        sentence,
        marks,
        arguments(
            sentence,
            ((actor, actor.start, actor.end) for actor in all_actors),
            closed=_phrase_ends(sentence, places),
        ),
        arguments(sentence, ((place, place.phrase_start, place.phrase_end) for place in places)),
        tuple(
            date
            for date in arguments(sentence, ((date, date.start, date.end) for date in dates))
            if not is_house_number(sentence, date)
        ),
        tuple(triggers),
    )
    state.dates += [date.item for date in context.dates]
    own_dates = dates_of(context)
    coded, own_places = without_content(triggers, own_dates, places_of(context))
    for found in coded:
        _code(state, context, found, own_dates.get(found.first, []), own_places.get(found.first, []))
    if context.actors:
        subject = subject_of(context, sentence.clauses[0], state.memory)
        persons = marks.positions["@person"]
        for argument in context.actors:
            if argument.item in subject[:1]:
                if persons.isdisjoint(range(argument.first, argument.last + 1)):
                    state.memory.body = subject[:1]
                else:
                    state.memory.subject = subject[:1]


def _assign_figures(state: _CoderState, sentence: Sentence) -> None:
    """Assign the figures of a sentence to its events, else to the last event before it."""
    figures = find_figures(sentence.text, start=sentence.start, report=state.report.id)
    if not figures:
        return
    near = range(max(0, len(state.events) - _FIGURE_REACH), len(state.events))
    starts = {n: max(mention.start for mention in state.events[n].mentions) for n in near}
    here = [n for n in near if starts[n] >= sentence.start]
    earlier = [n for n in near if sentence.start - _FIGURE_CHARACTERS < starts[n] < sentence.start]
    before = state.events[earlier[-1]] if earlier else None
    for at, owned in assign(figures, [state.events[n] for n in here], before).items():
        n = here[at] if at >= 0 else earlier[-1]
        state.events[n] = with_figures(state.events[n], owned)


def _phrase_ends(sentence: Sentence, places: Sequence[Mention]) -> frozenset[int]:
    """Return the words that end a place's phrase: "In northern Mali government forces ..." is not "in the forces"."""
    words = sentence.words
    last = (
        max(positions(sentence, [(p.phrase_start, p.phrase_end)]), default=-1)
        for p in places
        if p.role == "literal"
    )
    return frozenset(
        i for i in last if i >= 0 and not (i + 1 < len(words) and words[i + 1].lower in CONTRACTED)
    )


def _code(
    state: _CoderState,
    context: SentenceContext,
    found: TriggerMatch,
    dates: list[Argument[DateExpression]],
    places: list[Argument[Mention]],
) -> None:
    actors, recipients = participants(context, found, state.memory) if found.kind.root != HAZARD else ((), ())
    actors, recipients, hosts = _with_visitor_as_actor(state, found, actors, recipients)
    located = link(found, places, (*actors, *recipients), hosts)
    published = state.report.published
    status, status_words = status_of_words(found)
    when = when_of(context, found, dates, future=status == "future", frame=state.frame, published=published)
    if status == "actual":
        status, status_words = status_of_date(when, published) or (status, status_words)
    if (status == "hypothetical" and status_words == PURPOSE) or is_empty(found, status):
        return
    if when is UNKNOWN and status == "actual" and not dates:
        recent = sorted(state.last.values(), reverse=True)
        when = (
            continued(context, found, ((state.events[n], index) for n, index in recent), published=published)
            or when
        )
    if when is UNKNOWN:
        when = unread_statement(context, found, future=status == "future") or UNKNOWN
    parts = EventParts(actors, recipients, when, located, status, status_words)
    event, features = make_event(state.report, found, parts, state.scorer)
    if state.on_candidate is not None:
        state.on_candidate(event, features)
    if is_weak(found, parts) if found.seen is None else event.score < state.floor:
        return
    if _is_reference(state, found, event, dates):
        return
    state.last[found.kind.root] = (len(state.events), context.sentence.index)
    if found.open_cause:
        state.unsettled.add(len(state.events))
    state.sentences.append(context.sentence.index)
    state.events.append(event)
    if found.kind.root in ("AGREE", "COOPERATE", "SUPPORT") and len(actors) > 1:
        state.memory.participants = actors  # "The two countries ..."
    if found.kind.root == "CONSULT" and status == "actual":
        state.memory.participants = actors if len(actors) > 1 else state.memory.participants
        state.frame = frame_of(found, when, (*actors, *recipients)) or state.frame


def _with_visitor_as_actor(
    state: _CoderState, found: TriggerMatch, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...], list[Mention]]:
    """Swap the roles in "Gallant briefed the visiting Kurilla", and return mentions of the host country."""
    words = {found.sentence.words[i].lower for i in found.matched}
    receives = words & {"host", "hosts", "hosted", "hosting"} or ("visiting" in words and len(words) > 1)
    if found.kind.mode != "visit" or not receives:
        return actors, recipients, []
    home = {actor.country for actor in actors if actor.country}
    return recipients, actors, [state.countries[code] for code in home if code in state.countries]


def _is_reference(
    state: _CoderState, found: TriggerMatch, event: Event, dates: Sequence[Argument[DateExpression]]
) -> bool:
    """Return whether a definite noun without place or date refers to an earlier event; if so, add it to that event."""
    words, previous = found.sentence.words, state.last.get(found.kind.root)
    if dates or event.where is not None or found.kind.root in SPEECH_ROOTS:
        return False
    claimed = "responsibility" in found.words and words[found.last + 1 : found.last + 2]
    near = claimed or (words[max(0, found.first - 2) : found.first] if found.reading == "noun" else ())
    if event.recipients or not any(word.lower in DEFINITE for word in near):
        return False
    if previous is None or found.sentence.index - previous[1] > _ANAPHORA_REACH:
        return False
    antecedent = state.events[previous[0]]
    if found.kind.mode and antecedent.mode and found.kind.mode != antecedent.mode:
        return False  # "the drone attack" does not refer to a raid by jets
    names = {actor.name for actor in (*antecedent.actors, *antecedent.recipients)}
    if event.actors and not claimed and not any(actor.name in names for actor in event.actors):
        return False
    actors = event.actors if claimed and event.actors else antecedent.actors
    state.events[previous[0]] = replace(
        antecedent, actors=actors, mentions=(*antecedent.mentions, *event.mentions)
    )
    return True
