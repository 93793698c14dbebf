import csv
import datetime
import itertools

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazetteer import commands
from gazetteer.areas import outlines
from gazetteer.commands import sea_areas
from gazetteer.commands import tables as command_tables

FLOOR = datetime.date(1983, 1, 1)
ROWS = commands.seas()
EDGES = sorted({row.valid_from for row in ROWS} | {row.valid_to for row in ROWS if row.valid_to})


def at(lon, lat, day):
    found = commands.at(lon=lon, lat=lat, date=day)
    return (found.command, found.territory) if found else None


def test_every_row_is_whole():
    for row in ROWS:
        command = commands.commands()[row.command]
        assert row.name, row
        assert row.limit, row
        assert row.source, row
        assert ";" not in row.name + row.limit, "on() puts them between semicolons"
        assert row.confidence in command_tables.CONFIDENCES, row
        assert (row.from_confidence == "floor") == (row.valid_from == FLOOR), row
        assert command.established <= row.valid_from, row
        assert row.valid_to is None or row.valid_from < row.valid_to, row
        assert command.disestablished is None or (row.valid_to and row.valid_to <= command.disestablished)
        if "not published" in row.limit or "drawn" in row.limit:
            assert row.approximate, row


def test_the_table_has_every_cell():
    with (command_tables.DATA / "command_seas.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert None not in row, row
            assert None not in row.values(), row
            assert row["approximate"] in ("yes", "no")


def test_rows_of_a_sea_do_not_meet_in_time():
    for first, second in itertools.combinations(ROWS, 2):
        pieces = (
            first.command == second.command and first.shape != second.shape
        )  # on either side of 180 degrees
        if first.name == second.name and not (pieces and first.valid_from == second.valid_from):
            early, late = sorted((first, second), key=lambda row: row.valid_from)
            assert early.valid_to, early
            assert early.valid_to <= late.valid_from, (early, late)


@pytest.mark.parametrize(
    ("lon", "lat", "name", "spans"),
    [
        (38.5, 20.3, "Red Sea", [("1983-01-01", "CENTCOM"), ("2021-01-16", "CENTCOM")]),
        (51.5, 27.0, "Persian Gulf", [("1983-01-01", "CENTCOM"), ("2026-01-01", "CENTCOM")]),
        (
            -90.0,
            25.0,
            "Gulf of Mexico",
            [
                ("1993-09-30", "LANTCOM"),
                ("1993-10-01", "USACOM"),
                ("1997-06-01", "SOUTHCOM"),
                ("2002-09-30", "SOUTHCOM"),
                ("2002-10-01", "NORTHCOM"),
            ],
        ),
        (-75.0, 15.0, "Caribbean Sea", [("1997-05-31", "USACOM"), ("1997-06-01", "SOUTHCOM")]),
        (18.0, 35.0, "Mediterranean Sea", [("1990-01-01", "EUCOM"), ("2012-01-01", "EUCOM")]),
        (51.0, 40.0, "Caspian Sea", [("2002-10-01", "EUCOM")]),
        (34.0, 43.5, "Black Sea", [("2010-01-01", "EUCOM")]),
        (48.0, 12.2, "Gulf of Aden", [("1996-01-01", "CENTCOM"), ("2009-01-01", "CENTCOM")]),
        (-62.0, 27.0, "Atlantic south of 28 N and west of 58 W", [("2000-01-01", "SOUTHCOM")]),
        (
            60.0,
            10.0,
            "Arabian Sea and north-west Indian Ocean",
            [("1996-01-01", "CENTCOM"), ("2020-01-01", "CENTCOM")],
        ),
        (50.0, -30.0, "Indian Ocean off Africa", [("2008-10-01", "AFRICOM")]),
        (
            90.0,
            -10.0,
            "Indian and western Pacific Ocean",
            [("1983-01-01", "PACOM"), ("2018-05-29", "PACOM"), ("2018-05-30", "INDOPACOM")],
        ),
        (-150.0, 10.0, "eastern Pacific Ocean", [("1983-01-01", "PACOM"), ("2020-01-01", "INDOPACOM")]),
        (
            5.0,
            -5.0,
            "Atlantic off Africa",
            [("2008-09-30", "EUCOM"), ("2008-10-01", "AFRICOM")],
        ),
        (-30.0, 50.0, "North Atlantic", [("2000-01-01", "JFCOM"), ("2010-01-01", "EUCOM")]),
        (-70.0, 38.0, "waters around North America", [("2002-10-01", "NORTHCOM")]),
    ],
)
def test_points_at_sea(lon, lat, name, spans):
    for day, command in spans:
        assert at(lon, lat, day) == (command, name), day


def test_waters_that_nothing_describes_are_nobodys():
    assert at(51.0, 40.0, "2002-09-30") is None, "the Caspian Sea was not assigned before"
    assert at(0.0, 85.0, "2020-01-01") is None, "the line across the Arctic is not published"
    assert at(-40.0, -40.0, "2020-01-01") is None
    assert at(38.5, 20.3, "1982-12-31") is None
    assert at(60.0, -4.0, "1995-12-31") == ("PACOM", "Indian and western Pacific Ocean")


def test_land_goes_before_sea():
    island = commands.at(lon=55.45, lat=-4.68, date="2010-01-01")
    assert (island.territory, island.iso3) == ("Seychelles", "SYC")
    sea = commands.at(lon=60.0, lat=-10.0, date="2010-01-01")
    assert (sea.iso3, sea.part, sea.primary) == ("", "indian-ocean-off-africa", False)
    assert "68 E" in sea.basis
    assert sea.source


@pytest.mark.parametrize("day", ["1983-01-01", *(day.isoformat() for day in EDGES if day > FLOOR)])
def test_no_two_areas_overlap_when_a_sea_changes(day):
    areas = sea_areas.on_day(datetime.date.fromisoformat(day))
    assert {sea.name for sea in areas} == {
        row.name for row in ROWS if row.shape and row.holds(datetime.date.fromisoformat(day))
    }, "no row is hidden by the rows before it"
    for one, other in itertools.combinations(areas.values(), 2):
        assert one.is_valid
        assert one.intersection(other).area < 1e-9
        west, south, east, north = one.bounds
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


@settings(deadline=None, max_examples=4)
@example(datetime.date(1995, 1, 1))
@given(st.dates(FLOOR, datetime.date(2030, 12, 31)))
def test_no_two_commands_overlap_on_any_day(day):
    frame = commands.on(day)
    assert frame.geometry.is_valid.all()
    for one, other in itertools.combinations(frame.geometry, 2):
        deeper = one.intersection(other).buffer(
            -2e-6
        )  # rounding to six decimals moves a coast by half of 1e-6
        assert deeper.is_empty, "more than rounding to six decimals"
    assert ((frame["doubts"] != "") == frame["approximate"]).all()


@pytest.mark.parametrize("day", ["1996-01-01", "2003-06-01", "2021-01-16"])
def test_areas_stay_valid_with_six_decimals(day):
    for area in commands.on(day).geometry:
        assert shapely.transform(area, lambda xy: xy.round(6)).is_valid


def test_seas_hold_no_land():
    land = outlines.load("50m")
    for area in sea_areas.on_day(datetime.date(2021, 1, 16)).values():
        for key in [("EGY", ""), ("MEX", ""), ("ITA", ""), ("JPN", ""), ("MDG", ""), ("CUB", "")]:
            assert area.intersection(land.area([key])).area < 1e-6


def test_a_sea_that_is_named_whole_makes_nothing_approximate():
    frame = commands.on("1999-01-01").set_index("command")
    assert frame.loc["CENTCOM", "seas"].split("; ")[:2] == ["Red Sea", "Persian Gulf"]
    assert not frame.loc["CENTCOM", "approximate"]
    assert frame.loc["CENTCOM", "doubts"] == ""
    assert "North Atlantic: drawn from 28 N to 66 N" in frame.loc["USACOM", "doubts"].split("; ")
    # Where sea and coast are one command's, no line is left between them.
    assert frame.loc["CENTCOM"].geometry.contains(shapely.box(38.0, 19.0, 45.0, 21.0))


@pytest.mark.parametrize(
    ("name", "keys", "limit_km"),
    [
        (
            "waters around North America",
            [("USA", "contiguous-states"), ("USA", "alaska"), ("CAN", ""), ("MEX", "")],
            926,
        ),
        (
            "waters adjoining Central and South America",
            [
                (code, "")
                for code in [
                    "GTM",
                    "BLZ",
                    "SLV",
                    "HND",
                    "NIC",
                    "CRI",
                    "PAN",
                    "COL",
                    "VEN",
                    "GUY",
                    "SUR",
                    "GUF",
                    "BRA",
                    "URY",
                    "ARG",
                    "CHL",
                    "PER",
                    "ECU",
                    "FLK",
                ]
            ],
            370,
        ),
    ],
)
def test_limits_at_a_distance_are_about_that_far_from_land(name, keys, limit_km):
    """The rings are written down; their corners must lie at the distance that the row names, or on a cut."""
    shape = next(row.shape for row in ROWS if row.name == name)
    corners = [tuple(map(float, pair.split())) for pair in shape.removeprefix("polygon:").split(",")]
    coast = np.radians(shapely.get_coordinates(outlines.load("50m").area(keys)))
    off = [corner for corner in corners if abs(_km(np.radians(corner), coast) / limit_km - 1) > 0.1]
    # The rest are on a cut: at 72 N, at ±180 degrees and across the Caribbean.
    assert len(off) <= 0.2 * len(corners), off


def _km(point, coast):
    lon, lat = point
    half = np.sin((coast[:, 1] - lat) / 2) ** 2
    half += np.cos(lat) * np.cos(coast[:, 1]) * np.sin((coast[:, 0] - lon) / 2) ** 2
    return float(2 * 6371 * np.arcsin(np.sqrt(half.min())))
