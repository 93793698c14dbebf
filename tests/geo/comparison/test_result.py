"""Figures of a comparison: counts that add up, parts, tables, and what is ready for JSON."""

import json

import pandas as pd
import pytest

import geo
from geo.comparison.result import PARTS, interval

OURS = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d", "e"],
        "day": ["2024-05-13", "2024-05-30", "2024-06-02", None, "2024-06-03"],
        "lon": [29.2, 29.2, 32.5, 29.2, None],
        "lat": [-1.7, -1.7, 15.6, -1.7, None],
        "type": ["ASSAULT", "ASSAULT", "PROTEST", "ASSAULT", "ASSAULT"],
        "country": ["CD", "CD", "SD", "CD", "CD"],
    }
)
THEIRS = pd.DataFrame(
    {
        "id": [1, 2, 3, 4],
        "day": ["2024-05-13", "2024-06-01", "2024-06-02", "2024-06-20"],
        "lon": [29.25, 29.2, 32.5, 29.2],
        "lat": [-1.7, -1.7, 15.6, -1.7],
        "type": [
            "Battles: Armed clash",
            "Battles: Armed clash",
            "Protests: Peaceful protest",
            "Battles: Armed clash",
        ],
        "country": ["CD", "CD", "SD", "CD"],
    }
)


@pytest.fixture
def compared():
    return geo.compare(OURS, THEIRS)


def test_precision_recall_and_f1_are_of_what_can_be_compared(compared):
    assert (compared.compared_found, compared.compared_reference, len(compared)) == (3, 4, 3)
    assert compared.precision == 1 and compared.recall == 0.75 and compared.f1 == pytest.approx(6 / 7)
    assert "precision 1.00, recall 0.75, F1 0.86" in repr(compared)


def test_counts_add_up_to_all_rows(compared):
    summary = compared.summary()
    for side, count in (("found", 5), ("reference", 4)):
        counts = summary[side]
        left = sum(counts["unmatched"].values()) + sum(counts["not_compared"].values())
        assert counts["matched"] + left == counts["events"] == count
    assert summary["found"]["not_compared"] == {"no day": 1, "no place": 1}
    assert json.loads(json.dumps(summary)) == summary


def test_a_pair_counts_in_the_part_of_its_own_side(compared):
    months = compared.by("month")
    assert months.loc["2024-05", ["found", "found_matched", "reference", "reference_matched"]].tolist() == [
        2,
        2,
        1,
        1,
    ]
    assert months.loc["2024-06", ["found", "found_matched", "reference", "reference_matched"]].tolist() == [
        1,
        1,
        3,
        2,
    ]
    assert months["precision"].tolist() == [1, 1]
    types = compared.by("type")
    assert types.index.tolist() == ["ASSAULT", "PROTEST"] and types.loc["ASSAULT", "recall"] == pytest.approx(
        2 / 3
    )
    for part in PARTS:
        frame = compared.by(part)
        assert frame["found"].sum() == 3 and frame["reference_matched"].sum() == 3, part
    assert compared.by("country").index.tolist() == ["CD", "SD"]
    assert all(name.startswith(("CD, ", "SD, ")) for name in compared.by("admin1").index)
    with pytest.raises(ValueError, match="no part 'week'"):
        compared.by("week")


def test_pairs_have_what_makes_their_score(compared):
    pairs = compared.pairs
    assert pairs["found"].tolist() == ["a", "b", "c"] and pairs["reference"].tolist() == ["1", "2", "3"]
    assert pairs["days"].tolist() == [0, 2, 0] and pairs["km"].iloc[0] == pytest.approx(5.6, abs=0.1)
    assert pairs.crs == "EPSG:4326" and set(pairs.geom_type) == {"LineString"}
    assert pairs["found_start"].iloc[1] == pd.Timestamp("2024-05-30")


def test_every_event_of_both_tables_has_its_outcome(compared):
    events = compared.events
    assert len(events) == 9 and events["side"].tolist() == ["found"] * 5 + ["reference"] * 4
    assert events["outcome"].tolist()[:5] == ["matched", "matched", "matched", "no day", "no place"]
    assert events["with_id"].fillna("").tolist()[:5] == ["1", "2", "3", "", ""]
    assert events.geometry.isna().tolist() == [False] * 4 + [True] + [False] * 4
    assert events["start"].isna().sum() == 1


def test_nothing_keeps_its_columns():
    empty = geo.compare(OURS.iloc[:0], THEIRS.iloc[:0])
    assert empty.precision is empty.recall is empty.f1 is None
    assert len(empty.pairs) == 0 and list(empty.pairs) == list(geo.compare(OURS, THEIRS).pairs)
    assert len(empty.events) == 0 and empty.by("type").empty
    assert "–" in str(empty)
    json.dumps(empty.summary())


def test_an_interval_holds_the_share():
    for hits, of in ((0, 5), (5, 5), (50, 100)):
        low, high = interval(hits, of)
        assert 0 <= low <= hits / of <= high <= 1
    assert interval(500, 1000)[1] - interval(500, 1000)[0] < interval(5, 10)[1] - interval(5, 10)[0]
