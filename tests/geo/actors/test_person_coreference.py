"""Whom a surname, a title and a pronoun mean."""

from __future__ import annotations

import pytest
import spacy

from geo.actors import person_coreference
from geo.records import Actor


def test_a_title_stays_with_the_surname(read):
    actors = read(
        "[p Ruto] flew in. [dKE Kenyan] President [p William Ruto] spoke. Later [p Ruto] left; Ruto waved."
    )
    assert [(actor.text, actor.name, actor.country, actor.role) for actor in actors] == [
        ("Ruto", "William Ruto", "KE", "GOV"),
        ("Kenyan President William Ruto", "William Ruto", "KE", "GOV"),
        ("Ruto", "William Ruto", "KE", "GOV"),
        ("Ruto", "William Ruto", "KE", "GOV"),
    ]


def test_two_people_of_one_surname_stay_two(read):
    actors = read(
        "[dPH Philippine] President [p Ferdinand Marcos] spoke. Senator [p Imee Marcos] objected. [p Marcos] left."
    )
    assert [actor.name for actor in actors] == ["Ferdinand Marcos", "Imee Marcos", "Imee Marcos"]
    assert [actor.role for actor in actors] == ["GOV", "LEG", "LEG"]


def test_the_minister_is_the_last_one_with_that_title(read):
    actors = read(
        "[dIN Indian] Defence Minister [p Rajnath Singh] met [dFR French] Gen. [p Paul Roux]. The minister left. "
        "The general stayed. The ambassador slept."
    )
    assert [(actor.text, actor.name, actor.country) for actor in actors[2:]] == [
        ("minister", "Rajnath Singh", "IN"),
        ("general", "Paul Roux", "FR"),
        ("ambassador", "ambassador", ""),
    ]


def test_pronouns(read):
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


def titled(name, start=0, titles=(), **more):
    actor = Actor(text=name, start=start, end=start + len(name), name=name, **more)
    return person_coreference.PersonMention(actor, frozenset(titles))


def test_a_surname_is_the_last_word_of_a_name():
    assert [titled(name).surname for name in ("Ana Vargas", "VARGAS", "Juan O’Neil", "Kim Jong-un")] == [
        "vargas",
        "vargas",
        "neil",
        "un",
    ]
    assert [titled(name).is_full for name in ("Ana Vargas", "Vargas")] == [True, False]


def test_what_one_mention_tells_of_a_person_the_others_have():
    first, second, third = person_coreference.share_titles([
        titled("Vargas"), titled("Ana Vargas", titles=["minister"], country="PE", role="GOV"), titled("Vargas", titles=["senator"]),
    ])  # fmt: skip
    assert {each.actor.name for each in (first, second, third)} == {"Ana Vargas"}
    assert {each.actor.country for each in (first, second, third)} == {"PE"}
    assert {each.actor.role for each in (first, second, third)} == {"GOV"}
    assert first.titles == second.titles == third.titles == {"minister", "senator"}
    assert [each.actor.text for each in (first, second, third)] == ["Vargas", "Ana Vargas", "Vargas"]


def test_a_surname_means_the_person_named_last_before_it():
    some = [titled("Vargas"), titled("Ana Vargas"), titled("Vargas"), titled("Luis Vargas"), titled("Vargas")]
    assert [each.actor.name for each in person_coreference.share_titles(some)] == [
        "Ana Vargas", "Ana Vargas", "Ana Vargas", "Luis Vargas", "Luis Vargas",
    ]  # fmt: skip


def test_a_country_is_inferred_only_while_it_is_not_stated():
    inferred = titled("Ana Vargas", country="PE", inferred=True)
    assert [e.actor.inferred for e in person_coreference.share_titles([inferred, titled("Vargas")])] == [
        True,
        True,
    ]
    stated = titled("Ana Vargas", country="PE")
    assert [e.actor.inferred for e in person_coreference.share_titles([inferred, stated])] == [False, False]
    assert [e.actor.inferred for e in person_coreference.share_titles([titled("Ana Vargas")])] == [False]


def test_the_last_person_with_a_title_before_an_offset():
    people = [titled("Ana Vargas", 10, ["minister"]), titled("Luis Paz", 50, ["minister", "general"])]
    titles = person_coreference.TitleIndex(people)
    assert [found and found.name for found in (titles.last("minister", at) for at in (10, 11, 50, 51, 999))] == [
        None, "Ana Vargas", "Ana Vargas", "Luis Paz", "Luis Paz",
    ]  # fmt: skip
    assert titles.last("judge", 999) is None


def test_sentences_are_those_of_the_doc_else_those_of_its_stops():
    nlp = spacy.blank("en")
    text = "Mr. Vargas left. He slept.\nIt rained."
    offsets = [text.index(word) for word in ("Mr", "left", "He", "slept", "It")]
    by_stops = person_coreference.SentenceIndex(nlp.make_doc(text))
    assert [by_stops.number(at) for at in offsets] == [1, 2, 3, 3, 4]
    nlp.add_pipe("dateline_sentences")
    by_doc = person_coreference.SentenceIndex(nlp(text))
    assert [by_doc.number(at) for at in offsets] == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("[p Ana Vargas] left. She slept.", ["Ana Vargas"]),
        ("[p Ana Vargas] met [p Luis Paz]. She slept.", ["Ana Vargas"]),  # the first of the sentence
        ("[p Ana Vargas] met [p Luis Paz], and she slept.", []),  # either
        ("[p Ana Vargas] said she slept.", ["Ana Vargas"]),
        ("[p Ana Vargas] left. It rained. It rained. He slept.", ["Ana Vargas"]),
        ("[p Ana Vargas] left. It rained. It rained. It rained. He slept.", []),
        ("[p Ana Vargas] left. It rained, he said.", []),  # not at the beginning
        ("[p Ana Vargas] left. He slept. She woke. He left.", ["Ana Vargas", "Ana Vargas"]),
        ("[p Ana Vargas] left. The hero and Helen slept.", []),
        ("He left. [p Ana Vargas] slept.", []),
    ],
)  # fmt: skip
def test_whom_a_pronoun_means(read, text, who):
    assert [actor.name for actor in read(text) if actor.text.lower() in ("he", "she")] == who
