"""Files, folders and texts become reports, or one clear sentence."""

import datetime

import pytest

from geo.documents.reading import read_reports
from geo.documents.single import report_from_text
from geo.errors import NoReports, ReadingError

DAY = datetime.date(2023, 5, 9)


def test_a_folder_gives_its_reports_in_order(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.txt", "notes.doc", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert [r.id for r in read_reports(tmp_path)] == ["a.md", "b.txt", "sub/c.txt"]


def test_a_folder_with_one_bad_file_loses_nothing_else(tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    with pytest.raises(ReadingError):
        list(read_reports(tmp_path))
    skipped: list[ReadingError] = []
    assert [r.id for r in read_reports(tmp_path, on_error=skipped.append)] == ["a.txt"]
    assert "b.txt" in str(skipped[0])


def test_nothing_to_read(tmp_path):
    with pytest.raises(NoReports, match="no reports"):
        list(read_reports(tmp_path))
    with pytest.raises(FileNotFoundError):
        list(read_reports(tmp_path / "missing.txt"))


def test_a_text_s_id_is_its_own_and_names_are_made_unique_in_one_pass():
    from geo.documents.reading import with_unique_ids
    from geo.documents.single import id_of_text, report_from_text
    from geo.records import Report

    one, two = report_from_text("Rain fell."), report_from_text("Snow fell.")
    assert one.id == id_of_text("Rain fell.") != two.id
    assert report_from_text("Rain fell.", published="2024-01-01").id == one.id
    assert report_from_text("---\ntitle: T\n---\nRain fell.").id == one.id
    names = [each.id for each in with_unique_ids(Report(id="a", text=str(n)) for n in range(3000))]
    assert names[:3] == ["a", "a#2", "a#3"] and len(set(names)) == 3000


def test_half_a_character_costs_no_report(tmp_path):
    file = tmp_path / "cut.jsonl"
    file.write_text(
        '{"id": "\\udc00", "title": "Oslo \\ud83d", "text": "Envoys met in Oslo \\ud83d on Friday."}\n'
    )
    [report] = read_reports([file])
    assert (report.id, report.title, report.text) == ("�", "Oslo �", "Envoys met in Oslo � on Friday.")
    assert report_from_text("Lima \udfff, Peru").text == "Lima �, Peru"  # one for one: offsets stay
