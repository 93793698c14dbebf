"""Sport and stories attack and kill without any event; a crime at a match is one all the same."""

from geo.events.genre import is_play

MATCH = "Peru won the match in Lima. Their striker scored twice. Chile attacked the home town from the start. Next is the final."
PLOT = "The film opens in Paris. The actor plays a spy who attacked Berlin. The director likes Mali. It is a comedy."
RIOT = (
    "The match in Lima was stopped. Police arrested two fans. A man was killed outside. The team flew home."
)


def test_sport_and_films_are_play(make_doc):
    assert is_play(make_doc(MATCH)) and is_play(make_doc(PLOT))


def test_a_crime_at_a_match_is_not(make_doc):
    assert not is_play(make_doc(RIOT))


def test_one_sentence_says_nothing_of_the_whole(make_doc):
    assert not is_play(make_doc("The film was stopped by gunmen in Lima."))


def test_a_sentence_told_again_weighs_once(make_doc):
    twice = "Police arrested two fans in Lima. The match was stopped."
    assert not is_play(make_doc(f"{twice} The match was stopped. The match was stopped."))


def test_play_has_no_attacks_and_a_riot_has(code):
    assert code(MATCH) == [] == code(PLOT)
    assert {event.type for event in code(RIOT)} >= {"COERCE"}


def test_what_the_detector_sees_in_sport_is_play():
    from geo.language import load, make_doc
    from geo.records import Report

    text = (
        "The home team opened up on the visitors in the first half of the match. The striker was placed on the bench. "
        "The coach called the game a war. The goal came late. Fans of the club sang after the final."
    )
    nlp = load()
    doc = nlp(make_doc(nlp, Report(id="r", text=text)))
    assert [event.type for event in doc._.events if event.type in ("ASSAULT", "SUPPORT", "AGREE")] == []
