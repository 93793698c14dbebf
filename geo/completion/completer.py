"""Places and days of events that their own sentences do not state, inferred from the rest of the report.

Two conditional logits weigh the places (`geo.completion.place_candidates`) and the dates
(`geo.completion.date_candidates`) around an event against "not stated"; they were trained on news coded by hand
(`training/completion.py` makes `places.json` and `dates.json` in `geo/model/events`; the card has their scores).
What is inferred records where in the report it was found and its probability: a place is marked as inferred, a day says
so in its rule. The day of publication is not a date that the report states.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.actors.affiliation import acted_upon, assign_countries, focus_country
from geo.completion.choice_model import most_probable, probabilities, weights
from geo.completion.date_candidates import DateCandidates
from geo.completion.place_candidates import PlaceCandidates
from geo.completion.text_distance import ReportLayout, where
from geo.dates.expressions import BEFORE_STATEMENT
from geo.events.assembly import why_when
from geo.events.factuality import with_status_of_date
from geo.nlp.doc_text import text_of
from geo.records import PlaceLink
from geo.wording import quoted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from geo.dates.recogniser import DateExpression
    from geo.records import Event, Mention

LEAST: Final = 0.4
"""Least probability at which a place or day from elsewhere is accepted; less probable ones are guesses."""


def complete(doc: Doc) -> list[Event]:
    """Infer missing places and days of a doc's events, and their participants' countries, from the rest of the report.

    Parameters
    ----------
    doc
        With `doc._.events`, and what they were coded from: `doc._.places`, `doc._.dates`, `doc._.written_at`.
    """
    text, starts = text_of(doc), [span.start_char for span in doc.sents]
    mentions: Sequence[Mention] = sorted(doc._.places, key=lambda mention: mention.start)
    written_at = doc._.written_at
    events = infer_places(doc._.events, text=text, starts=starts, mentions=mentions, written_at=written_at)
    events = infer_dates(events, text=text, starts=starts, dates=doc._.dates, published=doc._.published)
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

    Returns
    -------
    list of Event
        In the same order; the link of an inferred place is `inferred`.
    """
    points = weights("places") if points is None else points
    atlas = PlaceCandidates(
        layout := ReportLayout(text, starts, events), mentions=mentions, events=events, written_at=written_at
    )
    return [_placed(event, atlas, layout, points) if event.where is None else event for event in events]


def infer_dates(
    events: Sequence[Event],
    *,
    text: str,
    starts: Sequence[int],
    dates: Sequence[DateExpression],
    published: datetime.date | None,
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

    Returns
    -------
    list of Event
        In the same order; one whose date turns out to be long ago is historical.
    """
    calendar = DateCandidates(
        layout := ReportLayout(text, starts, events), dates=dates, events=events, published=published
    )
    return [
        with_status_of_date(_dated(event, calendar, layout), published, dates) if is_undated(event) else event
        for event in events
    ]


def is_undated(event: Event) -> bool:
    """Return whether an event has no day, and no time expression of its own."""
    when = event.when
    if when.start is not None or when.end is not None:
        return False
    return when.text is None or when.rule.startswith(BEFORE_STATEMENT)


def _placed(event: Event, atlas: PlaceCandidates, layout: ReportLayout, points: Mapping[str, float]) -> Event:
    choices = atlas.choices(event)
    if not choices:
        return event
    choice, chance = most_probable(choices, probabilities(choices, points))
    mention = choice.item
    if mention is None or chance < LEAST:
        return event
    found = where(layout.apart(event, mention))
    why = f"the most probable place of this event (probability {chance:.2f})"
    link = PlaceLink(mention=mention, role="location", inferred=True, reason=f"Stated {found}; {why}.")
    return replace(
        event,
        where=mention.geometry,
        radius_m=mention.radius_m,
        places=(link, *(each for each in event.places if each.mention.start != mention.start)),
        evidence={**event.evidence, "where": f"{quoted(mention.text)}, stated {found}, is {why}."},
    )


def _dated(event: Event, calendar: DateCandidates, layout: ReportLayout) -> Event:
    choices = calendar.choices(event)
    if not choices:
        return event
    choice, chance = most_probable(choices, probabilities(choices, weights("dates")))
    date = choice.item
    if date is None or chance < LEAST:
        return event
    rule = (
        f"stated {where(layout.apart(event, date))}; the most probable date of this event (probability {chance:.2f});"
        f" {date.when.rule}"
    )
    when = replace(date.when, rule=rule)
    return replace(event, when=when, evidence={**event.evidence, "when": why_when(when)})
