"""Failures are recorded one by one, and cost nothing but themselves."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadPublished, MergeFailed, NoReports, ReportFailed, UnreadableReport
from geo.failures import Failures, map_each, merge_or_keep, record_of
from geo.records import Failure


def test_apart_narrows_a_failure_down_without_changing_the_rest():
    calls = []

    def shares(some):
        calls.append(list(some))
        return [each / sum(some) if each else 1 // 0 for each in some]

    assert map_each(shares, [1, 3]) == [0.25, 0.75] and len(calls) == 1
    first, second, third, fourth = map_each(shares, [0, 1, 0, 3])
    assert isinstance(first, ZeroDivisionError) and isinstance(third, ZeroDivisionError)
    assert (second, fourth) == (0.25, 0.75)
    assert map_each(shares, []) == []


def test_apart_reads_each_alone_where_they_fail_only_together():
    def never_two(some):
        if len(some) > 1:
            raise MemoryError
        return [each * 2 for each in some]

    assert map_each(never_two, [1, 2, 3]) == [2, 4, 6]


@pytest.fixture
def logged(caplog):
    """Return a function that gives what was logged, as (level, line, whether it has a traceback)."""
    caplog.set_level(logging.INFO, logger="geo.failures")
    return lambda: [
        (record.levelname, record.getMessage(), bool(record.exc_info)) for record in caplog.records
    ]


def caused(error, cause):
    error.__cause__ = cause
    return error


def test_each_failure_is_recorded_and_reported(logged):
    reported = []
    failures = Failures(reported.append)
    errors = [
        UnreadableReport("a.txt:3", "empty"),
        caused(ReportFailed("r1", "dateline_places", "KeyError: 'x'"), KeyError("x")),
    ]
    for error in errors:
        failures(error)
    assert reported == errors
    assert failures.records == [
        Failure(where="a.txt:3", stage="reading", why="empty"), Failure(where="r1", stage="dateline_places", why="KeyError: 'x'"),
    ]  # fmt: skip
    assert [(level, trace) for level, _, trace in logged()] == [("INFO", True)], (
        "the traceback of the cause is for the curious"
    )


def test_without_anybody_who_asks_they_are_warnings(logged):
    Failures()(UnreadableReport("a.txt", "empty"))
    assert logged() == [("WARNING", "a.txt: empty", False)]


def test_what_on_error_raises_comes_after_the_record():
    def stop(error):
        raise RuntimeError("enough")

    failures = Failures(stop)
    with pytest.raises(RuntimeError, match="enough"):
        failures(UnreadableReport("a.txt", "empty"))
    assert len(failures.records) == 1


def test_records_are_kept_in_one_place():
    failures = Failures()
    assert Failures.of(failures) is failures
    reported = []
    Failures.of(reported.append)(UnreadableReport("a.txt", "empty"))
    assert len(reported) == 1 and Failures.of(None).records == []


@pytest.mark.parametrize(
    ("error", "record"),
    [
        (UnreadableReport("a.txt", "empty"), Failure(where="a.txt", stage="reading", why="empty")),
        (NoReports("seeds", "not read: 2"), Failure(where="seeds", stage="reading", why="no reports (.txt, .md, .html, .jsonl, .csv, ...) found; not read: 2")),
        (MergeFailed("KeyError: 'x'"), Failure(where="", stage="merging", why="KeyError: 'x'")),
        (BadPublished("soon"), Failure(where="", stage="merging", why="'soon' is not a date: write it as YYYY-MM-DD")),
    ],
    ids=["file", "folder", "merging", "another"],
)  # fmt: skip
def test_the_record_of_an_error(error, record):
    assert record_of(error) == record


def test_what_cannot_be_joined_stays_apart_and_is_reported():
    reported = []
    assert merge_or_keep(lambda items: [sum(items)], (1, 2, 3), reported.append) == [6] and reported == []
    assert merge_or_keep(lambda items: 1 // 0, (1, 2, 3), reported.append) == [1, 2, 3]
    [error] = reported
    assert isinstance(error, MergeFailed) and isinstance(error.__cause__, ZeroDivisionError)
    with pytest.raises(KeyboardInterrupt):
        merge_or_keep(_interrupted, (1,), reported.append)


def _interrupted(items):
    raise KeyboardInterrupt


@given(st.lists(st.integers(-2, 3), max_size=12))
def test_items_that_do_not_fail_come_out_as_if_those_that_do_were_not_there(items):
    def shares(some):
        return [10 / each + len(some) for each in some]

    good = [each for each in items if each]
    expected = iter(shares(good))
    for item, result in zip(items, map_each(shares, items), strict=True):
        assert isinstance(result, ZeroDivisionError) if item == 0 else result == next(expected)
