"""What the tagger reads in texts of our own: places, people and organisations, and who guards whom."""

import pytest

from geo.language import load, make_doc
from geo.nlp.encoder import network
from geo.records import Report


@pytest.fixture(scope="module")
def read():
    nlp = load(events=False)
    return lambda text: nlp(make_doc(nlp, Report(id="r", text=text)))


def found(doc):
    return [(mention.text, mention.role) for mention in doc._.places]


def test_people_and_organisations_named_like_places_are_none(read):
    doc = read(
        "Defence minister Austin Kigali met Paris Whitlock of Lincoln Holdings in Nairobi on Monday. "
        "Kigali said Whitlock had agreed. Later Kigali flew home."
    )
    assert [text for text, role in found(doc) if role != "embedded"] == ["Nairobi"]
    labels = {(name.text, name.label) for name in doc._.names}
    assert ("Austin Kigali", "PERSON") in labels
    assert ("Paris Whitlock", "PERSON") in labels


def test_places_inside_organisations_are_embedded_and_say_in_what(read):
    doc = read("The Bank of Ghana and the University of Nairobi signed the deal in Lagos on Friday.")
    by_text = {mention.text: mention for mention in doc._.places}
    assert by_text["Ghana"].role == "embedded"
    assert by_text["Nairobi"].role == "embedded"
    assert by_text["Lagos"].role == "literal"
    assert by_text["Ghana"].within.startswith("Bank of Ghana")
    assert all(0 < mention.role_score <= 1 for mention in by_text.values())


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("Two died in Tyre", "One in Acre", ["Tyre", "Acre"]),
        ("Gunmen killed four people in Homs", "Seven hurt in Idlib", ["Homs", "Idlib"]),
        ("Police arrested nine men in Sidon", "Tripoli quiet on Monday", ["Sidon", "Tripoli"]),
        ("Rebels seized a bridge in Goma", "Army retakes Beni", ["Goma", "Beni"]),
    ],
)
@pytest.mark.parametrize("mark", ["", "- ", "1. "])
def test_no_name_goes_over_the_end_of_a_line(read, first, second, names, mark):
    doc = read(f"{mark}{first}\n{mark.replace('1', '2')}{second}")
    assert [text for text, _ in found(doc)] == names
    assert [name.text for name in doc._.names if "\n" in name.text] == []


def test_a_name_in_a_wrapped_line_is_one(read):
    doc = read("Envoys left Port\nSudan on Monday and flew to New\nYork, the ministry in Addis\nAbaba said.")
    assert [text for text, _ in found(doc)] == ["Port\nSudan", "New\nYork", "Addis\nAbaba"]


def test_demonyms_are_marked(read):
    doc = read("Kenyan police stopped two Ugandan lorries near Busia, officials said.")
    assert ("Kenyan", "demonym") in found(doc)
    assert ("Ugandan", "demonym") in found(doc)
    assert ("Busia", "literal") in found(doc)


@pytest.mark.parametrize(
    "text",
    [
        "FLOODS KILL NINE IN MOMBASA AS KENYA DECLARES EMERGENCY",
        "floods killed nine people in mombasa on monday as kenya declared an emergency, officials in nairobi said",
    ],
)
def test_capitals_and_small_letters_are_read(read, text):
    texts = {mention.text.lower() for mention in read(text)._.places}
    assert {"mombasa", "kenya"} <= texts


def test_articles_possessives_and_full_stops(read):
    doc = read("The Netherlands’ ambassador drove from the Hague to Bakersfield, Calif., in Kenya's car.")
    texts = [mention.text for mention in doc._.places]
    assert "Netherlands" in texts
    assert "Kenya" in texts
    assert "Calif." in texts


def test_entities_are_spacys(read):
    doc = read(
        "Amina Yusuf of the World Food Programme said on Monday that Kenyan roads near Garissa were cut."
    )
    labels = {(ent.text, ent.label_) for ent in doc.ents}
    assert ("Amina Yusuf", "PERSON") in labels
    assert ("World Food Programme", "ORG") in labels
    assert ("Garissa", "GPE") in labels
    assert ("Kenyan", "NORP") in labels


def test_the_same_is_read_alone_and_in_a_batch(read):
    texts = [
        "Rebels took Bukavu on Friday.",
        "The mayor of Nakuru resigned. " * 40,
        "",
        "A storm hit Cebu and Bohol.",
    ]
    nlp = load()
    docs = [make_doc(nlp, Report(id=str(i), text=text)) for i, text in enumerate(texts)]
    together = [found(doc) for doc in nlp.pipe(docs)]
    assert together == [found(read(text)) for text in texts]


def test_a_sentence_is_read_alike_whatever_stands_in_other_windows(read):
    filler = "Prices of maize rose again in the third week of the month, traders said. " * 40
    alone = found(read("Gunmen attacked a bus near Marsabit."))
    assert found(read(f"Gunmen attacked a bus near Marsabit.\n\n{filler}"))[: len(alone)] == alone


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "\x00\x01", "🛰️🛰️", "中文文本没有空格", "a" * 100_000])
def test_odd_texts_are_read(read, text):
    assert isinstance(found(read(text)), list)


def test_fast_mode_needs_no_network(monkeypatch):
    def refuse():
        raise AssertionError

    monkeypatch.setattr(network, "bundled", refuse)
    nlp = load(fast=True)
    doc = nlp(make_doc(nlp, Report(id="r", text="Police in Nairobi arrested nine men.")))
    assert [mention.text for mention in doc._.places] == ["Nairobi"]


def test_parts_of_peoples_names_and_titles_are_none(read):
    doc = read("The minister thanked Defense Secretary Musa’a Kassala of the army, and Sana’a fell silent.")
    assert "Musa" not in {mention.text for mention in doc._.places}
    assert not {name.text for name in doc._.names} & {"minister", "Defense Secretary", "Secretary"}
    assert not any(name.text.endswith(" of") for name in doc._.names)


def test_names_of_the_gazetteer_are_whole(read):
    texts = {
        m.text
        for m in read("Rain fell in Southern California, in Sri Lankan ports and in The Hague.")._.places
    }
    assert {"Southern California", "The Hague"} <= texts


def test_hyphens_of_names_are_kept(read):
    names = {name.text for name in read("President Moon Jae-in met Mr Ahmed in Seoul on Monday.")._.names}
    assert "Moon Jae-in" in names


def test_a_first_name_with_an_apostrophe_keeps_its_surname(read):
    doc = read("Musa'a Keribu, the commander of the brigade, was killed near Herat, officials said.")
    assert "Musa'a Keribu" in {name.text for name in doc._.names}
