"""Which words are toponyms, and how they are used; ten small texts of different kinds of news."""

import pytest

from geo.language import load, make_doc
from geo.records import Report


@pytest.fixture(scope="module")
def read():
    nlp = load(fast=True)
    nlp.disable_pipe("dateline_events")
    return lambda text: nlp(make_doc(nlp, Report(id="r", text=text)))._.places


NEWS = {
    "crime": (
        (
            "LEEDS — Two men were jailed on Friday for robbing a bank in Harrogate. Detective Inspector Mark Preston said the pair had "
            "fled to Hull in a stolen Ford. Preston thanked residents."
        ),
        ["LEEDS", "Harrogate", "Hull"],
    ),
    "disaster": (
        (
            "A magnitude 6.1 earthquake struck central Nepal on Tuesday, killing at least nine people in Pokhara and cutting the road to "
            "Kathmandu. Rescue teams from India and China are on their way."
        ),
        ["Nepal", "Pokhara", "Kathmandu", "India", "China"],
    ),
    "sport": (
        "Coach Didier Lagos praised his side after Nantes beat Marseille 2-1 in France on Sunday. May could be decisive, he said.",
        ["Nantes", "Marseille", "France"],
    ),
    "disease": (
        (
            "The World Health Organization said cholera had spread from Beira to Quelimane in Mozambique, and that Malawi had closed "
            "three schools. Dr. Grace Malenga called for vaccines."
        ),
        ["Beira", "Quelimane", "Mozambique", "Malawi"],
    ),
    "africa": (
        "Ethiopian troops entered Mekelle in November. President Isaias Afwerki of Eritrea denied that his army had crossed into Tigray.",
        ["Ethiopian", "Mekelle", "Eritrea", "Tigray"],
    ),
    "asia": (
        "Typhoon Saola is heading for Taiwan, and ferries between Xiamen and Kinmen were cancelled. Hong Kong raised its alert.",
        ["Taiwan", "Xiamen", "Kinmen", "Hong Kong"],
    ),
    "diplomacy": (
        "Ankara said it would not attend. The Kremlin declined to comment, and Foreign Minister Lars Berlin will fly to Oslo.",
        ["Ankara", "Oslo"],
    ),
    "court": (
        "The University of Ghana sued the Accra Tribune over a story about Nice Osei, a student. Judge Kent will rule in June.",
        ["Ghana", "Accra"],
    ),
    "war": (
        "Fighters of the Deir ez-Zor Military Council shelled Raqqa. Hezbollah said Israel's strikes near Tyre had killed four.",
        ["Deir ez-Zor", "Raqqa", "Israel", "Tyre"],
    ),
    "politics": (
        "Sen. Mary Dallas, D-Ore., and Rep. Joe Austin, R-Texas, spoke in Portland. Austin said Of Mice and Men should be read.",
        ["Ore.", "Texas", "Portland"],
    ),
}


@pytest.mark.parametrize("kind", NEWS)
def test_news(read, kind):
    text, expected = NEWS[kind]
    assert [mention.text for mention in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "toponym", "role"),
    [
        ("Paris said it would wait.", "Paris", "metonymic"),
        ("The meeting took place in Paris.", "Paris", "literal"),
        ("Japan will send ships.", "Japan", "metonymic"),
        ("A cyclone is nearing Japan.", "Japan", "literal"),
        ("Turkey's refusal surprised them.", "Turkey", "metonymic"),
        ("Turkey's coast is long.", "Turkey", "literal"),
        ("A trade deal with Norway is near.", "Norway", "metonymic"),
        ("Swedish ships sailed.", "Swedish", "demonym"),
        ("The Idlib Brigade left.", "Idlib", "embedded"),
    ],
)
def test_roles(read, text, toponym, role):
    assert [(m.text, m.role) for m in read(text)] == [(toponym, role)]


def test_the_name_around_an_embedded_place_is_kept(read):
    assert [m.within for m in read("The Idlib Brigade left.")] == ["Idlib Brigade"]


@pytest.mark.parametrize(
    "text",
    [
        "He was reading in May.",
        "Nice weather is expected.",
        "Of all the teams, ours won.",
        "Why? Most police said so.",
        "Split the bill.",
    ],
)
def test_words_and_months_are_no_places(read, text):
    assert not read(text)


@pytest.mark.parametrize(
    ("text", "toponyms"),
    [
        ("The Nigerian's car was found in Benin's capital.", ["Nigerian", "Benin"]),
        ("US-backed forces left.", ["US"]),
        (
            "It rained in Washington, D.C., and in Windsor, Ont., too.",
            ["Washington, D.C.", "Windsor", "Ont."],
        ),
        ("They met in The Hague.", ["The Hague"]),
        ("The Netherlands won.", ["Netherlands"]),
        ("FLOODS HIT DHAKA AND SYLHET", ["DHAKA", "SYLHET"]),
        ("Trucks queued at the Kerem Shalom crossing.", ["Kerem Shalom crossing"]),
    ],
)
def test_spans(read, text, toponyms):
    assert [mention.text for mention in read(text)] == toponyms
