"""Where an outlet is based, by its own name or address."""

import pytest

from gazetteer import store
from geo.resolution.outlets import Outlet, outlet_of


def test_names_and_addresses(check_rows):
    def check(row):
        source, country, *names = row
        assert outlet_of(source, store.default()) == Outlet(country, tuple(names))

    check_rows(
        [
            ("Boston Globe", "", "boston"),
            ("The Boston Globe", "", "boston"),
            ("New York Times", "", "new york"),  # and not York
            ("Peoria Journal Star", "", "peoria"),
            ("www.dallasnews.com", "", "dallas"),
            ("seattletimes.com", "", "seattle"),
            ("timesofisrael.com", "", "israel"),
            ("www.leedspost.co.uk", "GB", "leeds"),
            ("leeds.ac.uk", "GB", "leeds"),
            ("https://www.kenyanews.co.ke/a?b", "KE", "kenya"),
            ("thespec.ca", "CA"),
            ("bbc.co.uk", "GB"),
            ("news.com.au", "AU"),
            ("example.eu", ""),  # no country
            ("the guardian", ""),
            ("info", ""),
            ("www.com", ""),
        ],
        check,
    )


@pytest.mark.parametrize("source", [None, "", " ", "\n", "...", "://", "?", "x" * 100_000, "\x00", "é.fr/"])
def test_any_source_is_read(source):
    outlet = outlet_of(source, store.default())
    assert len(outlet.names) <= 3
    assert outlet.country in ("", "FR")


def test_a_town_in_the_middle_of_an_address_must_be_large(check_rows):
    def check(row):
        source, *names = row
        assert outlet_of(source, store.default()).names == tuple(names)

    check_rows(
        [
            ("xxnairobi.ke", "nairobi"),
            ("xxnairobixx.ke", "nairobi"),
            ("xxlerwick.uk", "lerwick"),
            ("xxlerwickxx.uk",),
        ],
        check,
    )


def test_case_and_a_path_change_nothing():
    plain = outlet_of("dallasnews.com", store.default())
    assert outlet_of("HTTPS://DallasNews.com:443/Paris?x=Lyon", store.default()) == plain
