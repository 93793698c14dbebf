"""How a toponym is used: as a location, for actors, or inside another name."""

import pytest

from gazetteer.place import NameMatch, Place
from geo.toponyms.candidate_scores import ToponymCandidate
from geo.toponyms.entity_names import EntityName
from geo.toponyms.metonymy import SCORES, role_of, speaks_only


@pytest.mark.parametrize(
    ("text", "toponym", "role"),
    [
        ("Paris said it would wait.", "Paris", "metonymic"),
        ("The meeting took place in Paris.", "Paris", "literal"),
        ("Japan will send ships.", "Japan", "metonymic"),
        ("A cyclone is nearing Japan.", "Japan", "literal"),
        ("Turkey's refusal surprised them.", "Turkey", "metonymic"),
        ("Turkey's coast is long.", "Turkey", "literal"),
        ("A trade deal with Norway is near.", "Norway", "metonymic"),
        ("Swedish ships sailed.", "Swedish", "demonym"),
        ("The Idlib Brigade left.", "Idlib", "embedded"),
    ],
)
def test_roles(read, text, toponym, role):
    assert [(m.text, m.role) for m in read(text)] == [(toponym, role)]


@pytest.fixture
def item(words_of, span_of):
    """Return a function that gives the words of a text and the candidate of the name in braces, a country by default."""

    def made(marked, kind="country", *, name="X", name_kind="official", within=None):
        sought = marked[marked.index("{") + 1 : marked.index("}")]
        text = marked.replace("{", "").replace("}", "")
        _, words, _ = words_of(text)
        place = Place(id="test:x", name=name, kind=kind, lon=0, lat=0, country="KE")
        found = ToponymCandidate(
            *span_of(text, words, sought), (NameMatch(place=place, name_kind=name_kind),)
        )
        if within:
            found.within = EntityName(*span_of(text, words, within), "ORG")
        return words, found

    return made


def test_who_acts(item, check_rows):
    def check(row):
        text, kind, role = row
        assert role_of(*item(text, kind)) == role

    check_rows(
        [
            ("{Qux} said no", "country", "metonymic"),
            ("{Qux} said no", "admin1", "metonymic"),
            ("{Qux} said no", "settlement", "literal"),  # only capitals act
            ("{Qux} lies far off", "country", "literal"),
            ("in {Qux} said men", "country", "literal"),
            ("a deal with {Qux} is near", "country", "metonymic"),
            ("a deal with {Qux} is near", "admin1", "literal"),
            ("{Qux}'s refusal came", "country", "metonymic"),
            ("{Qux}'s coast is long", "country", "literal"),
            ("{Qux}'s refusal came", "admin1", "literal"),
            ("a deal with {Qux} coast towns", "country", "literal"),
            ("{Qux}. Said no", "country", "literal"),
        ],
        check,
    )


def test_capitals_act(item):
    assert role_of(*item("{Nairobi} said no", "settlement", name="Nairobi")) == "metonymic"
    assert role_of(*item("{Brussels} said no", "settlement", name="Brussels")) == "metonymic"
    assert role_of(*item("{Mombasa} said no", "settlement", name="Mombasa")) == "literal"


def test_a_nationality_and_a_part_of_a_name_come_first(item):
    assert role_of(*item("{Quxian} said no", name_kind="demonym")) == "demonym"
    assert role_of(*item("the {Qux} Bank said no", within="Qux Bank")) == "embedded"
    assert role_of(*item("the {Quxian} Bank", name_kind="demonym", within="Quxian Bank")) == "demonym"


def test_an_institution_acts_but_where_something_happens_at_it(item):
    assert role_of(*item("the {Kremlin} closed", "facility")) == "metonymic"
    assert role_of(*item("men met at the {Kremlin} today", "facility")) == "literal"


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("The {Kremlin} said no.", True),
        ("the {Kremlin} spokesman left", True),
        ("Rain fell, according to the {Kremlin}.", True),
        ("They went to the {Kremlin}.", False),
        ("The {Kremlin} burned.", False),
        ("The {Bridge} said no.", False),
    ],
    ids=["said", "spokesman", "according", "went", "burned", "no-institution"],
)
def test_what_only_speaks_is_no_place(item, text, only):
    assert speaks_only(*item(text, "facility")) == only


def test_what_the_gazetteer_does_not_know_does_not_act(words_of):
    _, words, _ = words_of("Qux said no")
    assert role_of(words, ToponymCandidate(0, 1, ())) == "literal"


def test_each_role_has_its_share_of_right_answers():
    assert set(SCORES) == {"literal", "metonymic", "embedded", "demonym"}
    assert all(0 < share < 1 for share in SCORES.values())
