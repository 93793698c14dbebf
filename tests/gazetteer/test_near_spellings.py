"""Near spellings that are left out are nobody's name: look-ups find the same as if each had been asked for."""

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from gazetteer import names
from gazetteer.importing.importer import import_places
from gazetteer.near_spellings import NearSpellings
from gazetteer.store import BUILT, Gazetteer


def norms_of(path):
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    found = [norm for (norm,) in connection.execute("SELECT DISTINCT norm FROM name ORDER BY norm")]
    connection.close()
    return found


def with_slip(norm, chance):
    letters = list(norm)
    at = chance.randrange(len(letters))
    kind = chance.choice(["left out", "put in", "changed", "swapped", "none"])
    if kind == "left out":
        del letters[at]
    elif kind == "put in":
        letters.insert(at, chance.choice("aeiourstn "))
    elif kind == "changed":
        letters[at] = chance.choice("aeiourstnع")
    elif kind == "swapped" and at:
        letters[at - 1], letters[at] = letters[at], letters[at - 1]
    return "".join(letters)


def test_random_names_with_and_without_slips_find_what_all_spellings_find():
    chance = random.Random(2026)
    norms = norms_of(BUILT)
    here = frozenset(norms)
    spelt = NearSpellings(gazetteer.default()._rows.connections)
    asked = {with_slip(norm, chance) for norm in chance.sample(norms, 500)}
    asked |= {with_slip(with_slip(norm, chance) or norm, chance) for norm in chance.sample(norms, 200)}
    different, less = [], 0
    for norm in filter(None, map(names.fold, asked)):
        edits, variants = spelt.one_edit(norm), spelt.variants(norm)
        if edits & here != names.one_edit(norm) & here or here.intersection(variants) != here.intersection(
            names.variants(norm)
        ):
            different.append(norm)
        less += len(edits) < len(names.one_edit(norm)) / 2
    assert not different
    assert less > 300


@given(st.text(max_size=12).map(names.fold).filter(bool))
def test_any_text_finds_what_all_spellings_find(tiny_gazetteer, norm):
    here = frozenset(norms_of(tiny_gazetteer.path))
    spelt = NearSpellings(tiny_gazetteer._rows.connections)
    assert spelt.one_edit(norm) & here == names.one_edit(norm) & here
    assert here.intersection(spelt.variants(norm)) == here.intersection(names.variants(norm))
    assert spelt.begins(norm) == any(name.startswith(norm) for name in here)


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own.csv").write_text(
        "id,name,kind,lon,lat\nd1,Zebrulan Depot,facility,1,2\nd2,Qworrabay,facility,1,2\n", encoding="utf-8"
    )
    import_places(tmp_path / "own.csv", tmp_path / "own.sqlite")
    return tmp_path / "own.sqlite"


@pytest.mark.parametrize("with_filter", [True, False], ids=["with its filter", "of an older version"])
def test_slips_in_attached_names_are_found(own, with_filter):
    if not with_filter:
        connection = sqlite3.connect(own)
        connection.execute("DROP TABLE spelling")
        connection.commit()
        connection.close()
    both = Gazetteer(attached=[own])
    for slip in ("Zebrulan Dpot", "Zebruhlan Depot", "ebrulan Depot", "Zebrulan Deopt", "Zebrulan Depots"):
        assert [place.id for place in both.search(slip)] == ["own:d1"], slip
    assert [place.id for place in both.search("Kworrabay")] == ["own:d2"]
    assert both.search("Suav", limit=1)[0].name == "Suva"


def test_what_is_found_at_once_is_not_looked_for_further(tiny_gazetteer, monkeypatch):
    def never(*_):
        raise AssertionError("near spellings were made for nothing")

    monkeypatch.setattr(NearSpellings, "one_edit", never)
    monkeypatch.setattr(NearSpellings, "variants", never)
    assert tiny_gazetteer.search("Suva", limit=1)[0].name == "Suva"
    assert [place.name for place in tiny_gazetteer.search("Paris", limit=2)] == ["Paris", "Paris"]
    assert tiny_gazetteer.find("Suva").name == "Suva"
