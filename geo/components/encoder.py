"""`dateline_encoder`: a report as the network reads it, for the components after it that listen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from geo.components.base import Component
from geo.nlp.doc_text import text_of
from geo.nlp.language_identification import is_english
from geo.nlp.normalised_doc import RESPELLED, NormalisedView, seen_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.nlp.encoder.encoder import Encoder
    from geo.nlp.encoder.encoding import Encoding


class ReportEncoder(Component):
    """Encodes docs: words and their answers of the gazetteer once, the network once a window.

    Whoever listens calls `of`; the last of them in our pipelines, `dateline_places`, lets the encoding go.

    The settings of its factory:

    - `gazetteer`: files of one's own places, as `gazetteer.import_places` makes them, to go before the bundled ones.

    Attributes
    ----------
    encoder
        The network; the bundled one until another is set.
    """

    encoder: Encoder | None = None

    def configure(self, config: Mapping[str, Any]) -> None:
        """Attach the gazetteer."""
        from gazetteer import store

        self.gazetteer: Gazetteer = store.attach(*config["gazetteer"])

    def __call__(self, doc: Doc) -> Doc:
        """Encode a doc for those who listen."""
        from geo.nlp import sentences
        from geo.nlp.encoder import encoder

        if not doc.has_annotation("SENT_START"):  # a pipeline without a parser, and without our splitter
            doc = sentences.mark(doc)
        self.truecase(doc)
        encoder.attach(doc, self.encode(NormalisedView(doc)))
        return doc

    def truecase(self, doc: Doc) -> None:
        """Set how an English doc in one case would be written in the news, for the components to read."""
        from geo.nlp.encoder import truecasing

        seen = seen_text(doc)
        text = text_of(doc) if seen is None else seen.text
        if self.encoder is None and truecasing.is_caseless(text) and is_english(doc._.language):
            doc.user_data[RESPELLED] = truecasing.truecased(text, self.gazetteer)

    def encode(self, view: NormalisedView) -> Encoding | None:
        """Encode what is to be read of a doc."""
        from geo.nlp.encoder import encoder

        network = self.encoder or encoder.bundled()
        return network.encode(view.doc, gazetteer=self.gazetteer, language=view.given._.language)

    def of(self, view: NormalisedView) -> Encoding | None:
        """Return the encoding that a doc carries, else encode it."""
        from geo.nlp.encoder import encoder

        return encoder.attached(view.given) if encoder.is_attached(view.given) else self.encode(view)


@Language.factory("dateline_encoder", default_config={"gazetteer": []})
def make_encoder(nlp: Language, name: str, *, gazetteer: list[str]) -> ReportEncoder:  # noqa: ARG001 - spaCy's
    """Create the component that encodes reports."""
    return ReportEncoder(name, gazetteer=gazetteer)
