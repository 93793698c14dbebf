"""Texts for corpora, and what is written of them."""

import datetime
import hashlib

import pytest
import shapely

from gazetteer.place import Place
from geo.corpus.clusters.clusters import Clusters
from geo.records import Actor, Event, EventMention, Mention, PlaceLink, When

CITIES = (
    "Goma", "Bukavu", "Mosul", "Aleppo", "Kharkiv", "Manama", "Beirut", "Ankara", "Lima", "Quito", "Tromsø", "Sendai",
)  # fmt: skip


def _reports(count, *, first=0):
    """Return short reports, each of another town and day."""
    return [
        {
            "id": f"r{n}",
            "text": f"Gunmen killed {n + 2} people in {CITIES[n % len(CITIES)]} on Monday. Police denied it in Kabul.",
            "published": f"2024-{n % 12 + 1:02}-{n % 27 + 1:02}",
            "source": f"Paper {n % 3}",
        }
        for n in range(first, first + count)
    ]


def _contents(folder):
    """Return a digest of each file that is part of a corpus, by its name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".parquet", ".json") and ".work" not in path.parts
    }


@pytest.fixture(scope="session")
def reports():
    """Return a function that makes reports."""
    return _reports


@pytest.fixture(scope="session")
def contents():
    """Return a function that gives a digest of each file of a corpus."""
    return _contents


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """The files of a corpus of 40 reports that one process read in one go."""
    import geo

    folder = tmp_path_factory.mktemp("undisturbed") / "corpus"
    geo.corpus.read(_reports(40), folder, fast=True)
    return _contents(folder)


TOWNS = {"Goma": (29.23, -1.68, "CD"), "Bukavu": (28.86, -2.5, "CD"), "Mosul": (43.13, 36.34, "IQ")}


def _tell(report, words="bombing of the market", *, town="Goma", day=6, start=0, parties=(), **changed):
    """Return how a report tells of something on a day of March 2024: the first word names it."""
    lon, lat, country = TOWNS[town]
    trigger = words.split()[0]
    sentence = f"Police said the {words} in {town} was on {day} March."
    at = start + sentence.index(words)
    name_at = start + sentence.index(town)
    place = Place(
        id=f"test:{town}", name=town, kind="settlement", lon=lon, lat=lat, country=country, radius_m=5000.0
    )
    mention = Mention(
        text=town, start=name_at, end=name_at + len(town), role="literal", place=place, score=0.9,
        geometry=shapely.Point(lon, lat), radius_m=5000.0, phrase_start=name_at, phrase_end=name_at + len(town),
        sentence=sentence, report=report,
    )  # fmt: skip
    date = datetime.date(2024, 3, day)
    given = {
        "id": f"{report}-{at}", "report": report, "type": "ASSAULT", "mode": "explosives", "acled": "",
        "status": "actual",
        "actors": tuple(Actor(text=name, start=0, end=len(name), name=name) for name in parties), "recipients": (),
        "when": When(start=date, end=date, granularity="day", text=f"{day} March", rule="test"),
        "where": mention.geometry, "radius_m": 5000.0, "places": (PlaceLink(mention=mention, role="location"),),
        "sentence": sentence, "start": at, "end": at + len(trigger), "score": 0.8,
        "mentions": (EventMention(report=report, start=at, end=at + len(trigger), text=trigger, sentence=sentence),),
    }  # fmt: skip
    return Event(**given | changed)


@pytest.fixture(scope="session")
def tell():
    """Return a function that makes an account of an event."""
    return _tell


@pytest.fixture(scope="session")
def days():
    """Give the days of reports: `a3` came out on 3 March 2024, `b12` on the 12th."""

    class Days(dict):
        def __missing__(self, report):
            return datetime.date(2024, 3, int(report.lstrip("abcdefgh").partition("-")[0] or 1))

        def get(self, report, default=None):
            return self[report]

    return Days()


@pytest.fixture
def store(tmp_path):
    """Give an open store of clusters, which is closed in the end."""
    with Clusters.open(tmp_path / "clusters.sqlite") as clusters:
        yield clusters


@pytest.fixture(scope="session")
def events_of():
    """Return a function that gives the events of a store: by id, the reports that tell each."""
    return lambda clusters: {id_: [event.report for event in some] for id_, some in clusters.events()}


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory):
    """A corpus of 40 reports and one that cannot be read; tests do not change it."""
    import geo

    folder = tmp_path_factory.mktemp("looked-at")
    (folder / "broken.jsonl").write_text("[]\n", encoding="utf-8")
    some = [*_reports(40), folder / "broken.jsonl"]
    return geo.corpus.read(some, folder / "corpus", fast=True, on_error=lambda _: None)
