"""Lines with a name of their own, and when a report means them."""

import pytest

from geo.spatial import borders, named_lines


def test_every_named_line_is_a_line(check_rows):
    def check(line):
        place = named_lines.place_of(line)
        assert place.kind == "border"
        assert place.geometry.length > 0.1
        assert line.source

    check_rows(named_lines.lines(), check, name=lambda line: f"{line.name} {line.sides[0]}")


@pytest.fixture
def found(mentions):
    """Return a function that finds the lines of a text whose names of countries are in braces."""

    def find(marked):
        text, named = mentions(marked)
        return [
            (text[start:end], set(line.sides))
            for start, end, line in named_lines.find(text, borders.sides_of(named))
        ]

    return find


def test_a_line_is_meant_where_the_report_speaks_of_a_side(found):
    assert found("{Pakistan} shelled posts on the Durand Line.") == [("Durand Line", {"AF", "PK"})]
    assert found("Posts on the Durand Line were shelled near {Berlin}.") == []
    assert found("Posts on the Durand Line were shelled.") == []


def test_a_place_in_a_country_speaks_for_it(found):
    assert found("{Peshawar} is a day from the Durand Line.") == [("Durand Line", {"AF", "PK"})]


def test_of_two_lines_of_one_name_it_is_that_of_the_sides_the_report_speaks_of(found):
    [(_, israel)] = found("{Israel} built a wall along the Green Line.")
    [(_, cyprus)] = found("{Cyprus} opened a crossing on the Green Line.")
    assert "IL" in israel
    assert "CY" in cyprus
    assert israel != cyprus


def test_what_is_no_line_of_that_name(found, check_rows):
    def check(text):
        assert found(text) == []

    check_rows(
        [
            "{Israel} closed a Green Line station.",
            "{Israel} stopped Green Line trains.",
            "{Israel} painted a green line on the floor.",
            "{Pakistan} spoke of the Durand Lineage.",
            "{Pakistan} has a Durand Line-up.",
        ],
        check,
    )


def test_spelling_may_differ_in_spaces_dashes_and_class_words(found):
    assert [words for words, _ in found("{Pakistan} shelled the Durand\nline.")] == ["Durand\nline"]


def test_lines_come_in_the_order_of_the_text(found):
    lines = found("{India} and {Pakistan}: the Line of Control, the Durand Line and the Line of Control.")
    assert [words for words, _ in lines] == ["Line of Control", "Durand Line", "Line of Control"]


def test_a_line_that_covers_a_part_of_a_border_is_shorter_than_it():
    from gazetteer import areas

    parts = [line for line in named_lines.lines() if line.within]
    assert parts
    for line in parts:
        whole = areas.border_place(*line.sides).geometry
        assert named_lines.place_of(line).geometry.length < whole.length


def test_sides_that_share_no_border_have_no_line():
    line = named_lines.NamedLine("No Line", ("PT", "JP"), (), "nowhere")
    assert named_lines.place_of(line) is None
    far = named_lines.NamedLine("Far Line", ("ES", "PT"), (100.0, 0.0, 101.0, 1.0), "nowhere")
    assert named_lines.place_of(far) is None
