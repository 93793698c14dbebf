"""Mentions of one event merge, other events stay apart, and nothing that was told is lost."""

import datetime
from dataclasses import replace
from itertools import permutations

import pytest
import shapely

from geo.events import confidence
from geo.events.attribution import attribute
from geo.events.coreference import MentionInText, cluster_mentions, merge
from geo.events.event_identity import can_be_same
from geo.records import Actor, EventMention, FieldScores, PlaceLink, When


def join(*events):
    return attribute(events)


def of(events, root):
    return [event for event in events if event.type == root]


def test_one_attack_told_three_times(code):
    text = (
        "The general described the recent strike targeting Omar Hadi. "
        "The strike targeting Hadi and Musa Ali was a surprise. "
        "The army confirmed on Sunday that Ali was killed in the air strike near Idlib."
    )
    (event,) = of(code(text), "ASSAULT")
    assert len(event.mentions) >= 3
    assert event.places[0].mention.text == "Idlib"
    assert event.when.end == datetime.date(2024, 7, 14)
    assert event.mode == "aerial"


def test_killed_and_wounded_in_an_attack_is_one(code):
    text = "Gunmen killed five soldiers and wounded ten civilians in an attack in Mosul on Monday."
    (event,) = of(code(text), "ASSAULT")
    assert len(event.mentions) >= 2


def test_the_killed_of_one_and_the_wounded_of_others_are_two_attacks(code):
    text = "Gunmen killed five soldiers, and soldiers wounded ten herders near Mosul on Monday."
    assert len(of(code(text), "ASSAULT")) == 2


def test_a_call_is_no_meeting(code):
    text = "Ito spoke by phone with Ruiz on Monday. They had met in Lima last week, officials said of the meeting."
    assert {event.mode for event in of(code(text), "CONSULT")} > {"phone"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Rebels attacked villagers in Aleppo. Police attacked students in Aleppo.", 2),
        ("Gus Weber shot Carl Costa in Lagos on Monday. Nora Haddad shot Ada Marsh in Lagos on Monday.", 2),
        ("Rebels attacked a base. Rebels kidnapped a mayor.", 2),
        ("Rebels attacked villagers in Aleppo. The villagers were attacked by rebels on Monday.", 1),
    ],
    ids=["others-to-others", "two-killers", "attack-and-abduction", "one-attack"],
)
def test_what_others_did_to_others_is_another_event(code, text, count):
    assert len(of(code(text), "ASSAULT")) == count


def test_a_definite_noun_takes_up_what_was_told(code):
    text = "Rebels attacked a bank in Aleppo on Monday. The attack shocked the town."
    (event,) = of(code(text), "ASSAULT")
    assert [actor.name for actor in event.actors] == ["Rebels"]
    assert [mention.text for mention in event.mentions] == ["attacked", "attack"]


def test_a_headline_and_its_story(code):
    text = "Soldiers arrested in Lima\n\nPolice arrested two soldiers in Lima on Monday."
    (event,) = of(code(text), "COERCE")
    assert event.when.start == datetime.date(2024, 7, 15)


def test_other_places_are_other_events(code):
    text = "A car bomb exploded in Mosul on Monday. A car bomb exploded in Lahore on Monday."
    assert len(of(code(text), "ASSAULT")) == 2


def test_other_days_are_other_events(code):
    text = "Warplanes bombed Aleppo on Monday. Warplanes bombed Aleppo on Saturday."
    assert len(of(code(text), "ASSAULT")) == 2


def test_other_victims_are_other_events(code):
    text = "Police arrested Omar Hadi in Lima. Police arrested Musa Ali in Lima."
    assert len(of(code(text), "COERCE")) == 2


def test_a_war_swallows_no_single_attack(code):
    text = "The war against al-Shabaab in Somalia goes on. An air strike on al-Shabaab near Mogadishu came on Monday."
    assert len(of(code(text), "ASSAULT")) == 2


def test_across_reports(code):
    text = "A car bomb exploded in Mosul on Monday, killing nine soldiers."
    again = "Iraqi police cleared the street where a car bomb exploded in Mosul on Monday."
    far = "A car bomb exploded in Lahore on Monday."
    events = [
        e
        for name, t in (("a", text), ("b", again), ("c", far))
        for e in code(t, report=name)
        if e.type == "ASSAULT"
    ]
    merged = merge(events)
    assert len(merged) == 2
    assert {mention.report for mention in merged[0].mentions} == {"a", "b"}


def test_undated_events_of_two_reports_stay_apart(code):
    events = [e for name in "ab" for e in code("A car bomb exploded in Mosul.", report=name)]
    assert len(merge(events)) == 2


def test_no_mention_is_lost_and_merging_is_idempotent(code):
    text = (
        "Gunmen killed five soldiers in Mosul on Monday. The attack wounded ten. Police arrested two soldiers in Lima. "
        "Gunmen killed two farmers in Mosul on Monday. Kenya and Peru signed a treaty in Nairobi in 2019."
    )
    events = code(text)
    assert merge(events) == events
    starts = [mention.start for event in events for mention in event.mentions]
    assert len(starts) == len(set(starts))


def test_order_of_reports_changes_no_number(code):
    parts = [
        code(text, report=name)
        for name, text in (
            ("a", "A car bomb exploded in Mosul on Monday."),
            ("b", "The car bomb in Mosul on Monday killed nine soldiers."),
            ("c", "Police arrested two soldiers in Lima on Monday."),
        )
    ]
    counts = {len(merge([event for part in order for event in part])) for order in permutations(parts)}
    assert len(counts) == 1


def test_negated_is_not_the_same(code):
    (yes,) = code("Police arrested two soldiers in Lima on Monday.")
    (no,) = code("Police did not arrest two soldiers in Lima on Monday.")
    assert not can_be_same(yes, no)
    assert can_be_same(yes, yes)


def test_empty():
    assert merge([]) == []


def test_parties_are_kept_once(make_event):
    event = make_event()
    (merged,) = merge([event, event])
    assert merged.actors == event.actors
    assert len(merged.mentions) == len(event.mentions)


def test_neighbours_are_not_one_place(code):
    found = code("Jets bombed depots in Syria on Monday. Jets bombed camps in Iraq on Monday.")
    assert len([event for event in found if event.type == "ASSAULT"]) == 2


def test_two_days_told_of_one_killing_are_one_event_that_keeps_both(code):
    first = "Gunmen killed Ana Lopez in Lima on Monday."
    second = "On Sunday gunmen killed Ana Lopez in Lima, the mayor said."
    (event,) = code(f"{first} {second}")
    assert len(event.mentions) == 2
    assert event.when.text != event.other_dates[0].text
    assert {event.when.text, event.other_dates[0].text} == {"Monday", "Sunday"}
    assert "different date" in event.evidence["when"]


def test_attacks_of_two_days_on_one_town_are_two(code):
    found = code("Gunmen attacked soldiers in Lima on Monday. Gunmen attacked soldiers in Lima on Sunday.")
    assert [event.other_dates for event in found] == [(), ()]


@pytest.mark.parametrize(
    ("lat", "step", "same"),
    [
        (70.0, (1.0, 0.0), True),  # 38 km to the east, a degree of longitude
        (70.0, (0.0, 0.4), True),  # 45 km to the north
        (70.0, (1.6, 0.0), False),  # 61 km
        (5.0, (0.49, 0.0), False),  # 54 km
        (5.0, (0.4, 0.0), True),
    ],
)
@pytest.mark.parametrize("lon", [20.0, 179.8])
def test_how_near_two_places_are_is_measured_in_metres(make_event, lon, lat, step, same):
    east = (lon + step[0] + 180) % 360 - 180
    first = make_event(where=shapely.Point(lon, lat))
    second = make_event(where=shapely.Point(east, lat + step[1]))
    assert can_be_same(first, second) == same


@pytest.fixture
def pair(make_event, make_mention):
    """Return a function that makes two mentions of one report in two sentences, alike but for what is given."""

    def located(place_id, lon, *, country="CD", inferred=False, kind="settlement"):
        mention = make_mention(geometry=shapely.Point(lon, -4.3))
        mention = replace(mention, place=replace(mention.place, id=place_id, country=country, kind=kind))
        return {
            "where": mention.geometry,
            "places": (PlaceLink(mention=mention, role="location", inferred=inferred),),
        }

    def event(words, sentence, changed):
        known = {"where": None, "radius_m": None, "when": None, "type": "ASSAULT", "sentence": sentence}
        if "at" in changed:
            known |= located(*changed.pop("at"))
        if "country" in changed:
            known |= located("x", 15.3, country=changed.pop("country"))
        days = changed.pop("days", None)
        if days:
            day = replace(
                make_event().when,
                start=days[0],
                end=days[-1],
                granularity="day" if len(days) == 1 else "other",
            )
            known["when"] = day
        people = {name: tuple(Actor(text=n, start=0, end=1, name=n, **more) for n, more in changed.pop(name, {}).items())
                  for name in ("actors", "recipients")}  # fmt: skip
        words = changed.pop("words", words)
        made = make_event(**(known | people | changed))
        return replace(
            made,
            mentions=(
                EventMention(
                    report=made.report, start=len(words), end=99, text=words, sentence=made.sentence
                ),
            ),
        )

    def made(first, second):
        return event("shelled", "They shelled it.", dict(first)), event("hit", "It was hit.", dict(second))

    return made


MONDAY, TUESDAY, THURSDAY = (datetime.date(2024, 7, day) for day in (15, 16, 18))
FRIDAY = datetime.date(2024, 7, 19)
OMAR = {"recipients": {"Omar Hadi": {}}}
HERE, THERE = {"at": ("a", 15.3)}, {"at": ("b", 15.31)}

PAIRS = [
    ({}, {}, True),
    ({}, {"type": "COERCE"}, False),
    ({}, {"type": ""}, True),  # not known
    ({}, {"mode": "aerial"}, True),
    # status
    ({}, {"status": "negated"}, False),
    ({}, {"status": "future"}, False),
    ({"type": "ACCUSE"}, {"type": "ACCUSE", "status": "future"}, True),
    ({"type": "ACCUSE"}, {"type": "ACCUSE", "status": "negated"}, False),
    # places
    (HERE, THERE, True),
    (HERE, {"at": ("b", 16.3)}, False),
    ({"country": "CD"}, {"country": "CG"}, False),
    (HERE, {}, True),
    # days
    ({"days": [MONDAY, THURSDAY]}, {"days": [MONDAY]}, True),
    ({"days": [MONDAY]}, {"days": [TUESDAY]}, False),
    ({"days": [MONDAY]} | OMAR, {"days": [TUESDAY]} | OMAR, True),  # a person is killed once
    ({"days": [MONDAY]} | OMAR, {"days": [THURSDAY]} | OMAR, True),
    ({"days": [MONDAY]} | OMAR, {"days": [FRIDAY]} | OMAR, False),
    ({"days": [MONDAY], "recipients": {"Omar": {}}}, {"days": [TUESDAY], "recipients": {"Omar": {}}}, False),
    ({"type": "CONSULT", "days": [MONDAY]} | OMAR, {"type": "CONSULT", "days": [TUESDAY]} | OMAR, False),
    # a war is no single attack
    ({"words": "war on", "mode": "aerial"} | OMAR, OMAR, False),
]


def test_what_rules_out_that_two_mentions_are_of_one_event(pair, check_rows):
    def check(row):
        first, second, possible = row
        one, other = pair(first, second)
        assert can_be_same(one, other) == can_be_same(other, one) == possible

    check_rows(PAIRS, check)


def test_what_a_merged_event_keeps(pair):
    first, second = pair(
        {"mode": "", "score": 0.9, "actors": {"Kenya": {}}, "days": [MONDAY, THURSDAY]} | OMAR,
        {"mode": "aerial", "score": 0.5, "actors": {"Egypt": {"country": "KE"}}, "days": [TUESDAY]}
        | OMAR
        | HERE,
    )
    merged = join(replace(first, actors=()), second)
    assert merged.mode == "aerial"
    assert merged.when.start == TUESDAY
    assert merged.where is second.where
    assert merged.score == pytest.approx(0.95)
    assert [actor.name for actor in merged.recipients] == ["Omar Hadi"]
    assert len(merged.mentions) == 2
    swapped = join(second, replace(first, actors=()))
    assert (swapped.mode, swapped.when, swapped.where) == (merged.mode, merged.when, merged.where)


def test_who_acts_does_not_undergo(pair):
    first, second = pair(
        {"actors": {"Omar Hadi": {}}, "score": 0.9, "sentence": "One."}, OMAR | {"sentence": "One."}
    )
    merged = join(first, second)
    assert [actor.name for actor in merged.actors] == ["Omar Hadi"]
    assert merged.recipients == ()


def test_a_stated_place_goes_before_an_inferred_one(pair):
    first, second = pair({"at": ("a", 15.3), "score": 0.9} | OMAR, OMAR | HERE)
    inferred = replace(first, places=tuple(replace(link, inferred=True) for link in first.places))
    merged = join(inferred, second)
    assert merged.where is second.where


def test_words_for_a_day_that_is_not_known_say_more_than_none(pair, make_event):
    first, second = pair(OMAR, OMAR)
    worded = replace(second, when=replace(make_event(when=None).when, text="Thursday"))
    for events in ([first, worded], [worded, first]):
        merged = join(*events)
        assert merged.when.text == "Thursday"


def test_a_merged_event_has_the_scores_of_what_it_kept(make_event, make_mention):
    first = make_event(
        score=0.9, actors=(Actor(text="Rossi", start=0, end=5, name="Rossi"),), where=None, radius_m=None,
        scores=FieldScores(type=0.9, parties=0.7, day=0.6, place=0.5, whole=0.3),
    )  # fmt: skip
    mention = make_mention()
    second = make_event(
        id="e2", score=0.8, when=None, where=mention.geometry, places=(PlaceLink(mention=mention, role="location"),),
        scores=FieldScores(type=0.8, parties=0.4, day=0.3, place=0.8, whole=0.2),
    )  # fmt: skip
    joined = join(first, second)
    made = joined.scores
    assert (made.type, made.parties, made.day, made.place) == (joined.score, 0.7, 0.6, 0.8)
    assert made == confidence.bundled().with_whole(made) and made.whole not in (0.2, 0.3, None)


def test_parties_of_two_mentions_together_are_no_surer_than_the_less_sure(make_event):
    people = [(Actor(text=name, start=0, end=5, name=name),) for name in ("Rossi", "Okello")]
    first, second = (
        make_event(actors=actors, scores=FieldScores(type=0.8, parties=score, day=0.5, place=0.5, whole=0.1))
        for actors, score in zip(people, (0.7, 0.4), strict=True)
    )
    assert join(first, second).scores.parties == 0.4


def test_two_mentions_that_agree_are_as_sure_as_the_surer(make_event):
    low, high = (
        make_event(scores=FieldScores(type=0.8, parties=p, day=p, place=p, whole=p)) for p in (0.4, 0.7)
    )
    assert join(low, high).scores.parties == join(high, low).scores.day == 0.7


def test_events_of_an_earlier_version_merge_without_scores(make_event):
    assert join(make_event(), make_event(id="e2")).scores == FieldScores()


def test_what_was_edited_by_hand_stays_sure_when_mentions_merge(make_event):
    scores = FieldScores(type=0.8, parties=0.5, day=0.5, place=0.5, whole=0.1)
    edited = make_event(where=shapely.Point(3, 4), edited=("where",), scores=replace(scores, place=1.0))
    other = make_event(id="e2", score=0.9, scores=scores)
    for joined in (join(edited, other), join(other, edited)):
        assert (joined.where, joined.scores.place) == (shapely.Point(3, 4), 1.0)
        assert (joined.scores.day, joined.scores.parties) == (0.5, 0.5)


def test_a_kidnapping_in_two_sentences_and_another_word(code):
    text = (
        "Gunmen kidnapped two nurses in Mosul on Monday. Police in Lima arrested a banker on Sunday. "
        "The kidnapping of the nurses was the third in Mosul."
    )
    taken = [event for event in code(text) if any("kidnap" in mention.text for mention in event.mentions)]
    assert [len(event.mentions) for event in taken] == [2]


def test_given_mentions_are_grouped_across_reports():
    bomb = "A car bomb exploded in Mosul, killing nine soldiers, the governor of Nineveh said."
    again = "Nine soldiers died when a car bomb exploded in Mosul, the governor of Nineveh said on Monday."
    strike = "Miners in Peru began a strike over pay, unions said."

    def at(report, text, word):
        return MentionInText(report=report, text=text, start=(n := text.index(word)), end=n + len(word))

    found = cluster_mentions(
        [
            at("a", bomb, "exploded"),
            at("c", strike, "strike"),
            at("b", again, "exploded"),
            at("a", bomb, "said"),
        ]
    )
    assert found[0] == found[2]
    assert len(set(found)) == 3
    assert cluster_mentions([]) == []


def test_what_is_known_of_a_given_mention_counts():
    text = "A car bomb exploded in Mosul. A car bomb exploded in Mosul."
    first = MentionInText(report="a", text=text, start=11, end=19)
    second = replace(first, start=41, end=49)
    day = When(start=MONDAY, end=MONDAY, granularity="day", text="Monday", rule="given")
    later = replace(day, start=FRIDAY, end=FRIDAY)
    assert len(set(cluster_mentions([first, second]))) == 1
    assert len(set(cluster_mentions([replace(first, when=day), replace(second, when=later)]))) == 2
