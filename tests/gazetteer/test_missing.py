"""What stands where a name is missing, and how a place that is really called so is found."""

import csv
import math
from decimal import Decimal

import pytest

from gazetteer import missing, store
from gazetteer.errors import PlaceNotFound
from gazetteer.geocoder import Dateline
from gazetteer.missing import is_missing, marks

WRITTEN = (
    "None|NONE|missing|Other|test|TBD|null|NaN|nan|n/a|N.A.|<NA>|(n/a)|-|--|—|?|???|.|…|*|unknown|[Unknown]|not available|Not-Available|"
    "not_available|NOT APPLICABLE|#N/A|#REF!|#DIV/0!|  |\t|\u00a0|\u200b|0|0.0|-1|999|9999|99999|tbc|Unspecified|unbekannt|k / A |не указано|"
    "غير معروف|ｎｕｌｌ"
)  # fmt: skip


def test_marks_are_missing_whatever_their_case_and_punctuation():
    kept = [text for text in WRITTEN.split("|") if not is_missing(text) and text != "k / A "]
    assert not kept


def test_values_that_are_no_text_are_missing():
    pandas = pytest.importorskip("pandas")
    values = [None, math.nan, 0, 7.5, Decimal(1), pandas.NA, pandas.NaT, pandas.Series([1.0])[0], True]
    assert all(map(is_missing, values))
    assert not any(map(is_missing, ([], {}, b"x", object())))


def test_names_are_not_missing():
    names = "Nana|Testa|Nulla|Nonea|Ota|Y|Å|Nan, Thailand|None, Piedmont|Unknown Soldier Square|75001|1770|Other Town|x"
    assert not [name for name in names.split("|") if is_missing(name)]
    assert not is_missing("unknown " * 1_000_000)


def test_marks_may_be_more_and_fewer():
    chosen = marks(further=["Field Office", "hq."], never=["NaN", "n/a"])
    assert is_missing("field-office", chosen) and is_missing("HQ", chosen) and is_missing("TBD", chosen)
    assert not is_missing("Nan", chosen) and not is_missing("NA", chosen)
    assert is_missing("", frozenset()) and not is_missing("unknown", frozenset())


def test_every_row_of_the_table_is_a_mark_once():
    with missing._TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row["mark"] for row in csv.DictReader(file)]
    assert [row for row in rows if not is_missing(row)] == []
    assert len(missing.default_marks()) == len(rows)


def test_places_of_the_table_are_in_the_gazetteer():
    for name, country in missing._table()[1]:
        assert store.find(name, country=country, kind="settlement").country == country
        assert is_missing(name) and not is_missing(name, country=country)
        assert is_missing(name.lower(), country=country) and is_missing(name, country="Atlantis")


def test_the_geocoder_does_not_find_them_nor_ask_for_them():
    class Never:
        def geocode(self, query, **_):
            raise AssertionError(query)

    geocoder = Dateline(fallback=Never())
    for value in (None, math.nan, "None", "Nan", "N/A", "-", "Missing", "other", " "):
        assert geocoder.geocode(value) is None
        assert geocoder.geocode(value, exactly_one=False) is None


def test_places_that_are_really_called_so_are_found():
    geocoder = Dateline()
    assert geocoder.geocode("Nan, Thailand").raw["country"] == "TH"
    assert geocoder.geocode("None, Piedmont").raw["country"] == "IT"
    assert geocoder.geocode("Nan", country="Thailand").raw["country"] == "TH"
    assert Dateline(country="TH").geocode("NaN") is Dateline(country="IT").geocode("None") is None
    assert Dateline(missing=marks(never=["Nan"])).geocode("Nan").raw["country"] == "TH"
    # Who asks for one name by hand means it.
    assert store.search("None", limit=1)[0].country == "IT"


def test_geopandas_geocodes_a_column_with_them():
    pandas = pytest.importorskip("pandas")
    geopandas = pytest.importorskip("geopandas")
    column = pandas.Series(["Suva", None, "n/a", "Other", "Nadi"], index=[3, 4, 5, 6, 7])
    found = geopandas.tools.geocode(column, provider=Dateline)
    assert list(found.index) == [3, 4, 5, 6, 7]
    assert list(found.index[found["address"].notna()]) == [3, 7]
    assert list(found.index[~found.geometry.is_empty]) == [3, 7]


def test_find_words_them():
    with pytest.raises(PlaceNotFound, match="called 'nan'"):
        store.find(math.nan)


def test_a_spreadsheet_s_truth_and_a_name_that_nobody_knows_are_missing():
    assert all(map(is_missing, ("TRUE", "False", "N.N.", "sin dato")))
    assert not any(map(is_missing, ("True Blue", "Nannestad")))
