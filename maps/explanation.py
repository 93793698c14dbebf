"""Why a place and why an event: the lines of `dateline explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.resolution.explanation import observations
from geo.wording import as_sentence, plain, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.event_set import EventSet
    from geo.records import Candidate, Event, FieldScores, Mention

_HEADINGS: Final = {
    "type": "Type",
    "when": "Date",
    "where": "Location",
    "actors": "Participants",
    "status": "Status",
}


def explain_at(event_set: EventSet, offset: int) -> Iterator[str]:
    """Explain what was found at a character offset of the first report, with the evidence for it.

    Parameters
    ----------
    event_set
        The set of one report.
    offset
        Characters from the start of its text.

    Yields
    ------
    str
        Lines of text, each with its end.
    """
    mentions = [m for m in event_set.mention_records if m.phrase_start <= offset < m.phrase_end]
    events = [e for e in event_set for m in e.mentions if m.start <= offset < m.end]
    if not mentions and not events:
        # A trigger is a word or two; the offset may point at another word of the event's sentence.
        text = event_set.reports[0].text
        events = [e for e in event_set if 0 <= offset - text.find(e.sentence) < len(e.sentence)]
    for mention in mentions:
        yield from _mention_lines(mention)
    for event in events:
        yield from _event_lines(event)
    if not mentions and not events:
        yield f"No place and no event was found at character {offset}.\n"


def _mention_lines(mention: Mention) -> Iterator[str]:
    read = f"was resolved to {mention.place.label}" if mention.place else "was not resolved to a place"
    yield f"{quoted(mention.text)} ({mention.role}, characters {mention.start}-{mention.end}) {read}.\n"
    if mention.within:
        yield f"  It is part of the name {quoted(mention.within)}.\n"
    yield f"  Why: {mention.reason or 'No reason is known.'}\n"
    if mention.geometry is None:
        yield "  Nothing is drawn.\n"
    else:
        radius = f" with an uncertainty of {mention.radius_m / 1000:.0f} km" if mention.radius_m else ""
        yield f"  It is drawn as a {mention.geometry.geom_type}{radius}; its score is {mention.score:.2f}.\n"
    yield f"  Sentence: {mention.sentence}\n"
    if mention.candidates:
        yield "  Candidates, the chosen one first; in parentheses what each observation adds to the log-odds:\n"
    for number, candidate in enumerate(mention.candidates, 1):
        yield from _candidate_lines(number, candidate)


def _candidate_lines(number: int, candidate: Candidate) -> Iterator[str]:
    place = candidate.place
    where = f"{place.kind}, {place.lat:.3f}, {place.lon:.3f}, {place.id}"
    yield f"  {number}. {place.label} ({where}), probability {candidate.score:.2f}\n"
    for heading, reasons in zip(("For", "Against"), observations(candidate), strict=True):
        if reasons:
            yield f"     {heading} it:\n"
            yield from (f"       {as_sentence(reason)}\n" for reason in reasons)


def _score_lines(scores: FieldScores) -> Iterator[str]:
    """Yield how likely the fields are right, where that is known."""
    known = {
        "participants": scores.parties, "date": scores.day, "location": scores.place, "all of it": scores.whole,
    }  # fmt: skip
    parts = [f"{name} {score:.2f}" for name, score in known.items() if score is not None]
    if parts:
        yield f"  Scores of its fields: {', '.join(parts)}.\n"


def _event_lines(event: Event) -> Iterator[str]:
    name = "-".join(filter(None, (event.type, event.mode)))
    yield f"Event {event.id} is {name}, {event.status}; its score is {event.score:.2f}.\n"
    yield from _score_lines(event.scores)
    yield f"  Sentence: {event.sentence}\n"
    for field, why in event.evidence.items():
        yield f"  {_HEADINGS.get(field, field.capitalize())}: {why}\n"
    for side, people in (("Actor", event.actors), ("Recipient", event.recipients)):
        for actor in people:
            who = ", ".join(filter(None, (plain(actor.name), actor.country, actor.role)))
            read = f", {plain(actor.why)}" if actor.why else ""
            yield f"  {side}: {quoted(actor.text)} ({who}){read}.\n"
    for link in event.places:
        place = link.mention.place.label if link.mention.place else "unresolved"
        inferred = ", inferred" if link.inferred else ""
        yield f"  Place: {quoted(link.mention.text)} ({place}), {link.role}{inferred}. {link.reason}\n"
    for mention in event.mentions[1:]:
        yield f"  Also reported at characters {mention.start}-{mention.end}: {mention.sentence}\n"
