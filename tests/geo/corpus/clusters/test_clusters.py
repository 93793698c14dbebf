"""Clusters: what is committed stays, decisions hold for ever, events come in order and piece by piece."""

import datetime
import signal
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from geo.corpus.clusters import grouping, store
from geo.corpus.clusters.clusters import AccountRef, Clusters
from geo.errors import DecisionConflict, UnreadableSet
from geo.events.attribution import attribute


def same(clusters, one, other):
    return clusters.event_of(AccountRef.of(one)) == clusters.event_of(AccountRef.of(other))


def test_what_was_not_committed_is_lost(tmp_path, tell, days):
    path = tmp_path / "x.sqlite"
    with Clusters.open(path) as clusters:
        clusters.add([tell("a6")], days)
        clusters.commit("one")
        clusters.add([tell("a7"), tell("a8")], days)
        assert [len(some) for _, some in clusters.events()] == [3]
    with Clusters.open(path) as clusters:
        assert [event.report for _, some in clusters.events() for event in some] == ["a6"]
        assert clusters.tag == "one"


def test_events_come_in_the_order_of_their_days_and_accounts_in_that_of_their_reports(store, tell, days):
    store.add(
        [tell("a9", town="Mosul", day=9), tell("a8"), tell("a7"), tell("a6", town="Bukavu", day=3)], days
    )
    found = list(store.events())
    assert [[event.report for event in some] for _, some in found] == [["a6"], ["a7", "a8"], ["a9"]]
    assert all(
        tell(event.report, town=event.places[0].mention.text, day=event.when.start.day) == event
        for _, some in found
        for event in some
    )
    assert {m.report for m in attribute(found[1][1]).mentions} == {"a7", "a8"}


def test_of_an_event_with_many_accounts_the_first_and_the_latest_are_given(store, tell, days):
    store.add([tell(f"a{n}") for n in range(6, 16)], days)
    [(_, some)] = store.events(most=4)
    assert [event.report for event in some] == ["a6", "a13", "a14", "a15"]


def test_only_what_changed_is_given(store, tell, days):
    store.add([tell("a6"), tell("a7", town="Mosul")], days)
    before = store.revision
    assert list(store.events(changed_since=before)) == []
    store.add([tell("a8", town="Mosul", day=6), tell("a6"), tell("a9", day=9)], days)
    changed = [[event.report for event in some] for _, some in store.events(changed_since=before)]
    assert changed == [["a7", "a8"], ["a9"]]
    assert store.revision == before + 1
    store.add([tell("a6")], days)
    assert store.revision == before + 1


def test_a_changed_report_takes_the_place_of_the_former(store, tell, days, events_of):
    store.add([tell("a6"), tell("a7"), tell("a7", "arrest of others", type="COERCE", start=300)], days)
    store.add([tell("a7", town="Mosul")], days)
    assert sorted(events_of(store).values()) == [["a6"], ["a7"]]


def test_accounts_of_a_report_stand_together(store, tell, days):
    with pytest.raises(ValueError, match="accounts of a6 are not adjacent"):
        store.add([tell("a6"), tell("a7"), tell("a6", start=300)], days)


def test_a_report_of_no_day_counts_for_the_last_day_of_which_it_tells(store, tell, days, events_of):
    store.add(
        [tell("a6"), tell("none", day=7), tell("a9")],
        {"a6": datetime.date(2024, 3, 6), "a9": datetime.date(2024, 3, 9)},
    )
    (ord_,) = store._store.db.execute("SELECT ord FROM accounts WHERE report = 'none'").fetchone()
    assert datetime.date.fromordinal(int.from_bytes(ord_[:4], "big")) == datetime.date(2024, 3, 7)


def test_a_decision_outlives_removal_and_a_new_reading_with_other_offsets(tmp_path, tell, days):
    path = tmp_path / "x.sqlite"
    one, other = tell("a6", start=100), tell("a7", start=500)
    with Clusters.open(path) as clusters:
        clusters.add([one, other], days)
        assert same(clusters, one, other)
        clusters.decide(AccountRef.of(one), AccountRef.of(other), same=False, by="Ann")
        clusters.commit()
    moved = tell("a7", start=530)
    with Clusters.open(path) as clusters:
        assert not same(clusters, one, other)
        clusters.remove(["a7", "a6"])
        assert list(clusters.events()) == []
        assert len(clusters.unmet_decisions()) == 1
        clusters.add([moved, one], days)
        assert not same(clusters, one, moved)
        assert clusters.unmet_decisions() == []


def test_a_decision_holds_for_reports_to_come_and_is_transitive(store, tell, days):
    one, two, three = tell("a6"), tell("a7", town="Mosul"), tell("a8", town="Bukavu")
    refs = [AccountRef.of(event) for event in (one, two, three)]
    store.decide(refs[0], refs[1], same=True)
    store.decide(refs[2], refs[1], same=True)
    store.add([one, two, three], days)
    assert same(store, one, three)
    with pytest.raises(DecisionConflict, match="decided to be one event"):
        store.decide(refs[0], refs[2], same=False)
    assert len(store.decisions()) == 2
    assert same(store, one, three)


def test_decisions_about_two_mentions_of_one_account_are_about_one_account(store, tell, days):
    first = tell("a6")
    second = replace(first.mentions[0], start=900, end=907)
    one = replace(first, mentions=(first.mentions[0], second))
    store.add([one, tell("a7"), tell("a8", town="Mosul")], days)
    again = AccountRef("a6", 900, 907, "bombing")
    store.decide(AccountRef.of(one), AccountRef.of(tell("a8", town="Mosul")), same=True)
    with pytest.raises(DecisionConflict):
        store.decide(again, AccountRef.of(tell("a8", town="Mosul")), same=False)


def test_a_account_is_one_with_itself(store, tell):
    with pytest.raises(ValueError, match="one account"):
        store.decide(AccountRef.of(tell("a6")), AccountRef.of(tell("a6")), same=False)


def test_a_decision_is_lasting_before_the_commit_and_rebuilds_a_store_that_was_lost(tmp_path, tell, days):
    path = tmp_path / "x.sqlite"
    one, other = tell("a6"), tell("a7", town="Mosul")
    with Clusters.open(path) as clusters:
        clusters.add([one, other], days)
        clusters.commit()
        clusters.decide(AccountRef.of(one), AccountRef.of(other), same=True)
    with Clusters.open(path) as clusters:
        assert same(clusters, one, other)
    path.unlink()
    with Clusters.open(path) as clusters:
        clusters.add([one, other], days)
        assert same(clusters, one, other)
        assert clusters.decisions_path.read_text().count("\n") == 1


def test_a_file_of_decisions_that_contradict_is_refused(tmp_path, tell, days):
    path = tmp_path / "x.sqlite"
    refs = AccountRef.of(tell("a6")), AccountRef.of(tell("a7"))
    with Clusters.open(path) as clusters:
        clusters.decide(*refs, same=True)
        line = clusters.decisions_path.read_text()
        clusters.decisions_path.write_text(line + line.replace("true", "false"))
    with pytest.raises(DecisionConflict):
        Clusters.open(path)
    Clusters.open(tmp_path / "y.sqlite").close()


def test_a_store_is_built_anew_with_its_ids(tmp_path, tell, days, events_of):
    with Clusters.open(tmp_path / "x.sqlite") as clusters:
        clusters.add([tell("a8"), tell("a9", town="Mosul")], days)
        list(clusters.events())
        clusters.add([tell("a6"), tell("a7", town="Mosul", day=6)], days)
        clusters.decide(AccountRef.of(tell("a6")), AccountRef.of(tell("a8")), same=False)
        before = events_of(clusters)
        links = set(clusters._store.db.execute("SELECT * FROM links"))
        clusters._store.db.execute("DELETE FROM links")
        clusters._store.db.execute("UPDATE accounts SET strand = n, leader = n")
        clusters.rebuild()
        assert events_of(clusters) == before
        assert set(clusters._store.db.execute("SELECT * FROM links")) == links


ADDS = """
import sys, importlib.util
spec = importlib.util.spec_from_file_location("made", sys.argv[2])
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)
from geo.corpus.clusters.clusters import Clusters
import datetime
def stream():
    for n in range(400):
        if n == 300:
            print("there", flush=True)
            sys.stdin.readline()
        yield made._tell(f"a6-{n}", town=["Goma", "Mosul"][n % 2], day=5 + n % 3)
with Clusters.open(sys.argv[1]) as clusters:
    clusters._store.db.execute("PRAGMA cache_size = 5")  # so that the file is written before the end
    clusters.add((next(s) for s in [stream()] for _ in range(400)))
"""


def test_a_process_that_is_killed_leaves_the_last_commit(tmp_path, tell, days, events_of):
    path = tmp_path / "x.sqlite"
    with Clusters.open(path) as clusters:
        clusters.add([tell("a6"), tell("a7")], days)
        clusters.commit("before")
        before = events_of(clusters)
    script = tmp_path / "adds.py"
    script.write_text(ADDS)
    conftest = str(Path(__file__).parents[1] / "conftest.py")
    with subprocess.Popen(
        [sys.executable, str(script), str(path), conftest], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"there\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert path.with_name("x.sqlite-journal").exists()
    with Clusters.open(path) as clusters:
        assert events_of(clusters) == before
        assert clusters.tag == "before"
        clusters.add([tell("a8")], days)
        assert [len(some) for some in events_of(clusters).values()] == [3]


def test_a_damaged_store_is_refused_in_a_line(tmp_path):
    path = tmp_path / "x.sqlite"
    path.write_text("words" * 1000)
    with pytest.raises(UnreadableSet):
        Clusters.open(path)


def test_any_number_read_at_the_same_time_and_see_what_was_committed(tmp_path, tell, days, events_of):
    path = tmp_path / "x.sqlite"
    with Clusters.open(path) as clusters:
        clusters.add([tell("a6"), tell("a7", town="Mosul")], days)
        clusters.commit()
        clusters.decide(AccountRef.of(tell("a6")), AccountRef.of(tell("a7", town="Mosul")), same=True)
        clusters.commit()
    with Clusters.open(path, readonly=True) as one, Clusters.open(path, readonly=True) as other:
        assert list(events_of(one).values()) == list(events_of(other).values()) == [["a6", "a7"]]
        with Clusters.open(path) as writer:
            writer.add([tell("a8")], days)
            assert list(events_of(one).values()) == [["a6", "a7"]]
    with pytest.raises(UnreadableSet, match="cannot be opened"):
        Clusters.open(tmp_path / "none.sqlite", readonly=True)
    assert not (tmp_path / "none.sqlite").exists()


def test_accounts_are_given_for_ids(store, tell, days):
    store.add([tell("a6"), tell("a7"), tell("a8", town="Mosul", day=8)], days)
    (first, _), (second, _) = store.events()
    assert [[event.report for event in some] for _, some in store.accounts([second, "none", first])] == [
        ["a8"],
        ["a6", "a7"],
    ]


def test_memory_stays_flat(tmp_path, tell):
    """Accounts are taken from a stream one by one, and few of those stored are kept in memory."""
    published = {f"r{n}": datetime.date(2024, 4, 1) + datetime.timedelta(n // 10) for n in range(570)}

    def add(clusters, first, last):
        clusters.add(
            (tell(f"r{n}", town=("Goma", "Mosul")[n % 2], day=1 + n // 10 % 30) for n in range(first, last)),
            published,
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_CACHED", 200)
        patch.setattr(grouping, "_REPORTS", 200)
        patch.setattr("geo.corpus.clusters.clusters._BATCH", 20)
        with Clusters.open(tmp_path / "x.sqlite") as clusters:
            tracemalloc.start()
            try:
                add(clusters, 0, 270)
                before, _ = tracemalloc.get_traced_memory()
                tracemalloc.reset_peak()
                add(clusters, 270, 570)
                assert sum(len(some) for _, some in clusters.events(most=10)) > 200
                after, peak = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
    assert after - before < 500_000
    assert peak - before < 1_000_000
