"""A town of several of its name is the one whose neighbour is named beside it."""

import csv
import re
from pathlib import Path

import pytest
import spacy

from gazetteer import store
from geo.resolution import resolver
from geo.spans import Toponym

TABLE = Path(__file__).with_name("ambiguous_towns.csv")
"""Lines of our own: a town's name, the country and, where it matters, the division that it lies in, and the text with
all its names in braces."""

NOT_YET = {
    ("Lyman", "UA"): "two towns as near, and the smaller one lies in the neighbour's region",
    (
        "Alexandria",
        "US",
    ): "Arlington has namesakes itself, and one pair of towns is too little against Egypt's city",
    ("Bor", "SS"): "the gazetteer has Pibor only as a river, which lies 200 km away",
    ("Palma", "MZ"): "the gazetteer does not have the town beside it under this name",
    (
        "Victoria",
        "SC",
    ): "a country in another part of the sentence is too little against the Australian state",
}


@pytest.fixture(scope="module")
def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_towns_beside_their_neighbours(rows, check_rows):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    read = [(nlp(re.sub(r"[{}]", "", row["text"])), names(row["text"])) for row in rows]
    found = resolver.resolve_all(read, gazetteer=store.default())

    def check(pair):
        row, mentions = pair
        place = next(m.place for m in mentions if m.text == row["name"])
        assert place is not None
        assert place.country == row["country"], place.label
        assert row["division"] in ("", place.admin1, place.name), place.label

    assert len(rows) > 100
    known = [
        pair for pair in zip(rows, found, strict=True) if (pair[0]["name"], pair[0]["country"]) not in NOT_YET
    ]
    check_rows(known, check, name=lambda pair: pair[0]["text"])


def names(marked):
    """Return the toponyms of a text whose names stand in braces."""
    toponyms = []
    for i, found in enumerate(re.finditer(r"\{([^}]*)\}", marked)):
        start = found.start() - 2 * i
        toponyms.append(Toponym(start=start, end=start + len(found[1]), text=found[1]))
    return toponyms
