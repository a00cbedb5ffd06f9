"""Do the functions that draw a model take Keras's arguments?"""

import inspect

import pytest

from nnlite import utils

keras = pytest.importorskip("keras")


@pytest.mark.parametrize("name", ["plot_model", "model_to_dot"])
def test_signatures(name):
    ours, theirs = (inspect.signature(getattr(module, name)).parameters.values() for module in (utils, keras.utils))
    assert [(p.name, p.default) for p in ours] == [(p.name, p.default) for p in theirs]
