"""What do the losses refuse, what do they let pass, and are they stable where it matters?"""

import numpy as np
import pytest

import nnlite
from nnlite import losses

NAN, INF = np.nan, np.inf


@pytest.mark.parametrize("make, sentence", [
    (lambda: losses.Huber(delta=-1), "Huber: delta must be .* Received: delta=-1"),
    (lambda: losses.Huber(delta="1"), "Huber: delta must be .* Received: delta='1'"),
    (lambda: losses.CategoricalGeneralizedCrossEntropy(q=1), "q must be .*above 0 .*below 1. Received: q=1"),
    (lambda: losses.BinaryFocalCrossentropy(gamma=-0.5), "BinaryFocalCrossentropy: gamma"),
    (lambda: losses.BinaryFocalCrossentropy(alpha=25), "Write alpha=0.25"),
    (lambda: losses.CategoricalFocalCrossentropy(alpha=[[1.0]]), "alpha must be a number or a list"),
    (lambda: losses.CategoricalFocalCrossentropy(alpha=[1.0, "2"]), "alpha must be"),
    (lambda: losses.SparseCategoricalCrossentropy(ignore_class=0.5), "ignore_class must be a label"),
    (lambda: losses.Tversky(beta=None), "Tversky: beta must be"),
    (lambda: losses.Hinge(reduction="average"), "reduction must be one of"),
    (lambda: losses.Poisson(full=True), "Unrecognized keyword arguments passed to Poisson"),
    (lambda: losses.get("ctc"), "CTC is not supported"),
    (lambda: losses.get("CTC"), "CTC is not supported"),
    (lambda: losses.get("hunge"), "Did you mean 'hinge'"),
])
def test_refused_when_it_is_made(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


@pytest.mark.parametrize("call, sentence", [
    (lambda x: losses.cosine_similarity(x, x, axis=2), "cosine_similarity: axis must be between -2 and 1"),
    (lambda x: losses.categorical_crossentropy(x, x, axis=True), "an axis is a whole number. Received: axis=True"),
    (lambda x: losses.dice(x, x, axis=(0, -2)), "dice: an axis is named twice"),
    (lambda x: losses.sparse_categorical_crossentropy([0, 1], x, axis=7), "axis must be between"),
    (lambda x: losses.hinge(x, x[:1]), "targets and predictions must have one shape"),
    (lambda x: losses.categorical_focal_crossentropy(x, x, alpha=[1.0, 2.0]), "one for each of 3 classes"),
    (lambda x: losses.circle([0, 1, 2], x), "circle: rows of numbers with one label each"),
    (lambda x: losses.circle([0, 1], x, [0], [[1.0]]), "circle: all rows must have one size"),
    (lambda x: losses.circle([0, 0.5], x), "Labels must be whole numbers"),
    (lambda x: losses.Huber()(x, x, [1.0, 2.0, 3.0]), "huber_loss: one weight a loss is needed"),
])
def test_refused_when_it_is_called(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call(np.ones((2, 3)))


def test_a_label_that_is_no_class_is_named():
    with pytest.raises(IndexError, match="generalized_crossentropy: labels must be .* label 2 at position 1"):
        losses.CategoricalGeneralizedCrossEntropy()([0, 2], [[0.5, 0.5]] * 2)
    with pytest.raises(IndexError, match="label 7 at position 1"):
        losses.SparseCategoricalCrossentropy(ignore_class=-1)([-1, 7], [[0.5, 0.5]] * 2)


def test_what_is_ignored_may_be_anything():
    p = np.array([[0.5, 0.5], [NAN, INF], [0.25, 0.75]])
    loss = losses.SparseCategoricalCrossentropy(ignore_class=-1)
    np.testing.assert_allclose(loss([0, -1, 1], p), -np.log(0.5 * 0.75) / 2)
    np.testing.assert_allclose(loss([0, -1, 1], p, [1, 5, 3]), -np.log(0.5 * 0.75**3) / 2)
    assert loss([-1, -1], p[:2]) == 0


def test_labels_may_stand_in_a_column_and_another_axis():
    p = np.array([[[0.25, 0.5], [0.75, 0.5]]])  # classes along axis 1
    expected = [[-np.log(0.75), -np.log(0.5)]]
    for labels in ([[1, 0]], [[[1, 0]]]):
        np.testing.assert_allclose(losses.sparse_categorical_crossentropy(labels, p, axis=1), expected)
    np.testing.assert_allclose(losses.categorical_generalized_cross_entropy([[1]], [[0.75, 0.25]], 0.5), [1])


def test_a_sigmoid_before_the_focal_crossentropy_is_seen_through():
    x = np.array([[-200.0], [200.0]], "f")  # sigmoid(x) is 0 and 1: from these alone nothing could be learned
    model = nnlite.Sequential([nnlite.Input((1,)), nnlite.layers.Dense(1, "sigmoid", kernel_initializer="ones")])
    model.compile(nnlite.optimizers.SGD(1e-6), losses.BinaryFocalCrossentropy(gamma=1.0))
    before = model.evaluate(x, [[1], [0]], verbose=0)
    np.testing.assert_allclose(before, 200, rtol=1e-5)
    model.fit(x, [[1], [0]], epochs=1, verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], [[1 - 2e-4]], rtol=1e-6)


def test_a_row_of_nan_gives_nan():
    for name in ("huber", "log_cosh", "hinge", "kl_divergence", "cosine_similarity", "categorical_hinge", "tversky"):
        assert np.isnan(getattr(losses, name)([[0.0, 1.0]], [[NAN, 0.5]])).all(), name


def test_a_subclass_says_what_counts():
    class Positive(losses.Loss):
        def call(self, y_true, y_pred):
            return nnlite.ops.squared_error(y_true, y_pred)

        def marks(self, y_true, values):
            return nnlite.ops.exceeds(values, 1, values)

    y, p = np.zeros((3, 1)), np.array([[1.0], [2.0], [3.0]])
    assert Positive()(y, p) == (4 + 9) / 2
    assert Positive(reduction="sum")(y, p) == 14
    assert Positive(reduction="mean_with_sample_weight")(y, p, [1, 3, 1]) == (3 * 4 + 9) / 4


def test_a_function_of_ones_own_takes_targets_of_another_shape_than_the_output():
    """As for mixture densities: the output holds the parameters of a distribution, the target is one number."""
    def likelihood(y_true, y_pred):
        mean, spread = nnlite.ops.split(y_pred, 2, axis=-1)
        return nnlite.ops.mean(spread + 0.5 * nnlite.ops.square((y_true - mean) / nnlite.ops.exp(spread)), axis=-1)

    x = nnlite.Input((3,))
    model = nnlite.Model(x, nnlite.layers.Dense(2)(x))
    model.compile("sgd", likelihood)
    data, targets = np.ones((8, 3), "f"), np.ones((8, 1), "f")
    first = likelihood(targets, model.predict(data, verbose=0)).mean()
    assert model.fit(data, targets, verbose=0).history["loss"] == [pytest.approx(float(first), rel=1e-5)]
    with pytest.raises(ValueError, match="does not fit"):
        model.compile("sgd", "mse")
        model.fit(data, targets, verbose=0)
