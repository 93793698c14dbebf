"""What the tests of dates share: reading the only date of a text on one day."""

import datetime

import pytest

from geo.dates.recogniser import find_dates

WEDNESDAY = datetime.date(2023, 3, 15)


def _iso(date):
    return date.isoformat() if date else ""


@pytest.fixture(scope="session")
def read():
    """Return a function that reads the only expression of a text: its words, ISO days ("" for an open end), granularity."""

    def read_one(text, published=WEDNESDAY):
        [found] = find_dates(text, published=published)
        assert text[found.start : found.end] == found.text == found.when.text
        return found.text, _iso(found.when.start), _iso(found.when.end), found.when.granularity

    return read_one


@pytest.fixture(scope="session")
def check_dates(read, check_rows):
    """Return a function that checks a table of texts and what is read of each on a Wednesday, 15 March 2023."""

    def check(row):
        text, *expected = row
        assert read(text) == tuple(expected)

    return lambda rows: check_rows(rows, check)


@pytest.fixture(scope="session")
def check_no_dates(check_rows):
    """Return a function that checks a table of texts in which there is no date."""

    def check(text):
        assert find_dates(text, published=WEDNESDAY) == []

    return lambda texts: check_rows(texts, check)


@pytest.fixture(scope="session")
def check_unknown(check_rows):
    """Return a function that checks a table of texts with a date that stays unknown, and words of its reason."""

    def check(row):
        text, why = row
        [found] = find_dates(text, published=WEDNESDAY)
        assert (found.when.start, found.when.end, found.when.granularity) == (None, None, "unknown")
        assert why in found.when.rule

    return lambda rows: check_rows(rows, check)


@pytest.fixture(scope="session")
def check_rules(check_rows):
    """Return a function that checks that each rule of a module reads one of the texts, and says what it matches."""

    def of(rules, texts):
        def check(rule):
            assert any(rule.pattern.search(text) for text in texts)
            assert rule.read.__doc__

        check_rows(rules, check, name=lambda rule: rule.read.__name__)

    return of
