"""The doors: texts, files, tables and spans, in; sets and mentions, or one clear error, out."""

import datetime
import logging

import pandas as pd
import pytest

import geo
from geo import pipeline
from geo.errors import BadPublished, PipelineMissing, ReadingError, UnreadableReport
from geo.language import load
from geo.records import Report

TEXT = "Police arrested nine men in Ankara on Monday."
DAY = "2024-05-15"


@pytest.fixture(scope="module")
def nlp():
    return load(fast=True)


def test_the_bundled_pipeline_is_loaded_once():
    assert pipeline.default_pipeline() is pipeline.default_pipeline()
    with pytest.raises(PipelineMissing):
        pipeline.default_pipeline("no_such_pipeline")


def test_a_text(nlp):
    found = geo.parse(TEXT, published=DAY, title="T", source="S", nlp=nlp)
    [report], [event] = found.reports, found.event_records
    assert (report.title, report.source, report.published, report.language) == (
        "T",
        "S",
        datetime.date(2024, 5, 15),
        "en",
    )
    assert (event.type, event.when.start, event.report) == ("COERCE", datetime.date(2024, 5, 13), report.id)
    assert found.failures == ()


def test_a_text_that_is_none_is_an_error(nlp):
    for text, error in (("", UnreadableReport), (b"\x7fELF\x00", UnreadableReport), (None, TypeError)):
        with pytest.raises(error):
            geo.parse(text, nlp=nlp)
    with pytest.raises(BadPublished, match="'tomorrow' is not a date"):
        geo.parse(TEXT, published="tomorrow", nlp=nlp)


def test_files_folders_tables_and_columns_give_the_same(nlp, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    table = pd.DataFrame({"body": [TEXT], "name": ["a.txt"], "day": [DAY], "from": ["S"], "head": ["T"]})
    table.to_csv(tmp_path / "b.csv", index=False)
    columns = {"text": "body", "id": "name", "source": "from", "title": "head"}
    by_way = [
        geo.read(tmp_path / "a.txt", published=DAY, nlp=nlp), geo.read([str(tmp_path / "a.txt")], published=DAY, nlp=nlp),
        geo.read(tmp_path / "b.csv", published=DAY, **columns, nlp=nlp), geo.read(table, published="day", **columns, nlp=nlp),
        geo.read(table["body"], published=DAY, nlp=nlp), geo.read_texts([TEXT], published=DAY, nlp=nlp),
    ]  # fmt: skip
    [first] = by_way[0].event_records
    assert first.type == "COERCE"
    for found in by_way[1:4]:
        assert [(e.id, e.type, e.when, e.where) for e in found] == [
            (first.id, first.type, first.when, first.where)
        ]
    for found in by_way:
        assert [(e.type, e.when, e.where) for e in found] == [(first.type, first.when, first.where)]
    assert [(r.title, r.source) for found in by_way[2:4] for r in found.reports] == [("T", "S")] * 2
    assert [found.events.index.tolist() for found in by_way] == [[0]] * 6


def test_what_cannot_be_read_is_raised_or_reported(nlp, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    with pytest.raises(ReadingError, match=r"b\.txt: binary"):
        geo.read(tmp_path, nlp=nlp)
    reported = []
    found = geo.read(tmp_path, on_error=reported.append, nlp=nlp)
    assert len(found) == 1 and [str(error) for error in reported] == [
        f"{tmp_path / 'b.txt'}: binary, not text"
    ]
    assert [(failure.where, failure.stage) for failure in found.failures] == [
        (str(tmp_path / "b.txt"), "reading")
    ]
    with pytest.raises(FileNotFoundError):
        geo.read(tmp_path / "gone.txt", nlp=nlp)


def test_rows_without_a_text_stay_in(nlp):
    texts = pd.Series([None, TEXT, "  ", float("nan")], index=list("abcd"))
    found = geo.read_texts(texts, published=DAY, nlp=nlp)
    assert [report.text for report in found.reports] == ["", TEXT, "", ""]
    assert found.events.index.tolist() == ["b"]
    assert len(geo.read_texts([], nlp=nlp)) == 0


def test_days_of_a_column_must_fit_its_texts(nlp):
    with pytest.raises(ValueError, match="1 day for 2 texts"):
        geo.read_texts([TEXT, TEXT], published=[DAY], nlp=nlp)
    with pytest.raises(BadPublished):
        geo.read_texts([TEXT], published="soon", nlp=nlp)


def test_spans_are_resolved_in_their_order(nlp):
    text = "Trains run from Lyon to Turin."
    found = geo.resolve(text, [(24, 29), (16, 20), (24, 29)], nlp=nlp)
    assert [(m.text, m.place.country) for m in found] == [("Turin", "IT"), ("Lyon", "FR"), ("Turin", "IT")]
    assert geo.resolve(text, [], nlp=nlp) == []


@pytest.mark.parametrize("span", [(0, 0), (5, 4), (-1, 4), (0, 31), (31, 32)])
def test_a_span_that_is_empty_or_outside_is_named(nlp, span):
    text = "Trains run from Lyon to Turin."
    with pytest.raises(
        ValueError, match=rf"span \({span[0]}, {span[1]}\) is empty or outside the text of 30 characters"
    ):
        geo.resolve(text, [(16, 20), span], nlp=nlp)
    assert geo.resolve(text, [(0, 30)], nlp=nlp)[0].text == text


def test_granularity_is_one_of_two(nlp):
    with pytest.raises(ValueError, match="village"):
        geo.resolve("Rain flooded Aleppo.", [(13, 19)], granularity="village", nlp=nlp)


def test_reports_of_one_id_stay_apart_and_keep_their_order(nlp):
    reports = [
        Report(id="a", text=text)
        for text in ("Rain fell on Quito.", "Snow fell on Oslo.", "Rain fell on Suva.")
    ]
    found = pipeline.event_set(iter(reports), nlp=nlp)
    assert [report.id for report in found.reports] == ["a", "a#2", "a#3"]
    assert [(m.report, m.text) for m in found.mention_records] == [
        ("a", "Quito"),
        ("a#2", "Oslo"),
        ("a#3", "Suva"),
    ]
    assert pipeline.event_set([], nlp=nlp) == geo.EventSet()


def test_each_report_is_a_line_in_the_log_and_another_language_a_warning(nlp, caplog):
    german = "Die Polizei nahm am Freitag in Ankara neun Männer fest, teilte das Ministerium am Abend mit."
    with caplog.at_level(logging.INFO, logger="geo.pipeline"):
        docs = list(pipeline.documents([Report(id="a", text=TEXT), Report(id="b", text=german)], nlp=nlp))
    assert [(report.id, report.language) for report, _ in docs] == [("a", "en"), ("b", "de")]
    lines = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert (
        "INFO",
        f"a: published on an unknown day, {len(TEXT)} characters, 1 name of a place, 1 event",
    ) in lines
    assert [line for level, line in lines if level == "WARNING"] == [
        "b: mostly German: Dateline reads English; names only"
    ]


def test_the_names_of_the_package_are_there_and_no_others():
    assert all(getattr(geo, name) is not None for name in geo.__all__) and dir(geo) == sorted(geo.__all__)
    assert geo.parse is pipeline.parse and geo.Report is Report
    with pytest.raises(AttributeError, match="module 'geo' has no attribute 'pharse'"):
        _ = geo.pharse


def test_names_inside_names_are_mentions_where_they_are_asked_for(tmp_path, nlp):
    text = "Shots were fired at Leeds Town Hall. A fire in Springfield, Missouri, killed two men on Monday."
    (tmp_path / "a.txt").write_text(text)
    found = {kind: geo.read(tmp_path, published=DAY, spans=kind) for kind in ("outer", "inner", "all")}
    names = {kind: list(each.mentions["text"]) for kind, each in found.items()}
    assert names == {
        "outer": ["Leeds Town Hall", "Springfield", "Missouri"],
        "inner": ["Leeds", "Springfield", "Missouri"],
        "all": ["Leeds Town Hall", "Leeds", "Springfield", "Missouri"],
    }
    assert len({len(each.events) for each in found.values()}) == 1, "events do not depend on it"
    with pytest.raises(ValueError, match="spans is a setting of the pipeline"):
        geo.read(tmp_path, spans="all", nlp=nlp)
