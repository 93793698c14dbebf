"""The text of tables: encodings, separators, lines without end."""

import io

import pytest

from gazetteer.errors import BadSource
from gazetteer.importing.table_text import LONGEST, NO_SEPARATOR, CutLine, open_text, separator


def lines_of(data, encoding=None):
    table = open_text(io.BytesIO(data), name="t.csv", encoding=encoding)
    return list(table.lines()), table.wrong_bytes


def test_lines_keep_their_ends_and_bytes_of_another_encoding_are_counted():
    text = "a,é\r\nb,“ü”\rc\n"
    assert lines_of(text.encode()) == (["a,é\r\n", "b,“ü”\r", "c\n"], 0)
    assert lines_of(text.encode("cp1252")) == (["a,é\r\n", "b,“ü”\r", "c\n"], 4)
    assert lines_of(b"a\x81\n")[0] == ["a\x81\n"]  # in no table of Windows-1252


def test_a_wrong_byte_far_behind_the_beginning_is_read_too():
    lines, wrong = lines_of(b"a,b\n" * 50_000 + "é\n".encode("cp1252") + "é\n".encode())
    assert (lines[-2:], wrong) == (["é\n", "é\n"], 1)


def test_a_line_without_end_is_cut_and_the_next_one_is_whole():
    lines, _ = lines_of(b"a\n" + b"x" * (3 * LONGEST) + b"\nb\n")
    assert [len(line) for line in lines] == [2, LONGEST, 2]
    assert [isinstance(line, CutLine) for line in lines] == [False, True, False]
    lines, _ = lines_of(b"x" * (LONGEST - 1) + b"\nb\n")
    assert [isinstance(line, CutLine) for line in lines] == [False, False]


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
def test_nothing_is_empty(data):
    with pytest.raises(BadSource, match="it is empty"):
        lines_of(data)


HEADS = {
    "a,b\n1,2\n": ",", "a;b\n1,5;2,5\n": ";", "a\tb, c\n1\t2\n": "\t", "a|b\n1|2\n": "|",
    "name\nParis, Texas\nSuva\n": NO_SEPARATOR, "": NO_SEPARATOR,
    "id;name, local;x\n1;Suva;y\n2;Nadi;z\n": ";", "sep=|\na;b|c\n": "|",
    'a,b\n1,"x;y;z"\n2,"u;v;w"\n': ",", 'a;b\n1;"open\n2;c\n': ";", "a,b;c\n1,2;3\n": ",",
}  # fmt: skip


def test_separators_are_told_from_the_header_and_the_rows():
    assert {head: separator(head) for head in HEADS} == HEADS
    assert separator("a\tb,c\n1\t2,3\n", suffix=".tsv") == "\t"
