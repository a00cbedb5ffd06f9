"""Keras's layers and tensors among nnlite's: the sentence says that two libraries are mixed."""

import numpy as np
import pytest

import nnlite
from nnlite import layers, ops

keras = pytest.importorskip("keras")


class Own(layers.Layer):
    """A layer of nnlite around one of Keras."""

    def __init__(self):
        super().__init__()
        self.inner = keras.layers.Dense(2)

    def call(self, inputs):
        return self.inner(inputs)


@pytest.mark.parametrize("mistake", [
    lambda x, other: keras.layers.Dense(2)(x),
    lambda x, other: keras.layers.Dense(2)(layers.Dense(3)(x)),
    lambda x, other: keras.ops.mean(x),
    lambda x, other: Own()(x),
    lambda x, other: layers.Dense(2)(other),
    lambda x, other: layers.Add()([x, other]),
    lambda x, other: x + other,
    lambda x, other: ops.add(other, 1),
    lambda x, other: nnlite.Model(other, other),
    lambda x, other: nnlite.Model(x, other),
    lambda x, other: nnlite.Sequential([nnlite.Input((4,)), keras.layers.Dense(2)]),
    lambda x, other: layers.TimeDistributed(keras.layers.Dense(2)),
])
def test_it_says_that_libraries_are_mixed(mistake):
    with pytest.raises((TypeError, ValueError), match=r"Two libraries are mixed.*from nnlite\."):
        mistake(nnlite.Input((4,)), keras.Input((4,)))


def test_the_library_that_the_user_called_is_named():
    with pytest.raises(TypeError, match=r"code of keras was called on a tensor of nnlite. Received: Tensor"):
        keras.layers.Dense(2)(nnlite.Input((4,)))


def test_arrays_of_another_library_are_arrays():
    layer = layers.Dense(2)
    x = np.ones((2, 4), "f")
    np.testing.assert_array_equal(layer(keras.ops.convert_to_tensor(x)), layer(x))
