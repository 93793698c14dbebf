"""Everyday short texts mean what a reader takes them to mean; this half of the probes nothing was trained on."""

from pathlib import Path

from gazetteer import store
from geo.language import load, make_doc, make_sentences
from geo.records import Report
from geo.resolution import resolver
from geo.spans import Toponym
from training import probes

PROBES = Path(__file__).parent / "probes" / "probes.txt"
FLOOR = 0.96
"""A little under what was measured when the weights were made: .975 of 280 names; the rules before the ranker had .893."""


def test_most_names_of_everyday_texts_mean_what_a_reader_thinks():
    nlp = load()
    split = make_sentences(nlp, "sentences")
    right = []
    for number, probe in enumerate(probes.read(PROBES)):
        doc = split(make_doc(nlp, Report(id=str(number), text=probe.text)))
        toponyms = [Toponym(start=name.start, end=name.end, text=name.text) for name in probe.names]
        found = resolver.resolve(doc, toponyms, gazetteer=store.default())
        right += [
            m.place is not None and m.place.id in name.ids for m, name in zip(found, probe.names, strict=True)
        ]
    assert len(right) >= 250
    assert sum(right) / len(right) >= FLOOR


def test_no_probe_is_in_both_halves():
    looked_at = Path(__file__).parents[2] / "training" / "probes" / "probes.txt"
    texts = {probe.text for probe in probes.read(PROBES)}
    assert not texts & {probe.text for probe in probes.read(looked_at)}


def test_every_place_of_a_probe_is_in_the_gazetteer():
    for probe in probes.read(PROBES):
        for name in probe.names:
            for place in name.ids:
                assert store.default().get(place).id == place
