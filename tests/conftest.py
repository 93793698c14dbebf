"""Record makers that every room's tests share: a valid record, with what the test cares about changed."""

import datetime
import sys
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
import shapely

from gazetteer.build import places
from gazetteer.build.sources import Sources
from gazetteer.place import Place
from gazetteer.store import Gazetteer
from geo.records import Candidate, Event, EventMention, Mention, When

# A machine that is busy with something else is no failure; tests of speed measure it themselves.
hypothesis.settings.register_profile("dateline", deadline=None)
hypothesis.settings.load_profile("dateline")

TINY = Path(__file__).parent / "gazetteer" / "tiny"
PLACE = Place(
    id="geonames:2314302",
    name="Kinshasa",
    kind="settlement",
    lon=15.3136,
    lat=-4.3276,
    country="CD",
    population=16000000,
    radius_m=15000,
)
WHEN = When(
    start=datetime.date(2023, 5, 9),
    end=datetime.date(2023, 5, 9),
    granularity="day",
    text="Tuesday",
    rule="weekday",
)
UNKNOWN = When(start=None, end=None, granularity="unknown", text=None, rule="no date in the sentence")
SENTENCE = "Doctors treated 40 people in Kinshasa on Tuesday."
MENTION = Mention(
    text="Kinshasa", start=29, end=37, phrase_start=29, phrase_end=37, role="literal", place=PLACE, score=0.9,
    candidates=(Candidate(place=PLACE, score=2.5, features={"population": 1.2}),), reason="the largest place of that name",
    geometry=shapely.Point(15.3136, -4.3276), radius_m=15000, sentence=SENTENCE, report="r1",
)  # fmt: skip
EVENT = Event(
    id="e1", report="r1", type="AID", mode="", acled="", status="actual", actors=(), recipients=(), when=WHEN,
    where=shapely.Point(15.3136, -4.3276), radius_m=15000, places=(), sentence=SENTENCE, start=8, end=15, score=0.8,
    mentions=(EventMention(report="r1", start=8, end=15, text="treated", sentence=SENTENCE),), evidence={"type": "verb 'treat'"},
)  # fmt: skip


def _work(call):
    """Count the calls, Python's and C's, that a call makes: the same on every machine, busy or not."""
    count = 0

    def seen(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        call()
    finally:
        sys.setprofile(before)
    return count


@pytest.fixture(scope="session")
def work():
    """Return a function that counts how much work a call is; `benchmarks/long_text.py` measures the time."""
    return _work


def _check_rows(rows, check, *, name=str):
    """Run `check` on every row of a table and fail once, with a line for each bad row."""
    bad, checked = [], 0
    for row in rows:
        checked += 1
        try:
            check(row)
        except Exception as error:  # noqa: BLE001 (a row that ends in an error is a bad row too)
            bad.append(f"{name(row)}: {type(error).__name__}: {str(error).strip().partition(chr(10))[0]}")
    assert checked, "the table is empty"
    assert not bad, f"{len(bad)} of {checked} rows:\n" + "\n".join(bad)


@pytest.fixture(scope="session")
def check_rows():
    """Return a function that checks a table as one test and names all its bad rows."""
    return _check_rows


@pytest.fixture
def make_mention():
    """Return a function that makes a resolved mention of Kinshasa, with the given fields changed."""
    return lambda **changed: replace(MENTION, **changed)


@pytest.fixture
def make_event():
    """Return a function that makes a dated, placed event, with the given fields changed; `when=None` leaves it undated."""

    def make(**changed):
        if "when" in changed and changed["when"] is None:
            changed["when"] = UNKNOWN
        return replace(EVENT, **changed)

    return make


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    """Build a gazetteer of 21 settlements and their divisions, with the code that builds the real one; give its folder."""
    out = tmp_path_factory.mktemp("tiny")
    places.build(
        out,
        sources=Sources(
            cities=TINY / "cities.json", countries=TINY / "countries.json", states=TINY / "states.json",
            counties=TINY / "counties.json", divisions=TINY / "divisions.csv",
        ),
        data=TINY,
    )  # fmt: skip
    return out


@pytest.fixture(scope="session")
def tiny_gazetteer(tiny_folder):
    """Return a gazetteer of 21 settlements, their divisions and countries, a region, a sea and an airport."""
    return Gazetteer(tiny_folder / "gazetteer.sqlite")
