import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.corpus import parts, rows


def mentions(points):
    table = rows.schema("mentions").empty_table().to_pydict()
    for number, point in enumerate(points):
        for name in table:
            table[name].append(None)
        table["report"][-1], table["start"][-1], table["end"][-1] = f"r{number}", number, number + 1
        table["geometry"][-1] = None if point is None else shapely.to_wkb(shapely.Point(point))
    return pa.table(table, schema=rows.schema("mentions"))


def test_rows_near_each_other_stand_together_and_those_without_a_place_last():
    order = parts.sorted_table(
        mentions([(10, 50), None, (-70, -33), (10.1, 50.1), (-70.1, -33.1)]), ("report", "start")
    )["report"].to_pylist()
    assert order[-1] == "r1"
    assert abs(order.index("r0") - order.index("r3")) == 1 and abs(order.index("r2") - order.index("r4")) == 1


def test_a_table_with_geometries_is_geoparquet_with_boxes_that_prune(tmp_path):
    path = tmp_path / "mentions" / "p.parquet"
    everywhere = [(lon, lat) for lon in range(-180, 180, 2) for lat in range(-88, 88, 2)]
    parts.write_table("mentions", parts.sorted_table(mentions(everywhere), ("report",)), path)
    file = pq.ParquetFile(path)
    geo = file.schema_arrow.metadata[b"geo"].decode()
    assert '"version": "1.1.0"' in geo and '"covering"' in geo
    names = [file.metadata.row_group(0).column(n).path_in_schema for n in range(file.metadata.num_columns)]

    def span(group, axis):
        low, high = (
            file.metadata.row_group(group).column(names.index(f"bbox.{axis}{end}")).statistics
            for end in ("min", "max")
        )
        return low.min, high.max

    def meets(group, **window):
        return all(
            span(group, axis)[0] <= high and span(group, axis)[1] >= low
            for axis, (low, high) in window.items()
        )

    groups = range(file.num_row_groups)
    assert len(groups) == 4
    assert sum(meets(group, x=(34, 36), y=(31, 33)) for group in groups) <= len(groups) / 2


def test_the_same_rows_are_the_same_bytes(tmp_path):
    for name in "ab":
        parts.write_table("mentions", mentions([(1, 2), None]), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
