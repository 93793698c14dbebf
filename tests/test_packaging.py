"""The distribution is what its metadata says."""

import importlib
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ["dateline", "gazetteer", "geo", "maps"]


@pytest.mark.parametrize("name", PACKAGES)
def test_the_generic_names_belong_to_dateline(name):
    """PyPI has other packages called geo and maps; ours must be the one that is imported."""
    home = Path(importlib.import_module(name).__file__).resolve()
    dateline = importlib.metadata.distribution("dateline")
    origin = json.loads(dateline.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        assert home.is_relative_to(Path(url2pathname(urlsplit(origin["url"]).path)).resolve())
    else:
        assert home in {Path(dateline.locate_file(file)).resolve() for file in dateline.files}


@pytest.mark.parametrize("name", PACKAGES)
def test_public_names_are_sorted_and_exist(name):
    package = importlib.import_module(name)
    assert list(package.__all__) == sorted(package.__all__)
    for public in package.__all__:
        assert getattr(package, public) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = package.no_such_name


@pytest.mark.parametrize("name", PACKAGES)
def test_importing_a_package_loads_nothing_heavy(name):
    code = f"import sys, {name}; print(sorted({{'spacy', 'pandas', 'geopandas', 'folium', 'shapely', 'numpy'}} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_the_import_direction_is_kept():
    done = subprocess.run(
        [sys.executable, "-m", "importlinter.cli"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "No module named" in done.stderr:
        done = subprocess.run(
            [str(Path(sys.executable).parent / "lint-imports")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr


def test_lock_files_hold_hashes_and_no_addresses():
    lock = (ROOT / "maps/web/package-lock.json").read_text(encoding="utf-8")
    assert "integrity" in lock
    assert not re.search(r'"resolved"|https?://[^"]*\.tgz', lock)


def test_the_command_is_installed():
    (script,) = importlib.metadata.entry_points(group="console_scripts", name="dateline")
    assert script.value == "maps.cli:main"
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert importlib.metadata.version("dateline") == version
    shown = subprocess.run(
        [sys.executable, "-m", "maps", "--version"], capture_output=True, text=True, check=True
    ).stdout
    assert version in shown


@pytest.mark.parametrize("command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]])
def test_style_and_types(command):
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
