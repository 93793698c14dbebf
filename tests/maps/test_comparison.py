"""The map of a comparison: every event in its layer, with what the other table says of it, and no path of this machine."""

import pandas as pd
import pytest

import geo
from maps import comparison as module
from maps import packing
from maps.comparison import LOOKS, comparison_map
from maps.folium_parts import PageData
from maps.strings import languages, load_strings

COLUMNS = ("id", "day", "lon", "lat", "type", "place", "text")
OURS = pd.DataFrame(
    [
        ("a", "2024-05-13", 29.2, -1.7, "ASSAULT", "Goma", "<b>Shots</b>"),
        ("b", "2024-05-20", 29.2, -1.7, "ASSAULT", "Goma", "More shots"),
        ("c", None, 28.9, -2.5, "ASSAULT", "Bukavu", "Some day"),
    ],
    columns=COLUMNS,
)
THEIRS = pd.DataFrame(
    [
        ("x", "2024-05-14", 29.3, -1.7, "Battles: Armed clash", "Sake", "Fighting"),
        ("y", "2024-07-01", 28.9, -2.5, "Protests: Peaceful protest", "Bukavu", "A march"),
    ],
    columns=COLUMNS,
)


@pytest.fixture(scope="module")
def compared():
    return geo.compare(OURS, THEIRS)


def page(made):
    (data,) = [child for child in made._children.values() if isinstance(child, PageData)]
    return packing.unpack(data.packed)


def layers(data):
    """Return the label of each event's layer by its id."""
    kinds = [kind["label"] for kind in data["paint"]["kinds"]]
    return dict(zip(data["layers"]["events"]["ids"], (kinds[n] for n in data["paint"]["of"]), strict=True))


def test_every_event_is_in_the_layer_of_its_outcome(compared):
    data = page(comparison_map(compared))
    assert layers(data) == {
        "found:a": "Matched", "found:b": "Only found", "found:c": "Not compared", "reference:y": "Only in the reference",
    }  # fmt: skip
    assert "commands" not in data["layers"], "the colours are of outcomes"
    assert data["paint"]["title"] == "Compared with the reference"
    assert data["title"] == "table and table: 1 pairs, precision 0.50, recall 0.50"


def test_layers_differ_in_shape_and_not_in_colour_alone(compared):
    kinds = page(comparison_map(compared))["paint"]["kinds"]
    assert len({kind["shape"] for kind in kinds}) == len({kind["light"] for kind in kinds}) == len(LOOKS)


def test_a_matched_event_says_what_the_reference_has_and_where(compared):
    made = comparison_map(compared)
    said = {event.id: event.evidence["Comparison"] for event in made.found}
    assert said["found:a"].startswith(
        "table x: Battles: Armed clash, 2024-05-14, Sake, 11.1 km away, score 0."
    )
    assert said["found:a"].endswith(": Fighting")
    assert said["found:b"] == "nothing near"
    assert said["found:c"] == "no day"
    lines = page(made)["layers"]["counterparts"]
    assert lines["event"] == [list(made.found.events["id"]).index("found:a")]
    assert (lines["lon"], lines["lat"]) == ([2930000], [-170000])


def test_each_event_has_the_place_of_its_own_row(compared):
    places = {event.id: event.places[0].mention.place.name for event in comparison_map(compared).found}
    assert places == {"found:a": "Goma", "found:b": "Goma", "found:c": "Bukavu", "reference:y": "Bukavu"}
    mentions = page(comparison_map(compared))["layers"]["places"]["mentions"]
    assert len(mentions["place"]) == 4, "one a row"


def test_records_of_a_set_stay_with_all_they_have(make_event):
    found = geo.EventSet([make_event(id="0123456789ab")])
    made = comparison_map(geo.compare(found, found.events))
    (event,) = made.found
    assert (
        event.id == "0123456789ab"
        and event.evidence["type"] == "verb 'treat'"
        and "Comparison" in event.evidence
    )


def test_no_folder_of_this_machine_is_in_the_page(tmp_path):
    path = tmp_path / "theirs.csv"
    THEIRS.to_csv(path, index=False)
    ours = tmp_path / "ours.csv"
    OURS.to_csv(ours, index=False)
    data = page(comparison_map(geo.compare(ours, path)))
    assert str(tmp_path) not in repr(data) and "theirs.csv" in repr(data["reports"])


@pytest.mark.parametrize("language", languages())
def test_layers_have_the_words_of_the_language(compared, language):
    words = load_strings(language)
    data = page(comparison_map(compared, language=language))
    assert layers(data)["found:a"] == words["comparison.matched"]
    assert "{" not in data["title"]


def test_more_events_than_a_page_holds_are_a_sample_that_says_so(compared, monkeypatch):
    monkeypatch.setattr(module, "MOST_EVENTS", 2)
    made, again = comparison_map(compared), comparison_map(compared)
    assert len(made.found) == 2 and made.title.endswith("(a sample of 2 of 4 events)")
    assert made.found.events["id"].tolist() == again.found.events["id"].tolist()


def test_nothing_to_compare_is_a_map_all_the_same():
    empty = geo.compare(OURS.iloc[:0], THEIRS.iloc[:0])
    assert "precision –" in comparison_map(empty).title
    assert "<!DOCTYPE html>" in comparison_map(empty).document()
