"""Who takes part, on whole sentences: countries that only locate, verbs behind names, sources, speakers and pronouns."""

import pytest


@pytest.fixture
def parties(code):
    """Return a function that gives the names of the actors and of the recipients of the events of one root."""

    def of(text, root):
        events = [event for event in code(text) if event.type == root]
        assert events, text
        return (
            [actor.name for event in events for actor in event.actors],
            [actor.name for event in events for actor in event.recipients],
        )

    return of


def sentence(text, root, actors, recipients):
    return pytest.param(text, root, actors, recipients, id=text[:60])


@pytest.mark.parametrize(
    ("text", "root", "actors", "recipients"),
    [
        sentence("Police arrested two soldiers in Ankara, Turkey.", "COERCE", ["Police"], ["soldiers"]),
        sentence("Gunmen killed nine farmers in Lahore, Pakistan, on Sunday.", "ASSAULT", ["Gunmen"], ["farmers"]),
        sentence("A bomb killed five soldiers in Mosul (Iraq) on Monday.", "ASSAULT", [], ["soldiers"]),
        sentence("Police in Paris, France, arrested four people.", "COERCE", ["Police"], ["people"]),
        sentence("Kenya met Mali in Doha, Qatar.", "CONSULT", ["Kenya", "Mali"], []),
        sentence("Soldiers detained three nurses in Yemen's capital.", "COERCE", ["Soldiers"], ["nurses"]),
        sentence("Russia accused Chile, Peru and Kenya of spying.", "ACCUSE", ["Russia"], ["Chile", "Peru", "Kenya"]),
    ],
)  # fmt: skip
def test_a_country_behind_its_town_takes_no_part(parties, text, root, actors, recipients):
    assert parties(text, root) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "root", "actors", "recipients"),
    [
        sentence("The Turkish minister accused Mali of a plot in Cairo.", "ACCUSE", ["Turkish minister"], ["Mali"]),
        sentence("Egypt accused Sudan of lying.", "ACCUSE", ["Egypt"], ["Sudan"]),
        sentence("Human Rights Watch accused Kenya of abuse.", "ACCUSE", ["Human Rights Watch"], ["Kenya"]),
        sentence("Hezbollah accused Egypt of breaking the truce.", "ACCUSE", ["Hezbollah"], ["Egypt"]),
    ],
)  # fmt: skip
def test_names_swallow_no_verb(parties, text, root, actors, recipients):
    assert parties(text, root) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "root", "actors", "recipients"),
    [
        sentence("None were wounded in the attack on the hotel in Kabul.", "ASSAULT", [], []),
        sentence("Others were detained by police in Lima.", "COERCE", ["police"], []),
        sentence("Schools were shelled by rebels in Aleppo.", "ASSAULT", ["rebels"], ["Schools"]),
        sentence("BREAKING: Turkey bombed Aleppo at 18:30 GMT", "ASSAULT", ["Turkey"], []),
    ],
)
def test_words_with_a_capital_that_are_nobody(parties, text, root, actors, recipients):
    assert parties(text, root) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "root", "actors", "recipients"),
    [
        sentence("Rebels killed nine civilians, officials in Kabul said.", "ASSAULT", ["Rebels"], ["civilians"]),
        sentence("Rebels killed nine civilians, officials in the city of Kharkiv said on Monday.", "ASSAULT",
                 ["Rebels"], ["civilians"]),
        sentence("Rebels killed nine civilians, a spokesman for the interior ministry said.", "ASSAULT",
                 ["Rebels"], ["civilians"]),
        sentence("Gunmen abducted six pupils, the head of a school in Mombasa reported.", "ASSAULT", ["Gunmen"], ["pupils"]),
        sentence("Rebels killed nine civilians, said officials in Mombasa.", "ASSAULT", ["Rebels"], ["civilians"]),
        sentence("Rebels killed nine civilians, police in Lahore, Pakistan, said.", "ASSAULT", ["Rebels"], ["civilians"]),
        sentence("Officials in Kyiv said Russia bombed a bridge.", "ASSAULT", ["Russia"], ["bridge"]),
        sentence("The army said rebels bombed a bridge.", "ASSAULT", ["rebels"], ["bridge"]),
        sentence("Officials in Chile accused Peru of spying.", "ACCUSE", ["officials in Chile"], ["Peru"]),
    ],
)  # fmt: skip
def test_who_says_it_takes_no_part_in_it(parties, text, root, actors, recipients):
    assert parties(text, root) == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine expelled the ambassador to Mali.",
        "Turkey recalled its ambassador to the Sudan on Monday.",
        "The envoy to Kenya condemned the raid.",
    ],
)
def test_where_a_diplomat_is_posted_takes_no_part(code, text):
    [event] = code(text)
    assert not {"Mali", "Sudan", "Kenya"} & {actor.name for actor in (*event.actors, *event.recipients)}
    assert event.places[-1].role == "subject"


@pytest.mark.parametrize(
    ("text", "root", "never"),
    [
        ("Okello detailed the recent strike on Mosul.", "ASSAULT", "Okello"),
        ("Kamau told General Roux that attacks in Aden had led to closures.", "ASSAULT", "Roux"),
        ("The boys' abduction by rebels shocked Lagos on Friday.", "ASSAULT", "boys"),
        ("Gunmen attacked a market in Las Mesitas, Chile, on Friday.", "ASSAULT", "Chile"),
        ("Rebels shelled the capital of Yemen on Sunday.", "ASSAULT", "Yemen"),
    ],
    ids=["who speaks of a strike", "who is spoken to", "who is abducted", "country of a town", "capital"],
)
def test_nobody_is_an_attacker_who_only_is_near(code, text, root, never):
    attacks = [event for event in code(text) if event.type == root]
    assert attacks, "the attack is read"
    assert never not in {actor.name for event in attacks for actor in event.actors}
