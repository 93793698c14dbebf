"""JSON of any shape, an object a line or one value: a report each, the broken ones told."""

import datetime
import json

import pytest

from geo.documents.reading import Columns, read_reports
from geo.errors import NotAReport, ReadingError

PUBLISHED = datetime.date(2023, 5, 9)

DAY = datetime.date(2019, 8, 23)


TEXT = "Troops left Mosul on Friday.\nTwo were hurt."


JSON = {
    "object": {"id": 7, "text": TEXT, "published": "August 23, 2019"},
    "array": [{"id": 7, "text": TEXT, "date": 1566554400}, {"text": 3}, 5],
    "wrapped": {"status": "ok", "articles": [{"id": 7, "text": TEXT, "published": "2019-08-23"}]},
}


@pytest.mark.parametrize("kind", JSON)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt", "a"])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_of_every_shape(read, kind, name, indent):
    reports, errors = read(name, json.dumps(JSON[kind], indent=indent))
    assert [(r.text, r.published) for r in reports] == [(TEXT, DAY)]
    assert len(errors) == (2 if kind == "array" else 0)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt"])
def test_json_lines_under_every_name(read, name):
    lines = [json.dumps({"text": f"Report {n}."}) for n in range(3)]
    reports, errors = read(name, "\n".join([*lines[:2], "{broken", lines[2]]))
    assert [r.text for r in reports] == ["Report 0.", "Report 1.", "Report 2."]
    assert len(errors) == 1 and ":3: not JSON" in errors[0]


def test_named_fields(read):
    data = json.dumps({"body": TEXT, "when": "2019-08-23", "nr": 5.0})
    columns = Columns(text="body", published="when", id="nr")
    assert [(r.id, r.published, r.text) for r in read("a.json", data, columns=columns)[0]] == [
        ("5", DAY, TEXT)
    ]
    with pytest.raises(
        NotAReport, match=r"JSON without 'text' \(it has: body, when, nr\): name it by --text-column"
    ):
        read("a.json", data)


def test_jsonl_lines_become_reports(tmp_path):
    lines = [
        {"id": "a", "text": "One.", "published": "2023-05-09", "title": "T", "source": "S"},
        {"text": "Two.", "published": None},
        {"id": "a", "text": "Three."},
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    reports = list(read_reports(tmp_path / "x.jsonl"))
    assert [r.id for r in reports] == ["a", "x:2", "a#2"]
    assert reports[0].published == PUBLISHED


@pytest.mark.parametrize("line", ["{", "[]", '{"text": 3}', '{"text": null}', '{"text": ""}', "[" * 5000])
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path, line):
    (tmp_path / "x.jsonl").write_text(
        f'{{"text": "good"}}\n{line}\n{{"text": "good too"}}\n', encoding="utf-8"
    )
    with pytest.raises(ReadingError, match=r"x\.jsonl:2"):
        list(read_reports(tmp_path / "x.jsonl"))
    skipped: list[ReadingError] = []
    assert len(list(read_reports(tmp_path / "x.jsonl", on_error=skipped.append))) == 2
    assert len(skipped) == 1
