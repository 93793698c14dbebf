"""Zones of times of the clock, and days that belong to a time in a second zone."""

import datetime

from geo.dates.calendar_words import TIME_ZONES
from geo.dates.clock_times import zones
from geo.dates.recogniser import find_dates

WEDNESDAY = datetime.date(2023, 3, 15)


def test_zones_behind_times_of_the_clock(check_rows):
    def check(row):
        text, *expected = row
        assert [text[start:end] for start, end in zones(text)] == expected

    check_rows(
        [
            ("The pier burned at 21.40 GMT.", "GMT"),
            ("The pier burned at 2140 UTC, or 5:40 p.m. EDT.", "UTC", "EDT"),
            ("Doors open at 9 a.m. PST.", "PST"),
            ("Doors open at noon (CET).", "CET"),
            ("Doors open at 18h WAT", "WAT"),
            ("Clocks there are at UTC+3.", "UTC"),
            ("The CAT bonds were sold; EAT less.",),
            ("Storm of 5 CAT strength",),
            ("GMTV showed it at 5 p.m.",),
            ("",),
        ],
        check,
    )


def test_zones_are_spelt_in_capitals():
    assert all(zone.isupper() and zone.isalpha() for zone in TIME_ZONES)


def test_the_day_of_the_place_goes_before_that_of_a_second_zone(check_rows):
    def check(row):
        text, *expected = row
        assert [each.text for each in find_dates(text, published=WEDNESDAY)] == expected

    check_rows(
        [
            ("The pier burned at 1 a.m. (22:00 GMT Sunday) on Monday.", "Monday"),
            ("The pier burned at 1 a.m. on Monday (22:00 GMT on Sunday).", "Monday"),
            ("It docked at 0100 on Monday, 2200 GMT Sunday, and left.", "Monday"),
            ("It docked at 1:15 a.m. on 4 March (22:15 UTC, 3 March), they said.", "4 March"),
            # alone it is the only day that is told
            ("The pier burned at 22:00 GMT on Sunday.", "Sunday"),
            ("The pier burned overnight, guards said (22:00 GMT Sunday).", "overnight"),
            ("The pier burned (22:00 GMT Sunday). On Monday they left.", "Sunday", "Monday"),
            ("They met on Monday (their day off) and on Sunday.", "Monday", "Sunday"),
        ],
        check,
    )
