"""Results in dictionaries whose keys are of several kinds."""

import numpy as np

import nnlite
from nnlite.graph.structure import flatten_by_key, ordered


def test_keys_of_several_kinds_are_ordered_by_kind():
    assert ordered({"b": 0, 2: 0, "a": 0, 1: 0}) == [1, 2, "a", "b"]
    assert flatten_by_key({"a": 1, 2: [3, {"z": 4, 0: 5}]}) == [3, 5, 4, 1]


def test_a_layer_may_return_such_a_dictionary():
    class Both(nnlite.layers.Layer):
        def call(self, x):
            return {"doubled": 2 * x, 1: x}

    x = nnlite.Input((3,))
    parts = Both()(x)
    model = nnlite.Model(x, {"sum": parts[1] + parts["doubled"], 0: parts[1]})
    found = model.predict(np.ones((2, 3), "f"), verbose=0)
    assert (found["sum"] == 3).all() and (found[0] == 1).all()
