"""`dateline_completion`: what the rest of a report gives its events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from geo.components.base import Component
from geo.nlp.normalised_doc import View

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Completion(Component):
    """Infers the place and the day of events that their own sentences do not tell, and their parties' countries."""

    def __call__(self, doc: Doc) -> Doc:
        """Complete the events of a doc; a doc without any stays as it is."""
        from geo.completion import completer

        if doc._.events:
            view = View(doc)
            doc._.events = view.back(completer.complete(view.doc))
        return doc


@Language.factory("dateline_completion", requires=["doc._.places", "doc._.events"], assigns=["doc._.events"])
def make_completion(nlp: Language, name: str) -> Completion:  # noqa: ARG001 - the signature is spaCy's
    """Make the component that completes events."""
    return Completion(name)
