"""The notebooks in docs/ run from top to bottom."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.mark.enable_socket  # the kernel talks to us over loopback
@pytest.mark.slow
@pytest.mark.filterwarnings(
    "default"
)  # the kernel's own machinery warns; the notebook's code runs in its own process
@pytest.mark.parametrize("path", sorted(DOCS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_runs_and_shows_a_map(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(DOCS)}}
    ).execute()
    shown = [
        output.get("data", {})
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    assert any("<iframe" in data.get("text/html", "") for data in shown)
    assert any("<table" in data.get("text/html", "") for data in shown)
