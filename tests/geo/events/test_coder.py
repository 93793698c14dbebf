"""What the coder makes of whole sentences and short reports: who, whom, when, where, and how surely."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.plover import MODES


def day(text):
    return datetime.date.fromisoformat(text)


def only(events, root):
    (event,) = [event for event in events if event.type == root]
    return event


def names(actors):
    return [actor.name for actor in actors]


def test_active_voice(code):
    event = only(code("Kenya bombed the rebels near Aleppo on Monday."), "ASSAULT")
    assert names(event.actors) == ["Kenya"]
    assert names(event.recipients) == ["rebels"]
    assert event.when.start == event.when.end == day("2024-07-15")
    assert event.places[0].mention.text == "Aleppo"
    assert (event.mode, event.status) == ("aerial", "actual")


def test_passive_voice_with_agent(code):
    event = only(code("Three sailors were kidnapped by militants near Aden."), "ASSAULT")
    assert names(event.actors) == ["militants"]
    assert "sailors" in " ".join(names(event.recipients)) or not event.recipients


def test_coordinated_passive(code):
    found = code("The editor was arrested in Cairo on Sunday and charged with treason.")
    assert [(event.type, event.mode) for event in found] == [("COERCE", "arrest"), ("ACCUSE", "investigate")]


def test_relative_clause_takes_its_antecedent(code):
    event = only(code("Officials praised the Kenyan soldiers who shelled a camp near Mosul."), "ASSAULT")
    assert [actor.country for actor in event.actors] == ["KE"]


def test_clause_goes_on_after_a_relative_one(code):
    found = code("The Turkish minister, who was visiting Cairo, called on Sudan to hold elections.")
    request = only(found, "REQUEST")
    assert [actor.country for actor in request.actors] == ["TR"]
    assert [actor.country for actor in request.recipients] == ["SD"]


def test_noun_with_its_arguments(code):
    event = only(code("Officials spoke at length of the Russian shelling of Kharkiv on Sunday."), "ASSAULT")
    assert [actor.country for actor in event.actors] == ["RU"]
    assert event.places[0].mention.text == "Kharkiv"
    assert event.when.start == day("2024-07-14")


def test_the_released_receive(code):
    event = only(code("The release of hostages in Aden on Monday was welcome."), "RETREAT")
    assert (names(event.actors), names(event.recipients)) in (([], ["hostages"]), ([], []))


def test_every_party_to_a_call_is_an_actor_and_it_has_no_point(code):
    text = "President Ana Vargas spoke by phone with Prime Minister Ken Ito of Japan on Friday about the war in Yemen."
    event = only(code(text), "CONSULT")
    assert event.mode == "phone"
    assert {"Ana Vargas", "Ken Ito"} <= set(names(event.actors))
    assert event.recipients == ()
    assert event.where is None
    assert "remote" in event.evidence["where"]


def test_the_visitor_acts_and_the_host_receives(code):
    event = only(code("Minister Ito visited Kenya in May."), "CONSULT")
    assert (names(event.actors), [actor.country for actor in event.recipients]) == (["Ito"], ["KE"])
    assert (event.when.start, event.when.end) == (day("2024-05-01"), day("2024-05-31"))
    assert event.where is not None


def test_who_was_visiting_is_the_visitor(code):
    event = only(code("The French general, who was visiting Baghdad, slept badly."), "CONSULT")
    assert [actor.country for actor in event.actors] == ["FR"]


def test_three_countries_make_a_talk_multilateral(code):
    event = only(code("Kenyan officials met in Doha with envoys from Egypt, Sudan and Turkey."), "CONSULT")
    assert event.mode == "multilateral"
    assert {"KE", "EG", "SD", "TR"} <= {actor.country for actor in event.actors}
    assert event.places[0].mention.text == "Doha"


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Germany will send medicine to Sudan next week.", "AGREE"),
        ("France will withdraw its troops from Mali.", "CONCEDE"),
        ("Russia will shell Kharkiv again, the general told reporters.", "THREATEN"),
    ],
)
def test_what_is_announced_is_an_act_of_words(code, text, root):
    assert [event.type for event in code(text)] == [root]


@pytest.mark.parametrize(
    "text",
    [
        "The envoy said it was late. He added that the road was long.",
        "Peru struck a chord in Lima with its new stamps.",
        "The director shot a film about a senator in Ohio.",
        "The striker attacked the goal twice and beat the keeper before the match in Madrid ended.",
        "She met the deadline in Tokyo.",
        "Visitors to Cairo rose by a tenth.",
        "The bill died in committee and the rain killed the mood in Paris.",
        "Peru has no cure for the fungus that farmers fight near Lima.",
        "",
        "   \n\n ",
        "()[]{}«»“”…—–;:,.!?",
    ],
)
def test_no_event(code, text):
    assert code(text) == []


def test_the_content_of_words_is_not_coded_beside_them(code):
    assert [event.type for event in code("Turkey called on the rebels to stop the attacks.")] == ["REQUEST"]
    assert [event.type for event in code("Iran threatened to bomb Mosul.")] == ["THREATEN"]


def test_but_a_deed_that_is_condemned_stays(code):
    found = code("Germany condemned the bombing in Kabul on Monday.")
    assert {event.type for event in found} == {"ACCUSE", "ASSAULT"}
    assert only(found, "ASSAULT").places[0].mention.text == "Kabul"


def test_a_statement_day_bounds_what_it_reports(code):
    event = only(code("The army confirmed on Sunday that Okello was killed by gunmen in Idlib."), "ASSAULT")
    assert (event.when.start, event.when.end) == (None, day("2024-07-14"))
    assert "statement" in event.when.rule
    assert names(event.recipients) == ["Okello"]


def test_said_without_that(code):
    event = only(code("Police said on Monday three soldiers were arrested in Lima."), "COERCE")
    assert (event.when.start, event.when.end) == (None, day("2024-07-15"))
    assert "Police" not in names(event.recipients)


def test_confirmed_without_that(code):
    event = only(code("The army has confirmed three soldiers in Idlib were killed on Saturday."), "ASSAULT")
    assert event.places[0].mention.text == "Idlib"
    assert event.when.start == day("2024-07-13")
    assert names(event.actors) == []


def test_a_deed_with_its_own_day_keeps_it(code):
    event = only(
        code("Police said on Monday that three soldiers were arrested in Lima on Saturday."), "COERCE"
    )
    assert event.when.start == event.when.end == day("2024-07-13")


def test_words_of_a_call_carry_its_day(code):
    text = (
        "Minister Ana Vargas spoke by phone with General Ken Ito on Friday. "
        "Vargas accused Ito of shelling Aleppo. Somalia appealed for aid."
    )
    found = code(text)
    accused = only(found, "ACCUSE")
    assert accused.when.start == day("2024-07-12")
    assert accused.when.rule.startswith("the day of “")
    assert not only(found, "REQUEST").when.rule.startswith("the day of “")  # nobody of the call says it


def test_without_any_date_it_is_unknown(code):
    event = only(code("Police in Lima arrested two soldiers."), "COERCE")
    assert event.when.granularity == "unknown"
    assert event.when.start is event.when.end is None


def test_a_week_day_to_come(code):
    event = only(code("The French president will visit Kenya on Friday."), "CONSULT")
    assert event.status == "future"
    assert event.when.start == day("2024-07-19")


@pytest.mark.xfail(strict=True, reason="the reader takes 'It' for the person of the sentence before")
def test_it_is_the_last_body_not_the_last_person(code):
    text = "Iran tested a missile on Monday. Minister Vargas praised the weather. It has threatened to attack Turkey."
    event = only(code(text), "THREATEN")
    assert [actor.country for actor in event.actors] == ["IR"]


def test_evidence_names_what_decided(code):
    event = only(code("Police in Lima arrested two soldiers on Friday."), "COERCE")
    assert set(event.evidence) == {"type", "when", "where", "actors", "status"}
    assert "“arrested”" in event.evidence["type"]
    assert "Friday" in event.evidence["when"]
    assert "Lima" in event.evidence["where"]


def test_more_that_is_told_makes_it_no_less_sure(code):
    vague = only(code("Police arrested soldiers."), "COERCE")
    full = only(code("Police in Lima arrested soldiers on Friday."), "COERCE")
    assert 0 < vague.score <= full.score <= 1


REPORT = (
    "A car bomb exploded in Mosul on Monday. Iraq closed the border. “Kenya urged Peru to stop,” officials said. "
    "Two soldiers were arrested near Aleppo, and the Turkish minister visited Cairo in May.\n\nTroops entered Idlib."
)


def test_offsets_are_the_triggers(code):
    for event in code(REPORT):
        for mention in event.mentions:
            assert REPORT[mention.start : mention.end] == mention.text
            assert mention.text in mention.sentence
            assert mention.sentence in REPORT
        assert (event.start, event.end) == (event.mentions[0].start, event.mentions[0].end)
        assert event.type in MODES


def test_the_same_report_gives_the_same_ids(code):
    first, second = code(REPORT), code(REPORT)
    assert [event.id for event in first] == [event.id for event in second]
    assert len({event.id for event in first}) == len(first) > 3


@settings(deadline=None, max_examples=40)
@given(
    filler=st.sampled_from(
        ["It rained. ", "The sky was blue over the hills. ", "\n\n", "Nothing else happened. "]
    )
)
def test_a_prefix_only_shifts(code, filler):
    plain, shifted = code(REPORT), code(filler + REPORT)
    assert [(e.type, e.mode, e.status, e.start + len(filler)) for e in plain] == [
        (e.type, e.mode, e.status, e.start) for e in shifted
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "of",
                "attack",
                "attacked",
                ",",
                ".",
                "strike",
                "killed",
                "in",
                "Kenya",
                "Lima",
                "and",
                "said",
                "that",
                "who",
                "to",
                "police",
                "called",
                "on",
                ";",
                "(",
                ")",
                "“",
                "”",
                "war",
                "against",
                "was",
                "by",
                "on",
                "Monday",
                "will",
                "not",
                "if",
                "—",
                "with",
                "talks",
                "visited",
            ]
        ),
        max_size=60,
    )
)
def test_any_words_are_read_without_an_error(code, words):
    text = " ".join(words)
    for event in code(text):
        assert 0 <= event.start < event.end <= len(text)
        assert 0 < event.score <= 1


def test_a_long_text_costs_what_its_parts_cost(make_doc, work):
    from geo.events import coder

    def effort(repeats):
        doc = make_doc(
            "soldiers attacked the town and police who said that , ( on war strike called to " * repeats
        )
        return work(lambda: coder.code_annotated(doc, report=doc._.report, actors=[], dates=[]))

    effort(50)
    assert effort(500) < 5.5 * effort(100)  # five times the text; a quadratic coder takes 25 times


@pytest.mark.parametrize(
    "text",
    [
        "In the hours before the vote Kenya bombed Mosul.",
        "The talks ended two months after Kenya bombed Mosul.",
        "In Sudan it rained until Kenya bombed Mosul.",
    ],
)
def test_the_subject_is_no_object_of_the_phrase_before_it(code, text):
    event = only(code(text), "ASSAULT")
    assert names(event.actors) == ["Kenya"]
    assert event.places[0].mention.text == "Mosul"


def test_people_act_behind_an_opening_phrase(code):
    assert names(
        only(code("During the feast militants in Yemen fired rockets into Somalia."), "ASSAULT").actors
    ) == ["militants"]


def test_a_clause_behind_a_comma_has_its_own_subject(code):
    found = code("Police arrested nine men, and the premier of Kenya met the Turkish minister in Cairo.")
    talk = only(found, "CONSULT")
    assert [actor.country for actor in talk.actors] == ["KE", "TR"]
    assert talk.places[0].mention.text in ("Cairo", "Kenya", "Turkish")
    assert "Cairo" in [link.mention.text for link in talk.places if link.role == "location"]


def test_a_coordinated_country_is_not_joined_over_clauses(code):
    found = code(
        "Egypt agreed in May to establish ties with Sudan, and Sudan dropped its plan to expel the envoys."
    )
    assert names(only(found, "CONCEDE").actors) == ["Sudan"]


def test_what_is_before_a_relative_clause_is_who_it_tells_of(code):
    text = "Kenyan jets bombed depots in Syria in response to the raid that killed three guards in Yemen."
    killed = next(event for event in code(text) if event.recipients)
    assert "Syria" not in names(killed.actors)


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("The boys' abduction in Lima on Monday was reported.", [], ["boys"]),
        ("Kenya's strike on Mosul on Monday killed nine people.", ["Kenya"], ["people"]),
    ],
)
def test_whose_deed_it_was_or_to_whom_it_was_done(code, text, who, whom):
    event = only(code(text), "ASSAULT")
    assert (names(event.actors), names(event.recipients)) == (who, whom)


def test_a_treaty_has_no_name(code):
    event = only(
        code("Ministers of Egypt and Sudan signed the Marshall Accords in Cairo."),
        "SUPPORT",
    )
    assert all("Marshall" not in actor.name for actor in (*event.actors, *event.recipients))


def test_a_name_with_particles_is_whole(code):
    event = only(code("Police in Cairo arrested Omar al-Hadi, an editor."), "COERCE")
    assert names(event.recipients)[0] == "Omar al-Hadi"


def test_the_rank_of_a_deed_ends_its_parties(code):
    text = (
        "Kenya signed a treaty with Sudan in Cairo, the first with Arab states since the pact with Somalia."
    )
    (event,) = [each for each in code(text) if "treaty" in each.mentions[0].text]
    assert names(event.recipients) == ["Sudan"]


def test_what_was_announced_happened_that_day_and_there(code):
    text = (
        "The Pentagon announced on Monday that Somalia was transferred from Central Command to Africa Command, "
        "a change to the plan that the president signed in May."
    )
    event = only(code(text), "COOPERATE")
    assert (event.when.start, event.when.end) == (day("2024-07-15"), day("2024-07-15"))
    assert event.places[0].mention.text == "Somalia"
    assert event.places[0].role == "location"
    assert "the territory that is transferred" in event.evidence["where"]


def test_a_verb_in_the_past_reads_its_date_in_the_past(code):
    event = only(code("Police arrested nine men in Lima on 1 September.", published="2024-07-16"), "COERCE")
    assert event.when.start == day("2023-09-01")


@pytest.mark.parametrize(
    "text",
    [
        "The forecast for Lima calls for rain.",
        "The colours clashed with the curtains in Tokyo.",
        "The tea firm ceased operations in Lima.",
        "The shop stands close to their school in Lima.",
    ],
)
def test_no_event_in_business_or_weather(code, text):
    assert code(text) == []


def test_who_says_it_is_not_whom_it_was_done_to(code):
    event = only(code("Peruvian police say Ana Okello, 26, of Lima, was arrested on Monday."), "COERCE")
    assert [actor.name for actor in event.recipients if actor.country and not actor.inferred] == []


def test_they_are_the_body_told_of_last(code):
    text = "Peruvian police searched the port. “Rain fell,” Minister Vargas said. They arrested nine men in Lima."
    (event,) = [each for each in code(text) if each.mode == "arrest"]
    assert [actor.country for actor in event.actors] == ["PE"]


def test_who_is_named_after_by_acts_and_the_others_undergo_it(code):
    (event,) = code("Two sailors held captive by Somali pirates near Aden are alive.")
    assert [actor.text for actor in event.recipients][-1:] == ["sailors"]
    assert [actor.country for actor in event.actors] == ["SO"]


@pytest.mark.parametrize(("between", "names"), [(9, ["Al-Shabaab"]), (10, [])], ids=["ten", "eleven"])
def test_a_claim_refers_to_an_attack_of_ten_sentences_before(code_by_rules, between, names):
    text = " ".join(
        [
            "A car bomb exploded in Mosul on Monday.",
            *["It rained."] * between,
            "Al-Shabaab claimed responsibility for the attack.",
        ]
    )
    first = code_by_rules(text)[0]
    assert [actor.name for actor in first.actors] == names


@pytest.mark.parametrize(("apart", "figures"), [(399, [31]), (400, [])])
def test_a_toll_is_of_an_event_of_four_hundred_characters_before(code, apart, figures):
    first, last = "Rebels bombed a market in Aleppo on Monday. ", "The death toll rose to 31."
    trigger = first.index("bombed")
    filler = "It rained and rained. " * 30
    filler = filler[: apart - (len(first) - trigger) - 2] + ". "
    text = first + filler + last
    assert text.index(last) - trigger == apart
    (event,) = [each for each in code(text) if each.type == "ASSAULT"]
    assert [figure.low for figure in event.figures] == figures


def test_every_event_has_the_scores_of_its_fields(code, code_by_rules):
    text = (
        "Police arrested nine men in Ankara on Monday. Kenya accused Somalia of a raid. He was later freed."
    )
    for events in (code(text), code_by_rules(text)):
        assert len(events) > 1
        for event in events:
            parts = [event.scores.type, event.scores.parties, event.scores.day, event.scores.place]
            assert None not in parts and event.scores.whole is not None
            assert event.scores.type == event.score
            assert 0 <= event.scores.whole <= min(parts) and max(parts) <= 1


def test_a_hazard_has_no_parties_and_that_is_sure(code):
    (quake,) = code("An earthquake shook Ankara on Monday.")
    assert quake.type == "HAZARD"
    assert quake.scores.parties == 1.0
    assert quake.scores.whole is not None
