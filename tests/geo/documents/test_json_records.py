"""JSON of any shape, an object a line or one value: a report each, the broken ones reported."""

import datetime
import json

import pytest

from geo.documents import json_records
from geo.documents.reading import Columns, read_reports
from geo.errors import NotAReport, ReadingError, UnreadableReport

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


@pytest.mark.parametrize(
    ("record", "why"),
    [({"text": None}, "empty"), ({"text": ""}, "empty"), ({"text": "  "}, "empty"), ({"text": "nan"}, None), ({"text": 3}, "is no text"),
     ({"text": [1, 2]}, "is no text"), ({"text": []}, "is no text"), ({"body": "x"}, 'not an object with a "text"'), ([], "not an object"), (None, "not an object")],
)  # fmt: skip
def test_only_its_text_is_required_of_a_record(read, record, why):
    lines = "\n".join(map(json.dumps, ({"text": "Rain."}, record)))
    reports, errors = read("a.jsonl", lines)
    assert len(reports) + len(errors) == 2
    assert (errors == []) == (why is None)
    assert why is None or why in errors[0]


def test_paragraphs_are_joined_and_html_alone_is_reduced(read):
    lines = [{"text": ["One.", "Two."]}, {"text": "<p>One.</p><p>Two.</p>"}, {"text": " x < 3 &amp; "}]
    assert [report.text for report in read("a.jsonl", "\n".join(map(json.dumps, lines)))[0]] == [
        "One.\n\nTwo.", "One.\n\nTwo.", " x < 3 &amp; ",
    ]  # fmt: skip


def test_dates_that_contradict_are_told_and_the_first_is_taken(read, warned):
    record = {"text": "Rain.", "published": "2019-08-23", "date": "2020-01-01"}
    assert read("a.json", json.dumps(record))[0][0].published == DAY
    assert warned() == ["date says 2020-01-01, published 2019-08-23: published is taken"]
    one_apart = record | {"date": "2019-08-24"}  # the same moment in two time zones
    assert read("b.json", json.dumps(one_apart))[0][0].published == DAY and len(warned()) == 1


def test_a_wrapper_is_opened_only_where_it_is_clear_what_it_wraps(read):
    wrapped = {"status": "ok", "articles": [{"text": "One."}], "tags": ["a"]}
    assert [report.text for report in read("a.json", json.dumps(wrapped))[0]] == ["One."]
    with pytest.raises(NotAReport, match=r"JSON without 'text' \(it has: status, articles, tags, more\)"):
        read("b.json", json.dumps(wrapped | {"more": [{"text": "Two."}]}))


@pytest.mark.parametrize(("data", "why"), [("[1, 2]", "holds no objects"), ("[]", "holds no objects"), ('"x"', "holds no objects"),
                                           ("7", "holds no objects"), ('[{"a": 1}]', "JSON without 'text'")])  # fmt: skip
def test_json_that_holds_no_report(read, data, why):
    with pytest.raises(NotAReport, match=why):
        read("a.json", data)


def test_hostile_nesting_is_one_line(read):
    with pytest.raises(UnreadableReport, match="nested too deeply") as caught:
        read("a.json", "[" * 100_000)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", ["", "\n\n", " "])
def test_a_file_of_no_lines_holds_no_report(read, data):
    with pytest.raises(UnreadableReport, match="holds no report"):
        read("a.jsonl", data)


def test_a_line_that_is_a_report_may_be_alone_or_begin_like_a_list(read):
    assert [r.text for r in read("a.jsonl", '{"text": "One."}')[0]] == ["One."]
    assert [r.text for r in read("b.jsonl", '[{"text": "One."}]\n')[0]] == ["One."]
    assert [r.text for r in read("c.jsonl", '[\n{"text": "One."},\n{"text": "Two."}\n]')[0]] == [
        "One.",
        "Two.",
    ]


@pytest.mark.parametrize(
    ("text", "is_json", "is_object"),
    [("{}", True, True), ("[]", True, False), ('{"a": 1}\n{"b": 2}', True, False), ("{{Infobox}}", False, False),
     ("[Update] Rain.", False, False), ("", False, False), ("[" * 100_000, False, False), ('{"a": "x\ny"}', True, True)],
    ids=["object", "array", "lines", "wiki", "note", "empty", "deep", "line break in a string"],
)  # fmt: skip
def test_what_is_json(text, is_json, is_object):
    assert json_records.is_json(text) == is_json
    assert json_records.is_object(text) == is_object
