"""Every block of the file keeps its promises: its examples are coded so, its counterexamples are not."""

import datetime
import pickle
from operator import attrgetter

import pytest

from geo import language
from geo.errors import BadEventType
from geo.events.ontology import GLIDE, event_types, load
from geo.pipeline import default_pipeline
from geo.plover import HAZARD, MODES, ROOTS
from geo.records import Report

TYPES = event_types()
GOOD = """
[word-classes]
craft = "boat ship"
[AID]
definition = "Help."
verbs = ["airlift"]
phrases = ["send @craft to", "give ~ tents|warm_food"]
examples = ["They airlifted flour to Mali."]
counterexamples = ["An airlift is planned."]
"""


KNOWN = {
    "Sudan will take back the oilfield, whether by peaceful or military means, the general told reporters.":
        "the detector's RETREAT in 'back the oilfield' takes the words of the listed threat",
    "Ana phoned her husband in Lima.":
        "a listed trigger for which the detector gives nothing passes the floor of a text of one sentence",
    "The bank in Lima promised a gift to each new customer.":
        "the networks take any promise for one between parties",
    "Anyone in Lima with a tip is urged to call police.":
        "the networks take an appeal to the public for a request, as coders of news do",
    "France will soon cease operations in northern Mali.":
        "the networks take the end of operations for a threat, and the listed trigger is not likely enough",
}  # fmt: skip
"""What the default pipeline gets wrong, with the reason; a sentence that is read as promised leaves the table."""


def test_examples_are_coded_and_counterexamples_are_not():
    """The file's sentences hold on the path that users get, with the detector on."""
    rows = [
        (kind, sentence, wanted)
        for kind in TYPES
        for sentences, wanted in ((kind.examples, True), (kind.counterexamples, False))
        for sentence in sentences
    ]
    nlp = default_pipeline()
    reports = [Report(id="r", text=sentence, published=datetime.date(2024, 7, 16)) for _, sentence, _ in rows]
    docs = nlp.pipe(language.make_doc(nlp, report) for report in reports)
    wrong = {
        sentence: f"{kind.name}, {'not found' if wanted else 'found'}"
        for doc, (kind, sentence, wanted) in zip(docs, rows, strict=True)
        if ((kind.root, kind.mode) in {(event.type, event.mode) for event in doc._.events}) != wanted
    }
    assert wrong.keys() == KNOWN.keys(), wrong


def test_the_lists_alone_read_an_example_of_each_type(code_by_rules, check_rows):
    def check(kind):
        found = {(event.type, event.mode) for event in code_by_rules(kind.examples[0])}
        assert (kind.root, kind.mode) in found, f"{kind.examples[0]}: {found or 'nothing'}"

    check_rows(TYPES, check, name=attrgetter("name"))


def test_all_roots_and_modes_are_there():
    assert {kind.root for kind in TYPES} == set(MODES)
    assert {(kind.root, kind.mode) for kind in TYPES if kind.mode} == {
        (root, mode) for root, modes in MODES.items() for mode in modes.split()
    }


def test_the_detector_knows_plover_and_hazards_follow_glide():
    assert set(ROOTS) == set(MODES) - {HAZARD}
    assert {kind.glide for kind in TYPES if kind.root == HAZARD} == set(GLIDE)
    assert not any(kind.acled for kind in TYPES if kind.root == HAZARD)


def test_names_are_unique():
    names = [kind.name for kind in TYPES]
    assert len(names) == len(set(names))


def test_a_new_block_is_a_new_type():
    (kind,) = load(GOOD)
    assert (kind.root, kind.mode, kind.name) == ("AID", "", "AID")
    assert [trigger.text for trigger in kind.triggers] == [
        "airlift",
        "send @craft to",
        "give ~ tents",
        "give ~ warm food",
    ]
    assert "airlifting" in kind.triggers[0].head
    assert {"boat", "ships"} <= kind.triggers[1].slots[0]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[AID]", "[HELP]", "no PLOVER root"),
        ("[AID]", "[AID-sea]", "no mode"),
        ("[AID]", "[HAZARD-flood]", "glide is for HAZARD"),
        ('verbs = ["airlift"]', 'verbs = ["airlift"]\nglide = "FL"', "glide is for HAZARD"),
        ('verbs = ["airlift"]', 'verb = ["airlift"]', "unknown key"),
        ('definition = "Help."', "", "no definition"),
        ('verbs = ["airlift"]', 'guarded = [{ near = "flour" }]', "one of verb, noun, phrase"),
        ('verbs = ["airlift"]', 'guarded = [{ verb = "give", beside = "flour" }]', "unknown guard"),
        ("@craft", "@crafts", "no word class"),
        ("give ~ tents|warm_food", "~ give tents", "must begin"),
        ('verbs = ["airlift"]', 'acled = "Help: Food"', "no ACLED"),
        ('verbs = ["airlift"]', 'main_place = "sea"', "main_place"),
        ('verbs = ["airlift"]\nphrases = ["send @craft to", "give ~ tents|warm_food"]', "", "has no verbs"),
        ("[AID]", "[AID", "line"),
    ],
)
def test_a_bad_block_is_named(old, new, why):
    assert old in GOOD
    with pytest.raises(BadEventType, match=why) as caught:
        load(GOOD.replace(old, new))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
