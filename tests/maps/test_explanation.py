"""What `dateline explain` prints."""

from dataclasses import replace

from geo.event_set import EventSet
from geo.records import Actor, Candidate, FieldScores, Report
from maps.explanation import explain_at


def lines(mention, text="We treated Gao."):
    found = EventSet((Report(id="r1", text=text),), (), (mention,))
    return "".join(explain_at(found, mention.start)).splitlines()


def test_each_candidate_has_what_spoke_for_it_and_against_it_by_weight(make_mention):
    given = make_mention()
    features = {"isolated": -1.65, "is settlement": 1.07, "population": 3.41, "first": 0.04, "capital": 0.05}
    place = replace(given.place, population=432_587)
    shown = lines(
        replace(given, place=place, candidates=(Candidate(place=place, score=0.97, features=features),))
    )
    at = next(n for n, line in enumerate(shown) if line.startswith("  1. "))
    assert shown[at].endswith("probability 0.97")
    assert [line.strip() for line in shown[at + 1 :]] == [
        "For it:",
        "It has 432,587 inhabitants (+3.41).",
        "It is a city or town (+1.07).",
        "Smaller observations (+0.09).",
        "Against it:",
        "No other place of the report lies near it (-1.65).",
    ]


def test_a_feature_of_an_older_version_keeps_its_name(make_mention):
    given = make_mention()
    shown = lines(
        replace(given, candidates=(Candidate(place=given.place, score=0.5, features={"near 60": 1.21}),))
    )
    assert shown[-1].strip() == "Near 60 (+1.21)."


def test_a_mention_without_a_place_says_so_on_one_line(make_mention):
    given = replace(make_mention(), text="Gao\n\x1b[2J", place=None, geometry=None, reason="")
    shown = lines(given)
    assert shown[0].startswith("“Gao [2J” (") and shown[0].endswith("was not resolved to a place.")
    assert "  Why: No reason is known." in shown and "  Nothing is drawn." in shown


def test_where_nothing_was_found_it_says_so(make_mention):
    assert "".join(explain_at(EventSet((Report(id="r1", text="Rain."),), (), ()), 2)) == (
        "No place and no event was found at character 2.\n"
    )


def test_it_says_how_each_participant_was_read(make_event):
    text = "He fired."
    actor = Actor(
        text="He",
        start=0,
        end=2,
        name="Ben\x1b Okello",
        country="KE",
        role="MIL",
        why="pronoun of Ben\nOkello",
    )
    event = replace(
        make_event(actors=(actor,), recipients=(Actor(text="men", start=0, end=3, name="men"),)), report="r1"
    )
    shown = "".join(explain_at(EventSet((Report(id="r1", text=text),), (event,), ()), event.start))
    assert "  Actor: “He” (Ben Okello, KE, MIL), pronoun of Ben Okello.\n" in shown
    assert "  Recipient: “men” (men).\n" in shown


def test_the_scores_of_the_fields_are_told_where_they_are_known(make_event):
    def told(scores):
        event = make_event(scores=scores)
        found = EventSet((Report(id="r1", text=event.sentence),), (event,), ())
        return [line.strip() for line in explain_at(found, event.start) if "Scores" in line]

    known = FieldScores(type=0.8, parties=0.456, day=0.9, place=None, whole=0.3)
    assert told(known) == ["Scores of its fields: participants 0.46, date 0.90, all of it 0.30."]
    assert told(FieldScores()) == []
