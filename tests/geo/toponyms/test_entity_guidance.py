"""Guidance by another pipeline's entities."""

import pytest
import spacy
from spacy.tokens import Span

from geo.toponyms.entity_guidance import guided
from geo.toponyms.entity_names import EntityName


def test_another_pipeline_s_entities_guide():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_sentences")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Lima"}, {"label": "GPE", "pattern": "Reading"}])
    nlp.add_pipe("dateline_places")
    doc = nlp("Lima flew to Reading.")
    assert [mention.text for mention in doc._.places] == ["Reading"]
    assert [(name.text, name.label) for name in doc._.names] == [("Lima", "PERSON")]


@pytest.fixture
def guide(words_of):
    """Return a function that guides by entities (words, label) of a text; names are (words, label) of the rules."""

    def made(text, entities, names=(), *, closed=False):
        doc, words, _ = words_of(text)
        doc.ents = [
            Span(doc, *_tokens(doc, text.index(each), text.index(each) + len(each)), label=label)
            for each, label in entities
        ]
        ruled = [EntityName(*_range(text, words, each), label, closed) for each, label in names]
        found, places = guided(doc, words, ruled)
        shown = [(text[words[name.first].start : words[name.last - 1].end], name.label) for name in found]
        return shown, places and {words[i].text for i in places}

    return made


def _tokens(doc, start, end):
    inside = [token.i for token in doc if start <= token.idx < end]
    return inside[0], inside[-1] + 1


def _range(text, words, sought):
    start = text.index(sought)
    inside = [i for i, word in enumerate(words) if start <= word.start < start + len(sought)]
    return inside[0], inside[-1] + 1


TEXT = "Ana Lima of the Bank of Ghana flew to Reading."


def test_without_entities_the_rules_stand_alone(guide):
    names = [("Ana Lima", "PERSON"), ("Bank of Ghana", "ORG")]
    assert guide(TEXT, [], names) == (names, None)


def test_people_and_organisations_guard_and_places_propose(guide, check_rows):
    def check(row):
        label, name, place = row
        names, places = guide(TEXT, [("Ana Lima", label)])
        assert names == ([("Ana Lima", name)] if name else [])
        assert places == ({"Ana", "Lima"} if place else frozenset())

    check_rows(
        [
            ("PERSON", "PERSON", False), ("PER", "PERSON", False), ("ORG", "ORG", False), ("GPE", None, True),
            ("LOC", None, True), ("FAC", None, True), ("NORP", None, True), ("DATE", None, False), ("MISC", None, False),
        ],
        check,
    )  # fmt: skip


def test_a_name_of_the_rules_that_no_entity_contradicts_stays(guide):
    names, _ = guide(TEXT, [("Reading", "GPE")], [("Ana Lima", "PERSON")])
    assert names == [("Ana Lima", "PERSON")]


def test_a_name_of_the_rules_that_an_entity_contradicts_goes(guide):
    names, places = guide(TEXT, [("Lima", "GPE")], [("Ana Lima", "PERSON")])
    assert (names, places) == ([], {"Lima"})


def test_an_organisation_that_rules_know_for_certain_stays(guide):
    names, _ = guide(TEXT, [("Ghana", "ORG")], [("Bank of Ghana", "ORG")], closed=True)
    assert names == [("Bank of Ghana", "ORG")]


def test_names_come_in_the_order_of_the_text(guide):
    names, _ = guide(TEXT, [("Bank of Ghana", "ORG")], [("Ana Lima", "PERSON"), ("Reading", "FACILITY")])
    assert names == [("Ana Lima", "PERSON"), ("Bank of Ghana", "ORG"), ("Reading", "FACILITY")]


def test_an_entity_without_a_word_is_none(guide):
    assert guide("Rain, Lima.", [(",", "PERSON")]) == ([], frozenset())
