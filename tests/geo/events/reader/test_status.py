"""The status that the trained reader gives an event whose words leave it open."""

import pytest

from geo.events.reader.status import LEAST, read_status
from geo.plover import ROOTS
from geo.spans import STATUSES, EventWord


def word(**chances):
    return EventWord(
        start=0,
        end=3,
        chances=(0.5,) * len(ROOTS),
        statuses=tuple(chances.get(name, 0.0) for name in STATUSES),
    )


@pytest.mark.parametrize("name", sorted(LEAST))
def test_a_status_is_taken_when_the_reader_is_sure(name):
    status, why = read_status(word(actual=0.1, **{name: 0.9}))
    assert (status, "0.90" in why) == (name, True)
    assert read_status(word(actual=0.5, **{name: 0.35})) is None


def test_what_nobody_read_has_no_status():
    assert read_status(None) is None
    assert read_status(EventWord(start=0, end=3, chances=(0.5,) * len(ROOTS))) is None
