"""Groups are those that are made in memory, whatever the order and the steps in which accounts come and go."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.corpus.clusters.clusters import AccountRef, Clusters, _place
from geo.documents.reading import read_reports
from geo.events.coreference import merge
from geo.language import load
from geo.pipeline import event_set

GOLDEN = Path(__file__).parents[3] / "golden" / "look"


def in_order(reports, days):
    """Return the accounts of reports in the order in which they are grouped."""
    some = sorted(reports.items(), key=lambda each: _place(days.get(each[0]), each[1]))
    return [
        event
        for _, events in some
        for event in sorted(
            events, key=lambda event: (event.start, event.end, event.type, event.mode, event.id)
        )
    ]


def groups_in_memory(events):
    """Return the groups of `merge`, each as the spans of its mentions."""
    return {frozenset((m.report, m.start, m.end) for m in event.mentions) for event in merge(events)}


def groups_in_store(clusters):
    return {
        frozenset((m.report, m.start, m.end) for event in events for m in event.mentions)
        for _, events in clusters.events()
    }


@pytest.fixture(scope="module")
def golden():
    """Give what the reports coded by hand tell, and the same reports again as another outlet prints them."""
    reports = [report for path in sorted(GOLDEN.glob("*.txt")) for report in read_reports(path)]
    again = [
        replace(report, id=f"again-{report.id}", text=report.text.replace("\n\n", "\n\n\n"))
        for report in reports
    ]
    found = event_set([*reports, *again], nlp=load(fast=True))
    told = {report.id: [] for report in found.reports}
    for event in found.unmerged:
        told[event.report].append(event)
    return {name: events for name, events in told.items() if events}, {
        r.id: r.published for r in found.reports
    }


def test_reports_coded_by_hand_are_grouped_as_in_memory(golden, store):
    told, published = golden
    events = in_order(told, published)
    store.add(events, published)
    groups = groups_in_memory(events)
    assert groups_in_store(store) == groups
    assert sum(len({report for report, _, _ in group}) > 1 for group in groups) > 20


def test_and_so_they_are_when_they_come_one_by_one_from_the_last_to_the_first(golden, store):
    told, published = golden
    for report in reversed(told):
        store.add(told[report], published)
    assert groups_in_store(store) == groups_in_memory(in_order(told, published))


WORDS = (
    "bombing of the market",
    "bombing of a bridge",
    "blast at the market",
    "shooting in the market",
    "explosion of a car",
)
TELLINGS = st.lists(
    st.tuples(
        st.sampled_from(WORDS), st.sampled_from(["Goma", "Bukavu"]), st.integers(5, 8),
        st.sampled_from([(), ("Free Army",), ("National Guard",)]),
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip
WORLDS = st.dictionaries(st.sampled_from([f"a{n}" for n in range(5, 13)]), TELLINGS, min_size=2, max_size=8)


def told_by(tell, report, some):
    return [
        tell(report, words, town=town, day=day, parties=parties, start=300 * n)
        for n, (words, town, day, parties) in enumerate(some)
    ]


@settings(max_examples=60)
@given(world=WORLDS, other=WORLDS, data=st.data())
def test_the_groups_depend_on_what_is_there_and_not_on_how_it_came(tell, days, world, other, data):
    told = {report: told_by(tell, report, some) for report, some in world.items()}
    before = {report: told_by(tell, report, some) for report, some in other.items()}
    steps = data.draw(st.permutations(list(before)))
    with tempfile.TemporaryDirectory() as folder, Clusters.open(f"{folder}/x.sqlite") as clusters:
        for report in steps:
            clusters.add(before[report], days)
            if data.draw(st.booleans()):
                list(clusters.events())
        clusters.remove(report for report in before if report not in told)
        for report in data.draw(st.permutations(list(told))):
            clusters.add(told[report], days)
        assert groups_in_store(clusters) == groups_in_memory(in_order(told, days))


@settings(max_examples=40)
@given(world=WORLDS, data=st.data())
def test_what_people_decide_holds_in_any_order_of_reports(tell, days, world, data):
    told = {report: told_by(tell, report, some) for report, some in world.items()}
    refs = [AccountRef.of(event) for events in told.values() for event in events]
    pairs = data.draw(
        st.lists(st.tuples(st.sampled_from(refs), st.sampled_from(refs), st.booleans()), max_size=4)
    )
    made, found = [], []
    for turn in (0, 1):
        with tempfile.TemporaryDirectory() as folder, Clusters.open(f"{folder}/x.sqlite") as clusters:
            if turn:
                for one, other, same in made:
                    clusters.decide(one, other, same=same)
            for report in data.draw(st.permutations(list(told))):
                clusters.add(told[report], days)
            if not turn:
                for one, other, same in pairs:
                    try:
                        clusters.decide(one, other, same=same)
                        made.append((one, other, same))
                    except ValueError:  # DecisionConflict, or the same twice
                        continue
            for one, other, same in made:
                assert (clusters.event_of(one) == clusters.event_of(other)) is same
            found.append(groups_in_store(clusters))
    assert found[0] == found[1]


def test_what_a_person_joins_takes_nothing_of_either_side_away(tell, days, store):
    """Of an attack and an arrest that somebody says are one, each side goes on to gather its own accounts."""
    arrest = {"type": "COERCE", "mode": "arrest"}
    first = [tell("a6"), tell("b6", "arrest of bombers", **arrest)]
    store.add(first, days)
    store.decide(*map(AccountRef.of, first), same=True)
    store.add([tell("a7"), tell("b7", "arrest of bombers", **arrest)], days)
    [(_, accounts)] = store.events()
    assert {event.report for event in accounts} == {"a6", "b6", "a7", "b7"}


def test_the_cost_of_a_account_does_not_grow_with_those_that_are_there(tell, days, store, work):
    """A war that each report tells: the hundredth account costs as much as the thousandth."""

    def add(n):
        store.add([tell(f"a6-{n:04}", "fighting in the town", day=5)], days)

    for n in range(150):
        add(n)
    few = work(lambda: add(150))
    for n in range(151, 600):
        add(n)
    assert work(lambda: add(600)) < 1.5 * few
    [(_, accounts)] = store.events()
    assert len(accounts) == 601
