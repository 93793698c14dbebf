"""Folders of killed runs are swept; everybody else's stay."""

import os
import subprocess
import sys
import time

import pytest

from gazetteer import temporary_folders
from gazetteer.temporary_folders import folder_beside


def dead_pid():
    """Give the number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def folder(parent, name, *, days=0.0):
    made = parent / name
    made.mkdir()
    (made / "half.gpkg").write_text("half")
    then = time.time() - days * 86_400
    for path in (made / "half.gpkg", made):
        os.utime(path, (then, then))
    return made


def names(parent):
    return {path.name for path in parent.iterdir()}


def test_the_folder_goes_with_the_block(tmp_path):
    with folder_beside(tmp_path) as made:
        assert made.parent == tmp_path and str(os.getpid()) in made.name
        with folder_beside(tmp_path) as other:  # of the same process, which runs
            assert made.is_dir() and other.is_dir()
    assert not names(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="processes are asked for by POSIX")
def test_what_a_killed_run_left_is_swept(tmp_path):
    script = "import os, pathlib; from gazetteer.temporary_folders import folder_beside\nwith folder_beside(pathlib.Path('.')) as f: (f / 'half').write_text('x'); os._exit(1)"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)
    assert len(names(tmp_path)) == 1
    with folder_beside(tmp_path):
        assert len(names(tmp_path)) == 1
    assert not names(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="processes are asked for by POSIX")
def test_only_ours_and_only_what_is_left(tmp_path):
    host, dead = temporary_folders._host(), dead_pid()
    gone = [
        folder(tmp_path, f".dateline-{host}-{dead}-abcd_123"),
        folder(tmp_path, ".dateline-abcd1234", days=8),
    ]
    stays = [
        folder(tmp_path, f".dateline-{host}-{os.getpid()}-abcd_123"),  # runs
        folder(tmp_path, f".dateline-{int(host, 16) ^ 1:08x}-{dead}-abcd_123"),  # of another machine
        folder(tmp_path, ".dateline-abcd5678", days=2),  # of an earlier version, perhaps running
        folder(tmp_path, ".dateline-settings", days=30),  # a name of somebody else's
        folder(tmp_path, f"x.dateline-{host}-{dead}-abcd_123"),
    ]
    deep = folder(tmp_path, f".dateline-{host}-{dead}-deep_123")
    (deep / "more").mkdir()
    file = tmp_path / f".dateline-{host}-{dead}-file_123"
    file.write_text("x")
    link = tmp_path / f".dateline-{host}-{dead}-link_123"
    link.symlink_to(stays[-1])
    with folder_beside(tmp_path):
        pass
    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in (*stays, deep, file, link))
