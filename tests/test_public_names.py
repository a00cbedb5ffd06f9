"""What users can rely on: names, their documentation, and that SUPPORTED.md tells the truth."""

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from supported import page

import nnlite

PUBLIC = [module for module in nnlite.__all__ if inspect.ismodule(getattr(nnlite, module))]
MODULES = [m.name for m in pkgutil.walk_packages(nnlite.__path__, "nnlite.")
           if not m.name.rpartition(".")[2].startswith(("_kernels", "_steps", "__main__"))]


def test_the_page_of_supported_names_is_true():
    assert (Path(__file__).parent.parent / "SUPPORTED.md").read_text(encoding="utf-8") == page(), \
        "run: python tests/helpers/supported.py > SUPPORTED.md"


@pytest.mark.parametrize("module", PUBLIC)
def test_every_public_class_is_documented(module):
    for name, value in vars(getattr(nnlite, module)).items():
        if inspect.isclass(value) and not name.startswith("_") and value.__module__.startswith("nnlite."):
            assert value.__doc__, f"{module}.{name} has no docstring"
            assert value.__doc__.strip().splitlines()[0].endswith((".", ":", "x")), f"{module}.{name}"


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    module = importlib.import_module(name)
    assert module.__doc__, "a module begins with the question that it answers"
    results = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert results.failed == 0
