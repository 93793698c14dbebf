"""Matching two tables: who is paired with whom, why the rest is left, and that the order of the rows changes nothing."""

import numpy as np
import pytest

from geo.comparison.event_columns import OTHER_COUNTRIES, OTHER_DAYS, OTHER_TYPES
from geo.comparison.matching import (
    MATCHED,
    MOST_CANDIDATES,
    NOTHING_NEAR,
    OTHER_TYPE,
    TAKEN,
    Tolerance,
    match,
    matches_by_chance,
)
from geo.comparison.scores import Weights

OPTIONS = {"tolerance": Tolerance(), "weights": Weights()}


def paired(a, b, **options):
    found = match(a, b, **(OPTIONS | options))
    return list(zip(a.ids[found.pairs.found], b.ids[found.pairs.reference], strict=True))


def test_events_are_paired_one_to_one_by_the_best_sum(make_events):
    a = make_events((0, 29.2, -1.7), (1, 29.2, -1.7), (0, 29.2, -1.7))
    b = make_events((1, 29.2, -1.7), (0, 29.21, -1.7))
    found = match(a, b, **OPTIONS)
    assert len(found) == 2 and ("e1", "e0") in paired(a, b)
    assert sorted(found.found_outcome) == [TAKEN, MATCHED, MATCHED]
    assert found.reference_outcome.tolist() == [MATCHED] * 2


def test_what_is_left_says_why(make_events):
    row = lambda day, lon, code="ASSAULT": (day, day, lon, -1.7, 0.0, code)  # noqa: E731
    a = make_events(
        row(0, 29.2), row(0, 29.2), row(0, 29.2, "PROTEST"), row(50, 29.2), row(0, 25.0, "PROTEST")
    )
    b = make_events(row(0, 29.2), row(99, 29.2, "PROTEST"))
    found = match(a, b, **OPTIONS)
    assert sorted(found.found_outcome[:2]) == [TAKEN, MATCHED]
    assert found.found_outcome[2:].tolist() == [OTHER_TYPE, NOTHING_NEAR, NOTHING_NEAR]
    assert found.reference_outcome.tolist() == [MATCHED, NOTHING_NEAR]


def test_what_the_reference_does_not_cover_is_not_held_against_what_was_found(make_events):
    row = lambda day, lon, code: (day, day, lon, -1.7, 0.0, code)  # noqa: E731
    a = make_events(
        row(0, 29.2, "ASSAULT"), row(90, 29.2, "ASSAULT"), row(5, 60.0, "ASSAULT"), row(0, 29.2, "AID"),
        countries=["CD", "CD", "SO", "CD"],
    )  # fmt: skip
    b = make_events(row(0, 29.2, "ASSAULT"), row(9, 29.2, "ASSAULT"))
    assert match(a, b, **OPTIONS).found_outcome.tolist() == [
        MATCHED,
        OTHER_DAYS,
        OTHER_COUNTRIES,
        OTHER_TYPES,
    ]
    # But what the search did not look for is missed.
    assert match(b, a, **OPTIONS).reference_outcome.tolist().count(NOTHING_NEAR) == 2


def test_a_pair_across_a_border_is_a_pair(make_events):
    a = make_events((0, 29.2, -1.7), (9, 29.2, -1.7), countries=["RW", "RW"])
    b = make_events((0, 29.25, -1.7), (20, 29.25, -1.7), countries=["CD", "CD"])
    assert paired(a, b) == [("e0", "e0")]
    assert match(a, b, **OPTIONS).found_outcome.tolist() == [MATCHED, NOTHING_NEAR], (
        "the reference has Rwanda too"
    )


@pytest.mark.parametrize("rows", [40, 400], ids=["exact", "auction"])
def test_the_order_of_the_rows_changes_nothing(make_events, rows):
    chance = np.random.default_rng(5)

    def some(count):
        return [
            (
                int(chance.integers(0, 6)),
                round(float(chance.normal(29, 0.1)), 3),
                round(float(chance.normal(-1, 0.1)), 3),
            )
            for _ in range(count)
        ]

    first, second = some(rows), some(rows - 7)
    wanted = None
    for seed in range(3):
        one, other = (np.random.default_rng(seed).permutation(len(table)) for table in (first, second))
        a, b = make_events(*(first[n] for n in one)), make_events(*(second[n] for n in other))
        a.ids[:], b.ids[:] = [f"a{n}" for n in one], [f"b{n}" for n in other]
        pairs = sorted(paired(a, b))
        wanted = wanted or pairs
        assert pairs == wanted and len(pairs) > rows / 2


def test_more_equal_events_than_are_weighed_are_still_paired(make_events):
    count = 3 * MOST_CANDIDATES
    same = make_events(*[(0, 29.2, -1.7)] * count)
    found = match(same, same, **OPTIONS)
    assert found.candidates <= count * MOST_CANDIDATES
    assert len(found) > 0.98 * count


def test_the_least_score_is_kept(make_events):
    a, b = make_events((0, 29.2, -1.7)), make_events((2, 29.2, -1.7))
    score = match(a, b, **OPTIONS).score[0]
    assert paired(a, b, tolerance=Tolerance(min_score=score + 0.01)) == []
    assert paired(a, b, tolerance=Tolerance(min_score=score - 0.01)) == [("e0", "e0")]


def test_an_empty_table_matches_nothing(make_events):
    a, none = make_events((0, 29.2, -1.7)), make_events()
    for pair in ((a, none), (none, a), (none, none)):
        found = match(*pair, **OPTIONS)
        assert len(found) == 0 and found.total == 0
    assert match(a, none, **OPTIONS).found_outcome.tolist() == [NOTHING_NEAR]


def test_by_chance_counts_what_matches_without_any_reason(make_events):
    daily = make_events(*[(day, 29.2, -1.7) for day in range(400)])
    once = make_events((200, 29.2, -1.7))
    assert matches_by_chance(daily, daily, shift=90, **OPTIONS) > 300
    assert matches_by_chance(once, once, shift=90, **OPTIONS) == 0
