"""What is told twice, word for word, is read once, and both tellings get what the network says of the first."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.nlp import wordpiece
from geo.nlp.encoder import windows
from geo.nlp.encoder.encoding import Encoding
from geo.nlp.encoder.repeated_sentences import Distinct
from geo.nlp.tokens import TokenView

SENTENCES = [
    "Rain fell all night. ",
    "Police in Lima arrested two men. ",
    "No. ",
    "The market was closed again. ",
]


def spans(told):
    ends = np.cumsum([len(sentence) for sentence in told]).tolist()
    return list(zip([0, *ends[:-1]], ends, strict=True))


def reader(read):
    """Make a network that keeps the words of each window it is shown, and numbers the pieces of all of them."""

    def run(inputs):
        pieces = inputs["ids"].shape[1]
        first = sum(read)
        read.append(pieces)
        column = np.arange(first, first + pieces, dtype=np.float32)[None, :, None]
        return np.repeat(column, 13, axis=2), column

    return run


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_a_repeated_sentence_has_the_scores_of_its_first_telling(told):
    text = "".join(told)
    read = []
    encoding = Encoding(TokenView(text), spans(told), [], {}, vocabulary=wordpiece.load(), run=reader(read))
    scores, ranges = encoding.scores()
    hidden = np.zeros((len(encoding.distinct.tokens), 1), dtype=np.float32)
    for window, state in encoding.hidden_states():
        hidden[window.first : window.last] = state[0][window.heads]
    tokens = encoding.tokens
    by_sentence = {}
    for sentence, (start, end) in zip(told, spans(told), strict=True):
        rows = [i for i, token in enumerate(tokens) if start <= token.start < end]
        first = by_sentence.setdefault(sentence, rows) if len(rows) >= 4 else rows
        for values in (scores, encoding.distinct.expanded(hidden)):
            assert len(values) == len(tokens)
            assert (values[rows] == values[first]).all()
        assert any(a <= rows[0] and rows[-1] < b for a, b in ranges)
    distinct = [sentence for sentence in dict.fromkeys(told) if sentence != "No. "] + ["No. "] * told.count(
        "No. "
    )
    assert len(encoding.distinct.tokens) == sum(
        len(windows.tokens_of(TokenView(sentence), {})) for sentence in distinct
    )
    assert ranges == sorted(ranges)


def test_a_text_without_repeats_is_read_as_it_is():
    told = SENTENCES[:2]
    tokens = windows.tokens_of(TokenView("".join(told)), {})
    distinct = Distinct(tokens, spans(told))
    assert distinct.tokens is tokens
    assert distinct.sentences == spans(told)
    rows = np.zeros((len(tokens), 1), dtype=np.float32)
    assert distinct.expanded(rows) is rows
    assert distinct.expanded_ranges([(0, 3)]) == [(0, 3)]


def test_each_window_is_read_once_whoever_listens():
    text = "Police in Lima arrested two men. " + "the market was closed again. " * 3
    read = []
    encoding = Encoding(TokenView(text), spans([text]), [], {}, vocabulary=wordpiece.load(), run=reader(read))
    list(encoding.hidden_states())
    encoding.scores()
    encoding.scores()
    assert len(read) == 1
