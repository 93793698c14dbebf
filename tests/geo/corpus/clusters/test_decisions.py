"""Decisions are transitive, contradict one another never, and are lines that outlive crashes and new readings."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corpus.clusters.decisions import AccountRef, Constraints, Decision, append, in_force, read
from geo.errors import DecisionConflict, UnreadableSet


def ref(n):
    return AccountRef(f"r{n}", n, n + 4, "raid")


def said(one, other, *, same):
    return Decision(one=ref(one), other=ref(other), same=same, by="Ann")


def constraints(*some, strict=True):
    return Constraints.of(some, lambda each: each.start, strict=strict)


def test_the_same_as_the_same_is_the_same():
    made = constraints(
        said(1, 2, same=True), said(3, 4, same=True), said(2, 3, same=True), said(4, 5, same=False)
    )
    assert made.same_as(1) == {1, 2, 3, 4}
    assert made.apart_from(1) == {5}
    assert made.apart_from(5) == {1, 2, 3, 4}
    assert made.same_as(9) == made.apart_from(9) == frozenset()


@pytest.mark.parametrize(
    "some",
    [
        [said(1, 2, same=True), said(2, 3, same=True), said(1, 3, same=False)],
        [said(1, 2, same=False), said(2, 3, same=True), said(3, 1, same=True)],
        [said(1, 2, same=True), said(1, 2, same=False)],
    ],
    ids=["apart within", "joined across", "the contrary"],
)
def test_a_contradiction_names_what_it_contradicts(some):
    with pytest.raises(DecisionConflict, match=r"at \d of r\d .*(were decided)"):
        constraints(*some)
    made = constraints(*some, strict=False)
    assert made.skipped == [some[-1]]


def test_what_was_taken_back_counts_no_more():
    some = [said(1, 2, same=True), said(2, 1, same=None), said(1, 2, same=False)]
    assert in_force(some) == [some[-1]]
    assert constraints(*some).apart_from(1) == {2}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=15))
def test_no_account_is_both_one_with_and_apart_from_another(some):
    made = constraints(*(said(a, b, same=same) for a, b, same in some if a != b), strict=False)
    for n in range(6):
        assert not made.same_as(n) & made.apart_from(n)
        assert all(made.same_as(other) == made.same_as(n) for other in made.same_as(n))
        assert all(n in made.apart_from(other) for other in made.apart_from(n))


def test_lines_are_read_back_and_one_that_was_cut_is_not(tmp_path):
    path = tmp_path / "x.jsonl"
    for decision in (said(1, 2, same=True), said(2, 3, same=None)):
        append(path, decision)
    assert read(path) == [said(1, 2, same=True), said(2, 3, same=None)]
    path.write_bytes(path.read_bytes()[:-20])
    assert read(path) == [said(1, 2, same=True)]
    append(path, said(4, 5, same=False))
    assert read(path) == [said(1, 2, same=True), said(4, 5, same=False)]


def test_a_last_line_without_its_end_stays(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text(said(1, 2, same=True).line().rstrip("\n"))
    append(path, said(4, 5, same=False))
    assert read(path) == [said(1, 2, same=True), said(4, 5, same=False)]


@pytest.mark.parametrize("line", ["{}", "[]", "word", json.dumps({"same": 1.5, "one": {}, "other": {}})])
def test_a_line_that_is_none_is_named(tmp_path, line):
    path = tmp_path / "x.jsonl"
    path.write_text(said(1, 2, same=True).line() + line + "\n")
    with pytest.raises(UnreadableSet, match=r"x.jsonl:2"):
        read(path)


def test_a_account_is_found_by_its_words_nearest_to_where_they_were(tell):
    event = tell("a1", start=100)
    meant = AccountRef.of(event)
    assert (meant.report, meant.text) == ("a1", "bombing")
    moved = [(1, tell("a1", start=10)), (2, tell("a1", start=150)), (3, tell("a1", start=400))]
    assert meant.found_in(moved) == 2
    assert meant.found_in([(4, tell("a1", "raid on the market", start=100))]) is None
    assert meant.found_in([(5, tell("b1", start=100))]) is None
