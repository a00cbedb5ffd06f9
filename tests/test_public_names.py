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


@pytest.mark.parametrize("name", ["layers.Conv2D", "layers.LSTM", "layers.MultiHeadAttention", "applications",
                                  "datasets.mnist", "utils.image_dataset_from_directory", "ops.fft", "wrappers.Forest",
                                  "optimizers.schedules.Linear", "backend.rnn"])
def test_a_missing_name_is_said_to_be_missing(name):
    path, _, last = f"nnlite.{name}".rpartition(".")
    module = importlib.import_module(path)
    with pytest.raises(AttributeError) as error:
        getattr(module, last)
    assert str(error.value) == f"{path} has no {last!r}: not all of Keras is supported yet, SUPPORTED.md lists what is."
    assert not hasattr(module, last) and last not in dir(module)


@pytest.mark.parametrize("name, meant", [("layers.Dens", "Dense"), ("layers.Droupout", "Dropout"), ("layer", "Layer"),
                                         ("layers.dense", "Dense"), ("optimizers.Adm", "Adam"),
                                         ("callbacks.EarlyStoping", "EarlyStopping"), ("ops.softmx", "softmax")])
def test_a_misspelt_name_finds_the_nearest(name, meant):
    path, _, last = f"nnlite.{name}".rpartition(".")
    with pytest.raises(AttributeError, match=f"Did you mean '{meant}'"):
        getattr(importlib.import_module(path), last)


@pytest.mark.parametrize("statement", ["from nnlite.layers import Conv2D", "from nnlite.layers import Dense, Conv2D"])
def test_an_import_of_a_missing_name_says_the_same(statement):
    with pytest.raises(ImportError, match="nnlite.layers has no 'Conv2D': not all of Keras is supported yet"):
        exec(statement, {})


def test_modules_and_private_names_are_found_as_ever():
    exec("from nnlite.layers import calling, reshaping", {})
    with pytest.raises(AttributeError, match="module 'nnlite.layers' has no attribute '_nothing'"):
        getattr(nnlite.layers, "_" + "nothing")
