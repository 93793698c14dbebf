import datetime

import geopandas as gpd
import pytest

from geo.corpus import parts, periods
from geo.corpus.outlets import Sources
from geo.corpus.rows import schema
from geo.records import When


def on(day):
    return When(start=day, end=day, granularity="day", text=None, rule="test")


@pytest.fixture
def sources(tmp_path):
    import pyarrow as pa

    rows = [{"id": "r1", "source": "Lake Post"}, {"id": "r2", "source": None}]
    table = pa.Table.from_pylist(
        [dict.fromkeys(schema("reports").names) | row for row in rows], schema=schema("reports")
    )
    parts.write_table("reports", table, tmp_path / "reports.parquet")
    return Sources([tmp_path / "reports.parquet"])


def test_the_source_of_a_report_is_known_where_it_states_one(sources):
    assert sources.of(["r2", "r1", "r9", "r1"]) == [None, "Lake Post", None, "Lake Post"]
    assert Sources([]).of(["r1"]) == [None]


def test_events_of_a_month_lie_in_a_file_of_its_name(tmp_path, sources, make_event):
    groups = [
        ("b", [make_event(when=on(datetime.date(2024, 2, 1)))]),
        ("c", [make_event(when=on(datetime.date(2024, 2, 2)))]),
    ]
    (name,) = periods.write_month("2024-02", groups, sources, tmp_path)
    table = gpd.read_parquet(tmp_path / "events" / f"{name}.parquet")
    assert set(table["id"]) == {"b", "c"} and (table["sources"] == 1).all()
    assert [path.stem for path in (tmp_path / "links").iterdir()] == [name]
    assert periods.month_of_name(name) == "2024-02" and periods.month_of_name("undated-003-aa") == "undated"


def test_a_month_with_many_events_is_several_files(tmp_path, sources, make_event, monkeypatch):
    monkeypatch.setattr(periods, "SIZE", 2)
    groups = [(f"e{n}", [make_event(when=on(datetime.date(2024, 5, 1)))]) for n in range(5)]
    names = periods.write_month("2024-05", groups, sources, tmp_path)
    assert [name[:11] for name in names] == ["2024-05-000", "2024-05-001", "2024-05-002"]


def test_a_name_tells_what_is_in_the_file(tmp_path, sources, make_event):
    def written(folder, **fields):
        groups = [("a", [make_event(**fields)])]
        return periods.write_month("undated", groups, sources, tmp_path / folder)

    assert written("one") == written("two") != written("three", score=0.3)
