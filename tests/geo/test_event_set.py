"""A set: how it is iterated, joined and filtered, and the frames that it gives."""

import datetime
import pickle
from dataclasses import replace

import pandas as pd
import pytest

from geo.event_set import EventSet
from geo.failures import Failures
from geo.records import Failure, Report


def test_sets_join_filter_and_iterate(make_event):
    one, two = EventSet((), (make_event(type="AID"),), ()), EventSet((), (make_event(type="PROTEST"),), ())
    assert [event.type for event in one + two] == ["AID", "PROTEST"]
    assert [event.type for event in (one + two).filter(lambda e: e.type == "AID")] == ["AID"]
    assert len(one + EventSet()) == 1


def test_many_sets_are_summed_and_other_things_are_not_added(found):
    apart = [found[[n]] for n in range(3)]
    assert (
        [event.id for event in sum(apart)]
        == [event.id for event in EventSet.concat(apart)]
        == ["a", "b", "c"]
    )
    assert sum([]) == 0 and sum([found]) is found
    for other in (1, None, [found[0]]):
        with pytest.raises(TypeError):
            found + other
        with pytest.raises(TypeError):
            other + found


def test_of_sets_with_nothing_the_one_with_something_is_itself(found):
    assert EventSet.concat([]) == EventSet() == EventSet.concat([EventSet(), EventSet()])
    assert EventSet.concat([EventSet(), found, EventSet()]) is found


def test_joined_sets_keep_reports_and_failures(found):
    failed = EventSet(
        (Report(id="r9", text="x"),), failures=(Failure(where="a.txt", stage="reading", why="empty"),)
    )
    both = found + failed
    assert [report.id for report in both.reports] == ["r1", "r2", "r9"]
    assert both.failures == failed.failures
    assert both.mention_records == found.mention_records


def test_filtering_keeps_the_reports_and_mentions(found):
    none = found.filter(lambda event: False)
    assert (len(none), none.reports, none.mention_records) == (0, found.reports, found.mention_records)
    assert none.filter(lambda event: True) == none


def test_a_report_is_found_by_its_id(found):
    assert found.report("r2") is found.reports[1]
    with pytest.raises(KeyError, match="r3"):
        found.report("r3")


def test_a_failure_in_merging_leaves_the_events_as_they_are(found, monkeypatch):
    monkeypatch.setattr("geo.events.coreference.merge", lambda events: 1 // 0)
    failures = Failures(lambda error: None)
    made = EventSet.merged(found.reports, found.event_records, found.mention_records, failures=failures)
    assert made.event_records == made.unmerged == found.event_records
    assert [failure.stage for failure in made.failures] == ["merging"]


def test_events_as_each_report_tells_them_are_left_behind_with_others(found):
    made = EventSet.merged(found.reports, found.event_records, found.mention_records)
    assert made.unmerged == found.event_records and found.unmerged is None
    assert made.filter(lambda event: True).unmerged is None, "its events may be others"


def test_in_a_line_and_in_a_notebook_it_says_what_it_holds(found):
    assert repr(found) == "<EventSet: 3 events (2 with a place), 2 mentions, 2 reports>"
    assert repr(EventSet()) == "<EventSet: 0 events (0 with a place), 0 mentions, 0 reports>"
    failed = replace(found, failures=(Failure(where="a", stage="reading", why="empty"),))
    assert repr(failed).endswith("2 reports, 1 failed>")
    assert "3, 2 with a place" in found._repr_html_()


def test_frames_have_the_labels_of_the_reports(found):
    labelled = EventSet(
        found.reports, found.event_records, found.mention_records, pd.Index([70, 80], name="row")
    )
    assert labelled.events.index.tolist() == [70, 80, 80] and labelled.events.index.name == "row"
    assert labelled.mentions.index.tolist() == [70, 80] and labelled.links.index.tolist() == [70]
    assert labelled.places.index.tolist() == [0], "a place is of no one report"
    assert labelled == found, "labels are no part of what was found"


def test_frames_are_made_once_and_hold_days(found):
    assert found.events is found.events and found.links is found.links
    assert found.events["when_start"].tolist() == [
        pd.Timestamp(datetime.date(2023, 5, 9)),
        pd.NaT,
        pd.Timestamp(2023, 5, 9),
    ]


def test_a_set_is_written_read_and_pickled(found, tmp_path):
    assert pickle.loads(pickle.dumps(found)) == found
    path = found.to_file(tmp_path / "e.jsonl")
    assert EventSet.from_file(path) == EventSet.from_file(path, edits=False) == found
    with pytest.raises(FileExistsError):
        found.to_file(path)
