"""Single dates: every rule is tried, the longest match is kept, and what has no day says why."""

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from geo.dates.expressions import DateExpression, known, single_again, singles, unknown, without_overlap
from geo.dates.intervals import month
from geo.dates.rules import Clock

WEDNESDAY = datetime.date(2023, 3, 15)
CLOCK = Clock(WEDNESDAY)


def texts(text, clock=CLOCK):
    return [each.text for each in singles(text, clock)]


def test_the_longest_of_overlapping_matches_is_kept():
    assert texts("on Tuesday, 16 July 2024 at dawn") == ["Tuesday, 16 July 2024"]
    assert texts("in the summer of 2021") == ["the summer of 2021"]


def test_they_are_not_joined_yet():
    assert texts("from 3 May 2021 to 9 June 2021, since Monday") == ["3 May 2021", "9 June 2021", "Monday"]


def test_a_rule_goes_on_behind_its_match():
    assert texts("Monday Monday Monday") == ["Monday"] * 3


def test_what_cannot_be_read_says_why():
    rules = {each.text: each.when.rule for each in singles("31 April 2021, on Monday, in May", Clock(None))}
    assert list(rules) == ["31 April 2021", "Monday", "May"]
    for (text, rule), word in zip(rules.items(), ("calendar", "relative", "year"), strict=True):
        assert word in rule, text


def test_a_single_date_is_read_again_by_another_clock():
    [found] = singles("They met on Friday.", CLOCK)
    again = single_again(found, Clock(WEDNESDAY, "future"))
    assert (found.when.start.day, again.when.start.day) == (10, 17)
    assert (again.start, again.end, again.text) == (found.start, found.end, found.text)


def test_a_clock_that_makes_no_more_of_it_changes_nothing():
    [found] = singles("They met on Friday.", CLOCK)
    assert single_again(found, Clock(None)) is found
    joined = DateExpression(0, 30, "from 3 May 2021 to 9 June 2021", found.when)
    assert single_again(joined, CLOCK) is joined, "it is no single date"


def test_records():
    when = known(month(2024, 2), "in February", "month")
    assert (when.start.day, when.end.day, when.granularity, when.text, when.rule) == (
        1, 29, "month", "in February", "month",
    )  # fmt: skip
    nothing = unknown("once", "no day")
    assert (nothing.start, nothing.end, nothing.granularity, nothing.text, nothing.rule) == (
        None, None, "unknown", "once", "no day",
    )  # fmt: skip


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(
    lambda span: DateExpression(span[0], sum(span), "x", unknown("x", "why"))
)


@given(st.lists(SPANS))
def test_of_overlapping_ones_the_longest_stays_and_the_first_among_equals(some):
    kept = without_overlap(some)
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
    for each in some:
        rivals = [k for k in kept if k.start < each.end and each.start < k.end]
        best = min(rivals, key=lambda k: (k.start - k.end, k.start))
        assert (best.start - best.end, best.start) <= (each.start - each.end, each.start)
