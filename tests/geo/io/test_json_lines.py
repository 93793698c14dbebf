"""JSON lines: a header with the version, then a record a line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.event_set import EventSet
from geo.io import json_lines
from geo.io.archive import VERSION
from geo.records import Report

LINES = st.text(st.sampled_from('a\n\r\u2028\u0085"\\é北 {}'), max_size=20)


@given(LINES)
def test_a_text_with_any_line_breaks_is_one_line(tmp_path_factory, text):
    found = EventSet((Report(id="r", text=text),))
    path = tmp_path_factory.mktemp("x") / "e.jsonl"
    json_lines.write_records(found, path)
    assert path.read_bytes().count(b"\n") == 2
    assert list(json_lines.record_rows(path)) == [
        ("version", {"version": VERSION}),
        ("report", {"id": "r", "text": text}),
    ]


def test_letters_are_written_as_they_are(tmp_path):
    json_lines.write_records(EventSet((Report(id="r", text="Malmö 北京"),)), tmp_path / "e.jsonl")
    assert "Malmö 北京" in (tmp_path / "e.jsonl").read_text(encoding="utf-8")


def test_an_empty_set_is_a_header():
    assert list(json_lines.record_lines(EventSet())) == [json.dumps({"dateline": VERSION}) + "\n"]


@pytest.mark.parametrize("lines", [[], ["[]"], ["null"], ['{"id": 1}'], ["3"]])
def test_without_our_header_the_version_is_not_known(lines):
    assert next(json_lines.rows_of(iter(lines))) == ("version", {"version": None})


def test_blank_lines_are_passed_over_and_others_are_not():
    head = json.dumps({"dateline": VERSION})
    row = json.dumps({"kind": "report", "record": {"id": "r"}})
    assert len(list(json_lines.rows_of(iter([head, "", row, ""])))) == 2
    for broken in ("noise", "[]", '{"kind": "report"}', "3"):
        with pytest.raises((ValueError, TypeError, LookupError)):
            list(json_lines.rows_of(iter([head, broken])))
