"""The spaCy pipeline: what `load` puts together, and places for given spans.

`load()` gives a blank English pipeline with Dateline's components (`geo.components`). On anybody's own pipeline,
`nlp.add_pipe("dateline_places")` does the same: the factories are entry points.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Span

from geo.components.completion import make_completion
from geo.components.encoder import make_encoder
from geo.components.event_detector import make_event_detector
from geo.components.events import make_events
from geo.components.places import Places, make_places
from geo.components.sentences import make_sentences
from geo.documents.ids import id_of_text
from geo.errors import PipelineMissing, PipelineUnusable
from geo.nlp import entity_links
from geo.nlp.doc_text import text_of
from geo.nlp.docs import make_doc, register
from geo.nlp.normalised_doc import NormalisedView
from geo.plurals import counted
from geo.records import Report
from geo.spans import Toponym

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.records import Mention
    from geo.resolution.resolver import Level
    from geo.spans import Spans

__all__ = [
    "load",
    "make_completion",
    "make_doc",
    "make_encoder",
    "make_event_detector",
    "make_events",
    "make_places",
    "make_sentences",
    "resolve_entities",
    "resolve_spans",
]

_LONGEST = (
    200_000_000  # characters; spaCy's own limit is for its neural parts, ours need little memory a character
)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
"""Labels of OntoNotes for what may be a place, or the people of one."""
_NESTED = 50  # spans that may lie inside one another


def load(
    model: str | None = None,
    *,
    fast: bool = False,
    gazetteer: Sequence[str | Path] = (),
    events: bool = True,
    spans: Spans = "outer",
    outlets: bool = True,
) -> Language:
    """Load a pipeline that finds sentences, places and events.

    Parameters
    ----------
    model
        Name or folder of an installed spaCy pipeline, whose entities then guide the recogniser
        (`PERSON` and `ORG` guard, `GPE`, `LOC` and `FAC` propose); by default blank English and our tagger.
    fast
        Find names by rules alone: several times as quick, less accurate (the README has the figures).
    gazetteer
        Files of one's own places, as `gazetteer.import_places` makes them, to go before the bundled ones.
    events
        Find events too; places alone take half of the time.
    spans
        Which mentions `doc._.mentions` has where a name holds another place's ("Springfield" in "Springfield Town
        Hall"): the `outer` name, the `inner` one, or `all`; the inner one is `embedded`. Rules find outer ones only.
    outlets
        Whether reports of one outlet (`Report.source`) that go through `nlp.pipe` together share evidence of where it
        is based. Without it the places of a report do not depend on the other reports of the stream, and each doc
        comes out before the next is taken.

    Returns
    -------
    spacy.Language
        Its docs have `doc._.names`, `doc._.places`, `doc._.events` and `doc._.language`.

    Raises
    ------
    PipelineMissing, PipelineUnusable
        `model` is not installed, or it is and cannot be loaded.
    GazetteerMissing, BadGazetteer
        A file of `gazetteer` is not there, or is something else.

    Examples
    --------
    >>> [name.removeprefix("dateline_") for name in load().pipe_names]
    ['sentences', 'encoder', 'event_detector', 'places', 'events', 'completion']
    >>> load(fast=True, events=False).pipe_names
    ['dateline_sentences', 'dateline_places']
    """
    nlp = spacy.blank("en") if model is None else _installed(model)
    nlp.max_length = _LONGEST
    nlp.add_pipe("dateline_sentences", first=True)
    own = {"gazetteer": [str(path) for path in gazetteer]}
    if not fast:
        nlp.add_pipe("dateline_encoder", last=True, config=own)
        if events:
            nlp.add_pipe("dateline_event_detector", last=True, config=own)
    places = {**own, "tagger": not fast, "spans": spans, "outlets": outlets}
    nlp.add_pipe("dateline_places", last=True, config=places)
    if events:
        nlp.add_pipe("dateline_events", last=True)
        nlp.add_pipe("dateline_completion", last=True)
    return nlp


def _installed(model: str) -> Language:
    """Load an installed spaCy pipeline, which may need absent packages or another version of spaCy."""
    try:
        return spacy.load(model)
    except Exception as error:
        if spacy.util.is_package(model) or Path(model).exists():
            raise PipelineUnusable(model, str(error)) from error
        raise PipelineMissing(model) from error


def resolve_spans(
    nlp: Language,
    report: Report,
    spans: Sequence[tuple[int, int]],
    *,
    granularity: Level | None = None,
) -> list[Mention]:
    """Choose places for given character spans of a report, in their order; its other names are only context."""
    from geo.resolution import resolver
    from geo.spatial import relations
    from geo.toponyms import recogniser

    view = NormalisedView(make_sentences(nlp, "dateline_sentences")(make_doc(nlp, report)))
    doc, gazetteer = view.doc, _gazetteer_of(nlp)
    text = text_of(doc)
    read = [view.there(start, end) for start, end in spans]
    asked = sorted(set(read))
    toponyms = [Toponym(start=start, end=end, text=text[start:end]) for start, end in asked]
    others = [
        toponym
        for toponym in recogniser.recognise(doc, gazetteer=gazetteer, language=doc._.language)[0]
        if not _overlaps(asked, toponym.start, toponym.end)
    ]
    mentions = resolver.resolve(doc, toponyms, gazetteer=gazetteer, granularity=granularity, context=others)
    related = view.back(relations.relate(doc, mentions, gazetteer=gazetteer, add=False))
    by_span = dict(zip(asked, related, strict=True))
    return [
        replace(by_span[span], start=start, end=end, text=report.text[start:end])
        for span, (start, end) in zip(read, spans, strict=True)
    ]


def resolve_entities(
    nlp: Language,
    doc: Doc,
    spans: Iterable[tuple[int, int] | Span] | None,
    *,
    published: datetime.date | None = None,
    source: str | None = None,
    granularity: Level | None = None,
) -> list[Mention]:
    """Choose places for spans of a doc, by default its entities, as `resolve_spans` does; link those entities.

    The doc is changed: entities at these spans get `ent.kb_id_`, and a doc without mentions of places has these as
    `doc._.places`, so that `ent._.place` and the ids agree.
    """
    register()
    text, given = text_of(doc), doc._.report
    if spans is None:
        spans = [ent for ent in doc.ents if ent.label_ in _PLACE_LABELS]
    pairs = character_spans(spans, len(text))
    report = Report(
        id=given.id if given else id_of_text(text),
        text=text,
        published=published or doc._.published,
        source=source or (given.source if given else None),
    )
    mentions = resolve_spans(nlp, report, pairs, granularity=granularity)
    if "dateline.places" not in doc.user_data:
        doc._.places = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
    places = {pair: mention.place for pair, mention in zip(pairs, mentions, strict=True)}
    entity_links.link(doc, lambda ent: places.get((ent.start_char, ent.end_char)))
    return mentions


def character_spans(spans: Iterable[tuple[int, int] | Span], length: int) -> list[tuple[int, int]]:
    """Return character offsets of spans that are given as such or as spaCy's.

    Raises
    ------
    ValueError
        A span is empty or leaves the text of so many characters.
    """
    pairs = [
        (span.start_char, span.end_char) if isinstance(span, Span) else (span[0], span[1]) for span in spans
    ]
    for start, end in pairs:
        if not 0 <= start < end <= length:
            raise ValueError(
                f"span ({start}, {end}) is empty or outside the text of {counted(length, 'character')}"
            )
    return pairs


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether one of the sorted spans, which are assumed to be short, overlaps `[start, end)`."""
    at = bisect_left(spans, (end, 0))
    return any(spans[i][1] > start for i in range(max(0, at - _NESTED), at))


def _gazetteer_of(nlp: Language) -> Gazetteer:
    """Return the gazetteer of a pipeline; the shared one where it has no component of ours."""
    from gazetteer import store

    places = nlp.get_pipe("dateline_places") if nlp.has_pipe("dateline_places") else None
    return places.gazetteer if isinstance(places, Places) else store.default()
