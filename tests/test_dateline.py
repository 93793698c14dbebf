"""`import dateline` is a door to the three packages: it loads them when asked, and holds nothing of its own."""

import ast
import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dateline
import gazetteer
import geo
import maps

ROOT = Path(__file__).resolve().parents[1]
THEIRS = {
    "commands": gazetteer.commands,
    "export": maps.export,
    "find": gazetteer.find,
    "load": geo.EventSet.from_file,
    "map": maps.EventMap,
    "parse": geo.parse,
    "read": geo.read,
    "resolve": geo.resolve,
    "save": maps.save,
    "search": gazetteer.search,
    "show": maps.show,
}


def test_every_name_is_that_of_a_package():
    assert sorted([*THEIRS, "__version__"]) == dateline.__all__ == dir(dateline)
    assert [name for name, theirs in THEIRS.items() if getattr(dateline, name) != theirs] == []


def test_the_version_is_the_one_in_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert dateline.__version__ == project["version"]


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'dateline' has no attribute 'plot'"):
        _ = dateline.plot


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        (
            "dateline",
            {"spacy", "pandas", "geopandas", "folium", "shapely", "numpy", "geo", "maps", "gazetteer"},
        ),
        ("dateline.find('Goma')", {"spacy", "pandas", "geopandas", "folium", "shapely", "geo", "maps"}),
        ("dateline.commands.of('ISR')", {"spacy", "pandas", "geopandas", "folium", "geo", "maps"}),
        ("dateline.__version__", {"spacy", "geopandas", "geo", "maps", "gazetteer"}),
    ],
    ids=["import", "find", "commands", "version"],
)
def test_only_what_is_used_is_loaded(code, absent):
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys, dateline; {code}; print(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "dateline" in shown.split()
    assert absent & set(shown.split()) == set()


def test_types_are_told_for_every_name():
    """What runs is lazy, what editors and mypy see is the block under TYPE_CHECKING: both list the same names."""
    block = next(node for node in ast.parse(inspect.getsource(dateline)).body if isinstance(node, ast.If))
    assert ast.unparse(block.test) == "TYPE_CHECKING"
    told = set()
    for node in block.body:
        if isinstance(node, ast.ImportFrom):
            told |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign):
            told |= {target.id for target in node.targets}
        else:
            told.add(node.target.id)
    assert told - {"EventSet"} == set(dateline.__all__)
    assert Path(dateline.__file__).with_name("py.typed").is_file()


def test_a_set_goes_through_a_file(tmp_path):
    found = dateline.parse("Rebels shelled an army post near Goma on 13 May 2024.")
    dateline.export(found, tmp_path / "found.gpkg", records=True)
    assert dateline.load(tmp_path / "found.gpkg") == found
    assert isinstance(dateline.show(found), dateline.map)
