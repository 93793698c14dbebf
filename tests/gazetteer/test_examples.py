"""Every example in a docstring of the package is true."""

import doctest
import importlib
import pkgutil

import pytest

import gazetteer

MODULES = [m.name for m in pkgutil.walk_packages(gazetteer.__path__, "gazetteer.")]


@pytest.mark.parametrize("name", ["gazetteer", *MODULES])
def test_examples_are_true(name):
    done = doctest.testmod(importlib.import_module(name), optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert done.failed == 0
