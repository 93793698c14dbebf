"""Places of the network, corrected by the gazetteer, the report's people and the rest of the report."""

import pytest

from geo.spans import NamedSpan
from geo.toponyms.tagger import postprocessing as post
from geo.toponyms.tagger.span_extraction import TaggedName, TaggedPlace


def place(tagged, words, chance=0.9, *, demonym=False, at=0):
    first, last = tagged.span(words, at)
    start = tagged.text.index(words, at)
    return TaggedPlace(start, start + len(words), first, last, demonym, chance, "the tagger is sure")


def name(tagged, words, label="PERSON"):
    first, last = tagged.span(words)
    start = tagged.text.index(words)
    return TaggedName(first, last, NamedSpan(start=start, end=start + len(words), text=words, label=label))


def words(tagged, places):
    return [tagged.text[each.start : each.end] for each in places]


def test_a_name_that_the_tagger_split_is_one(tagged):
    found = tagged("in The Hague today", places={"The": 0.9, "Hague": 0.9})
    parts = [place(found, "The"), place(found, "Hague")]
    assert words(found, post.joined(found.tokens, found.scores, parts, found.known)) == ["The Hague"]


def test_the_rest_of_a_name_needs_a_chance_or_is_a_direction(tagged, check_rows):
    def check(row):
        text, part, chance, expected = row
        rest = "Khan" if "Khan" in text else "Southern"
        found = tagged(text, places={part: 0.9, rest: chance})
        given = [place(found, part)]
        assert words(found, post.joined(found.tokens, found.scores, given, found.known)) == [expected]

    check_rows(
        [
            ("in Khan Younis today", "Younis", post.JOINED + 0.01, "Khan Younis"),
            ("in Khan Younis today", "Younis", post.JOINED - 0.01, "Younis"),
            ("in Southern California today", "California", 0.01, "Southern California"),
        ],
        check,
    )


def test_without_a_part_there_is_nothing_to_join(tagged):
    found = tagged("in The Hague today")
    assert post.joined(found.tokens, found.scores, [], found.known) == []
    whole = [place(found, "The Hague")]
    assert post.joined(found.tokens, found.scores, whole, found.known) == whole


def sites(tagged, places=(), names=()):
    return words(tagged, post.sites(tagged.tokens, tagged.scores, places, names, tagged.known))


def test_the_whole_name_of_a_site_is_one(tagged):
    found = tagged("in the Aida refugee camp today", places={"Aida": 0.9})
    assert sites(found, [place(found, "Aida")]) == ["Aida refugee camp"]
    (site,) = post.sites(found.tokens, found.scores, [], [], found.known)
    assert site.chance == post.SITE


def test_no_site(tagged):
    text = "in the Aida refugee camp today"
    found = tagged(text)
    assert sites(found, [place(found, "Aida refugee camp")]) == []  # it is there
    assert sites(found, [place(found, "the Aida")]) == []  # cut through
    assert sites(found, names=[name(found, "the Aida refugee camp", "ORG")]) == []  # in a longer name
    assert sites(found, names=[name(found, "Aida refugee camp", "ORG")]) == []  # it acts
    there = tagged(text, literal=["Aida refugee camp"])
    assert sites(there, names=[name(there, "Aida refugee camp", "ORG")]) == ["Aida refugee camp"]
    assert sites(tagged("the Camp David Accords failed")) == []  # another name goes on
    assert sites(tagged("it rained in Quito")) == []


def test_who_is_a_person(tagged):
    found = tagged("Paris Whitlock left", places={"Paris": 0.9}, people={"Paris": 0.5, "Whitlock": 0.9})
    longer, alone = name(found, "Paris Whitlock"), name(found, "Paris")
    paris = place(found, "Paris")
    assert post.is_person(paris, post.names_by_token([longer]), found.scores)
    assert not post.is_person(paris, post.names_by_token([alone]), found.scores), "a place is likelier"
    assert post.is_person(place(found, "Paris", 0.4), post.names_by_token([alone]), found.scores)
    assert not post.is_person(
        paris, post.names_by_token([name(found, "Paris Whitlock", "ORG")]), found.scores
    )
    assert not post.is_person(paris, {}, found.scores)


def test_surnames_are_of_people_named_in_full(tagged):
    found = tagged("Austin Kigali met Lima of the Red Cross")
    people = [name(found, "Austin Kigali"), name(found, "Lima"), name(found, "Red Cross", "ORG")]
    assert post.surnames_of(people) == {"Kigali"}


@pytest.mark.parametrize(
    ("text", "chance", "namesake"),
    [
        ("later Kigali said", 0.9, True),
        ("later in Kigali they said", 0.9, False),
        ("later Kigali said", post.NAMESAKE, False),
        ("Kigali said", 0.9, True),
        ("later Nairobi said", 0.9, False),
    ],
    ids=["surname", "preposition", "sure", "first-word", "no-surname"],
)
def test_a_surname_alone_is_the_person(tagged, text, chance, namesake):
    found = tagged(text)
    town = "Kigali" if "Kigali" in text else "Nairobi"
    assert post.is_namesake(text, found.tokens, place(found, town, chance), frozenset({"Kigali"})) == namesake


def test_an_unsure_place_before_an_unknown_name_is_a_first_name(tagged):
    found = tagged("Rafa Zorblat left Rafa today")
    assert post.is_first_name(found.tokens, place(found, "Rafa", post.SURE - 0.01))
    assert not post.is_first_name(found.tokens, place(found, "Rafa", post.SURE))
    assert not post.is_first_name(found.tokens, place(found, "Rafa", 0.1, at=5))


def test_a_name_that_is_sure_elsewhere_is_taken_again(tagged):
    text = "in New York it rained. Then New York slept. New men"
    found = tagged(text, places={"New York": 0.9})
    first = place(found, "New York")
    again = found.span("New York", 10)
    assert list(post.repeated(text, found.tokens, found.scores, [first], {})) == []
    found.scores.places[slice(*again), 0] = _log(1 - post.REPEATED - 0.01)
    (more,) = post.repeated(text, found.tokens, found.scores, [first], {})
    assert (text[more.start : more.end], more.first, more.last) == ("New York", *again)
    person = TaggedName(*again, NamedSpan(start=28, end=36, text="New York", label="PERSON"))
    assert list(post.repeated(text, found.tokens, found.scores, [first], post.names_by_token([person]))) == []
    unsure = place(found, "New York", post.SURE - 0.01)
    assert list(post.repeated(text, found.tokens, found.scores, [unsure], {})) == []


def _log(chance):
    import math

    return math.log(chance)


@pytest.mark.parametrize(("chance", "is_found"), [(post.WITHIN - 0.01, False), (post.WITHIN + 0.01, True)])
def test_a_place_inside_an_organisation_needs_a_chance(tagged, chance, is_found):
    found = tagged("the Bank of Ghana closed", places={"Ghana": chance})
    bank = post.names_by_token([name(found, "Bank of Ghana", "ORG")])
    inside = list(post.inside(found.tokens, found.scores, [], bank, found.known))
    assert words(found, inside) == ["Ghana"] * is_found


def test_what_is_not_inside_an_organisation(tagged):
    found = tagged("the Bank of Ghana closed", places={"Ghana": 0.9})
    person = post.names_by_token([name(found, "Bank of Ghana")])
    whole = post.names_by_token([name(found, "Ghana", "ORG")])
    bank = post.names_by_token([name(found, "Bank of Ghana", "ORG")])
    for names, taken in ((person, []), (whole, []), ({}, []), (bank, [place(found, "Ghana")])):
        assert list(post.inside(found.tokens, found.scores, taken, names, found.known)) == []


def test_of_overlapping_places_the_surer_stands(tagged):
    found = tagged("in New York City today")
    longer, shorter = place(found, "New York City", 0.5), place(found, "York City", 0.9)
    assert post.apart([shorter, longer]) == [shorter]
    assert post.apart([place(found, "New York City", 0.9), shorter]) == [place(found, "New York City", 0.9)]
    assert words(found, post.apart([place(found, "City"), place(found, "New York")])) == ["New York", "City"]
    assert post.apart([]) == []
