"""People and organisations that are named like places."""

import pytest

from geo.language import load, make_doc
from geo.records import Report


@pytest.fixture(scope="module")
def names():
    nlp = load(fast=True, events=False)

    def read(text):
        doc = nlp(make_doc(nlp, Report(id="r", text=text)))
        return [(name.text, name.label) for name in doc._.names], [m.text for m in doc._.places]

    return read


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Chancellor Sofia Brandt resigned.", "Sofia Brandt"),
        ("Lt. Gen. Peter Chester spoke first.", "Peter Chester"),
        ("Coach Houston was pleased.", "Houston"),
        ("Paris was named after her aunt, said spokesman Brian Lancaster.", "Brian Lancaster"),
        ("Virginia Woolton, 44, was found alive.", "Virginia Woolton"),
        ("U.S. Secretary of State John Holland arrived.", "John Holland"),
    ],
)
def test_people(names, text, person):
    found, places = names(text)
    assert (person, "PERSON") in found
    assert person.split()[-1] not in places


def test_a_surname_is_carried_through_the_report(names):
    found, places = names(
        "Senator Karen Denver voted no. Denver said the bill was weak. Denver later left for Omaha."
    )
    assert places == ["Omaha"]
    assert [text for text, label in found if label == "PERSON"] == ["Karen Denver", "Denver", "Denver"]


def test_a_place_preposition_beats_the_surname(names):
    _, places = names("Mayor Tom Lincoln opened the fair. Lincoln was born in Lincoln, Nebraska.")
    assert places == ["Lincoln", "Nebraska"]


@pytest.mark.parametrize(
    ("text", "organisation", "inside"),
    [
        ("The Aleppo Brigade withdrew.", "Aleppo Brigade", ["Aleppo"]),
        ("She teaches at the University of Eldoret.", "University of Eldoret", ["Eldoret"]),
        ("The Kenya Red Cross Society sent tents.", "Kenya Red Cross Society", ["Kenya"]),
        ("The Ministry of Health gave no figures.", "Ministry of Health", []),
        ("Fighters of Hamas and NATO officers met.", "Hamas", []),
        ("The Madrid Convention was signed.", "Madrid Convention", ["Madrid"]),
    ],
)
def test_organisations(names, text, organisation, inside):
    found, places = names(text)
    assert (organisation, "ORG") in found
    assert places == inside
