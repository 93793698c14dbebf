"""People of the table of leaders: when a name is theirs, and what the table adds."""

import pytest


def brief(actors):
    return [(actor.name, actor.country, actor.role, actor.inferred) for actor in actors]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[p Sergey Lavrov] left.", [("Sergei Lavrov", "RU", "GOV", True)], id="another spelling"),
        pytest.param("[p RECEP TAYYIP ERDOGAN] left.", [("Recep Tayyip Erdoğan", "TR", "GOV", True)], id="no accents"),
        pytest.param("President [p Putin] left.", [("Vladimir Putin", "RU", "GOV", False)], id="surname with a title"),
        pytest.param("[p Putin] left.", [("Vladimir Putin", "RU", "GOV", True)], id="surname alone"),
        pytest.param("[p António Guterres] left.", [("António Guterres", "", "IGO", False)], id="of no country"),
        pytest.param("Gen. [p Khalifa Haftar] left.", [("Khalifa Haftar", "LY", "MIL", False)], id="general"),
        pytest.param("Sen. [p Barack Obama] left.", [("Barack Obama", "US", "LEG", False)], id="senator before"),
        pytest.param("The [dMX Mexican] president left [p Putin].", [("Mexican president", "MX", "GOV", False),
                     ("Vladimir Putin", "RU", "GOV", True)], id="beside another"),
        # namesakes
        pytest.param("Detective [p Donald Trump] left.", [("Donald Trump", "", "COP", False)], id="of another sector"),
        pytest.param("[dKE Kenyan] President [p Vladimir Putin] left.", [("Vladimir Putin", "KE", "GOV", False)],
                     id="of another country"),
        pytest.param("[p Ana Putin] left. [p Putin] slept.", [("Ana Putin", "", "", False)] * 2, id="of another full name"),
        pytest.param("[p Castro] left.", [("Castro", "", "", False)], id="a common surname"),
    ],
)  # fmt: skip
def test_people_the_world_knows(read, marked, expected):
    assert brief(read(marked)) == expected


@pytest.mark.parametrize(
    ("marked", "descriptions"),
    [
        pytest.param("[p Putin] left. He slept.", ["President of Russia 2000–2008 and from 2012, prime minister 2008–2012"] * 2,
                     id="of the table"),
        pytest.param("Detective [p Donald Trump] left.", ["Detective"], id="of a namesake"),
        pytest.param("[dKE Kenyan] defence minister [p Ana Ruiz] left. [p Ruiz] slept. The minister woke.",
                     ["Kenyan defence minister"] * 3, id="stated before the name"),
        pytest.param("[p Ana Ruiz], the leader of Hezbollah, left.", ["Leader of Hezbollah"], id="stated behind the name"),
        pytest.param("[p Ana Ruiz] left.", [""], id="unknown"),
        pytest.param("Hezbollah fighters left.", ["Shiite party and armed group in Lebanon, allied with Iran"], id="of a group"),
        pytest.param("The IDF fired.", ["Armed forces of Israel"], id="by an abbreviation"),
        pytest.param("Police fired.", [""], id="common noun"),
    ],
)  # fmt: skip
def test_who_somebody_is(read, marked, descriptions):
    assert [actor.description for actor in read(marked)] == descriptions


@pytest.mark.parametrize(
    "names",
    [("IDF", "Israel Defense Forces", "Israeli army"), ("Tamil Tigers", "LTTE"), ("MSF", "Doctors Without Borders"),
     ("Hemedti", "Mohamed Hamdan Dagalo"), ("Daesh", "ISIS", "Islamic State")],
)  # fmt: skip
def test_aliases_have_one_canonical_name(read, names):
    mark = "[p {}]" if "Hemedti" in names else "{}"
    assert len({actor.name for name in names for actor in read(f"Then {mark.format(name)} left.")}) == 1


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Pope [p Francis] left.", [("Pope Francis", "VA", "GOV", False)]),
        ("King [p Abdullah II] left.", [("Abdullah II", "JO", "GOV", False)]),
        ("[dTR Turkish] foreign minister [p Fidan] left.", [("Hakan Fidan", "TR", "GOV", False)]),
        ("[dPK Pakistani] Prime Minister [p Sharif] left.", [("Sharif", "PK", "GOV", False)]),
        ("Foreign minister [p Fidan] left.", [("Fidan", "", "GOV", False)]),
        ("[dPE Peruvian] foreign minister [p Fidan] left.", [("Fidan", "PE", "GOV", False)]),
        ("Councillor [p Francis] left.", [("Francis", "", "GOV", False)]),
    ],
)
def test_a_title_makes_a_surname_sure(read, marked, expected):
    assert brief(read(marked)) == expected


def test_the_west_is_no_province(read):
    assert brief(read("They blamed the [mCM West].")) == [("the West", "", "", False)]
