"""Only the months whose events changed are written, and the files are as if all had been."""

import random

import pytest

import geo
from geo.corpus import manifest, periods
from geo.corpus.clusters.clusters import AccountRef, Clusters
from geo.corpus.outlets import Sources

TOWNS = ("Goma", "Bukavu", "Mosul", "Aleppo")
DEEDS = ("Gunmen killed 4 people in {town}.", "Police arrested 7 men in {town}.", "It rained in {town}.")


def read(some, folder, **options):
    return geo.corpus.read(some, folder, fast=True, **options)


@pytest.fixture
def months_written(monkeypatch):
    """The months that were written, in order."""
    written = []
    whole = periods.write_month

    def spying(month, *arguments):
        written.append(month)
        return whole(month, *arguments)

    monkeypatch.setattr(periods, "write_month", spying)
    return written


def files_of_events(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for table in periods.TABLES
        for path in (folder / table).glob("*.parquet")
    }


def anew(corpus, folder):
    """Write all months of a corpus into another folder, and return the files and the order of their names."""
    names = []
    with Clusters.open(corpus.path / manifest.CLUSTERS, readonly=True) as clusters:
        for month in clusters.months():
            sources = Sources(corpus.files("reports"))
            names += periods.write_month(month, clusters.events(month=month), sources, folder)
        assert sum(1 for _ in clusters.events()) == corpus.manifest.events
    return files_of_events(folder), tuple(names)


def drawn(chance, number):
    day = f"{chance.randrange(1, 28):02}" if chance.random() < 0.5 else "05"
    told = {
        "id": f"r{number}",
        "text": chance.choice(DEEDS).format(town=chance.choice(TOWNS)),
        "published": f"2024-{chance.randrange(1, 5):02}-{day}",
        "source": f"Paper {chance.randrange(3)}",
    }
    if chance.random() < 0.2:
        del told["published"]
    return told


def decided_by_somebody(corpus, chance):
    """Decide of two accounts in the store alone, as a program that knows nothing of the tables does."""
    with Clusters.open(corpus.path / manifest.CLUSTERS) as clusters:
        accounts = [AccountRef.of(event) for _, events in clusters.events() for event in events]
        one, other = chance.sample(accounts, 2)
        try:
            clusters.decide(one, other, same=chance.random() < 0.5)
        except geo.errors.DecisionConflict:
            return
        clusters.commit()


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_the_files_are_those_of_writing_all_anew(seed, tmp_path, months_written):
    chance = random.Random(seed)
    reports = {n: drawn(chance, n) for n in range(24)}
    corpus = read(reports.values(), tmp_path / "corpus")
    kept = 0
    for step in range(9):
        what = chance.choice(("add", "change", "source", "decide", "nothing"))
        some = []
        if what == "add":
            some = range(len(reports), len(reports) + chance.randrange(1, 4))
            reports |= {n: drawn(chance, n) for n in some}
        elif what != "nothing":
            some = chance.sample(sorted(reports), 2)
        for n in some if what == "change" else ():
            reports[n] = drawn(chance, n)
        for n in some if what == "source" else ():
            reports[n] = reports[n] | {"source": f"Paper {chance.randrange(9)}"}
        if what == "decide":
            decided_by_somebody(corpus, chance)
        months_written.clear()
        corpus = read([reports[n] for n in some], tmp_path / "corpus")
        kept += len({name[:7] for name in corpus.manifest.periods} - set(months_written))
        files, names = anew(corpus, tmp_path / f"anew{step}")
        assert files_of_events(corpus.path) == files, what
        assert corpus.manifest.periods == names
    assert kept


def test_only_the_month_of_what_is_added_is_written(tmp_path, reports, months_written):
    read(reports(12), tmp_path / "corpus")
    assert len(months_written) > 8
    months_written.clear()
    added = {"id": "new", "text": "Gunmen killed 9 people in Goma on 3 May 2024.", "published": "2024-05-04"}
    read([added], tmp_path / "corpus")
    assert months_written == ["2024-05"]
    months_written.clear()
    read([added], tmp_path / "corpus")
    assert months_written == []


def test_an_event_that_moves_leaves_its_former_month(tmp_path, months_written):
    told = {"id": "r", "text": "Gunmen killed 9 people in Goma on 3 May 2024.", "published": "2024-05-04"}
    other = {"id": "s", "text": "Gunmen killed 2 people in Lima on 9 May 2024.", "published": "2024-05-10"}
    read([told, other], tmp_path / "corpus")
    months_written.clear()
    moved = told | {"text": "Gunmen killed 9 people in Goma on 3 June 2024.", "published": "2024-06-04"}
    corpus = read([moved], tmp_path / "corpus")
    assert months_written == ["2024-05", "2024-06"] and len(corpus.events) == 2


def test_tables_of_another_version_are_written_anew(tmp_path, reports, months_written, monkeypatch):
    read(reports(6), tmp_path / "corpus")
    before = set(months_written)
    months_written.clear()
    monkeypatch.setattr(periods.importlib.metadata, "version", lambda name: "0.0.other")
    assert read([], tmp_path / "corpus").manifest.version == "0.0.other"
    assert set(months_written) == before


def test_a_store_that_cannot_tell_what_changed_has_all_written(tmp_path, reports, months_written):
    read(reports(6), tmp_path / "corpus")
    before = set(months_written)
    months_written.clear()
    with Clusters.open(tmp_path / "corpus" / manifest.CLUSTERS) as clusters:
        clusters._store.db.execute("DROP TABLE touched")
        clusters._store.set_meta("touched since", "")
        clusters.commit()
    read([], tmp_path / "corpus")
    assert set(months_written) == before


def test_a_file_that_somebody_deleted_is_written_again(tmp_path, reports, contents):
    corpus = read(reports(6), tmp_path / "corpus")
    before = contents(corpus.path)
    corpus.files("links")[0].unlink()
    read([], tmp_path / "corpus")
    assert contents(corpus.path) == before
