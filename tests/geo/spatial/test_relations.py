"""Geometry of phrases: borders, parts, distances, coasts."""

import pytest
import shapely
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import areas, store
from gazetteer.build.places import settlement_radius_m
from geo.language import load, make_doc, resolve_spans
from geo.records import Report
from geo.spatial import measures, named_lines, relations


@pytest.fixture(scope="module")
def places():
    nlp = load()
    nlp.disable_pipe("dateline_events")

    def read(text):
        return {mention.text: mention for mention in nlp(make_doc(nlp, Report(id="r", text=text)))._.places}

    return read


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


def test_what_a_phrase_means_is_told_in_words_without_how_it_was_measured(places):
    told = {
        "Shells fell in southern Gaza.": "southern part of Gaza",
        "A drone fell 20 km north of Aleppo.": "20 km north of Aleppo",
        "A convoy stopped near Khan Younis.": "the surroundings of Khan Yunis",
        "Rain fell throughout Kenya.": "the whole of Kenya",
        "A bomb went off in Khan Younis.": "",
    }
    for text, meaning in told.items():
        (mention,) = [mention for mention in places(text).values() if mention.place]
        assert mention.meaning.removesuffix(" Strip") == meaning


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


def test_a_bare_border_is_the_one_with_the_neighbour_that_the_report_is_about(places):
    text = "Poland sent doctors. Poles and Polish aid reached Lviv. In Belarus, tents went up along the border to shelter families."
    mention = places(text)["border"]
    assert mention.place.name == "Belarus–Poland border"
    assert text[mention.phrase_start : mention.phrase_end] == "the border"


def test_border_guards_are_no_border(places):
    assert places("Polish border guards went on strike.")["Polish"].place.kind == "country"


@pytest.mark.parametrize(
    ("text", "toponym", "phrase", "where"),
    [
        ("Gunmen burned a village in northern Nigeria.", "Nigeria", "northern Nigeria", lambda p: p.y > 10),
        ("Rain fell in the south of Mali.", "Mali", "the south of Mali", lambda p: p.y < 15),
        (
            "Shells hit the eastern part of Ukraine.",
            "Ukraine",
            "the eastern part of Ukraine",
            lambda p: p.x > 34,
        ),
    ],
)
def test_parts(places, text, toponym, phrase, where):
    mention = places(text)[toponym]
    assert text[mention.phrase_start : mention.phrase_end] == phrase
    assert mention.geometry.geom_type in ("Polygon", "MultiPolygon")
    assert where(mention.geometry.centroid)


def test_distance_and_direction(places):
    text = "The bus overturned 30 km (19 miles) north-east of Kumasi, police said."
    mention = places(text)["Kumasi"]
    apart = geodesic((mention.place.lat, mention.place.lon), (mention.geometry.y, mention.geometry.x)).km
    assert apart == pytest.approx(30, abs=0.1)
    assert mention.geometry.x > mention.place.lon
    assert mention.geometry.y > mention.place.lat
    assert text[mention.phrase_start : mention.phrase_end] == "30 km (19 miles) north-east of Kumasi"


def test_distance_without_direction_is_a_radius(places):
    mention = places("A camp ten miles from Goma was hit.")["Goma"]
    assert mention.radius_m == pytest.approx(16_093, abs=1)


def test_near(places):
    near = places("A drone crashed near Larnaca.")["Larnaca"]
    assert near.radius_m >= 10_000
    assert near.reason.startswith("The surroundings of")


def test_off_the_coast(places):
    text = "A trawler sank off the coast of Senegal."
    mention = places(text)["Senegal"]
    assert mention.geometry.geom_type in ("LineString", "MultiLineString")
    assert text[mention.phrase_start : mention.phrase_end] == "off the coast of Senegal"


def test_the_road_between_two_towns(places):
    mention = places("Bandits blocked the road between Kaduna and Zaria.")["Kaduna"]
    assert mention.geometry.geom_type == "LineString"


def test_a_way_over_the_antimeridian_is_cut_there(places):
    line = places("The ferry between Suva and Apia sank.")["Suva"].geometry
    assert line.geom_type == "MultiLineString"
    ends = {(round(x), round(y)) for part in line.geoms for x, y in part.coords}
    assert {x for x, _ in ends} == {178, 180, -180, -172}
    assert shapely.length(line) == pytest.approx(10.7, abs=0.5)
    middle = places("The ferry caught fire halfway between Suva and Apia.")["Suva"].geometry
    assert -178 < middle.x < -175
    water = places("A ship vanished in the waters between Fiji and Samoa.")["Fiji"].geometry
    assert shapely.length(water) < 10
    assert water.bounds[2] < -172


def test_talks_between_two_towns_are_no_line(places):
    assert places("Rivalry between Kaduna and Zaria is old.")["Kaduna"].geometry.geom_type != "LineString"


def test_countries_are_areas(places):
    assert places("Elections were held in Uruguay.")["Uruguay"].geometry.area > 10


def test_work_grows_with_the_text_not_with_its_square(work):
    nlp = load(fast=True)
    nlp.disable_pipe("dateline_events")
    piece = (
        "20 km north of Kano near the Lebanese border across the border the road between Kaduna and Zaria off the coast of"
        " Yemen southern Gaza the Green Line in Israel along the border 3 miles 3 miles the the outskirts of Lima "
    )

    def effort(size):
        doc = make_doc(nlp, Report(id="r", text=(piece * (size // len(piece)))))
        for name in ("dateline_sentences", "dateline_places"):
            doc = nlp.get_pipe(name)(doc)
        mentions = list(doc._.places)
        return work(lambda: relations.relate(doc, mentions, gazetteer=store.default()))

    effort(2_000)  # what is read once is read now
    assert effort(16_000) < 4.5 * effort(4_000)


def test_nothing_is_added_to_given_spans():
    text = "Chad and Sudan closed the border. Pakistan's army left the Durand Line."
    nlp = load()
    spans = [(0, 4), (9, 14), (34, 42)]
    assert [m.text for m in resolve_spans(nlp, Report(id="r", text=text), spans)] == [
        "Chad",
        "Sudan",
        "Pakistan",
    ]


@given(st.integers(0, 40_000_000), st.integers(0, 40_000_000))
def test_the_radius_of_a_town_grows_with_its_people(one, other):
    less, more = sorted((one, other))
    assert 1_000 <= settlement_radius_m(less) <= settlement_radius_m(more) <= 30_000


def test_every_named_line_is_a_line(check_rows):
    def check(line):
        place = named_lines.place_of(line)
        assert place.kind == "border"
        assert place.geometry.length > 0.1
        assert line.source

    check_rows(named_lines.lines(), check, name=lambda line: f"{line.name} {line.sides[0]}")


@pytest.mark.parametrize(
    ("words", "metres", "spread"),
    [
        ("1,200 km", 1_200_000, 0),
        ("a couple of miles", 3_218.7, 0.6),
        ("between 20 and 30 km", 25_000, 0.2),
        ("twenty-five miles", 40_233.6, 0),
        ("about 3.5 kilometres", 3_500, 0.1),
        ("12 nautical miles", 22_224, 0),
        ("0 km", 0, 0),
    ],
)
def test_distances_in_words(words, metres, spread):
    amount = measures.read_amount(words)
    assert amount.metres == pytest.approx(metres, rel=1e-4)
    assert amount.spread == pytest.approx(spread)


def test_no_distance():
    assert measures.read_amount("a long way") is None
    assert measures.read_amount("") is None


def test_a_vast_outline_is_no_finer_than_it_needs_and_a_small_one_is_kept():
    import gazetteer
    from gazetteer import areas
    from geo.spatial.extents import area_of

    for name, least, most in (("United States", 0.0, 0.5), ("Lebanon", 0.8, 1.0)):
        place = next(each for each in gazetteer.search(name) if each.kind == "country")
        whole, drawn = areas.geometry(place), area_of(place)
        assert least < shapely.get_num_coordinates(drawn) / shapely.get_num_coordinates(whole) <= most
        assert drawn.is_valid
        assert drawn.symmetric_difference(whole).area < 0.005 * whole.area
        assert area_of(place) is drawn  # one object for all mentions


@pytest.mark.parametrize(
    ("text", "toponym", "owner", "far_m"),
    [
        ("A tanker sank in the North Sea off Norway.", "North Sea", "NO", 50_000),
        ("A trawler sank in the Norwegian Sea 80 km off Norway.", "Norwegian Sea", "NO", 80_000),
        ("A ship sank in the Arabian Sea off Oman.", "Arabian Sea", "OM", 50_000),
    ],
)
def test_waters_off_a_coast_reach_as_far_at_every_latitude(places, text, toponym, owner, far_m):
    from geo.geodesy import shortest_line

    mention = places(text)[toponym]
    coast = areas.coast(owner)
    rim = shapely.get_coordinates(mention.geometry)[::7]
    metres = [geodesic(*((y, x) for x, y in shortest_line(shapely.Point(at), coast).coords)).m for at in rim]
    assert max(metres) == pytest.approx(far_m, rel=0.15)  # the coast was simplified
    furthest_west = min(rim.tolist())
    west_m = geodesic(*((y, x) for x, y in shortest_line(shapely.Point(furthest_west), coast).coords)).m
    assert west_m == pytest.approx(far_m, rel=0.15) or west_m < 10_000, "the sea may end at its own limit"
