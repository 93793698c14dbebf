"""`dateline_sentences`: where sentences begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from geo.components.base import Component

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Sentences(Component):
    """Sets the sentence starts; a parser that runs later keeps them."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts of a doc."""
        from geo.nlp import sentences

        return sentences.mark(doc)


@Language.factory("dateline_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - the signature is spaCy's
    """Create the sentence splitter."""
    return Sentences(name)
