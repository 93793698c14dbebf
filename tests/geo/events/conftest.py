"""Sentences whose words are marked by hand, and the triggers in them."""

import pytest
import spacy

from geo.events.clauses import read_sentence
from geo.events.factuality import status_of_words
from geo.events.triggers import find_triggers, mark
from geo.records import Actor


@pytest.fixture(scope="session")
def sentence():
    """Return a function that makes a sentence of a text."""
    nlp = spacy.blank("en")

    def made(text):
        (read,) = read_sentence(0, nlp.make_doc(text)[:])
        return read

    return made


@pytest.fixture(scope="session")
def actor():
    """Return a function that makes an actor of words of a text."""

    def made(text, words, **fields):
        start = text.index(words)
        return Actor(text=words, start=start, end=start + len(words), name=words, **fields)

    return made


@pytest.fixture(scope="session")
def marked(make_doc, sentence, actor):
    """Return a function that marks the words of a sentence: the cast's places, and actors and people by their words."""

    def made(text, actors=(), people=()):
        read = sentence(text)
        known = [each if isinstance(each, Actor) else actor(text, each) for each in actors]
        spans = [(text.index(name), text.index(name) + len(name)) for name in people]
        return read, mark(read, actors=known, places=make_doc(text)._.places, people=spans)

    return made


@pytest.fixture(scope="session")
def found(marked):
    """Return a function that finds the listed triggers of a sentence, whose words are marked as by `marked`."""

    def triggers(text, *, play=False, **known):
        return find_triggers(*marked(text, **known), play=play)

    return triggers


@pytest.fixture(scope="session")
def check_status(found):
    """Return a function that checks a row: a text, the words of a trigger in it, the status that its words give."""

    def check(row):
        text, words, status = row
        (match,) = [each for each in found(text) if each.words == words]
        assert status_of_words(match)[0] == status

    return check
