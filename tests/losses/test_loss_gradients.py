"""Is the gradient of every loss the slope of its value? Central differences in float64, weighted and reduced."""

import numpy as np
import pytest

import nnlite
from nnlite import losses, ops

RANDOM = np.random.default_rng(3)
ROWS, CLASSES = 5, 4
NUMBERS, OTHERS = RANDOM.normal(size=(2, ROWS, CLASSES))
P = RANDOM.dirichlet(np.ones(CLASSES), ROWS)
ONE_HOT = np.eye(CLASSES)[[0, 3, 1, 1, 2]]
LABELS = np.array([0, 3, 1, 1, 2])
WEIGHTS = np.array([0.5, 2, 1, 0.1, 0.7])
LOSSES = [
    ("MeanSquaredError", {}, NUMBERS, OTHERS), ("MeanAbsoluteError", {}, NUMBERS, OTHERS),
    ("MeanAbsolutePercentageError", {}, NUMBERS, OTHERS), ("MeanSquaredLogarithmicError", {}, 3 * P, OTHERS**2),
    ("Huber", {"delta": 0.5}, NUMBERS, OTHERS), ("LogCosh", {}, NUMBERS, OTHERS),
    ("CosineSimilarity", {}, NUMBERS, OTHERS), ("KLDivergence", {}, ONE_HOT, P), ("Poisson", {}, 3 * P, OTHERS**2),
    ("Hinge", {}, ONE_HOT, OTHERS), ("SquaredHinge", {}, ONE_HOT, OTHERS), ("CategoricalHinge", {}, ONE_HOT, OTHERS),
    ("BinaryCrossentropy", {}, ONE_HOT, P), ("BinaryCrossentropy", {"from_logits": True}, ONE_HOT, OTHERS),
    ("BinaryFocalCrossentropy", {"gamma": 1.5, "apply_class_balancing": True}, ONE_HOT, P),
    ("BinaryFocalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, ONE_HOT, OTHERS),
    ("CategoricalCrossentropy", {}, ONE_HOT, P), ("CategoricalCrossentropy", {"from_logits": True}, 3 * P, OTHERS),
    ("CategoricalFocalCrossentropy", {"alpha": [0.1, 0.2, 0.3, 0.4]}, ONE_HOT, P),
    ("CategoricalFocalCrossentropy", {"from_logits": True}, ONE_HOT, OTHERS),
    ("CategoricalGeneralizedCrossEntropy", {"q": 0.3}, LABELS, P),
    ("SparseCategoricalCrossentropy", {"ignore_class": 1}, LABELS, P),
    ("SparseCategoricalCrossentropy", {"ignore_class": 255, "from_logits": True}, np.where(LABELS, LABELS, 255), P),
    ("Dice", {"axis": 1}, ONE_HOT, P), ("Tversky", {"alpha": 0.2, "axis": -1}, ONE_HOT, P),
    ("Circle", {"gamma": 2.0}, LABELS, OTHERS / 3),  # only the rows with label 1 have a like one, and count
]


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "sum", "mean_with_sample_weight"])
@pytest.mark.parametrize("name, arguments, y, p", LOSSES, ids=lambda value: value if isinstance(value, str) else "")
def test_gradient(name, arguments, y, p, reduction, weighted):
    loss, weights, step = getattr(losses, name)(reduction=reduction, **arguments), WEIGHTS if weighted else None, 1e-6
    with nnlite.GradientTape() as tape:
        predictions = ops.multiply(p, 1.0)
        value = loss(y, predictions, weights)
    found, expected = tape.gradient(value, predictions), np.empty_like(p)
    for place in np.ndindex(p.shape):
        ends = p.copy(), p.copy()
        ends[0][place] += step
        ends[1][place] -= step
        expected[place] = (loss(y, ends[0], weights) - loss(y, ends[1], weights)) / (2 * step)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)


def test_gradient_of_a_loss_that_is_one_number_for_all():
    for weights in (None, WEIGHTS):
        with nnlite.GradientTape() as tape:
            predictions = ops.multiply(P, 1.0)
            value = losses.Dice()(ONE_HOT, predictions, weights)
        found = tape.gradient(value, predictions)
        step = 1e-6 * RANDOM.normal(size=P.shape)
        change = losses.Dice()(ONE_HOT, P + step, weights) - losses.Dice()(ONE_HOT, P - step, weights)
        np.testing.assert_allclose((2 * step * found).sum(), change, rtol=1e-5)


@pytest.mark.parametrize("name, arguments, y, p", [
    *[loss for loss in LOSSES if loss[2] is not LABELS and loss[2].ndim == 2 and loss[0] != "KLDivergence"],
    ("KLDivergence", {}, P[::-1], P), ("CategoricalHinge", {}, P[::-1], P), ("Hinge", {}, OTHERS, NUMBERS),
], ids=lambda value: value if isinstance(value, str) else "")
def test_gradient_of_the_targets(name, arguments, y, p):
    loss, step, y = getattr(losses, name)(**arguments), 1e-6, np.array(y, float)
    if "inge" in name and np.isin(y, (0, 1)).all():
        pytest.skip("targets of 0 and 1 mean -1 and 1: there is no small step")
    with nnlite.GradientTape() as tape:
        targets = ops.multiply(y, 1.0)
        value = loss(targets, p)
    found, expected = tape.gradient(value, targets), np.empty_like(y)
    for place in np.ndindex(y.shape):
        ends = y.copy(), y.copy()
        ends[0][place] += step
        ends[1][place] -= step
        expected[place] = (loss(ends[0], p) - loss(ends[1], p)) / (2 * step)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)


def test_a_loss_between_two_networks_teaches_both():
    """As in actor and critic, where the critic's value stands first, and in distillation."""
    class Two(nnlite.Model):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.left, self.right = nnlite.layers.Dense(CLASSES, "softmax"), nnlite.layers.Dense(CLASSES, "softmax")

        def call(self, x):
            return self.right(x)

        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            left = self.left(x)
            return losses.KLDivergence()(left, y_pred) + ops.mean(losses.huber(left, np.ones((ROWS, CLASSES))))

    results = []
    for eager in (False, True):
        nnlite.utils.set_random_seed(0)
        model = Two()
        model.compile("sgd", run_eagerly=eager)
        model.left.build((None, CLASSES))
        before = model.left.kernel.numpy()
        model.fit(NUMBERS, ONE_HOT, epochs=2, verbose=0, shuffle=False, batch_size=ROWS)
        assert np.abs(model.left.kernel.numpy() - before).max() > 1e-4
        results.append(model.get_weights())
    for one, other in zip(*results, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-6)
