"""Texts as the rules read them: a doc, its words, and the runs of words that the gazetteer knows."""

import pytest

from gazetteer import store
from geo.language import load, make_doc
from geo.nlp import name_lookup
from geo.records import Report


@pytest.fixture(scope="session")
def words_of():
    """Return a function that makes a doc of a text, its words and what the gazetteer knows of them."""
    nlp = load(fast=True, events=False)

    def made(text):
        doc = nlp.get_pipe("dateline_sentences")(make_doc(nlp, Report(id="r", text=text)))
        words = name_lookup.read_words(text, [(sent.start_char, sent.end_char) for sent in doc.sents])
        return doc, words, name_lookup.look_up(text, words, store.default())

    return made


@pytest.fixture(scope="session")
def read():
    """Return a function that gives the places of a text by rules alone."""
    nlp = load(fast=True, events=False)
    return lambda text: nlp(make_doc(nlp, Report(id="r", text=text)))._.places


@pytest.fixture(scope="session")
def span_of():
    """Return a function that gives the range of words that some words of a text are."""

    def found(text, words, sought):
        start = text.index(sought)
        inside = [i for i, word in enumerate(words) if start <= word.start < start + len(sought)]
        return inside[0], inside[-1] + 1

    return found
