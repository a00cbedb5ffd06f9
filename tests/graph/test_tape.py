"""Gradients of one's own computations: on arrays, through layers and models, and what is not connected."""

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers, ops


def test_a_square():
    w = nnlite.Variable([[3.0, -2.0]])
    with nnlite.GradientTape() as tape:
        loss = ops.sum(w * w)
    np.testing.assert_allclose(tape.gradient(loss, w), [[6.0, -4.0]])


def test_the_gradient_of_a_model_is_the_one_that_fit_uses():
    nnlite.utils.set_random_seed(0)
    x = Input((4,))
    model = Model(x, layers.Dense(2, "softmax")(layers.Dense(5, "tanh")(x)))
    rng = np.random.default_rng(0)
    data, y = rng.normal(size=(6, 4)).astype("f"), np.eye(2, dtype="f")[np.arange(6) % 2]
    with nnlite.GradientTape() as tape:
        loss = nnlite.losses.categorical_crossentropy(y, model(data))
        loss = ops.mean(loss)
    gradients = tape.gradient(loss, model.trainable_weights)
    expected = [w - g for w, g in zip(model.get_weights(), gradients, strict=True)]
    model.compile(nnlite.optimizers.SGD(1.0), "categorical_crossentropy")
    model.train_on_batch(data, y)
    for ours, theirs in zip(expected, model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_numpy_arithmetic_on_results_is_followed():
    w = nnlite.Variable([2.0, 3.0])
    with nnlite.GradientTape() as tape:
        y = ops.square(w)
        loss = ops.sum((y * 3 + 1) / 2)
    np.testing.assert_allclose(tape.gradient(loss, w), [6.0, 9.0])


def test_gradients_with_respect_to_inputs():
    layer = layers.Dense(2)
    data = np.ones((3, 4), "f")
    with nnlite.GradientTape() as tape:
        tape.watch(data)
        loss = ops.sum(layer(data))
    np.testing.assert_allclose(tape.gradient(loss, data), np.tile(layer.kernel.numpy().sum(1), (3, 1)), rtol=1e-5)


def test_what_is_not_connected_is_none_or_zero():
    a, b = nnlite.Variable([1.0]), nnlite.Variable([2.0])
    with nnlite.GradientTape() as tape:
        loss = ops.sum(a * 2)
    assert tape.gradient(loss, b) is None
    np.testing.assert_array_equal(tape.gradient(loss, {"a": a, "b": b}, unconnected_gradients="zero")["b"], [0.0])


def test_a_drawing_cannot_be_differentiated():
    x = Input((3,))
    with pytest.raises(TypeError, match="drawing"):
        nnlite.GradientTape().gradient(x, x)
