"""Who claims an attack is its actor; who only asserts something of it is not."""

from geo.events.claims import claim_of


def test_what_is_claimed(found, check_rows):
    def check(row):
        text, words, verb = row
        (match,) = [each for each in found(text) if each.words == words]
        claim = claim_of(match)
        assert (match.sentence.words[claim].text if claim is not None else None) == verb

    check_rows(
        [
            ("Hezbollah claimed the bombing.", "bombing", "claimed"),
            ("Hezbollah claimed responsibility for Monday's deadly bombing.", "bombing", "claimed"),
            ("Hezbollah claims credit for the massacre.", "massacre", "claims"),
            ("The bombing was claimed by Hezbollah.", "bombing", "claimed"),
            ("Nobody claimed the bombing.", "bombing", None),
            ("No rebels have claimed the bombing.", "bombing", None),
            ("The mayor claimed that the bombing hurt trade.", "bombing", None),
            ("The mayor claimed a prize after the bombing.", "bombing", None),
            ("The mayor claimed a flat, and the bombing went on.", "bombing", None),
            ("Hezbollah claimed the withdrawal of troops.", "withdrawal of troops", None),
        ],
        check,
    )


def test_who_claims_an_attack_is_its_actor(code, check_rows):
    def check(row):
        text, names = row
        events = code(text)
        assert [event.type for event in events] == ["ASSAULT"]
        assert [actor.name for actor in events[0].actors] == names

    check_rows(
        [
            ("Islamic State claimed the attack in Kabul.", ["Islamic State"]),
            ("Islamic State claimed responsibility for the bombing in Kabul.", ["Islamic State"]),
            ("Boko Haram, which claimed the raid on Baga, is active in Borno.", ["Boko Haram"]),
            ("An attack claimed by Islamic State killed nine people in Kabul.", ["Islamic State"]),
            ("A bomb killed nine people in Kabul on Monday. Hezbollah claimed the attack.", ["Hezbollah"]),
            ("No group has claimed the attack in Lahore.", []),
        ],
        check,
    )


def test_a_claim_of_a_dated_attack_has_its_day(code):
    (event,) = code("Al-Shabaab claimed responsibility for Monday's attack in Mogadishu.")
    assert str(event.when.start) == "2024-07-15"
