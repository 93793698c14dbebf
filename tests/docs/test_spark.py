"""The page about Spark is true, where Spark is there: the same files as one process writes."""

import json
import sys
from pathlib import Path

import pytest

import geo

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.enable_socket  # Spark talks to its workers over loopback
@pytest.mark.filterwarnings("ignore")
def test_the_driver_of_the_page_writes_the_same_files(tmp_path, monkeypatch):
    pytest.importorskip("pyspark", exc_type=ImportError)
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import examples
    finally:
        sys.path.pop(0)
    page = (ROOT / "docs" / "how-to" / "spark.md").read_text(encoding="utf-8")
    code = [block.body for block in examples.blocks(page) if block.language == "python"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    lines = [
        json.dumps({"id": f"r{n}", "text": f"Gunmen killed {n + 2} men in Goma on Monday."})
        for n in range(40)
    ]
    Path("archive.jsonl").write_text("\n".join(lines), encoding="utf-8")
    names = {"__name__": "page"}
    try:
        for block in code:
            exec(compile(block, "spark.md", "exec"), names)
    finally:
        if "session" in names:
            names["session"].stop()
    geo.corpus.read("archive.jsonl", "alone", fast=True)
    files = [
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}
        for folder in (Path("corpus"), Path("alone"))
    ]
    assert files[0] == files[1] and len(files[0]) > 4
