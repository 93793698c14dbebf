"""The reader of annotated reports, and a walk over the reports themselves."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.annotated import LABELS, BadAnnotation, parse_markup, read_reports

REPORTS = Path(__file__).parents[2] / "training" / "reports"

GOOD = """== a-001
published: 2024-03-02
source: Gulf Courier

[[RAFAH|literal]] - [[Sami Horan|person]] of the [[Bank of [[Ghana|embedded]]|org]] spoke.

Cases | 12
== a-002

It rained in [[Bern|literal]].
"""


def test_markup_is_removed_and_offsets_fit(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    first, second = read_reports(tmp_path)
    assert first.text == "RAFAH - Sami Horan of the Bank of Ghana spoke.\n\nCases | 12"
    assert [(first.surface(s), s.label) for s in first.spans] == [
        ("RAFAH", "literal"),
        ("Sami Horan", "person"),
        ("Bank of Ghana", "org"),
        ("Ghana", "embedded"),
    ]
    assert (first.id, first.published, first.source) == ("a-001", date(2024, 3, 2), "Gulf Courier")
    assert (second.id, second.published, second.text) == ("a-002", None, "It rained in Bern.")
    assert [s.is_place for s in first.spans] == [True, False, False, True]


@pytest.mark.parametrize(
    ("marked", "line", "why"),
    [
        ("one\n[[Bern|literal", 2, "never closed"),
        ("one\ntwo\nBern|literal]]", 3, "closes nothing"),
        ("[[Bern]]", 1, "without a label"),
        ("[[Bern|town]]", 1, "unknown label 'town'"),
        ("[[Bern |literal]]", 1, "white space"),
        ("[[|literal]]", 1, "empty"),
    ],
)
def test_broken_markup_is_named_with_file_and_line(tmp_path, marked, line, why):
    path = tmp_path / "bad.txt"
    path.write_text(f"== x\nsource: s\n\n{marked}\n", encoding="utf-8")
    with pytest.raises(BadAnnotation) as caught:
        list(read_reports(tmp_path))
    message = str(caught.value)
    assert message.startswith(f"{path}:{line + 3}: ") and why in message and "\n" not in message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("stray\n== x\n\nText.\n", "before the first"),
        ("== x\nsource: s\n", "without text"),
        ("== x\nText at once.\n\nMore.\n", "no header"),
        ("== x\npublished: yesterday\n\nText.\n", "no date"),
        ("== x\n\nText.\n== x\n\nText.\n", "taken"),
    ],
)
def test_broken_files_are_refused(tmp_path, content, why):
    (tmp_path / "bad.txt").write_text(content, encoding="utf-8")
    with pytest.raises(BadAnnotation, match=why):
        list(read_reports(tmp_path))


_words = st.text(
    st.characters(exclude_characters="[]|", exclude_categories=["C", "Z"]), min_size=1, max_size=6
)


@given(st.lists(st.tuples(_words, st.sampled_from(["", *sorted(LABELS)])), max_size=8))
def test_any_labelled_words_come_back(pieces):
    marked = " ".join(f"[[{word}|{label}]]" if label else word for word, label in pieces)
    text, spans = parse_markup(marked)
    assert text == " ".join(word for word, _ in pieces)
    assert [(text[s.start : s.end], s.label) for s in spans] == [(w, label) for w, label in pieces if label]


def test_our_reports_keep_the_format():
    reports = list(read_reports(REPORTS))
    assert reports, "training/reports holds no report"
    for report in reports:
        assert any(span.is_place for span in report.spans), f"{report.id} has no place"
        assert "[[" not in report.text and "]]" not in report.text, report.id
        for span in report.spans:
            surface = report.surface(span)
            assert span.label in LABELS and surface and surface == surface.strip(), (report.id, surface)
            assert "\n" not in surface, (report.id, surface)
            assert not surface.startswith("the ") and not surface.endswith(","), (report.id, surface)
            if span.is_place:  # a company may be called Moody's
                assert not surface.endswith(("'s", "’s")), (report.id, surface)
