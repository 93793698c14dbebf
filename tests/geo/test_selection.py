"""Events are chosen of a set as rows of a table and items of a list are, and what is left of a set is one again."""

import numpy as np
import pandas as pd
import pytest

from geo.event_set import EventSet


def ids(some):
    return [event.id for event in some]


def test_a_number_is_an_event_and_a_slice_a_set(found):
    assert found[0] is found.event_records[0]
    assert found[-1].id == "c"
    assert ids(found[1:]) == ["b", "c"]
    assert isinstance(found[0:0], EventSet) and not len(found[0:0])
    with pytest.raises(IndexError, match="no event 3: the set has 3"):
        found[3]


@pytest.mark.parametrize(
    "mask",
    [
        lambda found: found.events.type == "PROTEST",
        lambda found: (
            found.events["mode"] != "phone"
        ),  # missing where there is no mode, which chooses nothing
        lambda found: (found.events.type == "PROTEST").to_numpy(),
        lambda found: [False, True, False],
        lambda found: pd.Series([False, True, pd.NA], dtype=object),
        lambda found: [1],
        lambda found: np.array([-2]),
    ],
    ids=["series", "missing", "array", "list", "objects", "number", "from the end"],
)
def test_a_mask_or_numbers_choose(found, mask):
    chosen = mask(found)
    if isinstance(chosen, pd.Series) and chosen.dtype != object and chosen.isna().any():
        assert ids(found[chosen]) == []
    else:
        assert ids(found[chosen]) == ["b"]


def test_a_chosen_set_has_the_reports_and_mentions_of_its_events(found):
    assert [report.id for report in found[[0]].reports] == ["r1"]
    assert [mention.report for mention in found[1:].mention_records] == ["r2"]
    labelled = EventSet(
        found.reports, found.event_records, found.mention_records, pd.Index(["row 7", "row 8"])
    )
    assert labelled[1:].events.index.tolist() == ["row 8", "row 8"]


@pytest.mark.parametrize("key", ["b", 1.5, None, True, [0.5], ["a"]])
def test_other_keys_are_type_errors(found, key):
    with pytest.raises(TypeError, match="number, slice, mask or list of numbers"):
        found[key]


def test_a_mask_of_something_else_is_refused(found):
    with pytest.raises(IndexError, match="2 values for 3 events"):
        found[[True, False]]
    with pytest.raises(IndexError, match="another index"):
        found[pd.Series([True, True, True], index=[5, 6, 7])]


def test_a_set_of_events_alone(found):
    for given in (list(found), tuple(found)):
        made = EventSet(given)
        assert made.event_records == found.event_records
        assert not made.reports
        assert [mention.place.name for mention in made.mention_records] == ["Kinshasa"]
    with pytest.raises(TypeError, match="reports are Report records, not str"):
        EventSet(("a report",))
    with pytest.raises(TypeError, match="records in a tuple or list, not str"):
        EventSet("text")
    with pytest.raises(TypeError, match="a table of events is mapped as it is"):
        EventSet(found.events)
