"""Undated sentences: they take the time of the event that their words tie them to, and only then."""

import pytest


def when(events, root, text):
    [event] = [each for each in events if each.type == root and any(text in m.text for m in each.mentions)]
    return str(event.when.start), str(event.when.end), event.when.rule


def not_tied(told):
    """Whether no words give a day; what is likely (`geo.date_links`) is another thing."""
    first, last, rule = told
    return rule.startswith("stated ") or (first, last) == ("None", "None")


@pytest.mark.parametrize(
    ("text", "days", "tied"),
    [
        ("Rebels bombed a bank in Aleppo on Monday. Police arrested nine men after the attack.",
         ("2024-07-15", "2024-07-16"), "after “the attack”"),
        ("Thousands marched in Nairobi against the tax on Monday. Police arrested nine men during the protest.",
         ("2024-07-15", "2024-07-15"), "during “the protest”"),
        ("Rebels bombed a bank in Aleppo on Monday. Hours later soldiers arrested nine men in Idlib.",
         ("2024-07-15", "2024-07-15"), "“hours later”"),
    ],
)  # fmt: skip
def test_words_tie_an_undated_event_to_a_dated_one(code, text, days, tied):
    first, last, rule = when(code(text), "COERCE", "arrested")
    assert (first, last) == days
    assert tied in rule


@pytest.mark.parametrize(
    "text",
    [
        "Rebels bombed a bank in Aleppo on Monday. Police arrested nine men in Idlib.",
        "Rebels bombed a bank in Aleppo on Monday. Police arrested nine men after an attack.",
        "Rebels bombed a bank in Aleppo. Police arrested nine men after the attack.",
        "Troops marched in Lima on Monday. Police arrested nine men over the attack.",
    ],
)
def test_nearness_alone_ties_nothing(code, text):
    assert not_tied(when(code(text), "COERCE", "arrested"))


def test_a_date_of_its_own_stays(code):
    events = code(
        "Rebels bombed a bank in Aleppo on Friday. On Sunday police arrested nine men after the attack."
    )
    assert when(events, "COERCE", "arrested")[:2] == ("2024-07-14", "2024-07-14")


def test_what_is_said_of_an_attack_was_not_said_in_it(code):
    events = code("Rebels bombed a bank in Aleppo on Friday. Kenya accused Mali of a role in the attack.")
    assert not_tied(when(events, "ACCUSE", "accused"))


@pytest.mark.parametrize(("between", "tied"), [(3, True), (4, False)], ids=["within", "beyond"])
def test_a_noun_takes_up_an_event_of_four_sentences_before(code, between, tied):
    text = " ".join(
        [
            "Rebels bombed a bank in Aleppo on Monday.",
            *["It rained."] * between,
            "Police arrested nine men after the attack.",
        ]
    )
    start, _, rule = when(code(text), "COERCE", "arrested")
    assert ("after" in rule and start == "2024-07-15") == tied


def test_only_a_day_ties(code):
    text = "Rebels bombed a bank in Aleppo in May. Police arrested nine men after the attack."
    start, _, rule = when(code(text), "COERCE", "arrested")
    assert not (rule.startswith("after") and start == "2024-05-01")
