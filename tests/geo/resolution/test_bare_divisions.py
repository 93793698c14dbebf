"""The bare name of a state or province, or of the city of that name: what the report says of it decides, all over ISO 3166-2."""

import collections

import pytest
import spacy

from gazetteer import store
from geo.resolution import resolver
from geo.spans import Toponym

PEOPLED = 100_000
"""Inhabitants of the divisions that are looked at: news seldom names smaller ones."""

OF_DIVISIONS = (
    "Health workers went on strike across {a} on Monday.",
    "{a}'s governor was arrested on Monday.",
    "Drought has emptied many villages in {a}.",
    "Soldiers were sent to {a} and {b}.",
    "Cholera cases rose in {b}, {c} and {a}.",
)
OF_CITIES = (
    "The mayor of {a} was arrested on Monday.",
    "Shops in downtown {a} were looted.",
    "A drone fell on the outskirts of {a}.",
    "Tear gas filled the streets of {a}.",
)


@pytest.fixture(scope="module")
def gazetteer():
    return store.default()


@pytest.fixture(scope="module")
def twins(gazetteer):
    """Return the divisions of ISO 3166-2 in which a town of their name lies, with it."""
    found = []
    for division in gazetteer.places(kind="admin1"):
        if division.iso_3166_2 and division.population >= PEOPLED:
            towns = [
                m.place
                for m in gazetteer.match(division.name)[:20]
                if (m.place.kind, m.place.country, m.place.admin1)
                == ("settlement", division.country, division.name)
            ]
            found += [(division, towns[0])] if towns else []
    return found


@pytest.fixture(scope="module")
def resolve(gazetteer):
    """Return a function that resolves the first name of each text."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def made(filled):
        read = []
        for template, names in filled:
            text = template.format(**names)
            spans = [(text.index(name), name) for name in names.values() if name in text]
            toponyms = [Toponym(start=at, end=at + len(name), text=name) for at, name in sorted(spans)]
            read.append((nlp(text), toponyms))
        mentions = resolver.resolve_all(read, gazetteer=gazetteer)
        return [
            next(m for m in found if m.text == names["a"])
            for found, (_, names) in zip(mentions, filled, strict=True)
        ]

    return made


def share_right(resolve, pairs, templates, others):
    """Return how many of the names mean the place that is meant."""
    filled, meant = [], []
    for name, place, country in pairs:
        beside = [other for other in others[country] if other not in name and name not in other]
        for template in templates:
            names = dict(zip("abc", [name, *beside], strict=False))
            if all(f"{{{key}}}" not in template or key in names for key in "bc"):
                filled.append((template, {key: n for key, n in names.items() if f"{{{key}}}" in template}))
                meant.append(place.id)
    found = resolve(filled)
    return sum(m.place is not None and m.place.id == i for m, i in zip(found, meant, strict=True)) / len(
        found
    )


@pytest.fixture(scope="module")
def others(gazetteer, twins):
    """Return by country two divisions whose names mean nothing else."""
    alike = {division.id for division, _ in twins}
    found = collections.defaultdict(list)
    for place in gazetteer.places(kind="admin1"):
        if place.id not in alike and len(gazetteer.match(place.name)) == 1 and len(found[place.country]) < 2:
            found[place.country].append(place.name)
    return found


def test_what_is_said_of_a_division(resolve, twins, others):
    pairs = [(division.name, division, division.country) for division, _ in twins]
    assert len(pairs) > 600
    assert share_right(resolve, pairs, OF_DIVISIONS, others) > 0.9  # the ranker before these features: 0.39


def test_what_is_said_of_a_city(resolve, twins, others):
    pairs = [(division.name, city, division.country) for division, city in twins]
    assert share_right(resolve, pairs, OF_CITIES, others) > 0.95


@pytest.mark.parametrize(
    ("text", "names", "code"),
    [
        ("Soldiers were sent to {b} and {a}.", "Durango Sinaloa", "MX-DUR"),
        ("Bandits roam {b}, {a} and {c}.", "Katsina Zamfara Kebbi", "NG-KT"),
        ("Protests spread across {a}.", "Quebec", "CA-QC"),
        ("Wildfires burn in {a}.", "Yukon", "CA-YT"),
        ("{a} lawmakers voted on the bill.", "Oklahoma", "US-OK"),
        ("Violence fell in {a} last year.", "Veracruz", "MX-VER"),
        ("Violence fell in {a} last year.", "Montana", "US-MT"),
    ],
    ids=["Durango", "Katsina", "Quebec", "Yukon", "Oklahoma", "Veracruz", "Montana"],
)
def test_states_that_news_means(resolve, text, names, code):
    (found,) = resolve([(text, dict(zip("abc", names.split(), strict=False)))])
    assert found.place is not None
    assert found.place.iso_3166_2 == code


@pytest.mark.parametrize("name", ["Kano", "Lagos", "Aleppo", "Kharkiv", "Mosul", "New York", "Utrecht"])
def test_cities_that_hold_most_of_their_division(resolve, name):
    (found,) = resolve([("A court in {a} freed the men.", {"a": name})])
    assert found.place.kind == "settlement"


def test_where_either_may_be_meant_the_score_is_lower_and_the_radius_wider(resolve, gazetteer):
    line = "Violence fell in {a} last year."
    durango, aleppo = resolve([(line, {"a": name}) for name in ("Durango", "Aleppo")])
    assert durango.score < 0.75 < aleppo.score
    assert "It is open whether" in durango.reason
    assert "It is open whether" not in aleppo.reason
    state = next(m.place for m in gazetteer.match("Durango") if m.place.iso_3166_2 == "MX-DUR")
    assert durango.radius_m == state.radius_m
    assert aleppo.radius_m == aleppo.place.radius_m
