"""Texts as users' pipelines code them, and docs with a small cast of places that need no gazetteer or resolver."""

import datetime
import re
from dataclasses import replace

import pytest
import shapely
import spacy

from gazetteer.place import Place
from geo import language
from geo.event_set import EventSet
from geo.nlp.docs import register
from geo.pipeline import default_pipeline
from geo.records import Mention, PlaceLink, Report
from geo.spans import NamedSpan

CAST = """
Afghanistan 66 33 AF country Afghan | Chile -70 -30 CL country Chilean | Colombia -73 4 CO country Colombian
Egypt 30 27 EG country Egyptian | France 2 46 FR country French | Germany 10 51 DE country German Germans
Iceland -18 65 IS country | India 78 22 IN country Indian | Iran 53 32 IR country Iranian | Iraq 44 33 IQ country Iraqi
Ireland -8 53 IE country Irish | Japan 138 36 JP country Japanese | Kenya 38 1 KE country Kenyan Kenyans
Kiribati 173 1 KI country | Mali -2 17 ML country Malian | Nepal 84 28 NP country | Pakistan 70 30 PK country Pakistani
Peru -75 -10 PE country Peruvian Peruvians | Qatar 51 25 QA country Qatari | Russia 90 60 RU country Russian Russians
Somalia 45 5 SO country Somali | Sudan 30 15 SD country Sudanese | Syria 38 35 SY country Syrian Syrians
Turkey 35 39 TR country Turkish | Ukraine 31 49 UA country Ukrainian | Yemen 48 15 YE country Yemeni
Aden 45 12.8 YE settlement | Aleppo 37.1 36.2 SY settlement | Ankara 32.8 39.9 TR settlement | Baghdad 44.4 33.3 IQ settlement
Bamako -8 12.6 ML settlement | Berlin 13.4 52.5 DE settlement | Bogota -74 4.6 CO settlement | Cairo 31.2 30 EG settlement
Damascus 36.3 33.5 SY settlement | Delhi 77.2 28.6 IN settlement | Doha 51.5 25.3 QA settlement
Geneva 6.1 46.2 CH settlement | Harare 31 -17.8 ZW settlement | Idlib 36.6 35.9 SY settlement | Kabul 69.2 34.5 AF settlement
Kampala 32.6 0.3 UG settlement | Kharkiv 36.2 50 UA settlement | Khartoum 32.5 15.5 SD settlement | Kyiv 30.5 50.4 UA settlement
Lahore 74.3 31.5 PK settlement | Lima -77 -12 PE settlement | Madrid -3.7 40.4 ES settlement | Manila 121 14.6 PH settlement
Mogadishu 45.3 2 SO settlement | Mombasa 39.6 -4 KE settlement | Mosul 43.1 36.3 IQ settlement | Nairobi 36.8 -1.3 KE settlement
Ohio -83 40 US admin1 | Kandla 70.2 23 IN facility | Paris 2.3 48.9 FR settlement | Tokyo 139.7 35.7 JP settlement
"""
RADII = {"country": 400_000.0, "admin1": 150_000.0, "facility": 2_000.0, "settlement": 10_000.0}


def _cast():
    cast = {}
    for row in CAST.replace("\n", "|").split("|"):
        if not row.strip():
            continue
        name, lon, lat, country, kind, *demonyms = row.split()
        place = Place(
            id=f"test:{name.lower()}",
            name=name,
            kind=kind,
            lon=float(lon),
            lat=float(lat),
            country=country,
            radius_m=RADII[kind],
        )
        cast[name] = place, "literal"
        cast.update((demonym, (place, "demonym")) for demonym in demonyms)
    return cast


@pytest.fixture(scope="session")
def make_doc():
    """Return a function that makes a doc: sentences, the cast's places, and the people and organisations it is given."""
    cast = _cast()
    known = re.compile(r"\b(?:" + "|".join(sorted(cast, key=len, reverse=True)) + r")\b")
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_sentences")
    register()

    def mention(match, report):
        place, role = cast[match.group()]
        return Mention(
            text=match.group(),
            start=match.start(),
            end=match.end(),
            phrase_start=match.start(),
            phrase_end=match.end(),
            role=role,
            place=place,
            score=1.0,
            geometry=shapely.Point(place.lon, place.lat),
            radius_m=place.radius_m,
            report=report.id,
        )

    def make(text, *, published="2024-07-16", people=(), organisations=(), report="r"):
        day = datetime.date.fromisoformat(published) if published else None
        made = Report(id=report, text=text, published=day)
        doc = nlp(language.make_doc(nlp, made))
        doc._.places = tuple(mention(match, made) for match in known.finditer(text))
        doc._.names = tuple(
            NamedSpan(start=match.start(), end=match.end(), text=name, label=label)
            for label, names in (("PERSON", people), ("ORG", organisations))
            for name in names
            for match in re.finditer(re.escape(name), text)
        )
        return doc

    return make


@pytest.fixture(scope="session")
def code():
    """Return a function that codes a text as users get it: the default pipeline, with its detector and its gazetteer."""
    return _coder(fast=False)


@pytest.fixture(scope="session")
def code_by_rules():
    """Return a function that codes a text as `--fast` does: names by rules, triggers by the lists alone."""
    return _coder(fast=True)


def _coder(*, fast):
    def coded(text, *, published="2024-07-16", report="r"):
        nlp = default_pipeline(fast=fast)
        day = datetime.date.fromisoformat(published) if published else None
        return list(nlp(language.make_doc(nlp, Report(id=report, text=text, published=day)))._.events)

    return coded


@pytest.fixture
def found(make_event, make_mention):
    """Give a set of an aid delivery in one report, and a march and a talk in another."""
    reports = (Report(id="r1", text="Doctors came.", title="Help"), Report(id="r2", text="Crowds marched."))
    mention = make_mention()
    told = make_event().mentions[0]
    elsewhere = {"report": "r2", "mentions": (replace(told, report="r2"),)}
    events = (
        make_event(id="a", type="AID", places=(PlaceLink(mention=mention, role="location"),)),
        make_event(id="b", type="PROTEST", where=shapely.Point(3, 4), when=None, **elsewhere),
        make_event(id="c", type="CONSULT", where=None, mode="phone", **elsewhere),
    )
    return EventSet(reports, events, (mention, make_mention(report="r2", place=None)))
