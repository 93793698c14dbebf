"""What the reader of events sees that no list has, and whom it takes for the participants."""

import pytest

from geo import plover
from geo.events import confidence
from geo.events.reader import reading
from geo.language import load, make_doc
from geo.records import Report
from geo.spans import STATUSES


@pytest.fixture(scope="module")
def nlp():
    return load()


@pytest.fixture
def read(nlp):
    return lambda text: nlp(make_doc(nlp, Report(id="r", text=text)))


@pytest.mark.parametrize(
    ("text", "word", "root"),
    [
        (
            "Gunmen opened up on a bus near Gashua on Friday, leaving eleven farmers dead.",
            "opened",
            "ASSAULT",
        ),
        ("The officer was placed on leave in Accra on Monday after the complaint.", "placed", "RETREAT"),
        ("Thousands filled the streets of Tunis on Sunday over the price of bread.", "streets", "PROTEST"),
        ("Deputies took a man into custody in Denver.", "custody", "COERCE"),
    ],
)
def test_deeds_in_words_that_are_not_listed_are_seen(read, text, word, root):
    at = text.index(word)
    near = [each for each in read(text)._.event_words if abs(each.start - at) < 16]
    best = max((chance, plover.ROOTS[i]) for each in near for i, chance in enumerate(each.chances))
    assert best[1] == root
    assert best[0] > 0.3


@pytest.mark.parametrize(
    "text",
    [
        "The recipe from Lima asks for two onions and a pinch of salt.",
        "It rained in Accra for most of the week, and the market was quiet.",
    ],
)
def test_where_nothing_is_done_nothing_is_seen(read, text):
    assert all(sum(each.chances) < 0.5 for each in read(text)._.event_words)
    assert read(text)._.events == ()


def test_probabilities_are_probabilities(read):
    words = read("Police arrested nine men in Ankara after the attack.")._.event_words
    assert words
    for word in words:
        assert len(word.chances) == len(plover.ROOTS)
        assert len(word.statuses) == len(STATUSES)
        assert sum(word.statuses) == pytest.approx(1, abs=0.01)
        assert 0 <= sum(word.chances) <= 1 + 1e-3
        for argument in word.arguments:
            assert reading.LEAST_ROLE <= max(argument.actor, argument.recipient) <= 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [("The way to the market is an hour long.", []), ("A raid in chess is nothing new.", ["raid"])],
)
def test_words_that_may_tell_an_event_are_kept_and_those_of_the_lists(read, text, kept):
    words = read(text)._.event_words
    assert [
        text[w.start : w.end]
        for w in words
        if sum(w.chances) >= reading.LEAST or text[w.start : w.end] in kept
    ] == kept


def test_arguments_are_noun_phrases_without_articles(read):
    text = "On Sunday the two masked gunmen shot a young farmer near Gashua."
    (word,) = [w for w in read(text)._.event_words if text[w.start : w.end] == "shot"]
    told = {
        text[a.start : a.end]: a.actor > a.recipient
        for a in word.arguments
        if max(a.actor, a.recipient) > 0.5
    }
    assert told == {"two masked gunmen": True, "young farmer": False}


def test_a_pronoun_refers_to_an_earlier_phrase(read):
    text = "Foreign Minister Adaeze Okoro arrived in Quito on Monday. She met her counterpart there."
    (word,) = [w for w in read(text)._.event_words if text[w.start : w.end] == "met"]
    she = next(a for a in word.arguments if text[a.start : a.end] == "She")
    assert any("Okoro" in text[start:end] for start, end in she.antecedents)


def test_arguments_of_a_repeated_sentence_lie_in_the_copy(read):
    sentence = "Two masked gunmen shot a young farmer near Gashua."
    text = f"{sentence} It rained all day there. {sentence}"
    words = [w for w in read(text)._.event_words if text[w.start : w.end] == "shot"]
    assert len(words) == 2
    first, second = ([(a.start, a.end, a.actor) for a in word.arguments] for word in words)
    shift = text.rindex(sentence)
    assert second == [(start + shift, end + shift, actor) for start, end, actor in first]


def test_windows_without_names_are_read_too(read):
    text = "the men beat a guard with sticks and set fire to his hut before dawn, a neighbour said"
    assert any(sum(word.chances) > 0.5 for word in read(text)._.event_words)


def test_rules_alone_ask_no_detector():
    nlp = load(fast=True)
    doc = nlp(make_doc(nlp, Report(id="r", text="Police arrested nine men in Ankara.")))
    assert doc._.event_words is None
    assert [event.type for event in doc._.events] == ["COERCE"]


def test_entities_of_another_pipeline_stay_and_events_are_detected(nlp):
    from spacy.tokens import Span

    doc = make_doc(nlp, Report(id="r", text="Gunmen opened up on a bus near Gashua."))
    doc.ents = [Span(doc, 7, 8, label="GPE")]
    doc = nlp(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Gashua", "GPE")]
    assert doc._.event_words


def test_the_evidence_says_that_the_detector_found_it_and_how_sure(read):
    (event,) = read("Gunmen opened up on a bus near Gashua on Friday, leaving eleven farmers dead.")._.events
    assert event.type == "ASSAULT"
    assert "The event detector reads" in event.evidence["type"]


def test_words_of_events_survive_packing(nlp, read):
    from spacy.tokens import Doc

    doc = read("Police arrested nine men in Ankara.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.event_words == doc._.event_words


def test_the_best_event_of_a_sentence_alone_stays_with_its_low_score(read):
    alone = "Two brothers were booked on weapons charges in Denver."
    more = f"{alone} It rained in Denver for most of the week, and the market was quiet."
    assert [event.score >= confidence.bundled().least_alone for event in read(alone)._.events] == [True]
    assert all(event.score >= confidence.bundled().least for event in read(more)._.events)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two brothers were booked on weapons charges in Denver.",
        "Guards were held at gunpoint in a bank in Lagos.",
        "Kenya will soon cease patrols in southern Somalia.",
        "The residents of a suburb of Manila were told to leave.",
        "A boycott in Chile failed to win support.",
    ],
)
@pytest.mark.parametrize(
    ("once", "twice"),
    [
        ("{0}", "{0} {0}"),
        ("{0}", "{0}\n\n{0}\n\n{0}"),
        ("{0} It rained in the afternoon.", "{0} It rained in the afternoon. {0}"),
        ("It rained in the afternoon. {0}", "It rained in the afternoon. {0} {0}"),
    ],
)
def test_a_sentence_told_twice_loses_none_of_its_events(read, sentence, once, twice):
    one, two = read(once.format(sentence)), read(twice.format(sentence))
    told = [event.type for event in one._.events]
    assert {event.type for event in two._.events} == set(told)
    copies = twice.count("{0}")
    assert sum(len(event.mentions) for event in two._.events) == copies * sum(
        len(event.mentions) for event in one._.events
    )
