"""Which words are toponyms, and how they are used; ten small texts of different kinds of news."""

import pytest

NEWS = {
    "crime": (
        (
            "LEEDS — Two men were jailed on Friday for robbing a bank in Harrogate. Detective Inspector Mark Preston said the pair had "
            "fled to Hull in a stolen Ford. Preston thanked residents."
        ),
        ["LEEDS", "Harrogate", "Hull"],
    ),
    "disaster": (
        (
            "A magnitude 6.1 earthquake struck central Nepal on Tuesday, killing at least nine people in Pokhara and cutting the road to "
            "Kathmandu. Rescue teams from India and China are on their way."
        ),
        ["Nepal", "Pokhara", "Kathmandu", "India", "China"],
    ),
    "sport": (
        "Coach Didier Lagos praised his side after Nantes beat Marseille 2-1 in France on Sunday. May could be decisive, he said.",
        ["Nantes", "Marseille", "France"],
    ),
    "disease": (
        (
            "The World Health Organization said cholera had spread from Beira to Quelimane in Mozambique, and that Malawi had closed "
            "three schools. Dr. Grace Malenga called for vaccines."
        ),
        ["Beira", "Quelimane", "Mozambique", "Malawi"],
    ),
    "africa": (
        "Ethiopian troops entered Mekelle in November. President Isaias Afwerki of Eritrea denied that his army had crossed into Tigray.",
        ["Ethiopian", "Mekelle", "Eritrea", "Tigray"],
    ),
    "asia": (
        "Typhoon Saola is heading for Taiwan, and ferries between Xiamen and Kinmen were cancelled. Hong Kong raised its alert.",
        ["Taiwan", "Xiamen", "Kinmen", "Hong Kong"],
    ),
    "diplomacy": (
        "Ankara said it would not attend. The Kremlin declined to comment, and Foreign Minister Lars Berlin will fly to Oslo.",
        ["Ankara", "Oslo"],
    ),
    "court": (
        "The University of Ghana sued the Accra Tribune over a story about Nice Osei, a student. Judge Kent will rule in June.",
        ["Ghana", "Accra"],
    ),
    "war": (
        "Fighters of the Deir ez-Zor Military Council shelled Raqqa. Hezbollah said Israel's strikes near Tyre had killed four.",
        ["Deir ez-Zor", "Raqqa", "Israel", "Tyre"],
    ),
    "wire": (
        "© 2024 Agence France-Presse. Rain fell on Lyon and all of France.",
        ["Lyon", "France"],
    ),
    "politics": (
        "Sen. Mary Dallas, D-Ore., and Rep. Joe Austin, R-Texas, spoke in Portland. Austin said Of Mice and Men should be read.",
        ["Ore.", "Texas", "Portland"],
    ),
}


@pytest.mark.parametrize("kind", NEWS)
def test_news(read, kind):
    text, expected = NEWS[kind]
    assert [mention.text for mention in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells hit #KhanYounis, @GazaNews reports", ["KhanYounis"]),
        ("Drones over #Odesa and #Kharkiv. https://t.co/Syria12", ["Odesa", "Kharkiv"]),
        ("Floods in #PortSudan, write to help@khartoum.org", ["PortSudan"]),
        ("A fire in Izmir. See /Turkey/istanbul.html", ["Izmir"]),
    ],
)
def test_hashtags_name_places_and_addresses_do_not(read, text, names):
    assert [mention.text for mention in read(text)] == names
