"""Which border a report means, and how far on either side of it."""

import pytest

from geo.spatial import borders


@pytest.mark.parametrize(
    ("text", "toponym", "border"),
    [
        ("Ukrainian drones were shot down near the Polish border.", "Polish", "Poland–Ukraine border"),
        ("The border between Chad and Sudan is closed.", "Chad", "Chad–Sudan border"),
        ("Clashes on the Armenia-Azerbaijan border left two dead.", "Armenia", "Armenia–Azerbaijan border"),
        ("Kenya closed its border with Somalia.", "Somalia", "Kenya–Somalia border"),
        ("Peru's border with Chile was quiet.", "Peru", "Chile–Peru border"),
        (
            "Venezuelans crossed into Colombia. The Venezuelan border was open.",
            "Venezuelan",
            "Colombia–Venezuela border",
        ),
        ("Rwanda said that Burundi had closed the border.", None, None),
        (
            "India sent troops to Ladakh and China did so too along the border.",
            "border",
            "China–India border",
        ),
    ],
)
def test_borders(places, text, toponym, border):
    found = places(text)
    if toponym is None:
        assert not any(mention.place and mention.place.kind == "border" for mention in found.values())
        return
    mention = found[toponym]
    assert mention.place.name == border
    assert mention.geometry.geom_type in ("LineString", "MultiLineString")
    assert "border" in text[mention.phrase_start : mention.phrase_end]
    assert border in mention.reason
    one, other = border.removesuffix(" border").split("–")
    assert mention.meaning == f"the border of {one} and {other}"


def test_the_context_changes_which_border_is_meant(places):
    jordan = places("Jordan's army fired on smugglers on the Syrian border.")["Syrian"]
    turkey = places("Turkey's army fired on smugglers on the Syrian border.")["Syrian"]
    assert (jordan.place.name, turkey.place.name) == ("Jordan–Syria border", "Syria–Turkey border")


def test_without_context_it_is_the_whole_land_border(places):
    mention = places("Refugees slept at the Bolivian border.")["Bolivian"]
    assert (
        mention.geometry.length
        > places("Peru and Bolivia share a border. Go to the Bolivian border.")["Bolivian"].geometry.length
    )
    assert "Nothing in the report says" in mention.reason


def test_border_guards_are_no_border(places):
    assert places("Polish border guards went on strike.")["Polish"].place.kind == "country"


@pytest.fixture
def border(mentions):
    """Return a function that reads the border phrase of the first name in braces, or of that at `i`."""

    def read(marked, i=0):
        text, found = mentions(marked)
        located = borders.border_of(text, found, i, borders.sides_of(found))
        return located and (
            located.place.name,
            text[located.phrase_start : located.phrase_end],
            located.radius_m,
        )

    return read


def test_how_far_from_it(border, check_rows):
    def check(row):
        words, phrase, metres = row
        assert border(f"Shells fell {words} border between {{Chad}} and {{Sudan}}.") == (
            "Chad–Sudan border",
            phrase,
            pytest.approx(metres),
        )

    tail = "border between Chad and Sudan"
    check_rows(
        [
            ("on the", f"the {tail}", borders.ON_M),
            ("near the", f"the {tail}", borders.NEAR_M),
            ("close to the", f"the {tail}", borders.NEAR_M),
            ("12 km from the", f"12 km from the {tail}", 12_000),
            ("2 km from the", f"2 km from the {tail}", borders.ON_M),
            ("about 40 km from the", f"about 40 km from the {tail}", 44_000),
        ],
        check,
    )


def test_the_second_of_a_pair_adds_nothing(border):
    assert border("{Kenya} closed its border with {Somalia}.", 1)[0] == "Kenya–Somalia border"
    assert border("{Kenya}'s border with {Somalia} is closed.", 0)[0] == "Kenya–Somalia border"
    assert border("{Kenya}'s border with {Somalia} is closed.", 1) is None


def test_the_nearest_neighbour_of_the_sentence_is_the_other_side(border):
    assert border("{Polish/demonym} border posts saw {Ukraine} send drones.")[0] == "Poland–Ukraine border"


def test_the_only_neighbour_needs_no_word(border):
    assert border("The {Portuguese/demonym} border was quiet.")[0] == "Portugal–Spain border"


def test_no_border(border, check_rows):
    def check(text):
        assert border(text) is None

    check_rows(
        [
            "{Polish/demonym} border guards went on strike.",
            "{Poland} is a country.",
            "The {Polish/demonym} border police slept.",
            "The {Gao:settlement} border is none.",
            "The {Poland/embedded} border is none.",
            "The {Iceland} border is the sea.",
        ],
        check,
    )


def test_areas_that_have_borders(mentions):
    _, found = mentions("{Lebanon}, {Gaza Strip}, {Beirut:settlement}, {Middle East} and {Nowhere:none}.")
    assert [borders.area_key(mention.place) for mention in found] == [
        "LB",
        "gaza-strip",
        None,
        "middle-east",
        None,
    ]
    assert [borders.country_of(mention) for mention in found][::2] == ["LB", "LB", None]


def test_a_place_in_a_country_counts_for_it(mentions):
    _, found = mentions("{Lebanon}, {Beirut:settlement}, {Syria} and {Nowhere:none}.")
    sides = borders.sides_of(found)
    assert sides.report == {"LB": 2, "SY": 1}
    assert sides.keys == ("LB", None, "SY", None)


def test_a_neighbour_must_be_spoken_of_half_as_often_again(check_rows):
    def check(row):
        counts, other = row
        sides = borders.Sides(borders.Counter(counts), ())
        assert borders.most_spoken_of("PL", sides) == other

    check_rows(
        [
            ({"UA": 3, "DE": 2}, "UA"),
            ({"UA": 4, "DE": 3}, None),
            ({"UA": 1}, "UA"),
            ({"FR": 9}, None),
            ({}, None),
        ],
        check,
    )


def test_neighbours():
    assert borders.neighbours_of("PT") == ("ES",)
    assert borders.neighbours_of("nowhere") == ()


def test_sides_without_a_common_border_have_no_line(mentions):
    text, found = mentions("The border of {Portugal} and {Japan}.")
    assert borders.line_of(text, found[0], ("PT", "JP"), "why", (0, 5)) is None
