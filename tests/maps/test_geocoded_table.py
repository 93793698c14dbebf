"""A column of a table geocoded: every row and every column stays, in order."""

import csv
import io
import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import UnknownCountry
from maps.errors import UnknownColumn, UnreadableTable
from maps.geocoded_table import ADDED, geocoded_lines


@pytest.fixture
def geocoded(tmp_path, tiny_gazetteer):
    """Give a function that geocodes a text and gives the rows and the counts."""

    def geocode(text, *, name="names.csv", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        counts = Counter()
        lines = "".join(geocoded_lines(path, gazetteer=tiny_gazetteer, counts=counts, **options))
        return list(csv.reader(io.StringIO(lines), delimiter="\t" if name.endswith("tsv") else ",")), counts

    return geocode


def test_each_name_gets_its_place_and_its_status(geocoded):
    rows, counts = geocoded("town\nSuva\nno such place\nKhan Younis\n\nSpringfield\n")
    assert rows[0] == ["town", *ADDED]
    assert [row[-1] for row in rows[1:]] == ["found", "not found", "found", "not found", "ambiguous"]
    assert rows[1][2:6] == ["Suva", "settlement", "FJ", ""]
    assert [round(float(x), 1) for x in rows[1][6:8]] == [178.4, -18.1]
    assert rows[5][2] == "Springfield"
    assert counts == {"found": 2, "not found": 2, "ambiguous": 1}


def test_what_is_not_found_gets_suggestions(geocoded):
    rows, _ = geocoded("town\nSuxa\nno such place\nSpringfield\n")
    meant = rows[0].index("did_you_mean")
    assert "Suva, FJ" in rows[1][meant] and rows[1][-1] == "not found"
    assert not rows[2][meant]
    assert rows[3][meant].count("; ") and all(
        label.startswith("Springfield") for label in rows[3][meant].split("; ")
    )


def test_columns_of_the_table_keep_their_names(geocoded):
    rows, _ = geocoded("name,lon,place_lon,place_id\nSuva,a,b,c\n")
    assert rows[0][:4] == ["name", "lon", "place_lon", "place_id"]
    assert rows[0][4:] == [
        "place_id_2", "place_name", "kind", "country", "admin1", "place_lon_2", "lat", "did_you_mean", "status",
    ]  # fmt: skip
    assert rows[1][:5] == ["Suva", "a", "b", "c", "geonames:2198148"]


def test_countries_tell_namesakes_apart(geocoded):
    rows, _ = geocoded(
        "name,land\nParis,FR\nParis,United States\nParis,Atlantis\nParis,\n",
        country_column="land",
        country="US",
    )
    assert [row[5:6] + row[-1:] for row in rows[1:]] == [
        ["FR", "found"], ["US", "found"], ["", "unknown country"], ["US", "found"],
    ]  # fmt: skip


def test_ragged_rows_lose_nothing(geocoded):
    rows, _ = geocoded("nr,name\n1\n2,Suva,more,cells\n")
    assert rows[1][:2] == ["1", ""] and rows[1][-1] == "not found"
    assert rows[2][:2] == ["2", "Suva"] and rows[2][-3:] == ["found", "more", "cells"]


def test_quotes_line_breaks_tabs_and_marks_survive(geocoded):
    rows, _ = geocoded('\ufeffnr,Place,note\r\n1,Suva,"a ""b"", c\r\nd"\r\n')
    assert rows[0][0] == "nr"
    assert rows[1][:3] == ["1", "Suva", 'a "b", c\r\nd']
    rows, _ = geocoded("nr\tname\n1\tParis, Texas\n", name="names.tsv")
    assert rows[1][5:7] == ["US", "Texas"]


def test_other_encodings_are_asked_for(geocoded):
    text = "name,note\nSuva,Düsseldorf\n".encode("latin-1")
    with pytest.raises(UnreadableTable, match="not UTF-8; name its encoding"):
        geocoded(text)
    assert geocoded(text, encoding="latin-1")[0][1][1] == "Düsseldorf"
    with pytest.raises(UnreadableTable, match="not klingon"):
        geocoded(text, encoding="klingon")


def test_what_cannot_be_done_is_said(geocoded):
    with pytest.raises(UnreadableTable, match="empty"):
        geocoded("")
    with pytest.raises(UnknownColumn, match="which column holds the names"):
        geocoded("a,b\n1,2\n")
    with pytest.raises(UnknownColumn, match="no column 'c', but a, b"):
        geocoded("a,b\n1,2\n", column="c")
    with pytest.raises(UnknownCountry):
        geocoded("name\nSuva\n", country="Atlantis")


def test_only_a_header_is_a_table_too(geocoded):
    rows, counts = geocoded("town\n")
    assert rows == [["town", *ADDED]]
    assert counts.total() == 0


CELL = st.text(string.ascii_letters + ' ,"\n\tüغ', max_size=8)


@given(st.lists(st.tuples(CELL, CELL), max_size=8))
def test_every_row_and_column_stays_in_order(tmp_path_factory, tiny_gazetteer, rows):
    path = tmp_path_factory.mktemp("any") / "names.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "b"), *rows])
    lines = "".join(geocoded_lines(path, gazetteer=tiny_gazetteer, counts=Counter()))
    made = list(csv.reader(io.StringIO(lines, newline="")))
    assert [tuple(row[:2]) for row in made[1:]] == rows
    assert {len(row) for row in made} == {2 + len(ADDED)}


def test_progress_is_a_share(geocoded):
    told = []
    geocoded("name\n" + "Suva\n" * 2000, on_progress=told.append)
    assert len(told) == 4
    assert all(0 <= share <= 1 for share in told)
