"""The fallback of the geocoder: asked only for what is not found, once, and not too often. No network is touched."""

import pytest
from geopy.exc import GeocoderTimedOut
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location

from gazetteer.errors import BadCache
from gazetteer.fallback import Fallback
from gazetteer.geocoder import Dateline


class FakeOnline:
    """Stands for a geopy geocoder that knows one place, and counts what it is asked."""

    def __init__(self, *, failures=0):
        self.asked = []
        self.failures = failures

    def geocode(self, query, *, exactly_one=True):
        self.asked.append(query)
        if self.failures:
            self.failures -= 1
            raise GeocoderTimedOut("too slow")
        if not query.startswith("Tiny Hamlet"):
            return None
        return [Location(f"{query} {n}", (10.5 + n, 20.25), {"osm_id": n, "odd": {1, 2}}) for n in range(3)]


@pytest.fixture
def online():
    return FakeOnline()


@pytest.fixture
def geocoder(tiny_gazetteer, online):
    return Dateline(gazetteer=tiny_gazetteer, fallback=online, fallback_delay_s=0)


def test_it_is_off_by_default(tiny_gazetteer):
    assert Dateline(gazetteer=tiny_gazetteer).fallback is None
    assert Dateline(gazetteer=tiny_gazetteer).geocode("Tiny Hamlet") is None


def test_only_names_that_are_not_found_are_asked_for(geocoder, online):
    assert geocoder.geocode("Suva").address == "Suva, FJ"
    assert geocoder.geocode("  ") is None
    assert online.asked == []
    found = geocoder.geocode("Tiny Hamlet")
    assert (found.address, found.latitude, found.longitude) == ("Tiny Hamlet 0", 10.5, 20.25)
    assert found.raw["fallback"] == "FakeOnline"
    assert found.raw["osm_id"] == 0
    assert online.asked == ["Tiny Hamlet"]


def test_answers_are_cached_also_those_of_nothing(geocoder, online):
    for _ in range(3):
        assert geocoder.geocode("Tiny Hamlet").latitude == 10.5
        assert len(geocoder.geocode("Tiny Hamlet", exactly_one=False, limit=2)) == 2
        assert geocoder.geocode("Nowhere at all") is None
        assert geocoder.geocode("Nowhere at all", exactly_one=False) is None
    assert online.asked == ["Tiny Hamlet", "Nowhere at all"]


def test_what_a_caller_does_to_an_answer_stays_with_the_caller(geocoder):
    geocoder.geocode("Tiny Hamlet").raw.clear()
    assert geocoder.geocode("Tiny Hamlet").raw["osm_id"] == 0


def test_the_country_goes_with_the_question(geocoder, online):
    geocoder.geocode("Tiny Hamlet", country="KE")
    assert online.asked == ["Tiny Hamlet, Kenya"]


def test_a_failure_comes_through_and_is_not_remembered(tiny_gazetteer):
    online = FakeOnline(failures=1)
    geocoder = Dateline(gazetteer=tiny_gazetteer, fallback=online, fallback_delay_s=0)
    with pytest.raises(GeocoderTimedOut):
        geocoder.geocode("Tiny Hamlet")
    assert geocoder.geocode("Tiny Hamlet") is not None


def test_questions_keep_their_distance(online, monkeypatch):
    waits, now = [], [0.0]

    def sleep(seconds):
        waits.append(seconds)
        now[0] += seconds

    monkeypatch.setattr("geopy.extra.rate_limiter.default_timer", lambda: now[0])
    monkeypatch.setattr("geopy.extra.rate_limiter.sleep", sleep)
    fallback = Fallback(online, delay_s=3)
    for name in ("a", "b", "c", "a"):
        fallback.geocode(name)
    assert waits == [3, 3]
    assert online.asked == ["a", "b", "c"]


def test_the_memory_is_bounded(online):
    fallback = Fallback(online, delay_s=0, kept=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        fallback.geocode(name)
    assert online.asked == ["a", "b", "c", "b"]


def test_a_file_keeps_the_answers(tmp_path, online):
    path = tmp_path / "answers.sqlite"
    first = Fallback(online, path=path, delay_s=0).geocode("Tiny Hamlet")
    Fallback(online, path=path, delay_s=0).geocode("Nowhere")
    again = Fallback(online, path=path, delay_s=0)
    assert [(x.address, x.point, x.raw) for x in again.geocode("Tiny Hamlet")] == [
        (x.address, x.point, x.raw) for x in first
    ]
    assert again.geocode("Nowhere") == []
    assert online.asked == ["Tiny Hamlet", "Nowhere"]


def test_a_file_of_another_kind_is_refused(tmp_path, online):
    (tmp_path / "notes.txt").write_text("not a database " * 500, encoding="utf-8")
    with pytest.raises(BadCache, match=r"notes\.txt"):
        Fallback(online, path=tmp_path / "notes.txt")
    with pytest.raises(FileNotFoundError, match="no such folder"):
        Fallback(online, path=tmp_path / "no" / "answers.sqlite")


def test_it_works_inside_a_rate_limiter(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert [x and x.address for x in map(limited, ["Suva", "Tiny Hamlet", "Nowhere"])] == [
        "Suva, FJ",
        "Tiny Hamlet 0",
        None,
    ]
