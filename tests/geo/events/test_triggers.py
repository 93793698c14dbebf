"""Which words of a sentence make an event of a listed type."""

import pytest

from geo.events.triggers import GAP, positions
from geo.records import Actor


def names(matches):
    return [(each.kind.name, each.words) for each in matches]


def test_positions_of_spans(sentence):
    read = sentence("Ana Okello left Lima.")
    assert positions(read, [(0, 10)]) == {0, 1}
    assert positions(read, [(4, 5), (16, 20)]) == {1, 3}
    assert positions(read, [(3, 4), (50, 60)]) == frozenset()
    assert positions(read, []) == frozenset()


def test_marks_of_a_sentence(marked):
    text = "Premier Okello sent 3 soldiers and two Kenyan tents to Kenya and Lima."
    soldiers = Actor(text="soldiers", start=22, end=30, name="soldiers", role="MIL")
    read, marks = marked(text, actors=[soldiers], people=["Okello"])
    words = {name: [read.words[i].text for i in sorted(at)] for name, at in marks.positions.items()}
    assert words == {
        "@actor": ["Premier", "Okello", "soldiers"],  # a title is a part of the name
        "@force": ["soldiers"],
        "@country": ["Kenyan", "Kenya"],
        "@party": ["Premier", "Okello", "soldiers", "Kenyan", "Kenya", "Lima"],
        "@person": ["Premier", "Okello"],
        "@place": ["Kenyan", "Kenya", "Lima"],
        "@number": ["3", "two"],
        "@capital": ["Okello", "Kenyan", "Kenya", "Lima"],
    }


def test_verbs_nouns_and_phrases(found, check_rows):
    def check(row):
        text, *expected = row
        assert names(found(text)) == expected

    check_rows(
        [
            ("Police arrested two men.", ("COERCE-arrest", "arrested")),
            ("The arrest of two men was quick.", ("COERCE-arrest", "arrest of")),
            ("They accused the men of theft.", ("ACCUSE-allege", "accused the men of")),
            ("The ban on pork was lifted.", ("RETREAT", "ban on pork was lifted")),
            (
                "The ban was formally lifted.",
                ("RETREAT", "ban was formally lifted"),
            ),  # adverbs are passed over
            ("The ban was not lifted.", ("RETREAT", "ban was not lifted")),
            ("It rained.",),
            ("The Arrested Men played.",),  # a name
            ("The arrested men left.",),  # an adjective
        ],
        check,
    )


def test_of_triggers_that_share_a_word_the_longest_stays(found):
    assert names(found("A suicide bomber struck.")) != []
    (match,) = found("A car bomb exploded.")[:1]
    assert match.trigger.words >= 2
    matched = [i for match in found("A car bomb exploded in a bomb attack.") for i in match.matched]
    assert len(matched) == len(set(matched))


@pytest.mark.parametrize(("between", "count"), [(GAP, 1), (GAP + 1, 0)], ids=["six-words", "seven-words"])
def test_a_gap_passes_over_six_words(found, between, count):
    assert GAP == 6
    words = ["one", "two", "three", "four", "five", "six", "seven"][:between]
    text = f"They accused {' '.join(words)} of theft."
    assert len(found(text)) == count


@pytest.mark.parametrize(
    "stop", [";", ":", "—", ", and", ", but", "who"], ids=["semicolon", "colon", "dash", "and", "but", "who"]
)
def test_a_gap_ends_where_another_thought_begins(found, stop):
    assert found("They accused a man of theft.")
    assert found(f"They accused a man {stop} of theft.") == []


def test_an_imperative_of_saying_is_no_event(found):
    assert found("Call for a free leaflet.") == []


def test_sport_attacks_nobody_and_a_crush_at_a_match_is_one(found):
    text = "Rebels attacked the town."
    assert [match.kind.root for match in found(text)] == ["ASSAULT"]
    assert found(text, play=True) == []
    assert found("The striker attacked before the goal and the match.") == []
    crush = "A crush at the church killed nine fans."
    assert "HAZARD" in [match.kind.root for match in found(crush)]
    assert "HAZARD" not in [match.kind.root for match in found(crush, play=True)]


def test_conditions_look_so_far(found, check_rows):
    """`after` reaches 6 words, `before` 4, `next` 1; `near` the clause, and `not_near` the sentence."""

    def check(row):
        text, word, is_found = row
        assert any(match.words.startswith(word) for match in found(text)) == is_found

    check_rows(
        [
            ("They killed zig zig zig zig zig men.", "killed", True),
            ("They killed zig zig zig zig zig zig men.", "killed", False),
            ("The president held a peace zig zig zig conference in Lima.", "conference", True),
            ("The president held a peace zig zig zig zig conference in Lima.", "conference", False),
            ("The president met in Lima.", "met", True),
            ("The president met zig in Lima.", "met", False),
            ("The president left; farmers met in Lima.", "met", False),  # of another clause
            ("They praised zig.", "praised", False),
            ("The president praised the government.", "praised", True),
            ("The president praised the government, and the film began.", "praised", False),
        ],
        check,
    )


def test_an_article_before_a_measured_class_is_passed_over(found):
    assert found("Kenya accused the Mali of theft.", actors=["Kenya", "Mali"])
    assert found("Kenya accused Mali of theft.", actors=["Kenya", "Mali"])


def test_triggers_come_in_the_order_of_the_text(found):
    matches = found("Police arrested two men, rebels bombed a bank and Kenya condemned it.", actors=["Kenya"])
    assert [match.first for match in matches] == sorted(match.first for match in matches)
    assert [match.kind.root for match in matches] == ["COERCE", "ASSAULT", "ACCUSE"]
