"""What is told twice, word for word, is read once, and both tellings get what the network says of the first."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.toponyms.tagger import windows
from geo.toponyms.tagger.network import Scores
from geo.toponyms.tagger.repeated_sentences import score_once

SENTENCES = [
    "Rain fell all night. ",
    "Police in Lima arrested two men. ",
    "No. ",
    "The market was closed again. ",
]


def spans(told):
    ends = np.cumsum([len(sentence) for sentence in told]).tolist()
    return list(zip([0, *ends[:-1]], ends, strict=True))


def scorer(calls):
    """Make a network that numbers the tokens it is shown, and has a window a sentence."""

    def score(tokens, sentences):
        calls.append(" ".join(token.text for token in tokens))
        column = np.arange(len(tokens), dtype=np.float32)[:, None]
        starts = [token.start for token in tokens]
        firsts = np.searchsorted(starts, [start for start, _ in sentences]).tolist()
        ends = [*firsts[1:], len(tokens)]
        ranges = [(first, last) for first, last in zip(firsts, ends, strict=True) if first < last]
        return Scores(column, column, column, ranges, np.repeat(column, 17, axis=1))

    return score


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_a_repeated_sentence_has_the_scores_of_its_first_telling(told):
    text = "".join(told)
    tokens = windows.tokens_of(text, {})
    calls = []
    found = score_once(tokens, spans(told), scorer(calls))
    [read] = calls
    by_sentence = {}
    for sentence, (start, end) in zip(told, spans(told), strict=True):
        rows = [i for i, token in enumerate(tokens) if start <= token.start < end]
        first = by_sentence.setdefault(sentence, rows) if len(rows) >= 4 else rows
        for values in (found.places, found.names, found.roles, found.events):
            assert (values[rows] == values[first]).all()
        assert (rows[0], rows[-1] + 1) in found.windows
    assert len(found.places) == len(tokens)
    for sentence in set(told) - {"No. "}:
        assert read.count(" ".join(re.findall(r"\w+|[^\w\s]", sentence))) == 1
    assert found.windows == sorted(found.windows)


def test_a_text_without_repeats_is_read_as_it_is():
    told = SENTENCES[:2]
    tokens = windows.tokens_of("".join(told), {})
    asked = []

    def score(*given):
        asked.append(given)
        return "scores"

    assert score_once(tokens, spans(told), score) == "scores"
    assert asked == [(tokens, spans(told))]
