"""English inflection: the forms of verbs and nouns."""

from hypothesis import given
from hypothesis import strategies as st

from geo.nlp.inflection import IRREGULAR, is_past, noun_forms, verb_forms

VERBS = {
    "seize": "seizes seized seized seizing",
    "attack": "attacks attacked attacked attacking",
    "deny": "denies denied denied denying",
    "deploy": "deploys deployed deployed deploying",
    "stop": "stops stopped stopped stopping",
    "commit": "commits committed committed committing",
    "visit": "visits visited visited visiting",
    "fix": "fixes fixed fixed fixing",
    "show": "shows showed shown showing",
    "veto": "vetoes vetoed vetoed vetoing",
    "flee": "flees fled fled fleeing",
    "agree": "agrees agreed agreed agreeing",
    "die": "dies died died dying",
    "dye": "dyes dyed dyed dyeing",
    "strike": "strikes struck struck striking",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "clash": "clashes clashed clashed clashing",
    "have": "has had had having",
    "be": "is was been being",
    "kidnap": "kidnaps kidnapped kidnapped kidnapping",
}


def test_forms_of_verbs(check_rows):
    def check(row):
        lemma, forms = row
        by_form = {form: spelling for spelling, forms in verb_forms(lemma).items() for form in forms}
        assert [by_form[form] for form in ("s", "past", "participle", "ing")] == forms.split()
        assert by_form["base"] == lemma

    check_rows(VERBS.items(), check)


def test_forms_that_are_spelled_alike_are_one():
    assert verb_forms("cut")["cut"] == {"base", "past", "participle"}
    assert noun_forms("aircraft") == {"aircraft": {"singular", "plural"}}


def test_plurals(check_rows):
    def check(row):
        lemma, plural = row
        assert {form: spelling for spelling, forms in noun_forms(lemma).items() for form in forms} == {
            "singular": lemma,
            "plural": plural,
        }

    check_rows(
        [
            ("siege", "sieges"), ("city", "cities"), ("day", "days"), ("blast", "blasts"), ("crash", "crashes"),
            ("box", "boxes"), ("embargo", "embargoes"), ("photo", "photos"), ("man", "men"), ("gunman", "gunmen"),
            ("peace talk", "peace talks"), ("coup d'etat", "coups d'etat"), ("knife", "knives"),
        ],
        check,
    )  # fmt: skip


def test_pasts(check_rows):
    def check(row):
        form, past = row
        assert is_past(form) == past

    check_rows(
        [
            ("attacked", True), ("struck", True), ("shown", True), ("fled", True), ("cut", False), ("strike", False),
            ("red", False), ("bed", False), ("shed", False), ("used", False), ("naked", True), ("", False),
        ],
        check,
    )  # fmt: skip


def test_an_irregular_verb_has_no_regular_past():
    for lemma, (past, participle) in IRREGULAR.items():
        forms = verb_forms(lemma)
        assert "past" in forms[past]
        assert "participle" in forms[participle]
        assert len(forms) <= 5


@given(st.text(st.sampled_from("abdegiknoprstuvwxyz"), min_size=2, max_size=12))
def test_any_verb_has_its_five_forms(lemma):
    forms = verb_forms(lemma)
    assert set().union(*forms.values()) == {"base", "s", "past", "participle", "ing"}
    assert lemma in forms
    assert any(form.endswith("ing") and "ing" in kinds for form, kinds in forms.items())
