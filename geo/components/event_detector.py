"""`dateline_event_detector`: the trigger words of events, `doc._.event_words`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from geo.components.base import Component
from geo.components.encoder import ReportEncoder
from geo.nlp.language_identification import is_english
from geo.nlp.normalised_doc import NormalisedView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from geo.events.reader.network import Network


class EventDetector(Component):
    """Reads event triggers, and who may take part in the events, from the encoder's second layer.

    `doc._.event_words` is `None` in what the encoder does not read, and in languages that are not English.

    The settings of its factory:

    - `gazetteer`: as for `dateline_encoder`; used for docs that carry no encoding.

    Attributes
    ----------
    network
        The reader's; the bundled one until another is set.
    """

    network: Network | None = None

    def configure(self, config: Mapping[str, Any]) -> None:
        """Create an encoder with the configured gazetteer, for docs without an encoding."""
        self._encoder = ReportEncoder(self.name, gazetteer=config["gazetteer"])

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.event_words`."""
        from geo.events.reader import network, reading

        doc._.event_words = None
        if is_english(doc._.language):
            self._encoder.truecase(doc)
            view = NormalisedView(doc)
            encoding = self._encoder.of(view)
            if encoding is not None:
                found = reading.event_words(encoding, self.network or network.bundled())
                doc._.event_words = view.back(found)
        return doc


@Language.factory("dateline_event_detector", default_config={"gazetteer": []}, assigns=["doc._.event_words"])
def make_event_detector(nlp: Language, name: str, *, gazetteer: list[str]) -> EventDetector:  # noqa: ARG001 - spaCy's
    """Create the component that detects event triggers."""
    return EventDetector(name, gazetteer=gazetteer)
