"""What the reader takes a name for is what the geocoder finds under it."""

import pytest

from gazetteer import store
from gazetteer.geocoder import Dateline
from geo.language import load, make_doc
from geo.records import Report

NAMES = {
    "a state or province that shares its name": (
        "Georgia, USA|Georgia, U.S.|the U.S. state of Georgia|Maryland, USA|Montana, USA|Punjab, India|Punjab, Pakistan|"
        "Montana|Oklahoma|Wyoming|Maryland|Texas|Kansas|Ohio|Alabama|Nevada|Colorado|Missouri|"
        "Delaware|Idaho|Utah|Maine|Vermont|Florida|California|Virginia|Arizona|Nebraska|Iowa|Indiana|Michigan|Minnesota|"
        "Wisconsin|Tennessee|Kentucky|Louisiana|Arkansas|North Carolina|Hawaii|Alaska|Ontario|Alberta|Tabasco|"
        "Sonora|Sinaloa|Bahia|Bihar|Kerala|Assam|Sindh|Anhui|Hunan|Sichuan|Hokkaido|Limburg|Darfur|Quebec|Veracruz|Oaxaca"
    ),
    "a city that is the core of its division": (
        "New York|Kharkiv|Kherson|Odesa|Donetsk|Luhansk|Aleppo|Homs|Idlib|Kabul|Herat|Kandahar|Utrecht|Groningen|Zurich|"
        "Geneva|Mendoza|Osaka|Hiroshima|Nagasaki|Mandalay|Cusco|Piura|Murcia|Chihuahua|Puebla|Mexico City|Kuwait City|Lahore"
    ),
    "a country": (
        "Georgia|Lebanon|Jordan|Chad|Mali|Niger|Guinea|Turkey|Ireland|Luxembourg|Taiwan|People's Republic of China|"
        "Republic of China|U.S.|U.K.|UAE|USA|DRC|Kosovo|Samoa"
    ),
    "something else": (
        "Ariel|Gaza|West Bank|Golan Heights|Crimea|Northern Ireland|Hebron|Rafah|Tripoli|Benghazi|Paris, Texas|Paris, France|"
        "Springfield, Illinois|Washington, D.C.|Abkhazia|Transnistria|Puerto Rico|Salem, Oregon"
    ),
}
"""By what makes them hard."""

NO_PLACES = ["U.N.", "US$", "E.C.B."]


@pytest.fixture(scope="module")
def nlp():
    return load(events=False)


def read(nlp, name):
    """Give what the reader makes of the name, or of the head of a phrase, in a sentence that tells nothing else."""
    mentions = nlp(make_doc(nlp, Report(id="r", text=f"He arrived in {name} on Monday.")))._.places
    if not mentions:
        return None
    head = mentions[-1] if " of " in name else mentions[0]
    return head.place and head.place.label


@pytest.mark.parametrize("kind", NAMES)
def test_reader_and_geocoder_agree(nlp, kind):
    geocoder = Dateline()
    differ = []
    for name in NAMES[kind].split("|"):
        [first] = store.default().search(name, limit=1, near=False) or [None]
        wanted = first and first.label
        found = {read(nlp, name), geocoder.geocode(name) and geocoder.geocode(name).address}
        if found != {wanted}:
            differ.append((name, wanted, found))
    assert differ == []


def test_the_table_is_of_many_kinds():
    assert sum(names.count("|") + 1 for names in NAMES.values()) > 120


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Georgia, USA", "Georgia, US"),
        ("Georgia", "Georgia"),
        ("Montana", "Montana, US"),
        ("Oklahoma", "Oklahoma, US"),
        ("New York", "New York City, New York, US"),
        ("Kharkiv", "Kharkiv, UA"),
        ("Ariel", "Ariel, Jerusalem, IL"),
        ("People's Republic of China", "China"),
        ("Republic of China", "Taiwan"),
        ("the U.S. state of Georgia", "Georgia, US"),
    ],
)
def test_what_both_say(nlp, name, place):
    assert read(nlp, name) == place
    assert Dateline().geocode(name).address == place
    assert store.find(name).label == place


@pytest.mark.parametrize("name", NO_PLACES)
def test_what_is_no_place_to_either(nlp, name):
    assert read(nlp, name) is None
    assert Dateline().geocode(name) is None
