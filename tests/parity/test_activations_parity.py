"""Do the activations beyond the common ones, and softmax along any axes, compute and learn as Keras's do?"""

import inspect

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import normal, same, twins  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
NAMES = [name for name, value in vars(keras.activations).items() if inspect.isfunction(value)]
ACTIVATIONS = [
    ("celu", {}), ("celu", {"alpha": 0.3}), ("celu", {"alpha": -0.7}), ("glu", {}), ("glu", {"axis": 1}),
    ("glu", {"axis": -2}), ("hard_shrink", {}), ("hard_shrink", {"threshold": 1.2}), ("hard_silu", {}),
    ("hard_shrink", {"threshold": -0.2}), ("soft_shrink", {"threshold": -0.2}), ("hard_tanh", {}), ("log_sigmoid", {}),
    ("soft_shrink", {}), ("soft_shrink", {"threshold": 1.2}), ("sparse_plus", {}), ("sparse_sigmoid", {}),
    ("squareplus", {}), ("squareplus", {"b": 0.5}), ("tanh_shrink", {}),
    ("threshold", {"threshold": 0.4, "default_value": -2.0}),
    ("softmax", {"axis": 1}), ("softmax", {"axis": -2}), ("softmax", {"axis": (1, 2)}), ("softmax", {"axis": None}),
    ("softmax", {"axis": (0, 2)}), ("log_softmax", {"axis": 0}), ("log_softmax", {"axis": (2, 1)}),
    ("log_softmax", {"axis": None}),
]


@pytest.mark.parametrize("name, arguments", ACTIVATIONS, ids=str)
def test_activation(name, arguments):
    extremes = np.array([[[-100, -20, -3, -1], [-0.5, -1e-3, 0, 0.25]], [[0.5, 1, 2.5, 3], [6, 20, 80, 100]]], "f")
    for x in (extremes, 3 * normal(4, 2, 6), normal(2, 4, 2).astype("f8")):
        same(getattr(nnlite.activations, name)(x, **arguments), getattr(keras.activations, name)(x, **arguments),
             atol=1e-5 if name == "squareplus" else 1e-6)  # Keras's loses digits far below 0


def test_only_the_op_gelu_approximates_by_itself():
    x = normal(3, 4)
    same(nnlite.ops.gelu(x), keras.ops.gelu(x))
    same(nnlite.activations.gelu(x), keras.activations.gelu(x))
    assert np.abs(nnlite.ops.gelu(x) - nnlite.activations.gelu(x)).max() > 1e-5


@pytest.mark.parametrize("name, arguments", ACTIVATIONS, ids=str)
def test_gradient(name, arguments):
    def recipe(k):
        x = k.Input((4, 3))
        h = k.layers.Dense(6, activation=lambda value: getattr(k.activations, name)(value, **arguments))(x)
        return k.Model(x, h)

    ours, theirs = twins(recipe, lambda k: {"optimizer": k.optimizers.SGD(1.0), "loss": "mse"})
    x, y = normal(8, 4, 3), normal(8, *ours.output_shape[1:], seed=1)
    same(ours.train_on_batch(x, y), theirs.train_on_batch(x, y))
    same(ours.get_weights(), theirs.get_weights())


@pytest.mark.parametrize("axis", [-1, 1, -3])
def test_sparsemax_where_keras_sums_to_one(axis):
    x = 9 * normal(5, 6, 7)  # Keras subtracts too little as soon as two numbers of a row are left above 0
    ours, theirs = nnlite.activations.sparsemax(x, axis), np.asarray(keras.activations.sparsemax(x, axis))
    rows = np.broadcast_to(np.isclose(theirs.sum(axis, keepdims=True), 1), x.shape)
    assert rows.any()
    same(ours[rows], theirs[rows])
    np.testing.assert_allclose(ours.sum(axis), 1, rtol=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_and_signature(name):
    ours, theirs = (getattr(k.activations, name) for k in (nnlite, keras))
    if name in ("get", "serialize", "deserialize"):
        return
    assert [(p.name, p.default) for p in inspect.signature(ours).parameters.values()] == \
        [(p.name, p.default) for p in inspect.signature(theirs).parameters.values()]
    assert nnlite.activations.get(name) is ours
    assert ours.__name__ == theirs.__name__
    assert nnlite.activations.serialize(ours) == keras.activations.serialize(theirs)
