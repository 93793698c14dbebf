import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.corpus import plan


def members(numbers, *, part=-1, salt=""):
    """Return members whose ids are those of the numbers, on days and with keys that follow from number and salt."""
    made = np.zeros(len(numbers), dtype=plan.MEMBER)
    made["id"] = numbers
    made["day"] = [738000 + number // 7 for number in numbers]
    keys = [hashlib.blake2b(f"{number}{salt}".encode(), digest_size=15).digest() + b"x" for number in numbers]
    made["key"] = keys
    made["part"], made["reader"] = part, b"a" * 12
    return made


def names(some):
    return [part.name for part in plan.parts_of(plan.combined(members([]), some), mean=8)]


@given(st.permutations(range(100)))
def test_parts_do_not_depend_on_the_order(order):
    assert names(members(order)) == names(members(range(100)))


def test_parts_are_of_the_size_that_is_asked_for_on_average():
    assert 60 < len(names(members(range(800)))) < 140


def test_one_more_report_changes_one_part_or_cuts_one_in_two():
    before = names(members(range(800)))
    for extra in range(800, 830):
        added = members([*range(800), extra])
        added["day"][-1] = 738000 + extra % 110
        after = names(added)
        assert len(set(before) - set(after)) <= 1 and len(set(after) - set(before)) <= 2


def test_what_is_there_already_keeps_its_part_and_what_changed_is_read_again():
    known = members(range(5), part=0)
    given_ = np.concatenate([members([1, 2]), members([3], salt="changed"), members([9])])
    has = plan.combined(known, given_)
    assert dict(zip(has["id"].tolist(), has["part"].tolist(), strict=True)) == {
        0: 0,
        1: 0,
        2: 0,
        4: 0,
        3: -1,
        9: -1,
    }
    assert np.all(np.diff(has["day"]) >= 0)


def test_units_hold_each_report_that_is_to_be_read_once():
    (part,) = plan.parts_of(members(range(50)), mean=1 << 16)
    part.members["part"][::2] = 0
    part.members["offset"] = range(50)
    units = list(part.units("a" * 12))
    assert [offset for unit in units for offset, _ in unit.places] == list(range(1, 50, 2))
    assert max(len(unit.places) for unit in units) <= plan.UNIT
    assert len({unit.name for unit in units} | {unit.name for unit in part.units("b" * 12)}) == 2 * len(units)


def test_reports_without_a_day_come_first_and_say_so():
    some = members(range(3))
    some["day"][2] = plan.UNDATED
    (part,) = plan.parts_of(plan.combined(members([]), some), mean=1 << 16)
    assert part.members["id"].tolist()[0] == 2 and part.name.startswith("undated-")
    assert plan.unread([part]) == 3
