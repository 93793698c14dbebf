"""`dateline_events`: the events of a report, coded sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from geo.components.base import Component
from geo.components.event_detector import EventDetector
from geo.components.places import Places
from geo.errors import PlacesMissing
from geo.nlp.language_identification import is_english
from geo.nlp.normalised_doc import NormalisedView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc


class Events(Component):
    """Codes the events of a doc that has its places: `doc._.events`; none in a language that is not English.

    The settings of its factory:

    - `detector`: whether triggers are detected in docs that come without `doc._.event_words`; `None` means no.
    - `gazetteer`: as for `dateline_encoder`; used for docs that carry no encoding.
    """

    def configure(self, config: Mapping[str, Any]) -> None:
        """Create a detector if the configuration asks for one."""
        self._detector = (
            EventDetector(self.name, gazetteer=config["gazetteer"]) if config["detector"] else None
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the events of a doc."""
        from geo.events import coder

        if "dateline.places" not in doc.user_data:
            raise PlacesMissing
        if self._detector is not None and "dateline.event_words" not in doc.user_data:
            doc = self._detector(doc)
        view = NormalisedView(doc)
        if not is_english(doc._.language):
            doc._.events = ()
            return doc
        coding = coder.code_events(view.doc)
        doc._.events, doc._.dates = view.back(coding.events), view.back(coding.dates)
        doc._.written_at = coding.written_at and view.back([coding.written_at])[0]
        return doc


@Language.factory(
    "dateline_events",
    default_config={"detector": None},
    requires=["doc._.places"],
    assigns=["doc._.events", "doc._.dates", "doc._.written_at"],
)
def make_events(nlp: Language, name: str, *, detector: bool | None) -> Events:
    """Create the component that codes events.

    `detector` sets whether it detects triggers itself where no `dateline_event_detector` precedes it; by default it
    does where `dateline_places` has its tagger.
    """
    pipes = [component for _, component in nlp.pipeline]
    places = next((component for component in pipes if isinstance(component, Places)), None)
    if detector is None:
        has_own = any(isinstance(component, EventDetector) for component in pipes)
        detector = not has_own and places is not None and places.tagger
    return Events(name, detector=detector, gazetteer=places.config["gazetteer"] if places else [])
