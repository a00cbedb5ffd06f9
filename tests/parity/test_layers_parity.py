"""Do the layers and activations compute, count and describe themselves as Keras's do?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import alone, described, normal, same, twins  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
ACTIVATIONS = ["relu", "sigmoid", "tanh", "softmax", "linear", "elu", "selu", "softplus", "softsign",
               "exponential", "gelu", "silu", "swish", "leaky_relu", "hard_sigmoid", "relu6", "mish",
               "log_softmax"]
FUNCTIONS = [(name, {}) for name in ACTIVATIONS] + [
    ("relu", {"negative_slope": 0.3}), ("relu", {"max_value": 1.5}), ("relu", {"threshold": 0.5}),
    ("relu", {"negative_slope": 0.2, "max_value": 2.0, "threshold": 0.4}), ("relu", {"max_value": 0.0}),
    ("elu", {"alpha": 0.4}), ("leaky_relu", {"negative_slope": 0.05}),
    ("gelu", {"approximate": True}), ("gelu", {"approximate": False}),
    ("softmax", {"axis": -1}), ("log_softmax", {"axis": -1}),
]
DENSE = [
    {}, {"activation": "tanh"}, {"activation": None}, {"use_bias": False},
    {"kernel_initializer": "he_normal", "bias_initializer": "ones"},
    {"kernel_regularizer": "l2", "bias_regularizer": "l1", "activity_regularizer": "l1"},
    {"kernel_constraint": "max_norm", "bias_constraint": "non_neg"},
    {"name": "wide", "trainable": False}, {"dtype": "float64"},
]
LAYERS = [(lambda k, arguments=arguments: k.layers.Dense(4, **arguments), [shape]) for arguments in DENSE
          for shape in ((3,), (2, 3))] + [
    (lambda k, name=name: k.layers.Activation(name), [(2, 5)]) for name in ACTIVATIONS] + [
    (lambda k: k.layers.Activation("relu", activity_regularizer="l2"), [(5,)]),
    (lambda k: k.layers.Flatten(), [(3,)]), (lambda k: k.layers.Flatten(), [(2, 3, 4)]),
    (lambda k: k.layers.Reshape((3, 2)), [(6,)]), (lambda k: k.layers.Reshape((-1, 2)), [(2, 6)]),
    (lambda k: k.layers.Reshape((6,)), [(3, 2)]), (lambda k: k.layers.Reshape([3, -1, 1]), [(12,)]),
    (lambda k: k.layers.Dropout(0.4), [(5,)]),
    (lambda k: k.layers.Dropout(0.4, noise_shape=(None, 1), seed=3), [(5,)]),
    (lambda k: k.layers.Concatenate(), [(2,), (3,)]), (lambda k: k.layers.Concatenate(axis=1), [(2, 4), (3, 4)]),
    (lambda k: k.layers.Concatenate(axis=-2), [(2, 4), (3, 4), (1, 4)]),
    (lambda k: k.layers.Concatenate(axis=2), [(2, 4), (2, 1)]),
    (lambda k: k.layers.Add(), [(4,), (4,)]), (lambda k: k.layers.Add(), [(4,), (4,), (4,)]),
    (lambda k: k.layers.Add(), [(3, 4), (1, 4)]), (lambda k: k.layers.Add(), [(3, 1), (1, 4)]),
    (lambda k: k.layers.Add(), [(2, 3, 4), (3, 4)]), (lambda k: k.layers.Add(), [(4,), (3, 4)]),
]


@pytest.mark.parametrize("recipe, shapes", LAYERS)
def test_layer(recipe, shapes):
    ours, theirs = twins(alone(recipe, shapes))
    x = [normal(6, *shape, seed=seed) for seed, shape in enumerate(shapes)]
    assert ours.output_shape == theirs.output_shape
    batches = [(None, *shape) for shape in shapes]
    assert ours.layers[-1].compute_output_shape(batches if len(x) > 1 else batches[0]) == theirs.output_shape
    same(ours.predict(x), theirs.predict(x, verbose=0))
    same(ours.layers[-1](x if len(x) > 1 else x[0]), theirs.layers[-1](x if len(x) > 1 else x[0]))
    assert ours.count_params() == theirs.count_params()
    assert [[(w.name, tuple(w.shape)) for w in group] for group in (ours.weights, ours.trainable_weights)] \
        == [[(w.name, tuple(w.shape)) for w in group] for group in (theirs.weights, theirs.trainable_weights)]
    assert described(ours.layers[-1]) == described(theirs.layers[-1])
    again = type(ours.layers[-1]).from_config(ours.layers[-1].get_config())
    assert again.get_config() == ours.layers[-1].get_config()


@pytest.mark.parametrize("name, arguments", FUNCTIONS, ids=str)
def test_activation(name, arguments):
    extremes = np.array([[-100, -20, -3, -2.5, -1, -1e-3], [0, 0.5, 1, 3, 6, 20]], "f")
    for x in (extremes, 3 * normal(4, 3, 5), normal(2, 3).astype("f8")):
        same(getattr(nnlite.activations, name)(x, **arguments), getattr(keras.activations, name)(x, **arguments))


@pytest.mark.parametrize("name, arguments", FUNCTIONS, ids=str)
def test_gradient(name, arguments):
    def recipe(k):
        function = getattr(k.activations, name)
        x = k.Input((3, 4))
        h = k.layers.Dense(5, activation=(lambda value: function(value, **arguments)) if arguments else name)(x)
        return k.Model(x, h)

    ours, theirs = twins(recipe, lambda k: {"optimizer": k.optimizers.SGD(1.0), "loss": "mse"})
    x, y = normal(8, 3, 4), normal(8, 3, 5, seed=1)
    same(ours.train_on_batch(x, y), theirs.train_on_batch(x, y))
    same(ours.get_weights(), theirs.get_weights())


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_names(name):
    function = nnlite.activations.get(name)
    assert function.__name__ == keras.activations.get(name).__name__
    assert nnlite.activations.serialize(function) == keras.activations.serialize(keras.activations.get(name))


@pytest.mark.parametrize("shape, arguments", [
    ((4,), {}), ((2, 3), {"name": "pixels"}), ((4,), {"batch_size": 5}), ((None, 3), {"dtype": "float64"}),
])
def test_input(shape, arguments):
    ours, theirs = (k.Input(shape, **arguments) for k in (nnlite, keras))
    assert ours.shape == theirs.shape
    assert str(ours.dtype) == theirs.dtype
    if "name" in arguments:
        assert ours.name == theirs.name
    config = nnlite.layers.InputLayer(shape, **arguments).get_config()
    expected = keras.layers.InputLayer(shape, **arguments).get_config()
    assert {**config, "name": ""} == {key: expected[key] for key in config} | {"name": ""}
