"""Candidates made by hand, and those of the names in a text."""

import pytest

from gazetteer import store
from gazetteer.place import NameMatch, Place
from geo.resolution.candidates import candidate_arrays
from geo.spans import Toponym


@pytest.fixture(scope="session")
def match():
    """Return a function that makes a candidate: a place, and how a name names it."""

    def made(name, kind="settlement", *, name_kind="official", own=False, **fields):
        known = {
            "id": f"test:{name}-{kind}-{sorted(fields.items())}",
            "lon": 0.0,
            "lat": 0.0,
            "country": "KE",
        }
        return NameMatch(place=Place(name=name, kind=kind, **(known | fields)), name_kind=name_kind, own=own)

    return made


@pytest.fixture(scope="session")
def arrays():
    """Return a function that makes the arrays of a text in which names stand in the given order."""

    def made(text, names, *, source=None, demonyms=(), gazetteer=None):
        toponyms, at = [], 0
        for name in names:
            start = text.index(name, at)
            at = start + len(name)
            role = "demonym" if name in demonyms else "literal"
            toponyms.append(Toponym(start=start, end=at, text=name, role=role))
        return candidate_arrays(text, toponyms, gazetteer=gazetteer or store.default(), source=source)

    return made


@pytest.fixture(scope="session")
def row_of():
    """Return a function that gives the row of a candidate of arrays, by its name and a part of its label."""

    def row(arrays, name, label):
        (found,) = [
            each.first + i
            for each in arrays.names
            for i, match in enumerate(each.matches)
            if each.text == name and match.place.label == label
        ]
        return found

    return row
