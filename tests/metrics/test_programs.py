"""What do metrics add to the program of a training step? No second softmax, and no loss that is computed already."""

import numpy as np
import pytest

import nnlite

ROWS, CLASSES = 16, 5
X = np.zeros((ROWS, 3), "f")
LABELS = np.arange(ROWS) % CLASSES
ONE_HOT = np.eye(CLASSES, dtype="f")[LABELS]


def kernels_of(loss, metrics, y, activation="softmax"):
    """The kernels of a training step that are neither products nor updates."""
    model = nnlite.Sequential([nnlite.Input((3,)), nnlite.layers.Dense(CLASSES, activation)])
    model.compile("sgd", loss, metrics=metrics)
    model.fit(X, y, batch_size=ROWS, verbose=0)
    names = [row.kernel for row in model.program(batch_size=ROWS).rows() if row.part == "forward"]
    return [name for name in names if "matmul" not in name and name not in ("weighted_mean", "all_finite")]


def test_metrics_share_what_the_loss_computes():
    metrics = ["accuracy", "top_k_categorical_accuracy", "categorical_crossentropy"]
    assert kernels_of("categorical_crossentropy", metrics, ONE_HOT) == [
        "softmax_crossentropy", "accumulate_mean", "first_maxima", "sparse_matches", "accumulate_mean",
        "sparse_top_k_matches", "accumulate_mean", "accumulate_mean"]
    metrics = ["accuracy", "sparse_top_k_categorical_accuracy", "crossentropy"]
    assert kernels_of("sparse_categorical_crossentropy", metrics, LABELS) == [
        "sparse_softmax_crossentropy", "accumulate_mean", "sparse_matches", "accumulate_mean",
        "sparse_top_k_matches", "accumulate_mean", "accumulate_mean"]
    assert kernels_of("mse", ["mse", nnlite.metrics.RootMeanSquaredError()], ONE_HOT, "linear").count(
        "squared_error") == 1


@pytest.mark.parametrize("loss", ["mse", "categorical_crossentropy"])
def test_probabilities_are_computed_once(loss):
    smooth = nnlite.metrics.CategoricalCrossentropy(label_smoothing=0.1)
    found = kernels_of(loss, ["accuracy", smooth, "kl_divergence", nnlite.metrics.F1Score()], ONE_HOT)
    assert len([name for name in found if "softmax" in name]) == 1


def test_what_is_shared_learns_the_same():
    histories = []
    for metrics in ([], ["categorical_crossentropy", "accuracy", "mse"]):
        nnlite.utils.set_random_seed(3)
        model = nnlite.Sequential([nnlite.Input((3,)), nnlite.layers.Dense(CLASSES, "softmax")])
        model.compile("sgd", "categorical_crossentropy", metrics=metrics)
        x = np.random.default_rng(0).normal(size=(40, 3)).astype("f")
        history = model.fit(x, np.eye(CLASSES, dtype="f")[np.arange(40) % CLASSES], epochs=3, verbose=0).history
        histories.append(history["loss"])
        if metrics:
            np.testing.assert_allclose(history["categorical_crossentropy"], history["loss"], rtol=1e-6)
    assert histories[0] == histories[1]
