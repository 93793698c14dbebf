"""Events in words of people: each type has a name, each event a sentence, whatever is known of it."""

import re
from dataclasses import replace

import geopandas as gpd
import pyogrio
import pytest

import maps
from geo.event_set import EventSet
from geo.plover import MODES
from geo.records import Actor, PlaceLink
from maps.strings import load_strings
from maps.titles import label, nearness, title, with_labels

WORDS = load_strings("en")
CODES = [(root, mode) for root, modes in MODES.items() for mode in ["", *modes.split()]]
SLOTS = {"label", "actors", "recipients", "parties", "place", "words"}


def actors(*names):
    return tuple(Actor(text=name, start=0, end=1, name=name) for name in names)


def test_every_type_and_mode_has_words_of_its_own():
    labels = {codes: WORDS.get(".".join(filter(None, ("type", *codes)))) for codes in CODES}
    assert [codes for codes, text in labels.items() if not text] == []
    assert len(set(labels.values())) == len(labels)
    codes = {root for root, _ in CODES}
    assert not {text for text in labels.values() if text.split("-")[0].upper() == text or text in codes}


def test_every_pattern_names_only_what_is_known():
    wrong = {
        key: text
        for key, text in WORDS.items()
        if key.split(".")[0] in ("told", "noun")
        and not {*re.findall(r"\{(\w+)\}", text)}
        <= {"both": SLOTS - {"place", "words"}}.get(key.split(".")[-1], {"label", key.split(".")[-1]})
    }
    assert wrong == {}


@pytest.mark.parametrize("status", ["actual", "future", "hypothetical", "negated"])
def test_every_type_makes_a_sentence_with_whatever_is_known(make_event, status):
    known = {"both": (actors("A"), actors("B")), "actors": (actors("A"), ()), "recipients": ((), actors("B"))}
    for root, mode in CODES:
        for sides, (one, other) in known.items():
            made = title(make_event(type=root, mode=mode, status=status, actors=one, recipients=other), WORDS)
            wanted = {actor.name for actor in (*one, *other)}
            assert wanted <= set(re.findall(r"\b[AB]\b", made)), (root, mode, sides, made)
            assert "{" not in made


def test_titles_are_short_sentences(make_event):
    told = {
        ("CONSULT", "phone", "actual"): "Gallant and Austin spoke by phone",
        ("ASSAULT", "aerial", "actual"): "Gallant carried out an air strike on Austin",
        ("ASSAULT", "aerial", "negated"): "Did not happen: Air strike by Gallant on Austin",
        ("CONSULT", "visit", "future"): "Announced: Visit by Gallant to Austin",
        ("RETREAT", "ceasefire", "hypothetical"): "Possible: Ceasefire between Gallant and Austin",
        ("NOVEL", "mode", "actual"): "NOVEL-mode: Gallant → Austin",
    }
    made = {
        (root, mode, status): title(
            make_event(type=root, mode=mode, status=status, actors=actors("Gallant"), recipients=actors("Austin")), WORDS
        )
        for root, mode, status in told
    }  # fmt: skip
    assert made == told


def test_an_event_of_nobody_is_told_by_its_place_or_its_words(make_event, make_mention):
    link = PlaceLink(mention=make_mention(), role="location")
    quake = make_event(type="HAZARD", mode="earthquake", places=(link,))
    assert title(quake, WORDS) == "Earthquake: Kinshasa"
    assert title(make_event(type="AID", where=None), WORDS) == "Aid delivered (“treated”)"
    assert title(make_event(type="AID", where=None, mentions=()), WORDS) == "Aid delivered"


def test_many_names_are_counted_and_the_first_letter_is_large(make_event):
    crowd = actors("police", "B", "C", "D", "E", "B")
    event = make_event(type="PROTEST", mode="demo", actors=crowd)
    assert title(event, WORDS) == "Police, B, C and 2 more demonstrated"
    assert (
        title(make_event(type="PROTEST", mode="demo", actors=crowd[:3]), WORDS)
        == "Police, B and C demonstrated"
    )


def test_a_name_is_text_and_no_pattern(make_event):
    event = make_event(type="CONSULT", mode="phone", actors=actors("{recipients}", "<b>"))
    assert title(event, WORDS) == "{recipients} and <b> spoke by phone"


def test_labels_stand_behind_the_codes_in_every_file(make_event, tmp_path):
    found = EventSet((), (make_event(type="ASSAULT", mode="aerial"), make_event(id="e2", type="AID")))
    for suffix in ("csv", "gpkg", "fgb", "parquet", "geojson", "kml"):
        path = maps.export(found, tmp_path / f"x.{suffix}")
        read = gpd.read_parquet if suffix == "parquet" else pyogrio.read_dataframe
        table = read(path, **({"layer": "events_point"} if suffix == "gpkg" else {}))
        assert table["label"].tolist() == ["Air strike", "Aid delivered"], suffix
    empty = with_labels(
        {"type": found.events["type"].to_numpy()[:0], "mode": found.events["mode"].to_numpy()[:0]}
    )
    assert list(empty) == ["type", "mode", "label"]


def test_how_precisely_a_place_is_known_in_words(make_event, make_mention):
    def of(mention, radius_m):
        link = PlaceLink(mention=mention, role="location")
        return make_event(where=mention.geometry, radius_m=radius_m, places=(link,))

    wide = make_mention(phrase_start=20, radius_m=90_000.0, meaning="northern part of Kenya")
    border = make_mention(radius_m=90_000.0, meaning="the border of Kenya and Uganda")
    border = replace(border, place=replace(border.place, kind="border"))
    told = {
        nearness(of(border, 90_000.0), WORDS),
        nearness(of(make_mention(), 15_000), WORDS),
        nearness(of(wide, 90_000.0), WORDS),
        nearness(make_event(radius_m=300.0), WORDS),
        nearness(make_event(radius_m=None), WORDS),
        nearness(make_event(where=None), WORDS),
    }
    assert told == {
        "Kinshasa (town), within 15 km", "Northern part of Kenya (region), within 90 km",
        "Somewhere along the border of Kenya and Uganda, within 90 km", "Exact, within 300 m", "Not known how precisely", ""
    }  # fmt: skip


def test_a_language_may_lack_what_a_more_general_pattern_says():
    assert label("CONSULT", "phone", {"type.CONSULT": "Gespräche"}) == "Gespräche"
