"""Countries that are lent: to police and villagers from the place or the scene, never to guests or to many."""

from dataclasses import replace

import pytest

from geo.actors.affiliation import FocusCountry, assign_countries, focus_country
from geo.events.field_comparison import participants_match


def parties(events, trigger):
    [event] = [event for event in events if any(trigger in mention.text for mention in event.mentions)]
    return event, {
        actor.text: (actor.country, actor.inferred) for actor in (*event.actors, *event.recipients)
    }


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Police arrested a baker in Bogota.", "arrested", {"Police": ("CO", True)}),
        ("Soldiers attacked villagers near Bamako.", "attacked", {"Soldiers": ("ML", True), "villagers": ("ML", True)}),
        ("French soldiers attacked villagers outside Mombasa.", "attacked",
         {"French soldiers": ("FR", False), "villagers": ("KE", True)}),
        ("Rebels killed two hostages near Bamako.", "killed", {"Rebels": ("ML", True), "hostages": ("", False)}),
        ("Gunmen abducted two tourists in Aden.", "abducted", {"Gunmen": ("YE", True), "tourists": ("", False)}),
    ],
)  # fmt: skip
def test_who_has_no_country_is_of_the_place_of_the_event(code, text, trigger, expected):
    event, found = parties(code(text), trigger)
    assert {name: found.get(name) for name in expected} == expected
    lent = [name for name, (country, inferred) in expected.items() if inferred]
    assert all(f"“{name}”" in event.evidence["actors"].partition(" The country of ")[2] for name in lent)
    assert ("is inferred from the place of the event." in event.evidence["actors"]) == bool(lent)


def test_the_scene_lends_where_the_event_has_no_place(code):
    events = code("Fighting raged in Aleppo on Monday. Damascus was calm. The police arrested nine men.")
    _, found = parties(events, "arrested")
    assert found["police"] == ("SY", True)


def test_a_report_from_two_countries_has_no_scene(code):
    events = code("Troops left Aleppo on Monday. Others went to Ankara. The police arrested nine men.")
    _, found = parties(events, "arrested")
    assert found["police"] == ("", False)


def test_guests_at_talks_are_not_of_the_place_where_they_meet(code):
    events = code("Rebels from Syria fled Aleppo. Damascus burned. The ministers met in Geneva on Monday.")
    _, found = parties(events, "met")
    assert found and all(not country for country, _ in found.values())


def test_what_is_lent_speaks_for_no_merging(code):
    told = (
        "Gunmen attacked a nurse in Kabul on Monday.",
        "Soldiers attacked Sara Amin in Kabul on Monday.",
    )
    [first], [second] = (code(text, report=text[:6]) for text in told)
    assert first.actors[0].country == second.actors[0].country == "AF"
    named = replace(first.actors[0], name="Group A")
    assert not participants_match((named,), second.actors)
    stated = (replace(actor, inferred=False) for actor in (named, second.actors[0]))
    assert participants_match(*((actor,) for actor in stated))


def test_the_scene_needs_three_places_in_five(make_doc):
    peru, chile = make_doc("Peru and Chile")._.places
    assert focus_country([peru, peru, chile]) == FocusCountry(
        "PE", "the places that the report names", is_scene=True
    )
    assert focus_country([peru, chile]) == FocusCountry()
    assert focus_country([peru, chile], dateline=chile) == FocusCountry("CL", "the dateline", is_scene=True)
    [peruvian] = make_doc("Peruvian")._.places
    assert focus_country([peruvian]) == FocusCountry("PE", "the places that the report names")
    assert focus_country([]) == FocusCountry()


def test_an_event_without_anybody_stays_as_it_is(code):
    for event in code("A bomb exploded in Kabul on Monday."):
        assert assign_countries(event, FocusCountry()) is event


def named(make_mention, *countries):
    """Make a mention for each country code; a role may follow it, as in "KE demonym"."""
    made = []
    for each in countries:
        code, _, role = each.partition(" ")
        place = replace(make_mention().place, country=code)
        made.append(make_mention(place=place if code else None, role=role or "literal"))
    return made


@pytest.mark.parametrize(
    ("countries", "home"),
    [
        ([], ""), ([""], ""), (["KE"], "KE"), (["KE", "UG"], ""),
        (["KE"] * 3 + ["UG"] * 2, "KE"),  # three in five
        (["KE"] * 4 + ["UG"] * 3, ""),
        (["KE", "UG demonym"], "KE"), (["KE", "UG demonym", "UG metonymic"], ""),  # a location counts twice
        (["", "KE"], "KE"), (["XX"], ""),
    ],
)  # fmt: skip
def test_a_report_is_about_the_country_of_three_in_five_of_its_places(make_mention, countries, home):
    assert focus_country(named(make_mention, *countries)).country == home


def test_a_dateline_counts_as_two_places(make_mention):
    [dateline] = named(make_mention, "KE")
    assert focus_country([], dateline).country == "KE"
    assert focus_country(named(make_mention, "UG"), dateline).country == "KE"
    assert focus_country(named(make_mention, "UG", "UG"), dateline).country == ""
    assert focus_country(named(make_mention, *["UG"] * 3), dateline).country == "UG"
    assert focus_country(named(make_mention, "UG"), replace(dateline, place=None)).country == "UG"


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Okello accused Peru of arming smugglers.", "accused", "Okello"),
        ("Senator Ana Ruiz threatened to impose tariffs on Kenya.", "threatened", "Senator Ana Ruiz"),
        ("Rebels attacked Mali.", "attacked", "Rebels"),
        ("The minister warned Turkey that the border would close.", "warned", "minister"),
    ],
)
def test_nobody_is_of_the_country_that_is_acted_upon(code, text, trigger, name):
    _, found = parties(code(text), trigger)
    assert found[name] == ("", False)


def test_somebody_s_name_is_of_the_country_of_the_dateline(code):
    _, found = parties(code("NAIROBI, Kenya — Omar Okello condemned the verdict."), "condemned")
    assert found["Omar Okello"] == ("KE", True)


def test_nor_in_what_else_somebody_does(code):
    text = "Ruiz threatened Kenya with tariffs. Rain fell on Nairobi. Ruiz then condemned the union."
    for event in code(text):
        assert [actor.country for actor in event.actors if actor.name == "Ruiz"] in ([], [""]), event.type


def test_whom_somebody_meets_says_nothing_of_them(code):
    [event] = code("Omar Okello met Peruvian ministers on Monday.")
    assert [(actor.name, actor.country) for actor in event.actors] == [
        ("Omar Okello", ""),
        ("Peruvian ministers", "PE"),
    ]
