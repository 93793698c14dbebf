import datetime

import pytest

from geo.corpus.clusters.months import UNDATED, days_of, last_day, month_of


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2024-02", datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)),
        ("2023-12", datetime.date(2023, 12, 1), datetime.date(2023, 12, 31)),
        ("0001-01", datetime.date(1, 1, 1), datetime.date(1, 1, 31)),
        ("9999-12", datetime.date(9999, 12, 1), datetime.date(9999, 12, 31)),
    ],
)
def test_a_month_has_its_first_and_last_day(month, first, last):
    assert days_of(month) == (first.toordinal(), last.toordinal())
    assert month_of(first.toordinal()) == month_of(last.toordinal()) == month
    assert last_day(first.toordinal()) == last.toordinal()


def test_no_day_is_a_month_of_its_own():
    assert month_of(0) == UNDATED and days_of(UNDATED) == (0, 0) and last_day(0) == 0
