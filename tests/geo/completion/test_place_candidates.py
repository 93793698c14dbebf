"""Places that a report tells elsewhere: whose they are, whose never, and what is said of it."""

from dataclasses import replace

import pytest
import shapely

from geo.completion import choice_model
from geo.completion.place_candidates import PlaceCandidates, rules_there
from geo.completion.text_distance import Layout


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
        layout = Layout(text, [0, *(n + 1 for n, each in enumerate(text) if each == "\n")], [event])
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
