"""A report's dateline: what it is, and when it lends its place."""

from dataclasses import replace

import pytest

from geo.events.datelines import dateline


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cairo, Egypt (AP) — Rain fell.", ["Cairo", "Egypt"]),
        ("Cairo -- Rain fell.", ["Cairo"]),
        ("Cairo – Egypt closed the border.", ["Cairo"]),
        ("Cairo, July 16 (Reuters) - Rain fell.", ["Cairo"]),
        ("Cairo, Egypt, 16 July 2024 (Xinhua) -- Rain fell.", ["Cairo", "Egypt"]),
        ("Cairo (AFP), Sept. 3 — Rain fell.", ["Cairo"]),
        ("Cairo, Tuesday, March 3 – Rain fell.", ["Cairo"]),
        ("By Ana Ruiz and Li Wei, Cairo (AP) — Rain fell.", ["Cairo"]),
        ("By OMAR OKELLO Associated Press Cairo (AP) — Rain fell.", ["Cairo"]),
        ("By Tuesday Cairo was quiet — at last.", []),
        ("Cairo, July 16 million — Rain fell.", []),
        ("Cairo fell — at last.", []),
        ("Rain fell — in Cairo.", []),
        (
            "Cairo and Nairobi agreed on Monday to meet, the ministers of both said, before the year is out — or later.",
            [],
        ),
    ],
)
def test_dateline(make_doc, text, told):
    places, end = dateline(text, make_doc(text)._.places)
    assert [place.text for place in places] == told
    assert (end > 0) == bool(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CAIRO (AP) The premier slept.", 1),
        ("CAIRO, Ohio Police arrested him.", 2),
        ("CAIRO POLICE ARREST NINE", 0),
        ("Cairo Police arrested him.", 0),
        ("KENYA Airways flew.", 0),
    ],
)
def test_a_dateline_in_capitals_needs_no_dash(make_doc, text, told):
    doc = make_doc(text.replace("CAIRO", "Cairo").replace("KENYA", "Kenya"))
    places = [replace(p, text=text[p.start : p.end]) for p in doc._.places]
    assert len(dateline(text, places)[0]) == told


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("(Reuters) - Rain fell.", "Rain fell."),
        ("(Agence France-Presse) — Rain fell.", "Rain fell."),
        ("(It rained) - and fell.", "(It rained) - and fell."),
        ("(reuters) - Rain fell.", "(reuters) - Rain fell."),
        ("Rain fell (Reuters) - Again.", "Rain fell (Reuters) - Again."),
    ],
)
def test_a_dateline_without_a_place(text, body):
    places, end = dateline(text, [])
    assert (places, text[end:]) == ([], body)
    assert dateline(text, [], start=100) == ([], 100 + end)


@pytest.mark.parametrize(
    "dateline",
    [
        "Nairobi, July 9 (Reuters) - ",
        "(Reuters) - ",
        "Nairobi, Kenya (AP) — ",
        "By Ana Ruiz, Nairobi (AFP) — ",
    ],
)
def test_what_a_dateline_names_takes_no_part_and_its_day_is_that_of_the_report(code, dateline):
    (event,) = code(f"{dateline}Gunmen killed three guards.")
    assert [actor.name for actor in event.actors] == ["Gunmen"]
    assert [actor.name for actor in event.recipients] == ["guards"]
    assert event.when.text is None


def test_the_place_of_the_dateline_does_not_act(code):
    (event,) = code("Cairo, Egypt — Kenya bombed Mosul on Monday.")
    assert [actor.name for actor in event.actors] == ["Kenya"]
    assert {link.mention.text for link in event.places} == {"Kenya", "Mosul"}


def test_an_act_on_the_spot_without_a_place_is_there(code):
    (event,) = code("Cairo (AP) — Police arrested nine editors on Monday.")
    assert event.places[0].mention.text == "Cairo"
    assert event.places[0].inferred
    assert "most probable place of this event" in event.evidence["where"]


def test_a_town_whose_court_it_is_is_where(make_doc, code):
    (event,) = code("An editor was charged with treason in Cairo on Monday.")
    assert event.places[0].role == "location"
