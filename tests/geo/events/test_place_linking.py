"""Which role a place has by its preposition and position, and which place stands for the event."""

from dataclasses import replace

import pytest

from geo.events import coder


def roles(event):
    return {link.mention.text: link.role for link in event.places}


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        ("Police arrested two soldiers in Lima.", "Lima", "location"),
        ("Police arrested two soldiers in the besieged northern town of Idlib.", "Idlib", "location"),
        ("Gunmen killed three farmers near Aleppo.", "Aleppo", "location"),
        ("A car bomb exploded outside Mosul.", "Mosul", "location"),
        ("Warplanes bombed Aleppo.", "Aleppo", "location"),
        ("Artillery shelled the eastern Ukrainian city of Kharkiv.", "Kharkiv", "location"),
        ("In Idlib, gunmen killed three farmers.", "Idlib", "location"),
        ("Egypt delivered food to Khartoum.", "Khartoum", "destination"),
        ("Egypt delivered food to Khartoum via Aden.", "Aden", "transit"),
        ("Kenya withdrew its troops from Mogadishu.", "Mogadishu", "origin"),
        ("Peru condemned the riots.", "Peru", "actor"),
        ("Somali pirates kidnapped two sailors near Aden.", "Somali", "actor"),
        ("Ukraine expelled the ambassador of Mali.", "Mali", "actor"),
        ("France urged Kenya to open a road.", "Kenya", "actor"),
        ("France accused Iran of arming rebels in Yemen.", "Yemen", "subject"),
    ],
)
def test_role(code, text, place, role):
    found = [roles(event).get(place) for event in code(text)]
    assert role in found, found


def test_coordinated_places_share_their_preposition(code):
    (event,) = code("Warplanes carried out air strikes in Aleppo, Idlib and Damascus.")
    assert roles(event) == {"Aleppo": "location", "Idlib": "location", "Damascus": "location"}


def test_the_narrowest_location_stands_for_the_event(code):
    (event,) = code("Police arrested two soldiers in Ankara, Turkey.")
    assert event.places[0].mention.text == "Ankara"
    assert event.where.equals(event.places[0].mention.geometry)
    assert event.radius_m == event.places[0].mention.radius_m < event.places[1].mention.radius_m


def test_aid_goes_where_it_is_going(code):
    (event,) = code("A convoy in Cairo delivered food to Khartoum.")
    assert event.places[0].mention.text == "Khartoum"


def test_a_demonym_never_locates(code):
    (event,) = code("Turkish police arrested two soldiers.")
    assert event.where is None
    assert roles(event) == {"Turkish": "actor"}


def test_an_epithet_does_not_locate(code):
    (event,) = code("Police arrested the man whom papers called the Robin Hood of Lima.")
    assert event.where is None


def test_a_name_before_the_noun_is_whose_it_is(code):
    (event,) = code("Okello was killed in a Kenya air strike on Monday.")
    assert event.where is None
    assert roles(event)["Kenya"] == "actor"


def test_a_place_of_one_deed_is_not_that_of_another(code):
    first, second = code("Police arrested two soldiers in Lima, and gunmen killed a farmer in Aleppo.")
    assert "Aleppo" not in roles(first)
    assert "Lima" not in roles(second)


def test_the_place_of_the_deed_just_before_is_carried_and_marked(code):
    text = "Two soldiers were shot dead in Lima on Sunday. Police arrested a woman on Monday."
    second = code(text)[1]
    (link,) = second.places
    assert (link.mention.text, link.role, link.inferred) == ("Lima", "location", True)
    assert "one sentence earlier" in second.evidence["where"]


def test_but_not_to_what_is_at_a_place_that_nobody_knows(code):
    text = "Two soldiers were shot dead in Aleppo on Sunday. Troops captured the village of Tel Marunaq."
    assert code(text)[-1].where is None


def test_an_embedded_place_is_the_actors(make_doc):
    from dataclasses import replace

    from geo.actors.recogniser import find_actors
    from geo.events import coder

    doc = make_doc("Warplanes bombed a camp of the Mosul Brigade in Idlib.", organisations=["Mosul Brigade"])
    doc._.places = tuple(
        replace(m, role="embedded", within="Mosul Brigade") if m.text == "Mosul" else m for m in doc._.places
    )
    actors = find_actors(doc, mentions=doc._.places, names=doc._.names)
    (event,) = coder.code_annotated(doc, report=doc._.report, actors=actors, dates=[]).events
    assert roles(event) == {"Mosul": "actor", "Idlib": "location"}
    assert event.places[0].mention.text == "Idlib"


def test_an_attack_is_where_it_hits_and_not_where_it_came_from(code):
    (event,) = code("Militants in Yemen fired rockets into Somalia on Monday.")
    assert {link.mention.text: link.role for link in event.places} == {
        "Somalia": "location",
        "Yemen": "origin",
    }
    assert event.where is event.places[0].mention.geometry


def test_a_border_with_a_country_is_a_place_though_the_country_is_not(make_doc):
    text = "Peru closed its border with Chile on Monday."
    doc = make_doc(text)
    border = replace(
        doc._.places[1],
        role="metonymic",
        phrase_start=text.index("its"),
        place=replace(doc._.places[1].place, kind="border"),
    )
    doc._.places = (doc._.places[0], border)
    (event,) = coder.code_annotated(doc, report=doc._.report, actors=[], dates=[]).events
    assert [link.role for link in event.places if link.mention.text == "Chile"] == ["location"]


def test_a_site_that_is_the_subject_is_where_it_happens(code):
    (event,) = code("Ashdod Port will end aid deliveries next week.")
    assert roles(event)["Ashdod Port"] == "location"
    assert event.where is not None
    assert all(event.where is None for event in code("Mali will end aid deliveries next week."))


def test_local_authorities_are_of_the_country_where_they_act(code):
    (event,) = code("Police arrested two men in Mombasa.")
    assert [actor.country for actor in event.actors] == ["KE"]
    assert "from the place" in event.evidence["actors"]
    (event,) = code("French police arrested two men in Mombasa.")
    assert [actor.country for actor in event.actors] == ["FR"]
    (event,) = code("Police arrested two men.")
    assert [actor.country for actor in event.actors] == [""]
    (event,) = code("Gunmen killed two farmers in Mombasa.")
    assert all(actor.inferred for actor in event.actors), "who kills may be from elsewhere: nobody says so"


ROLES = [
    ("Kenya's air force bombed Aleppo on Monday.", {"Aleppo": "location", "Kenya": "actor"}),
    ("Gunmen shot men from Mali in Idlib on Monday.", {"Idlib": "location", "Mali": "subject"}),
    (
        "Envoys held talks between Egypt and Sudan in Cairo on Monday.",
        {"Cairo": "location", "Egypt": "actor", "Sudan": "actor"},
    ),
    ("Aleppo was bombed on Monday.", {"Aleppo": "location"}),
    ("Kandla was attacked by gunmen on Monday.", {"Kandla": "location"}),
    ("Egypt imposed sanctions on Mali on Monday.", {"Egypt": "actor", "Mali": "actor"}),
    ("Kenya called for aid to Somalia on Monday.", {"Kenya": "actor", "Somalia": "actor"}),
    ("Egypt appealed for help in Sudan on Monday.", {"Sudan": "destination", "Egypt": "actor"}),
    ("Militants marched through Idlib on Monday.", {"Idlib": "location"}),
    ("Egypt sent tents for Sudan on Monday.", {"Sudan": "destination", "Egypt": "actor"}),
    ("Egypt deported nine men to Sudan on Monday.", {"Sudan": "destination", "Egypt": "actor"}),
    ("Soldiers from Kenya attacked a camp near Idlib on Monday.", {"Idlib": "location", "Kenya": "subject"}),
    ("An earthquake struck Lima on Monday.", {"Lima": "location"}),
    ("The Lima quake killed nine people on Monday.", {"Lima": "location"}),
    ("Troops entered Idlib via Aleppo on Monday.", {"Idlib": "location", "Aleppo": "transit"}),
    (
        "Egypt signed a deal in Cairo with Sudan on Monday.",
        {"Cairo": "location", "Egypt": "actor", "Sudan": "actor"},
    ),
]


def test_all_places_of_an_event_and_the_one_that_stands_for_it(code, check_rows):
    """The first of the places is the primary one."""

    def check(row):
        text, expected = row
        (event,) = code(text)
        assert list(roles(event).items()) == list(expected.items())
        primary = next((link for link in event.places if link.role in ("location", "destination")), None)
        assert event.where is (primary and primary.mention.geometry)

    check_rows(ROLES, check)


def test_all_provinces_of_a_list_are_places_of_the_event(code):
    (event,) = code("Police arrested 14 men in the provinces of Jujuy, Salta and Mendoza.")
    assert roles(event) == {"Jujuy": "location", "Salta": "location", "Mendoza": "location"}


def test_a_country_that_moves_to_a_command_is_where_that_happens(code):
    (event,) = code("Sudan moved to the area of the African command in 2023.")
    assert (event.type, event.places[0].mention.text, event.places[0].role) == (
        "COOPERATE",
        "Sudan",
        "location",
    )


def test_what_a_phrase_measures_from_is_not_where_it_was(code):
    (event,) = code("Two soldiers were killed between Kupiansk and Svatove on Sunday.")
    assert {link.mention.text: link.role for link in event.places} == {
        "Kupiansk": "location",
        "Svatove": "subject",
    }
    assert event.where.geom_type == "LineString"
