"""Files, folders and texts become reports, or one clear sentence."""

import datetime
import io
import json

import pytest

from geo.documents.reading import Columns, count_reports, read_opened, read_reports
from geo.documents.single import report_from_text
from geo.errors import BadPublished, NoReports, ReadingError

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
    from geo.documents.ids import id_of_text
    from geo.documents.reading import with_unique_ids
    from geo.documents.single import report_from_text
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


TEXT = "Troops left Mosul on Friday.\nTwo were hurt."


def test_a_stream_without_a_name(samples):
    for data, count in (
        (TEXT.encode(), 1),
        (json.dumps([{"text": TEXT}, {"text": 3}, 5]).encode(), 1),
        (samples.mbox, 2),
        (samples.rss.encode(), 2),
        (samples.pdf(), 1),
    ):
        assert len(list(read_opened(io.BytesIO(data), name="stdin", on_error=lambda error: None))) == count
    with pytest.raises(ReadingError, match="stdin: empty"):
        list(read_opened(io.BytesIO(b""), name="stdin"))


def test_counting(folder, tmp_path):
    for name in ("e.csv", "j.xml"):
        (folder / name).unlink()
    assert count_reports([folder, folder / "a.txt"]) == 7
    (folder / "e.csv").write_text("text\nRain.\n", encoding="utf-8")
    assert count_reports([folder]) is None
    assert count_reports([tmp_path / "nowhere.jsonl"]) is None


def test_counting_reads_no_more_than_lines(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\n\n{broken\n', encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    assert count_reports([tmp_path]) == 3, "what turns out to be unreadable counts"
    assert count_reports([]) == 0
    for name in ("c.csv", "c.json", "c.mbox", "c.jsonl.gz"):
        (tmp_path / name).write_bytes(b"")
        assert count_reports([tmp_path / name]) is None, name


def test_one_path_or_several_and_the_day_of_those_that_state_none(tmp_path):
    (tmp_path / "a.txt").write_text("---\ndate: 2023-05-09\n---\nRain.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Snow.", encoding="utf-8")
    files = [tmp_path / "a.txt", str(tmp_path / "b.txt")]
    days = [report.published for report in read_reports(files, published="2020-01-01")]
    assert days == [datetime.date(2023, 5, 9), datetime.date(2020, 1, 1)]
    assert [report.id for report in read_reports(str(tmp_path / "b.txt"))] == ["b.txt"]
    with pytest.raises(BadPublished):
        list(read_reports(files, published="soon"))


def test_a_file_of_a_kind_that_is_not_read_is_an_error_when_it_was_named(tmp_path):
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1 x}")
    (tmp_path / "b.txt").write_text("Rain.", encoding="utf-8")
    errors = []
    assert len(list(read_reports([tmp_path], on_error=errors.append))) == 1 and errors == []
    assert list(read_reports([tmp_path / "a.rtf", tmp_path / "gone.txt"], on_error=errors.append)) == []
    assert [str(error).removeprefix(str(tmp_path)) for error in errors] == [
        "/a.rtf: RTF, which is not read: save it as .docx or .txt", "/gone.txt: No such file or directory",
    ]  # fmt: skip
    assert list(read_reports([tmp_path / "nowhere"], on_error=errors.append)) == [] and len(errors) == 3


def test_a_folder_without_reports_is_one_error_among_others(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "b.txt").write_text("Rain.", encoding="utf-8")
    errors = []
    assert len(list(read_reports([tmp_path / "empty", tmp_path / "b.txt"], on_error=errors.append))) == 1
    assert [type(error) for error in errors] == [NoReports]


def test_a_stream_has_the_name_day_and_columns_it_is_given():
    data = b'{"body": "Rain."}\n{"body": "Snow.", "date": "2023-05-09"}\n{"body": 5}\n'
    errors = []
    reports = list(
        read_opened(
            io.BytesIO(data),
            name="x.jsonl",
            published="2020-01-01",
            columns=Columns(text="body"),
            on_error=errors.append,
        )
    )
    assert [(report.id, report.text, str(report.published)) for report in reports] == [
        ("x:1", "Rain.", "2020-01-01"), ("x:2", "Snow.", "2023-05-09"),
    ]  # fmt: skip
    assert [str(error) for error in errors] == ['x.jsonl:3: its "body" is no text']


def test_a_stream_that_breaks_is_one_error_of_ours():
    class Broken(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            raise OSError(5, "Input/output error")

    errors = []
    assert list(read_opened(Broken(), name="stdin", on_error=errors.append)) == []
    assert [str(error) for error in errors] == ["stdin: Input/output error"]
    with pytest.raises(OSError, match="Input/output error"):
        list(read_opened(Broken(), name="stdin"))
    with pytest.raises(BadPublished):
        list(read_opened(io.BytesIO(b"x"), published="soon"))
