"""The path of `--fast`: triggers by the lists alone, dropped where they are weak, silent where they are only content."""

TYPES = [
    ("Police arrested two soldiers in Lima on Monday.", ["COERCE"]),
    ("Pork ban lifted in Kenya", ["RETREAT"]),
    ("Nine soldiers were killed fighting rebels in Mali.", ["ASSAULT"]),
    ("Germany will send medicine to Sudan next week.", ["AGREE"]),
    ("Russia will shell Kharkiv again, the general told reporters.", ["THREATEN"]),
    # no event, or one that the lists do not have
    ("Four villagers were killed near Bamako on Monday.", []),
    ("The finance minister clashed with his deputy in Tokyo.", []),
    ("The director shot a film about the war chest of a senator in Ohio.", []),
    ("Peru sent engineers to Lima to fight the fungus.", []),
    ("Ana phoned her husband in Lima.", []),
    ("Gunmen opened up on a bus near Gashua on Friday.", []),
    # the content of a speech act
    ("Egypt called on the rebels to stop the attacks.", ["REQUEST"]),
    ("Egypt condemned a bombing in Kabul on Monday.", ["ACCUSE"]),
    ("Egypt condemned the bombing in Kabul on Monday.", ["ACCUSE", "ASSAULT"]),
    ("A court in Lima convicted two rebels of killing a farmer.", ["SANCTION"]),
    ("Two rebels were convicted of killing a farmer in Aden.", ["SANCTION"]),
    ("Two rebels were sentenced to life in prison for kidnapping a nurse in Aden.", ["SANCTION"]),
    ("A judge sentenced the officer to ten years for torturing detainees.", ["SANCTION"]),
    ("The rebel was sentenced to nine years in prison for an attack on a convoy.", ["SANCTION"]),
    ("Two men were jailed for the killing of a farmer.", ["SANCTION"]),
    ("Rebels killed a farmer in Aden. A court in Lima convicted two rebels.", ["ASSAULT", "SANCTION"]),
]


def test_types(code_by_rules, check_rows):
    def check(row):
        text, expected = row
        assert [event.type for event in code_by_rules(text)] == expected

    check_rows(TYPES, check)


def test_a_status_of_each_kind(code_by_rules, check_rows):
    def check(row):
        text, status = row
        assert [event.status for event in code_by_rules(text)] == [status]

    check_rows(
        [
            ("Police arrested two soldiers in Lima.", "actual"),
            ("Police did not arrest the soldiers in Lima.", "negated"),
            ("The Turkish minister plans to visit Cairo.", "future"),
            ("If police arrest the soldiers in Lima on Monday, crowds will come.", "hypothetical"),
            ("Police arrested two soldiers in Lima in March 2011.", "historical"),
        ],
        check,
    )


def test_a_claim_of_responsibility_names_who_did_it(code_by_rules):
    (event,) = code_by_rules(
        "A car bomb exploded in Mosul on Monday. Al-Shabaab claimed responsibility for the attack."
    )
    assert [actor.name for actor in event.actors] == ["Al-Shabaab"]
    assert [mention.text for mention in event.mentions] == ["car bomb", "attack"]


def test_a_charge_has_the_places_of_its_content(code_by_rules):
    (event,) = code_by_rules("A judge in Ankara convicted him of an attack in Aleppo.")
    assert {link.mention.text for link in event.places} == {"Ankara", "Aleppo"}
