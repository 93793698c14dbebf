"""Formats are known by their header, and columns by their names or by what a person says."""

import pytest

from geo.comparison.formats import HEADERLESS, headerless, recognise
from geo.errors import Incomparable


@pytest.fixture
def headers(rows):
    return {name: cells[0] for name, cells in rows.items()} | {"gdelt": list(HEADERLESS[58])}


@pytest.mark.parametrize("name", ["acled", "ucdp", "gtd", "gdelt"])
def test_a_header_tells_its_format(name, headers):
    assert recognise(headers[name]).name == name
    assert recognise([column.upper() for column in headers[name]]).name == name, "whatever the case"


def test_an_export_without_header_is_told_by_its_first_row(rows):
    row = rows["gdelt"][0]
    assert headerless(row) == HEADERLESS[61]
    assert headerless(["GLOBALEVENTID", *row[1:]]) is None
    assert headerless(row[:-1]) is None


def test_any_table_is_read_by_usual_names():
    assert recognise(["Date", "X", "Y", "Kind"]).columns == {
        "start": ("Date",), "lon": ("X",), "lat": ("Y",), "type": ("Kind",),
    }  # fmt: skip
    assert recognise(["year", "month", "day", "lon", "lat"]).columns.keys() == {
        "year",
        "month",
        "day",
        "lon",
        "lat",
    }
    assert "year" not in recognise(["date", "year", "month", "lon", "lat"]).columns
    assert recognise(["day", "city"]).columns == {"start": ("day",), "place": ("city",)}


def test_columns_that_a_person_names_go_before(headers):
    found = recognise(["a", "b", "c", "date"], named={"day": "A", "lon": "b", "lat": "c"})
    assert found.columns["start"] == ("a",)
    assert "end" not in recognise(headers["ucdp"], named={"day": "date_start"}).columns
    assert "place" not in recognise(["day", "lon", "lat", "city"], named={"place": ""}).columns


@pytest.mark.parametrize(
    ("header", "named", "why"),
    [
        (["lon", "lat"], None, "no column of days"),
        (["day"], None, "no columns of places"),
        (["day", "lon", "lat"], {"when": "day"}, "no role 'when'"),
        (["day", "lon", "lat"], {"type": "what"}, "no column 'what'"),
    ],
    ids=["days", "places", "role", "column"],
)
def test_what_is_missing_is_named(header, named, why):
    with pytest.raises(Incomparable, match=why):
        recognise(header, named=named, where="own.csv")
