"""Each closed class of words, and the Earth's radius, has one home; no second copy comes back."""

import ast
import math
import re
from pathlib import Path

import pytest

from gazetteer import geodesy
from geo import numerals, plover
from geo.dates.calendar_words import MONTH_NAMES, WEEKDAYS
from geo.nlp.words import lexicon
from geo.word_lists import lists_in

ROOT = Path(__file__).resolve().parents[1]
LEXICONS = ROOT / "geo" / "nlp" / "lexicons"
SOURCES = [
    path.relative_to(ROOT).as_posix()
    for room in ("benchmarks", "dateline", "gazetteer", "geo", "maps", "training")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "node_modules" not in path.parts
]
TABLES = ("nlp/lexicons/prepositions.csv", "nlp/lexicons/reporting_verbs.csv")
VERBS = frozenset().union(*lists_in(TABLES[1]).values())
CLASSES = {
    # name: its words, how many of them a literal may hold
    "number words": (frozenset({*numerals.UNITS, *numerals.TENS}), 3),
    "weekdays": (frozenset(WEEKDAYS), 3),
    "months": (frozenset(MONTH_NAMES), 5),  # five are other words or names too, which a rule may list
    "roots": (frozenset(plover.MODES), 4),
    "reporting verbs": (VERBS, 7),
    "prepositions": (lexicon("prepositions"), 12),
}
CLOSED = ("number words", "weekdays", "months", "roots")
PROSE = 200
"""Words of one literal above which it is a page of text."""
TABLES_OF_ROOTS = {
    "benchmarks/corpus_coreference.py": "kinds of made-up events, with their words",
    "benchmarks/million_events.py": "shares of made-up events",
    "geo/events/assembly.py": "what a root becomes in the future",
    "geo/events/quantities.py": "the likeliest roots of each figure, in their order",
    "maps/style.py": "the shape of each root",
}
"""Modules that say something of each root, and what."""


def literals(tree):
    """Yield each set, list, tuple, dict or text of a module that is in no larger one, with its words."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and isinstance(node.body[0], ast.Expr)
    }
    queue = [tree]
    while queue:
        node = queue.pop()
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) in documentation:
            continue
        if is_text or isinstance(node, (ast.Set, ast.List, ast.Tuple, ast.Dict, ast.JoinedStr)):
            texts = [
                each.value
                for each in ast.walk(node)
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            yield node, texts
        else:
            queue += ast.iter_child_nodes(node)


def copies(path, source):
    """Yield each literal that holds more words of a class than it may."""
    for node, texts in literals(ast.parse(source)):
        words = [word for text in texts for word in re.findall(r"[A-Za-z]+", text)]
        if len(words) > PROSE:
            continue
        for name, (members, most) in CLASSES.items():
            found = {word if name == "roots" else word.lower() for word in words} & members
            # Words in prose, and patterns that name what may stand at a place, hold verbs and prepositions: lists do.
            is_pattern = any("\\" in text or "(?" in text for text in texts)
            listed = name in CLOSED or (len(found) > len(words) / 2 and not is_pattern)
            if len(found) > most and listed and not (name == "roots" and path in TABLES_OF_ROOTS):
                yield f"{path}:{node.lineno}: {name}: {' '.join(sorted(found))}"


def test_no_source_lists_the_words_of_a_class_again():
    assert [
        copy for path in SOURCES for copy in copies(path, (ROOT / path).read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("number words", "X = {'one', 'two', 'three', 'four'}"),
        ("number words", "X = re.compile(r'one|two|three|four')"),
        ("weekdays", "X = f'(monday|tuesday|wednesday|thursday){x}'"),
        ("months", "X = ('January', 'February', 'March', 'April', 'May', 'June')"),
        ("roots", "X = frozenset(['AID', 'AGREE', 'COERCE', 'ASSAULT', 'PROTEST'])"),
        ("reporting verbs", "X = 'said says say told added announced confirmed warned'.split()"),
        (
            "prepositions",
            "X = ('in', 'on', 'at', 'near', 'by', 'of', 'off', 'over', 'to', 'from', 'into', 'via', 'up')",
        ),
    ],
    ids=["set", "pattern", "f-string", "tuple", "frozenset", "text", "prepositions"],
)
def test_a_copy_is_seen(name, source):
    [found] = copies("example.py", source)
    assert found.startswith(f"example.py:1: {name}: ")


def test_exceptions_are_needed():
    assert [
        path
        for path in TABLES_OF_ROOTS
        if not list(copies("example.py", (ROOT / path).read_text(encoding="utf-8")))
    ] == []


def test_the_earths_radius_is_written_once():
    radius = re.compile(
        r"\b63(?:71|78)(?:\.\d+)?\b|\b6_?3(?:71|78)_?\d{3}[\d_.]*|\b111[._]?[1-3]\d*[\d_.]*\b"
    )
    found = {
        path
        for path in SOURCES
        for line in (ROOT / path).read_text(encoding="utf-8").splitlines()
        if radius.search(re.sub(r'""".*|#.*|>>>.*|"[^"]*"', "", line)) and "= " in line
    }
    assert found == {"gazetteer/geodesy.py"}


def test_the_mean_radius_and_degree_are_those_of_the_ellipsoid():
    ellipsoid = geodesy.geod()
    assert pytest.approx((2 * ellipsoid.a + ellipsoid.b) / 3, abs=0.05) == geodesy.MEAN_RADIUS_M
    assert pytest.approx(math.radians(1) * geodesy.MEAN_RADIUS_M, abs=0.5) == geodesy.MEAN_DEGREE_M
