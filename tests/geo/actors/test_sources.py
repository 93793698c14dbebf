"""News outlets: sources of what is told, and participants where they act or are acted upon."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "A witness told Reuters that shots were heard.",
        "She told The Associated Press on Tuesday.",
        "It rained, according to the Associated Press.",
        "It rained, AFP reported.",
        "It rained, state news agency Xinhua said.",
        "Snow in Kars. (AP Photo/Ana Ruiz)",
        "(Reuters)",
        "By Ana Ruiz, BBC News\n\nIt rained.",
        "By Li Wei | AFP\n",
        "Reuters\n\nIt rained.",
        "Photo: Getty Images.",
        "She spoke to CNN in an interview with Fox News.",
        "It rained, the broadcaster NHK said, citing Kyodo News.",
    ],
)
def test_an_outlet_that_is_a_source_is_no_actor(read, text):
    assert [actor.name for actor in read(text) if actor.role == "MED" and actor.why == "named"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police raided the Reuters office.", ["Reuters"]),
        ("They banned the BBC and fined Al Jazeera.", ["BBC", "Al Jazeera"]),
        ("Reuters accused them of lying.", ["Reuters"]),
        ("The BBC apologised.", ["BBC"]),
        ("They shelled a house of AFP.", ["Agence France-Presse"]),
        ("They sued the Washington Post.", ["Washington Post"]),
        ("They raided the state news agency Xinhua.", ["Xinhua News Agency"]),
    ],
)
def test_an_outlet_may_act_and_be_acted_upon(read, text, expected):
    assert [actor.name for actor in read(text) if actor.role == "MED"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They shot an AFP photographer.", ("AFP photographer", "AFP photographer")),
        ("They freed two BBC journalists.", ("BBC journalists", "BBC journalists")),
        ("They fired on Hezbollah fighters.", ("Hezbollah fighters", "Hezbollah")),
        ("They met Boeing workers.", ("Boeing workers", "Boeing workers")),
    ],
)
def test_an_outlet_is_not_the_people_who_work_for_it(read, text, expected):
    [actor] = read(text)
    assert (actor.text, actor.name) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The newspaper [o El Faro] said it rained.", []),
        ("It rained, [o Blue Water] television reported.", []),
        ("She told the news agency [o Blue Water] that it rained.", []),
        ("They raided the newspaper [o El Faro].", ["El Faro"]),
        ("[o El Faro] said it rained.", ["El Faro"]),  # nothing says what it is
    ],
)
def test_an_unknown_outlet_is_known_by_what_it_is_called(read, marked, expected):
    assert [actor.name for actor in read(marked)] == expected
