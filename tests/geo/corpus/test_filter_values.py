"""Values as a column has them: codes of countries of either length."""

import datetime

import pytest

from geo.corpus.filter_values import typed
from geo.corpus.filters import parse

pa = pytest.importorskip("pyarrow")


def ours(table, condition):
    return table.filter(parse(condition, table.schema).expression)["n"].to_pylist()


def test_countries_go_by_both_codes(check_rows):
    table = pa.table(
        {
            "country": ["SD", "IL", None, "US"],
            "iso3": ["SDN", "ISR", None, "USA"],
            "actor_countries": ["IL; US", "IL", None, "SD"],
            "actor_iso3": ["ISR; USA", "ISR", None, "SDN"],
            "n": [0, 1, 2, 3],
        }
    )

    def check(row):
        condition, found = row
        assert ours(table, condition) == found

    check_rows(
        [
            ("country = 'SDN'", [0]),
            ("country = 'SD'", [0]),
            ("country != 'sdn'", [1, 3]),
            ("country not in ('SDN', 'IL')", [3]),
            ("iso3 = 'SD' or iso3 = 'USA'", [0, 3]),
            ("actor_countries like '%ISR%'", [0, 1]),
            ("actor_iso3 like '%US%'", [0]),
            ("actor_countries = 'ISR; USA'", [0]),
        ],
        check,
    )


def test_values_have_the_type_of_their_column(check_rows):
    def check(row):
        value, dtype, expected = row
        assert typed(value, "column", dtype).as_py() == expected

    day = datetime.datetime(2024, 2, 29)  # noqa: DTZ001 (days have no zone)
    check_rows(
        [
            ("a", pa.large_string(), "a"),
            ("0.5", pa.float64(), 0.5),
            (3, pa.int64(), 3),
            (True, pa.bool_(), True),
            ("2024-02-29", pa.timestamp("ms"), day),
            ("2024-02-29 12:30", pa.timestamp("ms"), day.replace(hour=12, minute=30)),
            ("2024-02-29", pa.date32(), day.date()),
        ],
        check,
    )


def test_values_of_another_kind_are_refused(check_rows):
    def check(row):
        value, dtype, words = row
        with pytest.raises(ValueError, match=words):
            typed(value, "column", dtype)

    check_rows(
        [
            (1, pa.string(), "quotation marks"),
            ("much", pa.float64(), "0.5"),
            (True, pa.int64(), "0.5"),
            (1, pa.bool_(), "TRUE"),
            ("20240229", pa.timestamp("ms"), "2023-04-15"),
            ("2023-02-29", pa.timestamp("ms"), "2023-04-15"),
            ("a", pa.binary(), "cannot be compared"),
        ],
        check,
    )
