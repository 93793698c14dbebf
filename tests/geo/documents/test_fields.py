"""No title, source, id or date costs the report, whatever its type."""

import doctest
import json

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.documents import fields
from geo.documents.fields import words


def test_examples():
    result = doctest.testmod(fields)
    assert result.attempted and not result.failed


def test_one_line_of_anything():
    told = [
        ("A\n B ", "A B"), (7, "7"), (7.0, "7"), (7.5, "7.5"), (True, "True"), (None, None), (float("nan"), None), (pd.NA, None), (pd.NaT, None),
        ([], None), ({}, None), ("", None), (["a", 1, None, ["b"]], "a, 1, b"), ({"name": {"rendered": "Post"}}, "Post"), ({"other": 1}, None),
        (b"Caf\xc3\xa9", "Café"), (np.int64(3), "3"), (np.float64(3), "3"), (float("inf"), "inf"), (10**5000, None), ("x" * 400, "x" * 300 + "…"),
    ]  # fmt: skip
    assert [(words(value)) for value, _ in told] == [line for _, line in told]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.fixed_dictionaries(dict.fromkeys(("id", "title", "source", "published", "date", "url"), _json)))
def test_metadata_of_any_type_leave_the_text(tmp_path_factory, metadata):
    from geo.reading import read_reports

    path = tmp_path_factory.mktemp("x") / "x.jsonl"
    path.write_text(json.dumps(metadata | {"text": "Rain fell in Goma."}), encoding="utf-8")
    [report] = read_reports(path)
    assert report.text == "Rain fell in Goma."
    assert report.id and all(
        value is None or isinstance(value, str) for value in (report.title, report.source, report.url)
    )
