"""Parquet: a row a report, row group by row group, and only the columns that are needed."""

import datetime
import io

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.documents import office
from geo.documents.reading import Columns, Unread, read_opened, read_reports
from geo.errors import NotAReport, UnreadableReport

DAY = datetime.date(2024, 5, 15)


def parquet(table, **how):
    pq.write_table(table if isinstance(table, pa.Table) else pa.table(table), made := io.BytesIO(), **how)
    return made.getvalue()


TABLE = {
    "id": ["a", None, "c"],
    "text": ["Rain fell.", "Snow fell.", None],
    "published": [DAY, None, DAY],
    "title": ["Rain", None, None],
    "source": ["Lake Post", None, None],
    "url": ["https://example.org/a", None, None],
}


@pytest.mark.parametrize("name", ["a.parquet", "a.txt", "a"])
def test_rows_are_reports_whatever_the_file_is_called(read, name):
    reports, errors = read(name, parquet(TABLE))
    assert [(r.id, r.text, r.published, r.title, r.source) for r in reports] == [
        ("a", "Rain fell.", DAY, "Rain", "Lake Post"), ("a:2", "Snow fell.", None, None, None),
    ]  # fmt: skip
    assert reports[0].url == "https://example.org/a"
    assert len(errors) == 1 and errors[0].endswith(f"{name}:3: empty")


def test_columns_are_found_by_their_names(read):
    data = parquet({" Body ": ["Rain."], "Nr": [7.0], "when": ["2024-05-15"], "other": [object.__name__]})
    [report] = read("a.parquet", data, columns=Columns(text="body", id="nr", published="when"))[0]
    assert (report.id, report.text, report.published) == ("7", "Rain.", DAY)
    with pytest.raises(NotAReport, match=r"no column 'text' \(it has:  ?Body"):
        read("a.parquet", data)


@pytest.mark.parametrize(
    "days",
    [[DAY], [pd.Timestamp("2024-05-15T10:15:00.123456789")], pd.array(["2024-05-15"], dtype="string"), [1715767200]],
    ids=["date", "ns", "text", "seconds"],
)  # fmt: skip
def test_days_of_any_type(read, days):
    data = parquet(pa.Table.from_pandas(pd.DataFrame({"text": ["Rain."], "date": days})))
    assert read("a.parquet", data)[0][0].published == DAY


def test_other_columns_are_not_read(tmp_path, monkeypatch):
    file = tmp_path / "places.parquet"
    points = gpd.points_from_xy([1.0], [2.0])
    gpd.GeoDataFrame({"text": ["Rain."], "big": ["x"]}, geometry=points, crs="EPSG:4326").to_parquet(file)
    asked = []
    real = pq.ParquetFile.iter_batches

    def iter_batches(self, *given, columns, **how):
        asked.append(columns)
        return real(self, *given, columns=columns, **how)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", iter_batches)
    assert [report.text for report in read_reports(file)] == ["Rain."]
    assert asked == [["text"]]


def test_the_first_report_is_there_before_the_last_row_group_is_read(tmp_path):
    data = parquet(
        {"text": [f"Rain {n}. " * 200 for n in range(2_000)]}, row_group_size=500, compression="none"
    )
    file = tmp_path / "a.parquet"
    file.write_bytes(data)
    read = 0

    class Counting(io.FileIO):
        def readinto(self, buffer):
            nonlocal read
            got = super().readinto(buffer)
            read += got
            return got

    with io.BufferedReader(Counting(file)) as stream:
        reports = read_opened(stream, name="a.parquet")
        assert next(reports).text.startswith("Rain 0.")
        assert 0 < read < len(data) / 2
        assert len(list(reports)) == 1_999


def test_a_cell_that_is_no_value_costs_no_other_row(read):
    texts = pa.array([b"Rain.", b"Sn\xf6w.", b"Hail."], pa.binary()).cast(pa.string(), safe=False)
    days = pa.array([0, 2**62, 0], pa.int64()).cast(pa.timestamp("ms"))
    reports, errors = read("a.parquet", parquet({"text": texts, "published": days}))
    assert [report.text for report in reports] == ["Rain.", "Sn�w.", "Hail."] and errors == []


@pytest.mark.parametrize("cut", [0.3, 0.99], ids=["a third", "nearly all"])
def test_a_broken_file_is_one_error(read, cut):
    data = parquet(TABLE)
    with pytest.raises(UnreadableReport, match=r"a\.parquet: a broken Parquet file \(.*\)"):
        read("a.parquet", data[: int(len(data) * cut)])


def test_a_file_that_breaks_in_the_middle_keeps_what_came_before(read):
    texts = [f"Rain {n}." for n in range(512)]
    data = bytearray(parquet({"text": texts}, row_group_size=256, compression="none", use_dictionary=False))
    at = data.index(b"Rain 256.")
    data[at - 20 : at + 400] = b"\xff" * 420
    reports, errors = read("a.parquet", bytes(data))
    assert [report.text for report in reports] == texts[:256]
    assert len(errors) == 1 and "a broken Parquet file" in errors[0]


def test_a_stream_and_what_is_compressed_once_more(read):
    import gzip

    assert len(read("a.parquet.gz", gzip.compress(parquet(TABLE)))[0]) == 2
    assert len(list(read_opened(io.BytesIO(parquet(TABLE)), on_error=lambda error: None))) == 2


def test_a_folder_of_files_of_which_some_are_no_reports(tmp_path):
    (tmp_path / "part-0.parquet").write_bytes(parquet({"text": ["Rain."], "id": ["a"]}))
    (tmp_path / "part-1.parquet").write_bytes(parquet({"text": ["Snow."], "id": ["b"]}))
    (tmp_path / "weather.parquet").write_bytes(parquet({"mm": [1]}))
    unread = Unread()
    assert [report.id for report in read_reports(tmp_path, unread=unread)] == ["a", "b"]
    assert ".parquet 1: no column 'text' (it has: mm)" in str(unread)


def test_a_text_that_is_called_parquet_is_a_text(read):
    assert [report.text for report in read("a.parquet", "Rain fell.")[0]] == ["Rain fell."]


def test_without_pyarrow_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "find_spec", lambda module: None)
    (tmp_path / "a.parquet").write_bytes(parquet(TABLE))
    with pytest.raises(NotAReport, match=r'pip install "dateline\[parquet\]" to read \.parquet'):
        list(read_reports(tmp_path / "a.parquet"))
