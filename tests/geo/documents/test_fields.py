"""Columns are found by the names that are asked for, whatever their case."""

import io

import pytest

from geo.documents import fields
from geo.documents.source import HEAD, Columns, Source
from geo.errors import NotAReport, UnreadableReport


def source(**columns):
    stream = io.BufferedReader(io.BytesIO(b""), HEAD)
    return Source(path="a.csv", name="a.csv", stem="a", stream=stream, columns=Columns(**columns))


def test_names_are_those_that_are_asked_for():
    assert fields.column_names(["ID", " Text ", "size"], source()) == ["id", "text", "size"]
    assert fields.column_names(["Body", "When"], source(text="body", published="when")) == ["body", "when"]


def test_what_is_missing_or_there_twice_is_said():
    with pytest.raises(
        NotAReport, match=r"a\.csv: no column 'text' \(it has: body\): name it by --text-column"
    ):
        fields.column_names(["body"], source())
    with pytest.raises(NotAReport, match="name it by --date-column"):
        fields.column_names(["text"], source(published="when"))
    with pytest.raises(UnreadableReport, match="two columns 'text'"):
        fields.column_names(["Text", "TEXT"], source())


def test_each_column_is_wanted_once():
    assert fields.wanted_columns(Columns(text="body", published="when")) == [
        "body", "when", "id", "title", "source", "date", "url", "link",
    ]  # fmt: skip
