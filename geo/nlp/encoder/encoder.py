"""The encoder: a vocabulary and a network, and the docs that they are run on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from geo.nlp import wordpiece
from geo.nlp.doc_text import text_of
from geo.nlp.encoder import network
from geo.nlp.encoder.encoding import Encoding
from geo.nlp.language_identification import is_english
from geo.nlp.name_lookup import look_up, read_words
from geo.nlp.tokens import view_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from gazetteer.store import Gazetteer
    from geo.nlp.encoder.network import Run
    from geo.nlp.wordpiece import Vocabulary

MOST_WORDS: Final = 50_000
"""Words of a report that the encoder reads; what is longer is a dump rather than a report, and rules read it."""
_SCRIPT: Final = 2_000  # characters by which the script is detected
_KEY: Final = "dateline.encoding"


class Encoder:
    """Encodes docs.

    Parameters
    ----------
    vocabulary
        Of the network's pieces.
    run
        The network.
    """

    def __init__(self, vocabulary: Vocabulary, run: Run) -> None:
        self._vocabulary, self._run = vocabulary, run

    def encode(self, doc: Doc, *, gazetteer: Gazetteer, language: str) -> Encoding | None:
        """Encode a doc with sentence starts, whose text is normalised.

        Returns
        -------
        Encoding or None
            `None` for what the network does not read: it learned English. Rules read other languages that are written
            with capitals, and texts of more than `MOST_WORDS` words.
        """
        text = text_of(doc)
        if not (is_english(language) or _is_caseless(text)):
            return None
        sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
        view = view_of(doc)
        words = read_words(view, sentences)
        if len(words) > MOST_WORDS:
            return None
        lookup = look_up(text, words, gazetteer)
        return Encoding(view, sentences, words, lookup, vocabulary=self._vocabulary, run=self._run)


@cache
def bundled() -> Encoder:
    """Open the bundled encoder, once a process."""
    return Encoder(wordpiece.load(), network.bundled())


def attach(doc: Doc, encoding: Encoding | None) -> None:
    """Attach the encoding to a doc for the components that listen; it is not packed with the doc."""
    doc.user_data[_KEY] = encoding


def is_attached(doc: Doc) -> bool:
    """Return whether a doc was encoded, with whatever result."""
    return _KEY in doc.user_data


def attached(doc: Doc) -> Encoding | None:
    """Return the encoding that a doc carries."""
    encoding: Encoding | None = doc.user_data.get(_KEY)
    return encoding


def detach(doc: Doc) -> None:
    """Release a doc's encoding."""
    doc.user_data.pop(_KEY, None)


def _is_caseless(text: str) -> bool:
    """Return whether a script has no capitals, which rules need to see names."""
    letters = [c for c in text[:_SCRIPT] if c.isalpha()]
    return 2 * sum(c.islower() or c.isupper() for c in letters) < len(letters)
