"""Files, folders and texts become reports, or one clear sentence."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents.reading import as_date, read_reports
from geo.documents.single import report_from_text
from geo.errors import BadPublished, NoReports, ReadingError, UnreadableReport

DAY = datetime.date(2023, 5, 9)


@pytest.mark.parametrize("text", [None, 5, float("nan"), ["Rebels attacked Goma."]])
def test_what_is_no_text_is_a_clear_error(text):
    with pytest.raises(TypeError, match="a text is a string or bytes, not "):
        report_from_text(text)


def test_front_matter_is_read_and_is_not_text():
    report = report_from_text(
        "---\ntitle: 'Flood: day two'\ndate: 2023-05-09\nsource: Wire\n---\nWater rose.\n"
    )
    assert (report.title, report.published, report.source) == ("Flood: day two", DAY, "Wire")
    assert report.text == "Water rose.\n"


def test_a_rule_of_dashes_is_no_front_matter():
    text = "---\nA line of prose, with no field.\n---\nMore.\n"
    assert report_from_text(text).text == text


def test_unclosed_front_matter_stays_text():
    assert report_from_text("---\ntitle: x\nno end").text.startswith("---")


def test_the_reports_own_date_wins_over_the_given_one():
    assert report_from_text("---\ndate: 2023-05-09\n---\nx", published="2020-01-01").published == DAY
    assert report_from_text("x", published="2023-05-09").published == DAY
    assert report_from_text("x").published is None


def test_html_keeps_the_article_and_drops_scripts():
    paragraph = "Rescuers reached the village of Amizmiz on Sunday after the road from Marrakesh was cleared of rocks. "
    page = f"""<!doctype html><html><head><title>Quake</title>
    <meta property="article:published_time" content="2023-05-09T08:00:00Z"></head>
    <body><nav>Home Sport</nav><article><p>{paragraph * 3}</p></article><script>alert('Paris')</script></body></html>"""
    report = report_from_text(page)
    assert "Amizmiz" in report.text
    assert "alert" not in report.text
    assert report.published == DAY


def test_html_without_a_stated_date_has_none():
    page = (
        "<html><body><p>"
        + "On 3 March 2021 the ferry left Patras for Brindisi with ninety people. " * 4
        + "</p></body></html>"
    )
    assert report_from_text(page).published is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\x7fELF\x00\x00", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"<html><body></body></html>", "no text"),
    ],
)
def test_bad_texts_are_one_sentence(data, why):
    with pytest.raises(UnreadableReport, match=why) as raised:
        report_from_text(data)
    assert "\n" not in str(raised.value)


def test_encodings_that_can_be_told_are_read():
    assert report_from_text("Malmö".encode("utf-16")).text == "Malmö"
    assert report_from_text("Malmö".encode("utf-8-sig")).text == "Malmö"
    assert report_from_text("Kraków".encode("cp1250"), encoding="cp1250").text == "Kraków"
    with pytest.raises(UnreadableReport, match="not ASCII at byte 3"):
        report_from_text("Åre ööö".encode()[2:], encoding="ascii")
    with pytest.raises(UnreadableReport, match="no encoding"):
        report_from_text(b"x", encoding="klingon")


def test_jsonl_lines_become_reports(tmp_path):
    lines = [
        {"id": "a", "text": "One.", "published": "2023-05-09", "title": "T", "source": "S"},
        {"text": "Two.", "published": None},
        {"id": "a", "text": "Three."},
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    reports = list(read_reports(tmp_path / "x.jsonl"))
    assert [r.id for r in reports] == ["a", "x:2", "a#2"]
    assert reports[0].published == DAY


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


def test_unsafe_links_are_dropped():
    assert report_from_text("---\nurl: javascript:alert(1)\n---\nx").url is None
    assert report_from_text("---\nurl: https://example.org/a\n---\nx").url == "https://example.org/a"


@pytest.mark.parametrize("text", ["16/07/2024", "2024-13-01", "yesterday", "2024-07-16x"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(BadPublished, match="YYYY-MM-DD"):
        as_date(text)


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_gives_a_report_or_our_error(text):
    try:
        report = report_from_text(text)
    except ReadingError as error:
        assert "\n" not in str(error)
    except BadPublished:
        pass
    else:
        assert report.text.strip()


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


@pytest.mark.parametrize("value", [None, float("nan"), ["Rain fell."]])
def test_what_is_no_text_is_said(value):
    with pytest.raises(TypeError, match=r"a text is a string or bytes, not (NoneType|float|list)"):
        report_from_text(value)
