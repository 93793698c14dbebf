"""The participants of an event as they were read, and how likely exactly these are right."""

import pytest

from geo.events.reader.known_actors import KnownActors
from geo.events.reader.parties import Judge, bundled, parties
from geo.plover import ROOTS
from geo.records import Actor
from geo.spans import EventArgument, EventWord

RULES = 0.2
"""What the word of the rules adds to a probability here."""
TEXT = "Customs officers detained a smuggler and her brother near the pier."


class Told(Judge):
    """Takes the reader's probabilities, and a little more where the rules agree."""

    def __init__(self):
        super().__init__({"actor": {}, "recipient": {}, "least": 0.5, "least alone": 0.4})

    def chances(self, match, candidates):
        return [
            (
                each.phrase.actor + RULES * each.features["actor by rules"],
                each.phrase.recipient + RULES * each.features["recipient by rules"],
            )
            for each in candidates
        ]


def spot(words):
    start = TEXT.index(words)
    return start, start + len(words)


def argument(words, actor, recipient):
    start, end = spot(words)
    return EventArgument(start=start, end=end, actor=actor, recipient=recipient)


def named(words):
    start, end = spot(words)
    return Actor(text=words, start=start, end=end, name=words)


@pytest.fixture
def read(found):
    """Return a function that reads the parties of the text's arrest from the arguments that it is given."""
    (match,) = found(TEXT)
    start, end = spot("detained")

    def made(*arguments, by_rules=((), ())):
        word = EventWord(start=start, end=end, chances=(0.5,) * len(ROOTS), arguments=arguments)
        return parties(match, [word], KnownActors(TEXT, ()), (), by_rules, judge=Told())

    return made


def names(made):
    return [actor.name for actor in made.actors], [actor.name for actor in made.recipients]


def test_the_probability_is_that_of_the_chosen_and_of_none_but_them(read):
    made = read(
        argument("Customs officers", 0.9, 0.0), argument("smuggler", 0.0, 0.8), argument("pier", 0.1, 0.1)
    )
    assert names(made) == (["Customs officers"], ["smuggler"])
    assert made.chance == pytest.approx(0.9 * 0.8 * 0.8)
    assert not made.supported


def test_the_probability_that_nobody_takes_part(read):
    made = read(argument("pier", 0.2, 0.1))
    assert names(made) == ([], [])
    assert made.chance == pytest.approx(0.7)
    assert read().chance == 1.0


def test_the_word_of_the_rules_counts_beside_the_readers(read):
    made = read(argument("Customs officers", 0.3, 0.0), by_rules=((named("Customs officers"),), ()))
    assert names(made) == (["Customs officers"], [])
    assert made.chance == pytest.approx(0.3 + RULES)
    assert made.supported
    assert names(read(argument("Customs officers", 0.3, 0.0))) == ([], [])


def test_the_word_of_the_rules_alone_is_not_enough_without_weight(read):
    made = read(by_rules=((named("Customs officers"),), ()))
    assert names(made) == ([], [])
    assert made.chance == pytest.approx(1 - RULES)


def test_the_bundled_weights_take_the_readers_word_and_that_of_the_rules(found):
    judge = bundled()
    sure = {"actor": 4.0, "recipient": -4.0, "in the sentence": 1.0, "before": 1.0, "verb": 1.0}
    doubtful = sure | {"actor": -1.0}
    assert judge.slot(judge.chances_of(sure)) == 0
    assert judge.slot(judge.chances_of(doubtful)) is None
    assert judge.chances_of(doubtful | {"actor by rules": 1.0})[0] > judge.chances_of(doubtful)[0]


def test_a_phrase_without_a_name_gets_that_of_what_it_refers_to():
    text = "Ana Vargas arrived. The minister resigned."
    known = KnownActors(text, [Actor(text="Ana Vargas", start=0, end=10, name="Ana Vargas", country="CL")])
    phrase = EventArgument(start=24, end=32, actor=0.9, recipient=0.0, antecedents=((0, 10),))
    made = known.read(phrase, ())
    assert (made.text, made.name, made.country, made.why) == (
        "minister",
        "Ana Vargas",
        "CL",
        "description of Ana Vargas",
    )


def test_a_pronoun_that_refers_to_nobody_is_unresolved(read):
    assert read(argument("her", 0.0, 0.9)).unresolved
    assert not read(argument("smuggler", 0.0, 0.9)).unresolved


def test_a_trigger_that_was_not_read_has_no_parties_here(found):
    (match,) = found(TEXT)
    assert parties(match, [], KnownActors(TEXT, ()), (), ((), ()), judge=Told()) is None


def test_nobody_is_named_as_an_attacker_on_a_guess(found):
    text = "Okello described the strike on Mosul."
    (match,) = found(text)
    assert match.kind.root == "ASSAULT"
    start = text.index("strike")

    def read(chance):
        argument = EventArgument(start=0, end=6, actor=chance, recipient=0.0)
        word = EventWord(start=start, end=start + 6, chances=(0.5,) * len(ROOTS), arguments=(argument,))
        return names(parties(match, [word], KnownActors(text, ()), (), ((), ()), judge=Told()))

    assert read(0.75) == ([], [])
    assert read(0.85) == (["Okello"], [])


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("In 1995, 8,000 were killed by the rebels in Lima.", ["rebels"], ["8,000"]),
        ("The 26-year-old was arrested by police in Nairobi.", ["police"], ["26-year-old"]),
        ("Trump's wife criticized the police.", ["Trump's wife"], ["police"]),
    ],
    ids=["number", "hyphens", "owner"],
)
def test_words_stay_whole_and_owners_take_no_part(code, text, actors, recipients):
    (event,) = code(text)
    assert ([a.name for a in event.actors], [a.name for a in event.recipients]) == (actors, recipients)
