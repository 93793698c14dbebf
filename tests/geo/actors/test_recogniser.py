"""Actors: the tables, row by row; phrases, people and references, with hand-made mentions and names."""

from __future__ import annotations

import csv
import itertools
import re
from operator import itemgetter
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import countries
from gazetteer.place import Place
from geo.actors.dictionaries import ROLES, WORD, known_actors, modifiers, role_nouns
from geo.actors.recogniser import find_actors
from geo.records import Mention
from geo.spans import NamedSpan

DATA = Path(__file__).parents[3] / "geo" / "actors"
NLP = spacy.blank("en")
MARK = re.compile(r"\[(\w)(\w\w)? ([^\]]*)\]")
ROLE_OF = {"d": "demonym", "l": "literal", "m": "metonymic", "e": "embedded"}


def read(marked):
    """Actors of a text in which "[dKE Kenyan]" marks a demonym of KE, l m e the other roles, p a person, o an organisation."""
    text, mentions, names = "", [], []
    end = 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        kind, code, words = mark.groups()
        start, end = len(text), mark.end()
        text += words
        if kind in "po":
            label = "PERSON" if kind == "p" else "ORG"
            names.append(NamedSpan(start=start, end=len(text), text=words, label=label))
        else:
            mentions.append(_mention(words, start, ROLE_OF[kind], code))
    text += marked[end:]
    actors = find_actors(NLP.make_doc(text), mentions=mentions, names=names)
    assert all(text[actor.start : actor.end] == actor.text for actor in actors)
    assert all(a.end <= b.start for a, b in itertools.pairwise(actors))
    return actors


def _mention(words, start, role, code):
    place = Place(
        id="test:1",
        name=words,
        kind="country",
        lon=0.0,
        lat=0.0,
        country=code,
        admin1=None,
        population=None,
        radius_m=1.0,
    )
    end = start + len(words)
    return Mention(
        text=words,
        start=start,
        end=end,
        role=role,
        place=place,
        score=1.0,
        phrase_start=start,
        phrase_end=end,
    )


def brief(marked):
    return [(actor.text, actor.country, actor.role) for actor in read(marked)]


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
        assert not row["country"] or is_country(row["country"])
        for name in names_of(row):
            words = WORD.findall(name)
            assert known_actors().longest(words, 0, len(words))[1].name == row["name"], name
            [actor] = find_actors(NLP.make_doc(f"Then {name} spoke."), mentions=[], names=[])
            assert (actor.name, actor.country, actor.role) == (
                row["name"],
                alpha2(row["country"]),
                row["role"],
            ), name

    check_rows(rows("actors.csv"), check, name=itemgetter("name"))


def test_no_name_stands_in_two_rows(check_rows):
    owners = {}

    def check(row):
        for name in names_of(row):
            assert owners.setdefault(tuple(WORD.findall(name)), row["name"]) == row["name"], name

    check_rows(rows("actors.csv"), check, name=itemgetter("name"))


def test_each_role_noun_is_found_in_each_form(check_rows):
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[dKE Kenyan] troops crossed over.", [("Kenyan troops", "KE", "MIL")]),
        ("Senior [dPE Peruvian] police officers resigned.", [("Senior Peruvian police officers", "PE", "COP")]),
        ("[dPK Pakistani] army officials denied it.", [("Pakistani army officials", "PK", "MIL")]),
        ("[dFR French] officials denied it.", [("French officials", "FR", "GOV")]),
        ("[dGR Greek] opposition lawmakers walked out.", [("Greek opposition lawmakers", "GR", "LEG")]),
        ("Moderate Arab states agreed.", [("Moderate Arab states", "", "GOV")]),
        ("[lTH Thailand]'s foreign ministry protested.", [("Thailand's foreign ministry", "TH", "GOV")]),
        ("[lUA Odesa] residents fled.", [("Odesa residents", "UA", "CVL")]),
        ("The president of [lGH Ghana] left.", [("president of Ghana", "GH", "GOV")]),
        ("Police in [lCL Valparaíso] fired.", [("Police", "CL", "COP")]),
        ("Troops in [lML Mali] fired.", [("Troops", "", "MIL")]),
        ("Al-Shabaab fighters hit [dBI Burundian] peacekeepers.", [
            ("Al-Shabaab fighters", "SO", "REB"), ("Burundian peacekeepers", "BI", "IGO")]),
        ("The leader of the Taliban spoke.", [("leader of the Taliban", "AF", "REB")]),
        ("A Kremlin spokesman and the Pentagon", [("Kremlin spokesman", "RU", "GOV"), ("Pentagon", "US", "MIL")]),
        ("U.S. Africa Command said; AFRICOM agreed.", [("U.S. Africa Command", "US", "MIL"), ("AFRICOM", "US", "MIL")]),
        ("[mCN Beijing] told the U.N.", [("Beijing", "CN", "GOV"), ("U.N.", "", "IGO")]),
        ("[dTR Turks] fled the [dRU Russian] shelling.", [("Turks", "TR", "CVL"), ("Russian", "RU", "")]),
        ("[dIQ Iraqi] and [dIR Iranian] diplomats met.", [("Iraqi", "IQ", "GOV"), ("Iranian diplomats", "IR", "GOV")]),
        ("Gunmen shot at protesters and aid workers.", [
            ("Gunmen", "", "REB"), ("protesters", "", "OPP"), ("aid workers", "", "NGO")]),
        ("Ministers from [lTD Chad], [lNE Niger] and the [lGM Gambia] met.", [
            ("Ministers", "TD", "GOV"), ("Niger", "NE", "GOV"), ("Gambia", "GM", "GOV")]),
        ("They withdrew soldiers from [lML Mali].", [("soldiers", "", "MIL")]),
        ("It hit [lTD Chad]. Troops fled.", [("Troops", "", "MIL")]),
        ("the [o Lusaka Protocol] of November", []),
        ("[dUS U.S.]-backed rebels advanced.", [("rebels", "", "REB")]),
        ("the [o Lagos Police Department]", [("Lagos Police Department", "", "COP")]),
        ("the [o Free Cabinda Brigade]", [("Free Cabinda Brigade", "", "MIL")]),
        ("Hezbollah's [o Nabatieh Battalion] fired", [("Hezbollah's Nabatieh Battalion", "LB", "REB")]),
    ],
)  # fmt: skip
def test_phrases(text, expected):
    assert brief(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met in [lLB Beirut] and drove to [lSY Syria].",
        "Those who voted may congress in a state of emergency.",
        "It was a general strike, of major importance to the general public.",
        "A pier, a school and a road were finished.",
        "Priests? No: press, ice, and the who's who.",
        "",
    ],
)
def test_places_and_common_words_do_not_act(text):
    assert [actor for actor in brief(text) if actor[0] != "Priests"] == []


def test_an_organisation_named_as_a_location_does_not_act():
    assert brief("They prayed in [lVA Vatican].") == []
    assert brief("Vatican diplomats prayed.") == [("Vatican diplomats", "VA", "GOV")]


def test_a_demonym_inside_a_locating_phrase_does_not_act():
    place = _mention("Lebanese", 4, "demonym", "LB")
    border = Mention(**{name: getattr(place, name) for name in place.__slots__} | {"phrase_end": 19})
    doc = NLP.make_doc("the Lebanese border burned")
    assert find_actors(doc, mentions=[border], names=[]) == []
    assert [actor.country for actor in find_actors(doc, mentions=[place], names=[])] == ["LB"]


@pytest.mark.parametrize(
    ("text", "name", "country", "role"),
    [
        ("[dUG Ugandan] President [p Yoweri Museveni]", "Yoweri Museveni", "UG", "GOV"),
        ("[lKE Kenya]'s President [p William Ruto]", "William Ruto", "KE", "GOV"),
        ("NATO Secretary General [p Mark Rutte]", "Mark Rutte", "", "IGO"),
        ("visiting AFRICOM commander Gen. [p Michael Langley]", "Michael Langley", "US", "MIL"),
        ("Hezbollah leader [p Naim Qassem]", "Naim Qassem", "LB", "REB"),
        ("[p Naim Qassem], the deputy leader of Hezbollah, spoke", "Naim Qassem", "LB", "REB"),
        ("[p Ana Paz], a [dCO Colombian] judge, spoke", "Ana Paz", "CO", "JUD"),
        ("the [dJP Japanese] foreign minister, [p Yoko Kamikawa], spoke", "Yoko Kamikawa", "JP", "GOV"),
        ("President [p Lula da Silva] of [lBR Brazil] spoke", "Lula da Silva", "BR", "GOV"),
        ("Sen. [p Ann Wu]", "Ann Wu", "", "LEG"),
        ("[p Richard Wagner]", "Richard Wagner", "", ""),
        ("[lGB LONDON] President [p Ann Wu] spoke", "Ann Wu", "", "GOV"),
        ("who will head [p Ann Wu]'s team", "Ann Wu", "", ""),
    ],
)
def test_a_title_tells_who_somebody_is(text, name, country, role):
    [actor] = [actor for actor in read(text) if actor.name == name]
    assert (actor.country, actor.role) == (country, role)


def test_a_title_stays_with_the_surname():
    actors = read(
        "[p Ruto] flew in. [dKE Kenyan] President [p William Ruto] spoke. Later [p Ruto] left; Ruto waved."
    )
    assert [(actor.text, actor.name, actor.country, actor.role) for actor in actors] == [
        ("Ruto", "William Ruto", "KE", "GOV"),
        ("Kenyan President William Ruto", "William Ruto", "KE", "GOV"),
        ("Ruto", "William Ruto", "KE", "GOV"),
        ("Ruto", "William Ruto", "KE", "GOV"),
    ]


def test_two_people_of_one_surname_stay_two():
    actors = read(
        "[dPH Philippine] President [p Ferdinand Marcos] spoke. Senator [p Imee Marcos] objected. [p Marcos] left."
    )
    assert [actor.name for actor in actors] == ["Ferdinand Marcos", "Imee Marcos", "Imee Marcos"]
    assert [actor.role for actor in actors] == ["GOV", "LEG", "LEG"]


def test_the_minister_is_the_last_one_with_that_title():
    actors = read(
        "[dIN Indian] Defence Minister [p Rajnath Singh] met [dFR French] Gen. [p Paul Roux]. The minister left. "
        "The general stayed. The ambassador slept."
    )
    assert [(actor.text, actor.name, actor.country) for actor in actors[2:]] == [
        ("minister", "Rajnath Singh", "IN"),
        ("general", "Paul Roux", "FR"),
        ("ambassador", "ambassador", ""),
    ]


def test_pronouns():
    actors = read(
        "[dCL Chilean] President [p Gabriel Boric] met [p Luis Arce]. He smiled. Later he and [p Arce] left."
    )
    assert [(actor.text, actor.name) for actor in actors if actor.text.lower() == "he"] == [
        ("He", "Gabriel Boric")
    ]
    actors = read("[p Gabriel Boric] said he would go.")
    assert [actor.name for actor in actors] == ["Gabriel Boric", "Gabriel Boric"]
    assert read("He said she left.") == []
    actors = read("[p Gabriel Boric] slept. He woke. She left.")
    assert [actor.text for actor in actors] == ["Gabriel Boric", "He"]


def test_the_army_is_the_one_named_before():
    actors = read("The army fired. [dSN Senegalese] army units and police came; later the army withdrew.")
    assert [(actor.text, actor.country) for actor in actors if actor.text == "army"] == [
        ("army", ""),
        ("army", "SN"),
    ]


def test_a_leader_needs_no_country(check_rows):
    def check(row):
        assert is_country(row["country"])
        assert row["source"]
        [actor] = read(f"President [p {row['name']}] spoke.")
        assert (actor.name, actor.country) == (row["name"], alpha2(row["country"]))

    check_rows(rows("leaders.csv"), check, name=itemgetter("name"))


def test_a_leader_s_country_goes_with_the_surname_but_not_to_other_callings():
    assert [a.country for a in read("President [p Gustavo Petro] left. [p Petro] waved.")] == ["CO", "CO"]
    assert [a.country for a in read("Col. [p Gordon Brown] left.")] == [""]
    assert [(a.country, a.inferred) for a in read("[p Gordon Brown] left.")] == [("GB", True)]
    assert [
        a.inferred for a in read("[p Gustavo Petro] left. President [p Petro] of [lCO Colombia] waved.")
    ] == [
        False,
        False,
    ]


@given(words=st.lists(st.sampled_from(
    ["the", "The", "of", "in", "President", "Gen.", ".", ",", "minister", "army", "[dKE Kenyan]", "[lKE Nairobi]",
     "[mKE Kenya]", "[p Ruto]", "[p William Ruto]", "[o Red Brigade]", "Hamas", "'s", "U.S. Central Command", "officials",
     "and", "senior", "he", "He", "leader", "two", "men", "said", "-backed", "\n", "Ruto"]), max_size=16))  # fmt: skip
def test_any_order_of_words_gives_sorted_actors_without_overlap(words):
    for actor in read(" ".join(words)):
        assert actor.name
        assert actor.role in ROLES | {""}


@given(text=st.text(max_size=60))
def test_never_raises(text):
    find_actors(NLP.make_doc(text), mentions=[], names=[])


@pytest.mark.parametrize(
    "unit", ["the minister of ", "U.S. ", "senior military ", "President Obama said he left. "]
)
def test_work_grows_with_length_only(unit, work):
    def effort(size):
        text = (unit * (size // len(unit) + 1))[:size]
        names = [
            NamedSpan(start=m.start(), end=m.end(), text=m[0], label="PERSON")
            for m in re.finditer("Obama", text)
        ]
        doc = NLP.make_doc(text)
        return work(lambda: find_actors(doc, mentions=[], names=names))

    effort(1_000)
    assert effort(16_000) < 4.6 * effort(4_000)
