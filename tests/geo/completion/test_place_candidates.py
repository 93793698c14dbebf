"""Places that a report tells elsewhere: whose they are, whose never, and what is said of it."""

from dataclasses import replace

import pytest
import shapely

from geo.completion import choice_model
from geo.completion.place_candidates import PlaceCandidates, rules_there
from geo.completion.text_distance import Layout


def where(event):
    return [(link.mention.text, link.inferred) for link in event.places if link.role == "location"]


@pytest.mark.parametrize(
    "follow_up",
    [
        "Rescuers pulled six people from the rubble.",
        "Police opened an investigation.",
        "Two men were arrested.",
    ],
)
def test_what_follows_a_deed_is_where_it_was(code, follow_up):
    first, second = code(f"A bomb exploded in Aden on Monday. {follow_up}")
    assert where(first) == [("Aden", False)]
    assert where(second) == [("Aden", True)]


def test_a_phone_call_is_nowhere(code):
    text = "Minister Ana Vargas was in Lima on Friday. She spoke by phone with the Kenyan president."
    found = code(text, people=["Ana Vargas"])
    assert [event.where for event in found if event.mode == "phone"] == [None]


def test_a_measure_is_where_its_author_rules(code):
    (event,) = code("Kenya declared a state of emergency.")
    assert where(event) == [("Kenya", True)]
    assert "most probable place of this event" in event.evidence["where"]
    assert [link.role for link in event.places] == ["location"]


def test_a_place_of_its_own_goes_before_all_others(code):
    (event,) = code("Kenya imposed a curfew in Mombasa.")
    assert where(event) == [("Mombasa", False)]


def test_a_demonym_is_no_place(code):
    (event,) = code("The Kenyan government declared a state of emergency.")
    assert event.where is None


def test_a_government_by_name_rules_its_land_and_a_bank_does_not(make_mention):
    told = replace(make_mention(), role="embedded")
    assert rules_there(replace(told, within="Government of Mali"))
    assert not rules_there(replace(told, within="Bank of Mali"))


def test_the_place_of_the_sentence_is_taken_and_marked(code):
    (event,) = code("In Aden nobody slept, because gunmen, so said a baker, shot two guards.")
    (link,) = [each for each in event.places if each.role == "location"]
    assert link.mention.text == "Aden"


def test_a_deed_without_a_place_is_where_the_report_is_set_and_says_so(code):
    text = (
        "Rain fell on Mombasa. Shops in Mombasa opened late. People were calm. The sea was grey. "
        "Two guards were shot dead on Sunday."
    )
    (event,) = [each for each in code(text) if each.type == "ASSAULT"]
    (link,) = [each for each in event.places if each.role == "location"]
    assert (link.mention.text, link.inferred) == ("Mombasa", True)
    assert link.reason.startswith(
        "Stated four sentences earlier; the most probable place of this event (prob"
    )
    assert event.evidence["where"].startswith(
        "“Mombasa”, stated four sentences earlier, is the most probable place"
    )


def test_words_without_a_place_are_nowhere(code):
    text = "Rain fell on Mombasa. Shops in Mombasa opened late. People were calm. Kenya rejected the offer of Mali."
    assert [each.where for each in code(text) if each.type == "REJECT"] == [None]


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
