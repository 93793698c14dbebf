"""Languages: English is read as English, others give their names and no events, and one line says so."""

import logging

import pytest
import spacy

import geo
from geo.language import load, make_doc
from geo.nlp import language_identification
from geo.nlp.language_identification import UNKNOWN, function_words, is_english, language_of, name_of
from geo.records import Report

TOLD = {
    "ar": "أعلنت الشرطة يوم الثلاثاء اعتقال تسعة أشخاص في البصرة بعد هجوم على مركز للجيش.",
    "de": "Die Polizei nahm am Dienstag in Hamburg neun Männer fest, wie ein Sprecher mitteilte.",
    "el": "Η αστυνομία συνέλαβε την Τρίτη εννέα άνδρες στην Αθήνα, όπως ανακοινώθηκε.",
    "es": "La policía detuvo el martes a nueve hombres en Sevilla, según informó un portavoz.",
    "fa": "پلیس روز سه شنبه نه مرد را در شیراز بازداشت کرد، یک سخنگو گفت.",
    "fr": "La police a arrêté mardi neuf hommes à Lyon, a indiqué un porte-parole.",
    "he": "המשטרה עצרה ביום שלישי תשעה גברים בחיפה, כך נמסר.",
    "hi": "पुलिस ने मंगलवार को पटना में नौ लोगों को गिरफ़्तार किया, एक प्रवक्ता ने कहा।",
    "it": "La polizia ha arrestato martedì nove uomini a Napoli, ha detto un portavoce.",
    "ja": "警察は火曜日、大阪で男九人を逮捕したと広報担当者が述べた。",
    "nl": "De politie heeft dinsdag in Rotterdam negen mannen aangehouden, zei een woordvoerder.",
    "pl": "Policja zatrzymała we wtorek w Krakowie dziewięciu mężczyzn, powiedział rzecznik.",
    "pt": "A polícia prendeu na terça-feira nove homens em Salvador, disse um porta-voz.",
    "ru": "Полиция задержала во вторник в Казани девять мужчин, сообщил представитель.",
    "sw": "Polisi waliwakamata wanaume tisa mjini Mombasa siku ya Jumanne, msemaji alisema.",
    "tr": "Polis salı günü Ankara'da dokuz kişiyi gözaltına aldı, bir sözcü söyledi.",
    "uk": "Поліція затримала у вівторок у Львові дев'ятьох чоловіків, повідомив речник.",
    "zh": "警方周二在成都逮捕了九名男子,一名发言人说。",
}
ENGLISH = [
    "Erdoğan, Aliyev open Zangezur road near Şuşa, Xankəndi",
    "Jokowi meets Prabowo in Jakarta",
    "Müller beats Hernández at Roland Garros in Paris",
    "Al-Shabaab kills nine in Beledweyne, Jowhar and Baidoa",
    "Kharkiv, Odesa, Lviv",
    "Floods in São Paulo",
    "Police arrested nine men in Ciudad del Este.",
    "Los Angeles police shoot man in Santa Ana",
    "Le Pen, Mélenchon and Bardella vie for the Élysée",
    "Die Linke and Die Grünen quit talks in Baden-Württemberg",
    "Un ballo in maschera opens in Verona",
    "Nine dead.",
    "",
    "12:30",
    "a" * 5_000,
]


def test_languages_are_told_apart():
    found = {code: language_of(text) for code, text in TOLD.items()}
    assert found == {code: code for code in TOLD}
    assert all(name_of(code) != code for code in TOLD)


def test_english_with_foreign_names_is_english():
    assert [text for text in ENGLISH if not is_english(language_of(text))] == []


def test_plain_english_does_not_read_the_identifier_s_weights(monkeypatch):
    monkeypatch.setattr(language_identification, "_identifier", lambda: pytest.fail("read for English"))
    text = "Envoys from São Tomé met in Reykjavík on Monday. They said that the road to Łódź was open, and that they would go."
    assert language_of(text) == "en"
    assert language_of(text * 5_000) == "en"


def test_what_most_of_a_text_is_written_in_counts():
    english = "The ministers met in Doha on Monday, and they said that the talks would go on for a week. "
    assert language_of(english + TOLD["ar"]) == "en"
    assert language_of(english + 4 * TOLD["ar"]) == "ar"
    assert language_of(english + 9 * TOLD["es"]) == "es"
    decomposed = "La polici\u0301a detuvo el mar\u00adtes a nueve hom\u00adbres en Se\u00advilla, segu\u0301n un porta\u00advoz."
    assert language_of(decomposed) == "es"


@pytest.fixture(scope="module", params=[False, True], ids=["tagger", "rules"])
def nlp(request):
    return load(fast=request.param)


def test_another_language_gives_names_and_no_events(nlp, caplog):
    with caplog.at_level(logging.WARNING, logger="geo"):
        found = geo.parse(f"{TOLD['es']} Un hombre murió.", title="Sucesos", nlp=nlp)
    (report,) = found.reports
    assert report.language == "es"
    assert [mention.text for mention in found.mention_records] == ["Sevilla"]
    assert found.event_records == ()
    assert [record.getMessage() for record in caplog.records] == [
        f"{report.id}: mostly Spanish: Dateline reads English; names only"
    ]
    assert (
        geo.parse("Police arrested nine men in Seville, and they were held.", nlp=nlp).reports[0].language
        == "en"
    )


OPENINGS = {
    "es": ["Un hombre murió en Lima el lunes.", "Las autoridades cerraron el puente.", "Los vecinos huyeron tras la lluvia."],
    "fr": ["Un homme est mort à Dakar lundi.", "Le ministre a quitté la ville.", "Les autorités ont fermé le pont."],
    "it": ["Un uomo è morto a Tunisi lunedì.", "Il ministro ha lasciato la città.", "Le autorità hanno chiuso il ponte."],
    "de": ["Die Brücke wurde am Montag gesperrt.", "Am Abend kam der Regen.", "Ein Mann starb am Montag in Bremen."],
    "pt": ["Um homem morreu em Luanda na segunda-feira.", "Na cidade a chuva continua.", "As autoridades fecharam a ponte."],
    "ro": ["Un bărbat a murit luni la Chișinău.", "La podul închis au venit oameni."],
}  # fmt: skip


def test_function_words_are_no_towns(nlp):
    named = {
        language: [m.text for text in texts for m in geo.parse(text, nlp=nlp).mention_records]
        for language, texts in OPENINGS.items()
    }
    expected = {
        "es": ["Lima"],
        "fr": ["Dakar"],
        "it": ["Tunisi"],
        "de": ["Bremen"],
        "pt": ["Luanda"],
        "ro": ["Chișinău"],
    }
    assert named == expected


def test_a_language_that_is_given_is_taken_by_its_word(nlp):
    text = "Police arrested nine men in Ankara, and they were held."
    doc = nlp(make_doc(nlp, Report(id="r", text=text, language="xh")))
    assert (doc._.language, doc._.events) == ("xh", ())
    assert [m.text for m in doc._.places] == ["Ankara"]


def test_a_doc_says_its_language_and_keeps_it_when_packed():
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_places", config={"tagger": False})
    nlp.add_pipe("dateline_events")
    docs = list(nlp.pipe([TOLD["fr"], "Envoys met in Manama, and they said that they would go on."]))
    assert [doc._.language for doc in docs] == ["fr", "en"]
    (again, _) = DocBin(docs=docs, store_user_data=True).get_docs(nlp.vocab)
    assert again._.language == "fr"


def test_the_texts_of_a_column_have_their_language(nlp):
    found = geo.read_texts(
        [TOLD["it"], None, "Envoys met in Manama, and they said that they would go."], nlp=nlp
    )
    assert [report.language for report in found.reports] == ["it", "und", "en"]


def test_lists_of_function_words():
    assert {"un", "el"} <= function_words("es")
    assert function_words("xh") == frozenset()


@pytest.mark.parametrize(
    "text",
    ["Al Udeid Air Base was hit.", "Ministers meet in Den Haag", "Bus met in Ede", "Brand in Gouda", "Man shot in Aarhus kiosk"],
)  # fmt: skip
def test_a_short_english_headline_is_not_called_foreign(text):
    assert is_english(language_of(text))


def test_without_room_for_the_weights_the_language_stays_unknown(monkeypatch, caplog):
    from py3langid import langid

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(langid.LanguageIdentifier, "from_model_file", full)
    language_identification._identifier.cache_clear()
    try:
        assert language_of("Las autoridades cerraron el puente tras las lluvias.") == UNKNOWN
        assert language_of("قتل شخصان في غزة") == UNKNOWN
    finally:
        language_identification._identifier.cache_clear()
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("text", "named"), [("Un terremoto sacudió Oaxaca.", ["Oaxaca"]), ("Il treno per Bologna", ["Bologna"])]
)
def test_an_article_is_no_town_where_the_text_is_too_short_to_tell_its_language(nlp, text, named):
    assert [mention.text for mention in geo.parse(text, nlp=nlp).mention_records] == named
