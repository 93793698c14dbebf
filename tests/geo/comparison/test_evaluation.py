"""`geo.compare`: from files of other data sets to pairs, and what callers may ask for."""

import pandas as pd
import pytest

import geo
from gazetteer.errors import UnknownCountry
from geo.errors import BadPublished, GeoError, Incomparable

OURS = pd.DataFrame(
    {
        "id": ["gun", "drone", "march", "bomb"], "type": ["ASSAULT", "ASSAULT", "PROTEST", "ASSAULT"],
        "mode": ["firearms", "aerial", "demo", "explosives"],
        "when_start": ["2024-05-13", "2024-06-03", "2024-07-20", "2024-05-14"], "when_end": None,
        "lon": [29.23, 29.22, 28.86, 29.23], "lat": [-1.67, -1.68, -2.5, -1.66], "radius_m": 5_000.0, "status": "actual",
        "country": "CD", "precision": "locality",
    }
)  # fmt: skip


def pairs(*sources, **options):
    found = geo.compare(*sources, **options)
    return dict(zip(found.pairs["found"], found.pairs["reference"], strict=True))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("acled", {"gun": "INV1", "drone": "INV2", "march": "INV3"}),
        ("ucdp", {"gun": "901"}),
        ("gtd", {"bomb": "202405140001", "gun": "202405000002"}),
        ("gdelt", {"gun": "7"}),
    ],
)
def test_files_of_other_data_sets_are_matched_as_they_come(table_file, name, wanted):
    assert pairs(OURS, table_file(name)) == wanted


def test_gdelt_with_a_header_is_the_same(table_file, gdelt_text):
    from geo.comparison.formats import HEADERLESS

    for width in (57, 58, 61):
        text = gdelt_text(("7", "20240513", "193", 4, -1.6741, 29.2285), width=width)
        with_header = "\t".join(HEADERLESS[width]) + "\n" + text
        assert (
            pairs(OURS, table_file("a.csv", text))
            == pairs(OURS, table_file("b.csv", with_header))
            == {"gun": "7"}
        )


def test_any_two_tables_are_compared(table_file):
    assert pairs(table_file("ucdp"), table_file("acled")) == {"901": "INV1"}


def test_a_table_of_ones_own_names_its_columns_types_and_places(table_file, tmp_path):
    own = table_file("own.csv", "nr;wann;wo;was\n1;13.05.2024;Goma;Gefecht\n2;14.05.2024;Nirgendwo;Gefecht\n")
    types = tmp_path / "types.toml"
    types.write_text('"Gefecht" = "ASSAULT.firearms"\n')
    named = {"id": "nr", "day": "wann", "place": "wo", "type": "was"}
    found = geo.compare(OURS, own, reference_columns=named, types=types)
    assert found.pairs["reference"].tolist() == ["1"] and found.pairs["found"].tolist() == ["gun"]
    assert found.summary()["reference"]["not_compared"] == {"no place": 1}
    assert found.reference.geocoded == 1


def test_a_set_of_reports_is_compared_as_it_is(make_event):
    found = geo.EventSet([make_event(id="x")])
    compared = geo.compare(found, found.events)
    assert len(compared) == 1 and compared.event_set is found
    assert geo.compare(found.events, found).event_set is found


def test_tolerances_and_limits_are_the_callers(table_file):
    acled = table_file("acled")
    assert "march" not in pairs(OURS, acled, max_days=7)
    assert pairs(OURS, acled, since="2024-06-01") == {"drone": "INV2", "march": "INV3"}
    assert pairs(OURS, acled, until="2024-05-31", countries=["Democratic Republic of the Congo"]) == {
        "gun": "INV1"
    }
    assert pairs(OURS, acled, countries=["SD"]) == {}
    assert pairs(OURS, acled, min_score=1) == {}


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"days": -1}, ValueError), ({"km": 0}, ValueError), ({"min_score": 2}, ValueError),
        ({"weights": {"size": 1}}, ValueError), ({"weights": {"time": 0, "space": 0, "type": 0}}, ValueError),
        ({"weights": {"time": -1}}, ValueError), ({"weights": {"time": float("nan")}}, ValueError),
        ({"weights": {"space": float("inf")}}, ValueError), ({"max_days": 0}, ValueError), ({"max_radius_km": 0}, ValueError),
        ({"since": "soon"}, BadPublished), ({"countries": ["Atlantis"]}, UnknownCountry),
        ({"reference_columns": {"day": "none"}}, Incomparable),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_told(options, error):
    with pytest.raises(error):
        geo.compare(OURS, OURS, **options)


def test_errors_are_of_the_package():
    assert issubclass(Incomparable, GeoError) and issubclass(Incomparable, ValueError)
