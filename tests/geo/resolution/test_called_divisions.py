"""A name with the class word of its country's divisions ("Herat province") is the division, all over ISO 3166-2."""

import csv
from pathlib import Path

import pytest
import spacy

from gazetteer import store
from geo.resolution import resolver
from geo.spans import Toponym

with Path(__file__).with_name("division_words.csv").open(encoding="utf-8", newline="") as file:
    WORDS = {row["country"]: row["word"] for row in csv.DictReader(file)}
"""What most first-level divisions of a country are called in ISO 3166-2; towns that are municipalities are left out."""

WIDER = {"Long Island", "Zambezi", "Gulf", "Cascades", "Christ Church"}
"""An island, a river, a gulf, mountains or towns of these names are known better, and have the class word as well."""


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.fixture(scope="module")
def place(nlp):
    """Return a function that resolves one name of each text."""

    def resolved(pairs):
        read = []
        for text, name in pairs:
            start = text.index(name)
            read.append((nlp(text), [Toponym(text=name, start=start, end=start + len(name))]))
        return [mention.place for (mention,) in resolver.resolve_all(read, gazetteer=store.default())]

    return resolved


def divisions():
    """Yield the divisions of ISO 3166-2 with their names without, and their country's, class word."""
    for division in store.default().places(kind="admin1"):
        word = WORDS.get(division.country, "")
        if division.iso_3166_2 and word and word not in division.name.lower():
            yield division, division.name, word


def test_every_division_of_iso_3166_2_by_its_class_word(place, check_rows):
    found = [*divisions()]
    assert len(found) > 2000
    texts = [
        (f"Two people were killed in {name} {word} on Monday, police said.", name) for _, name, word in found
    ]

    def check(row):
        (division, name, _), chosen = row
        if name in WIDER:
            return
        known = {m.place.id for m in store.default().match(name) if m.place.kind == "admin1"}
        if chosen is None:  # not to choose among the many divisions called Southern is right
            assert len(known) > 1
            return
        assert chosen.kind in ("admin1", "admin2", "region"), chosen
        if known == {division.id} and chosen.kind == "admin1":
            assert chosen.id == division.id, chosen

    check_rows(
        [*zip(found, place(texts), strict=True)], check, name=lambda row: f"{row[0][0].label} {row[0][2]}"
    )


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        (
            "A blast shook a market in Jalalabad, the largest city of Nangarhar province.",
            "Nangarhar",
            "AF-NAN",
        ),
        ("Cholera spread in Maiduguri and the rest of Borno state.", "Borno", "NG-BO"),
        ("Protests were held across the governorate of Cairo.", "Cairo", "EG-C"),
        ("Drones hit fuel depots in Voronezh oblast overnight.", "Voronezh", "RU-VOR"),
        ("A bus fell into a ravine in Sylhet division.", "Sylhet", "BD-G"),
        ("Hailstones ruined vineyards in Zaragoza province.", "Zaragoza", "ES-Z"),
        ("The army shelled positions in Timbuktu region.", "Timbuktu", "ML-6"),
    ],
    ids=["Nangarhar", "Borno", "Cairo", "Voronezh", "Sylhet", "Zaragoza", "Timbuktu"],
)
def test_the_class_word_beats_the_larger_town(place, text, name, code):
    (found,) = place([(text, name)])
    assert found is not None
    assert found.iso_3166_2 == code


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The city of Cairo has banned cars.", "Cairo", "settlement"),
        ("Cairo has banned cars.", "Cairo", "settlement"),
        ("It recognised the state of Israel.", "Israel", "country"),
        ("Mines lie along the border territory of Georgia.", "Georgia", ("country", "admin1")),
        ("Rebels hold caves in the Tibesti region.", "Tibesti", ("landform", "admin1")),
    ],
    ids=["city of", "bare", "state of a country", "territory of", "region"],
)
def test_the_rest_stays_as_it_was(place, text, name, kind):
    (found,) = place([(text, name)])
    assert found is not None
    assert found.kind in kind


def test_the_reason_says_that_towns_were_left_out(nlp):
    text = "Troops shelled villages in Kherson region on Monday."
    start = text.index("Kherson")
    [[mention]] = resolver.resolve_all(
        [(nlp(text), [Toponym(text="Kherson", start=start, end=start + 7)])], gazetteer=store.default()
    )
    assert mention.place.kind == "admin1"
    assert "the report calls it one" in mention.reason and "only place of this name" not in mention.reason
