"""Nothing leaves the machine and nothing is kept: the main job is watched in a network namespace of its own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

SECONDS = 32  # what a dependency sends is sent from a thread of its own, some seconds after it was loaded
MAIN_JOB = f"""
import time, geo, maps
page = "<html><body><article><p>Rebels attacked an army post near Goma on Monday.</p></article></body></html>"
found = geo.parse(page, published="2024-07-16")
geo.parse("Las autoridades cerraron el puente tras las lluvias.")
loaded = time.monotonic()
assert [event.type for event in found] == ["ASSAULT"], "the job did not run"
maps.save(found, "map.html")
for name in ("e.gpkg", "e.geojson", "e.csv", "e.parquet"):
    maps.export(found, name)
time.sleep(max(0, {SECONDS} - (time.monotonic() - loaded)))
"""
# What asks a name server or sends: connect, sendto, sendmsg, sendmmsg to an address of the internet. A `bind` to ::1, by
# which urllib3 asks whether this machine knows IPv6, reaches nobody.
_REACHES_OUT = re.compile(r"^\d+\s+(?:connect|send\w*)\(.*AF_INET", re.MULTILINE)


def watched(code, folder):
    """Run Python code without a network, and return its environment's new files and the calls that reach out."""
    home = folder / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    trace = folder / "trace"
    command = [
        "unshare",
        "--map-root-user",
        "--net",
        "strace",
        "-f",
        "-q",
        "-e",
        "trace=network",
        "-o",
        str(trace),
    ]
    subprocess.run(
        [*command, sys.executable, "-c", code],
        cwd=folder,
        env=kept | {"HOME": str(home), "TMPDIR": str(folder)},
        check=True,
        timeout=300,
    )
    return sorted(home.rglob("*")), _REACHES_OUT.findall(trace.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="module", autouse=True)
def _can_watch():
    missing = [name for name in ("unshare", "strace") if not shutil.which(name)]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"needs {' and '.join(missing)}")


@pytest.mark.slow
def test_the_main_job_sends_nothing_and_keeps_nothing(tmp_path):
    files, calls = watched(MAIN_JOB, tmp_path)
    assert calls == []
    assert files == []


def test_a_packet_and_a_file_would_be_seen(tmp_path):
    code = """
import pathlib, socket
(pathlib.Path.home() / "id").write_text("1")
try:
    socket.create_connection(("192.0.2.1", 443), timeout=1)
except OSError:
    pass
"""
    files, calls = watched(code, tmp_path)
    assert [file.name for file in files] == ["id"]
    assert len(calls) == 1


@pytest.mark.parametrize(("own", "kept"), [(None, "1"), ("0", "0")])
def test_telemetry_is_off_before_onnxruntime_is_imported_unless_the_user_says_otherwise(own, kept):
    code = (
        "import os, sys, geo.nlp.onnx_sessions\nassert 'onnxruntime' not in sys.modules\n"
        "geo.nlp.onnx_sessions.onnxruntime()\nprint(os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    if own is not None:
        environment["ORT_DISABLE_TELEMETRY"] = own
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == kept


def test_one_module_alone_imports_onnxruntime():
    sources = [
        path for folder in ("geo", "gazetteer", "maps", "training") for path in (ROOT / folder).rglob("*.py")
    ]
    importing = re.compile(
        r"""^\s*(?:import|from) onnxruntime|import_module\(f?["']onnxruntime""", re.MULTILINE
    )
    found = [path for path in sources if importing.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in found] == ["geo/nlp/onnx_sessions.py"]
