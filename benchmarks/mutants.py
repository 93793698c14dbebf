"""Whether the tests of `geo/events` notice that a constant, a comparison or a condition there is another.

usage: python benchmarks/mutants.py [--module NAME ...] [--only TEXT] [--sample N | --all] [--seed N] [--limit S]

Mutation testing (DeMillo, Lipton and Sayward 1978). Every mutant differs from the module in one place:

- a number that a module constant is set to becomes 0.6 and 1.6 times what it was (a count at least one less and more),
- `<` becomes `<=` and back, `>` and `>=`, `==` and `!=`, `in` and `not in`, `is` and `is not`,
- `and` becomes `or` and back, `not x` becomes `x`, and each part of a condition is left out once.

The tests of a module are its mirror in `tests/geo/events` and what `TESTS` adds; the first that fails kills a mutant.
The mutant replaces the module when it is imported, in a fork that has the rest loaded: nothing in the checkout is
written, and other runs there go on.
A mutant costs some seconds, and there are 2,900: by default 120 are drawn at random, the same for the same seed;
`--module`, `--only _REACH` (words of the change) and `--all` choose others. Printed are a table by module and the
survivors, one a line. Not each is a gap: some mutants mean the same. The exit status is 1 if one survives, 2 if the
tests fail without a mutant.

mutmut and cosmic-ray do more kinds of mutants, but write them into the checkout or a copy of it (here 1 GB of data).
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import CodeType, ModuleType

ROOT = Path(__file__).parents[1]
MODULES = ROOT / "geo" / "events"
_PACKAGE = "geo.events"
TESTS = {
    "annotations": ("datelines", "coder"),
    "argument_rules": ("date_linking", "coder"),
    "assembly": ("coder",),
    "attachment": ("place_linking", "participants", "date_linking", "coder"),
    "causes_in_context": ("causes_of_death", "coder"),
    "clauses": ("participants", "coder"),
    "confidence": ("detector",),
    "discourse": ("coreference", "coder"),
    "event_identity": ("coreference",),
    "figure_linking": ("quantities",),
    "hazards": ("ontology",),
    "matches": ("trigger_fusion",),
    "passive_voice": ("participants", "coder"),
    "passive_patterns": ("ontology",),
    "participants": ("coder",),
    "person_nouns": ("causes_of_death", "hazards"),
    "place_syntax": ("place_linking",),
    "reported_content": ("coder",),
    "sentence_context": ("place_linking", "coder"),
    "subjects": ("participants", "coder"),
    "trigger_fusion": ("detector",),
    "triggers": ("ontology", "coder"),
    "unlisted_actors": ("participants", "coder"),
    "word_classes": ("ontology",),
}
"""Test modules of `tests/geo/events` that a module is run against beside its mirror."""
_SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change.

    Attributes
    ----------
    module
        Its name in `geo.events`.
    line
        Where the change is.
    before, after
        The expression that was changed, as source.
    tree, node, changed
        The whole module, the node in it, and what stands in the node's place.
    """

    module: str
    line: int
    before: str
    after: str
    tree: ast.Module
    node: ast.expr
    changed: ast.expr

    def __str__(self) -> str:
        """Return the change as a line of a report."""
        return f"geo/events/{self.module}.py:{self.line}: {self.before}  ->  {self.after}"

    def source(self) -> str:
        """Return the module with the change."""
        at = next(i for i, each in enumerate(ast.walk(self.tree)) if each is self.node)
        tree = copy.deepcopy(self.tree)
        place = next(each for i, each in enumerate(ast.walk(tree)) if i == at)
        changed = copy.deepcopy(self.changed)

        class Replace(ast.NodeTransformer):
            def visit(self, node: ast.AST) -> ast.AST:
                return changed if node is place else self.generic_visit(node)

        return ast.unparse(ast.fix_missing_locations(Replace().visit(tree)))


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its lines."""
    tree = ast.parse((MODULES / f"{module}.py").read_text(encoding="utf-8"))
    numbers = _numbers_of_constants(tree)
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.expr)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        for changed in _changes(node, is_constant=node in numbers):
            yield Mutant(
                module=module,
                line=node.lineno,
                before=_named(node, numbers),
                after=ast.unparse(changed),
                tree=tree,
                node=node,
                changed=changed,
            )


def _numbers_of_constants(tree: ast.Module) -> dict[ast.expr, str]:
    """Return the numbers that names of the module are set to, each with the name."""
    found: dict[ast.expr, str] = {}
    for statement in tree.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.value, ast.Constant):
            value = statement.value.value
            if isinstance(value, int | float) and not isinstance(value, bool):
                found[statement.value] = ast.unparse(statement.target)
    return found


def _named(node: ast.expr, numbers: dict[ast.expr, str]) -> str:
    return f"{numbers[node]} = {ast.unparse(node)}" if node in numbers else ast.unparse(node)


def _changes(node: ast.expr, *, is_constant: bool) -> Iterator[ast.expr]:
    """Yield what may stand in the place of an expression."""
    if is_constant:
        assert isinstance(node, ast.Constant)
        assert isinstance(node.value, int | float)
        for share, step in ((0.6, -1), (1.6, 1)):
            value = node.value * share
            if isinstance(node.value, int):
                value = (
                    min(node.value + step, round(value)) if step < 0 else max(node.value + step, round(value))
                )
            yield ast.Constant(value)
    elif isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            ops = [*node.ops]
            ops[i] = _SWAPPED[type(operator)]()
            yield ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for i in range(len(node.values)):
            rest = [value for j, value in enumerate(node.values) if j != i]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def tests_of(module: str) -> list[str]:
    """Return the files with tests of a module of `geo.events`."""
    paths = [
        ROOT / "tests" / "geo" / "events" / f"test_{name}.py" for name in (module, *TESTS.get(module, ()))
    ]
    return [str(path.relative_to(ROOT)) for path in paths if path.exists()]


def preload() -> None:
    """Load what all tests need, so that it is loaded once and not once a mutant: pytest, spaCy, networks, gazetteer."""
    from geo import language
    from geo.pipeline import default_pipeline
    from geo.records import Report

    nlp = default_pipeline()
    doc = language.make_doc(nlp, Report(id="r", text="Police arrested nine men in Ankara on Monday."))
    for name in ("sentences", "encoder", "places"):
        doc = nlp.get_pipe(f"dateline_{name}")(doc)
    loaded = [name for name in sys.modules if name.startswith(_PACKAGE)]
    assert not loaded, f"loaded before they are mutated: {loaded}"


def verdict(mutant: Mutant | None, tests: Sequence[str], *, limit: int) -> str:
    """Return "killed", "survived" or "timeout" (killed too) for a mutant, or for the code as it is with `None`.

    The tests run in a fork, which ends with the status of pytest.
    """
    child = os.fork()
    if not child:
        try:
            signal.alarm(limit)
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            if mutant is not None:
                sys.meta_path.insert(0, _Finder(mutant))
            os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))
        finally:  # pytest itself failed, and not a test
            os._exit(os.EX_SOFTWARE)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return "timeout"
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == os.EX_SOFTWARE:
        msg = f"pytest cannot run {' '.join(tests)}"
        raise RuntimeError(msg)
    return "killed" if status else "survived"


class _Finder(importlib.abc.MetaPathFinder):
    """Finds a mutant where its module is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self._name, self._source = f"{_PACKAGE}.{mutant.module}", mutant.source()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = _Loader(fullname, spec.origin, self._source)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads given source in the place of a file's."""

    def __init__(self, fullname: str, path: str, source: str) -> None:
        super().__init__(fullname, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the signature is importlib's
        return compile(self._source, self.path, "exec")


def _table(chosen: Sequence[Mutant], survivors: Sequence[Mutant], total: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines of a table: the mutants of each module, how many ran, and how many of these survived."""
    ran, left = Counter(each.module for each in chosen), Counter(each.module for each in survivors)
    yield f"{'module':<20}{'mutants':>8}{'run':>6}{'killed':>8}{'survived':>10}{'share':>7}"
    for module in sorted(ran):
        yield _row(module, total[module], ran[module], left[module])
    yield _row("all", sum(total.values()), len(chosen), len(survivors))


def _row(name: str, total: int, ran: int, left: int) -> str:
    share = f"{left / ran:.0%}" if ran else "-"
    return f"{name:<20}{total:>8,}{ran:>6}{ran - left:>8}{left:>10}{share:>7}"


def main() -> int:
    """Run the mutants, and print how many of each module no test kills, and which."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    names = sorted(path.stem for path in MODULES.glob("*.py") if path.stem != "__init__")
    parser.add_argument("--module", nargs="+", choices=names, default=names, metavar="NAME")
    parser.add_argument("--only", default="", help="words that the mutant's line in the report has")
    number = parser.add_mutually_exclusive_group()
    number.add_argument("--sample", type=int, default=120, help="run so many, drawn at random (default: 120)")
    number.add_argument("--all", action="store_true", help="run all that are chosen")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, default=300, help="seconds that a mutant's tests may take")
    parser.add_argument("--list", action="store_true", help="print the mutants and run none")
    wanted = parser.parse_args()
    chosen = [mutant for name in wanted.module for mutant in mutants(name) if wanted.only in str(mutant)]
    total = Counter(mutant.module for mutant in chosen)
    if not wanted.all and wanted.sample < len(chosen):
        drawn = random.Random(wanted.seed).sample(range(len(chosen)), wanted.sample)
        chosen = [chosen[i] for i in sorted(drawn)]
    if wanted.list:
        print(*chosen, sep="\n")
        return 0
    begun = time.monotonic()
    survivors: list[Mutant] = []
    os.chdir(ROOT)
    preload()
    untested = sorted({mutant.module for mutant in chosen if not tests_of(mutant.module)})
    if untested:
        print(f"no tests: {', '.join(untested)}", file=sys.stderr)
        return 2
    tests = dict.fromkeys(path for mutant in chosen for path in tests_of(mutant.module))
    if verdict(None, [*tests], limit=10 * wanted.limit) != "survived":
        print("the tests fail or are too slow without any mutant", file=sys.stderr)
        return 2
    for count, mutant in enumerate(chosen, 1):
        result = verdict(mutant, tests_of(mutant.module), limit=wanted.limit)
        print(f"{count}/{len(chosen)} {result}: {mutant}", file=sys.stderr, flush=True)
        if result == "survived":
            survivors.append(mutant)
    print(*_table(chosen, survivors, total), "", *survivors, sep="\n")
    print(f"{time.monotonic() - begun:.0f} seconds", file=sys.stderr)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
