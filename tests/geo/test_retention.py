"""What is kept of each report: no more than the output needs, and in that the same as ever."""

import dataclasses

import pytest

from geo import pipeline
from geo.language import load
from geo.records import PlaceLink, Report
from geo.retention import kept_records, kept_report

TEXT = (
    "On 3 May 2024 police in Springfield arrested nine men. Rebels shelled Aleppo, Syria, and fled to Idlib."
)


@pytest.fixture(scope="module")
def sets():
    nlp = load(fast=True)
    reports = [
        Report(id=name, text=text, source="S")
        for name, text in (("a", TEXT), ("b", TEXT + " It rained."), ("c", ""))
    ]
    return {
        keep: pipeline.event_set(reports, nlp=nlp, keep=keep)
        for keep in ("all", "candidates", "mentions", "events")
    }


def _bare(mention):
    return dataclasses.replace(mention, candidates=())


def _without(event):
    return dataclasses.replace(
        event,
        places=tuple(dataclasses.replace(link, mention=_bare(link.mention)) for link in event.places),
    )


def test_events_and_mentions_are_the_same_but_for_their_candidates(sets):
    whole = sets["all"]
    assert len(whole) and any(link for event in whole for link in event.places) and len(whole.reports) == 3
    for keep, found in sets.items():
        assert list(map(_without, found)) == list(map(_without, whole)), keep
        assert found.events.to_wkb().equals(whole.events.to_wkb()), keep
        kept = [] if keep == "events" else list(map(_bare, whole.mention_records))
        assert list(map(_bare, found.mention_records)) == kept, keep
        assert [dataclasses.replace(r, text="") for r in found.reports] == [
            dataclasses.replace(r, text="") for r in whole.reports
        ], keep


def test_all_is_what_the_pipeline_finds(sets):
    whole = sets["all"]
    assert whole.reports[0].text == TEXT and whole.unmerged
    assert any(c.features for m in whole.mention_records for c in m.candidates)


def test_candidates_lose_what_spoke_for_them_and_nothing_else(sets):
    for one, other in zip(sets["all"].mention_records, sets["candidates"].mention_records, strict=True):
        assert [(c.place, c.score) for c in one.candidates] == [(c.place, c.score) for c in other.candidates]
        assert not any(c.features for c in other.candidates)
    assert sets["candidates"].reports == sets["all"].reports and sets["candidates"].unmerged is None


def test_what_is_not_needed_is_gone(sets):
    for keep in ("mentions", "events"):
        found = sets[keep]
        linked = [link.mention for event in found for link in event.places]
        assert linked and not any(m.candidates for m in (*found.mention_records, *linked)), keep
        assert not any(report.text for report in found.reports) and found.unmerged is None, keep


def test_a_linked_mention_stays_one_object_and_equal_sentences_one_string(make_event, make_mention):
    mention = make_mention(sentence=TEXT[20:40])
    other = make_mention(start=9, end=10, sentence=TEXT[20:40])
    event = make_event(places=(PlaceLink(mention=mention, role="location"),))
    assert mention.sentence is not other.sentence
    (one, two), (made,) = kept_records([mention, other], [event], "mentions")
    assert made.places[0].mention is one and one.sentence is two.sentence


def test_texts_are_kept_for_maps_alone(check_rows):
    report = Report(id="a", text=TEXT)
    rows = [("all", TEXT), ("candidates", TEXT), ("mentions", ""), ("events", "")]
    check_rows(rows, lambda row: kept_report(report, row[0]).text == row[1])
