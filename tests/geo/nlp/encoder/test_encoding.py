"""What the encoder makes of a report, window by window."""

import numpy as np
import pytest

from gazetteer.place import NameMatch, Place
from geo.nlp import name_lookup, sentences, wordpiece
from geo.nlp.encoder.encoding import Encoding
from geo.nlp.encoder.network import INPUTS, OUTPUTS
from geo.nlp.serialisation import Transient
from geo.nlp.tokens import TokenView
from geo.toponyms.tagger.decoding import scores_of

QUITO = Place(id="test:q", name="Quito", kind="settlement", lon=0, lat=0, country="EC")


@pytest.fixture
def encoded():
    """Return a function that encodes a text with a network that counts; and the list of what it was given."""
    seen = []

    def run(inputs):
        seen.append(inputs)
        pieces = inputs["ids"].shape[1]
        scores = np.full((1, pieces, OUTPUTS), float(len(seen)), dtype=np.float32)
        return scores, np.full((1, pieces, 384), float(len(seen)), dtype=np.float32)

    def encode(text, names=()):
        words = name_lookup.read_words(TokenView(text), sentences.split(text))
        lookup = {
            (i, i + 1): (NameMatch(place=QUITO, name_kind="official"),)
            for i, word in enumerate(words)
            if word.text in names
        }
        return Encoding(
            TokenView(text), sentences.split(text), words, lookup, vocabulary=wordpiece.load(), run=run
        ), seen

    return encode


def test_windows_without_a_name_are_not_scored():
    text = "rain fell for two days and the roads were wet. " * 30

    def run(inputs):
        raise AssertionError

    encoding = Encoding(TokenView(text), sentences.split(text), [], {}, vocabulary=wordpiece.load(), run=run)
    found = scores_of(encoding)
    assert list(found.windows) == []
    assert (found.places.argmax(axis=1) == 0).all()


def test_the_network_is_asked_when_somebody_listens(encoded):
    encoding, seen = encoded("Rain fell on Quito.", ["Quito"])
    assert [token.text for token in encoding.tokens] == ["Rain", "fell", "on", "Quito", "."]
    assert list(encoding.known) == [(13, 18)]
    assert not seen
    encoding.scores()
    assert len(seen) == 1
    assert set(seen[0]) == set(INPUTS)
    assert all(array.shape[0] == 1 and array.dtype == np.int64 for array in seen[0].values())


def test_who_listens_twice_costs_nothing_more(encoded):
    encoding, seen = encoded("Rain fell on Quito.")
    first, ranges = encoding.scores()
    again, same = encoding.scores()
    assert len(seen) == 1
    assert (first == again).all()
    assert ranges == same == [(0, 5)]


def test_scores_are_kept_from_the_reading_of_hidden_states(encoded):
    encoding, seen = encoded("Rain fell on Quito.")
    [(window, hidden)] = encoding.hidden_states()
    assert hidden.shape[2] == 384
    assert (window.first, window.last) == (0, 5)
    encoding.scores()
    assert len(seen) == 1


def test_a_window_without_a_capital_is_read_for_its_events_only(encoded):
    encoding, seen = encoded("rain fell for days")
    scores, ranges = encoding.scores()
    assert ranges == [] == seen
    assert not scores.any()
    assert len(list(encoding.hidden_states())) == 1


def test_a_name_that_the_gazetteer_knows_makes_a_window_worth_reading(encoded):
    encoding, seen = encoded("rain fell on quito", ["quito"])
    encoding.scores()
    assert len(seen) == 1


def test_a_repeated_sentence_counts_once(encoded):
    encoding, _ = encoded("Rain fell on Quito. Rain fell on Quito.")
    assert len(encoding.distinct.tokens) == 5
    assert len(encoding.tokens) == 10
    rows = np.arange(5, dtype=np.float32)[:, None]
    assert encoding.distinct.expanded(rows)[:, 0].tolist() == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]
    assert encoding.scores()[0].shape == (10, OUTPUTS)


def test_it_is_never_packed_with_a_doc(encoded):
    assert isinstance(encoded("Rain.")[0], Transient)


def test_an_empty_report(encoded):
    encoding, seen = encoded("")
    assert len(encoding.distinct.tokens) == 0
    assert encoding.scores()[0].shape == (0, OUTPUTS)
    assert list(encoding.hidden_states()) == seen == []
