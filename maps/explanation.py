"""Why a place and why an event: the lines of `dateline explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.event_set import EventSet
    from geo.records import Event, Mention


def explain_at(found: EventSet, offset: int) -> Iterator[str]:
    """Explain what was found at a character offset of the first report, with the evidence for it.

    Parameters
    ----------
    found
        The set of one report.
    offset
        Characters from the start of its text.

    Yields
    ------
    str
        Lines of text, each with its end.
    """
    mentions = [m for m in found.mention_records if m.phrase_start <= offset < m.phrase_end]
    events = [e for e in found for m in e.mentions if m.start <= offset < m.end]
    if not mentions and not events:
        # A trigger is a word or two; the offset may point at another word of the event's sentence.
        text = found.reports[0].text
        events = [e for e in found if 0 <= offset - text.find(e.sentence) < len(e.sentence)]
    for mention in mentions:
        yield from _mention_lines(mention)
    for event in events:
        yield from _event_lines(event)
    if not mentions and not events:
        yield f"nothing was found at {offset}\n"


def _mention_lines(mention: Mention) -> Iterator[str]:
    chosen = mention.place.label if mention.place else "unresolved"
    yield f"{mention.text!r} ({mention.role}, characters {mention.start}-{mention.end}): {chosen}\n"
    if mention.within:
        yield f"  inside the name {mention.within!r}\n"
    yield f"  reason: {mention.reason or 'none given'}\n"
    shape = mention.geometry.geom_type if mention.geometry is not None else "nothing"
    radius = f", within {mention.radius_m / 1000:.0f} km" if mention.radius_m else ""
    yield f"  drawn as: {shape}{radius}; score {mention.score:.2f}\n"
    yield f"  sentence: {mention.sentence}\n"
    if mention.candidates:
        yield "  candidates, with their share of the probability and the points that each feature gave:\n"
    for candidate in mention.candidates:
        evidence = ", ".join(f"{name} {value:+.2f}" for name, value in candidate.features.items())
        place = candidate.place
        what = f"{place.label} ({place.kind}, {place.lat:.3f}, {place.lon:.3f}, {place.id})"
        yield f"  candidate {candidate.score:.2f}  {what}  {evidence or 'nothing for it'}\n"


def _event_lines(event: Event) -> Iterator[str]:
    name = "-".join(filter(None, (event.type, event.mode)))
    yield f"event {event.id}: {name}, {event.status}; score {event.score:.2f}\n"
    yield f"  sentence: {event.sentence}\n"
    for field, why in event.evidence.items():
        yield f"  {field}: {why}\n"
    for link in event.places:
        place = link.mention.place.label if link.mention.place else "unresolved"
        inferred = ", inferred" if link.inferred else ""
        yield f"  place: {link.mention.text!r} = {place} as {link.role}{inferred} ({link.reason})\n"
    for mention in event.mentions[1:]:
        yield f"  also told at {mention.start}-{mention.end}: {mention.sentence}\n"
