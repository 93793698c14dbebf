"""Borders without a country beside them: "along the border", lines by their names."""

import pytest

from geo.spatial import bare_borders, borders


def test_a_bare_border_is_the_one_with_the_neighbour_that_the_report_is_about(places):
    text = "Poland sent doctors. Poles and Polish aid reached Lviv. In Belarus, tents went up along the border to shelter families."
    mention = places(text)["border"]
    assert mention.place.name == "Belarus–Poland border"
    assert text[mention.phrase_start : mention.phrase_end] == "the border"


@pytest.fixture
def added(mentions):
    """Return a function that gives the words and places of the mentions that are added or changed in a text."""

    def read(marked, *, cut=None):
        text, found = mentions(marked)
        sentences = [(0, len(text))] if cut is None else [(0, text.index(cut)), (text.index(cut), len(text))]
        related = bare_borders.lines_and_bare_borders(text, found, borders.sides_of(found), sentences)
        return [
            (
                text[each.start : each.end],
                each.place.name,
                text[each.phrase_start : each.phrase_end],
                each.radius_m,
            )
            for each in related
            if each not in found
        ]

    return read


def test_both_sides_in_the_sentence(added):
    assert added("{India} sent troops to Ladakh and {China} did so along the border.") == [
        ("border", "China–India border", "the border", borders.ON_M)
    ]


def test_the_words_before_say_how_far(added):
    ((_, _, words, radius_m),) = added("{India} and {China} massed troops 30 km from the border.")
    assert words == "30 km from the border"
    assert radius_m == 30_000


def test_other_sentences_do_not_count(added):
    assert added("{India} and {China} talked. Troops stood along the border.", cut="Troops") == []


def test_a_side_and_the_neighbour_that_the_report_is_about(added):
    text = "{Poland} helps. {Poland} too. In {Belarus} tents went up along the border."
    assert [name for _, name, _, _ in added(text, cut="In ")] == ["Belarus–Poland border"]


def test_no_bare_border(added, check_rows):
    def check(text):
        assert added(text) == []

    check_rows(
        [
            "{India} and {China} met at the border town.",
            "{India} and {China} met the border guards at the border police post.",
            "{India} and {China} met across the border with Nepal.",
            "{India} and {China} met along the border of the park.",
            "{Portugal} and {Japan} met along the border.",  # share none
            "{India/embedded} and {China/embedded} met along the border.",
            "Troops met along the border.",
            "Along the border {India} and {China} met.",  # who is named later leaves doubt
        ],
        check,
    )


def test_a_named_line_is_a_mention_of_its_own(added):
    ((words, place, phrase, radius_m),) = added("{Pakistan} shelled posts near the Durand Line.")
    assert (words, place, phrase) == ("Durand Line", "Durand Line", "the Durand Line")
    assert radius_m == borders.NEAR_M


def test_a_named_line_takes_the_mention_of_its_name(mentions):
    text, found = mentions("{Israel} built a wall along the {Green:none} Line.")
    related = bare_borders.lines_and_bare_borders(text, found, borders.sides_of(found), [(0, len(text))])
    assert [(each.text, each.place.kind) for each in related] == [
        ("Israel", "country"),
        ("Green Line", "border"),
    ]


def test_without_mentions_there_is_nothing():
    assert (
        bare_borders.lines_and_bare_borders("Along the Durand Line.", [], borders.sides_of([]), [(0, 22)])
        == []
    )
