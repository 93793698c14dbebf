"""A table gives a report a row, whatever its delimiter; a broken row costs that row and is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents import tables
from geo.documents.reading import Columns
from geo.errors import NotAReport, UnreadableReport


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_delimiter_is_found(read, delimiter, end):
    rows = [
        ["nr", "Text ", "date"],
        ["1", '"Rain, fell; in|\tGoma""s\nstreets"', "2019-08-23"],
        ["2", "Troops left", ""],
    ]
    reports, errors = read("a.csv", end.join(delimiter.join(row) for row in rows), columns=Columns(id="nr"))
    assert errors == []
    assert [(r.id, r.text) for r in reports] == [
        ("1", 'Rain, fell; in|\tGoma"s\nstreets'),
        ("2", "Troops left"),
    ]


def test_long_cells_and_many_rows(read):
    long = "Rain fell in Goma. " * 20_000
    reports, errors = read(
        "a.csv", f'id,text\n1,"{long}"\n' + "".join(f"{n},Rain {n}\n" for n in range(2, 2000))
    )
    assert not errors and len(reports) == 1999 and reports[0].text == long


BROKEN = {
    "an unclosed quote": '1,"Troops left Mosul,2019-08-23', "too many cells": "1,Troops left, Mosul,2019-08-23,x", "a stray quote": '1,"Troops" left, Mosul,2019',
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("after", [[], ["3,Rain fell,2019-08-24"], ['3,"Rain, or ""snow""\nfell",2019-08-24'], ["3,Rain fell,2019-08-24"] * 3000],
                         ids=["last", "plain", "quoted", "many"])  # fmt: skip
def test_a_broken_row_costs_no_other(read, broken, after):
    reports, errors = read("a.csv", "\n".join(["id,text,date", "0,Before,2019-08-22", broken, *after]))
    assert reports[0].text == "Before"
    assert [r.text for r in reports if r.text.startswith("Rain")] == [
        line[2:].split(",2019")[0].strip('"').replace('""', '"') for line in after
    ]
    assert len(errors) + sum("Troops" in r.text for r in reports) == 1, "it is read or told"
    assert all("a.csv:3: " in error for error in errors)


def test_quotes_that_are_letters(read):
    reports, errors = read(
        "a.tsv", 'id\ttext\n1\tHe said "go\n2\tA 5" gun\n3\t"Fine" he said\n4\t"Quoted ""well"""\n'
    )
    assert not errors
    assert [r.text for r in reports] == ['He said "go', 'A 5" gun', '"Fine" he said', 'Quoted "well"']


def test_one_column(read):
    reports, errors = read("a.csv", 'text\nTroops left, he said\n"Rain, fell"\n')
    assert not errors and [r.text for r in reports] == ["Troops left, he said", "Rain, fell"]


def test_columns_that_are_not_there_or_twice(read):
    with pytest.raises(NotAReport, match=r"no column 'text' \(it has: a, b\): name it by --text-column"):
        read("a.csv", "a,b\n1,2\n")
    with pytest.raises(NotAReport, match=r"no column 'when' \(it has: text, b\): name it by --date-column"):
        read("a.csv", "text,b\n1,2\n", columns=Columns(published="when"))
    with pytest.raises(UnreadableReport, match="has two columns 'text'"):
        read("a.csv", "text,Text\n1,2\n")
    assert read("a.csv", "text,x,x\nRain,1,2\n")[0][0].text == "Rain"
    with pytest.raises(UnreadableReport, match="empty"):
        read("a.csv", "\n")


def test_days_of_a_column_are_told_a_few_times(read, warned):
    reports, _ = read("a.csv", "text,date\n" + "Rain,05/08/2019\n" * 50)
    assert len(reports) == 50 and {r.published for r in reports} == {None}
    told = warned()
    assert len(told) == 4 and told[-1] == "dates: 47 more like these"


@given(st.lists(st.lists(st.text(max_size=9), min_size=3, max_size=3), max_size=9))
def test_what_the_csv_module_writes_is_read_back(tmp_path_factory, rows):
    import csv

    from geo.documents.reading import read_reports

    path = tmp_path_factory.mktemp("x") / "a.csv"
    with path.open("w", newline="", encoding="utf-8", errors="replace") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(
            [["id", "text", "title"], *rows, ["", "The last.", ""]]
        )
    errors = []
    reports = list(read_reports(path, on_error=errors.append))
    assert len(reports) + len(errors) == len(rows) + 1
    assert reports[-1].text == "The last."


@pytest.mark.parametrize(
    ("lines", "is_one"),
    [
        (["id,text", "1,Rain."], True), (['"ID";"Text"', "1;Rain."], True), (["id\ttext", "1\tRain."], True), (["id|text", "1|Rain."], True),
        (["text", "Rain."], False), (["id,text"], False), ([], False), (["id,body", "1,Rain."], False),
        (["The text, not the pictures, is here", "Rain."], False), (["a,text,what is this?", "1,2,3"], False),
    ],
)  # fmt: skip
def test_a_file_of_another_name_is_a_table_when_its_first_line_names_columns(lines, is_one):
    assert tables.is_table(lines, "text") == is_one
