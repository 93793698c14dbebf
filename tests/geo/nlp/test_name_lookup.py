"""Which runs of a report's words the gazetteer knows."""

import pytest

from gazetteer import store
from geo.nlp.name_lookup import by_offsets, look_up


@pytest.fixture(scope="session")
def known(name_words):
    """Return a function that gives the names in a text that the gazetteer knows."""

    def names(text):
        words = name_words(text)
        return {text[start:end] for start, end in by_offsets(words, look_up(text, words, store.default()))}

    return names


def test_every_site_of_the_tables_is_looked_up_whole(known):
    """Whatever small words, commas and apostrophes its name has."""
    unreached = []
    for place in store.default().places(kind="facility"):
        text = f"They left the {place.name} overnight."
        if place.name not in known(text):
            unreached.append(place.name)
    assert unreached == ["Texas A&M University"]  # "A&M said" is a firm or a university, "P&O" no place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nantes 0 Marseille 2", "Marseille 2"),
        ("Doctors went to Nyanza province.", "Nyanza province"),
        ("She spoke in Cork city on Friday.", "Cork city"),
    ],
)
def test_what_stands_behind_a_name_is_not_taken_for_a_part_of_it(known, text, name):
    assert name not in known(text)


def test_names_of_one_and_of_several_words(known):
    text = "Envoys flew from New York to Rio de Janeiro and the Isle of Man, then to Gyeonggi-do."
    assert {"New York", "Rio de Janeiro", "Isle of Man", "Gyeonggi-do"} <= known(text)


def test_the_answers_are_the_gazetteers(name_words):
    text = "It rained on Quito."
    words = name_words(text)
    found = look_up(text, words, store.default())
    ((first, last), matches) = next(iter(found.items()))
    assert (first, last) == (3, 4)
    assert matches == store.default().match("Quito")


def test_no_name_goes_over_the_end_of_a_sentence(known):
    assert "New York" not in known("They were new. New\n\nYork is old.")
    assert "San Jose" not in known("He is in San. Jose left.")


def test_an_article_begins_a_name_inside_a_sentence_only(known):
    assert "The Hague" in known("Envoys met in The Hague.")
    assert "The Hague" not in known("The Hague was quiet."), "a sentence may begin so of any place"
    assert "Hague" in known("The Hague was quiet.")


def test_a_particle_before_a_capital_belongs_to_the_name(known):
    assert "al Mukalla" in known("Ships left al Mukalla today.")


def test_a_text_without_capitals_is_read_too(known):
    text = (
        "floods killed nine people in mombasa on monday as kenya declared an emergency, they said in nairobi"
    )
    assert {"mombasa", "kenya", "nairobi"} <= known(text)
    assert "nine" not in known(text)


def test_small_words_are_no_names_where_capitals_are_written(known):
    assert known("It rained on the mombasa road near Quito.") == {"Quito"}


def test_nothing_is_known_of_nothing(known, check_rows):
    def check(text):
        assert known(text) == set()

    check_rows(["", " ", "...", "It rained.", "12 34"], check)


def test_a_run_of_capitals_is_work_in_proportion(name_words, work):
    def effort(count):
        text = "Quito " * count
        words = name_words(text)
        return work(lambda: look_up(text, words, store.default()))

    effort(50)
    assert effort(800) < 4.6 * effort(200)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cocoa from Côte d'Ivoire was cheap.", "Côte d'Ivoire"),
        ("Côte d’Ivoire’s ports were shut.", "Côte d’Ivoire"),
        ("A tram runs in Villeneuve d'Ascq now.", "Villeneuve d'Ascq"),
        ("A quake shook L'Aquila at night.", "L'Aquila"),
        ("Troops left Guinea-Bissau by sea.", "Guinea-Bissau"),
        ("Snow fell on Bishop's Stortford twice.", "Bishop's Stortford"),
    ],
    ids=["elided", "elided and possessive", "elided in a town", "article", "hyphen", "possessive inside"],
)
def test_names_with_apostrophes_and_hyphens_are_whole(known, text, name):
    assert name in known(text)


def test_an_apostrophe_in_a_small_word_begins_no_name(name_words):
    words = {
        word.text: word.capital for word in name_words("It isn't rock'n'Roll at five o'clock, d'Este said.")
    }
    assert words == {
        "It": True, "isn't": False, "rock'n'Roll": False, "at": False, "five": False, "o'clock": False,
        "d'Este": True, "said": False,
    }  # fmt: skip
