"""`dateline_completion`: infers missing places and days of events from the rest of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from geo.components.base import Component
from geo.nlp.normalised_doc import NormalisedView

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Completion(Component):
    """Infers places and days of events that their own sentences do not state, and their participants' countries."""

    def __call__(self, doc: Doc) -> Doc:
        """Infer what the events of a doc lack; a doc without events is returned unchanged."""
        from geo.completion import completer

        if doc._.events:
            view = NormalisedView(doc)
            doc._.events = view.back(completer.complete(view.doc))
        return doc


@Language.factory("dateline_completion", requires=["doc._.places", "doc._.events"], assigns=["doc._.events"])
def make_completion(nlp: Language, name: str) -> Completion:  # noqa: ARG001 - the signature is spaCy's
    """Create the component that infers missing places and days."""
    return Completion(name)
