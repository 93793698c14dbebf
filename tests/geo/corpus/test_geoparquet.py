"""A corpus is GeoParquet 1.1 by the specification, and opens as it is in whatever reads that."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
import shapely

import geo
from geo.corpus import parts
from geo.corpus.geoparquet import with_geometry

TABLES = ("events", "links", "mentions")


def table(shapes, **columns):
    return pa.table(
        {**columns, "geometry": pa.array(shapely.to_wkb(np.array(shapes, dtype=object)), pa.binary())}
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, reports):
    return geo.corpus.read([*reports(30), {"id": "bad", "text": ""}, {"text": "Talks ended."}],
                           tmp_path_factory.mktemp("corpus") / "corpus", fast=True, on_error=lambda error: None)  # fmt: skip


def test_each_geometry_has_its_box_and_what_has_none_has_no_box():
    shapes = [shapely.Point(3, 4), None, shapely.box(1, 2, 5, 6), shapely.Point()]
    made = with_geometry(table(shapes, id=["a", "b", "c", "d"]), "geometry")
    assert made["bbox"].to_pylist() == [
        {"xmin": 3, "ymin": 4, "xmax": 3, "ymax": 4}, None, {"xmin": 1, "ymin": 2, "xmax": 5, "ymax": 6}, None,
    ]  # fmt: skip
    [described] = json.loads(made.schema.metadata[b"geo"])["columns"].values()
    assert described["bbox"] == [1, 2, 5, 6] and described["geometry_types"] == ["Point", "Polygon"]


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (shapely.LineString([(0, 0), (1, 1)]), "LineString"),
        (shapely.MultiPoint([(0, 0), (1, 1)]), "MultiPoint"),
        (shapely.MultiLineString([[(0, 0), (1, 1)]]), "MultiLineString"),
        (shapely.MultiPolygon([shapely.box(0, 0, 1, 1)]), "MultiPolygon"),
        (shapely.GeometryCollection([shapely.Point(0, 0)]), "GeometryCollection"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_kinds_of_geometry_have_the_names_of_the_specification(shape, kind):
    made = with_geometry(table([shape]), "geometry")
    assert json.loads(made.schema.metadata[b"geo"])["columns"]["geometry"]["geometry_types"] == [kind]


@pytest.mark.parametrize("name", TABLES)
def test_the_metadata_are_those_of_version_1_1(corpus, name):
    for path in corpus.files(name):
        file = pq.ParquetFile(path)
        described = json.loads(file.metadata.metadata[b"geo"])
        column = described["columns"]["geometry"]
        assert (described["version"], described["primary_column"]) == ("1.1.0", "geometry")
        assert column["encoding"] == "WKB" and column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
        sides = ("xmin", "ymin", "xmax", "ymax")
        assert column["covering"] == {"bbox": {side: ["bbox", side] for side in sides}}
        rows = file.read(["geometry", "bbox"])
        shapes = shapely.from_wkb(rows["geometry"].to_numpy())
        boxes = rows["bbox"].to_pylist()
        assert [box is None for box in boxes] == list(shapely.is_missing(shapes))
        there = shapes[~shapely.is_missing(shapes)]
        if len(there):
            assert column["bbox"] == pytest.approx(shapely.total_bounds(there).tolist())


def test_a_validator_of_the_specification_finds_nothing(corpus):
    validator = pytest.importorskip("geoparquet_validator")
    for name in TABLES:
        for path in corpus.files(name):
            failed = {
                each["id"] for each in validator.check(str(path))["outcomes"] if each["status"] == "fail"
            }
            # Where no row has a geometry, there is nothing to have statistics of.
            assert failed <= {"/conf/distribution/geospatial-statistics"}


def test_what_looks_for_an_area_skips_row_groups(tmp_path):
    random = np.random.default_rng(1)
    points = shapely.points(random.uniform(-180, 180, 40_000), random.uniform(-90, 90, 40_000))
    rows = parts.sorted_table(table(points, id=pa.array(range(40_000)).cast(pa.string())), ("id",))
    parts.write_table("events", rows, tmp_path / "a.parquet")
    file = pq.ParquetFile(tmp_path / "a.parquet").metadata
    wanted, read = shapely.box(20, 20, 25, 25), 0
    for number in range(file.num_row_groups):
        group = file.row_group(number)
        of = {group.column(i).path_in_schema: group.column(i).statistics for i in range(group.num_columns)}
        box = shapely.box(of["bbox.xmin"].min, of["bbox.ymin"].min, of["bbox.xmax"].max, of["bbox.ymax"].max)
        read += box.intersects(wanted)
    assert file.num_row_groups >= 9 and read <= file.num_row_groups / 2
    found = gpd.read_parquet(tmp_path / "a.parquet", bbox=wanted.bounds)
    assert len(found) == shapely.intersects(wanted, points).sum()


# Opened as it is.


@pytest.mark.parametrize("name", TABLES)
def test_geopandas(corpus, name):
    found = gpd.read_parquet(corpus.path / name)
    assert len(found) == len(getattr(corpus, name)) > 0 and found.crs == "EPSG:4326" and "bbox" not in found
    assert found.active_geometry_name == "geometry"


def test_whole_numbers_with_gaps_are_whole_numbers_in_every_file(corpus):
    assert {str(gpd.read_parquet(file)["geo_precision"].dtype) for file in corpus.files("events")} == {
        "Int64"
    }


def test_pyarrow(corpus):
    data = ds.dataset(corpus.path / "events")
    found = data.to_table(columns=["id", "country"], filter=ds.field("country") == "CD")
    assert 0 < found.num_rows < data.count_rows() == corpus.manifest.events


def test_the_table_of_reports_in_pandas(corpus):
    found = pd.read_parquet(corpus.path / "reports")
    assert len(found) == 32 and found["error"].notna().sum() == 1


def test_duckdb(corpus):
    duckdb = pytest.importorskip("duckdb")
    events = f"'{corpus.path}/events/*.parquet'"
    with duckdb.connect() as database:
        counts = database.execute(f"SELECT type, count(*) FROM {events} GROUP BY type").fetchall()
        near = database.execute(
            f"SELECT geometry FROM {events} WHERE bbox.xmin BETWEEN 28 AND 30 AND bbox.ymin BETWEEN -3 AND 0"
        ).fetchall()
    assert sum(count for _, count in counts) == corpus.manifest.events
    box = shapely.box(28, -3, 30, 0)
    shapes = [shapely.from_wkb(bytes(row[0])) for row in near]
    assert len(shapes) == corpus.events.intersects(box).sum() > 0 and all(map(box.intersects, shapes))


@pytest.mark.filterwarnings("ignore:The inplace keyword")
def test_dask_geopandas(corpus):
    dask_geopandas = pytest.importorskip("dask_geopandas")
    found = dask_geopandas.read_parquet(corpus.path / "events")
    assert found.npartitions == len(corpus.files("events")) > 1 and found.crs == "EPSG:4326"
    assert len(found) == len(found.compute(scheduler="synchronous")) == corpus.manifest.events


def test_polars(corpus):
    polars = pytest.importorskip("polars")
    found = polars.scan_parquet(corpus.path / "events").select("type", "when_start").collect()
    assert found.height == corpus.manifest.events
