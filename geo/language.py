"""The spaCy pipeline: sentences, places, events, and the `Doc` attributes that carry them.

`load()` gives a blank English pipeline with Dateline's components. On anybody's own pipeline,
`nlp.add_pipe("dateline_places")` does the same: the factories are entry points.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from geo.errors import PipelineMissing
from geo.spans import Toponym
from geo.syntax import make_syntax

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazetteer.store import Gazetteer
    from geo.records import Mention, Report
    from geo.tagger.reader import Tagger

__all__ = ["load", "make_doc", "make_events", "make_places", "make_sentences", "make_syntax", "resolve_spans"]

_LONGEST = (
    200_000_000  # characters; spaCy's own limit is for its neural parts, ours need little memory a character
)
_UNBROKEN = re.compile(r"\S{400}")
_PIECE = re.compile(r"\w{1,100}|[^\w\s]")


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
        Its docs have `doc._.names`, `doc._.places` and `doc._.events`.

    Raises
    ------
    PipelineMissing
        `model` is not installed.
    GazetteerMissing, BadGazetteer
        A file of `gazetteer` is not there, or is something else.

    Examples
    --------
    >>> load().pipe_names
    ['dateline_sentences', 'dateline_places', 'dateline_events']
    """
    if model is None:
        nlp = spacy.blank("en")
    else:
        try:
            nlp = spacy.load(model)
        except OSError as error:
            raise PipelineMissing(model) from error
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


def make_doc(nlp: Language, report: Report) -> Doc:
    """Tokenise a report and attach it to the doc; `nlp` and `nlp.pipe` take the doc from here."""
    _register()
    doc = _plain_doc(nlp, report.text) if _UNBROKEN.search(report.text) else nlp.make_doc(report.text)
    doc._.report = report
    return doc


def _plain_doc(nlp: Language, text: str) -> Doc:
    """Tokenise text with endless words: spaCy's tokeniser takes time in the square of a word's length."""
    from spacy.util import get_words_and_spaces

    words, spaces = get_words_and_spaces(_PIECE.findall(text), text)
    return Doc(nlp.vocab, words=words, spaces=spaces)


def resolve_spans(nlp: Language, report: Report, spans: Sequence[tuple[int, int]]) -> list[Mention]:
    """Choose places for given character spans of a report, in their order, without recognising anything."""
    from geo import relations, resolver

    doc = make_sentences(nlp, "dateline_sentences")(make_doc(nlp, report))
    gazetteer = _gazetteer_of(nlp)
    toponyms = [Toponym(start=start, end=end, text=report.text[start:end]) for start, end in spans]
    ordered = sorted(range(len(toponyms)), key=lambda i: (toponyms[i].start, toponyms[i].end))
    mentions = resolver.resolve(doc, [toponyms[i] for i in ordered], gazetteer=gazetteer)
    mentions = relations.relate(doc, mentions, gazetteer=gazetteer, add=False)
    in_order = dict(zip(ordered, mentions, strict=True))
    return [in_order[i] for i in range(len(toponyms))]


class Sentences:
    """Sets the sentence starts; a parser that runs later keeps them."""

    def __call__(self, doc: Doc) -> Doc:
        from geo import sentences

        return sentences.mark(doc)


class Places:
    """Recognises toponyms, resolves them and gives them geometry: `doc._.names`, `doc._.places`, `doc.ents`.

    Parameters
    ----------
    gazetteer
        Where to look names up.
    tagger
        Whether the neural tagger finds the names in docs without entities; rules do otherwise.
    """

    def __init__(self, *, gazetteer: Gazetteer, tagger: bool = True) -> None:
        self.gazetteer = gazetteer
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        from geo import entities, recognise, relations, resolver

        gazetteer = self.gazetteer
        guided = len(doc.ents) > 0  # another pipeline's entities take the tagger's place
        toponyms, names = recognise.recognise(
            doc, gazetteer=gazetteer, tagger=_bundled_tagger() if self.tagger and not guided else None
        )
        doc._.names = tuple(names)
        mentions = resolver.resolve(doc, toponyms, gazetteer=gazetteer)
        doc._.places = tuple(relations.relate(doc, mentions, gazetteer=gazetteer))
        return doc if guided else entities.mark(doc)


class Events:
    """Codes the events of a doc that has its places: `doc._.events`."""

    def __call__(self, doc: Doc) -> Doc:
        from geo import events

        doc._.events = tuple(events.code(doc))
        return doc


@Language.factory("dateline_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - the signature is spaCy's
    """Make the sentence splitter."""
    return Sentences()


@Language.factory(
    "dateline_places",
    default_config={"gazetteer": [], "tagger": True},
    assigns=["doc._.names", "doc._.places", "doc.ents"],
)
def make_places(nlp: Language, name: str, *, gazetteer: list[str], tagger: bool) -> Places:  # noqa: ARG001 - the signature is spaCy's
    """Make the component that finds places; `gazetteer` lists files of one's own places, `tagger` as in `Places`."""
    from gazetteer import store

    _register()
    return Places(gazetteer=store.attach(*gazetteer), tagger=tagger)


@Language.factory("dateline_events", requires=["doc._.places"], assigns=["doc._.events"])
def make_events(nlp: Language, name: str) -> Events:  # noqa: ARG001 - the signature is spaCy's
    """Make the component that codes events."""
    _register()
    return Events()


def _register() -> None:
    from geo import packing

    packing.register()
    if not Doc.has_extension("report"):
        Doc.set_extension("report", default=None)
    for name in ("names", "places", "events"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=partial(_get, name), setter=partial(_set, name))


def _get(name: str, doc: Doc) -> tuple[Any, ...]:
    """Give what a component found; kept as user data, so that it is packed with the doc."""
    return tuple(doc.user_data.get(f"dateline.{name}", ()))


def _set(name: str, doc: Doc, found: tuple[Any, ...]) -> None:
    doc.user_data[f"dateline.{name}"] = found


def _bundled_tagger() -> Tagger:
    from geo.tagger import reader

    return reader.bundled()


def _gazetteer_of(nlp: Language) -> Gazetteer:
    """Give the gazetteer of a pipeline; the shared one where it has no component of ours."""
    from gazetteer import store

    places = nlp.get_pipe("dateline_places") if nlp.has_pipe("dateline_places") else None
    return places.gazetteer if isinstance(places, Places) else store.default()
