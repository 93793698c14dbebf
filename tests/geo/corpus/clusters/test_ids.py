"""Ids stay as reports come and go; what was merged, split and removed is recorded."""

import itertools

import pytest

from geo.corpus.clusters.clusters import AccountRef, Clusters
from geo.records import When


def id_of(clusters, account):
    return clusters.event_of(AccountRef.of(account))


def changes(clusters):
    return [(change.kind, change.old, change.new) for change in clusters.history()]


def test_an_id_stays_as_reports_are_added_later_and_earlier_ones_too(store, tell, days):
    store.add([tell("a6")], days)
    first = id_of(store, tell("a6"))
    store.add([tell("a8")], days)
    store.add([tell("a5")], days)
    store.add([tell("a6-2"), tell("a9", "arrest of others", type="COERCE", mode="arrest")], days)
    assert {id_of(store, tell(name)) for name in ("a5", "a6", "a6-2", "a8")} == {first}
    assert changes(store) == []


def test_of_two_events_that_turn_out_to_be_one_the_id_stays_that_was_there_before(store, tell, days):
    later, earlier, other = tell("a9"), tell("a6", "arrest of bombers", type="COERCE"), tell("a7", day=7)
    store.add([later], days)
    kept = id_of(store, later)
    store.add([earlier], days)
    gone = id_of(store, earlier)
    store.add([other], days)
    assert len({kept, gone, id_of(store, other)}) == 3
    store.decide(AccountRef.of(earlier), AccountRef.of(later), same=True, by="Ann", why="same bomb")
    assert id_of(store, earlier) == id_of(store, later) == kept
    assert changes(store) == [("merged", gone, (kept,))]
    [change] = store.history()
    assert "Ann" in change.why
    assert "same bomb" in change.why
    assert change.at.startswith("20")


def test_a_split_leaves_the_id_with_the_account_that_founded_the_event(store, tell, days):
    first, second = tell("a6"), tell("a7")
    store.add([first, second], days)
    before = id_of(store, first)
    assert id_of(store, second) == before
    store.decide(AccountRef.of(first), AccountRef.of(second), same=False)
    assert id_of(store, first) == before
    assert changes(store) == [("split", before, (before, id_of(store, second)))]


def test_the_id_goes_with_the_account_that_gave_it_and_what_is_left_is_named_anew(store, tell, days):
    store.add([tell("a8")], days)
    before = id_of(store, tell("a8"))
    store.add([tell("a6"), tell("a7")], days)
    assert id_of(store, tell("a6")) == id_of(store, tell("a7")) == before
    for other in ("a6", "a7"):
        store.decide(AccountRef.of(tell("a8")), AccountRef.of(tell(other)), same=False)
    assert id_of(store, tell("a8")) == before
    rest = id_of(store, tell("a6"))
    assert rest == id_of(store, tell("a7")) != before
    assert ("split", before, (before, rest)) in changes(store)


def test_what_was_split_and_merged_again_is_as_it_was(store, tell, days):
    first, second = tell("a6"), tell("a7")
    store.add([first, second], days)
    before = id_of(store, first)
    refs = AccountRef.of(first), AccountRef.of(second)
    store.decide(*refs, same=False)
    parted = id_of(store, second)
    store.decide(*refs, same=None)
    assert id_of(store, second) == id_of(store, first) == before
    assert changes(store)[1:] == [("merged", parted, (before,))]


def test_an_event_keeps_its_id_when_the_report_goes_that_founded_it(store, tell, days):
    store.add([tell("a6"), tell("a7"), tell("a8")], days)
    before = id_of(store, tell("a7"))
    store.remove(["a6"])
    assert id_of(store, tell("a7")) == id_of(store, tell("a8")) == before
    store.add([tell("a6", "arrest of somebody", type="COERCE")], days)
    assert id_of(store, tell("a7")) == before


def test_an_event_that_no_report_tells_any_more_is_removed_and_comes_back_with_its_id(store, tell, days):
    store.add([tell("a6")], days)
    before = id_of(store, tell("a6"))
    store.remove(["a6", "b1"])
    assert list(store.events()) == []
    assert changes(store) == [("removed", before, ())]
    store.add([tell("a6")], days)
    assert id_of(store, tell("a6")) == before


def test_an_id_that_is_taken_is_not_given_twice(store, tell, days):
    """The account that gave an event its id goes, comes back in another event, and finds its id in use."""
    store.add([tell("a6"), tell("a7")], days)
    before = id_of(store, tell("a7"))
    store.remove(["a6"])
    list(store.events())
    away = tell("a6", town="Mosul")
    store.add([away], days)
    assert id_of(store, tell("a7")) == before
    assert id_of(store, away) not in (None, before)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_added_in_one_go_ids_do_not_depend_on_the_order(tmp_path, tell, days, order):
    reports = [
        [tell("a6")],
        [tell("a7"), tell("a7", "arrest of others", type="COERCE", start=300)],
        [tell("a8", town="Mosul")],
    ]
    with Clusters.open(tmp_path / "x.sqlite") as clusters:
        clusters.add((event for n in order for event in reports[n]), days)
        found = [(id_, [event.id for event in events]) for id_, events in clusters.events()]
    with Clusters.open(tmp_path / "y.sqlite") as clusters:
        clusters.add((event for some in reports for event in some), days)
        assert found == [(id_, [event.id for event in events]) for id_, events in clusters.events()]


def test_the_day_of_an_event_is_that_which_its_accounts_give_together(store, tell, days):
    day = tell("a8").when
    vague = When(start=None, end=day.end.replace(day=9), granularity="open", text="recently", rule="test")
    store.add([tell("a7", when=vague), tell("a8")], days)
    assert store.revision == 1
    assert store._store.db.execute("SELECT day FROM events").fetchall() == [(day.start.toordinal(),)]
