"""A column of texts becomes a set whose frames join back to the caller's table, and no row is lost."""

import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo.documents.columns import column_reports, frame_reports
from geo.errors import BadPublished, ColumnMissing
from geo.event_set import EventSet


@pytest.fixture(scope="module")
def table():
    return pd.DataFrame(
        {
            "text": ["Floods hit Mombasa on Monday.\r\nPolice arrested two men in Nairobi on Monday.", None, "  ",
                     "Envoys met in Doha on 3 May 2023.", np.nan, "Nothing to tell."],
            "date": ["2024-03-06", None, "2024-03-06", pd.NaT, "2024-01-01", "2024-01-01"],
        },
        index=pd.Index([50, 40, 30, 20, 10, 0], name="article"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(table):
    return geo.read(table["text"], published=pd.to_datetime(table["date"]))


def test_frames_have_the_callers_index_and_join_back(table, found):
    assert [report.id for report in found.reports] == ["50", "40", "30", "20", "10", "0"]
    for frame in (found.events, found.mentions):
        assert frame.index.name == "article" and frame.index.dtype == table.index.dtype
        assert set(frame.index) == {50, 20}
    joined = table.join(found.events)
    assert set(joined.index) == set(table.index), "every row is still there"
    assert joined.loc[20, "when_start"] == pd.Timestamp("2023-05-03")
    assert joined.loc[40, "type"] is pd.NA or pd.isna(joined.loc[40, "type"])
    for row in found.mentions.itertuples():
        assert table.text[row.Index][row.start : row.end] == row.text


def test_the_frames_are_plain_geopandas(found):
    assert found.events.crs == found.mentions.crs == found.places.crs == "EPSG:4326"
    near = found.mentions.sjoin(found.places, predicate="intersects")
    assert set(near.name_left) == set(near.name_right) == {"Mombasa", "Nairobi", "Doha"}
    assert set(found.events.dissolve("type").index) == set(found.events["type"])


def test_days_are_taken_by_their_labels(table):
    days = pd.Series(["2020-01-01", "2021-01-01"], index=["b", "a"])
    reports, _ = column_reports(pd.Series(["x y.", "z."], index=["a", "b"]), days)
    assert [(r.id, r.published.year) for r in reports] == [("a", 2021), ("b", 2020)]
    with pytest.raises(ValueError, match="other labels"):
        column_reports(pd.Series(["x."], index=["c"]), days)
    with pytest.raises(ValueError, match=r"2 days for 1 text$"):
        column_reports(["x."], list(days))
    with pytest.raises(BadPublished):
        column_reports(["x."], "soon")


@pytest.mark.parametrize(
    "day",
    ["2024-05-03", datetime.date(2024, 5, 3), datetime.datetime(2024, 5, 3, 9),  # noqa: DTZ001
     np.datetime64("2024-05-03"), pd.Timestamp("2024-05-03 10:00")],
)  # fmt: skip
def test_days_of_every_kind(day):
    for given_as in (day, [day], pd.Series([day])):
        assert column_reports(["x."], given_as)[0][0].published == datetime.date(2024, 5, 3)


_cells = st.one_of(st.none(), st.just(float("nan")), st.just(pd.NA), st.text(max_size=8))


@given(st.lists(_cells, max_size=8), st.data())
def test_no_row_is_lost_and_ids_are_unique(cells, data):
    labels = data.draw(
        st.lists(st.sampled_from(["a", "b", 1, "a#2"]), min_size=len(cells), max_size=len(cells))
    )
    reports, index = column_reports(pd.Series(cells, index=pd.Index(labels, dtype=object), dtype=object))
    assert len(reports) == len(cells) == len({report.id for report in reports})
    assert list(index) == labels
    for report, cell in zip(reports, cells, strict=True):
        assert not report.text or len(report.text) == len(cell)


def test_a_cell_of_another_kind_is_refused_and_html_is_read():
    with pytest.raises(TypeError, match="row 0: a text is a string or missing, not int"):
        column_reports([5])
    page = "<html><body><article><p>Rain fell on the hills for three days and three nights.</p></article></body></html>"
    assert "<p>" not in column_reports([page])[0][0].text
    assert column_reports(["<html></html>"])[0][0].text == ""


def test_a_cell_of_another_kind_costs_its_row_where_errors_are_taken():
    errors = []
    table = pd.DataFrame({"body": ["Envoys met in Oslo.", 41, "<html></html>"]}, index=["a", "b", "c"])
    found = geo.read(table, text="body", on_error=errors.append)
    assert [report.id for report in found.reports] == ["a", "b", "c"]
    assert found.mentions.index.tolist() == ["a"]
    assert (
        [failure.where for failure in found.failures] == [error.where for error in errors] == ["row b", "c"]
    )
    assert str(errors[0]) == "row b: a text is a string or missing, not int"


def test_sets_with_labels_join_and_filter(make_event, make_mention):
    reports = tuple(geo.Report(id=name, text="x") for name in ("r0", "r1"))
    one = EventSet(reports, (make_event(report="r1"),), (), pd.Index([7, 8]))
    assert one.events.index.tolist() == one.filter(lambda e: True).events.index.tolist() == [8]
    other = EventSet((geo.Report(id="r2", text="y"),), (make_event(report="r2"),), (), pd.Index([9]))
    assert (one + other).events.index.tolist() == [8, 9]
    assert (one + EventSet()).index.tolist() == (EventSet() + one).index.tolist() == [7, 8]
    assert (one + EventSet((geo.Report(id="r3", text="z"),))).index is None, "a report without a label"
    same = EventSet((*reports[:1], *other.reports), (), (), pd.Index([70, 90]))
    assert (one + same).index.tolist() == [7, 8, 90], "a report that is there already has its label"


def test_a_table_needs_its_columns_named():
    table = pd.DataFrame(
        {"body": ["Rain fell.", "<p>Two died in Tyre</p><p>One in Acre</p>", None], "when": ["May 15, 2024", "05/06/2024", "2024-05"],
         "nr": [7.0, np.nan, 7.0], "paper": [{"name": "Lake Post"}, None, ["a", "b"]]},
        index=["x", "y", "z"],
    )  # fmt: skip
    with pytest.raises(
        ColumnMissing, match=r"a table needs its column of texts named.*\(it has: body, when, nr, paper\)"
    ):
        geo.read(table)
    with pytest.raises(ColumnMissing, match=r"no column 'boddy' \(it has"):
        geo.read(table, text="boddy")
    with pytest.raises(BadPublished):
        geo.read(table, text="body", published="soon")
    reports, index = frame_reports(table, "body", published="when", id="nr", source="paper")
    assert list(index) == ["x", "y", "z"]
    assert [report.id for report in reports] == ["7", "y", "7#2"]
    assert [report.text for report in reports] == ["Rain fell.", "Two died in Tyre\n\nOne in Acre", ""]
    assert [report.source for report in reports] == ["Lake Post", None, "a, b"]
    assert [report.published for report in reports] == [datetime.date(2024, 5, 15), None, None]
    one_day = frame_reports(table, "body", published="2024-05-03")[0]
    assert {report.published for report in one_day} == {datetime.date(2024, 5, 3)}


def test_a_table_joins_back(table):
    found = geo.read(table, text="text", published="date")
    assert set(found.events.index) == {50, 20} and found.events.index.name == "article"
