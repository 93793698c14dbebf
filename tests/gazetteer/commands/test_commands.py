import csv
import datetime
import re
import subprocess
import sys

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import areas, commands, countries, errors
from gazetteer.areas import outlines
from gazetteer.commands import tables as command_tables

FLOOR = datetime.date(1983, 1, 1)
ROWS = commands.assignments()
DEPENDENCIES = {
    country.name
    for country in countries.all()
    if country.alpha2
    in ["AI", "AW", "BL", "BQ", "CW", "FK", "GF", "GP", "GS", "KY", "MF", "MQ", "MS", "SX", "TC", "VG", "VI"]
}
DAYS = st.dates(FLOOR, datetime.date(2030, 12, 31))


def test_every_row_is_whole():
    for row in ROWS:
        assert row.command in commands.commands() or row.command in commands.UNASSIGNED, row
        assert row.territory, row
        assert row.source, row
        assert row.basis, row
        assert row.confidence in ("sure", "likely", "unsure"), row
        assert row.from_confidence in ("sure", "likely", "unsure", "floor"), row
        assert row.valid_to is None or row.valid_from < row.valid_to, row
        assert row.operational_from is None or row.operational_from >= row.valid_from, row
        assert (row.from_confidence == "floor") == (row.valid_from == FLOOR), row
        assert (row.from_earliest is None) == (row.from_latest is None), row
        if row.from_earliest:
            assert row.from_earliest <= row.valid_from <= row.from_latest, row
            assert row.from_confidence in ("likely", "unsure"), row
        elif row.from_confidence == "unsure":
            assert row.confidence == "unsure", row
        command = commands.commands().get(row.command)
        if command:
            assert command.established <= row.valid_from, row
            assert command.disestablished is None or (
                row.valid_to and row.valid_to <= command.disestablished
            ), row


def test_the_table_has_every_cell():
    with (command_tables.DATA / "commands.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert None not in row, row
            assert None not in row.values(), row


def test_every_country_has_one_primary_command_on_every_day():
    by_code = {}
    for row in ROWS:
        if row.primary:
            by_code.setdefault(row.iso3, []).append(row)
    assert set(by_code) == {country.alpha3 for country in countries.all()}
    for code, rows in by_code.items():
        rows.sort(key=lambda row: row.valid_from)
        assert rows[0].valid_from == FLOOR, code
        assert rows[-1].valid_to is None, code
        assert [row.valid_to for row in rows[:-1]] == [row.valid_from for row in rows[1:]], code
        assert len({row.part for row in rows}) == 1, code


def test_parts_have_no_gaps_either_and_each_is_drawn():
    by_part = {}
    for row in ROWS:
        if not row.primary:
            by_part.setdefault((row.iso3, row.part), []).append(row)
    for key, rows in by_part.items():
        assert key in outlines.load("10m").units, key
        rows.sort(key=lambda row: row.valid_from)
        assert [row.valid_to for row in rows] == [*(row.valid_from for row in rows[1:]), None], key


@settings(deadline=None)
@given(DAYS)
def test_every_unit_has_exactly_one_row_on_any_day(day):
    for key in outlines.load("10m").units:
        assert sum(row.holds(day) for row in commands.history(key)) == 1, key


def row_of(country, day):
    return next(
        row for row in commands.of(country) if row.primary and row.holds(datetime.date.fromisoformat(day))
    )


@pytest.mark.parametrize(
    ("country", "before", "after", "day", "kind"),
    [
        ("Egypt", "", "CENTCOM", "1983-01-01", "created"),
        ("China", "unassigned", "PACOM", "1983-10-01", "assigned"),
        ("Bermuda", "LANTCOM", "USACOM", "1993-10-01", "renamed"),
        ("Jamaica", "USACOM", "SOUTHCOM", "1997-06-01", "moved"),
        ("Ukraine", "unassigned", "EUCOM", "1998-10-01", "assigned"),
        ("Georgia", "unassigned", "EUCOM", "1998-10-01", "assigned"),
        ("Kazakhstan", "unassigned", "CENTCOM", "1999-10-01", "assigned"),
        ("Greenland", "USACOM", "JFCOM", "1999-10-07", "renamed"),
        ("Canada", "unassigned", "NORTHCOM", "2002-10-01", "created"),
        ("Russia", "unassigned", "EUCOM", "2002-10-01", "assigned"),
        ("Antarctica", "unassigned", "PACOM", "2002-10-01", "assigned"),
        ("Kenya", "CENTCOM", "AFRICOM", "2008-10-01", "created"),
        ("Nigeria", "EUCOM", "AFRICOM", "2008-10-01", "created"),
        ("Madagascar", "PACOM", "AFRICOM", "2008-10-01", "created"),
        ("Bahamas", "SOUTHCOM", "NORTHCOM", "2002-10-01", "created"),
        ("Bahamas", "SOUTHCOM", "NORTHCOM", "2008-12-17", "moved"),
        ("Japan", "PACOM", "INDOPACOM", "2018-05-30", "renamed"),
        ("Israel", "EUCOM", "CENTCOM", "2021-01-15", "moved"),
        ("Greenland", "EUCOM", "NORTHCOM", "2025-06-17", "moved"),
    ],
)
def test_known_changes(country, before, after, day, kind):
    code = countries.get(country).alpha3
    (change,) = [c for c in commands.changes(day, day) if c.iso3 == code and not c.part]
    assert (change.from_command, change.to_command, change.kind) == (before, after, kind)
    assert change.source
    assert row_of(country, day).command == after


def test_syria_and_lebanon_moved_in_2004_on_a_day_that_is_not_known():
    found = {c.iso3: c for c in commands.changes("2004-01-01", "2004-12-31")}
    assert set(found) == {"SYR", "LBN"}
    for change in found.values():
        assert (change.from_command, change.to_command, change.confidence) == ("EUCOM", "CENTCOM", "unsure")
        assert "(date unsure)" in change.sentence


def test_cuba_and_puerto_rico_were_in_northcom_for_some_years():
    """SOUTHCOM told Congress of 30 countries in March 2005 and of 32 in March 2007."""

    def count(day):
        frame = commands.on(day, at_sea=False).set_index("command")
        members = frame.loc["SOUTHCOM", "members"].split("; ")
        states = {country.name for country in countries.all()} - {"Puerto Rico", "Bermuda"}
        return members, len([m for m in members if m in states and m not in DEPENDENCIES])

    assert count("2005-03-09")[1] == 30
    assert count("2007-03-22")[1] == 32
    assert "Puerto Rico" not in count("2006-03-16")[0]
    assert "Puerto Rico" in count("2006-11-16")[0]
    for day, command in [("2002-09-30", "SOUTHCOM"), ("2005-03-09", "NORTHCOM"), ("2007-03-22", "SOUTHCOM")]:
        assert row_of("Cuba", day).command == command
        assert row_of("Bahamas", day).command == command


def test_counts_of_centcom():
    """The command's own counts of its countries: 19, 20, 25, 27, 20 and 21."""
    for day, number in [
        ("1983-01-01", 19 - 1),  # North and South Yemen are one today
        ("1998-01-01", 20),
        ("2003-09-25", 25),
        ("2006-03-15", 27),
        ("2009-01-01", 20),
    ]:
        frame = commands.on(day, at_sea=False).set_index("command")
        members = frame.loc["CENTCOM", "members"].split("; ")
        # Eritrea and South Sudan are drawn apart before they were states.
        states = [m for m in members if m != "South Sudan" and (m != "Eritrea" or day >= "1993-05-24")]
        assert len(states) == number, (day, states)


def test_an_unknown_day_is_a_doubt_only_about_that_time():
    def doubts(day):
        frame = commands.on(day, at_sea=False).set_index("command")
        return frame.loc["EUCOM", "doubts"], frame.loc["CENTCOM", "doubts"]

    words = "Syria from EUCOM to CENTCOM between 2003-09-26 and 2006-03-15"
    assert not any(words in text for text in doubts("2003-09-25"))
    assert all(words in text for text in doubts("2003-10-01")), "it may have moved already"
    assert all(words in text for text in doubts("2006-03-14"))
    assert not any("Syria" in text for text in doubts("2006-03-15"))
    frame = commands.on("2006-03-15", at_sea=False).set_index("command")
    assert not frame.loc["CENTCOM", "approximate"]


def test_egypt_stayed_in_centcom_when_africom_began():
    assert {row.command for row in commands.of("EG")} == {"CENTCOM"}


def test_israel_has_a_day_of_the_plan_and_a_day_of_operations():
    (change,) = [c for c in commands.changes("2021-01-01", "2021-12-31") if c.iso3 == "ISR"]
    assert change.date == datetime.date(2021, 1, 15)
    assert change.operational_from == datetime.date(2021, 9, 1)
    assert change.sentence == "Israel moved from EUCOM to CENTCOM on 2021-01-15; operational on 2021-09-01."
    for day, pending in [("2021-01-15", True), ("2021-08-31", True), ("2021-09-01", False)]:
        frame = commands.on(day).set_index("command")
        assert ("Israel" in frame.loc["CENTCOM", "pending"].split("; ")) is pending


def test_sentences():
    by_code = {c.iso3: c.sentence for c in commands.changes("2002-10-01", "2002-10-01")}
    assert by_code["CAN"] == "Canada was assigned to NORTHCOM on 2002-10-01."
    (guam,) = [c for c in commands.changes("2018-05-30", "2018-05-30") if c.iso3 == "GUM"]
    assert guam.sentence == "Guam: PACOM was renamed INDOPACOM on 2018-05-30."
    (kuwait,) = [c for c in commands.changes(None, "1983-01-01") if c.iso3 == "KWT"]
    assert kuwait.sentence == "Kuwait came to CENTCOM on 1983-01-01."
    for change in commands.changes():
        assert change.sentence.startswith(change.territory)
        assert change.sentence.endswith(".")


def test_the_plans_own_changes_are_in_the_rows():
    """`ucp_changes.csv` lists the changes of the plan as announced; the rows tell the same of the same days."""
    found = {(change.date.isoformat(), change.to_command) for change in commands.changes()}
    with (command_tables.DATA / "ucp_changes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["confidence"] == "sure"]
    # Seas and space are not drawn, and a new state under its old command is no change.
    rows = [row for row in rows if not re.search(r"(?i)waters|\bsea\b|space|South Sudan", row["territories"])]
    checked = 0
    for row in rows:
        days = re.findall(r"\d{4}-\d\d-\d\d", row["date_effective"])
        command = row["to"].removesuffix(" (new)")
        if days and days[0] >= "1983" and command in commands.commands():
            assert (days[0], command) in found, row
            checked += 1
    assert checked > 10


def test_changes_are_the_edges_of_the_rows():
    found = commands.changes()
    assert found == sorted(found, key=lambda change: change.date)
    for change in found:
        rows = [r for r in ROWS if (r.iso3, r.part) == (change.iso3, change.part)]
        assert any(r.command == change.to_command and r.valid_from == change.date for r in rows)
        if change.from_command:
            assert any(r.command == change.from_command and r.valid_to == change.date for r in rows)
    assert commands.changes("2025-07-01", "2026-01-01") == []
    assert commands.changes("2021-12-31", "2021-01-01") == []


# --- areas by date ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day", ["1983-01-01", "1997-06-01", "2003-06-01", "2008-10-01", "2021-01-14", "2021-01-15", "2025-06-17"]
)
def test_areas_are_valid_and_apart(day):
    frame = commands.on(day)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs.to_epsg() == 4326
    assert frame["command"].is_unique
    assert frame.geometry.is_valid.all()
    assert (frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])).all()
    for i, one in enumerate(frame.geometry):
        assert -180 <= one.bounds[0] <= one.bounds[2] <= 180
        for other in frame.geometry.iloc[i + 1 :]:
            assert one.intersection(other).area < 1e-6, "two commands in the same place"
    land = commands.on(day, at_sea=False)
    assert list(land.columns) == list(frame.columns)
    assert set(land["seas"]) == {""}
    for piece in land[land["command"] != "PACOM"].explode().geometry:
        if piece.bounds[1] > -60:  # not Antarctica
            assert piece.bounds[2] - piece.bounds[0] < 200, "a band round the globe"


def test_areas_before_and_after():
    before, after = (commands.on(day).set_index("command").geometry for day in ("2021-01-14", "2021-01-15"))
    israel = shapely.Point(34.8, 32.0)
    assert before["EUCOM"].covers(israel)
    assert after["CENTCOM"].covers(israel)
    assert not after["EUCOM"].covers(israel)
    # Overseas parts are not where their mother country is, and no line is left where Israel met Jordan.
    assert before["SOUTHCOM"].covers(shapely.Point(-53, 4))
    assert not before["EUCOM"].covers(shapely.Point(-53, 4))
    assert not after["CENTCOM"].boundary.intersects(
        areas.border("IL", "JO").interpolate(0.5, normalized=True).buffer(0.01)
    )


def test_columns_and_counts():
    frame = commands.on("2021-01-15").set_index("command")
    centcom = frame.loc["CENTCOM"]
    assert centcom["name"] == "U.S. Central Command"
    assert centcom["since"] == "1983-01-01"
    assert centcom["territories"] == len(centcom["members"].split("; ")) == 22, "21 nations, and Palestine"
    assert centcom["confidence"] == "unsure", "the lowest of its members"
    assert bool(centcom["approximate"]) is True
    assert "Palestine (West Bank and Gaza) unsure" in centcom["doubts"]
    assert "Persian Gulf" in centcom["seas"].split("; ")
    assert not {"unassigned", "unknown"} & set(frame.index)


def test_a_day_without_data_has_the_same_columns():
    empty, full = commands.on("1982-12-31"), commands.on("1983-01-01")
    assert empty.empty
    assert list(empty.columns) == list(full.columns)
    assert list(empty.dtypes) == list(full.dtypes)
    assert empty.crs == full.crs


def test_the_frame_of_a_day_is_the_callers_own():
    frame = commands.on("2021-01-15")
    frame.loc[:, "name"] = "changed"
    assert "changed" not in set(commands.on("2021-01-15")["name"])


_first, _last = datetime.date(1982, 6, 1), datetime.date(2026, 6, 1)


@pytest.fixture(scope="module")
def through():
    return commands.during(_first, _last)


@settings(max_examples=10)
@given(day=st.dates(_first, _last))
def test_the_rows_that_hold_on_a_day_are_those_of_the_day(through, day):
    on_day = commands.on(day)
    stamp = pd.Timestamp(day)
    held = through[(through.valid_from <= stamp) & (through.valid_to.isna() | (through.valid_to > stamp))]
    columns = list(on_day.columns)
    assert list(through.columns) == [*columns[:-1], "valid_from", "valid_to", "geometry"]
    pd.testing.assert_frame_equal(
        held[columns[:-1]].reset_index(drop=True), pd.DataFrame(on_day[columns[:-1]])
    )
    assert (held.geometry.to_wkb().tolist()) == on_day.geometry.to_wkb().tolist()
    one = commands.during(day, day)
    assert (
        one[["command", "valid_from"]].to_numpy().tolist()
        == held[["command", "valid_from"]].to_numpy().tolist()
    )


def test_rows_of_a_command_follow_one_another_and_differ(through):
    for _, rows in through.groupby("command"):
        assert rows.valid_to.iloc[:-1].tolist() == rows.valid_from.iloc[1:].tolist(), rows
        told = rows.drop(columns=["valid_from", "valid_to", "geometry"])
        for one, other in zip(range(len(rows)), range(1, len(rows)), strict=False):
            same = told.iloc[one].equals(told.iloc[other])
            assert not (same and rows.geometry.iloc[one].equals(rows.geometry.iloc[other]))


def test_waters_that_change_alone_begin_a_row_of_their_commands_only_and_none_on_land():
    through, land = (commands.during("1985-01-01", "1992-01-01", at_sea=sea) for sea in (True, False))
    changed = pd.Timestamp("1989-08-16")  # the Gulf of Oman; no territory moved
    assert not commands.changes(changed.date(), changed.date())
    begun = set(through[through.valid_from == changed].command)
    assert begun == {"CENTCOM", "PACOM"}
    assert changed not in set(land.valid_from)
    assert not through[through.valid_from == changed].empty


def test_a_row_says_when_its_time_was_over():
    table = commands.during("2019-01-01", "2020-12-31")
    rows = table.set_index("command")
    assert rows.loc["EUCOM", "valid_to"] == pd.Timestamp("2021-01-15"), (
        "not open because the asker's time ended"
    )
    assert rows.loc["INDOPACOM", ["valid_from", "valid_to"]].isna().tolist() == [False, True]
    empty = commands.during("1970-01-01", "1980-01-01")
    assert empty.empty and list(empty.dtypes) == list(table.dtypes)


def test_at_agrees_with_on():
    for day in ("2003-06-01", "2021-01-14", "2026-01-01"):
        for row in commands.on(day).itertuples():
            point = max(shapely.get_parts(row.geometry), key=lambda piece: piece.area).representative_point()
            assert commands.at(lon=point.x, lat=point.y, date=day).command == row.command


def test_at():
    def at(lon, lat, date):
        found = commands.at(lon=lon, lat=lat, date=date)
        return found and found.command

    assert at(34.78, 32.08, "2021-01-14") == "EUCOM"
    assert at(34.78, 32.08, "2021-01-15") == "CENTCOM"
    assert at(34.45, 31.5, datetime.date(2024, 7, 16)) == "CENTCOM"
    assert at(-149.9, 61.2, "1990-01-01") == "PACOM"
    assert at(-157.8, 21.3, "2020-01-01") == "INDOPACOM"
    assert at(55.45, -20.88, "2020-01-01") == "AFRICOM"
    assert at(-77.0, 38.9, "1990-01-01") == "unassigned"
    assert at(-50.0, -60.0, "2020-01-01") is None, "limits in the far South Atlantic are not published"
    assert at(34.78, 32.08, "1950-01-01") is None


# --- names and input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("USEUCOM", "EUCOM"),
        ("USCENTCOM", "CENTCOM"),
        ("centcom", "CENTCOM"),
        ("U.S. Central Command", "CENTCOM"),
        ("United States Indo-Pacific Command", "INDOPACOM"),
        ("US Africa Command", "AFRICOM"),
        ("Pacific Command", "PACOM"),
    ],
)
def test_canonical_names(name, short):
    assert commands.canonical(name) == short


@pytest.mark.parametrize("name", ["", "US", "U.S.", "Bomber Command", "x" * 100_000, "unassigned"])
def test_names_of_no_command(name):
    with pytest.raises(errors.UnknownCommand):
        commands.canonical(name)


def test_every_command_has_dates_that_follow():
    for command in commands.commands().values():
        assert command.disestablished is None or command.established < command.disestablished
        if command.successor:
            assert commands.commands()[command.successor].established == command.disestablished


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "yesterday",
        "2021-02-30",
        "2021-1",
        "15.01.2021",
        "2021-1-5",
        "20210115",
        "2021-W02-5",
        "2021-01-15T00:00",
        None,
        20210115,
        "9" * 100_000,
    ],
)
def test_bad_dates(bad):
    for call in (
        commands.on,
        lambda day: commands.changes(day or "x"),
        lambda day: commands.at(lon=0, lat=50, date=day),
    ):
        with pytest.raises(errors.BadDate):
            call(bad)


def test_of():
    assert [(r.command, r.valid_from.year) for r in commands.of("IL")] == [("EUCOM", 1983), ("CENTCOM", 2021)]
    assert commands.of("ISR") == commands.of("Israel")
    assert [r.command for r in commands.of("gaza-strip")] == ["EUCOM", "CENTCOM"], "follows Palestine's rows"
    assert [r.command for r in commands.of("alaska")] == ["PACOM", "NORTHCOM"]
    first, *rest = commands.of("US")
    assert (first.part, first.primary) == ("contiguous-states", True)
    assert {row.part for row in rest} == {"contiguous-states", "alaska", "hawaii"}
    with pytest.raises(errors.UnknownArea):
        commands.of("Atlantis")


def test_memberships_match_the_topology():
    units = [g["properties"] for g in areas.topology()["objects"]["units"]["geometries"]]
    found = commands.memberships()
    assert [(m["iso3"], m["part"], m["name"]) for m in found] == [
        (u["iso3"], u["part"], u["name"]) for u in units
    ]
    for unit in found:
        spans = unit["memberships"]
        assert spans[0]["from"] == "1983-01-01"
        assert [s["to"] for s in spans] == [*(s["from"] for s in spans[1:]), None]
    (israel,) = [m for m in found if m["iso3"] == "ISR"]
    source = israel["memberships"][1].pop("source")
    assert "CENTCOM statement 2021-09-01" in source
    assert israel["memberships"][1] == {
        "command": "CENTCOM",
        "from": "2021-01-15",
        "to": None,
        "operational_from": "2021-09-01",
        "confidence": "sure",
        "from_confidence": "sure",
    }


def test_a_list_of_rows_needs_no_heavy_package():
    code = (
        "import sys; from gazetteer import commands; commands.of('ISR'); commands.changes();"
        "print([m for m in ('shapely', 'geopandas', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
