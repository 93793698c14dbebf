"""What is written does not depend on who reads; a process that is killed loses nothing."""

import multiprocessing
import os
import signal

import pytest

import geo
from geo.corpus import unit
from geo.corpus.drivers import Processes

FORKS = "fork" in multiprocessing.get_all_start_methods()


@pytest.mark.parametrize("jobs", [2, 3])
def test_processes_write_what_one_process_writes(jobs, tmp_path, undisturbed, contents, reports):
    geo.corpus.read(reports(40), tmp_path / "corpus", fast=True, jobs=jobs)
    assert contents(tmp_path / "corpus") == undisturbed


@pytest.mark.enable_socket
def test_a_dask_cluster_writes_what_one_process_writes(tmp_path, undisturbed, contents, reports):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        geo.corpus.read(reports(40), tmp_path / "corpus", fast=True, client=client)
    assert contents(tmp_path / "corpus") == undisturbed


@pytest.mark.skipif(not FORKS, reason="the fault is handed to the processes by forking")
def test_a_process_that_is_killed_loses_nothing(tmp_path, undisturbed, contents, reports, monkeypatch):
    flag, whole = tmp_path / "killed", unit.read_entry

    def dying_once(entry, nlp):
        if entry.report.id == "r20" and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(entry, nlp)

    monkeypatch.setattr(unit, "read_entry", dying_once)
    geo.corpus.read(reports(40), tmp_path / "corpus", fast=True, jobs=2)
    assert flag.exists() and contents(tmp_path / "corpus") == undisturbed


@pytest.mark.skipif(not FORKS, reason="the fault is handed to the processes by forking")
def test_a_report_at_which_each_process_dies_is_a_failed_one_and_costs_no_other(
    tmp_path, reports, monkeypatch
):
    whole = unit.read_entry

    def dying(entry, nlp):
        if entry.report.id == "r3":
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(entry, nlp)

    monkeypatch.setattr(unit, "read_entry", dying)
    corpus = geo.corpus.read(reports(20), tmp_path / "corpus", fast=True, jobs=2)
    rows = corpus.reports.set_index("id")
    assert rows["error"].dropna().index.tolist() == ["r3"]
    assert "killed each time" in rows.loc["r3", "error"] and rows.loc["r3", "text"].startswith("Gunmen")
    assert set(corpus.mentions["report"]) == {f"r{n}" for n in range(20)} - {"r3"}


def test_a_fault_in_a_process_is_raised_here(tmp_path, reports, monkeypatch):
    def broken(task, content):
        raise OSError(28, "No space left on device", "units")

    monkeypatch.setattr(unit, "write_unit", broken)
    with pytest.raises(OSError, match="No space left"):
        geo.corpus.read(reports(4), tmp_path / "corpus", fast=True, jobs=2)


def test_no_process_is_started_for_no_task():
    assert list(Processes(2).run([])) == []
