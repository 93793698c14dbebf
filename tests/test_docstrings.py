"""Every example in a docstring of the packages does what it says."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("dateline", "gazetteer", "geo", "maps")


def modules_with_examples(package):
    paths = sorted((ROOT / package).rglob("*.py"))
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
        if ">>> " in path.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_the_examples_are_true(package, check_rows):
    def check(name):
        result = doctest.testmod(importlib.import_module(name))
        assert result.attempted, "no example was found, though the file has one"
        assert not result.failed, f"{result.failed} of {result.attempted} examples, see the output"

    check_rows(modules_with_examples(package), check)
