"""Labels for the encoder, and variations of reports that keep their annotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from geo.nlp import wordpiece
from training.corpora import Annotated, Span
from training.examples import IGNORED, Variations, examples

TEXT = "Omar Nakuru of the Bank of Ghana flew from Kisumu to Lagos. Kenyan police waited."


def span(words, label, role=None, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words), label, role)


REPORT = Annotated(
    "own",
    TEXT,
    (
        span("Omar Nakuru", "PERSON"),
        span("Bank of Ghana", "ORG"),
        span("Ghana", "PLACE", "embedded"),
        span("Kisumu", "PLACE", "literal"),
        span("Lagos", "PLACE", "literal"),
        span("Kenyan", "DEMONYM"),
    ),
    names=True,
    nested=True,
)


@pytest.fixture(scope="module")
def vocabulary():
    return wordpiece.load()


def labelled(report, vocabulary):
    (example,) = examples(report, gazetteer.default(), vocabulary)
    window = example.window
    return [
        (example.places[head], example.names[head], example.roles[head]) for head in window.heads
    ], example


def test_labels_of_the_three_heads(vocabulary):
    rows, example = labelled(REPORT, vocabulary)
    assert [row[0] for row in rows] == [0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 3, 0, 0, 0]
    assert [row[1] for row in rows] == [1, 2, 0, 0, 3, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert [row[2] for row in rows if row[2] != IGNORED] == [2, 0, 0]
    heads = set(example.window.heads)
    assert all(example.places[i] == IGNORED for i in range(len(example.places)) if i not in heads)


def test_nothing_is_learned_where_a_corpus_leaves_it_open(vocabulary):
    corpus = Annotated("gwn", TEXT, REPORT.spans[2:], names=False, nested=True)
    assert {row[1] for row in labelled(corpus, vocabulary)[0]} == {IGNORED}
    english = Annotated("ner", TEXT, REPORT.spans[:2] + REPORT.spans[3:], names=True, nested=False)
    places = [row[0] for row in labelled(english, vocabulary)[0]]
    assert places[4:7] == [IGNORED] * 3  # inside the bank


def test_groups_that_are_no_peoples_are_no_places(vocabulary):
    text = "Republican voters and Kenyan voters waited."
    report = Annotated(
        "ner",
        text,
        (span("Republican", "DEMONYM", text=text), span("Kenyan", "DEMONYM", text=text)),
        names=True,
        nested=False,
    )
    assert [row[0] for row in labelled(report, vocabulary)[0]][:4] == [0, 0, 0, 3]


@given(st.integers(0, 10_000))
def test_variations_keep_their_annotation(seed):
    variations = Variations(["Bamenda", "Port Blair", "Ufa"], lambda name: name != "Lagos", seed=seed)
    other = variations.renamed(REPORT, share=1.0)
    words = [other.text[s.start : s.end] for s in other.spans]
    assert words[1:3] == ["Bank of Ghana", "Ghana"]  # nested names stay
    assert words[3] in {"Bamenda", "Port Blair", "Ufa"}
    assert words[4:] == ["Lagos", "Kenyan"]
    assert words[0].startswith("Omar ")
    recased = variations.recased(other)
    assert len(recased.text) == len(other.text)
    assert recased.text.lower() == other.text.lower()
