"""The surest day decides when an event was, and the narrowest interval that meets it is taken."""

import datetime
from dataclasses import replace

from geo.events.event_days import choose_day, main_first
from geo.records import When

DAY = datetime.date(2024, 3, 6)


def on(start, end, granularity="day"):
    return When(start=start, end=end, granularity=granularity, text="then", rule="test")


def test_the_likeliest_mention_comes_first_and_the_others_stay_in_order(make_event):
    one, two, three = (
        replace(make_event(), id=name, score=score)
        for name, score in zip("abc", (0.5, 0.9, 0.7), strict=True)
    )
    assert [each.id for each in main_first([one, two, three])] == ["b", "a", "c"]


def test_the_narrowest_interval_is_taken_and_another_day_is_kept(make_event):
    month = replace(make_event(), id="month", when=on(DAY.replace(day=1), DAY.replace(day=31), "month"))
    day = replace(make_event(), id="day", when=on(DAY, DAY))
    other = replace(
        make_event(), id="other", when=on(datetime.date(2024, 4, 1), datetime.date(2024, 4, 2), "range")
    )
    taken, apart = choose_day([month, day, other])
    assert (taken.id, apart) == ("day", (other.when,))
