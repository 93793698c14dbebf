"""One gazetteer, used before a fork and after it, in threads and in pools of processes: everywhere the same answers."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from gazetteer.importing.importer import import_places
from gazetteer.store import Gazetteer

NAMES = [
    "Khan Younis",
    "Gaza",
    "Georgia",
    "Springfield",
    "Suva",
    "خان يونس",
    "no such place",
    "The Depot",
] * 5
QUERIES = ["Khan Yunus", "Sprngfield", "Suv", "Depot"]
OWN = "id,name,kind,lon,lat,aliases\ndepot,Paris,facility,36.8,-1.28,The Depot|Suva\n"


@pytest.fixture(params=["bundled", "with a file attached"])
def opened(request, tiny_folder, tmp_path):
    """Open a gazetteer and use it, in this thread and in others, as a program that forks late does."""
    attached = []
    if request.param != "bundled":
        (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
        import_places(tmp_path / "own.csv", tmp_path / "own.sqlite")
        attached = [tmp_path / "own.sqlite"]
    gazetteer = Gazetteer(tiny_folder / "gazetteer.sqlite", attached=attached)
    answers(gazetteer)
    in_threads(gazetteer)
    return gazetteer


def answers(gazetteer):
    return (
        [gazetteer.match(name) for name in NAMES],
        [gazetteer.search(query) for query in QUERIES],
        gazetteer.nearest(lon=34.3, lat=31.3, limit=5),
    )


def in_threads(gazetteer, count=4):
    barrier = threading.Barrier(count)

    def work(_):
        barrier.wait()
        return answers(gazetteer)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def context(method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {method}")
    return multiprocessing.get_context(method)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_pools_of_processes_give_the_same_answers(opened, method):
    names, queries, _ = answers(opened)
    assert any(names) and any(queries)
    with context(method).Pool(2) as pool:
        assert pool.map(opened.match, NAMES, chunksize=3) == names
        assert pool.map(opened.search, QUERIES, chunksize=1) == queries
    assert answers(opened) == (names, queries, opened.nearest(lon=34.3, lat=31.3, limit=5))


def test_threads_of_forked_processes_give_the_same_answers(opened):
    fork = context("fork")
    expected = answers(opened)
    queue = fork.SimpleQueue()
    processes = [fork.Process(target=lambda: queue.put(in_threads(opened))) for _ in range(2)]
    for process in processes:
        process.start()
    # The parent goes on at the same time, on the connections that it had before.
    assert in_threads(opened) == [expected] * 4
    assert [queue.get() for _ in processes] == [[expected] * 4] * 2
    for process in processes:
        process.join()
        assert process.exitcode == 0


def test_a_fork_leaves_the_parents_connections_alone(opened):
    fork = context("fork")
    before = opened._rows.connections.get()
    process = fork.Process(target=opened.close)
    process.start()
    process.join()
    assert process.exitcode == 0
    assert opened._rows.connections.get() is before
    assert before[-1].execute("SELECT 1").fetchone() == (1,)
