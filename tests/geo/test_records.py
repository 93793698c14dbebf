"""Records are immutable values; a report's text has no half characters, and keeps its offsets."""

import dataclasses
import datetime
import inspect
import pickle
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import records
from geo.records import Report

CLASSES = [
    each for each in vars(records).values() if inspect.isclass(each) and each.__module__ == records.__name__
]
TEXTS = st.text(st.characters() | st.characters(categories=["Cs"]), max_size=20)


@given(TEXTS)
def test_half_characters_are_replaced_one_for_one(text):
    report = Report(id="a", text=text)
    assert len(report.text) == len(text)
    report.text.encode("utf-8")
    assert all(
        new == old or (new == "\ufffd" and "\ud800" <= old <= "\udfff")
        for old, new in zip(text, report.text, strict=True)
    )


def test_every_text_of_a_report_can_be_written():
    half = "x\udc00"
    report = Report(id=half, text=half, title=half, source=half, url=half)
    assert {report.id, report.text, report.title, report.source, report.url} == {"x\ufffd"}
    whole = Report(id="a", text="\U0001f600 x")
    assert whole.text == "\U0001f600 x" and dataclasses.replace(whole, title="\ud83d").title == "\ufffd"


def test_records_are_made_by_names_and_cannot_be_changed(check_rows, make_event, make_mention):
    event, mention = make_event(), make_mention()
    made = {type(each): each for each in (event, mention, event.when, event.mentions[0], mention.candidates[0], Report(id="a", text="x"),
            records.Failure(where="", stage="reading", why="x"), records.PlaceLink(mention=mention, role="origin"),
                records.FieldScores(type=0.5),
            records.Actor(text="x", start=0, end=1, name="x"), records.Figure(kind="killed", low=1, high=1, text="x", start=0, end=1))}  # fmt: skip

    def check(kind):
        record = made[kind]
        name = dataclasses.fields(record)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, name, None)
        with pytest.raises(TypeError):
            kind("positional")
        assert pickle.loads(pickle.dumps(record)) == record

    check_rows(CLASSES, check, name=lambda kind: kind.__name__)


def test_defaults_say_that_nothing_is_known():
    report = Report(id="a", text="x")
    assert (
        report.title,
        report.published,
        report.published_month,
        report.source,
        report.url,
        report.language,
    ) == (None,) * 5 + ("und",)


def test_the_words_of_fields_are_those_that_files_hold():
    assert typing.get_args(records.Status) == ("actual", "historical", "future", "hypothetical", "negated")
    assert {"day", "open", "unknown", "range"} <= set(typing.get_args(records.Granularity))
    assert "location" in typing.get_args(records.PlaceRole) and "literal" in typing.get_args(
        records.MentionRole
    )


def test_records_write_themselves_as_the_command_line_does(make_event, make_mention):
    from geo.json_objects import event_object, mention_object

    assert make_event().toDict() == event_object(make_event(), simplified=True)
    assert make_mention().toDict() == mention_object(make_mention())
    assert (
        Report(id="a", text="x", published=datetime.date(2024, 2, 29)).toDict()["published"] == "2024-02-29"
    )
