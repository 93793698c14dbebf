"""A corpus is a function of its reports: not of their order, the processes, the runs, or what killed them."""

import multiprocessing
import os
import random
import signal
import sqlite3

import pytest

import geo
from geo.corpus import manifest, periods, plan, reading, unit
from geo.errors import CorpusError


def read(some, folder, **options):
    return geo.corpus.read(some, folder, fast=True, **options)


@pytest.fixture
def counted(monkeypatch):
    """The ids of the reports that were read, in order."""
    ids = []
    whole = unit.read_entry

    def spying(entry, nlp):
        ids.append(entry.report.id)
        return whole(entry, nlp)

    monkeypatch.setattr(unit, "read_entry", spying)
    return ids


def test_the_order_of_the_reports_leaves_no_trace(tmp_path, undisturbed, contents, reports):
    mixed = reports(40)
    random.Random(7).shuffle(mixed)
    read(mixed, tmp_path / "corpus")
    assert contents(tmp_path / "corpus") == undisturbed


def test_what_came_in_several_runs_is_as_if_it_came_in_one(tmp_path, undisturbed, contents, reports):
    for some in (reports(15), reports(20, first=10), reports(12, first=28)):
        read(some, tmp_path / "corpus")
    assert of_reports(contents(tmp_path / "corpus")) == of_reports(undisturbed)


def of_reports(files):
    """Return the files of tables whose rows belong to one report; the id of an event depends on what was known first."""
    return {
        name: digest
        for name, digest in files.items()
        if name.startswith(("reports/", "mentions/", "records/"))
    }


def test_events_of_several_runs_are_those_of_one_but_for_their_ids(tmp_path, reports):
    read(reports(30), tmp_path / "grown")
    grown, whole = (read(reports(40), tmp_path / name).events for name in ("grown", "whole"))
    columns = [name for name in whole.columns if name not in ("id", "geometry")]
    rows = [
        table.sort_values(["report", "start"])[columns].astype(str).values.tolist()
        for table in (grown, whole)
    ]
    assert rows[0] == rows[1] and len(rows[0]) > 40


def test_nothing_is_read_twice(tmp_path, counted, contents, reports):
    read(reports(10), tmp_path / "corpus")
    assert sorted(counted) == sorted(f"r{n}" for n in range(10))
    counted.clear()
    before = contents(tmp_path / "corpus")
    read(reports(10), tmp_path / "corpus")
    assert counted == [] and contents(tmp_path / "corpus") == before
    read(reports(12), tmp_path / "corpus")
    assert sorted(counted) == ["r10", "r11"]


def test_a_changed_report_replaces_its_own_rows_and_no_others(tmp_path, counted, contents, reports):
    read(reports(6), tmp_path / "corpus")
    counted.clear()
    changed = reports(6)
    changed[3]["text"] = "An earthquake destroyed forty houses in Cusco on Tuesday."
    corpus = read([changed[3]], tmp_path / "corpus")
    assert counted == ["r3"]
    assert set(corpus.mentions.query("report == 'r3'")["name"]) == {"Cusco"}
    assert not corpus.events["sentence"].str.contains("killed 5").any()
    assert (corpus.events["report"] == "r3").any()
    read(changed, tmp_path / "fresh")
    assert of_reports(contents(tmp_path / "corpus")) == of_reports(contents(tmp_path / "fresh"))


def test_reports_that_differ_and_have_one_id_are_both_kept_whatever_their_order(tmp_path, contents, reports):
    one, other = reports(2)
    other["id"] = one["id"]
    first = read([one, other], tmp_path / "first")
    read([other, one], tmp_path / "second")
    assert sorted(first.reports["id"]) == ["r0", "r0#2"]
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_a_report_that_fails_is_a_row_with_its_error_and_costs_no_other(tmp_path, monkeypatch, reports):
    from geo.spatial import relations

    whole = relations.relate

    def broken(doc, *arguments, **options):
        if "Mosul" in doc.text:
            raise RuntimeError("no relation")
        return whole(doc, *arguments, **options)

    monkeypatch.setattr(relations, "relate", broken)
    corpus = read(reports(5), tmp_path / "corpus")
    rows = corpus.reports.set_index("id")
    assert rows["error"].dropna().to_dict() == {"r2": "RuntimeError: no relation"}
    assert rows.loc["r2", "failed_at"] == "dateline_places" and rows.loc["r2", "text"].startswith("Gunmen")
    assert set(corpus.mentions["report"]) == {"r0", "r1", "r3", "r4"}


def test_what_cannot_be_read_at_all_is_a_row_too(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text("Rain fell in Lima.")
    (tmp_path / "in" / "bad.txt").write_bytes(b"\0\1\2" * 99)
    errors = []
    corpus = read(tmp_path / "in", tmp_path / "corpus", on_error=errors.append)
    assert len(errors) == 1 and corpus.manifest.total("failed") == 1
    assert corpus.reports["error"].notna().sum() == 1


def test_another_version_says_what_it_would_read_anew_and_does_so_when_asked(
    tmp_path, counted, monkeypatch, contents, reports
):
    from geo.corpus.settings import Settings

    read(reports(4), tmp_path / "corpus")
    counted.clear()
    monkeypatch.setattr(Settings, "fingerprint", lambda self: "z" * 12)
    corpus = read(reports(5), tmp_path / "corpus")
    assert counted == ["r4"] and corpus.outdated == 4
    counted.clear()
    corpus = read([], tmp_path / "corpus", renew=True)
    assert sorted(counted) == ["r0", "r1", "r2", "r3"] and set(corpus.reports["reader"]) == {"z" * 12}
    assert corpus.outdated == 0
    read(reports(5), tmp_path / "fresh")
    assert of_reports(contents(tmp_path / "corpus")) == of_reports(contents(tmp_path / "fresh"))


def killed_at(stage, folder, reports):
    """Read in another process that kills itself at a stage, and return its exit code."""

    def run():
        if stage == "unit":
            done = []
            whole = unit.write_unit

            def dying(task, content):
                whole(task, content)
                done.append(task)
                if len(done) == 2:
                    os.kill(os.getpid(), signal.SIGKILL)

            unit.write_unit = dying
        else:
            module, name = {
                "spool": (reading.plan, "members_of_spool"),
                "part": (reading.parts, "write_part"),
                "events": (periods, "write_month"),
                "prepared": (manifest, "prepare"),
                "committed": (manifest, "finish"),
                "moved": (manifest, "_move_new"),
            }[stage]
            whole = getattr(module, name)

            def dying(*arguments, **options):
                result = (
                    whole(*arguments, **options) if stage in ("part", "events", "prepared", "moved") else None
                )
                if stage != "committed" or arguments[1]:  # the first call finds nothing to finish
                    os.kill(os.getpid(), signal.SIGKILL)
                return result

            setattr(module, name, dying)
        read(reports(40), folder)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join()
    return process.exitcode


@pytest.mark.parametrize("stage", ["spool", "unit", "part", "events", "prepared", "committed", "moved"])
def test_a_run_that_was_killed_goes_on_to_the_same_bytes(  # noqa: PLR0917
    stage, tmp_path, undisturbed, counted, contents, reports
):
    folder = tmp_path / "corpus"
    assert killed_at(stage, folder, reports) == -signal.SIGKILL
    read(reports(40), folder)
    assert contents(folder) == undisturbed
    if stage == "unit":
        assert len(counted) == 40 - 2 * plan.UNIT
    elif stage != "spool":
        assert counted == []


@pytest.fixture(scope="module")
def grown(tmp_path_factory, contents, reports):
    """The files of a corpus that grew from 30 reports to 40 without being disturbed."""
    folder = tmp_path_factory.mktemp("grown") / "corpus"
    read(reports(30), folder)
    read(reports(40), folder)
    return contents(folder)


@pytest.mark.parametrize("stage", ["part", "events", "prepared", "committed", "moved"])
def test_a_kill_while_a_corpus_grows_leaves_the_former_one_or_the_new_one(
    stage, tmp_path, grown, contents, reports
):
    folder = tmp_path / "corpus"
    read(reports(30), folder)
    assert killed_at(stage, folder, reports) == -signal.SIGKILL
    corpus = geo.corpus.open(folder)
    assert corpus.manifest.total("reports") in (30, 40)
    assert len(corpus.reports) == corpus.manifest.total("reports")
    assert len(corpus.events) == corpus.manifest.events
    read(reports(40), folder)
    assert contents(folder) == grown


def test_two_processes_do_not_write_to_one_corpus(tmp_path, reports):
    read(reports(1), tmp_path / "corpus")
    lock = sqlite3.connect(tmp_path / "corpus" / ".work" / "lock.sqlite", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CorpusError, match="another process is writing to it"):
        read(reports(2), tmp_path / "corpus")
    lock.close()
    assert read(reports(2), tmp_path / "corpus").manifest.total("reports") == 2


def test_a_folder_of_something_else_is_left_alone(tmp_path, reports):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CorpusError, match="holds other files"):
        read(reports(1), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_source_makes_an_empty_corpus(tmp_path):
    corpus = read([], tmp_path / "corpus")
    assert len(corpus.events) == len(corpus.mentions) == len(corpus.reports) == 0
    assert str(corpus.events.crs) == "EPSG:4326"
