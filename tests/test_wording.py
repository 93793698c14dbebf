"""The language of the code and of what it says: verbs of the field, sentences as reasons, and no private words."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import geo
from geo.language import load
from geo.resolution.explanation import observations

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("gazetteer", "geo", "maps")
VERBS = frozenset({
    "Add", "Align", "Annotate", "Answer", "Append", "Apply", "Assign", "Attach", "Bound", "Build", "Cache",
    "Change", "Check", "Choose", "Classify", "Close", "Cluster", "Code", "Collect", "Connect", "Colour", "Combine",
    "Compare", "Compile", "Complete", "Compress", "Compute", "Configure", "Correct", "Count", "Create",
    "Cut", "Decide", "Decode", "Decompress", "Delete", "Describe", "Detect", "Disable", "Distinguish", "Double",
    "Draw", "Drop", "Encode", "End", "Explain", "Extend", "Extract", "Fetch", "Fill", "Find", "Fold",
    "Geocode", "Group", "Hand", "Identify", "Import", "Index", "Infer", "Inflect", "Insert", "Join", "Keep",
    "Label", "Leave", "Link", "List", "Load", "Log", "Look", "Lower", "Make", "Map", "Mark", "Match",
    "Measure", "Merge", "Normalise", "Open", "Order", "Pack", "Parse", "Pick", "Prefer", "Print", "Raise", "Rank",
    "Read", "Record", "Reduce", "Refuse", "Register", "Release", "Remember", "Remove", "Rename", "Render",
    "Replace", "Report", "Resolve", "Return", "Run", "Say", "Score", "Separate", "Set", "Show",
    "Simplify", "Sort", "Spell", "Split", "Spread", "Store", "Strip", "Support", "Swap", "Thin", "Tokenise",
    "Undo", "Unroll", "Unwrap", "Walk", "Warn", "Widen", "Write", "Yield",
})  # fmt: skip
"""First words of a function's docstring."""
BARRED_NAMES = frozenset({
    "deed", "deeds", "doubts", "follow_ups", "grow", "growing", "grown", "homes", "lend", "lends", "lent", "nobody",
    "owners_of", "papers",
    "party", "second_looks", "somebody", "stands", "talk", "tell", "telling", "tellings", "tells",
    "told", "voice", "voices",
})  # fmt: skip
"""Words that name nothing in geoparsing: participant, trigger, outlet, context, assign and stated do."""
BARRED_WORDS = re.compile(
    r"\b(?:deeds?|follow[- ]ups|lends?|lent|nobody|of one's own|second looks|somebody|stands?|told|whoever)\b",
    re.IGNORECASE,
)
BARRED_PHRASES = re.compile(
    r"\b(?:by the detector|carried: |give or take|likely its|names? a party|no word against|of the other|the pipeline's"
    r"|told|trigger '|uncertain of|of one's)\b",
    re.IGNORECASE,
)
"""Phrases of ours in reasons that no analyst can know."""
MAKERS = frozenset({"Reading", "Undated", "_Resolution", "unknown"})
"""Functions that are called with a reason."""
LEXICONS = frozenset({"geo/actors/recogniser.py", "geo/nlp/inflection.py"})
"""Modules that hold lists of words to match."""
PATTERN = re.compile(r"\\[bs]|\(\?")
SPEAKING = re.compile(r"(?:reason|rule|why|how|meaning|evidence|cue|because)s?$")
TEXTS = (
    "Kenyan police arrested two men near Mombasa on Monday. Nine farmers were killed. Hours later soldiers left Lamu.",
    "No soldiers were killed in Aleppo. If talks fail, rebels may attack Mosul. The army did not shell Idlib last week.",
    "The minister will visit Kenya in May and said on Sunday that twelve people died in Kabul. He spoke by phone to Peru.",
    "Militants in Gaza fired rockets into Israel. Shells hit southern Gaza and the border between Israel and Lebanon.",
    "A fire in Springfield destroyed a warehouse. Forecasters issued a flood warning for Dhaka on 31 February.",
    "Pirates seized a tanker off the coast of Somalia. A bus crashed on the road between Kaduna and Abuja in Q3 2022.",
    "An earthquake struck 20 km north of Kathmandu on 25 April 2015. Washington ordered sixty Russian diplomats out.",
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


@pytest.fixture(scope="module", params=["default", "fast"])
def found(request):
    nlp = load(fast=request.param == "fast")
    read = [geo.parse(text, published="2024-06-12", nlp=nlp) for text in TEXTS]
    return geo.read(ROOT / "seeds", nlp=nlp), *read


def reasons(found):
    """Yield every text that explains a mention or an event, with what it is."""
    for one in found:
        for mention in one.mention_records:
            yield "mention", mention.reason
            for candidate in mention.candidates:
                for clauses in observations(candidate):
                    yield from (("observation", f"{clause}.") for clause in clauses)
        for event in one:
            yield from event.evidence.items()
            yield from (("link", link.reason) for link in event.places)
            yield "rule", event.when.rule


def own_words(text):
    """Return a text without what it quotes."""
    return re.sub(r"“[^”]*”", "“”", text)


def test_reasons_have_no_private_words(found):
    texts = {own_words(text) for _, text in reasons(found)}
    assert len(texts) > 100
    assert [text for text in texts if BARRED_WORDS.search(text) or BARRED_PHRASES.search(text)] == []


def test_reasons_are_sentences(found):
    bad = [
        (what, text)
        for what, text in reasons(found)
        if what not in ("rule", "observation") and not re.match(r"[^a-z].*[.”]$", text)
    ]
    assert bad == []


def test_reasons_are_words_and_not_values_of_a_program(found):
    """Neither quotes nor names as Python writes them, nor a template that was not filled."""
    texts = {own_words(text) for _, text in reasons(found)}
    assert [text for text in texts if re.search(r"(?<!\w)'\w|[{}]|\w_\w|None|  ", text)] == []


def test_strings_of_reasons_have_no_private_words():
    """Those that are assigned or passed under a name that explains, also where no report above leads to them."""
    bad = [
        f"{path}: {text}"
        for path in modules("geo", "maps")
        for text in explaining(tree(path))
        if BARRED_WORDS.search(own_words(text)) or BARRED_PHRASES.search(own_words(text))
    ]
    assert bad == []


def test_strings_of_reasons_are_found():
    """The check above reads returned pairs, arguments, assignments and defaults."""
    found = {text for path in modules("geo") for text in explaining(tree(path))}
    assert {
        "No place is named in its clause.",
        " negates it.",
        "The gazetteer has no place of this name.",
    } <= found


def explaining(module):
    """Yield the strings of a module that explain something."""
    for node in ast.walk(module):
        values = []
        if isinstance(node, ast.Return):
            values = [node.value] if isinstance(node.value, ast.Tuple | ast.IfExp | ast.JoinedStr) else []
        elif isinstance(node, ast.keyword):
            values = [node.value] if SPEAKING.search(node.arg or "") else []
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named = any(isinstance(each, ast.Name) and SPEAKING.search(each.id.lower()) for each in targets)
            values = [node.value] if named else []
        elif isinstance(node, ast.Call):
            values = node.args if getattr(node.func, "id", "") in MAKERS else []
        for value in values:
            for part in ast.walk(value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value:
                    yield part.value


def test_messages_have_no_private_words():
    """All that may be shown: the strings that are neither docstrings, nor patterns, nor lists of words."""
    bad = [
        f"{path}: {text}"
        for path in modules("gazetteer", "geo", "maps")
        if path not in LEXICONS
        for text in messages(tree(path))
        if BARRED_WORDS.search(own_words(text)) and not PATTERN.search(text)
    ]
    assert bad == []


def messages(module):
    """Yield the strings of a module that hold several words and are used for something."""
    docstrings = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
        if isinstance(text, str) and " " in text:
            yield text
