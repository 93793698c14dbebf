"""Classes of words come with all forms of their words."""

from geo.events.word_classes import classes_in, forms_of, word_class


def test_a_bundled_class_has_all_forms():
    assert {"soldier", "soldiers", "women", "policemen"} <= word_class("@people")


def test_a_class_that_is_not_listed_is_empty():
    assert word_class("@nothing") == frozenset()


def test_the_classes_of_a_file_are_found_by_name():
    assert classes_in({"word-classes": {"boats": "ship"}})["@boats"] >= {"ship", "ships"}
    assert classes_in({}) == {}


def test_function_words_and_participles_have_one_form():
    assert forms_of("with") == {"with"}
    assert forms_of("armed") == {"armed"}
    assert forms_of("bring") >= {"bring", "brought", "brings"}  # no participle, for all its ending
