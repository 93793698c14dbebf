"""Places and days of events that their own sentences do not state, inferred from the rest of the report.

Two conditional logits weigh the places (`geo.completion.place_candidates`) and the dates
(`geo.completion.date_candidates`) around an event against "not stated"; they were trained on news coded by hand
(`training/completion.py` makes `places.json` and `dates.json` in `geo/model/events`; the card has their scores).
What is inferred records where in the report it was found and its probability: a place is marked as inferred, a day says
so in its rule. The day of publication is not a date that the report states.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.actors.affiliation import acted_upon, assign_countries, focus_country
from geo.completion.choice_model import most_probable, probabilities, weights
from geo.completion.date_candidates import DateCandidates
from geo.completion.place_candidates import PlaceCandidates, is_unknown
from geo.completion.text_distance import ReportLayout, where
from geo.dates.expressions import BEFORE_STATEMENT
from geo.events import confidence
from geo.events.assembly import why_when
from geo.events.factuality import with_status_of_date
from geo.events.field_features import of_day, of_place
from geo.nlp.doc_text import text_of
from geo.records import PlaceLink
from geo.wording import quoted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from geo.completion.choice_model import Choice
    from geo.dates.recogniser import DateExpression
    from geo.events.confidence import Scorer
    from geo.records import Event, Mention

LEAST: Final = 0.4
"""Least probability at which a place or day from elsewhere is accepted; less probable ones are guesses."""


def complete(doc: Doc, *, scorer: Scorer | None = None) -> list[Event]:
    """Infer missing places and days of a doc's events, and their participants' countries, from the rest of the report.

    Parameters
    ----------
    doc
        With `doc._.events`, and what they were coded from: `doc._.places`, `doc._.dates`, `doc._.written_at`.
    scorer
        Model of how sure the fields of events are; the bundled one by default.
    """
    text, starts = text_of(doc), [span.start_char for span in doc.sents]
    mentions: Sequence[Mention] = sorted(doc._.places, key=lambda mention: mention.start)
    written_at = doc._.written_at
    events = infer_places(
        doc._.events, text=text, starts=starts, mentions=mentions, written_at=written_at, scorer=scorer
    )
    events = infer_dates(
        events, text=text, starts=starts, dates=doc._.dates, published=doc._.published, scorer=scorer
    )
    home = focus_country(mentions, written_at)
    foreign = acted_upon(events)
    return [assign_countries(event, home, foreign=foreign) for event in events]


def infer_places(
    events: Sequence[Event],
    *,
    text: str,
    starts: Sequence[int],
    mentions: Sequence[Mention],
    written_at: Mention | None = None,
    points: Mapping[str, float] | None = None,
    scorer: Scorer | None = None,
) -> list[Event]:
    """Infer the place of each event that has none, where one of the report's places is probable enough.

    Parameters
    ----------
    events
        Of one report, merged. Those with a place are returned unchanged.
    text, starts
        The report's text, and the offset of each of its sentences, rising.
    mentions
        The report's mentions of places, in order.
    written_at
        The place of the dateline.
    points
        Weights of the features of a place; the bundled ones by default.
    scorer
        Model of how sure the fields of events are; the bundled one by default.

    Returns
    -------
    list of Event
        In the same order; the link of an inferred place is `inferred`. One that is most probably at a place that the
        gazetteer does not know stays without one, and its evidence says so.
    """
    points = weights("places") if points is None else points
    atlas = PlaceCandidates(
        layout := ReportLayout(text, starts, events), mentions=mentions, events=events, written_at=written_at
    )
    scorer = scorer or confidence.bundled()

    def placed(event: Event) -> Event:
        made, chance = _placed(event, atlas, layout, points)
        if chance is None:
            return made
        link = made.places[0] if made.where is not None else None
        seen = of_place(link, nearby=layout.count_in_sentence(event, mentions), chance=chance)
        return replace(made, scores=scorer.rescored(made.scores, {"place": seen}))

    return [placed(event) if event.where is None else event for event in events]


def infer_dates(
    events: Sequence[Event],
    *,
    text: str,
    starts: Sequence[int],
    dates: Sequence[DateExpression],
    published: datetime.date | None,
    scorer: Scorer | None = None,
) -> list[Event]:
    """Infer the day of each event that has none, where one of the report's dates is probable enough.

    Parameters
    ----------
    events
        Of one report, merged. Those with a date are returned unchanged.
    text, starts
        The report's text, and the offset of each of its sentences, rising.
    dates
        By `geo.dates.recogniser.find_dates`, in order.
    published
        The report's day.
    scorer
        Model of how sure the fields of events are; the bundled one by default.

    Returns
    -------
    list of Event
        In the same order; one whose date turns out to be long ago is historical.
    """
    calendar = DateCandidates(
        layout := ReportLayout(text, starts, events), dates=dates, events=events, published=published
    )
    scorer = scorer or confidence.bundled()

    def dated(event: Event) -> Event:
        made, chance = _dated(event, calendar, layout)
        if chance is None:
            return made
        seen = of_day(made.when, stated=False, nearby=layout.count_in_sentence(event, dates), chance=chance)
        return replace(made, scores=scorer.rescored(made.scores, {"day": seen}))

    return [
        with_status_of_date(dated(event), published, dates) if is_undated(event) else event
        for event in events
    ]


def is_undated(event: Event) -> bool:
    """Return whether an event has no day, and no time expression of its own."""
    when = event.when
    if when.start is not None or when.end is not None:
        return False
    return when.text is None or when.rule.startswith(BEFORE_STATEMENT)


def _placed(
    event: Event, atlas: PlaceCandidates, layout: ReportLayout, points: Mapping[str, float]
) -> tuple[Event, float | None]:
    """Return an event with its most probable place, and the probability of what it now has, a place or none."""
    choices = atlas.choices(event)
    if not choices:
        return event, None
    chances = probabilities(choices, points)
    choice, chance = most_probable(choices, chances)
    mention = choice.item
    if mention is None or chance < LEAST:
        return event, _chance_of_none(choices, chances)
    if is_unknown(mention):
        words = quoted(mention.text)
        reason = f"It is most probably at {words} (probability {chance:.2f}), which is not in the gazetteer."
        return replace(event, evidence={**event.evidence, "where": reason}), chance
    found = where(layout.apart(event, mention))
    why = f"the most probable place of this event (probability {chance:.2f})"
    link = PlaceLink(mention=mention, role="location", inferred=True, reason=f"Stated {found}; {why}.")
    placed = replace(
        event,
        where=mention.geometry,
        radius_m=mention.radius_m,
        places=(link, *(each for each in event.places if each.mention.start != mention.start)),
        evidence={**event.evidence, "where": f"{quoted(mention.text)}, stated {found}, is {why}."},
    )
    return placed, chance


def _dated(event: Event, calendar: DateCandidates, layout: ReportLayout) -> tuple[Event, float | None]:
    """Return an event with its most probable day, and the probability of what it now has, a day or none."""
    choices = calendar.choices(event)
    if not choices:
        return event, None
    chances = probabilities(choices, weights("dates"))
    choice, chance = most_probable(choices, chances)
    date = choice.item
    if date is None or chance < LEAST:
        return event, _chance_of_none(choices, chances)
    rule = (
        f"stated {where(layout.apart(event, date))}; the most probable date of this event (probability {chance:.2f});"
        f" {date.when.rule}"
    )
    when = replace(date.when, rule=rule)
    return replace(event, when=when, evidence={**event.evidence, "when": why_when(when)}), chance


def _chance_of_none(choices: Sequence[Choice[Any]], chances: Sequence[float]) -> float:
    return sum(chance for choice, chance in zip(choices, chances, strict=True) if choice.item is None)
