"""The rooms of geo: each says what it is for, none stands too high, and each module has its test file.

That a room imports none above it, also within functions, is import-linter's to say; here, that no import closes a circle.
"""

import ast
import graphlib
from functools import cache
from pathlib import Path

import pytest

import geo

ROOT = Path(geo.__file__).parents[1]
FLOORS = 8
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "geo").rglob("*.py"))
}


TESTS = ROOT / "tests" / "geo"
OF_NO_MODULE = {
    "test_rooms.py": "this file",
    "test_known_places.py": "whole texts: recogniser, gazetteer and resolver together",
    "test_probes.py": "whole texts: the floor of a table that nothing was trained on",
    "corpus/test_changed_months.py": "store of events, months and files together, over many changes",
    "resolution/test_ambiguous_towns.py": "features, candidates and resolver together, on pairs of towns",
    "resolution/test_bare_divisions.py": "features, candidates and resolver together, all over ISO 3166-2",
    "resolution/test_called_divisions.py": "features, candidates and resolver together, all over ISO 3166-2",
    "test_reader_and_geocoder.py": "geo and gazetteer agree on what a name means",
    "toponyms/tagger/test_card.py": "the cards of the models, which are no code",
    "events/test_known_failures.py": "rules that fail on the path that users get, each with its reason",
    "events/test_parties_of_sentences.py": "whole sentences: actors, clauses and participants together",
    "events/test_without_detector.py": "the rules of `--fast`, on their own",
}
"""Test files that mirror no module, and why."""


@cache
def imported(name):
    """Return the modules of geo that are imported when a module is, of which types alone know nothing."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found |= {
                    module for module in (f"{node.module}.{alias.name}", node.module) if module in MODULES
                }
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in MODULES}
    packages = {name for name in found if MODULES[name].name == "__init__.py"}
    return found - packages - {name}


@cache
def floor(name):
    return max((1 + floor(each) for each in imported(name)), default=0)


def test_no_module_stands_higher_than_the_eighth_floor():
    assert {name: floor(name) for name in MODULES if floor(name) > FLOORS} == {}


def test_each_room_says_what_it_is_for():
    rooms = [path for path in MODULES.values() if path.name == "__init__.py"]
    assert len(rooms) > 10
    assert [
        str(path) for path in rooms if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


def test_each_module_has_its_test_file():
    modules = [path.relative_to(ROOT / "geo") for path in MODULES.values() if path.name != "__init__.py"]
    assert len(modules) > 100
    assert [
        str(path) for path in modules if not (TESTS / path.with_name(f"test_{path.name}")).is_file()
    ] == []


def test_each_test_file_mirrors_a_module_or_says_why_not():
    files = [path.relative_to(TESTS) for path in sorted(TESTS.rglob("test_*.py"))]
    assert len(files) > 100
    mirrored = [ROOT / "geo" / path.with_name(path.name.removeprefix("test_")) for path in files]
    stray = {str(path) for path, module in zip(files, mirrored, strict=True) if not module.is_file()}
    assert stray == set(OF_NO_MODULE)


def test_each_test_file_tests_something():
    empty = [
        str(path.relative_to(TESTS))
        for path in sorted(TESTS.rglob("test_*.py"))
        if not any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            for node in ast.parse(path.read_text(encoding="utf-8")).body
        )
    ]
    assert empty == []


def lazily_imported(path, known):
    """Return the modules that a module imports when it is imported or later: all but those of types alone."""
    found = set()
    queue = [ast.parse(path.read_text(encoding="utf-8"))]
    while queue:
        node = queue.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                named = f"{node.module}.{alias.name}"
                found.add(named if named in known else node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        queue += ast.iter_child_nodes(node)
    return {name for name in found if known.get(name, path).name != "__init__.py"} & known.keys()


def test_no_circle_is_closed_by_an_import_within_a_function():
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for package in ("gazetteer", "geo", "maps")
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts and path.name != "__init__.py"
    }
    imports = {name: lazily_imported(path, paths) for name, path in paths.items()}
    assert "geo.dates.recogniser" in imports["geo.documents.dates"]  # within a function
    try:
        tuple(graphlib.TopologicalSorter(imports).static_order())
    except graphlib.CycleError as error:
        pytest.fail(" > ".join(error.args[1]))
