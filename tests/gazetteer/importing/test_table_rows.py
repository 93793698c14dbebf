"""Rows of tables: what is well formed is read as the csv module reads it, and what is not costs one row."""

import csv
import io
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.importing import table_rows
from gazetteer.importing.table_rows import LONG_CELL, LONG_ROW, OPEN_OR_LONG, OPEN_QUOTE, rows
from gazetteer.importing.table_text import CutLine

CELLS = st.lists(
    st.lists(st.text(string.ascii_letters + ' ,;"\n\0ü', max_size=6), min_size=1, max_size=4), max_size=8
)


def read(text, delimiter=","):
    return list(rows(io.StringIO(text, newline=""), delimiter))


@given(CELLS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_written_well_is_read_as_it_was(table, delimiter, end):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    made = read(text.getvalue(), delimiter)
    assert [row.cells for row in made] == table
    assert not any(row.fault for row in made)


@given(st.text('ab,"\n ', max_size=60))
def test_no_line_is_lost(text):
    made = read(text)
    lines = list(io.StringIO(text, newline=""))
    starts = [row.line for row in made]
    assert starts == sorted(set(starts)) and (not lines or starts[0] == 1)
    for row, following in zip(made, [*starts, len(lines) + 1][1:], strict=True):
        taken = "".join(lines[row.line - 1 : following - 1])
        assert "".join(row.cells).count("a") == taken.count("a")
        assert not row.fault or following == row.line + 1


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('a,"b\nc,d\n', {1: OPEN_QUOTE}),
        ('a,"b\nc,d\n"e","f"\n', {1: OPEN_QUOTE}),
        ("a,b\n" + 'c,"d\n' + "e,f\n" * 40_000, {2: OPEN_OR_LONG}),
        ("a," + "b" * 131_073 + "\nc,d\n", {1: LONG_CELL}),
        ('a,"b\n' * 3, {1: OPEN_QUOTE, 2: OPEN_QUOTE, 3: OPEN_QUOTE}),
        ('a,"b"c\nd,"e" "f"\n', {}),
        ('a,5" pipe\nb,c\n', {}),
    ],
    ids=lambda value: repr(value)[:16],
)
def test_what_is_not_well_formed_costs_its_own_row(text, faults):
    made = read(text)
    assert {row.line: row.fault for row in made if row.fault} == faults
    assert len(made) == len(list(io.StringIO(text, newline="")))


def test_a_line_that_was_cut_is_a_row_that_cannot_be_read():
    made = list(rows(["a,b\n", CutLine("c," + "d" * 50), "e,f\n"], ","))
    assert [(row.line, row.fault) for row in made] == [(1, ""), (2, LONG_ROW), (3, "")]


@pytest.mark.parametrize("line", ['a"b,"c\n', 'a,"b\n', '"",""",\n', '"\n', 'a,"b\n' + "c,d\n" * 50])
def test_lines_are_read_a_few_times_however_they_are_broken(line, monkeypatch):
    handed = 0
    following = table_rows._Feed.__next__

    def counted(self):
        nonlocal handed
        handed += 1
        return following(self)

    monkeypatch.setattr(table_rows._Feed, "__next__", counted)
    text = line * (60_000 // len(line))
    lines = len(list(io.StringIO(text, newline="")))
    assert sum(1 for _ in rows(io.StringIO(text, newline=""), ",")) <= lines
    assert handed <= 3 * lines + 2 * table_rows._PATIENCE * lines / 1000 + 200
