"""The rooms of geo: each says what it is for, and no module stands on more than eight others, one upon the other."""

import ast
from functools import cache
from pathlib import Path

import geo

ROOT = Path(geo.__file__).parents[1]
FLOORS = 8
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "geo").rglob("*.py"))
}


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
