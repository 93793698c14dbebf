"""The first warnings of a kind are logged, the rest counted: a table of unclear dates buries nothing."""

import logging

import pytest

from geo.documents.record_warnings import RecordWarnings


@pytest.fixture
def logged(caplog):
    """Return a function that gives what was logged so far, as (level, line)."""
    caplog.set_level(logging.INFO, logger="geo.documents.record_warnings")
    return lambda: [(record.levelname, record.getMessage()) for record in caplog.records]


def test_three_of_a_kind_are_warned_of_and_further_ones_are_for_the_curious(logged):
    warnings = RecordWarnings("a.csv")
    for number in range(1, 6):
        warnings.add("dates", f"a.csv:{number}", "unclear")
    assert logged() == [("WARNING", f"a.csv:{n}: unclear") for n in (1, 2, 3)] + [
        ("INFO", f"a.csv:{n}: unclear") for n in (4, 5)
    ]
    warnings.close()
    assert logged()[5:] == [("WARNING", "a.csv: dates: 2 more like these")]


def test_kinds_are_counted_apart(logged):
    warnings = RecordWarnings("a.csv")
    for kind in ("dates", "encoding", "dates", "encoding", "dates"):
        warnings.add(kind, "a.csv:1", kind)
    assert {level for level, _ in logged()} == {"WARNING"}
    warnings.close()
    assert len(logged()) == 5, "nothing was held back"


def test_a_closed_one_begins_anew(logged):
    warnings = RecordWarnings("a.csv")
    for _ in range(4):
        warnings.add("dates", "a.csv:1", "unclear")
    warnings.close()
    warnings.close()
    warnings.add("dates", "a.csv:9", "unclear")
    assert [line for level, line in logged() if level == "WARNING"][3:] == [
        "a.csv: dates: 1 more like these", "a.csv:9: unclear",
    ]  # fmt: skip


def test_percent_signs_of_a_report_are_no_format(logged):
    RecordWarnings("a.csv").add("dates", "100%s.csv", "%d of 5%")
    assert logged() == [("WARNING", "100%s.csv: %d of 5%")]


def test_a_lone_surrogate_can_be_written_by_every_handler(logged):
    RecordWarnings("a.csv").add("dates", "half \ud83d, na\udce9", "a day \ud83d")
    assert logged() == [("WARNING", "half ?, na?: a day ?")]
