"""The pipeline: its components, the doors, hostile input, and what holds for every text."""

import itertools

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from gazetteer.errors import GazetteerMissing
from gazetteer.importing.importer import import_places
from geo.errors import PipelineMissing, PipelineUnusable
from geo.language import load, make_doc, resolve_spans
from geo.records import Report


@pytest.fixture(scope="module")
def nlp():
    pipeline = load()
    pipeline.disable_pipe("dateline_events")
    return pipeline


@pytest.fixture(scope="module")
def rules():
    pipeline = load(fast=True)
    pipeline.disable_pipe("dateline_events")
    return pipeline


def read(nlp, text, **more):
    return nlp(make_doc(nlp, Report(id="r", text=text, **more)))


def test_the_factories_work_in_anybody_s_pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_sentences")
    nlp.add_pipe("dateline_places")
    assert [mention.text for mention in nlp("A fire broke out in Lagos.")._.places] == ["Lagos"]


def test_a_pipeline_without_sentences_needs_no_splitter():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_places")
    nlp.add_pipe("dateline_events")
    doc = nlp("Police arrested nine men in Lagos on 3 May 2024. Envoys met in Manama.")
    assert [mention.sentence for mention in doc._.places][1] == "Envoys met in Manama."
    assert [event.type for event in doc._.events] == ["COERCE", "CONSULT"]
    assert [len(d._.places) for d in nlp.pipe(["", "Rain fell on Quito."])] == [0, 1]


def test_one_process_and_several_weigh_the_same_reports_together(monkeypatch):
    """Reports of an outlet tell each other where it is at home, batch by batch: the batches must be the same."""
    monkeypatch.setattr("geo.components.places.BATCH", 4)
    nlp = spacy.blank("en")
    nlp.batch_size = 6  # a process would weigh 4 and 2 reports together, and one alone 4 and 4
    nlp.add_pipe("dateline_sentences")
    nlp.add_pipe("dateline_places", config={"tagger": False})
    towns = ["Peoria", "Decatur", "Champaign", "Boston", "Worcester", "Hartford"] * 2
    reports = [
        Report(id=town, text=f"A fire in Springfield and {town}.", source="County Herald") for town in towns
    ]

    def places(**options):
        docs = nlp.pipe((make_doc(nlp, report) for report in reports), **options)
        return [[(m.place and m.place.id, m.score) for m in doc._.places] for doc in docs]

    assert places(n_process=2) == places()


def test_a_pipeline_that_is_not_installed():
    with pytest.raises(PipelineMissing, match="not installed"):
        load("no_such_pipeline")


def test_a_pipeline_that_does_not_load_is_not_called_missing(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "of_another_package")
    config = tmp_path / "of_another_package" / "config.cfg"
    config.write_text(config.read_text("utf-8").replace('"sentencizer"', '"its_own_factory"'), "utf-8")
    with pytest.raises(PipelineUnusable, match=r"does not load: .*its_own_factory"):
        load(str(tmp_path / "of_another_package"))
    with pytest.raises(PipelineUnusable, match="does not load"):
        load(str(tmp_path))
    with pytest.raises(PipelineUnusable, match="'spacy' is there and does not load"):
        load("spacy")  # a package, and no pipeline


@pytest.fixture(scope="module")
def somebody_s(tmp_path_factory):
    """A folder of a pipeline as the installed ones are: tagger, parser and recogniser, trained on these sentences."""
    from spacy.training import Example

    told = {
        "Rain fell on Monday .": ("NN VBD IN NNP .", (1, 1, 3, 1, 1), (13, 19, "DATE")),
        "They met on Friday in May .": ("PRP VBD IN NNP IN NNP .", (1, 1, 3, 1, 5, 3, 1), (12, 18, "DATE")),
        "Mary Smith spoke .": ("NNP NNP VBD .", (1, 2, 2, 2), (0, 10, "PERSON")),
        "John Brown left town .": ("NNP NNP VBD NN .", (1, 2, 2, 2, 2), (0, 10, "PERSON")),
        "Police came to Lagos .": ("NNS VBD IN NNP .", (1, 1, 3, 1, 1), (15, 20, "GPE")),
        "Floods hit Lima .": ("NNS VBD NNP .", (1, 1, 1, 1), (11, 15, "GPE")),
    }
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    nlp.add_pipe("ner")
    examples = []
    for text, (tags, heads, entity) in told.items():
        deps = ["ROOT" if head == i else "dep" for i, head in enumerate(heads)]
        tree = {"tags": tags.split(), "heads": list(heads), "deps": deps}
        examples.append(Example.from_dict(nlp.make_doc(text), {**tree, "entities": [entity]}))
    spacy.util.fix_random_seed(0)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("somebody") / "pipeline"
    nlp.to_disk(folder)
    return folder


def test_the_sentences_of_another_pipeline_s_parser_stay(somebody_s):
    nlp = spacy.load(somebody_s, exclude="ner")
    text = "Police arrested nine men in Lagos on 3 May 2024. Envoys met in Manama."
    plain = nlp(text)
    trees = [(token.tag_, token.dep_, token.head.i, token.is_sent_start) for token in plain]
    assert plain.has_annotation("DEP") and plain.has_annotation("TAG")
    nlp.add_pipe("dateline_places")
    nlp.add_pipe("dateline_events")
    alone = nlp(text)
    assert [(token.tag_, token.dep_, token.head.i, token.is_sent_start) for token in alone] == trees
    assert [mention.text for mention in alone._.places] == ["Lagos", "Manama"]
    (other, _) = nlp.pipe([text, text], n_process=2)
    assert (other._.places, other._.events) == (alone._.places, alone._.events)


TEXTS = [
    "Police arrested nine men in Lagos on Monday. Mary Smith met envoys in Manama on Friday.",
    "Floods hit Lima on Friday, John Brown said.",
    "Rain fell.",
]


@pytest.mark.parametrize("without", [(), ("parser",), ("tagger", "parser"), ("ner",)])
def test_a_trained_pipeline_keeps_its_entities_and_gains_places_and_events(somebody_s, without):
    nlp = spacy.load(somebody_s, exclude=without)
    before = [[(e.text, e.label_) for e in doc.ents] for doc in nlp.pipe(TEXTS)]
    assert any(before) == ("ner" not in without)
    nlp.add_pipe("dateline_places")
    nlp.add_pipe("dateline_events")
    docs = list(nlp.pipe(TEXTS))
    for doc, ents in zip(docs, before, strict=True):
        if ents:
            assert [(e.text, e.label_) for e in doc.ents] == ents
    assert [mention.text for doc in docs for mention in doc._.places] == ["Lagos", "Manama", "Lima"]
    assert [event.type for event in docs[0]._.events][:1] == ["COERCE"]
    several = list(nlp.pipe(TEXTS, n_process=2))
    assert [(d._.places, d._.events) for d in several] == [(d._.places, d._.events) for d in docs]


def test_before_the_recogniser_of_another_pipeline_our_names_are_our_tagger_s(somebody_s):
    nlp = spacy.load(
        somebody_s, exclude="parser"
    )  # of other sentences the tagger would be sure in other degrees
    nlp.add_pipe("dateline_places", before="ner")
    nlp.add_pipe("dateline_events", last=True)
    ours = list(load().pipe(TEXTS))
    for alone, doc in zip(ours, nlp.pipe(TEXTS), strict=True):
        assert doc._.places == alone._.places
        assert {(e.text, e.label_) for e in alone.ents} <= {(e.text, e.label_) for e in doc.ents}
    assert any(entity.label_ == "DATE" for entity in nlp(TEXTS[0]).ents), (
        "the recogniser adds what it alone knows"
    )


def test_given_spans_come_back_in_their_order(nlp):
    text = "Trains run from Lyon to Turin."
    mentions = resolve_spans(nlp, Report(id="r", text=text), [(24, 29), (16, 20), (0, 6)])
    assert [mention.text for mention in mentions] == ["Turin", "Lyon", "Trains"]
    assert [mention.place and mention.place.country for mention in mentions[:2]] == ["IT", "FR"]


def test_pipe_takes_docs(nlp):
    reports = [Report(id=str(i), text=f"Rain fell on {city}.") for i, city in enumerate(["Quito", "Oslo"])]
    docs = list(nlp.pipe(make_doc(nlp, report) for report in reports))
    assert [doc._.places[0].report for doc in docs] == ["0", "1"]


PIECES = st.sampled_from(
    ["Ankara", "the Syrian border", "northern Mali", "20 km north of Aleppo", "Paris, Texas", "said", "Mr. Hall", "U.S.", ". ",
     " in ", " and ", ", ", "\n\n", "’s", "The", "“", "River", "São Tomé", "北京", "\u200b", "-", "Khan Younis Brigade", "the border"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_offsets_hold_and_toponyms_do_not_overlap(nlp, text):
    doc = read(nlp, text)
    places = doc._.places
    assert list(places) == sorted(places, key=lambda mention: mention.start)
    for mention in places:
        assert text[mention.start : mention.end] == mention.text
        assert mention.phrase_start <= mention.start < mention.end <= mention.phrase_end
        assert 0 <= mention.score <= 1
        assert (mention.place is None) == (mention.geometry is None)
    assert all(a.end <= b.start for a, b in itertools.pairwise(places))
    assert all(text[name.start : name.end] == name.text for name in doc._.names)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(PIECES, max_size=15).map(" ".join), st.sampled_from(["It rained.\n\n", "Nobody was hurt.\n\n"])
)
def test_a_prefix_only_shifts_spans(rules, text, prefix):
    plain, shifted = read(rules, text)._.places, read(rules, prefix + text)._.places
    assert [(m.start + len(prefix), m.end + len(prefix), m.place and m.place.id) for m in plain] == [
        (m.start, m.end, m.place and m.place.id) for m in shifted
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\x01", "<script>alert('Gaza')</script>", "🙂" * 50, "A." * 300, "\n" * 500]
)
def test_strange_texts_are_read(nlp, text):
    assert all(text[m.start : m.end] == m.text for m in read(nlp, text)._.places)


@pytest.mark.parametrize(
    "unit", ["x", "Gaza ", "the border ", "LIMA QUITO ", "a-", "=-", "q7z/Zz+", "Two hurt\n", "a\u00ad "]
)
def test_long_noise_is_work_in_proportion(rules, work, unit):
    def effort(size):
        return work(lambda: read(rules, unit * (size // len(unit))))

    effort(500)  # what is read once is read now
    assert effort(8_000) < 4.6 * effort(2_000)


def test_own_places_go_before_the_bundled_ones(tmp_path):
    (tmp_path / "own.csv").write_text(
        "id,name,kind,lon,lat,country\ncamp,Camp Zebrula,facility,29.2,-1.6,CD\n", encoding="utf-8"
    )
    own = import_places(tmp_path / "own.csv", tmp_path / "own.sqlite").path
    text = "Rebels attacked Camp Zebrula on Monday."
    nlp = load(gazetteer=[own])
    [mention] = geo.parse(text, nlp=nlp).mention_records
    assert mention.place.id == "own:camp"
    assert geo.resolve(text, [(16, 28)], nlp=nlp)[0].place.id == "own:camp"
    assert geo.resolve(text, [(16, 28)])[0].place is None
    # The config is plain data, and the pipeline comes back from it.
    assert nlp.config["components"]["dateline_places"]["gazetteer"] == [str(own)]
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert geo.parse(text, nlp=again).mention_records[0].place.id == "own:camp"


def test_a_place_of_one_s_own_goes_before_a_metropolis_of_its_name(tmp_path):
    (tmp_path / "own.csv").write_text(
        "id,name,kind,lon,lat,country\n"
        "nairobi,Nairobi,settlement,12.5,-6.1,CD\n"  # a namesake
        "geonames:191245,Kisumu,settlement,1.0,2.0,GH\n",  # in the place of a bundled row
        encoding="utf-8",
    )
    nlp = load(gazetteer=[import_places(tmp_path / "own.csv", tmp_path / "own.sqlite").path])
    text = "Police in Nairobi said that a fire in Kisumu, near Lake Victoria, had hurt three Kenyans."
    nairobi, kisumu, lake, _ = geo.parse(text, nlp=nlp).mention_records
    assert [(m.place.id, m.place.country) for m in (nairobi, kisumu)] == [
        ("own:nairobi", "CD"),
        ("geonames:191245", "GH"),
    ]
    assert nairobi.score > 0.8
    assert nairobi.reason.startswith("It is in your own gazetteer.")
    assert not lake.reason.startswith("It is in your own gazetteer.")


def test_a_gazetteer_that_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(GazetteerMissing, match="there is no such gazetteer"):
        load(gazetteer=[tmp_path / "gone.sqlite"])
