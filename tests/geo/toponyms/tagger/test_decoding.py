"""From scores to spans: an inside never stands without its begin, and what is likeliest wins."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from geo.toponyms.tagger import decoding


def allowed(tags):
    return all(tag not in (2, 4) or (i > 0 and tags[i - 1] in (tag, tag - 1)) for i, tag in enumerate(tags))


@given(arrays.arrays(np.float32, (4, decoding.TAGS), elements=st.floats(-8, 0, width=32)))
def test_the_best_allowed_sequence_is_found(scores):
    best = max(
        (tags for tags in itertools.product(range(decoding.TAGS), repeat=len(scores)) if allowed(tags)),
        key=lambda tags: sum(scores[i, tag] for i, tag in enumerate(tags)),
    )
    found = decoding.best_tags(scores)
    assert allowed(found)
    assert sum(scores[i, tag] for i, tag in enumerate(found)) == pytest.approx(
        sum(scores[i, tag] for i, tag in enumerate(best)), abs=1e-4
    )


def test_spans_of_tags():
    assert list(decoding.spans_of([0, 1, 2, 2, 1, 3, 4, 0, 3])) == [
        (1, 4, 0),
        (4, 5, 0),
        (5, 7, 1),
        (8, 9, 1),
    ]
    assert list(decoding.spans_of([])) == []


def test_log_softmax_sums_to_one_and_bears_large_scores():
    rows = decoding.log_softmax(np.array([[1000.0, 0, 0], [1, 2, 3]], dtype=np.float32))
    assert np.exp(rows).sum(axis=1) == pytest.approx([1, 1])
    assert rows[0, 0] == pytest.approx(0)
