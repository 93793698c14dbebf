"""What can be one event shares a block."""

import datetime
from dataclasses import replace

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.corpus.clusters.blocks import sought_under, stored_under
from geo.events.event_identity import can_be_merged
from geo.events.field_comparison import shared_keys
from geo.events.mention_features import views_of
from geo.records import When

DAY = datetime.date(2024, 3, 6)
PUBLISHED = DAY.toordinal() + 2


def meet(one, other, published=(PUBLISHED, PUBLISHED)):
    stored = stored_under(one, views_of(one), published[0])
    return bool(set(stored) & set(sought_under(other, views_of(other), published[1])))


def moved(event, lon, lat):
    (link,) = event.places
    point = shapely.Point(lon, lat)
    place = replace(link.mention.place, id=f"test:{lon},{lat}", lon=lon, lat=lat)
    link = replace(link, mention=replace(link.mention, geometry=point, place=place))
    return replace(event, places=(link,), where=point)


def on(start, end):
    granularity = "day" if start == end else "range" if start and end else "open"
    return When(start=start, end=end, granularity=granularity, text="then", rule="test")


INTERVALS = st.builds(
    lambda start, days, is_open: on(
        None if is_open == 1 else start, None if is_open == 2 else start + datetime.timedelta(days)
    ),
    st.dates(datetime.date(2023, 12, 1), datetime.date(2024, 3, 8)),
    st.sampled_from([0, 0, 0, 1, 6, 30, 91, 92, 93, 400]),
    st.integers(0, 4),
)
COORDINATES = st.tuples(
    st.sampled_from([-179.99, -2.01, 1.99, 2.01, 179.95]), st.sampled_from([0.0, 1.99, 2.05, 69.9])
)


@given(
    times=st.tuples(INTERVALS, INTERVALS),
    at=st.tuples(COORDINATES, COORDINATES),
    later=st.integers(0, 30),
    wide=st.booleans(),
)
def test_what_can_be_merged_and_shares_a_place_or_a_party_shares_a_block(tell, times, at, later, wide):
    one, other = (
        replace(moved(tell(name, parties=["Free Army"]), *where), when=when)
        for name, when, where in zip("ab", times, at, strict=True)
    )
    if wide:
        shape = shapely.box(at[0][0] - 20, at[0][1] - 20, min(180, at[0][0] + 20), at[0][1] + 10)
        one = replace(one, where=shape, places=())
    if can_be_merged(one, [other]) and set(shared_keys(one)) & set(shared_keys(other)):
        assert meet(one, other, (PUBLISHED, PUBLISHED + later))
        assert meet(other, one, (PUBLISHED + later, PUBLISHED))


@pytest.mark.parametrize(
    "changed",
    [{"type": "AID"}, {"when": on(DAY - datetime.timedelta(40), DAY - datetime.timedelta(40))}],
    ids=["type", "day"],
)
def test_other_types_and_days_share_none(tell, changed):
    assert not meet(tell("a"), replace(tell("b"), **changed))


def test_a_party_far_away_shares_none_but_one_nearby_does(tell):
    here = tell("a", parties=["Free Army"])
    assert not meet(here, moved(tell("b", parties=["Free Army"]), -60.0, 40.0))
    assert meet(here, moved(tell("b", parties=["Free Army"]), 29.4, -1.6))
    assert not meet(here, moved(tell("b", parties=["National Guard"]), 29.4, -1.6))


def test_what_is_merged_with_no_other_report_has_no_block(tell, make_event):
    for event in (replace(tell("a"), where=None), make_event(when=None)):
        assert stored_under(event, views_of(event), 0) == sought_under(event, views_of(event), 0) == []


def test_the_number_of_blocks_is_small(tell):
    event = tell("a", parties=["Free Army", "National Guard"])
    assert len(stored_under(event, views_of(event), PUBLISHED)) < 20
    long = replace(event, when=on(DAY - datetime.timedelta(90), DAY))
    assert len(stored_under(long, views_of(long), PUBLISHED)) < 120
