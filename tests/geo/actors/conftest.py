"""How the tests of actors mark a text: its places, people and organisations are made by hand."""

import itertools
import re

import pytest
import spacy

from gazetteer.place import Place
from geo.actors.recogniser import find_actors
from geo.records import Mention
from geo.spans import NamedSpan

NLP = spacy.blank("en")
MARK = re.compile(r"\[(\w)(\w\w)? ([^\]]*)\]")
ROLE_OF = {"d": "demonym", "l": "literal", "m": "metonymic", "e": "embedded"}


def unmarked(marked):
    """Return the text, mentions and names of a text in which "[dKE Kenyan]" marks a demonym of KE.

    l, m and e are the other roles of mentions, p marks a person and o an organisation.
    """
    text, mentions, names = "", [], []
    end = 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        kind, code, words = mark.groups()
        start, end = len(text), mark.end()
        text += words
        if kind in "po":
            label = "PERSON" if kind == "p" else "ORG"
            names.append(NamedSpan(start=start, end=len(text), text=words, label=label))
        else:
            mentions.append(_mention(words, start, ROLE_OF[kind], code))
    return text + marked[end:], mentions, names


def read_marked(marked):
    text, mentions, names = unmarked(marked)
    actors = find_actors(NLP.make_doc(text), mentions=mentions, names=names)
    assert all(text[actor.start : actor.end] == actor.text for actor in actors)
    assert all(a.end <= b.start for a, b in itertools.pairwise(actors))
    return actors


def _mention(words, start, role, code):
    place = Place(
        id="test:1",
        name=words,
        kind="country",
        lon=0.0,
        lat=0.0,
        country=code,
        admin1=None,
        population=None,
        radius_m=1.0,
    )
    end = start + len(words)
    return Mention(
        text=words,
        start=start,
        end=end,
        role=role,
        place=place,
        score=1.0,
        phrase_start=start,
        phrase_end=end,
    )


@pytest.fixture(scope="session")
def mark():
    """Return a function that gives the text, mentions and names of a marked text."""
    return unmarked


@pytest.fixture(scope="session")
def read():
    """Return a function that gives the actors of a marked text."""
    return read_marked


@pytest.fixture(scope="session")
def brief():
    """Return a function that gives the actors of a marked text as (text, country, role)."""
    return lambda marked: [(actor.text, actor.country, actor.role) for actor in read_marked(marked)]
