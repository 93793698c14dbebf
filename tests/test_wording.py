"""The language of the code: docstrings begin with a verb of the field, and private words stay out of names."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("gazetteer", "geo", "maps")
VERBS = frozenset({
    "Add", "Align", "Annotate", "Answer", "Apply", "Assign", "Attach", "Bound", "Build", "Cache",
    "Change", "Check", "Choose", "Classify", "Close", "Cluster", "Code", "Collect", "Colour", "Combine",
    "Compare", "Compile", "Complete", "Compress", "Compute", "Configure", "Correct", "Count", "Create",
    "Cut", "Decide", "Decode", "Decompress", "Describe", "Detect", "Disable", "Distinguish", "Double",
    "Draw", "Drop", "Encode", "End", "Explain", "Extend", "Extract", "Fetch", "Fill", "Find", "Fold",
    "Geocode", "Group", "Hand", "Identify", "Import", "Index", "Infer", "Inflect", "Join", "Keep",
    "Label", "Leave", "Link", "List", "Load", "Log", "Look", "Lower", "Make", "Map", "Mark", "Match",
    "Measure", "Merge", "Normalise", "Open", "Pack", "Parse", "Pick", "Prefer", "Print", "Raise", "Rank",
    "Read", "Record", "Reduce", "Refuse", "Register", "Release", "Remember", "Remove", "Rename", "Render",
    "Replace", "Report", "Resolve", "Return", "Run", "Say", "Score", "Separate", "Set", "Show",
    "Simplify", "Sort", "Spell", "Split", "Spread", "Strip", "Support", "Swap", "Thin", "Tokenise",
    "Undo", "Unroll", "Unwrap", "Walk", "Warn", "Widen", "Write", "Yield",
})  # fmt: skip
"""First words of a function's docstring."""
BARRED_NAMES = frozenset({
    "deed", "deeds", "doubts", "follow_ups", "grow", "growing", "grown", "homes", "lend", "lends", "lent", "nobody",
    "owners_of", "papers",
    "parties", "party", "second_looks", "somebody", "stands", "talk", "tell", "telling", "tellings", "tells",
    "told", "voice", "voices",
})  # fmt: skip
"""Words that name nothing in geoparsing: participant, trigger, outlet, context, assign and stated do."""
BARRED_WORDS = re.compile(
    r"\b(?:deeds?|follow[- ]ups|lends?|lent|nobody|of one's own|second looks|somebody|stands?|told|whoever)\b",
    re.IGNORECASE,
)


@cache
def tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def modules(*packages):
    return [
        path.relative_to(ROOT).as_posix()
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
        if "node_modules" not in path.parts
    ]


def first_lines(path, *kinds):
    """Yield name and first line of each docstring."""
    for node in ast.walk(tree(path)):
        if isinstance(node, kinds) and ast.get_docstring(node):
            yield node, ast.get_docstring(node).split("\n")[0]


def is_property(node):
    return any("property" in ast.unparse(each) for each in node.decorator_list)


def names(path):
    """Yield each name that a module gives to something."""
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def is_barred(name):
    return not BARRED_NAMES.isdisjoint([name.lower().strip("_"), *name.lower().split("_")])


@pytest.mark.parametrize("package", PACKAGES)
def test_no_docstring_begins_with_give(package):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bad = [
        f"{path}: {line}"
        for path in modules(package)
        for _, line in first_lines(path, *kinds)
        if re.match(r"Gives?\b", line)
    ]
    assert bad == []


def test_docstrings_of_functions_begin_with_a_verb_of_the_field():
    bad = [
        f"{path} {node.name}: {line}"
        for path in modules(*PACKAGES)
        for node, line in first_lines(path, ast.FunctionDef)
        if not is_property(node) and re.match(r"\w*", line)[0] not in VERBS
    ]
    assert bad == []


@pytest.mark.parametrize("package", PACKAGES)
def test_docstrings_begin_without_private_words(package):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bad = [
        f"{path}: {line}"
        for path in modules(package)
        for _, line in first_lines(path, *kinds)
        if BARRED_WORDS.search(
            re.sub(r'"[^"]*"|“[^”]*”|`[^`]*`', "", line)
        )  # examples and names are no prose
    ]
    assert bad == []


@pytest.mark.parametrize("package", PACKAGES)
def test_names_are_no_private_words(package):
    bad = {(path, name) for path in modules(package) for name in names(path) if is_barred(name)}
    assert sorted(bad) == []


def test_no_class_of_geo_shares_its_name():
    """A reader who looks for `Phrase` finds one."""
    seen = {}
    for path in modules("geo"):
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                seen.setdefault(node.name.strip("_"), []).append(path)
    assert {name: paths for name, paths in seen.items() if len(paths) > 1} == {}
