"""Figures: read by hand-set values, given to the right event, kept apart where they disagree, shown in the exports."""

import pytest

from geo.event_set import EventSet
from geo.events.coreference import merge
from geo.events.quantities import find_figures
from geo.json_objects import disagree, event_object
from geo.records import Report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least nine people were killed and 20 wounded.", [("killed", 9, None), ("wounded", 20, 20)]),
        ("A suicide bomber killed more than 40 worshippers in Kano on Friday.", [("killed", 41, None)]),
        ("The death toll has risen to 112, officials said.", [("killed", 112, 112)]),
        (
            "Police arrested dozens of protesters and seized $1.5 million in cash.",
            [("arrested", 24, None), ("amount", 1500000, 1500000)],
        ),
        ("Some 30,000 people were displaced by the fighting.", [("displaced", 30000, 30000)]),
        ("Nine soldiers killed 20 rebels near the border.", [("killed", 20, 20)]),
        (
            "The blast left three dead and at least 15 others injured.",
            [("killed", 3, 3), ("wounded", 15, None)],
        ),
        ("A journalist was shot dead.", [("killed", 1, 1)]),
        ("He was killed in 2016.", []),
        ("The 34-year-old was arrested.", []),
        ("Between 20 and 30 gunmen abducted 276 schoolgirls.", [("abducted", 276, 276)]),
        (
            "Floods destroyed 400 homes and affected 9,000 people.",
            [("destroyed", 400, 400), ("affected", 9000, 9000)],
        ),
        ("More than 30 mud-brick houses were damaged.", [("damaged", 31, None)]),
        ("Storms damaged a school and the roofs of the town.", []),
        ("The ministry reported 300 new cases and 12 deaths.", [("infected", 300, 300), ("killed", 12, 12)]),
        ("The EU pledged up to €20 million in aid.", [("amount", None, 20000000)]),
        ("Nearly 500 million rupees was stolen.", [("amount", None, 500000000)]),
        ("Hundreds of thousands of people have been displaced.", [("displaced", 200000, None)]),
        ("Tens of thousands of people were forced to flee.", [("displaced", 20000, None)]),
        ("Twenty-one Coptic Christians were executed.", [("killed", 21, 21)]),
        ("Two police officers and a bystander were wounded.", [("wounded", 1, 1)]),
        ("The raid, which killed two dozen militants, lasted three days.", [("killed", 24, 24)]),
        ("The attack killed three days of hope.", []),
        ("The storm killed 300 cattle.", []),
        ("A bail of $500,000 was set.", [("amount", 500000, 500000)]),
        ("Militants freed 82 of the girls.", [("rescued", 82, 82)]),
        ("At least 1.2 million people are displaced.", [("displaced", 1200000, None)]),
        ("Officials said as many as 60 people were missing.", [("missing", None, 60)]),
        ("An air strike killed a woman and her two children.", [("killed", 1, 1)]),
        ("Five people died and another 12 were hospitalised.", [("killed", 5, 5), ("wounded", 12, 12)]),
        ("He was jailed for nine years.", []),
        ("The court fined the bank $8.9 billion.", [("amount", 8900000000, 8900000000)]),
        ("Rescuers said 14 of the miners were dead.", [("killed", 14, 14)]),
        ("Under 18 he was arrested.", []),
    ],
)
def test_figures_of_a_sentence(text, expected):
    found = find_figures(text, start=100)
    assert [(each.kind, each.low, each.high) for each in found] == expected
    assert all(text[each.start - 100 : each.end - 100] == each.text for each in found)


@pytest.mark.parametrize(
    ("text", "unit"), [("$5 million", "USD"), ("€5", "EUR"), ("5 million rupees", ""), ("£3bn", "GBP")]
)
def test_money_has_its_code_or_none(text, unit):
    [figure] = find_figures(f"They paid {text} on Monday.")
    assert (figure.kind, figure.unit) == ("amount", unit)


def test_any_plural_noun_of_people_is_counted(check_rows):
    def check(row):
        text, *expected = row
        assert [(figure.kind, figure.low) for figure in find_figures(text)] == expected

    check_rows(
        [
            ("Bandits shot dead 14 woodcutters in the forest.", ("killed", 14)),
            ("Gunmen ambushed a van, killing six electoral clerks.", ("killed", 6)),
            ("Eleven beekeepers were gunned down.", ("killed", 11)),
            ("The murder of five nuns shocked the town.", ("killed", 5)),
            ("They protested against the arrest of 17 vendors.", ("arrested", 17)),
            ("Police detained 23 pickpockets on Friday.", ("arrested", 23)),
            ("Pirates kidnapped eight deckhands off Aden.", ("abducted", 8)),
            ("Thirty joggers were injured, and 12 had to stay.", ("wounded", 30)),
            ("Some 40 labourers of both farms have been abducted.", ("abducted", 40)),
            ("60 VILLAGERS HAVE BEEN KIDNAPPED AND 4 SACRISTANS WOUNDED.", ("abducted", 60), ("wounded", 4)),
            ("The raid left nine pedlars dead.", ("killed", 9)),
            # things and animals, and who does it
            ("Hunters shot dead 14 antelopes.",),
            ("The vote killed three bills.",),
            ("The frost killed 300 trees.",),
            ("Two mortars wounded people.",),
            ("Nine brigands killed villagers.",),
            ("Customs seized 20 parrots and 12 containers.",),
            ("They were killed 20 metres from the gate.",),
        ],
        check,
    )


def figures(event):
    return {figure.kind: (figure.low, figure.high) for figure in event.figures}


def test_each_figure_goes_to_the_event_that_it_fits(code):
    events = code("Gunmen killed nine farmers near Aden on Monday, and police arrested dozens of suspects.")
    assert [(event.type, figures(event)) for event in events] == [
        ("ASSAULT", {"killed": (9, 9)}),
        ("COERCE", {"arrested": (24, None)}),
    ]


def test_the_figure_of_a_mention_that_is_dropped_stays_with_its_event(code):
    [event] = code("A car bomb went off in Mogadishu, killing 12.")
    assert figures(event) == {"killed": (12, 12)}


def test_a_telegram_in_capitals(code):
    [event] = code("ABOUT 30 PEASANTS WERE KIDNAPPED NEAR LIMA BY TERRORISTS ON SUNDAY.")
    assert (event.type, event.mode, figures(event)) == ("ASSAULT", "abduct", {"abducted": (30, 30)})


def test_the_toll_of_the_next_sentence_is_of_the_attack(code):
    [event] = code("Rebels bombed a market in Aleppo on Monday. The death toll rose to 31.")
    assert figures(event) == {"killed": (31, 31)}


def test_two_tolls_stay_and_are_a_conflict(code):
    one = code("Rebels bombed a market in Aleppo on Monday, and nine people were killed.", report="a")
    two = code("Rebels bombed a market in Aleppo on Monday. The death toll was 12.", report="b")
    [event] = [each for each in merge([*one, *two]) if each.figures]
    told = event_object(event)
    assert told["figures"]["killed"]["low"] == 9
    assert told["figures"]["killed"]["conflict"] is True
    assert [each["low"] for each in told["figures"]["killed"]["also"]] == [12]
    assert told["reports"] == 2
    reports = tuple(Report(id=name, text="", source="Aden Post") for name in "ab")
    frame = EventSet(reports, (event,)).events
    assert "they disagree" in frame["figures"][0]
    assert (frame["reports"][0], frame["sources"][0]) == (2, 1)


def test_bounds_that_can_both_be_right_are_no_conflict():
    figures = find_figures("At least nine people were killed.") + find_figures("The death toll reached 12.")
    assert not disagree(figures)
    assert disagree(figures + find_figures("Fourteen people were killed."))


@pytest.mark.parametrize("unit", ["nine people ", "killed 9 ", "$5 ", "1,000,", "a man "])
def test_a_sentence_that_is_none_costs_nothing(unit, work):
    assert find_figures(unit * 100_000) == []
    assert work(lambda: find_figures(unit * 100_000)) < 20
    find_figures((unit * 2_000)[:1_998])  # compiles the patterns, and reads the lists of words
    whole, half = (work(lambda n=n: find_figures((unit * n)[:n])) for n in (1_998, 999))
    assert whole < 2.2 * half + 100


def test_homes_and_schools_are_no_two_tellings_of_one_toll():
    (homes,) = find_figures("Floods destroyed 400 homes.")
    (schools,) = find_figures("Floods destroyed 14 schools.")
    (fewer,) = find_figures("Floods destroyed 300 homes.")
    assert (homes.unit, schools.unit) == ("homes", "schools")
    assert disagree([homes, fewer])
    assert not disagree([homes, schools])


def test_four_digits_may_be_a_year(check_rows):
    def check(row):
        text, low = row
        assert [figure.low for figure in find_figures(text)] == ([] if low is None else [low])

    check_rows(
        [
            ("Gunmen killed 1899 people.", 1899),
            ("Gunmen killed 1900 people.", None),
            ("Gunmen killed 2100 people.", None),
            ("Gunmen killed 2101 people.", 2101),
            ("Gunmen killed 1,900 people.", 1900),  # years have no comma
            ("Gunmen killed about 2024 people.", 2024),
            ("The court fined them $2,000.", 2000),
        ],
        check,
    )
