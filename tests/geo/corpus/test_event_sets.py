"""Events of a corpus come back as the records that they were read as, and only those that are chosen."""

import datetime

import pytest

import geo
from geo.errors import BadFilter


def test_the_set_has_the_rows_of_the_table(looked_at):
    made, rows = (
        each.sort_values("id").reset_index(drop=True)
        for each in (looked_at.event_set().events, looked_at.events)
    )
    assert len(rows) > 40
    for name in rows.columns.drop("geometry"):
        same = (made[name].astype(object) == rows[name].astype(object)) | (
            made[name].isna() & rows[name].isna()
        )
        assert same.all(), name
    assert made.geometry.geom_equals(rows.geometry).eq(rows.geometry.notna()).all()


def test_events_keep_their_evidence_and_mentions(looked_at):
    found = looked_at.event_set()
    assert len(found.mention_records) == looked_at.manifest.total("mentions")
    assert {report.id for report in found.reports} >= {f"r{n}" for n in range(40)}
    for event in found:
        assert event.evidence and event.mentions
        for mention in event.mentions:
            assert found.report(mention.report).text[mention.start : mention.end] == mention.text
    by_place = {}
    for mention in found.mention_records:
        if mention.place:
            assert by_place.setdefault(mention.place.id, mention.place) is mention.place  # in memory once


def test_a_failed_report_is_a_failure_of_the_whole_set_alone(looked_at):
    whole = looked_at.event_set()
    assert [failure.stage for failure in whole.failures] == ["reading"]
    assert len(whole.reports) == 40
    assert looked_at.event_set("type = 'ASSAULT'").failures == ()


def test_a_condition_chooses_events_and_the_reports_that_tell_of_them(looked_at):
    where = "country = 'COD' and when_start >= '2024-02-01'"
    rows = looked_at.frame("events", where=where)
    found = looked_at.event_set(where)
    assert 0 < len(rows) < len(looked_at.events)
    assert {event.id for event in found} == set(rows["id"])
    assert {report.id for report in found.reports} == set(rows["report"])
    assert {mention.report for mention in found.mention_records} == set(rows["report"])
    assert all(event.when.start >= datetime.date(2024, 2, 1) for event in found)


def test_events_are_chosen_by_id(looked_at):
    ids = looked_at.events["id"].tolist()[3:6]
    assert {event.id for event in looked_at.event_set(ids=[*ids, "no such id"])} == set(ids)


def test_events_come_one_by_one_with_or_without_a_condition(looked_at):
    events = list(looked_at.event_records())
    days = [event.when.start or event.when.end for event in events]
    assert days == sorted(days, key=lambda day: day or datetime.date.min)
    assert {event.id for event in events} == set(looked_at.events["id"])
    chosen = [event.id for event in looked_at.event_records("type = 'ASSAULT'")]
    assert chosen == looked_at.frame("events", where="type = 'ASSAULT'")["id"].tolist() != []


def test_no_event_meets_a_condition(looked_at):
    found = looked_at.event_set("score > 2")
    assert len(found) == len(found.reports) == len(found.mention_records) == 0
    assert list(looked_at.event_records("score > 2")) == []


def test_a_wrong_condition_is_told_at_once(looked_at):
    for ask in (
        looked_at.event_records,
        looked_at.event_set,
        lambda where: looked_at.frame("events", where=where),
    ):
        with pytest.raises(BadFilter):
            ask("tpye = 'AID'")


def test_the_set_joins_with_others_as_if_read_together(looked_at):
    one = looked_at.event_set("report in ('r0', 'r1')")
    other = looked_at.event_set("report = 'r2'")
    joined = geo.EventSet.concat([one, other])
    assert len(joined) == len(one) + len(other)
    assert len(joined.unmerged) == len(one.unmerged) + len(other.unmerged)


def test_an_empty_corpus_has_an_empty_set(tmp_path):
    corpus = geo.corpus.read([], tmp_path / "corpus", fast=True)
    assert len(corpus.event_set()) == 0
    assert list(corpus.event_records("country = 'SDN'")) == []
    assert corpus.frame("events", where="country = 'SDN' and not within(0, 0, 1, 1)").empty
