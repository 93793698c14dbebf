"""Whether a proposed name is a place: what the classifier sees, and what it says by the bundled weights."""

import pytest

from geo.toponyms.tagger import plausibility, postprocessing
from geo.toponyms.tagger.plausibility import Proposal, Surroundings, features
from geo.toponyms.tagger.span_extraction import TaggedPlace, chance_of, names_of


@pytest.fixture(scope="session")
def described(tagged):
    """Return a function that gives the features of a name in a text; what the network says goes by keyword."""

    def made(text, name, *, origin="tagger", **said):
        found = tagged(text, **said)
        first, last = found.span(name)
        start = text.index(name)
        chance = chance_of(found.scores, first, last)
        place = TaggedPlace(start, start + len(name), first, last, demonym=False, chance=chance, reason="")
        names = postprocessing.names_by_token(list(names_of(text, found.tokens, found.scores, [])))
        proposal = Proposal(place, origin)
        around = Surroundings(text, found.tokens, found.scores, found.known, names, [proposal])
        return features(proposal, around), plausibility.bundled().probability(proposal, around)

    return made


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Shots were heard in the UAE.", "UAE", {"after the", "after the, capitals", "capitals, 3 letters"}),
        ("Sales of Lima-Ford cars fell.", "Lima", {"before a hyphen", "one word, class 3"}),
        ("Sales of Lima-Ford cars fell.", "Ford", {"after a hyphen"}),
        ("He was born near Lima, Peru.", "Lima", {"after a preposition of place", "its state or country follows"}),
        ("Lima said nothing.", "Lima", {"opens", "speaks", "speaks, class 3"}),
        ("Write to @Lima now.", "Lima", {"in an address"}),
        ("President Lima left.", "Lima", {"after a title"}),
        ("Deep in Zqwertz.", "Zqwertz", {"unknown", "unknown, one word"}),
        ("Nice is a nice town.", "Nice", {"a word in small letters elsewhere"}),
        ("LIMA, May 3 (Zqwertz) -- Rain fell.", "Zqwertz", {"in parentheses", "credited"}),
        ("Two towns (Ica) slept (Lima).", "Lima", {"in parentheses"}),
        ("The news agency Lima said so.", "Lima", {"after a word of news media"}),
        ("So said the Lima news agency.", "Lima", {"before a word of news media"}),
        ("Lima towels are sold.", "Lima", {"before a word that ends in s"}),
        ("The Zen Quiet Club (ZQC) met. Ask ZQC now.", "ZQC", {"abbreviates something else"}),
        ("Shots in the UAE today.", "UAE", {"capitals among small letters", "abbreviation of country, capitals"}),
        ("Lima's mayor left.", "Lima", {"possessive"}),
    ],
    ids=["the and capitals", "hyphen after", "hyphen before", "container", "speaks", "address", "title", "unknown", "noun",
         "credit", "parentheses", "agency before", "agency after", "noun after", "abbreviation defined",
         "abbreviation of a country", "possessive"],
)  # fmt: skip
def test_what_is_seen_of_a_name(described, text, name, expected):
    found, _ = described(text, name, places={name: 0.9})
    assert expected <= set(found)


def test_the_surest_mention_of_a_name_in_the_report_counts(tagged):
    text = "In Lima it rained. Lima slept."
    found = tagged(text, places={"Lima": 0.9})
    first = TaggedPlace(3, 7, *found.tokens.span(3, 7), demonym=False, chance=0.9, reason="")
    second = TaggedPlace(19, 23, *found.tokens.span(19, 23), demonym=False, chance=0.1, reason="")
    proposals = [Proposal(first, "tagger"), Proposal(second, "gazetteer")]
    around = Surroundings(text, found.tokens, found.scores, found.known, {}, proposals)
    assert "tagger, elsewhere" not in features(proposals[0], around)
    assert features(proposals[1], around)["tagger, elsewhere"] > 4
    assert features(proposals[1], around)["repeated"] == 1.0


def test_the_surer_the_network_the_likelier_a_place(described):
    chances = [described("Rain fell on Lima.", "Lima", places={"Lima": p})[1] for p in (0.1, 0.5, 0.9, 0.99)]
    assert chances == sorted(chances)
    assert chances[0] < 0.5 < chances[-1]


def test_half_of_a_hyphenated_firm_is_less_a_place_than_a_town(described):
    said = {"places": {"Lima": 0.6}, "organisations": {"Lima-Ford": 0.6}}
    _, firm = described("Shoppers left Lima-Ford on Monday.", "Lima", **said)
    _, town = described("Shoppers left Lima on Monday.", "Lima", places={"Lima": 0.6})
    assert firm < 0.4 < town


def test_every_weight_is_finite_and_every_origin_has_a_threshold():
    judge = plausibility.bundled()
    assert set(judge.thresholds) == {"tagger", "person", "gazetteer", "nested"}
    assert all(0 < threshold < 1 for threshold in judge.thresholds.values())


def test_an_abbreviation_that_the_report_defines_stands_for_what_it_says(tagged):
    def defined(text):
        found = tagged(text)
        return Surroundings(text, found.tokens, found.scores, found.known, {}, []).defined

    assert defined("The United Arab Emirates (UAE) voted.") == {"UAE": True}
    assert defined("The Unified Athletics Event (UAE) began.") == {"UAE": False}
    assert defined("The Council of the Isles (CI) met.") == {"CI": False}
    assert defined("He came home (UAE) late.") == {}
    assert defined("(UAE) is short.") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lima said it had closed its border.", "taken up by it, a person's name too"),
        ("Lima said she was glad.", "taken up by he or she, a person's name too"),
        ("Lima said no. It rained.", "not taken up, a person's name too"),
        ("Lima told Peru it rained.", "not taken up, a person's name too"),
    ],
    ids=["it", "she", "next sentence", "another name"],
)
def test_the_pronoun_that_takes_up_a_persons_name(described, text, expected):
    found, _ = described(text, "Lima", people={"Lima": 0.9}, origin="person")
    assert found[expected] == 1.0
