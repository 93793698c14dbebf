"""Texts for corpora, and what is written of them."""

import hashlib

import pytest

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


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory):
    """A corpus of 40 reports and one that cannot be read; tests do not change it."""
    import geo

    folder = tmp_path_factory.mktemp("looked-at")
    (folder / "broken.jsonl").write_text("[]\n", encoding="utf-8")
    some = [*_reports(40), folder / "broken.jsonl"]
    return geo.corpus.read(some, folder / "corpus", fast=True, on_error=lambda _: None)
