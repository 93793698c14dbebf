"""Phrases of actors: organisations, peoples with their nouns, titled people."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.actors import phrases
from geo.actors.dictionaries import RoleNoun
from geo.nlp.tokens import TokenView


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
def test_phrases(brief, text, expected):
    assert brief(text) == expected


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
        ("President [p Tomás da Silva] of [lBR Brazil] spoke", "Tomás da Silva", "BR", "GOV"),
        ("Sen. [p Ann Wu]", "Ann Wu", "", "LEG"),
        ("[p Richard Wagner]", "Richard Wagner", "", ""),
        ("[lGB LONDON] President [p Ann Wu] spoke", "Ann Wu", "", "GOV"),
        ("who will head [p Ann Wu]'s team", "Ann Wu", "", ""),
    ],
)
def test_a_title_tells_who_somebody_is(read, text, name, country, role):
    [actor] = [actor for actor in read(text) if actor.name == name]
    assert (actor.country, actor.role) == (country, role)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Lt. Gen. Ali", "Lt+Gen+Ali"), ("U.S. troops", "U+S+troops"), ("the police. Troops", "the+police Troops"),
        ("army-led", "army+led"), ("LONDON -- Police", "LONDON Police"), ("LONDON – Police", "LONDON Police"),
        ("Kenya's army", "Kenya+s+army"), ("army, police", "army police"), ("the\narmy", "the+army"), ("the\n\narmy", "the army"),
        ("the     army", "the army"), ("Q&A/B", "Q+A+B"), ("(army)", "army"), ("A. Smith", "A+Smith"),
    ],
)  # fmt: skip
def test_which_words_may_be_of_one_phrase(text, joined):
    words = TokenView(text).words()
    assert all(text[word.start : word.end] == word.text for word in words)
    parts = [("+" if phrases.joins(words, i) else " ") + word.text for i, word in enumerate(words)]
    assert "".join(parts).strip(" ") == joined


def test_a_possessive_is_a_word_of_its_own():
    words = TokenView("Kenya’s army, Texas' s").words()
    assert [phrases.is_possessive_ending(word) for word in words] == [False, True, False, False, False]


def anchor(role="", country="", **more):
    return phrases.Anchor(first=0, last=1, name="", country=country, role=role, **more)


def noun(kind, role=""):
    return RoleNoun(noun="x", role=role, kind=kind)


@pytest.mark.parametrize(
    ("anchors", "nouns", "role"),
    [
        ([], [], ""),
        ([anchor("MIL")], [], "MIL"),
        ([anchor("CVL", is_place=True)], [], "CVL"),
        ([anchor("CVL", is_place=True)], [noun("generic")], ""),
        ([anchor("REB")], [noun("group", "MIL")], "REB"),  # Hamas fighters
        ([anchor("GOV")], [noun("group", "MIL")], "MIL"),  # troops within a state
        ([anchor("GOV")], [noun("title", "BUS")], "GOV"),
        ([], [noun("modifier", "MIL"), noun("generic", "GOV")], "MIL"),  # army officials
        ([], [noun("modifier"), noun("generic", "GOV")], "GOV"),
        ([], [noun("modifier", "MIL"), noun("title", "GOV")], "GOV"),
    ],
)  # fmt: skip
def test_the_sector_of_a_phrase(anchors, nouns, role):
    assert phrases.ActorPhrase(first=0, last=1, anchors=anchors, nouns=nouns).role == role


def test_the_country_is_that_of_the_first_anchor_that_has_one():
    phrase = phrases.ActorPhrase(
        first=0, last=1, anchors=[anchor(), anchor(country="KE"), anchor(country="UG")]
    )
    assert (phrase.country, phrase.head) == ("KE", None)


def test_of_anchors_at_one_word_the_longest_is_read():
    words = TokenView("Lagos Police Department").words()
    short, long = (
        phrases.Anchor(first=0, last=last, name=str(last), country="", role="COP") for last in (1, 3)
    )
    for anchors in ([short, long], [long, short]):
        [phrase] = phrases.PhraseReader("Lagos Police Department", words, anchors, []).phrases()
        assert (phrase.first, phrase.last, phrase.anchors) == (0, 3, [long])


@given(st.text(st.sampled_from("the army, of Kenya's. \n-Gen"), max_size=80))
def test_phrases_never_overlap(text):
    words = TokenView(text).words()
    found = phrases.PhraseReader(text, words, [], []).phrases()
    assert all(0 <= each.first < each.last <= len(words) for each in found)
    assert all(a.last <= b.first for a, b in itertools.pairwise(found))


def test_lists_end(brief):
    many = ", ".join(f"[lKE Town{n}]" for n in range(60))
    assert len(brief(f"Ministers from {many} met.")) == 1 + 30


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[mKE Kenya] accused [mML Mali].", ["Kenya", "Mali"], id="country"),
        pytest.param("The [dKE Kenyan] army accused rebels.", ["Kenyan army", "rebels"], id="army"),
        pytest.param("[o Red Brigade] accused soldiers.", ["Red Brigade", "soldiers"], id="organisation"),
        pytest.param("He accused soldiers.", ["soldiers"], id="pronoun"),
        pytest.param("The [dKE Kenyan] army guards a dam.", ["Kenyan army"], id="present"),
        pytest.param("The accused fled.", ["accused"], id="noun"),
        pytest.param("Two [dKE Kenyan] accused were freed.", ["Kenyan accused"], id="noun behind a demonym"),
        pytest.param("[dKE Kenyan] forces left.", ["Kenyan forces"], id="plural"),
    ],
)
def test_a_name_holds_no_verb(read, marked, expected):
    assert [actor.text for actor in read(marked)] == expected


def test_a_country_behind_its_town_is_no_member_of_a_list(read):
    actors = read(
        "Ministers from [lPE Lima], [lPE Peru], and [lCL Chile] met men in [lFR Paris], [lFR France]."
    )
    assert [(actor.text, actor.country) for actor in actors][:1] == [("Ministers", "PE")]
