"""When command areas belong on a map, and which areas an event lies in."""

import datetime
from dataclasses import replace

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import PlaceLink, Report, When
from maps import command_visibility, sites
from maps.errors import UnknownMode

PUBLISHED = datetime.date(2022, 3, 1)


@pytest.fixture
def at(make_event, make_mention):
    """Give a function that makes a set of one event at a geometry, with the place that its report names."""

    def made(where, *, country="", name="Somewhere", published=PUBLISHED, text="A report.", when=None):
        lon, lat = (where.centroid.x, where.centroid.y) if where is not None else (0.0, 0.0)
        place = replace(make_mention().place, id="t", name=name, lon=lon, lat=lat, country=country)
        link = PlaceLink(mention=make_mention(place=place), role="location")
        event = make_event(where=where, radius_m=100.0, places=(link,), when=when, sentence="It happened.")
        return EventSet((Report(id="r1", text=text, published=published),), (event,), (link.mention,))

    return made


def units(found):
    events = list(found)
    return command_visibility.units_of(events, *sites.sites_of(events))


@pytest.mark.parametrize(
    ("where", "country", "expected"),
    [
        (shapely.Point(34.8, 31.25), "IL", ("ISR",)),
        (shapely.Point(34.46, 31.5), "PS", ("PSE/gaza-strip",)),
        (shapely.Point(-149.9, 61.2), "US", ("USA/alaska",)),
        (shapely.box(35.0, 30.0, 35.05, 30.4), "", ("ISR",)),
        (shapely.LineString([(35.2, 33.09), (35.4, 33.07)]), "", ("ISR", "LBN")),
        (shapely.Point(34.0, 32.0), "IL", ("ISR",)),  # a pier: off the coast, the name counts
        (shapely.Point(-30.0, 0.0), "", ()),
        (None, "IL", ()),
    ],
)
def test_an_event_lies_in_the_units_of_its_geometry(at, where, country, expected):
    (found,) = units(at(where, country=country))
    assert tuple(sorted(found)) == expected


def test_the_units_of_a_change_are_those_that_follow_its_rows():
    from gazetteer import commands

    found = {
        change.territory: command_visibility.units_of_change(change)
        for change in commands.changes("2021-01-15")
    }
    assert found["Palestine (West Bank and Gaza)"] == ("PSE/gaza-strip", "PSE/west-bank")
    assert found["Israel"] == ("ISR",)
    assert command_visibility.units_of_change(
        next(change for change in commands.changes() if change.territory == "Western Sahara")
    ) == ("ESH/east-of-the-berm", "ESH/west-of-the-berm")
    keys = {"/".join(filter(None, (unit["iso3"], unit["part"]))) for unit in commands.memberships()}
    moved = {unit for change in commands.changes() for unit in command_visibility.units_of_change(change)}
    assert {
        unit for unit in moved - keys if not unit.startswith("/")
    } == set()  # reefs are too small for outlines


ISRAEL, OHIO, KENYA, UKRAINE = (
    shapely.Point(34.8, 31.25), shapely.Point(-83.1, 40.6), shapely.Point(36.8, -1.3), shapely.Point(30.5, 50.4),
)  # fmt: skip


@pytest.mark.parametrize(
    ("where", "year", "drawn"),
    [
        (ISRAEL, 2024, True),
        (ISRAEL, 2012, True),
        (ISRAEL, 1999, False),
        (KENYA, 2007, True),
        (KENYA, 2024, False),
        (OHIO, 2003, False),  # it came to its command from none: no move
        (UKRAINE, 2002, False),
        (None, 2021, False),
    ],
)
def test_areas_are_drawn_where_events_lie_in_one_that_moved(at, where, year, drawn):
    found = at(where, published=datetime.date(year, 6, 1))
    assert command_visibility.draws_commands(found, "auto") is drawn
    assert command_visibility.draws_commands(found, "always")
    assert not command_visibility.draws_commands(found, "never")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("CENTCOM said so.", {"CENTCOM"}),
        ("U.S. Africa Command and European Command agreed.", {"AFRICOM", "EUCOM"}),
        ("USINDOPACOM's ships", {"INDOPACOM"}),
        ("The central command post of the fire brigade.", set()),
        ("Eucommia trees were planted.", set()),
        ("", set()),
    ],
)
def test_a_command_is_named_by_any_of_its_names(at, text, named):
    found = at(OHIO, text=text)
    assert command_visibility.named_commands(found) == named
    assert command_visibility.draws_commands(found, "auto") is bool(named)


def test_a_set_without_texts_has_its_sentences(at):
    (event,) = at(OHIO)
    told = replace(event, sentence="CENTCOM said so.")
    assert command_visibility.named_commands(EventSet((Report(id="r1", text=""),), (told,), ())) == {
        "CENTCOM"
    }


def test_the_quick_look_at_a_text_misses_no_name():
    from gazetteer import commands

    for command in commands.commands().values():
        for name in (command.command, command.name, *command.aliases):
            assert any(part in name for part in command_visibility.IN_EVERY_NAME), name


def test_without_the_reports_days_those_of_the_events_count(at):
    day = datetime.date(2024, 1, 1)
    when = When(start=day, end=None, granularity="day", text="", rule="")
    assert command_visibility.days_of(at(ISRAEL, published=None, when=when)) == (day, day)
    assert command_visibility.days_of(EventSet()) is None
    ever = When(start=datetime.date.min, end=datetime.date.max, granularity="day", text="", rule="")
    assert command_visibility.draws_commands(at(ISRAEL, published=None, when=ever), "auto")


def test_another_mode_is_refused():
    with pytest.raises(UnknownMode, match="use one of auto, always, never"):
        command_visibility.check_mode("sometimes")
