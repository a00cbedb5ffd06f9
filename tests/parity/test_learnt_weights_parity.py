"""Does a loss teach its sample weights, where these are trainable or computed, as it does in Keras?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

from keras_twins import normal, same, twins  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]
MASK = np.array([True, True, False, True, False, True])


def slope(k, reduction, masked):
    """How a loss changes with its sample weights, found by the tape of the library."""
    weights = k.Variable(np.exp(normal(6, seed=1)))
    source = weights if k is nnlite else weights.value
    with (nnlite if k is nnlite else tf).GradientTape() as tape:
        predictions = k.ops.convert_to_tensor(normal(6, 2))
        if masked:
            predictions._keras_mask = k.ops.convert_to_tensor(MASK)
        loss = k.losses.MeanSquaredError(reduction=reduction)(normal(6, 2, seed=2), predictions, 2.0 * source)
        loss = k.ops.sum(loss * np.arange(1, 1 + np.prod(loss.shape), dtype="f").reshape(loss.shape))
    return tape.gradient(loss, source)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_on_a_tape(reduction, masked):
    same(slope(nnlite, reduction, masked), slope(keras, reduction, masked))


def judged(k, reduction):
    """A model with a second head that says how much each sample counts."""
    class Judged(k.Model):
        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            loss = k.losses.MeanSquaredError(reduction=reduction)
            return loss(y["value"], y_pred["value"], sample_weight=y_pred["weight"][:, 0])

    x = k.Input((3,))
    return Judged(x, {"value": k.layers.Dense(2)(x), "weight": k.layers.Dense(1, "sigmoid")(x)})


@pytest.mark.parametrize("reduction", REDUCTIONS[:-1])
def test_in_a_step(reduction):
    ours, theirs = twins(lambda k: judged(k, reduction), lambda k: {"optimizer": k.optimizers.SGD(1.0)})
    before = ours.get_weights()
    for model in (ours, theirs):
        model.fit(normal(6, 3), {"value": normal(6, 2, seed=2), "weight": normal(6, 1)}, batch_size=6, verbose=0)
    same(ours.get_weights(), theirs.get_weights())
    assert all(not np.allclose(old, new) for old, new in zip(before, ours.get_weights(), strict=True))
