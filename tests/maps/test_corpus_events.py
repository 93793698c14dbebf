"""A map of a corpus: its records, or counts of the columns of its files that are those of the records."""

import numpy as np
import pytest

import geo
import maps
from geo.errors import BadFilter
from maps import cells, corpus_events
from maps.cells import Crowd
from maps.event_map import EventMap

pytest.importorskip("pyarrow")
TOWNS = ("Goma", "Mosul", "Lima", "Tromsø")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    reports = [
        {
            "id": f"r{n}",
            "text": f"Gunmen killed {n + 2} people in {TOWNS[n % 4]} on Monday. Nine people protested.",
            "published": f"2024-{n % 12 + 1:02}-15" if n % 5 else None,
        }
        for n in range(24)
    ]
    return geo.corpus.read(reports, tmp_path_factory.mktemp("corpus") / "corpus", fast=True)


def test_a_small_corpus_is_drawn_with_its_records(corpus):
    found = corpus_events.drawn(corpus, "country = 'COD'")
    assert isinstance(found, geo.EventSet)
    assert {event.id for event in found} == set(corpus.frame("events", where="country = 'COD'")["id"])


def test_counts_of_the_columns_are_those_of_the_records(corpus):
    records = cells.columns_of(sorted(corpus.event_records(), key=lambda event: event.id))
    columns, ids = corpus_events.columns_of(corpus)
    order = np.argsort(ids.to_pylist())
    assert len(columns) == len(records) == corpus.manifest.events > 10
    for name in ("lon", "lat"):
        assert np.allclose(getattr(columns, name)[order], getattr(records, name), atol=1e-5, equal_nan=True)
    assert np.array_equal(columns.day[order], records.day)
    assert np.allclose(columns.score[order], records.score, atol=1e-3)
    kinds = [np.array(each.types)[each.type] for each in (columns, records)]
    assert np.array_equal(kinds[0][order], kinds[1])


def test_a_big_corpus_is_counted_and_some_of_it_listed(corpus, monkeypatch):
    monkeypatch.setattr(cells, "MOST_EVENTS", 10)
    monkeypatch.setattr(cells.sample, "__kwdefaults__", {"size": 8, "zoom": 9})
    found = corpus_events.drawn(corpus, None)
    assert isinstance(found, Crowd)
    assert found.counts.total == corpus.manifest.events
    assert found.counts.without_place == corpus.events.geometry.isna().sum()
    assert len(found.listed) == 8
    assert all(event.evidence for event in found.listed)
    page = EventMap(corpus)
    assert page.title == "Events in 24 reports"
    assert len(page.found) == 8
    assert EventMap(corpus, where="country = 'COD' or score > 0").title == "Events"


def test_a_condition_counts_what_meets_it(corpus, monkeypatch):
    monkeypatch.setattr(cells, "MOST_EVENTS", 2)
    found = corpus_events.drawn(corpus, "country = 'COD'")
    assert found.counts.total == (corpus.events["country"] == "CD").sum()
    assert {event.type for event in found.listed} <= set(corpus.events["type"])


def test_nothing_meets_a_condition(corpus):
    assert len(corpus_events.drawn(corpus, "score > 2")) == 0
    columns, ids = corpus_events.columns_of(corpus, "score > 2")
    assert len(columns) == len(ids) == 0


def test_a_page_is_made_of_a_corpus(corpus, tmp_path):
    where = "country = 'COD'"
    maps.save(corpus, tmp_path / "map.html", where=where)
    alike = maps.show(corpus.event_set(where)).document()
    assert (tmp_path / "map.html").read_text("utf-8") == alike


def test_wrong_conditions(corpus):
    with pytest.raises(BadFilter):
        maps.show(corpus, where="nonsense")
    with pytest.raises(ValueError, match="corpus"):
        maps.show([], where="country = 'COD'")
