"""The spaCy pipeline: sentences, places, events, and the `Doc` attributes that carry them.

`load()` gives a blank English pipeline with Dateline's components. On anybody's own pipeline,
`nlp.add_pipe("dateline_places")` does the same: the factories are entry points.
"""

from __future__ import annotations

import warnings
from bisect import bisect_left
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import spacy
from spacy.language import Language
from spacy.pipeline import Pipe

from geo.errors import PipelineMissing, PipelineUnusable, PlacesMissing
from geo.failures import apart
from geo.nlp import language_identification
from geo.nlp.doc_text import text_of
from geo.nlp.docs import make_doc, register
from geo.nlp.normalised_doc import View
from geo.nlp.syntax import make_syntax
from geo.spans import Toponym

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.records import Mention, Report
    from geo.resolution.resolver import Level
    from geo.toponyms.tagger.tagger import Tagger

__all__ = ["load", "make_doc", "make_events", "make_places", "make_sentences", "make_syntax", "resolve_spans"]

_LONGEST = (
    200_000_000  # characters; spaCy's own limit is for its neural parts, ours need little memory a character
)
_BATCH = 256  # reports that are resolved together
_BATCH_CHARACTERS = 20_000_000
_LANGUAGES = ("en", "xx")  # `xx` is spaCy's for a pipeline of no one language
_NESTED = 50  # spans that may lie inside one another


def load(
    model: str | None = None,
    *,
    fast: bool = False,
    gazetteer: Sequence[str | Path] = (),
    syntax: bool = False,
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
        Files of one's own places, as `gazetteer.grow` makes them, to go before the bundled ones.
    syntax
        Tag, parse and lemmatise with the bundled weights before events are coded. What `model` sets of tags, trees
        and lemmas stays as it is.

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
    >>> load().pipe_names
    ['dateline_sentences', 'dateline_places', 'dateline_events']
    """
    nlp = spacy.blank("en") if model is None else _installed(model)
    nlp.max_length = _LONGEST
    nlp.add_pipe("dateline_sentences", first=True)
    nlp.add_pipe(
        "dateline_places",
        last=True,
        config={"gazetteer": [str(path) for path in gazetteer], "tagger": not fast},
    )
    if syntax:
        nlp.add_pipe("dateline_syntax", last=True)
    nlp.add_pipe("dateline_events", last=True)
    return nlp


def _installed(model: str) -> Language:
    """Load somebody else's pipeline, which may need packages that are absent, or be of another spaCy."""
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
    """Choose places for given character spans of a report, in their order; its other names only bear witness."""
    from geo.resolution import resolver
    from geo.spatial import relations
    from geo.toponyms import recogniser

    view = View(make_sentences(nlp, "dateline_sentences")(make_doc(nlp, report)))
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


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted spans, which are taken to be short, has characters of `[start, end)`."""
    at = bisect_left(spans, (end, 0))
    return any(spans[i][1] > start for i in range(max(0, at - _NESTED), at))


class Sentences(Pipe):
    """Sets the sentence starts; a parser that runs later keeps them."""

    def __init__(self, name: str = "dateline_sentences") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        from geo.nlp import sentences

        return sentences.mark(doc)


class Places(Pipe):
    """Recognises toponyms, resolves them and gives them geometry: `doc._.names`, `doc._.places`, `doc.ents`.

    Parameters
    ----------
    gazetteer
        Where to look names up.
    tagger
        Whether the neural tagger finds the names in docs without entities, and the words of events in all; rules find
        the names otherwise, and `doc._.event_words` is `None`.
    name
        In the pipeline.
    """

    def __init__(self, *, gazetteer: Gazetteer, tagger: bool = True, name: str = "dateline_places") -> None:
        self.name = name
        self.gazetteer = gazetteer
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        read = self._recognised(doc)
        (mentions,) = self._resolved([read])
        return self._placed(read, mentions)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """Find the places of docs, batch by batch: the reports of one outlet tell each other where it is at home.

        The names of a doc are found when it is taken from the stream, so that whoever feeds it sees how far it is. A
        doc that fails goes to the error handler alone, and the others of its batch are read as without it.
        """
        failed = self.get_error_handler()
        batch: list[_Read] = []
        taken = characters = 0
        for doc in stream:
            taken, characters = taken + 1, characters + len(text_of(doc))
            try:
                batch.append(self._recognised(doc))
            except Exception as error:  # noqa: BLE001 - whatever it is goes to the handler
                failed(self.name, self, [doc], error)
            if taken >= min(batch_size, _BATCH) or characters > _BATCH_CHARACTERS:
                yield from self._batch(batch, failed)
                batch, taken, characters = [], 0, 0
        yield from self._batch(batch, failed)

    def _batch(self, batch: Sequence[_Read], failed: Callable[..., None]) -> Iterator[Doc]:
        for read, mentions in zip(batch, apart(self._resolved, batch), strict=True):
            if isinstance(mentions, Exception):
                failed(self.name, self, [read.view.given], mentions)
                continue
            try:
                doc = self._placed(read, mentions)
            except Exception as error:  # noqa: BLE001 - whatever it is goes to the handler
                failed(self.name, self, [read.view.given], error)
            else:
                yield doc

    def _recognised(self, doc: Doc) -> _Read:
        from geo.nlp import sentences
        from geo.toponyms import recogniser

        if not doc.has_annotation("SENT_START"):  # a pipeline without a parser, and without our splitter
            doc = sentences.mark(doc)
        guided = len(doc.ents) > 0  # another pipeline's entities stay
        view = View(doc)
        toponyms, names, words = recogniser.recognise(
            view.doc,
            gazetteer=self.gazetteer,
            tagger=_bundled_tagger() if self.tagger else None,
            language=doc._.language,
        )
        doc._.names = view.back(names)
        doc._.event_words = None if words is None else view.back(words)
        return _Read(view, toponyms, guided)

    def _resolved(self, batch: Sequence[_Read]) -> list[list[Mention]]:
        from geo.resolution import resolver

        docs = [(read.view.doc, read.toponyms) for read in batch]
        return resolver.resolve_all(docs, gazetteer=self.gazetteer)

    def _placed(self, read: _Read, mentions: Sequence[Mention]) -> Doc:
        from geo.nlp import entities, entity_links
        from geo.spatial import relations

        doc = read.view.given
        doc._.places = read.view.back(relations.relate(read.view.doc, mentions, gazetteer=self.gazetteer))
        return entity_links.link(doc if read.guided else entities.mark(doc))


class _Read(NamedTuple):
    """A doc whose names are found, but not yet where they are; `guided` by the entities it came with."""

    view: View
    toponyms: list[Toponym]
    guided: bool


class Events(Pipe):
    """Codes the events of a doc that has its places: `doc._.events`; none in a language that is not English."""

    def __init__(self, name: str = "dateline_events") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        from geo.events import coder

        if "dateline.places" not in doc.user_data:
            raise PlacesMissing
        view = View(doc)
        doc._.events = (
            view.back(coder.code(view.doc)) if language_identification.is_english(doc._.language) else ()
        )
        return doc


@Language.factory("dateline_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - the signature is spaCy's
    """Make the sentence splitter."""
    return Sentences(name)


@Language.factory(
    "dateline_places",
    default_config={"gazetteer": [], "tagger": True},
    assigns=["doc._.names", "doc._.places", "doc._.event_words", "doc.ents", "span._.place"],
)
def make_places(nlp: Language, name: str, *, gazetteer: list[str], tagger: bool) -> Places:
    """Make the component that finds places; `gazetteer` lists files of one's own places, `tagger` as in `Places`."""
    from gazetteer import store

    register()
    if nlp.lang not in _LANGUAGES:
        warnings.warn(
            f"dateline_places reads English, and this pipeline is of the language {nlp.lang!r}: most names of places "
            "will be missed, and events too",
            stacklevel=2,
        )
    # Several processes are given batches of this size; larger ones would be parted otherwise than in one process.
    nlp.batch_size = min(nlp.batch_size, _BATCH)
    return Places(gazetteer=store.attach(*gazetteer), tagger=tagger, name=name)


@Language.factory("dateline_events", requires=["doc._.places"], assigns=["doc._.events"])
def make_events(nlp: Language, name: str) -> Events:  # noqa: ARG001 - the signature is spaCy's
    """Make the component that codes events."""
    register()
    return Events(name)


def _bundled_tagger() -> Tagger:
    from geo.toponyms.tagger import tagger

    return tagger.bundled()


def _gazetteer_of(nlp: Language) -> Gazetteer:
    """Give the gazetteer of a pipeline; the shared one where it has no component of ours."""
    from gazetteer import store

    places = nlp.get_pipe("dateline_places") if nlp.has_pipe("dateline_places") else None
    return places.gazetteer if isinstance(places, Places) else store.default()
