"""The event roots with their modes, quad classes and traits."""

import re
from pathlib import Path

import pytest

import geo
from geo import plover

TABLE = Path(geo.__file__).with_name("plover.toml")


def test_the_detectors_outputs_keep_their_order():
    """The bundled weights know the roots by number."""
    order = (
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION"
    )
    assert " ".join(plover.ROOTS) == f"{order} MOBILIZE COERCE ASSAULT"


def test_roots_have_known_quads_and_traits():
    assert set(plover.QUADS.values()) == {
        "verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "hazard",
    }  # fmt: skip
    traits = {"words", "figure", "guests", "travel"}
    assert {root for trait in traits for root in plover.roots_with(trait)} < set(plover.ROOTS)
    rows = TABLE.read_text(encoding="utf-8")
    assert set(" ".join(re.findall(r'^traits = "(.*)"', rows, re.MULTILINE)).split()) == traits


@pytest.mark.parametrize(
    ("trait", "has", "has_not"),
    [
        ("words", "THREATEN", "ASSAULT"),
        ("figure", "ASSAULT", "COERCE"),
        ("guests", "CONSULT", "ASSAULT"),
        ("travel", "RETREAT", "PROTEST"),
    ],
    ids=["words", "figure", "guests", "travel"],
)
def test_roots_have_traits(trait, has, has_not):
    assert has in plover.roots_with(trait)
    assert has_not not in plover.roots_with(trait)


def test_hazards_are_no_root_of_plover():
    assert plover.HAZARD in plover.MODES and plover.HAZARD not in plover.ROOTS
