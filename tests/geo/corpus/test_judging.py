"""What people say of events holds in the tables, through later readings, and is taken back."""

import pytest

import geo
from geo.corpus import judging
from geo.errors import CorpusError

REPORTS = [
    {"id": "r1", "text": "Gunmen killed four people in Goma on 14 May 2024.", "published": "2024-05-15"},
    {"id": "r2", "text": "Gunmen killed four people in Goma on 14 May 2024.", "published": "2024-05-16"},
]


@pytest.fixture
def folder(tmp_path):
    """A corpus of two reports of one killing."""
    geo.corpus.read(REPORTS, tmp_path / "corpus", fast=True)
    return tmp_path / "corpus"


def events(folder):
    return sorted(geo.corpus.open(folder).events["id"])


def starts(folder):
    """Return the accounts of the corpus, as a person names them."""
    found = geo.corpus.open(folder).event_set()
    return sorted({f"{mention.report}@{mention.start}" for event in found for mention in event.mentions})


def test_events_that_are_told_apart_are_two_and_stay_so(folder):
    (whole,) = events(folder)
    one, other = starts(folder)
    first, second = judging.decide(folder, one, other, same=False, by="a reader", why="two days")
    assert first != second and sorted((first, second)) == events(folder)
    assert whole in (first, second), "one of them keeps the id"
    more = [*REPORTS, {"id": "r3", "text": "It rained in Lima on 3 May 2024.", "published": "2024-05-04"}]
    geo.corpus.read(more, folder, fast=True)
    assert sorted((first, second)) == events(folder)
    assert [change.kind for change in judging.history(folder, whole)] == ["split"]
    judging.decide(folder, one, other, same=None)
    assert events(folder) == [whole]


@pytest.mark.parametrize("name", ["ev-none", "r9@0", "r1@1", "r1@", "@", "", "r1@-1", "r1@x"])
def test_what_a_corpus_has_not_is_one_error_and_changes_nothing(folder, name):
    before = events(folder)
    with pytest.raises(CorpusError, match="no event and no account"):
        judging.decide(folder, name, starts(folder)[0], same=True)
    assert events(folder) == before


def test_an_account_is_not_decided_to_be_another_than_itself(folder):
    one = starts(folder)[0]
    with pytest.raises(CorpusError, match="are one account"):
        judging.decide(folder, one, one, same=False)


def test_a_folder_that_is_none_is_not_made_one(tmp_path):
    for ask in (lambda: judging.decide(tmp_path / "none", "a@1", "b@2", same=True), lambda: list(judging.history(tmp_path / "none"))):  # fmt: skip
        with pytest.raises(CorpusError):
            ask()
    assert not (tmp_path / "none").exists()
