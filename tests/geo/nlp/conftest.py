"""Words of texts, as the rules of names and those of sentences read them."""

import pytest
import spacy

from geo.events.clauses import read_sentence
from geo.nlp import name_lookup, sentences


@pytest.fixture(scope="session")
def name_words():
    """Return a function that gives the words of a text of which names are made."""
    return lambda text: name_lookup.read_words(text, sentences.split(text))


@pytest.fixture(scope="session")
def sentence_words():
    """Return a function that gives the words of a sentence; each may be tagged: "fire_NOUN"."""
    nlp = spacy.blank("en")

    def words(text):
        tagged = [word.partition("_") for word in text.split(" ")]
        doc = nlp.make_doc(" ".join(word for word, _, _ in tagged))
        tags = {word: tag for word, _, tag in tagged if tag}
        for token in doc:
            token.pos_ = tags.get(token.text, "")
        return read_sentence(0, doc[:])[0].words

    return words
