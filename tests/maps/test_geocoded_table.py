"""A column of a table geocoded: every row and every column stays, in order."""

import csv
import io
import string
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import UnknownCountry
from gazetteer.importing import table_rows
from gazetteer.missing import marks
from maps import geocoded_table
from maps.errors import UnknownColumn, UnreadableTable
from maps.geocoded_table import ADDED, geocoded_lines
from maps.table_report import TableReport


@pytest.fixture
def geocoded(tmp_path, tiny_gazetteer):
    """Give a function that geocodes a text and gives the rows and the counts; the report is its attribute."""

    def geocode(text, *, name="names.csv", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        geocode.report = report = TableReport()
        geocode.text = "".join(geocoded_lines(path, gazetteer=tiny_gazetteer, report=report, **options))
        delimiter = next(c for c in geocode.text if c in ",;|\t:")
        return [
            row.cells for row in table_rows.rows(io.StringIO(geocode.text, newline=""), delimiter)
        ], report.counts

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
    rows, _ = geocoded("nr,name\n1\n2,Suva,more,cells\n3,Nadi\n")
    assert rows[1][:2] == ["1", ""] and rows[1][-1] == "not found"
    assert rows[2][:2] == ["2", "Suva"] and rows[2][-3:] == ["found", "more", "cells"]
    assert list(geocoded.report.faults()) == [
        "2 rows have more or fewer cells than the header: row 1 (line 2), row 2 (line 3)"
    ]


def test_quotes_line_breaks_tabs_and_marks_survive(geocoded):
    rows, _ = geocoded('\ufeffnr,Place,note\r\n1,Suva,"a ""b"", c\r\nd"\r\n')
    assert rows[0][0] == "nr"
    assert rows[1][:3] == ["1", "Suva", 'a "b", c\r\nd']
    rows, _ = geocoded("nr\tname\n1\tParis, Texas\n", name="names.tsv")
    assert rows[1][5:7] == ["US", "Texas"]


def test_an_encoding_is_told_from_the_bytes(geocoded):
    text = "name,note\nSuva,Düsseldorf – “Zoë”\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        rows, counts = geocoded(text.encode(encoding))
        assert rows[0][0] == "name" and rows[1][1] == "Düsseldorf – “Zoë”", encoding
        assert counts["found"] == 1 and not list(geocoded.report.faults()), encoding


def test_what_excel_writes_in_the_west_is_read_and_told(geocoded):
    rows, counts = geocoded("name,note\nSuva,Düsseldorf – “Zoë” œ\n".encode("cp1252"))
    assert rows[1][1] == "Düsseldorf – “Zoë” œ"
    assert counts["found"] == 1
    [told] = geocoded.report.faults()
    assert told.startswith("6 characters are not UTF-8 and read as Windows-1252") and "--encoding" in told


def test_an_encoding_that_is_said_is_obeyed(geocoded):
    assert geocoded("name,note\nSuva,İğdır\n".encode("cp1254"), encoding="cp1254")[0][1][1] == "İğdır"
    with pytest.raises(UnreadableTable, match="it is not ascii"):
        geocoded("name,note\nSuva,é\n", encoding="ascii")
    for name in ("klingon", "hex"):
        with pytest.raises(UnreadableTable, match=f"no encoding called '{name}'"):
            geocoded("name\nSuva\n", encoding=name)


def test_what_cannot_be_done_is_said(geocoded):
    for nothing in ("", "\n\n", "\ufeff", " , ,\n"):
        with pytest.raises(UnreadableTable, match="empty"):
            geocoded(nothing)
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
    lines = "".join(geocoded_lines(path, gazetteer=tiny_gazetteer))
    made = list(csv.reader(io.StringIO(lines, newline="")))
    assert [tuple(row[:2]) for row in made[1:]] == rows
    assert {len(row) for row in made} == {2 + len(ADDED)}


def test_progress_is_a_share(geocoded):
    told = []
    geocoded("name\n" + "Suva\n" * 2000, on_progress=told.append)
    assert len(told) == 4 and told == sorted(told)
    assert all(0 <= share <= 1 for share in told)


def test_missing_names_are_not_found_and_get_no_suggestions(geocoded):
    marks = [
        "None",
        "missing",
        "OTHER",
        "test",
        "TBD",
        "null",
        "NaN",
        "n/a",
        "-",
        "?",
        "N.A.",
        "not available",
        " ",
        "0",
        "#N/A",
    ]
    rows, counts = geocoded("name,nr\n" + "".join(f"{mark},{nr}\n" for nr, mark in enumerate(marks)))
    assert [row[:2] for row in rows[1:]] == [[mark, str(nr)] for nr, mark in enumerate(marks)]
    assert all(row[2:] == [""] * (len(ADDED) - 1) + ["not found"] for row in rows[1:])
    assert (counts.total(), geocoded.report.nameless) == (15, 15)
    assert not geocoded.report.misses()


def test_marks_of_a_missing_name_may_be_more_and_fewer(geocoded):
    rows, _ = geocoded("name\nSuva\nGaza\n", missing=marks(further=["suva"]))
    assert [row[-1] for row in rows[1:]] == ["not found", "found"]
    rows, _ = geocoded("name\nTest\n", missing=marks(never=["test"]))
    assert geocoded.report.nameless == 0


def test_na_is_namibia_in_a_column_of_countries_and_unknown_is_no_country(geocoded):
    rows, _ = geocoded(
        "name,land\nSuva,NA\nSuva,unknown\nSuva,N/A\nSuva,-\nSuva,Atlantis\n", country_column="land"
    )
    assert [row[-1] for row in rows[1:]] == ["not found", "found", "found", "found", "unknown country"]


SEPARATED = {
    ";": "nr;name;lat\r\n1;Suva;3,5\r\n2;Paris, Texas;4,5\r\n",
    "\t": "nr\tname\tlat\n1\tSuva, Fiji\t3,5\n2\tParis, Texas\t4,5\n",
    "|": 'nr|name|note\n1|Suva|"a|b; c"\n2|Paris, Texas|d\n',
    ",": 'nr,name,note\n1,Suva,"a; b; c"\n2,"Paris, Texas",d\n',
}


@pytest.mark.parametrize("delimiter", SEPARATED)
def test_a_separator_is_told_and_kept(geocoded, delimiter):
    text = SEPARATED[delimiter]
    rows, counts = geocoded(text)
    assert (counts["found"], list(geocoded.report.faults())) == (2, [])
    assert rows[2][3:6] == ["geonames:4717560", "Paris", "settlement"]
    end = "\r\n" if "\r" in text else "\n"
    for line, made in zip(text.split(end), geocoded.text.split(end), strict=True):
        # The csv module quotes no more than it must.
        assert made.startswith(line + delimiter) or '"' in line or not line


def test_a_separator_may_be_named_by_excel_or_by_hand(geocoded):
    assert geocoded("sep=;\nname;note\nSuva;a,b\n")[0][1][:2] == ["Suva", "a,b"]
    assert geocoded("name:note\nSuva:x\n", delimiter=":")[1]["found"] == 1


def test_a_column_alone_is_not_cut_at_commas(geocoded):
    rows, counts = geocoded("town\nParis, Texas\nSuva\n")
    assert rows[1][0] == "Paris, Texas" and rows[1][5] == "Texas"
    assert counts == {"found": 2}


def test_a_column_that_is_there_twice_is_an_error(geocoded):
    with pytest.raises(UnreadableTable, match="its header has 'name' more than once") as caught:
        geocoded("name,nr,name\nSuva,1,Nadi\n")
    assert "\n" not in str(caught.value)
    # Spreadsheets leave empty ones behind.
    assert geocoded("name,,\nSuva,,\n")[1]["found"] == 1


def test_a_cell_that_is_too_long_costs_its_row(geocoded):
    text = f'nr,name,note\n1,Suva,x\n2,Nadi,"{"y" * 140_000}"\n3,Suva,z\n'
    rows, _ = geocoded(text)
    assert [row[-1] for row in rows[1:]] == ["found", "unreadable", "found"]
    assert rows[2][:2] == ["2", "Nadi"] and len(geocoded.text) > 140_000
    assert list(geocoded.report.faults()) == [
        "1 row cannot be read, a cell of more than 131,072 characters: row 2 (line 3)"
    ]


@pytest.mark.parametrize("after", ["", '4,"Nadi"\n', '4,Nadi,"a""b"\n'], ids=["end", "quoted", "doubled"])
def test_an_unclosed_quote_costs_its_row(geocoded, after):
    rows, _ = geocoded(f'nr,name\n1,Suva\n2,"Suva\n3,Suva\n{after}')
    assert [row[-1] for row in rows[1:4]] == ["found", "unreadable", "found"]
    assert rows[2][:2] == ["2", '"Suva']
    assert len(rows) == (5 if after else 4)
    assert (
        next(geocoded.report.faults()) == "1 row cannot be read, a quote that is not closed: row 2 (line 3)"
    )


def test_nul_characters_cost_nothing(geocoded):
    rows, counts = geocoded("nr,name\n1,Su\0va\n2,Suva\n")
    assert rows[1][1] == "Su\0va" and counts.total() == 2 and rows[2][-1] == "found"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + bytes(60),
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7 x",
        bytes(range(256)) * 20,
        b"SQLite format 3\0" + bytes(99),
    ],
)
def test_what_is_no_text_is_refused(geocoded, content):
    with pytest.raises(UnreadableTable, match="save it as CSV"):
        geocoded(content)


def test_the_report_says_where_it_failed(geocoded):
    geocoded("name\nSuva\nXyzzyqua\n-\nSpringfield\nXyzzyqua\nPlughfoo\n")
    assert str(geocoded.report) == "2 of 6 rows found (1 of them ambiguous), 4 not (1 without a name)"
    assert geocoded.report.misses() == "not found: 'Xyzzyqua' (row 2), 'Plughfoo' (row 6)"


def test_a_stream_is_read_as_a_file_is(tiny_gazetteer):
    class Pipe(io.RawIOBase):
        left = b"name\nSuva\n"

        def readable(self):
            return True

        def read(self, size=-1):
            taken, self.left = self.left[:3], self.left[3:]
            return taken

    lines = list(geocoded_lines(Pipe(), gazetteer=tiny_gazetteer))
    assert [line.split(",")[0] for line in lines] == ["name", "Suva"] and lines[1].endswith("found\n")


@given(st.binary(max_size=300))
def test_noise_ends_in_rows_or_in_an_error_of_ours(tmp_path_factory, tiny_gazetteer, noise):
    path = tmp_path_factory.mktemp("noise") / "names.csv"
    path.write_bytes(b"name,b\n" + noise)
    report = TableReport()
    try:
        made = list(geocoded_lines(path, gazetteer=tiny_gazetteer, report=report))
    except UnreadableTable:
        return
    assert len(made) == report.counts.total() + 1


def test_memory_does_not_grow_with_the_file(tmp_path, tiny_gazetteer, monkeypatch):
    monkeypatch.setattr(geocoded_table, "_KEPT", 100)

    def peak(count):
        path = tmp_path / f"{count}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("name,note\n")
            file.writelines(
                f"{'-' if number % 10 else f'Ä{number}'},{'x' * 200}\n" for number in range(count)
            )
        tracemalloc.start()
        for _ in geocoded_lines(path, gazetteer=tiny_gazetteer):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1_000)  # fills the caches
    assert peak(10_000) < 1_000_000 < (tmp_path / "10000.csv").stat().st_size / 2


def test_names_that_are_too_long_are_not_found_and_not_kept(tmp_path, tiny_gazetteer):
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("name,land\n")
        file.writelines(f"{nr}{'x' * 100_000},{nr}{'y' * 20_000}\n" for nr in range(100))
    report = TableReport()
    tracemalloc.start()
    made = [
        line.endswith("not found\n") for line in geocoded_lines(path, gazetteer=tiny_gazetteer, report=report)
    ]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made == [False, *[True] * 100] and most < 3_000_000
    assert len(report.misses()) < 500


def test_a_line_without_end_does_not_fill_the_memory(tmp_path, tiny_gazetteer):
    path = tmp_path / "long.csv"
    path.write_text("name,b\nSuva,1\nNadi," + "x" * 12_000_000 + "\nSuva,2\n", encoding="utf-8")
    report = TableReport()
    tracemalloc.start()
    rows = [line[:5] + line[-12:] for line in geocoded_lines(path, gazetteer=tiny_gazetteer, report=report)]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12_000_000
    assert [row[:4] for row in rows] == ["name", "Suva", "Nadi", "Suva"]
    assert report.counts == {"found": 2, "unreadable": 1}
