"""Codes the events of a report: triggers, who, when, where and with what status, sentence by sentence, then merged.

>>> from geo.language import load
>>> [event.type for event in load()("Police arrested nine men in Ankara.")._.events]
['COERCE']
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from gazetteer import countries
from gazetteer.errors import UnknownCountry
from geo.arguments import CALENDAR, Memory, Scene, arguments, participants, subject_of
from geo.clauses import read_sentence
from geo.dates import UNKNOWN, find_dates
from geo.event_types import SPEECH_ROOTS, word_class
from geo.grammar import BE, FUNCTION_WORDS
from geo.link import link, places_of
from geo.merge import merge
from geo.records import Actor, Event, EventMention, PlaceLink, Report
from geo.status import PURPOSE, status_of
from geo.timing import Frame, dates_of, frame_of, when_of
from geo.triggers import find_triggers, mark, positions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

    from geo.arguments import Argument
    from geo.clauses import Sentence
    from geo.dates import DateExpression
    from geo.link import Located
    from geo.records import Mention, Status, When
    from geo.triggers import Found

T = TypeVar("T")

LEAST_SCORE: Final = 0.45
"""Events below this are left out: a weak trigger without anything around it."""

_DEFINITE: Final = frozenset(["the", "this", "that", "these", "those", "both"])
_CARRYING: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_CARRY_REACH: Final = 2
_ANAPHORA_REACH: Final = 10
_TURNED: Final = {
    ("AID", "future"): "AGREE",
    ("COOPERATE", "future"): "AGREE",
    ("RETREAT", "future"): "CONCEDE",
    ("ASSAULT", "future"): "THREATEN",
    ("SANCTION", "future"): "THREATEN",
}
"""What is announced and still to come is an act of words: EVENTS.md, after the PLOVER manual."""


@dataclass(slots=True)
class _Reading:
    """What the coder remembers from sentence to sentence of one report."""

    report: Report
    memory: Memory = field(default_factory=Memory)
    frame: Frame | None = None
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    countries: dict[str, Mention] = field(default_factory=dict)
    scene_of: tuple[PlaceLink, int] | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one sentence before its events are."""

    actors: list[Actor]
    places: list[Mention]
    dates: list[DateExpression]
    people: list[tuple[int, int]]


def code(doc: Doc) -> tuple[Event, ...]:
    """Find the events of a document.

    Parameters
    ----------
    doc
        With sentences, `doc._.places`, `doc._.names` and, for its day, `doc._.report`.

    Returns
    -------
    tuple of Event
        In the order of the text, several mentions of one event merged.
    """
    from geo.actors import find_actors

    report = doc._.report or Report(id="text", text=doc.text)
    actors = find_actors(doc, mentions=doc._.places, names=doc._.names)
    dates = find_dates(doc.text, published=report.published)
    return tuple(read(doc, report=report, actors=actors, dates=dates))


def read(
    doc: Doc, *, report: Report, actors: Sequence[Actor], dates: Sequence[DateExpression]
) -> list[Event]:
    """Code a document whose actors and dates are known already."""
    state = _Reading(report)
    next_actors, next_dates = _cursor(actors, lambda a: a.start), _cursor(dates, lambda d: d.start)
    places: Sequence[Mention] = sorted(doc._.places, key=lambda mention: mention.start)
    next_places = _cursor(places, lambda mention: mention.start)
    people = [name for name in sorted(doc._.names, key=lambda name: name.start) if name.label == "PERSON"]
    next_people = _cursor([(name.start, name.end) for name in people], lambda span: span[0])
    for place in places:
        if place.place is not None and place.place.kind == "country" and place.role == "literal":
            state.countries.setdefault(place.place.country, place)
    for index, span in enumerate(doc.sents):
        for sentence in read_sentence(index, span):
            end = sentence.end
            known = _Known(next_actors(end), next_places(end), next_dates(end), next_people(end))
            _read_sentence(state, sentence, known)
    return merge(state.events)


def _cursor(items: Sequence[T], start: Callable[[T], int]) -> Callable[[int], list[T]]:
    """Give a function that hands out the items before an offset, each once."""
    position = 0

    def take(end: int) -> list[T]:
        nonlocal position
        first = position
        while position < len(items) and start(items[position]) < end:
            position += 1
        return list(items[first:position])

    return take


def _read_sentence(state: _Reading, sentence: Sentence, known: _Known) -> None:
    """Code one sentence into `state.events`."""
    if not sentence.words:
        return
    actors, places, dates, people = known.actors, known.places, known.dates, known.people
    phrases = [(p.phrase_start, p.phrase_end) for p in places if p.phrase_end > p.end]
    actors = [a for a in actors if not any(start <= a.start and a.end < end for start, end in phrases)]
    marks = mark(sentence, actors=actors, places=places, people=people)
    triggers = find_triggers(sentence, marks)
    parties = sorted(
        [*actors, *_countries(places, actors), *_names(sentence, triggers, (*actors, *places, *dates))],
        key=lambda actor: actor.start,
    )
    scene = Scene(
        sentence,
        marks,
        arguments(sentence, ((actor, actor.start, actor.end) for actor in parties)),
        arguments(sentence, ((place, place.phrase_start, place.phrase_end) for place in places)),
        arguments(sentence, ((date, date.start, date.end) for date in dates)),
        tuple(triggers),
    )
    own_dates, own_places = dates_of(scene), places_of(scene)
    for found in _unabsorbed(triggers, own_dates, own_places):  # also moves the places of what is left out
        _code(state, scene, found, own_dates.get(found.first, []), own_places.get(found.first, []))
    if scene.actors:
        subject = subject_of(scene, sentence.clauses[0], state.memory)
        persons = marks.positions["@person"]
        for argument in scene.actors:
            if argument.item in subject[:1]:
                if persons.isdisjoint(range(argument.first, argument.last + 1)):
                    state.memory.body = subject[:1]
                else:
                    state.memory.subject = subject[:1]


def _countries(places: Sequence[Mention], actors: Sequence[Actor]) -> list[Actor]:
    """Give the countries of a sentence that are no actors yet: as subjects and objects they are parties all the same."""
    taken = [(actor.start, actor.end) for actor in actors]
    return [
        Actor(
            text=p.text,
            start=p.start,
            end=p.end,
            name=p.place.name,
            country=_alpha3(p.place.country),
            role="GOV",
        )
        for p in places
        if p.place is not None and p.place.kind == "country" and p.role in ("literal", "metonymic")
        if p.phrase_end == p.end and not any(start <= p.start < end for start, end in taken)
    ]


def _names(
    sentence: Sentence, triggers: Sequence[Found], known: Sequence[Actor | Mention | DateExpression]
) -> list[Actor]:
    """Give the capitalised names that nobody knows, where a verb or punctuation follows: "Okello was shot"."""
    words = sentence.words
    taken = {i for found in triggers for i in found.matched}
    taken |= positions(sentence, ((each.start, each.end) for each in known))
    names: list[Actor] = []
    i = 0
    while i < len(words):
        last = i
        while (
            last < len(words)
            and words[last].capital
            and last not in taken
            and words[last].lower not in CALENDAR
        ):
            last += 1
        after = words[last] if last < len(words) else None
        ends = after is None or not after.wordlike or after.lower in FUNCTION_WORDS or last in taken
        if (
            last > i
            and ends
            and (i > 0 or (after is not None and after.lower in BE))
            and words[i].lower not in FUNCTION_WORDS
        ):
            start, end = words[i].start, words[last - 1].end
            text = sentence.text[start - sentence.start : end - sentence.start]
            names.append(Actor(text=text, start=start, end=end, name=text))
        i = last + 1
    return names


def _unabsorbed(
    triggers: Sequence[Found],
    dates: dict[int, list[Argument[DateExpression]]],
    places: dict[int, list[Argument[Mention]]],
) -> list[Found]:
    """Leave out what is only the content of a speech act: "called on the rebels to stop the attacks".

    A definite noun with a date or a place of its own stays: "condemned the bombing in Kabul on Monday" is two events.
    """
    kept: list[Found] = []
    for found in triggers:
        if _elaborates(found, kept, dates, places):
            continue
        speech = next((t for t in reversed(kept) if _speaks(t) and _contains(t, found)), None)
        if speech is None:
            kept.append(found)
            continue
        words = found.sentence.words
        definite = any(words[i].lower in _DEFINITE for i in range(max(0, found.first - 4), found.first))
        own = any(date.at >= found.first - 3 for date in dates.get(found.first, ()))
        if speech.kind.root in ("ACCUSE", "SUPPORT"):
            own |= any(place.at > found.first for place in places.get(found.first, ()))
        if found.reading == "noun" and definite and own and found.kind.root not in SPEECH_ROOTS:
            kept.append(found)
        elif found.first in places:
            theirs = places.setdefault(speech.first, [])
            theirs += [place for place in places[found.first] if place not in theirs]
    return kept


def _elaborates(
    found: Found,
    kept: Sequence[Found],
    dates: dict[int, list[Argument[DateExpression]]],
    places: dict[int, list[Argument[Mention]]],
) -> bool:
    """Whether a noun only says more of the talk before it: "will visit Doha for talks with the emir"."""
    if found.reading != "noun" or found.kind.root != "CONSULT" or found.first in dates:
        return False
    if found.first in places and any(place.preposition in ("in", "at") for place in places[found.first]):
        return False
    return any(earlier.kind.root == "CONSULT" and earlier.clause is found.clause for earlier in kept)


def _speaks(found: Found) -> bool:
    """Whether what follows a trigger is its content: words, or the crime of a charge or a sentence."""
    return found.kind.root in SPEECH_ROOTS or found.kind.name == "SANCTION-convict"


def _contains(speech: Found, found: Found) -> bool:
    """Whether a trigger stands in what a speech act says: behind it, in its clause or one that hangs on it."""
    clause = found.clause
    while clause is not speech.clause:
        if (
            clause.parent is None
            or clause.link in ("main", "adverbial", "relative")
            or clause.at <= speech.first
        ):
            return False
        if clause.link == "coordinate" and clause.finite:
            return False
        clause = clause.parent
    return True


def _code(
    state: _Reading,
    scene: Scene,
    found: Found,
    dates: list[Argument[DateExpression]],
    places: list[Argument[Mention]],
) -> None:
    actors, recipients = participants(scene, found, state.memory)
    actors, recipients, hosts = _hosted(state, found, actors, recipients)
    located = link(scene, found, places, (*actors, *recipients), hosts)
    published = state.report.published
    status, status_words = status_of(found, UNKNOWN, published)
    when = when_of(scene, found, dates, future=status == "future", frame=state.frame, published=published)
    if status == "actual":
        status, status_words = status_of(found, when, published)
    if status == "hypothetical" and status_words == PURPOSE:
        return
    event = _event(state, scene, found, actors, recipients, when, located, (status, status_words))
    if _is_reference(state, found, event, dates) or event.score < LEAST_SCORE:
        return
    event = _carried(state, scene, event)
    state.last[found.kind.root] = (len(state.events), scene.sentence.index)
    state.events.append(event)
    if found.kind.root == "CONSULT" and status == "actual":
        state.memory.parties = actors if len(actors) > 1 else state.memory.parties
        state.frame = frame_of(found, when, (*actors, *recipients)) or state.frame


def _carried(state: _Reading, scene: Scene, event: Event) -> Event:
    """Give an act without any place that of the act told just before it, marked as inferred."""
    index, told = scene.sentence.index, state.scene_of
    if event.type not in _CARRYING or event.status != "actual":
        return event
    if event.where is not None and event.when.start is not None:
        link = next((each for each in event.places if each.mention.geometry is event.where), None)
        state.scene_of = (link, index) if link is not None and not link.inferred else told
        return event
    named = any(p.item.role == "literal" and p.item.geometry is not None for p in scene.places)
    if told is None or event.where is not None or named or index - told[1] > _CARRY_REACH:
        return event
    link = replace(told[0], role="location", inferred=True, reason="told of the act just before")
    why = f"carried from the sentence before: {link.mention.text}"
    return replace(
        event,
        where=link.mention.geometry,
        radius_m=link.mention.radius_m,
        places=(link, *event.places),
        evidence={**event.evidence, "where": why},
    )


def _hosted(
    state: _Reading, found: Found, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...], list[Mention]]:
    """Turn "Gallant briefed the visiting Kurilla" round: the visitor acts, the host receives, and lends the country."""
    words = {found.sentence.words[i].lower for i in found.matched}
    if found.kind.mode != "visit" or not (words & {"visiting", "host", "hosts", "hosted", "hosting"}):
        return actors, recipients, []
    home = {_alpha2(actor.country) for actor in actors if actor.country}
    return recipients, actors, [state.countries[code] for code in home if code in state.countries]


def _alpha2(country: str) -> str:
    try:
        return countries.get(country).alpha2
    except UnknownCountry:
        return ""


def _alpha3(country: str) -> str:
    try:
        return countries.get(country).alpha3
    except UnknownCountry:
        return ""


def _event(
    state: _Reading,
    scene: Scene,
    found: Found,
    actors: tuple[Actor, ...],
    recipients: tuple[Actor, ...],
    when: When,
    located: Located,
    judged: tuple[Status, str],
) -> Event:
    sentence, status = scene.sentence, judged[0]
    start, end = sentence.words[found.first].start, sentence.words[found.last].end
    turned = _TURNED.get((found.kind.root, status)) if found.reading == "verb" else None
    root, mode = (turned, "") if turned else (found.kind.root, found.kind.mode)
    if (
        root == "CONSULT"
        and not mode
        and len({actor.country for actor in (*actors, *recipients) if actor.country}) > 2
    ):
        mode = "multilateral"
    why = f"trigger {found.words!r} ({found.kind.name}: {found.trigger.text!r})"
    mention = EventMention(
        report=state.report.id, start=start, end=end, text=found.words, sentence=sentence.text
    )
    return Event(
        id=event_id(state.report.id, root, mode, start, end),
        report=state.report.id,
        type=root,
        mode=mode,
        acled="" if turned else found.kind.acled,
        status=status,
        actors=actors,
        recipients=recipients,
        when=when,
        where=located.where,
        radius_m=located.radius_m,
        places=located.links,
        sentence=sentence.text,
        start=start,
        end=end,
        score=_score(found, actors, recipients, when, located, status),
        mentions=(mention,),
        evidence={
            "type": why + (f", announced, so {root}" if turned else ""),
            "when": f"{when.text!r}: {when.rule}" if when.text else when.rule,
            "where": located.reason,
            "actors": ", ".join(actor.text for actor in (*actors, *recipients)) or "none named",
            "status": judged[1],
        },
    )


def event_id(report: str, root: str, mode: str, start: int, end: int) -> str:
    """Give an id that is the same for the same report, type and trigger."""
    named = "\x1f".join((report, root, mode, str(start), str(end)))
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _score(
    found: Found,
    actors: Sequence[Actor],
    recipients: Sequence[Actor],
    when: When,
    located: Located,
    status: Status,
) -> float:
    """Judge how sure an event is: a specific trigger, and how much of who, whom, when and where is told."""
    sure = found.trigger.words > 1 or bool(found.trigger.guards)
    score = (0.35 if sure else 0.3) + 0.05 * min(found.trigger.words - 1, 2) + 0.05 * bool(found.kind.mode)
    victims = any(found.sentence.words[i].lower in word_class("@people") for i in found.clause.words)
    score += 0.15 * bool(actors) + 0.1 * bool(recipients or victims)
    score += 0.15 * (located.where is not None) + 0.1 * (when.start is not None or when.end is not None)
    score *= {"hypothetical": 0.6, "negated": 0.8}.get(status, 1.0)
    return round(min(score, 1.0), 3)


def _is_reference(
    state: _Reading, found: Found, event: Event, dates: Sequence[Argument[DateExpression]]
) -> bool:
    """Whether a definite noun without place or date only takes up an event told before; then it is added to that one."""
    words, previous = found.sentence.words, state.last.get(found.kind.root)
    if dates or event.where is not None or found.kind.root in SPEECH_ROOTS:
        return False
    claimed = "responsibility" in found.words and words[found.last + 1 : found.last + 2]
    near = (
        claimed
        if claimed
        else words[max(0, found.first - 2) : found.first]
        if found.reading == "noun"
        else ()
    )
    if event.recipients or not any(word.lower in _DEFINITE for word in near):
        return False
    if previous is None or found.sentence.index - previous[1] > _ANAPHORA_REACH:
        return False
    told = state.events[previous[0]]
    names = {actor.name for actor in (*told.actors, *told.recipients)}
    if event.actors and not claimed and not any(actor.name in names for actor in event.actors):
        return False
    actors = event.actors if claimed and event.actors else told.actors
    state.events[previous[0]] = replace(told, actors=actors, mentions=(*told.mentions, *event.mentions))
    return True
