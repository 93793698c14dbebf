"""What edition 5 of Natural Earth says of the features of edition 4.0: spellings and Wikidata ids."""

import pytest
import shapely

from gazetteer.build import make_natural_features
from gazetteer.build.natural_earth_5 import Layer, Record, has_lost_letters, is_spelling, mended

LAKE = shapely.box(12.6, 53.3, 12.8, 53.5)
FAR = shapely.box(60, 53.3, 60.2, 53.5)


def record(name, english="", wikidata=""):
    return Record(name=name, english=english or name, wikidata=wikidata)


def layer(*pairs):
    return Layer([one for one, _ in pairs], [shape for _, shape in pairs])


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Mritz", "Müritz", True),
        ("Corumba", "Corumbá", True),
        ("Rhine", "Rhin", False),
        ("", "Müritz", False),
        ("Po", "Po", True),
    ],
    ids=["letters", "accents", "another", "none", "same"],
)
def test_a_name_is_the_same_with_or_without_what_was_lost(old, new, same):
    assert is_spelling(old, new) is same


def test_letters_are_lost_where_no_accent_was_taken_off():
    assert has_lost_letters("Mritz", "Müritz")
    assert not has_lost_letters("Muritz", "Müritz")


def test_a_record_is_found_by_name_and_place():
    known = layer((record("Müritz", wikidata="Q1"), LAKE), (record("Müritz", wikidata="Q2"), FAR))
    assert known.of(["Mritz"], LAKE).wikidata == "Q1"
    assert known.of(["Mritz"], shapely.box(100, 0, 101, 1)) is None


def test_a_lake_of_the_same_outline_is_the_same_under_another_name():
    known = layer((record("Mjøsa"), LAKE))
    assert known.of(["Mhisa"], LAKE).renamed
    assert known.of(["Mhisa"], LAKE.buffer(0.03)) is None
    assert not known.of(["Mjosa"], LAKE).renamed


def test_names_are_mended_where_only_accents_differ():
    facts = {"name": "Mritz", "name_alt": "Muritz", "name_en": "Lake of the mills", "scalerank": 3}
    assert mended(facts, record("Müritz")) == facts | {"name": "Müritz", "name_alt": "Müritz"}


def test_one_feature_keeps_an_item_and_is_called_by_its_label():
    def feature(id_, name, rank):
        return {
            "id": id_, "class": "river", "rank": rank, "full": [f"{name} River"], "bare": [name], "reach_of": "",
            "wikidata": "Q7", "label": "Struma",
        }  # fmt: skip

    own, other = feature("ne-strymonas", "Strymónas", 3), feature("ne-arm", "Arm", 5)
    make_natural_features._name_by_edition_5([other, own], {})
    assert (own["wikidata"], other["wikidata"]) == ("Q7", "")
    assert "Struma" in own["bare"]
    assert "Struma" not in other["bare"]
    assert "label" not in own


@pytest.mark.parametrize(
    ("kind", "label", "is_name"),
    [("lake", "Kakhovka", False), ("river", "Lake Struma", False), ("lake", "Guri / Guri", False), ("lake", "Tsho", True)],
    ids=["cut", "lake", "slash", "name"],
)  # fmt: skip
def test_a_label_that_was_cut_is_no_name(kind, label, is_name):
    feature = {"class": kind, "full": ["Kakhovka Reservoir"], "bare": []}
    assert make_natural_features._is_another_name(label, feature) is is_name
