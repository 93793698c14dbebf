"""Places that a report tells elsewhere: whose they are, whose never, and what is said of it."""

from dataclasses import replace

import pytest
import shapely

from geo.completion import choice_model
from geo.completion.place_candidates import PlaceCandidates, is_unknown, rules_there
from geo.completion.text_distance import ReportLayout
from geo.records import Actor, PlaceLink


def test_a_government_by_name_rules_its_land_and_a_bank_does_not(make_mention):
    told = replace(make_mention(), role="embedded")
    assert rules_there(replace(told, within="Government of Mali"))
    assert not rules_there(replace(told, within="Bank of Mali"))


@pytest.fixture
def atlas(make_event, make_mention):
    """Give a function that makes an atlas of named points in a text, and an event at one of its words."""

    def made(text, names, words, **fields):
        mentions = []
        for name, role in names:
            start = text.index(name)
            place = replace(make_mention().place, id=f"test:{name}", name=name, kind="settlement")
            mentions.append(
                make_mention(
                    text=name, start=start, end=start + len(name), phrase_start=start, phrase_end=start + len(name),
                    role=role, place=place, geometry=shapely.Point(1, 2),
                )
            )  # fmt: skip
        start = text.index(words)
        event = make_event(where=None, places=(), start=start, end=start + len(words), **fields)
        layout = ReportLayout(text, [0, *(n + 1 for n, each in enumerate(text) if each == "\n")], [event])
        return PlaceCandidates(layout, mentions=mentions, events=[event], written_at=None), event

    return made


def test_only_literal_mentions_are_choices(atlas):
    text = "Lima said no.\nThe Kenyan office in Mombasa burned.\nMen were shot."
    names = [("Lima", "metonymic"), ("Kenyan", "demonym"), ("Mombasa", "literal")]
    made, event = atlas(text, names, "shot", type="ASSAULT")
    assert [each.item and each.item.text for each in made.choices(event)] == [None, "Mombasa"]


@pytest.mark.parametrize(
    "text", ["Okello, 28, of Lima, was shot.", "A Lima man was shot.", "The Robin Hood of Lima was shot."]
)
def test_what_says_who_somebody_is_is_no_choice(atlas, text):
    made, event = atlas(text, [("Lima", "literal")], "shot", type="ASSAULT")
    assert [each.item for each in made.choices(event)] == [None]
    assert (
        len(atlas("Men in Lima were shot.", [("Lima", "literal")], "shot", type="ASSAULT")[0].choices(event))
        == 2
    )


def test_the_work_grows_with_the_text_and_not_with_its_square(atlas):
    names = [(f"Town{n:04}", "literal") for n in range(2000)]
    text = "\n".join(f"Rain fell on {name}." for name, _ in names) + "\nMen were shot."
    made, event = atlas(text, names, "shot", type="ASSAULT")
    assert len(made.choices(event)) <= 20


def test_weights_name_features_that_exist(atlas):
    made, event = atlas("Rain fell on Lima.\nMen were shot.", [("Lima", "literal")], "shot", type="ASSAULT")
    features = {name for each in made.choices(event) for name in each.features}
    assert features & choice_model.weights("places").keys()


def names_of(made, event):
    return {each.item and each.item.text: each.features for each in made.choices(event)}


def test_a_phone_call_and_a_report_without_places_have_no_choices(atlas):
    made, event = atlas(
        "Rain fell on Lima.\nThey spoke.", [("Lima", "literal")], "spoke", type="CONSULT", mode="phone"
    )
    assert made.choices(event) == []
    made, event = atlas("Rain fell.\nThey spoke.", [], "spoke", type="CONSULT")
    assert made.choices(event) == []


def test_a_state_s_own_measure_may_hold_where_it_rules(atlas):
    text = "Rain fell on Lima.\nPeru imposed a curfew."
    roles = [("Lima", "literal"), ("Peru", "metonymic")]
    for mode, found in (("curfew", {None, "Lima", "Peru"}), ("arrest", {None, "Lima"})):
        made, event = atlas(text, roles, "imposed", type="COERCE", mode=mode)
        peru = next(mention for mention in made._mentions if mention.text == "Peru")
        event = replace(event, places=(PlaceLink(mention=peru, role="actor"),))
        assert set(names_of(made, event)) == found


def test_a_place_that_was_not_resolved_keeps_those_of_other_sentences_away(atlas):
    text = "Rain fell on Lima.\nMen were shot in the village of Qasr."
    made, event = atlas(text, [("Lima", "literal")], "shot", type="ASSAULT")
    assert set(names_of(made, event)) == {None}
    qasr = next(iter(made._mentions))
    event = replace(event, places=(PlaceLink(mention=replace(qasr, text="Qasr"), role="origin"),))
    assert set(names_of(made, event)) == {None, "Lima"}


@pytest.fixture
def unknown(atlas):
    """Return a function that makes candidates of which the gazetteer does not know some."""

    def made(text, names, words, **fields):
        known, event = atlas(text, [(name, "literal") for name in names], words, **fields)
        mentions = [
            replace(each, place=None, geometry=None) if names[each.text] is None else each
            for each in known._mentions
        ]
        layout = ReportLayout(text, [0, *(n + 1 for n, each in enumerate(text) if each == "\n")], [event])
        return PlaceCandidates(layout, mentions=mentions, events=[event], written_at=None), event

    return made


def test_an_own_place_that_the_gazetteer_does_not_know_is_a_candidate(unknown):
    text = "Rain fell in Lima.\nMen from Cusco were shot in Las Mesas."
    made, event = unknown(text, {"Lima": 1, "Cusco": 1, "Las Mesas": None}, "shot", type="ASSAULT")
    assert set(names_of(made, event)) == {None, "Lima", "Cusco"}
    mesas = next(mention for mention in made._mentions if mention.text == "Las Mesas")
    event = replace(event, places=(PlaceLink(mention=mesas, role="location"),))
    choices = {each.item and each.item.text: each for each in made.choices(event)}
    assert set(choices) == {None, "Cusco", "Las Mesas"}
    assert choices["Las Mesas"].key is None  # who is there is at no known place
    assert choices["Cusco"].features["known, though its sentence names an unknown one"] == 1
    assert choices[None].features["not stated, unknown place in sentence"] == 1


def test_the_dateline_is_not_where_an_event_at_an_unknown_place_is(atlas):
    text = "LIMA - Police raided Las Mesas."
    made, event = atlas(text, [("LIMA", "literal"), ("Las Mesas", "literal")], "raided", type="COERCE")
    lima, mesas = made._mentions
    mesas = replace(mesas, place=None, geometry=None)
    event = replace(event, places=(PlaceLink(mention=mesas, role="location"),))
    layout = ReportLayout(text, [0], [event])
    made = PlaceCandidates(layout, mentions=[lima, mesas], events=[event], written_at=lima)
    assert set(names_of(made, event)) == {None, "Las Mesas"}


def test_demonyms_are_no_unknown_places(make_mention):
    assert is_unknown(replace(make_mention(), place=None, geometry=None))
    assert not is_unknown(make_mention())
    assert not is_unknown(replace(make_mention(), place=None, geometry=None, role="demonym"))


def test_how_a_place_is_named(atlas):
    text = "Rain fell in Lima.\nMen were shot.\nNear Cusco it was dry, and near the northern Puno too."
    made, event = atlas(
        text, [(name, "literal") for name in ("Lima", "Cusco", "Puno")], "shot", type="ASSAULT"
    )
    found = names_of(made, event)
    assert [found[name]["nearest before"] for name in ("Lima", "Cusco", "Puno")] == [1, 0, 0]
    assert [found[name]["nearest after"] for name in ("Lima", "Cusco", "Puno")] == [0, 1, 0]
    assert [found[name]["first of report"] for name in ("Lima", "Cusco", "Puno")] == [1, 0, 0]
    assert found["Lima"]["share of local"] == pytest.approx(1 / 3)
    assert "after in" in found["Lima"] and "after near" in found["Cusco"] and "after near" in found["Puno"]
    assert "kind settlement, ASSAULT" in found["Lima"] and "is literal" in found["Lima"]


def test_whose_country_a_place_is_in(atlas):
    text = "Rain fell in Lima.\nMen were shot."
    actor = Actor(text="x", start=0, end=1, name="x", country="CD")
    made, event = atlas(text, [("Lima", "literal")], "shot", type="ASSAULT", actors=(actor,))
    inside = names_of(made, event)["Lima"].keys()
    abroad = names_of(made, replace(event, actors=(replace(actor, country="PE"),)))["Lima"].keys()
    assert len(inside - abroad) == len(abroad - inside) == 1
    assert not (inside ^ abroad) & names_of(made, replace(event, actors=()))["Lima"].keys()


def test_the_places_of_the_events_beside_it(atlas, make_event):
    text = "Rain fell in Lima.\nMen were shot.\nSnow fell in Cusco."
    made, event = atlas(text, [("Lima", "literal"), ("Cusco", "literal")], "shot", type="ASSAULT")
    here, there = made._mentions
    others = [
        make_event(type=root, start=mention.start, where=mention.geometry, places=(PlaceLink(mention=mention, role="location"),))
        for mention, root in ((here, "ASSAULT"), (there, "AID"))
    ]  # fmt: skip
    layout = ReportLayout(
        text, [0, *(n + 1 for n, each in enumerate(text) if each == "\n")], [event, *others]
    )
    made = PlaceCandidates(layout, mentions=[here, there], events=[event, *others], written_at=there)
    found = names_of(made, event)
    for name, values in (
        ("of another event", [1, 1]), ("of another event of its type", [1, 0]), ("place of event before", [1, 0]),
        ("place of event before, 1 back", [1, 0]), ("place of event before, same type", [1, 0]), ("place of event after", [0, 1]),
        ("dateline", [0, 1]),
    ):  # fmt: skip
        assert [found[place][name] for place in ("Lima", "Cusco")] == values, name
