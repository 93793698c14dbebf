"""Places as the default pipeline reads them, and phrases around names that are resolved by hand."""

import re

import pytest

from gazetteer import store
from geo.language import load, make_doc
from geo.records import Mention, Report
from geo.spatial.phrases import REACH, SpatialPhrase

_NAME = re.compile(r"\{(?P<name>[^}:/]+)(?::(?P<kind>\w+))?(?:/(?P<role>\w+))?\}")


@pytest.fixture(scope="session")
def places():
    """Return a function that reads a text with the default pipeline: its mentions of places by their words."""
    nlp = load(events=False)

    def read(text):
        return {mention.text: mention for mention in nlp(make_doc(nlp, Report(id="r", text=text)))._.places}

    return read


@pytest.fixture(scope="session")
def mentions():
    """Return a function that resolves the names in braces: "{Aleppo}", "{Aleppo:admin1}", "{Libyan/demonym}".

    It gives the text without braces, and a mention for each name: the gazetteer's best place of that name and kind, or
    none for the kind "none".
    """

    def made(marked):
        text = _NAME.sub(lambda match: match["name"], marked)
        found = []
        gone = 0
        for match in _NAME.finditer(marked):
            start = match.start() - gone
            end = start + len(match["name"])
            gone += len(match.group()) - len(match["name"])
            kind = match["kind"]
            places = [each.place for each in store.default().match(match["name"])]
            place = None if kind == "none" else next(each for each in places if kind in (None, each.kind))
            found.append(
                Mention(
                    text=text[start:end], start=start, end=end, phrase_start=start, phrase_end=end, place=place,
                    role=match["role"] or "literal", score=0.9, sentence=text, report="r",
                )
            )  # fmt: skip
        return text, found

    return made


@pytest.fixture(scope="session")
def phrase(mentions):
    """Return a function that makes the phrase around a name in braces; the first one, or that at `i`."""

    def made(marked, i=0):
        text, found = mentions(marked)
        left = text[max(0, found[i].start - REACH) : found[i].start]
        return SpatialPhrase(
            text=text, mentions=found, i=i, place=found[i].place, left=left, gazetteer=store.default()
        )

    return made


@pytest.fixture(scope="session")
def words_of():
    """Return a function that gives the words of a located phrase."""
    return lambda phrase, found: phrase.text[found.phrase_start : found.phrase_end]


@pytest.fixture(scope="session")
def refused(phrase, check_rows):
    """Return a function that checks that a reader finds nothing in any of these texts."""

    def check(reader, texts):
        def refuses(text):
            found = reader(phrase(text))
            assert found is None, found.reason

        check_rows(texts, refuses)

    return check
