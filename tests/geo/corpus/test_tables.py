"""Tables of any library are the same records."""

import datetime

import pandas as pd
import pyarrow as pa
import pytest

from geo.corpus.tables import is_table, records_of
from geo.documents.reading import Columns
from geo.errors import ColumnMissing

DAY = datetime.date(2024, 5, 15)
DATA = {
    "id": ["a", "b", "c"],
    "text": ["Rain.", None, "Hail."],
    "published": [DAY, None, DAY],
    "size": [1, 2, 3],
}


def pandas_():
    return pd.DataFrame(DATA)


def geopandas_():
    import geopandas as gpd

    return gpd.GeoDataFrame(DATA, geometry=gpd.points_from_xy([0, 1, 2], [0, 1, 2]), crs="EPSG:4326")


def dask_():
    return pytest.importorskip("dask.dataframe").from_pandas(pandas_(), npartitions=2)


def dask_geopandas_():
    return pytest.importorskip("dask_geopandas").from_geopandas(geopandas_(), npartitions=2)


def polars_():
    return pytest.importorskip("polars").DataFrame(DATA)


def polars_lazy():
    return polars_().lazy()


def arrow():
    return pa.table(DATA)


def arrow_reader():
    return arrow().to_reader(max_chunksize=2)


def arrow_dataset():
    import pyarrow.dataset as ds

    return ds.dataset(arrow())


def duckdb_():
    duckdb = pytest.importorskip("duckdb")
    with_rows = arrow()  # noqa: F841 (DuckDB finds it by its name)
    return duckdb.sql("SELECT * FROM with_rows")


MAKERS = [
    pandas_, geopandas_, dask_, dask_geopandas_, polars_, polars_lazy, arrow, arrow_reader, arrow_dataset, duckdb_,
]  # fmt: skip


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__.strip("_"))
def test_rows_of_every_library(make):
    table = make()
    assert is_table(table)
    rows = list(records_of(table, Columns()))
    assert [sorted(row) for row in rows] == [["id", "published", "text"]] * 3, "and no others are read"
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert [row["text"] for row in rows if not pd.isna(row["text"])] == ["Rain.", "Hail."]
    assert str(rows[0]["published"])[:10] == "2024-05-15"


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__.strip("_"))
def test_a_table_without_texts_says_what_it_has(make):
    with pytest.raises(ColumnMissing, match=r"the table has no column 'body' \(it has: id, text, published"):
        list(records_of(make(), Columns(text="body")))


@pytest.mark.parametrize(
    "other", ["a.txt", ["a.txt"], [{"text": "Rain."}], pd.Series(["Rain."]), iter(()), {"text": "Rain."}], ids=["path", "paths", "records", "series", "iterator", "record"]
)  # fmt: skip
def test_what_is_no_table(other):
    assert not is_table(other)


def test_pieces_are_rows_in_their_order():
    frame = pd.DataFrame({"text": [f"Rain {n}." for n in range(3_000)]})
    for table in (frame, pa.Table.from_pandas(frame)):
        assert [row["text"] for row in records_of(table, Columns())] == frame["text"].tolist()
