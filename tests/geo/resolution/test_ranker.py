"""The ranker hears all names of a report, says how sure it is, and can be told what kind of place is wanted."""

import itertools
import random

import pytest

import geo
from geo.language import load, make_doc
from geo.records import Report
from geo.resolution import ranker

LISBON = "Fishermen in Lisbon, Ohio, met farmers from Youngstown and Akron."


@pytest.fixture(scope="module")
def nlp():
    made = load()
    made.disable_pipe("dateline_events")
    return made


def place(text, name, **known):
    start = text.index(name)
    return geo.resolve(text, [(start, start + len(name))], **known)[0].place


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A storm tore roofs off in Paris, Texas, at dusk.", "Paris", "US", "Texas"),
        ("Two men were held in Lebanon, Tennessee.", "Lebanon", "US", "Tennessee"),
        ("Barges left Cairo, Illinois, on the Ohio River.", "Cairo", "US", "Illinois"),
        ("A fair in Naples (Florida) was closed.", "Naples", "US", "Florida"),
        ("Shells fell on Tripoli as Lebanon mourned in Beirut and Sidon.", "Tripoli", "LB", "North Lebanon"),
        ("Militias clashed in Tripoli, and Libya's Benghazi and Misrata kept still.", "Tripoli", "LY", ""),
        ("Costa Rica's president spoke in San José and flew to Alajuela.", "San José", "CR", "San Jose"),
        ("Crews from San Jose, Oakland and Fresno in California rested.", "San Jose", "US", "California"),
        (
            "Ferries from Vancouver to Victoria in British Columbia stopped.",
            "Victoria",
            "CA",
            "British Columbia",
        ),
        ("Ash fell on Granada, Masaya and Managua in Nicaragua.", "Granada", "NI", ""),
        ("Trains from Granada to Seville and Madrid in Spain were full.", "Granada", "ES", "Andalusia"),
        ("Floods hit Karachi, Sukkur and Hyderabad, Pakistan said.", "Hyderabad", "PK", "Sindh"),
        ("Engineers in Hyderabad, Bengaluru and Chennai went home.", "Hyderabad", "IN", "Telangana"),
    ],
)
def test_towns_with_namesakes(text, name, country, admin1):
    found = place(text, name)
    assert found.country == country
    assert admin1 in (found.admin1, "")


def test_one_name_may_mean_two_places_when_the_text_says_so(nlp):
    text = "Mayors of Paris, Texas, and Paris, France, met. In Paris, Texas, it rained."
    found = [m for m in nlp(make_doc(nlp, Report(id="r", text=text)))._.places if m.text == "Paris"]
    assert [m.place.country for m in found] == ["US", "FR", "US"]


def test_one_name_means_one_place_otherwise(nlp):
    text = f"{LISBON} The mayor of Lisbon was glad. Lisbon has a fair."
    found = [m.place for m in nlp(make_doc(nlp, Report(id="r", text=text)))._.places if m.text == "Lisbon"]
    assert [p.admin1 for p in found] == ["Ohio"] * 3


def test_the_rest_of_the_text_bears_witness():
    assert place(LISBON, "Lisbon").admin1 == "Ohio"
    assert place("Fishermen in Lisbon met.", "Lisbon").country == "PT"


def test_other_reports_of_the_outlet_say_where_it_is_at_home(nlp):
    texts = [
        "Crews from Decatur, Alabama, and Huntsville, Alabama, cleared roads.",
        "The Cullman and Decatur schools in Alabama stay closed.",
        "Huntsville and Madison, Alabama, grew.",
        "A clinic opens in Athens on Monday.",
    ]

    def read(source):
        docs = [make_doc(nlp, Report(id=str(i), text=t, source=source)) for i, t in enumerate(texts)]
        return next(m for m in list(nlp.pipe(docs))[-1]._.places if m.text == "Athens")

    home = read("The Valley Paper")
    assert home.place.label == "Athens, Alabama, US"
    assert "other reports of the outlet" in home.reason
    assert all(c.place.country == "GR" for c in read(None).candidates[:1])


def test_the_order_of_spans_and_repeats_change_nothing():
    words = ["Lisbon", "Ohio", "Youngstown", "Akron"]
    spans = [(LISBON.index(word), LISBON.index(word) + len(word)) for word in words]
    given = [(m.text, m.place, m.score) for m in geo.resolve(LISBON, spans)]
    shuffled = random.Random(1).sample(spans, len(spans))
    again = {m.start: (m.text, m.place, m.score) for m in geo.resolve(LISBON, [*shuffled, spans[0]])}
    assert [again[start] for start, _ in spans] == given


def test_a_name_that_fits_nowhere_has_no_place_and_says_why():
    text = "The mayor of Springfield resigned."
    [mention] = geo.resolve(text, [(13, 24)])
    assert mention.place is None
    assert len(mention.candidates) == 5
    assert mention.reason.startswith("Left unresolved: none of the ")
    assert "Springfield" in mention.reason


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [("Aleppo", "city", "settlement"), ("Aleppo", "district", "admin1"), ("Kabul", "district", "admin1")],
)
def test_the_city_or_the_district_of_a_name(name, level, kind):
    text = f"Rain flooded {name} on Monday."
    [mention] = geo.resolve(text, [(13, 13 + len(name))], granularity=level)
    assert mention.place.kind == kind
    assert mention.candidates[0].place == mention.place


def test_no_such_granularity():
    with pytest.raises(ValueError, match="village"):
        geo.resolve("Rain in Aleppo.", [(8, 14)], granularity="village")


def test_scores_rise_with_shares():
    weights = ranker.default()
    scores = [weights.score(i / 200) for i in range(201)]
    assert all(a <= b for a, b in itertools.pairwise(scores))
    assert 0 <= scores[0] < scores[-1] <= 1


def test_points_add_up_to_the_order_of_candidates(nlp):
    for mention in nlp(make_doc(nlp, Report(id="r", text=LISBON)))._.places:
        totals = [sum(c.features.values()) for c in mention.candidates]
        scores = [c.score for c in mention.candidates]
        assert scores == sorted(scores, reverse=True)
        for (a, b), (x, y) in zip(itertools.pairwise(totals), itertools.pairwise(scores), strict=True):
            assert a >= b - 0.1 or x == y


def test_unknown_features_are_refused():
    with pytest.raises(ValueError, match="zodiac"):
        ranker.Ranker({"rounds": [{"zodiac": 1.0}], "calibration": [[0, 0]], "abstains": 0})
