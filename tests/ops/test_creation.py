"""Arrays that are made at once: values and types as Keras gives them."""

import numpy as np
import pytest

import nnlite
from nnlite import ops


@pytest.mark.parametrize("found, expected", [
    (ops.zeros((2, 3)), np.zeros((2, 3), "f")),
    (ops.zeros(2, "int32"), np.zeros(2, "int32")),
    (ops.ones((0, 2)), np.ones((0, 2), "f")),
    (ops.full((2, 2), [1, 2]), np.full((2, 2), [1, 2], "f")),
    (ops.full((), True, "bool"), np.full((), True)),
    (ops.empty((2,)), np.zeros(2, "f")),
    (ops.eye(2, 3, 1), np.eye(2, 3, 1, "f")),
    (ops.eye(2, 3, -1, "int64"), np.eye(2, 3, -1, "int64")),
    (ops.identity(2), np.eye(2, dtype="f")),
    (ops.tri(2, 3, 1), np.tri(2, 3, 1, "f")),
    (ops.arange(3), np.arange(3, dtype="int32")),
    (ops.arange(1, 2, 0.25), np.arange(1, 2, 0.25, "f")),
    (ops.arange(5, 1, -2), np.arange(5, 1, -2, "int32")),
    (ops.arange(3.0), np.arange(3, dtype="f")),
    (ops.arange(3, dtype="float64"), np.arange(3.0)),
    (ops.linspace(0, 1, 5), np.linspace(0, 1, 5, dtype="f")),
    (ops.linspace(0, 1, 4, endpoint=False), np.linspace(0, 1, 4, False, dtype="f")),
    (ops.linspace([0, 1], [1, 3], 3, axis=-1), np.linspace([0, 1], [1, 3], 3, axis=-1, dtype="f")),
    (ops.linspace(0, 4, 5, dtype="int32"), np.arange(5, dtype="int32")),
    (ops.logspace(0, 2, 3), np.array([1, 10, 100], "f")),
], ids=str)
def test_value_and_type(found, expected):
    assert found.dtype == expected.dtype and hasattr(found, "numpy")
    np.testing.assert_array_equal(found, expected)


def test_the_step_of_linspace():
    values, step = ops.linspace(0, 1, 5, retstep=True)
    assert len(values) == 5 and step == 0.25


def test_in_a_model_they_are_constants():
    class Ramp(nnlite.layers.Layer):
        def call(self, inputs):
            return inputs + ops.arange(inputs.shape[0], dtype="float32")[:, None] + ops.ones((inputs.shape[0], 1))

    x = nnlite.Input((2,))
    model = nnlite.Model(x, Ramp()(x))
    assert model.output_shape == (None, 2)
    np.testing.assert_array_equal(model.predict(np.zeros((3, 2), "f"), verbose=0), [[1, 1], [2, 2], [3, 3]])


def test_what_is_no_constant_is_refused():
    with pytest.raises(TypeError, match="cannot depend on a tensor"):
        ops.full((2,), nnlite.Input((2,)))
    with pytest.raises(TypeError, match="not known before the model runs"):
        ops.zeros((None, 2))
    with pytest.raises(ValueError, match="shape must be a tuple of whole numbers"):
        ops.ones((1.5,))
