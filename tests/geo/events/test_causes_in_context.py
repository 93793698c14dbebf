"""Casualties whose own sentence states no cause: what the report around says."""

from dataclasses import replace

import pytest

from geo.events.causes_in_context import REACH, resolve_causes
from geo.events.quantities import find_figures


@pytest.fixture
def events(make_event):
    """Return a function that makes events of the given types; "killed" stands for a casualty."""

    def made(*types, **fields):
        known = [
            make_event(id=str(n), type="ASSAULT" if kind == "killed" else kind, start=10 * n, end=10 * n + 5)
            for n, kind in enumerate(types)
        ]
        known = [replace(each, mentions=(replace(each.mentions[0], start=each.start),)) for each in known]
        return [replace(each, **fields.get(kind, {})) for each, kind in zip(known, types, strict=True)]

    return made


def ids(found):
    return [each.id for each in found]


def test_the_casualties_of_an_attack_stay(events, check_rows):
    def check(cause):
        given = events(cause, "killed")
        assert resolve_causes(given, [0, 1], {1}) == given

    check_rows(["ASSAULT", "PROTEST", "COERCE"], check)


def test_casualties_without_a_cause_go(events, check_rows):
    def check(other):
        assert ids(resolve_causes(events(other, "killed"), [0, 1], {1})) == ["0"]

    check_rows(["CONSULT", "AID", "ACCUSE"], check)
    assert resolve_causes(events("killed"), [0], {0}) == []


@pytest.mark.parametrize(("apart", "kept"), [(REACH, 2), (REACH + 1, 1), (-REACH, 2), (-REACH - 1, 1)])
def test_a_cause_stands_within_six_sentences(events, apart, kept):
    assert REACH == 6
    assert len(resolve_causes(events("ASSAULT", "killed"), [10, 10 + apart], {1})) == kept


@pytest.mark.parametrize(
    ("status", "kept"), [("actual", 2), ("historical", 2), ("future", 1), ("hypothetical", 1), ("negated", 1)]
)
def test_only_what_happened_is_a_cause(events, status, kept):
    assert len(resolve_causes(events("ASSAULT", "killed", ASSAULT={"status": status}), [0, 1], {1})) == kept


def test_an_attack_or_a_hazard_goes_before_a_nearer_protest(events):
    given = events("HAZARD", "PROTEST", "killed")
    assert ids(resolve_causes(given, [0, 2, 3], {2})) == ["0", "1"], "it is the hazard's"
    given = events("PROTEST", "killed")
    assert len(resolve_causes(given, [0, 1], {1})) == 2


def test_of_two_causes_as_near_it_is_the_earlier(events):
    assert ids(resolve_causes(events("HAZARD", "killed", "ASSAULT"), [0, 1, 2], {1})) == ["0", "2"]
    assert ids(resolve_causes(events("ASSAULT", "killed", "HAZARD"), [0, 1, 2], {1})) == ["0", "1", "2"]
    assert ids(resolve_causes(events("ASSAULT", "killed", "HAZARD"), [0, 2, 3], {1})) == ["0", "2"]


def test_one_casualty_is_no_cause_of_another(events):
    assert resolve_causes(events("killed", "killed"), [0, 1], {0, 1}) == []


def test_a_hazard_takes_the_toll_the_place_and_the_day_that_it_lacks(events, make_event):
    unknown = make_event(when=None).when
    hazard = {"where": None, "radius_m": None, "when": unknown}
    figures = find_figures("Nine people were killed and two arrested.")
    given = events("HAZARD", "killed", HAZARD=hazard, killed={"figures": tuple(figures)})
    (found,) = resolve_causes(given, [0, 1], {1})
    assert found.type == "HAZARD"
    assert [figure.kind for figure in found.figures] == ["killed"], "nobody is arrested in a hazard"
    assert (found.where, found.radius_m, found.when) == (given[1].where, given[1].radius_m, given[1].when)
    assert found.mentions == (*given[0].mentions, *given[1].mentions)


def test_a_hazard_keeps_the_place_and_the_day_that_it_has(events):
    given = events("HAZARD", "killed", killed={"where": None})
    (found,) = resolve_causes(given, [0, 1], {1})
    assert (found.where, found.when) == (given[0].where, given[0].when)


def test_nothing_is_given_to_nobody():
    assert resolve_causes([], [], set()) == []
