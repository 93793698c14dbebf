"""One process changes a corpus at a time, and a folder of other files is none."""

import multiprocessing
import os
import signal

import pytest

from geo.corpus.lock import locked
from geo.errors import CorpusError


def test_a_second_one_is_refused_until_the_first_has_ended(tmp_path):
    folder = tmp_path / "corpus"
    with locked(folder), pytest.raises(CorpusError, match="another process is writing to it"), locked(folder):
        pytest.fail("both hold the lock")
    with locked(folder):
        pass


def test_an_error_lets_go_of_it(tmp_path):
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        1 / 0  # noqa: B018
    with locked(tmp_path):
        pass


def _hold(folder, ready):
    with locked(folder):
        ready.set()
        signal.pause()


def test_a_process_that_is_killed_lets_go_of_it(tmp_path):
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    holder = context.Process(target=_hold, args=(tmp_path, ready))
    holder.start()
    assert ready.wait(60)
    with pytest.raises(CorpusError), locked(tmp_path):
        pytest.fail("both hold the lock")
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    with locked(tmp_path):
        pass


def test_a_folder_of_other_files_is_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(CorpusError, match="is no corpus, and holds other files"), locked(tmp_path):
        pytest.fail("it was taken")
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]
