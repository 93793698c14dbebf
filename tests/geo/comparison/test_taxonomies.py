"""Types of other data sets in PLOVER: every row of the table is well formed, and agreement is symmetric."""

import itertools
import tomllib
from importlib.resources import files

import pytest

from geo import plover
from geo.comparison.taxonomies import UNKNOWN, Taxonomy, agreement, agreements, root_of
from geo.errors import Incomparable
from geo.events.ontology import event_types

TABLES = tomllib.loads(files("geo.comparison").joinpath("taxonomies.toml").read_text(encoding="utf-8"))
DATA_SETS = [name for name in TABLES if name != "agreement"]


def is_code(name):
    root, _, mode = name.partition(".")
    return root in plover.MODES and (not mode or mode in plover.MODES[root].split())


def test_every_row_names_codes_of_plover_and_shares(check_rows):
    def check(row):
        assert all(is_code(name) and 0 < share <= 1 for name, share in row[2].items()), row

    check_rows(
        [(name, code, row) for name in DATA_SETS for code, row in TABLES[name].items()], check, name=str
    )


def test_every_pair_that_agrees_in_part_is_of_codes_in_order(check_rows):
    def check(pair):
        first, second = pair.split()
        assert is_code(first) and is_code(second) and first < second

    check_rows(list(TABLES["agreement"]["pairs"]), check, name=str)


def test_our_own_table_of_types_agrees_with_this_one(check_rows):
    acled = Taxonomy("acled")

    def check(block):
        ours = {f"{block.root}.{block.mode}" if block.mode else block.root: 1.0}
        meaning = acled.meaning(block.acled)
        assert meaning is not UNKNOWN, block.acled
        assert not meaning or agreement(ours, meaning) >= 0.5, (ours, meaning)

    check_rows([block for block in event_types() if block.acled], check, name=lambda block: block.name)


def test_a_code_of_cameo_is_that_of_the_branch_it_is_on():
    gdelt = Taxonomy("gdelt")
    assert gdelt.meaning("1831") == {"ASSAULT.suicide-attack": 1}
    assert gdelt.meaning("1839") == gdelt.meaning("183")
    assert gdelt.meaning("43") == gdelt.meaning("043"), "a spreadsheet drops the zero"
    assert gdelt.meaning("010") == {} and gdelt.meaning("---") is UNKNOWN


def test_a_sub_type_that_is_not_known_is_its_type():
    assert Taxonomy("acled").meaning("Battles: Novel") == {"ASSAULT": 1}
    assert Taxonomy("acled").meaning("strategic developments: other") == {}
    assert Taxonomy("acled").meaning("") is UNKNOWN


def test_agreement_is_symmetric_within_bounds_and_whole_for_the_same(check_rows):
    codes = [f"{root}.{mode}" for root, modes in plover.MODES.items() for mode in modes.split()] + [
        *plover.MODES
    ]

    def check(pair):
        one, other = ({code: 1.0} for code in pair)
        assert agreement(one, other) == agreement(other, one)
        assert 0 <= agreement(one, other) <= (1 if one == other else 0.9)

    check_rows(list(itertools.product(codes[::3], codes)), check, name=str)
    assert agreement({"ASSAULT.aerial": 1}, {"PROTEST.demo": 1}) == 0, "a march is no air strike"
    assert agreement({"ASSAULT.aerial": 1}, {"ASSAULT.firearms": 1}) == 0.7


def test_agreements_of_many_are_those_of_each():
    some, others = [{"AID": 1}, UNKNOWN, {}], [{"AID": 1}, {"COOPERATE": 0.5}]
    found = agreements(some, others)
    assert found.tolist() == [[1.0, 0.25], [1.0, 1.0], [0.0, 0.0]]
    assert agreements([], others).shape == (0, 2)


def test_types_of_ones_own_go_first(tmp_path):
    path = tmp_path / "types.toml"
    path.write_text('"Parade" = { "PROTEST.demo" = 0.5 }\n"Battles" = "AID"\n')
    own = Taxonomy("table", own=path)
    assert own.meaning("parade") == {"PROTEST.demo": 0.5} and own.meaning("Battles") == {"AID": 1.0}
    assert own.meaning("ASSAULT: aerial") == {"ASSAULT.aerial": 1.0}
    assert root_of(own.meaning("parade")) == "PROTEST"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x =", "no table of types"),
        ('"x" = { "BATTLE" = 1 }', "no code of PLOVER"),
        ('"x" = { "AID" = 2 }', "is not written as"),
        ('"x" = 3', "is not written as"),
    ],
    ids=["toml", "code", "share", "number"],
)
def test_a_wrong_table_of_types_is_refused_in_a_line(tmp_path, text, why):
    path = tmp_path / "types.toml"
    path.write_text(text)
    with pytest.raises(Incomparable, match=why) as error:
        Taxonomy("table", own=path)
    assert "\n" not in str(error.value)
