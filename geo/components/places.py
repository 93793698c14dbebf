"""`dateline_places`: the names of places, people and organisations of a report, and where the places are."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from spacy.language import Language
from spacy.scorer import get_ner_prf

from geo.components.base import Component
from geo.components.encoder import ReportEncoder
from geo.failures import map_each
from geo.nlp.doc_text import text_of
from geo.nlp.docs import SPANS
from geo.nlp.normalised_doc import NormalisedView
from geo.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc
    from spacy.training import Example

    from gazetteer.store import Gazetteer
    from geo.records import Mention
    from geo.spans import Toponym

BATCH = 256  # reports that are resolved together
_BATCH_CHARACTERS = 20_000_000
_LANGUAGES = ("en", "xx")  # `xx` is spaCy's for a pipeline of no one language


class Places(Component):
    """Recognises toponyms, resolves them and gives them geometry: `doc._.names`, `doc._.places`, `doc.ents`.

    The settings of its factory:

    - `gazetteer`: files of further places, as `gazetteer.import_places` makes them, which take precedence over the
      bundled ones.
    - `tagger`: whether the neural tagger finds the names in docs without entities; rules find them otherwise.
    - `spans`: which mentions `doc._.mentions` has where a name holds another place's name ("Springfield" in
      "Springfield Town Hall"): the `outer` one, which is the default, the `inner` one, or `all`. `doc._.places` has the
      outer ones always, and `doc._.nested` the inner ones where they are asked for.
    - `outlets`: whether the reports of one outlet that `pipe` is given share evidence of where it is based. Without it
      each report is read by itself: its places are the same whatever other reports come with it, and as when its doc is
      called alone.
    """

    def configure(self, config: Mapping[str, Any]) -> None:
        """Attach the gazetteer."""
        self.tagger: bool = config["tagger"]
        self.spans: Spans = config.get("spans", "outer")
        self.outlets: bool = config.get("outlets", True)
        if self.spans not in get_args(Spans):
            raise ValueError(f"spans {self.spans!r} is none of {', '.join(get_args(Spans))}")
        self._encoder = ReportEncoder(self.name, gazetteer=config["gazetteer"])

    @property
    def gazetteer(self) -> Gazetteer:
        """Where names are looked up."""
        return self._encoder.gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Set the names, places and entities of a doc."""
        read = self._recognised(doc)
        (mentions,) = self._resolved([read])
        return self._placed(read, mentions)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Geocode docs in batches: the reports of one outlet share evidence of where it is based.

        The names of a doc are found when it is taken from the stream, so that the caller can show progress. A doc that
        waits for no other is yielded before the next is taken: each without `outlets`, else one of no known outlet that
        follows none that waits. A doc that fails goes to the error handler alone, and the others of its batch are read
        as without it.
        """
        failed = self.get_error_handler()
        batch: list[_Read] = []
        taken = characters = 0
        for doc in stream:
            taken, characters = taken + 1, characters + len(text_of(doc))
            try:
                read = self._recognised(doc)
            except Exception as error:  # noqa: BLE001 - whatever it is goes to the handler
                failed(self.name, self, [doc], error)
            else:
                if batch or self._shares(read):
                    batch.append(read)
                else:
                    yield from self._batch([read], failed)
            if taken >= min(batch_size, BATCH) or characters > _BATCH_CHARACTERS:
                yield from self._batch(batch, failed)
                batch, taken, characters = [], 0, 0
        yield from self._batch(batch, failed)

    def score(self, examples: Iterable[Example], **options: Any) -> dict[str, Any]:
        """Return precision, recall and F1 of the entities, over all and by label, as spaCy's recogniser does."""
        scores: dict[str, Any] = get_ner_prf(examples, **options)
        return scores

    def _batch(self, batch: Sequence[_Read], failed: Callable[..., None]) -> Iterator[Doc]:
        for read, mentions in zip(batch, map_each(self._resolved, batch), strict=True):
            if isinstance(mentions, Exception):
                failed(self.name, self, [read.view.given], mentions)
                continue
            try:
                doc = self._placed(read, mentions)
            except Exception as error:  # noqa: BLE001 - whatever it is goes to the handler
                failed(self.name, self, [read.view.given], error)
            else:
                yield doc

    def _shares(self, read: _Read) -> bool:
        """Return whether a report is resolved together with others."""
        from geo.resolution.resolver import outlet_of

        return self.outlets and outlet_of(read.view.doc) is not None

    def _recognised(self, doc: Doc) -> _Read:
        from geo.nlp import sentences
        from geo.nlp.encoder import encoder
        from geo.toponyms import recogniser

        if not doc.has_annotation("SENT_START"):  # a pipeline without a parser, and without our splitter
            doc = sentences.mark(doc)
        guided = len(doc.ents) > 0  # another pipeline's entities stay
        if self.tagger:
            self._encoder.truecase(doc)
        view = NormalisedView(doc)
        toponyms, names = recogniser.recognise(
            view.doc,
            gazetteer=self.gazetteer,
            encoding=self._encoder.of(view) if self.tagger else None,
            language=doc._.language,
            nested=self.spans != "outer",
        )
        encoder.detach(doc)
        doc._.names = view.back(names)
        return _Read(view, toponyms, guided)

    def _resolved(self, batch: Sequence[_Read]) -> list[list[Mention]]:
        from geo.resolution import resolver

        docs = [(read.view.doc, read.toponyms) for read in batch]
        return resolver.resolve_all(docs, gazetteer=self.gazetteer)

    def _placed(self, read: _Read, mentions: Sequence[Mention]) -> Doc:
        from geo.nlp import entities, entity_links
        from geo.spatial import relations

        doc = read.view.given
        if self.spans != "outer":
            mentions, nested = _split_nested(mentions)
            placed = relations.relate(read.view.doc, nested, gazetteer=self.gazetteer, add=False)
            doc._.nested = read.view.back(placed)
            doc.user_data[SPANS] = self.spans
        doc._.places = read.view.back(relations.relate(read.view.doc, mentions, gazetteer=self.gazetteer))
        return entity_links.link(doc if read.guided else entities.mark(doc))


def _split_nested(mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Split mentions, sorted by start and the longer first, into those inside no other and those inside one."""
    outer: list[Mention] = []
    inner: list[Mention] = []
    for mention in mentions:
        inside = bool(outer) and mention.end <= outer[-1].end
        (inner if inside else outer).append(mention)
    return outer, inner


class _Read(NamedTuple):
    """A doc whose names are found, but not yet where they are; `guided` by the entities it came with."""

    view: NormalisedView
    toponyms: list[Toponym]
    guided: bool


@Language.factory(
    "dateline_places",
    default_config={"gazetteer": [], "tagger": True, "spans": "outer", "outlets": True},
    assigns=["doc._.names", "doc._.places", "doc._.nested", "doc._.mentions", "doc.ents", "span._.place"],
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_places(
    nlp: Language,
    name: str,
    *,
    gazetteer: list[str],
    tagger: bool,
    spans: str = "outer",
    outlets: bool = True,
) -> Places:
    """Create the component that geoparses; what it is given are the settings of `Places`."""
    if nlp.lang not in _LANGUAGES:
        warnings.warn(
            f"dateline_places reads English, and this pipeline is of the language {nlp.lang!r}: most names of places "
            "will be missed, and events too",
            stacklevel=2,
        )
    # Several processes are given batches of this size; larger ones would be parted otherwise than in one process.
    nlp.batch_size = min(nlp.batch_size, BATCH)
    return Places(name, gazetteer=gazetteer, tagger=tagger, spans=spans, outlets=outlets)
