"""Do the layers and ops of normalization compute, learn, remember and describe themselves as Keras's do?"""

import inspect

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import alone, described, normal, same, twins  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
NAMES = ["BatchNormalization", "LayerNormalization", "RMSNormalization", "GroupNormalization", "UnitNormalization",
         "Normalization", "SpectralNormalization"]
LAYERS = [
    (lambda k: k.layers.BatchNormalization(), (4,)), (lambda k: k.layers.BatchNormalization(), (2, 3, 4)),
    (lambda k: k.layers.BatchNormalization(1, momentum=0.8, epsilon=0.02), (3, 4)),
    (lambda k: k.layers.BatchNormalization(-3, momentum=0.5), (3, 2, 2)),
    (lambda k: k.layers.BatchNormalization(center=False), (4,)),
    (lambda k: k.layers.BatchNormalization(scale=False), (4,)),
    (lambda k: k.layers.BatchNormalization(center=False, scale=False, renorm_momentum=0.5, dtype="float64"), (4,)),
    (lambda k: k.layers.BatchNormalization(
        beta_initializer="ones", gamma_initializer="he_normal", moving_mean_initializer="ones",
        moving_variance_initializer="zeros", beta_regularizer="l2", gamma_regularizer="l1", beta_constraint="non_neg",
        gamma_constraint="max_norm", name="wide"), (4,)),
    (lambda k: k.layers.BatchNormalization(trainable=False), (4,)),
    (lambda k: k.layers.LayerNormalization(), (4,)), (lambda k: k.layers.LayerNormalization(), (2, 3, 4)),
    (lambda k: k.layers.LayerNormalization(1, 0.1), (3, 4)), (lambda k: k.layers.LayerNormalization([2, 1]), (3, 4)),
    (lambda k: k.layers.LayerNormalization((1, 3)), (3, 4, 2)),
    (lambda k: k.layers.LayerNormalization([-2, -1], center=False), (3, 4)),
    (lambda k: k.layers.LayerNormalization(scale=False, dtype="float64"), (4,)),
    (lambda k: k.layers.LayerNormalization(rms_scaling=True), (3, 4)),
    (lambda k: k.layers.LayerNormalization(1, rms_scaling=True, scale=False), (3, 4)),
    (lambda k: k.layers.LayerNormalization(beta_initializer="ones", gamma_regularizer="l2", beta_constraint="non_neg",
                                           trainable=False), (4,)),
    (lambda k: k.layers.RMSNormalization(), (4,)), (lambda k: k.layers.RMSNormalization(epsilon=0.1), (3, 4)),
    (lambda k: k.layers.RMSNormalization([1, 2]), (3, 4)), (lambda k: k.layers.RMSNormalization(dtype="float64"), (4,)),
    (lambda k: k.layers.GroupNormalization(2), (4,)), (lambda k: k.layers.GroupNormalization(3), (2, 5, 6)),
    (lambda k: k.layers.GroupNormalization(-1, epsilon=0.1, center=False), (3, 4)),
    (lambda k: k.layers.GroupNormalization(2, axis=1, scale=False), (4, 3, 2)),
    (lambda k: k.layers.GroupNormalization(2, axis=-2, gamma_regularizer="l2"), (3, 4, 2)),
    (lambda k: k.layers.GroupNormalization(1, axis=3), (3, 2, 4)),
    (lambda k: k.layers.UnitNormalization(), (4,)), (lambda k: k.layers.UnitNormalization([1, 2]), (3, 4)),
    (lambda k: k.layers.UnitNormalization(1), (3, 4)),
    (lambda k: k.layers.Normalization(mean=2.0, variance=3.0), (4,)),
    (lambda k: k.layers.Normalization(mean=[1.0, 2.0], variance=[0.0, 3.0], invert=True), (3, 2)),
    (lambda k: k.layers.Normalization((1, 2), mean=[1.0, 2.0], variance=[1.0, 3.0]), (3, 2)),
    (lambda k: k.layers.SpectralNormalization(k.layers.Dense(3), 2), (4,)),
]


def pair(recipe, settings=None):
    """Twins whose variances are positive, as averages of variances are."""
    ours, theirs = twins(recipe, settings)
    values = [np.abs(value) + 0.1 if "variance" in weight.path else value
              for value, weight in zip(ours.get_weights(), ours.weights, strict=True)]
    for model in (ours, theirs):
        model.set_weights(values)
    return ours, theirs


def behind_dense(recipe, shape):
    """The layer between two that learn."""
    def model(k):
        x = k.Input(shape, name="x")
        h = recipe(k)(k.layers.Dense(shape[-1])(x))
        return k.Model(x, k.layers.Dense(2)(h))
    return model


def listed(weights):
    return [(weight.name, tuple(weight.shape), str(weight.dtype)) for weight in weights]


@pytest.mark.parametrize("name", NAMES)
def test_arguments(name):
    ours, theirs = (inspect.signature(getattr(k.layers, name).__init__).parameters.values() for k in (nnlite, keras))
    assert [(p.name, p.default) for p in ours if p.kind is p.POSITIONAL_OR_KEYWORD] == [
        (p.name, p.default) for p in theirs if p.kind is p.POSITIONAL_OR_KEYWORD]


@pytest.mark.parametrize("recipe, shape", LAYERS)
def test_layer(recipe, shape):
    ours, theirs = pair(alone(recipe, [shape]))
    x = normal(6, *shape)
    assert ours.output_shape == theirs.output_shape
    same(ours.predict(x), theirs.predict(x, verbose=0), rtol=1e-4, atol=1e-5)
    same(ours.layers[-1](x), theirs.layers[-1](x), rtol=1e-4, atol=1e-5)
    same(ours(x, training=True), theirs(x, training=True), rtol=1e-4, atol=1e-5)
    same(ours.get_weights(), theirs.get_weights(), rtol=1e-4, atol=1e-5)
    assert listed(ours.weights) == listed(theirs.weights)
    assert listed(ours.trainable_weights) == listed(theirs.trainable_weights)
    if "layer" not in ours.layers[-1].get_config():
        assert described(ours.layers[-1]) == described(theirs.layers[-1])
    again = type(ours.layers[-1]).from_config(ours.layers[-1].get_config())
    assert again.get_config() == ours.layers[-1].get_config()


@pytest.mark.parametrize("recipe, shape", LAYERS)
def test_three_steps(recipe, shape):
    if "float64" in described(recipe(nnlite)).values():
        pytest.skip("a model is trained in one type")
    ours, theirs = pair(behind_dense(recipe, shape), lambda k: {"optimizer": k.optimizers.SGD(0.05), "loss": "mse"})
    for step in range(3):
        x, y = normal(8, *shape, seed=step) * 2 + 1, normal(8, *shape[:-1], 2, seed=step + 9)
        same(ours.train_on_batch(x, y), theirs.train_on_batch(x, y), rtol=1e-4, atol=1e-5)
    same(ours.get_weights(), theirs.get_weights(), rtol=1e-3, atol=2e-5)
    x, y = normal(5, *shape, seed=20), normal(5, *shape[:-1], 2, seed=21)
    same(ours.evaluate(x, y, verbose=0), theirs.evaluate(x, y, verbose=0), rtol=1e-4, atol=1e-5)
    same(ours.predict(x), theirs.predict(x, verbose=0), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("axis", [-1, 1])
def test_masks(axis):
    def recipe(k):
        x = k.Input((5, 3), name="x")
        h = k.layers.BatchNormalization(axis, momentum=0.5)(k.layers.Masking()(x))
        h = k.layers.UnitNormalization()(k.layers.GroupNormalization(3)(k.layers.LayerNormalization()(h)))
        return k.Model(x, k.layers.GlobalAveragePooling1D()(h))

    ours, theirs = pair(recipe, lambda k: {"optimizer": k.optimizers.SGD(0.05), "loss": "mse"})
    for step in range(3):
        x, y = normal(8, 5, 3, seed=step), normal(8, 3, seed=step + 9)
        x[np.random.default_rng(step).random((8, 5)) > 0.6] = 0
        same(ours.train_on_batch(x, y), theirs.train_on_batch(x, y), rtol=1e-4, atol=1e-5)
    same(ours.get_weights(), theirs.get_weights(), rtol=1e-3, atol=2e-5)
    same(ours.predict(x), theirs.predict(x, verbose=0), rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("axis", [-1, 1, (1, 2), None])
def test_adapt(axis):
    x = normal(12, 3, 4) * 3 + 5
    for data in (x, [x[:5], x[5:]], x[:1]):
        ours, theirs = nnlite.layers.Normalization(axis), keras.layers.Normalization(axis)
        for layer in (ours, theirs):
            layer.adapt(data)
        same(ours.get_weights(), theirs.get_weights(), rtol=1e-5, atol=1e-5)
        same(ours(x), theirs(x), rtol=1e-4, atol=1e-4)
        same(ours.mean, theirs.mean)
        assert listed(ours.weights) == listed(theirs.weights)
        assert described(ours) == described(theirs) and ours.count_params() == theirs.count_params()
        models = []
        for k, layer in ((nnlite, ours), (keras, theirs)):
            inputs = k.Input((3, 4))
            models.append(k.Model(inputs, layer(inputs)))
        same(models[0].predict(x), models[1].predict(x, verbose=0), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("call", [
    lambda o, x, v: o.batch_normalization(x, v, v**2, -1), lambda o, x, v: o.batch_normalization(x, v, v**2, 2, v, v),
    lambda o, x, v: o.batch_normalization(x, v, v**2, axis=-1, scale=v, epsilon=0.1),
    lambda o, x, v: o.batch_normalization(x, v[:3], v[:3] ** 2, 1, v[:3]),
    lambda o, x, v: o.layer_normalization(x), lambda o, x, v: o.layer_normalization(x, v, v, epsilon=0.1),
    lambda o, x, v: o.layer_normalization(x, v[:3], axis=1), lambda o, x, v: o.layer_normalization(x, axis=[1, 2]),
    lambda o, x, v: o.layer_normalization(x, x[0], x[1], axis=(2, 1)),
    lambda o, x, v: o.layer_normalization(x, axis=0), lambda o, x, v: o.layer_normalization(x[0, 0]),
    lambda o, x, v: o.layer_normalization(x, v, rms_scaling=True),
    lambda o, x, v: o.rms_normalization(x), lambda o, x, v: o.rms_normalization(x, v, epsilon=0.1),
    lambda o, x, v: o.rms_normalization(x, axis=(0, 1)), lambda o, x, v: o.rms_normalization(x, x[0], axis=[1, 2]),
    lambda o, x, v: o.normalize(x), lambda o, x, v: o.normalize(x, axis=0, order=1),
    lambda o, x, v: o.normalize(x, axis=1, order=3), lambda o, x, v: o.normalize(x, axis=(1, 2)),
    lambda o, x, v: o.normalize(x, axis=None), lambda o, x, v: o.normalize(x, epsilon=5.0),
    lambda o, x, v: o.moments(x, axes=[0, 1]), lambda o, x, v: o.moments(x, axes=[-1], keepdims=True),
])
def test_op(call):
    x, v = normal(2, 3, 4), normal(4, seed=3)
    same(call(nnlite.ops, x, v), call(keras.ops, x, v))
    inputs = nnlite.Input(batch_shape=(2, 3, 4))
    drawn = nnlite.Model(inputs, call(nnlite.ops, inputs, v))
    same(drawn.predict(x), call(nnlite.ops, x, v))


@pytest.mark.parametrize("name", ["batch_normalization", "layer_normalization", "rms_normalization", "normalize",
                                  "moments"])
def test_arguments_of_ops(name):
    ours, theirs = (list(inspect.signature(getattr(k.ops, name)).parameters.items()) for k in (nnlite, keras))
    assert [(key, p.default) for key, p in ours] == [(key, p.default) for key, p in theirs]
