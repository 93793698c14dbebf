"""The place that a name means depends on the report around it."""

import pytest

from geo.language import load, make_doc
from geo.records import Report


@pytest.fixture(scope="module")
def places():
    nlp = load()
    nlp.disable_pipe("dateline_events")

    def read(text, source=None):
        return {m.text: m for m in nlp(make_doc(nlp, Report(id="r", text=text, source=source)))._.places}

    return read


@pytest.mark.parametrize(
    ("text", "name", "admin1", "country"),
    [
        ("A tornado hit Springfield, Illinois.", "Springfield", "Illinois", "US"),
        ("A tornado hit Springfield, Mo., at noon.", "Springfield", "Missouri", "US"),
        ("Floods in Córdoba, Argentina, cut roads to Rosario.", "Córdoba", "Cordoba", "AR"),
        (
            "The train from Seville to Córdoba was late, said officials in Madrid.",
            "Córdoba",
            "Andalusia",
            "ES",
        ),
        (
            "Birmingham and Montgomery, the largest cities of Alabama, saw protests.",
            "Birmingham",
            "Alabama",
            "US",
        ),
        ("Police in Birmingham and Wolverhampton, England, made arrests.", "Birmingham", "England", "GB"),
    ],
)
def test_towns_of_one_name(places, text, name, admin1, country):
    place = places(text)[name].place
    assert (place.country, place.admin1) == (country, admin1)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        (
            "Envoys from Cairo and Seoul met in Washington on Friday.",
            "Washington",
            "Washington, District of Columbia, US",
        ),
        (
            "Wildfires burned near Spokane in Washington, and in Oregon and Idaho.",
            "Washington",
            "Washington, US",
        ),
        ("Russian troops left Georgia; Tbilisi and Yerevan welcomed it.", "Georgia", "Georgia"),
        ("Atlanta and Savannah, in Georgia, were warned, as was Florida.", "Georgia", "Georgia, US"),
        ("Aid trucks entered Gaza from Egypt.", "Gaza", "Gaza Strip, PS"),
    ],
)
def test_names_of_different_kinds(places, text, name, label):
    assert places(text)[name].place.label == label


def test_the_outlet_s_address_counts(places):
    text = "Police in London are looking for a grey van."
    assert places(text)["London"].place.country == "GB"
    assert (
        places("Police in Hamilton are looking for a grey van.", "thespec.ca")["Hamilton"].place.country
        == "CA"
    )
    assert (
        places("Police in Hamilton are looking for a grey van.", "stuff.co.nz")["Hamilton"].place.country
        == "NZ"
    )


def test_candidates_and_a_reason_are_kept(places):
    mention = places("A tornado hit Springfield, Illinois.")["Springfield"]
    assert mention.candidates[0].place == mention.place
    assert 1 < len(mention.candidates) <= 5
    assert mention.candidates[0].features["may lie in what follows"] > 1.0
    assert "a state or country that it lies in follows the name (+" in mention.reason


def test_a_site_that_nobody_knows_stays_unresolved(places):
    mention = places("Shots were fired on Zqwertz Avenue.")["Zqwertz Avenue"]
    assert (mention.place, mention.geometry, mention.candidates) == (None, None, ())


@pytest.mark.parametrize("name", ["Egypt", "Iraq", "Lebanon", "Jordan"])
def test_countries_in_a_list_are_countries(places, name):
    found = places(
        "Envoys of Egypt, Iraq, Iran, Lebanon, Jordan and Qatar met in Tampa, Florida, near Orlando and Miami."
    )
    assert found[name].place.kind == "country"


def test_a_city_that_is_called_so_is_a_city(places):
    found = places("Shells hit Gaza City at night. The Dublin City Council met.")
    assert found["Gaza City"].place.kind == "settlement"
    assert found["Dublin"].within == "Dublin City Council"


def test_a_small_namesake_needs_evidence(places):
    text = "American officers from Washington, Miami and Houston flew to {}."
    assert places(text.format("Stuttgart"))["Stuttgart"].place.country == "DE"
    assert places(text.format("Stuttgart, Arkansas"))["Stuttgart"].place.admin1 == "Arkansas"


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        (
            "Aid lorries drove into Gaza on Monday, and the talks in Cairo went on.",
            "Gaza",
            "dateline:gaza-strip",
        ),
        ("Shells fell on Gaza City.", "Gaza City", "geonames:281133"),
        (
            "A tanker lay off Gaza, an old town of ships and customs, its mayor said.",
            "Gaza",
            "dateline:gaza-strip",
        ),
    ],
)
def test_the_bare_name_of_a_region_by_hand_is_the_region(places, text, name, place):
    assert places(text)[name].place.id == place


def test_a_name_that_speaks_for_a_government_is_a_capital_whose_country_is_named(places):
    told = "LONDON — Germany and {} expelled diplomats over the poison attack in Salisbury, England. Washington ordered 60 of them out and closed a consulate."
    assert (
        places(told.format("the United States"))["Washington"].place.label
        == "Washington, District of Columbia, US"
    )
    assert (
        "means a government, whose capital is taken"
        in places(told.format("the United States"))["Washington"].reason
    )
    paper = "The Paris council voted to widen the road to Sherman and Dallas, Texas. Paris said it would pay."
    assert places(paper)["Paris"].place.country == "US"
