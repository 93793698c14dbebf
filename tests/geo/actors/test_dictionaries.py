"""The tables of actors, row by row, and how phrases are looked up in them."""

from __future__ import annotations

import csv
from operator import itemgetter
from pathlib import Path

import pytest
import spacy

from gazetteer import countries
from geo.actors.dictionaries import (
    ROLES,
    WORD,
    PhraseTable,
    country_code,
    folded,
    known_actors,
    modifiers,
    role_nouns,
)
from geo.actors.recogniser import find_actors

DATA = Path(__file__).parents[3] / "geo" / "actors"


NLP = spacy.blank("en")


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def alpha2(code):
    """The code that records have of the one that the tables have."""
    return countries.get(code).alpha2 if code else ""


def is_country(code):
    try:
        return countries.get(code).alpha3 == code
    except LookupError:
        return code == "XK"


def names_of(row):
    return (row["name"], *filter(None, row["aliases"].split("|")))


def test_each_actor_is_found_under_each_name(check_rows):
    def check(row):
        assert row["role"] in ROLES
        assert row["source"]
        assert row["description"]
        assert not set(row["description"]) & set(";|\n")
        assert not row["description"].endswith(".")
        assert not row["country"] or is_country(row["country"])
        for name in names_of(row):
            words = WORD.findall(name)
            assert known_actors().longest(words, 0, len(words))[1].name == row["name"], name
            [actor] = find_actors(NLP.make_doc(f"Then {name} spoke."), mentions=[], names=[])
            assert (actor.name, actor.country, actor.role, actor.description) == (
                row["name"],
                alpha2(row["country"]),
                row["role"],
                row["description"],
            ), name

    check_rows(rows("actors.csv"), check, name=itemgetter("name"))


def test_no_name_stands_in_two_rows(check_rows):
    owners = {}

    def check(row):
        for name in names_of(row):
            assert owners.setdefault(tuple(WORD.findall(name)), row["name"]) == row["name"], name

    check_rows(rows("actors.csv"), check, name=itemgetter("name"))


def test_each_role_noun_is_found_in_each_form(read, check_rows):
    def check(row):
        assert row["kind"] in {"title", "group", "body", "generic", "modifier", "demonym"}
        assert row["role"] in ROLES | {""}
        table = modifiers() if row["kind"] == "modifier" else role_nouns()
        for form in (row["noun"], *filter(None, row["forms"].split("|"))):
            words = WORD.findall(form)
            length, noun = table.longest(words, 0, len(words))
            assert (length, noun.noun) == (len(words), row["noun"]), form
            if row["kind"] in ("title", "group", "body") and row["role"]:
                [actor] = read(f"Then [dKE Kenyan] {form} spoke.")
                assert (actor.country, actor.role) == ("KE", row["role"]), form

    check_rows(rows("roles.csv"), check, name=lambda row: f"{row['kind']} {row['noun']}")


def test_no_name_of_a_leader_stands_in_two_rows(check_rows):
    owners = {}

    def check(row):
        for name in names_of(row):
            assert owners.setdefault(folded(name), row["name"]) == row["name"], name

    check_rows(rows("leaders.csv"), check, name=itemgetter("name"))


def test_a_leader_needs_no_country(read, check_rows):
    def check(row):
        assert not row["country"] or is_country(row["country"])
        assert row["role"] in ROLES
        assert row["source"]
        assert row["description"]
        assert not set(row["description"]) & set(";|\n")
        assert not row["description"].endswith(".")
        for name in names_of(row):
            title = "President " if row["role"] == "GOV" else ""
            [actor] = read(f"{title}[p {name}] spoke.")
            assert (actor.name, actor.country, actor.role, actor.description) == (
                row["name"],
                alpha2(row["country"]),
                row["role"],
                row["description"],
            ), name

    check_rows(rows("leaders.csv"), check, name=itemgetter("name"))


@pytest.mark.parametrize(
    ("phrase", "matches", "others"),
    [
        ("troops", ["troops", "Troops", "TROOPS"], ["troop"]),
        ("WHO", ["WHO"], ["who", "Who"]),
        ("Congress", ["Congress", "CONGRESS"], ["congress"]),
        ("Red Cross", ["Red Cross", "RED CROSS", "the red Cross"[4:]], ["red cross"]),
        ("aid workers", ["Aid Workers", "aid workers"], ["aid worker"]),
        ("U.S. Navy", ["U.S. Navy", "U S NAVY"], ["US Navy"]),
    ],
)
def test_capitals_count_where_a_phrase_has_some(phrase, matches, others):
    table = PhraseTable([(phrase, 1)])
    for text, found in (*((each, True) for each in matches), *((each, False) for each in others)):
        words = WORD.findall(text)
        assert (table.longest(words, 0, len(words)) is not None) == found, text


def test_the_longest_phrase_is_found_within_the_limit():
    table = PhraseTable([("red", "a"), ("red cross", "b"), ("red cross worker", "c")])
    words = ["a", "red", "cross", "worker", "came"]
    assert [table.longest(words, 1, limit) for limit in (1, 2, 3, 4, 5)] == [
        None,
        (1, "a"),
        (2, "b"),
        (3, "c"),
        (3, "c"),
    ]
    assert table.longest(words, 0, 5) is None
    assert table.longest(words, 5, 5) is None, "behind the last word"
    assert [table.begins(word) for word in ("red", "RED", "cross", "")] == [True, True, False, False]


def test_of_phrases_that_differ_in_capitals_the_first_that_agrees_is_taken():
    table = PhraseTable([("WHO", "body"), ("Who", "band")])
    assert [table.longest([word], 0, 1) for word in ("WHO", "Who", "who")] == [(1, "body"), (1, "band"), None]


def test_words_are_split_at_everything_that_is_no_letter_or_figure():
    assert WORD.findall("U.S.-backed al-Shabaab_2 São’s") == [
        "U",
        "S",
        "backed",
        "al",
        "Shabaab",
        "2",
        "São",
        "s",
    ]


def test_a_country_s_code():
    assert [country_code(text) for text in ("KEN", "KE", "", "XX", "Atlantis")] == ["KE", "KE", "", "", ""]
