"""No title, source, id or date costs the report, whatever its type."""

import datetime
import json

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo.documents.columns import column_reports
from geo.documents.metadata import Names, single_line
from geo.documents.reading import read_reports
from geo.documents.single import report_from_text
from geo.event_set import EventSet
from geo.io.archive import pack, unpack


def test_one_line_of_anything():
    told = [
        ("A\n B ", "A B"), (7, "7"), (7.0, "7"), (7.5, "7.5"), (True, "True"), (None, None), (float("nan"), None), (pd.NA, None), (pd.NaT, None),
        ([], None), ({}, None), ("", None), (["a", 1, None, ["b"]], "a, 1, b"), ({"name": {"rendered": "Post"}}, "Post"), ({"other": 1}, None),
        (b"Caf\xc3\xa9", "Café"), (np.int64(3), "3"), (np.float64(3), "3"), (float("inf"), "inf"), (10**5000, None), ("x" * 400, "x" * 300 + "…"),
    ]  # fmt: skip
    assert [(single_line(value)) for value, _ in told] == [line for _, line in told]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.fixed_dictionaries(dict.fromkeys(("id", "title", "source", "published", "date", "url"), _json)))
def test_metadata_of_any_type_leave_the_text(tmp_path_factory, metadata):
    path = tmp_path_factory.mktemp("x") / "x.jsonl"
    path.write_text(json.dumps(metadata | {"text": "Rain fell in Goma."}), encoding="utf-8")
    [report] = read_reports(path)
    assert report.text == "Rain fell in Goma."
    assert report.id and all(
        value is None or isinstance(value, str) for value in (report.title, report.source, report.url)
    )


MONTHS = ["2019-08", "2019/08", "08/2019", "August 2019", "Aug 2019"]


def test_a_month_is_kept_where_no_day_is_known(tmp_path, warned):
    path = tmp_path / "x.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": "Rain.", "published": month}) for month in MONTHS), encoding="utf-8"
    )
    august = datetime.date(2019, 8, 1)
    assert [(report.published, report.published_month) for report in read_reports(path)] == [
        (None, august)
    ] * 5
    assert "is a month without a day: its day is unknown" in warned()[0]
    # A day that is given for all fills in where it agrees.
    days = {
        day: {(r.published, r.published_month) for r in read_reports(path, published=day)}
        for day in ("2019-08-09", "2020-01-01")
    }
    assert days == {"2019-08-09": {(datetime.date(2019, 8, 9), None)}, "2020-01-01": {(None, august)}}
    [report] = column_reports(["Rain."], ["2019-08"])[0]
    assert (report.published, report.published_month) == (None, august)


def test_a_day_goes_before_a_month():
    report = report_from_text("---\npublished: 2019-08\ndate: 2019-08-23\n---\nRain.")
    assert (report.published, report.published_month) == (datetime.date(2019, 8, 23), None)


def test_a_month_survives_a_file(tmp_path):
    found = geo.EventSet((report_from_text("---\ndate: 2019-08\n---\nRain."),))
    assert found.reports[0].published_month == datetime.date(2019, 8, 1)
    assert unpack(pack(found), make=EventSet).reports == found.reports


def test_many_rows_with_one_id_get_names_in_one_look_up_each():
    looked = 0

    class Seen(set):
        def __contains__(self, name):
            nonlocal looked
            looked += 1
            return super().__contains__(name)

    names = Names()
    names._seen = Seen()
    given = [names.unique("a") for _ in range(5_000)]
    assert len(set(given)) == 5_000 and given[-1] == "a#5000"
    assert looked < 15_000
