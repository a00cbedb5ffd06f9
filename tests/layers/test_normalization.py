"""Do the layers of normalization follow their formulas, and do their averages move when they should, and only then?"""

import copy

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers


def normal(*shape, seed=0):
    return np.random.default_rng(seed).normal(2, 3, shape).astype("f")


def moving(layer):
    return [layer.moving_mean.numpy(), layer.moving_variance.numpy()]


def drawn(**arguments):
    """A model with batch normalization between two layers."""
    x = Input((4,))
    layer = layers.BatchNormalization(momentum=0.9, **arguments)
    return Model(x, layers.Dense(2)(layer(layers.Dense(3)(x)))), layer


def test_averages_move_in_training_only():
    layer, x = layers.BatchNormalization(momentum=0.9), normal(6, 3)
    layer(x)
    layer(x, training=False)
    np.testing.assert_array_equal(moving(layer), [[0, 0, 0], [1, 1, 1]])
    y = layer(x, training=True)
    np.testing.assert_allclose(y, (x - x.mean(0)) / np.sqrt(x.var(0) + 1e-3), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(moving(layer), [0.1 * x.mean(0), 0.9 + 0.1 * x.var(0)], rtol=1e-5)
    mean, variance = moving(layer)
    np.testing.assert_allclose(layer(x), (x - mean) / np.sqrt(variance + 1e-3), rtol=1e-5, atol=1e-6)


def test_a_program_moves_them_as_a_call_does():
    model, layer = drawn()
    model.compile("sgd", "mse")
    x, y = normal(8, 4), normal(8, 2)
    twin = copy.deepcopy(model)
    seen = model.layers[1](x)
    model.train_on_batch(x, y)
    np.testing.assert_allclose(moving(layer), [0.1 * seen.mean(0), 0.9 + 0.1 * seen.var(0)], rtol=1e-4)
    after = moving(layer)
    model.evaluate(x, y, verbose=0)
    model.predict(x)
    model(x)
    np.testing.assert_array_equal(moving(layer), after)
    np.testing.assert_array_equal(moving(twin.layers[2]), [[0, 0, 0], [1, 1, 1]])
    twin.compile("sgd", "mse", run_eagerly=True)
    twin.train_on_batch(x, y)
    for one, other in zip(model.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


def test_a_page_names_what_the_layer_remembers():
    model, layer = drawn()
    model.compile("sgd", "mse")
    rows = [(row.kernel, row.writes) for row in model.program(8).rows() if row.layer == layer.name]
    assert rows == [("channel_moments", "mean 3, variance 3"), ("batch_normalization", f"{layer.name} 8x3"),
                    ("running_average", "moving_mean 3"), ("running_average", "moving_variance 3"),
                    ("batch_normalization_sums", "d gamma 3, d beta 3"),
                    ("batch_normalization_gradient", f"d {model.layers[1].name} z 8x3")]


def test_a_loss_that_is_not_finite_moves_nothing():
    model, _ = drawn()
    x = Input((4,))
    shared = Model(x, model.layers[2](model.layers[2](model.layers[1](x))))
    for one in (model, shared):
        one.compile("sgd", "mse")
        before = one.get_weights()
        with pytest.raises(FloatingPointError):
            one.train_on_batch(normal(4, 4), np.full((4, one.output_shape[1]), 1e30))
        for old, new in zip(before, one.get_weights(), strict=True):
            np.testing.assert_array_equal(old, new)


def test_a_shared_layer_takes_in_one_batch_after_the_other():
    a, b = Input((3,)), Input((3,))
    layer = layers.BatchNormalization(momentum=0.5)
    model = Model([a, b], layers.add([layer(a), layer(b)]))
    model.compile("sgd", "mse")
    x = [normal(5, 3, seed=1), normal(5, 3, seed=2)]
    model.train_on_batch(x, np.zeros((5, 3)))
    np.testing.assert_allclose(layer.moving_mean, 0.25 * x[0].mean(0) + 0.5 * x[1].mean(0), rtol=1e-5)
    assert layer.count_params() == 12 and len(layer.trainable_weights) == 2


def test_a_frozen_layer_uses_its_averages_and_keeps_them():
    model, layer = drawn()
    model.compile("sgd", "mse")
    x, y = normal(8, 4), normal(8, 2)
    model.train_on_batch(x, y)
    layer.trainable = False
    before, kernel = layer.get_weights(), model.layers[1].kernel.numpy()
    loss = model.evaluate(x, y, verbose=0)
    assert model.train_on_batch(x, y) == pytest.approx(loss, rel=1e-5)
    for old, new in zip(before, layer.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)
    assert not np.array_equal(kernel, model.layers[1].kernel)
    np.testing.assert_allclose(layer(x[:, :3], training=True), layer(x[:, :3]), rtol=1e-6)
    layer.trainable = True
    model.train_on_batch(x, y)
    assert not np.array_equal(before[2], layer.moving_mean)


def test_gradients_on_a_tape_are_those_of_the_program():
    model, layer = drawn()
    x, y = normal(8, 4), normal(8, 2)
    start = model.get_weights()
    with nnlite.GradientTape() as tape:
        loss = nnlite.ops.mean(nnlite.ops.square(model(x, training=True) - y))
    gradients = tape.gradient(loss, model.trainable_weights)
    model.set_weights(start)
    model.compile(nnlite.optimizers.SGD(1.0), "mse")
    trainable = [weight.numpy() for weight in model.trainable_weights]
    assert model.train_on_batch(x, y) == pytest.approx(float(loss), rel=1e-5)
    for old, gradient, new in zip(trainable, gradients, model.trainable_weights, strict=True):
        np.testing.assert_allclose(old - gradient, new, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("axis", [-1, 1])
def test_masked_places_do_not_count(axis):
    x, mask = normal(4, 5, 3), np.random.default_rng(3).random((4, 5)) > 0.4
    x[~mask] = np.nan
    layer = layers.BatchNormalization(axis, momentum=0)
    y = layer(x, training=True, mask=mask)
    others = (0, 1) if axis == -1 else (0, 2)
    np.testing.assert_allclose(layer.moving_mean, np.nanmean(x, others), rtol=1e-5)
    np.testing.assert_allclose(layer.moving_variance, np.nanvar(x, others), rtol=1e-5)
    np.testing.assert_allclose(y[mask], layer(x)[mask], rtol=1e-5, atol=1e-6)


def test_a_mask_reaches_the_layers_and_goes_on():
    x = Input((5, 3))
    first, last = layers.BatchNormalization(momentum=0), layers.BatchNormalization(momentum=0)
    y = layers.Masking()(x)
    for layer in (first, layers.LayerNormalization(), layers.GroupNormalization(3), layers.UnitNormalization(),
                  layers.Normalization(mean=2.0, variance=1.0)):
        y = layer(y)
    model = Model(x, last(y))
    model.compile("sgd", "mse")
    data = normal(4, 5, 3)
    data[:, 3:] = 0
    seen = Model(x, y)(data, training=True)
    model.train_on_batch(data, np.ones((4, 5, 3)))
    np.testing.assert_allclose(first.moving_mean, data[:, :3].mean((0, 1)), rtol=1e-5)
    np.testing.assert_allclose(last.moving_mean, seen[:, :3].mean((0, 1)), rtol=1e-5)


def test_means_far_from_zero_and_doubles():
    x = normal(50, 3) + np.float32(1e4)
    exact = x.astype(float)
    wanted = (exact - exact.mean(0)) / np.sqrt(exact.var(0) + 1e-3)
    layer = layers.BatchNormalization(momentum=0)
    np.testing.assert_allclose(layer(x, training=True), wanted, atol=1e-3)
    np.testing.assert_allclose(layer(x), wanted, atol=1e-3)
    double = layers.BatchNormalization(momentum=0, dtype="float64")
    np.testing.assert_allclose(double(exact, training=True), wanted, atol=1e-9)
    assert double.moving_mean.dtype == double(exact).dtype == np.float64


def test_whole_numbers_are_normalized_as_floats():
    for make in (layers.BatchNormalization, layers.LayerNormalization, layers.RMSNormalization,
                 layers.UnitNormalization, layers.Normalization, lambda: layers.GroupNormalization(1)):
        y = make()(np.array([[1, 2], [3, 5]]))
        assert y.dtype == np.float32 and np.isfinite(y).all()


@pytest.mark.parametrize("shape, groups, axis", [((4, 6), 3, -1), ((4, 6), 6, 1), ((2, 3, 4), 2, -1), ((2, 4, 3), 2, 1),
                                                 ((2, 3, 2, 4), 1, 3), ((2, 4, 3, 2), 4, -3)])
def test_group_normalization(shape, groups, axis):
    x = normal(*shape)
    layer = layers.GroupNormalization(groups, axis)
    y = layer(x)
    last = np.moveaxis(x, axis, 1).reshape(shape[0], groups, -1)
    wanted = (last - last.mean(-1, keepdims=True)) / np.sqrt(last.var(-1, keepdims=True) + 1e-3)
    wanted = np.moveaxis(wanted.reshape(np.moveaxis(x, axis, 1).shape), 1, axis)
    np.testing.assert_allclose(y, wanted, rtol=1e-4, atol=1e-5)
    x = Input((None, 4))
    assert Model(x, layers.GroupNormalization(2)(x)).predict(np.ones((2, 7, 4))).shape == (2, 7, 4)


class Batches(nnlite.utils.PyDataset):
    def __init__(self, x):
        super().__init__()
        self.x = x

    def __len__(self):
        return 3

    def __getitem__(self, index):
        return self.x[index * 4:index * 4 + 4], None


@pytest.mark.parametrize("axis", [-1, 1, (1, 2), None, [2]])
def test_adapt(axis):
    x = normal(10, 3, 2)
    kept = () if axis is None else tuple(a % 3 for a in np.atleast_1d(axis))
    others = tuple(place for place in range(3) if place not in kept)
    wanted = (x - x.mean(others, keepdims=True)) / x.std(others, keepdims=True)
    drawing = Input((3, 2))
    early = layers.Normalization(axis)
    model = Model(drawing, early(drawing))
    np.testing.assert_array_equal(model.predict(x), x)
    for source in (x, [x[:3], x[3:]], iter([x[:1], x[:0], x[1:]]), Batches(x), [(x, None)]):
        layer = layers.Normalization(axis)
        layer.adapt(source)
        np.testing.assert_allclose(layer(x), wanted, rtol=1e-4, atol=1e-5)
    early.adapt(x)
    np.testing.assert_allclose(model.predict(x), wanted, rtol=1e-4, atol=1e-5)
    given = layers.Normalization(axis, mean=x.mean(others), variance=x.var(others))
    np.testing.assert_allclose(given(x), wanted, rtol=1e-4, atol=1e-5)
    back = layers.Normalization(axis, mean=x.mean(others), variance=x.var(others), invert=True)
    np.testing.assert_allclose(back(given(x)), x, rtol=1e-4, atol=1e-5)
    assert given.count_params() == 0 and layer.count_params() == 2 * x.mean(others).size + 1
    np.testing.assert_allclose(layer.mean.numpy(), x.mean(others, keepdims=True), rtol=1e-5)
    np.testing.assert_allclose(given.variance.numpy(), x.var(others, keepdims=True), rtol=1e-5)


def test_adapted_moments_are_weights_that_training_leaves_alone():
    x, y = normal(20, 3), normal(20, 1)
    layer = layers.Normalization()
    layer.adapt(x)
    before = layer.get_weights()
    model = nnlite.Sequential([layer, layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(x, y, verbose=0)
    assert len(before) == 3 and layer.trainable_weights == []
    for old, new in zip(before, layer.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)
    twin = copy.deepcopy(model)
    layer.adapt(x + 5)
    np.testing.assert_array_equal(twin.layers[0].get_weights()[0], before[0])
    assert layer.mean[0, 0] == pytest.approx(x[:, 0].mean() + 5, rel=1e-5)


@pytest.mark.parametrize("make", [lambda: layers.Dense(3), lambda: layers.EinsumDense("abc,cde->abde", (None, 2, 3)),
                                  lambda: layers.Embedding(5, 3)])
def test_spectral_normalization(make):
    layer = layers.SpectralNormalization(make(), power_iterations=30)
    x = np.ones((2, 4), int) if isinstance(layer.layer, layers.Embedding) else normal(2, 3, 4)
    before = layer(x)
    kernel = layer.kernel.numpy().reshape(-1, layer.kernel.shape[-1])
    np.testing.assert_array_equal(layer(x), before)
    layer(x, training=True)
    divided = (kernel / np.linalg.norm(kernel, 2)).reshape(layer.kernel.shape)
    np.testing.assert_allclose(layer.kernel, divided, rtol=1e-4)
    layer.kernel.assign(0 * kernel.reshape(layer.kernel.shape))
    layer(x, training=True)
    assert all(np.isfinite(w).all() for w in layer.get_weights())


X = np.ones((2, 3, 4), "f")


@pytest.mark.parametrize("call, words", [
    (lambda: layers.BatchNormalization(axis=[1]), "axis must be a whole number"),
    (lambda: layers.BatchNormalization(momentum=1.5), "momentum"),
    (lambda: layers.BatchNormalization(epsilon=-1), "epsilon"),
    (lambda: layers.BatchNormalization(renorm=True), "renorm is not supported"),
    (lambda: layers.BatchNormalization(synchronized=True), "synchronized is not supported"),
    (lambda: layers.BatchNormalization(axis=3)(X), "axis must be between"),
    (lambda: layers.BatchNormalization()(Input((None,))), "must be known"),
    (lambda: layers.BatchNormalization()([X, X]), "one input"),
    (lambda: layers.BatchNormalization()(X, mask=np.ones(2, bool)), "one dimension less"),
    (lambda: layers.LayerNormalization(axis="last"), "axis must be a whole number"),
    (lambda: layers.LayerNormalization(axis=[1, -2])(X), "named twice"),
    (lambda: layers.LayerNormalization(axis=[0, 1])(Input((3,))), "must be known"),
    (lambda: layers.RMSNormalization(axis=4)(X), "axis must be between"),
    (lambda: layers.GroupNormalization(0), "groups"), (lambda: layers.GroupNormalization(2.0), "groups"),
    (lambda: layers.GroupNormalization(3)(X), "Write groups=2"), (lambda: layers.GroupNormalization()(X), "groups=4"),
    (lambda: layers.GroupNormalization(2, axis=0)(X), "batch has no channels"),
    (lambda: layers.UnitNormalization(axis=None), "axis must be a whole number"),
    (lambda: layers.Normalization(mean=1.0), "belong together"),
    (lambda: layers.Normalization(mean=[1.0], variance=[1.0, 2.0]), "one shape"),
    (lambda: layers.Normalization(mean=1.0, variance=-1.0), "at least 0"),
    (lambda: layers.Normalization(mean=[1.0] * 3, variance=[1.0] * 3)(X), "cannot be repeated"),
    (lambda: layers.Normalization(mean=1.0, variance=1.0).adapt(X), "nothing to adapt"),
    (lambda: layers.Normalization().adapt([1.0, 2.0]), "np.array"),
    (lambda: layers.Normalization().adapt("data"), "array, or batches"),
    (lambda: layers.Normalization().adapt(np.array(["a"])), "needs numbers"),
    (lambda: layers.Normalization().adapt([X, X[:, :, :2]]), "each place"),
    (lambda: layers.Normalization().adapt([X, X[0]]), "dimensions"),
    (lambda: layers.Normalization().adapt([]), "no samples"),
    (lambda: layers.SpectralNormalization(layers.Flatten())(X), "kernel"),
    (lambda: layers.SpectralNormalization(layers.Dense(2), 0), "power_iterations"),
])
def test_mistakes(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_rms_scaling_warns():
    with pytest.warns(UserWarning, match="RMSNormalization"):
        layer = layers.LayerNormalization(rms_scaling=True)
    x = normal(3, 4)
    np.testing.assert_allclose(layer(x), x / np.sqrt(x.var(-1, keepdims=True) + 1e-3), rtol=1e-5)
    assert [w.name for w in layer.weights] == ["gamma"]
