"""Does a mask travel from layer to layer, and does it leave out what it should?"""

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers, ops

IDS = np.array([[3, 1, 0, 0], [2, 2, 2, 0]])
STEPS = IDS != 0


def masked(x=None, mask=STEPS):
    """An array that carries a mask."""
    x = np.random.default_rng(0).normal(size=(*np.shape(mask), 3)).astype("f") if x is None else x
    result = ops.convert_to_tensor(x)
    result._keras_mask = ops.convert_to_tensor(mask)
    return result


@pytest.mark.parametrize("layer", [
    layers.Dense(2), layers.Activation("tanh"), layers.ReLU(), layers.PReLU(), layers.Dropout(0.5),
    layers.GaussianNoise(0.5), layers.Identity(), layers.Rescaling(2), layers.Dense(2, dtype="float64"),
    layers.TimeDistributed(layers.Dense(2)), layers.Pipeline([layers.Dense(2), layers.ReLU()]),
    layers.ActivityRegularization(0.1), layers.Lambda(ops.square, mask=lambda inputs, mask: mask)])
def test_layers_that_pass_a_mask_on(layer):
    np.testing.assert_array_equal(layer(masked())._keras_mask, STEPS)
    ids = Input((4,), dtype="int32")
    seen = layers.GlobalAveragePooling1D()(layer(layers.Embedding(4, 3, mask_zero=True)(ids)))
    np.testing.assert_array_equal(Model(ids, seen).predict(IDS).shape[0], 2)


@pytest.mark.parametrize("layer", [layers.Flatten(), layers.Permute((2, 1)), layers.Cropping1D(), layers.UpSampling1D(),
                                   layers.EinsumDense("...x,xy->...y", 2), layers.GlobalMaxPooling1D()])
def test_layers_that_do_not_say_so(layer):
    with pytest.warns(UserWarning, match=f"{layer.name}: .* does not pass masks on"):
        assert layer(masked())._keras_mask is None


def test_a_mask_goes_through_a_model_and_its_models():
    inner_input = Input((4, 3))
    inner = Model(inner_input, layers.Dense(2, name="inner")(inner_input))
    ids = Input((4,), dtype="int32")
    x = layers.Embedding(4, 3, mask_zero=True)(ids)
    model = Model(ids, layers.GlobalAveragePooling1D()(inner(x)))
    table, kernel, bias = model.get_weights()
    steps = table[IDS] @ kernel + bias
    expected = (steps * STEPS[..., None]).sum(1) / STEPS.sum(1)[:, None]
    np.testing.assert_allclose(model.predict(IDS), expected, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(model(IDS, training=True), expected, rtol=1e-5, atol=1e-6)
    no_steps = np.zeros((1, 4), int)
    np.testing.assert_array_equal(model.predict(no_steps), [[0, 0]])


def test_masking_zeroes_steps():
    x = np.array([[[1, 9], [9, 9], [9, 2]]], "f")
    y = layers.Masking(9.0)(x)
    np.testing.assert_array_equal(y, [[[1, 9], [0, 0], [9, 2]]])
    np.testing.assert_array_equal(y._keras_mask, [[True, False, True]])
    np.testing.assert_array_equal(layers.Masking([1.0, 9.0])(x)._keras_mask, [[False, True, True]])


def test_merging_layers_use_masks():
    a, b = masked(), masked(mask=np.array([[1, 0, 1, 0], [0, 0, 1, 1]], bool))
    b[...] = np.random.default_rng(1).normal(size=b.shape)
    one, other = STEPS[..., None], np.asarray(b._keras_mask)[..., None]
    x, y = np.asarray(a), np.asarray(b)
    both = STEPS | np.asarray(b._keras_mask)
    for layer in (layers.Add(), layers.Subtract(), layers.Average(), layers.Maximum(), layers.Minimum(),
                  layers.Multiply()):
        np.testing.assert_array_equal(layer([a, b])._keras_mask, both)
        assert layer([a, y])._keras_mask is None
    np.testing.assert_array_equal(layers.Add()([a, b]), x + y)
    larger = np.where(one & other, np.maximum(x, y), np.where(other, y, x))
    np.testing.assert_array_equal(layers.Maximum()([a, b]), larger)
    smaller = np.where(one & other, np.minimum(x, y), np.where(other, y, x))
    np.testing.assert_array_equal(layers.Minimum()([a, b]), smaller)
    product = np.where(one, x, 1) * np.where(other, y, 1) * (one | other)
    np.testing.assert_allclose(layers.Multiply()([a, b]), product, rtol=1e-6)
    np.testing.assert_array_equal(layers.Concatenate(1)([a, y])._keras_mask, np.hstack([STEPS, STEPS | True]))
    np.testing.assert_array_equal(layers.Concatenate()([a, b])._keras_mask, both)
    assert layers.Concatenate()([a, y])._keras_mask.all()


def test_softmax_leaves_out_what_is_masked():
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], "f")
    shares = layers.Softmax()(x, mask=[[True, True, False], [False, False, False]])
    e = np.exp([1.0, 2.0])
    np.testing.assert_allclose(shares, [[*e / e.sum(), 0], [0, 0, 0]], rtol=1e-6)
    np.testing.assert_allclose(layers.Softmax()(x, mask=np.array([1.0, 0, 1])).sum(1), [1, 1], rtol=1e-6)
    with pytest.raises(ValueError, match=r"mask must have a shape that can be broadcast.*mask.shape=\(2, 2\)"):
        layers.Softmax()(x, mask=np.ones((2, 2), bool))


def test_a_function_may_take_the_mask():
    layer = layers.Lambda(lambda x, mask: ops.where(ops.expand_dims(mask, -1), x, -1.0))
    with pytest.warns(UserWarning, match="does not pass masks on"):
        np.testing.assert_array_equal(np.asarray(layer(masked()))[~STEPS], -1)


def test_time_distributed_hands_its_mask_on():
    class Counted(layers.Layer):
        def call(self, inputs, mask=None):
            return inputs if mask is None else inputs * ops.cast(mask, "float32")

    x, mask = np.ones((2, 3, 4), "f"), np.random.default_rng(0).random((2, 3, 4)) < 0.5
    np.testing.assert_array_equal(layers.TimeDistributed(Counted())(x, mask=mask), mask)
    with pytest.raises(ValueError, match=r"a value for every step.*mask.shape=\(2, 4\)"):
        layers.TimeDistributed(Counted())(x, mask=np.ones((2, 4), bool))


def test_a_mask_given_in_the_call_counts():
    x = np.arange(6, dtype="f").reshape(1, 3, 2)
    pooled = layers.GlobalAveragePooling1D(keepdims=True)(x, mask=np.array([[True, False, True]]))
    np.testing.assert_array_equal(pooled, [[[2, 3]]])
    first = layers.GlobalAveragePooling1D("channels_first")(x, mask=np.array([[True, False]]))
    np.testing.assert_array_equal(first, [[0, 2, 4]])


def test_nothing_is_learned_from_masked_steps():
    ids = Input((4,), dtype="int32")
    x = layers.Embedding(4, 3, mask_zero=True, name="words")(ids)
    model = Model(ids, layers.Dense(1)(layers.GlobalAveragePooling1D()(x)))
    model.compile(nnlite.optimizers.SGD(1.0), "mse")
    before = model.get_layer("words").get_weights()[0]
    model.train_on_batch(IDS, np.ones((2, 1)))
    changed = (before != model.get_layer("words").get_weights()[0]).any(1)
    np.testing.assert_array_equal(changed, [False, True, True, True])


def test_a_mask_can_be_drawn_and_handed_over():
    ids = Input((4,), dtype="int32")
    embedding = layers.Embedding(4, 3)
    x = embedding(ids)
    model = Model(ids, layers.GlobalAveragePooling1D()(x, mask=ops.not_equal(ids, 0)))
    table = embedding.get_weights()[0]
    np.testing.assert_allclose(model.predict(IDS)[0], table[[3, 1]].mean(0), rtol=1e-5, atol=1e-7)
    again = nnlite.models.model_from_json(model.to_json())
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(again.predict(IDS), model.predict(IDS))
