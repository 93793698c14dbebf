"""Sets that are joined are what one call would have read: events merge, ids stay apart, nothing is there twice."""

import copy
import datetime
import itertools
import operator
import pickle
from dataclasses import replace

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.event_set import EventSet
from geo.events.attribution import EDITED
from geo.io.archive import pack, unpack
from geo.language import load
from geo.pipeline import event_set
from geo.records import EventMention, Failure, Figure, PlaceLink, Report

DAY = datetime.date(2024, 3, 6)
TEXTS = (
    "A car bomb exploded in Mosul on Monday, killing nine soldiers. Police arrested two men in Lima.",
    "Iraqi police spoke of the car bomb that exploded in Mosul on Monday.",
    "The car bomb in Mosul on Monday wounded twenty people, and protesters marched in Nairobi on Tuesday.",
    "Thousands marched in Nairobi on Tuesday. Envoys met in Doha.",
    "Rain fell.",
    "Gunmen killed five farmers near Maiduguri on Sunday.",
    "Five farmers were killed by gunmen near Maiduguri on Sunday, officials said.",
)


@pytest.fixture(scope="module")
def nlp():
    return load(fast=True)


@pytest.fixture(scope="module")
def reports():
    return [Report(id=f"r{n}.txt", text=text, published=DAY) for n, text in enumerate(TEXTS)]


def test_an_event_told_in_both_is_one_as_in_one_call(nlp, reports):
    one, two = event_set(reports[:1], nlp=nlp), event_set(reports[1:2], nlp=nlp)
    joined = one + two
    assert joined == event_set(reports[:2], nlp=nlp)
    [attack] = [event for event in joined if event.type == "ASSAULT"]
    assert {mention.report for mention in attack.mentions} == {"r0.txt", "r1.txt"}
    assert len(joined) < len(one) + len(two)


@settings(max_examples=15)
@given(
    order=st.permutations(range(len(TEXTS))),
    cuts=st.lists(st.integers(0, len(TEXTS)), max_size=3).map(sorted),
    by_sum=st.booleans(),
)
def test_joined_parts_are_what_one_call_reads(nlp, reports, order, cuts, by_sum):
    shuffled = [reports[n] for n in order]
    edges = [0, *cuts, len(shuffled)]
    parts = [event_set(shuffled[a:b], nlp=nlp) for a, b in itertools.pairwise(edges)]
    joined = sum(parts) if by_sum else EventSet.concat(parts)
    whole = event_set(shuffled, nlp=nlp)
    assert joined == whole
    assert EventSet.concat([joined, EventSet()]) == whole


def test_it_does_not_matter_how_sums_are_bracketed(nlp, reports):
    a, b, c = (event_set(reports[n : n + 2], nlp=nlp) for n in (0, 2, 5))
    assert (a + b) + c == a + (b + c) == EventSet.concat([a, b, c])


def test_parsed_texts_have_ids_of_their_own(nlp):
    one = geo.parse("Police arrested two men in Lima.", nlp=nlp)
    two = geo.parse("Police arrested six men in Cairo.", nlp=nlp)
    assert one.reports[0].id == geo.parse("Police arrested two men in Lima.", nlp=nlp).reports[0].id
    joined = one + two
    assert len({report.id for report in joined.reports}) == 2
    assert len({event.id for event in joined}) == 2
    for event in joined:
        text = joined.report(event.report).text
        assert event.sentence in text
        assert text[event.start : event.end] == event.mentions[0].text


def test_the_same_report_twice_is_one(nlp, reports):
    found = event_set(reports[:2], nlp=nlp)
    assert found + found == found
    more = event_set(reports[1:3], nlp=nlp)
    joined = found + more
    assert [report.id for report in joined.reports] == ["r0.txt", "r1.txt", "r2.txt"]
    spans = [(m.report, m.start, m.end) for m in joined.mention_records]
    assert len(spans) == len(set(spans))
    assert joined == event_set(reports[:3], nlp=nlp)


def test_reports_with_one_id_and_other_texts_are_both_there_with_all_that_refers_to_them(nlp, reports):
    first, second = (replace(report, id="news.txt") for report in reports[:2])
    joined = event_set([first], nlp=nlp) + event_set([second], nlp=nlp)
    assert joined == event_set([first, second], nlp=nlp), "named as in one call"
    assert [report.id for report in joined.reports] == ["news.txt", "news.txt#2"]
    check_references(joined)
    again = joined + event_set([second], nlp=nlp)
    assert again == joined, "it is the second of that id, which is there"


def check_references(found):
    """Check that each offset of each record is in the text that its report has."""
    for mention in found.mention_records:
        assert found.report(mention.report).text[mention.start : mention.end] == mention.text
    for event in found:
        for mention in (*event.mentions, *(link.mention for link in event.places), *event.figures):
            assert found.report(mention.report).text[mention.start : mention.end] == mention.text
        assert event.report == event.mentions[0].report
    assert len({event.id for event in found}) == len(found)
    assert unpack(pack(found), make=EventSet) == found


def test_every_reference_is_renamed(make_event, make_mention):
    def a_set(text, root):
        mention = make_mention()
        figure = Figure(kind="killed", low=9, high=9, text="Doctors", start=0, end=7, report="r1")
        event = make_event(
            type=root,
            mentions=(
                EventMention(report="r1", start=8, end=15, text="treated", sentence="s"),
                EventMention(report="r2", start=8, end=15, text="treated", sentence="s"),
            ),
            places=(PlaceLink(mention=mention, role="location"),),
            figures=(figure,),
        )
        others = (Report(id="r2", text="the same"), Report(id="r1", text=text))
        return EventSet(others, (event,), (mention,))

    joined = a_set("one", "AID") + a_set("two", "PROTEST")
    assert [report.id for report in joined.reports] == ["r2", "r1", "r1#2"]
    event = joined.event_records[-1]
    assert event.report == "r1#2" and event.id != joined.event_records[0].id
    assert [mention.report for mention in event.mentions] == ["r1#2", "r2"]
    assert event.places[0].mention is joined.mention_records[-1]
    assert event.places[0].mention.report == event.figures[0].report == "r1#2"
    assert joined.links.report.tolist() == joined.mentions.report.tolist() == ["r1", "r1#2"]


def test_ids_that_look_renamed_collide_with_nothing():
    sets = [EventSet((Report(id=name, text=text),)) for name, text in
            (("a", "1"), ("a#2", "2"), ("a", "3"), ("a", "4"), ("a#2", "5"), ("a", "3"))]  # fmt: skip
    joined = EventSet.concat(sets)
    assert len({report.id for report in joined.reports}) == len(joined.reports) == 5
    assert {report.text for report in joined.reports} == set("12345")


def test_reports_of_one_text_are_one_unless_what_is_stated_differs():
    bare, dated = Report(id="a", text="t"), Report(id="a", text="t", published=DAY, source="Post")
    assert (EventSet((bare,)) + EventSet((dated,))).reports == (dated,)
    other = replace(dated, source="Times")
    assert [r.source for r in (EventSet((dated,)) + EventSet((other,))).reports] == ["Post", "Times"]


def test_what_was_edited_by_hand_stays_edited(nlp, reports):
    one, two = event_set(reports[:1], nlp=nlp), event_set(reports[1:2], nlp=nlp)
    moved = shapely.Point(43.2, 36.3)

    def edit(event):
        if event.type != "ASSAULT":
            return event
        return replace(
            event, where=moved, radius_m=5.0, edited=("where",), evidence={**event.evidence, "where": EDITED}
        )

    edited = replace(one, event_records=tuple(map(edit, one)))
    for joined in (edited + two, two + edited, one + edited, edited + one):
        [attack] = [event for event in joined if event.type == "ASSAULT"]
        assert (attack.where, attack.radius_m, attack.evidence["where"]) == (moved, 5.0, "Edited by hand.")


def test_told_otherwise_is_kept(nlp):
    def told(day):
        return geo.parse(f"Gunmen killed nine farmers in Maiduguri on {day} May 2024.", nlp=nlp)

    [event] = told(5) + told(6)
    assert [event.when.start.day, *(when.start.day for when in event.other_dates)] in ([5, 6], [6, 5])


def test_many_sets_are_put_together_in_one_pass(monkeypatch, make_event):
    from geo.events import coreference

    seen = []
    real = coreference.merge

    def counted(events):
        events = list(events)
        seen.append(len(events))
        return real(events)

    monkeypatch.setattr(coreference, "merge", counted)
    count = 300
    sets = [
        EventSet(
            (Report(id="text", text=str(n)),),
            (make_event(report="text", mentions=(EventMention(report="text", start=0, end=1, text="x", sentence=str(n)),)),),
        )
        for n in range(count)
    ]  # fmt: skip
    total = EventSet.concat(sets)
    assert len(total) == len(total.reports) == count
    assert seen == [count]


def test_sums_are_sets_like_others(nlp, reports):
    one, two = event_set(reports[:1], nlp=nlp), event_set(reports[1:2], nlp=nlp)
    whole = EventSet.concat([one, two])
    assert repr(one + two) == repr(whole)
    assert pickle.loads(pickle.dumps(one + two)) == copy.copy(one + two) == whole
    assert (one + two).filter(lambda event: False).reports == whole.reports
    assert (one + two).events.equals(whole.events)
    with pytest.raises(TypeError):
        operator.add(one, [1])
    with pytest.raises(TypeError):
        operator.add([1], one)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        (one + two).nothing  # noqa: B018
    assert EventSet.concat([]) == EventSet() == sum([EventSet(), EventSet()])


def test_labels_of_rows_are_kept_where_all_sets_have_some():
    def labelled(*names, labels=True):
        reports = tuple(Report(id=name, text=name) for name in names)
        return EventSet(reports, (), (), pd.Index([f"row {name}" for name in names]) if labels else None)

    one, two = labelled("a", "b"), labelled("b", "c")
    assert (one + two).index.tolist() == ["row a", "row b", "row c"], "a report that is in both stands once"
    assert (one + EventSet(failures=(Failure(where="x", stage="reading", why="empty"),))).index.tolist() == [
        "row a",
        "row b",
    ]
    assert (one + labelled("c", labels=False)).index is None
