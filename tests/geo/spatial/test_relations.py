"""Geometry of phrases: borders, parts, distances, coasts."""

from hypothesis import given
from hypothesis import strategies as st

from gazetteer import store
from gazetteer.build.places import settlement_radius_m
from geo.language import load, make_doc, resolve_spans
from geo.records import Report
from geo.spatial import relations


def test_what_a_phrase_means_is_told_in_words_without_how_it_was_measured(places):
    told = {
        "Shells fell in southern Gaza.": "southern part of Gaza",
        "A drone fell 20 km north of Aleppo.": "20 km north of Aleppo",
        "A convoy stopped near Khan Younis.": "the surroundings of Khan Yunis",
        "Rain fell throughout Kenya.": "the whole of Kenya",
        "A bomb went off in Khan Younis.": "",
    }
    for text, meaning in told.items():
        (mention,) = [mention for mention in places(text).values() if mention.place]
        assert mention.meaning.removesuffix(" Strip") == meaning


def test_countries_are_areas(places):
    assert places("Elections were held in Uruguay.")["Uruguay"].geometry.area > 10


def test_work_grows_with_the_text_not_with_its_square(work):
    nlp = load(fast=True)
    nlp.disable_pipe("dateline_events")
    piece = (
        "20 km north of Kano near the Lebanese border across the border the road between Kaduna and Zaria off the coast of"
        " Yemen southern Gaza the Green Line in Israel along the border 3 miles 3 miles the the outskirts of Lima "
    )

    def effort(size):
        doc = make_doc(nlp, Report(id="r", text=(piece * (size // len(piece)))))
        for name in ("dateline_sentences", "dateline_places"):
            doc = nlp.get_pipe(name)(doc)
        mentions = list(doc._.places)
        return work(lambda: relations.relate(doc, mentions, gazetteer=store.default()))

    effort(2_000)  # what is read once is read now
    assert effort(16_000) < 4.5 * effort(4_000)


def test_nothing_is_added_to_given_spans():
    text = "Chad and Sudan closed the border. Pakistan's army left the Durand Line."
    nlp = load()
    spans = [(0, 4), (9, 14), (34, 42)]
    assert [m.text for m in resolve_spans(nlp, Report(id="r", text=text), spans)] == [
        "Chad",
        "Sudan",
        "Pakistan",
    ]


@given(st.integers(0, 40_000_000), st.integers(0, 40_000_000))
def test_the_radius_of_a_town_grows_with_its_people(one, other):
    less, more = sorted((one, other))
    assert 1_000 <= settlement_radius_m(less) <= settlement_radius_m(more) <= 30_000
