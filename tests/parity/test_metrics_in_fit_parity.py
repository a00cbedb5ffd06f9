"""Do histories and evaluations hold the same numbers under the same names, whatever a model is compiled with?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import labels, normal, same, trained, twins  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
ROWS = 36  # in batches of 8: the last one has 4 rows
X, LABELS = normal(ROWS, 6), labels(ROWS, 3)
ONE_HOT, BINARY, NUMBERS = np.eye(3, dtype="f")[LABELS], (LABELS[:, None] > 0).astype("f"), normal(ROWS, 2, seed=10)
WEIGHTS = np.random.default_rng(12).random(ROWS).astype("f")


def head(units, activation):
    return lambda k: k.Sequential([k.Input((6,)), k.layers.Dense(5, "tanh"), k.layers.Dense(units, activation)])


def counts(k):
    m = k.metrics
    return [m.Precision(), m.Recall(thresholds=[0.3, 0.6]), m.AUC(), m.AUC(curve="PR", name="pr"), m.TruePositives(),
            m.FalseNegatives(0.4), m.BinaryAccuracy(threshold=0.4), m.SensitivityAtSpecificity(0.5)]


JOBS = {  # recipe, loss, metrics, targets
    "names of classes": (head(3, "softmax"), "categorical_crossentropy", lambda k: [
        "accuracy", "top_k_categorical_accuracy", "categorical_crossentropy", "kl_divergence", "MeanSquaredError",
        "mae", "cosine_similarity", "categorical_hinge"], ONE_HOT),
    "labels": (head(3, "softmax"), "sparse_categorical_crossentropy", lambda k: [
        "acc", "sparse_categorical_accuracy", k.metrics.SparseTopKCategoricalAccuracy(2),
        k.metrics.SparseCategoricalCrossentropy(), "sparse_categorical_crossentropy"], LABELS),
    "another loss than the metric": (head(3, "softmax"), "mse", lambda k: [
        "accuracy", "categorical_crossentropy", k.metrics.CategoricalCrossentropy(label_smoothing=0.2, name="smooth"),
        k.metrics.F1Score(average="macro"), k.metrics.OneHotMeanIoU(3), k.metrics.Precision(top_k=1)], ONE_HOT),
    "several crossentropies": (head(3, "softmax"), "categorical_crossentropy", lambda k: [
        k.metrics.CategoricalCrossentropy(label_smoothing=0.2, name="smooth"), "kl_divergence",
        k.metrics.CategoricalCrossentropy(name="plain")], ONE_HOT),
    "logits": (head(3, None), lambda k: k.losses.CategoricalCrossentropy(from_logits=True), lambda k: [
        "accuracy", k.metrics.CategoricalCrossentropy(from_logits=True), k.metrics.AUC(from_logits=True)], ONE_HOT),
    "counts": (head(1, "sigmoid"), "binary_crossentropy", counts, BINARY),
    "numbers": (head(2, None), "mse", lambda k: [
        "mse", "mae", "mape", k.metrics.RootMeanSquaredError(), k.metrics.R2Score(), "LogCoshError", k.losses.huber,
        k.metrics.mean_squared_error, k.metrics.PearsonCorrelation(axis=0), k.metrics.Hinge], NUMBERS),
}


def settings(job, where="metrics"):
    _, loss, metrics, _ = JOBS[job]
    return lambda k: {"optimizer": k.optimizers.SGD(0.1), "loss": loss(k) if callable(loss) else loss,
                      where: metrics(k)}


def close(ours, theirs):
    same(ours, theirs, rtol=2e-4, atol=2e-5)


@pytest.mark.parametrize("job", JOBS)
def test_fit(job):
    recipe, *_, y = JOBS[job]
    ours, theirs, history, expected = trained(recipe, settings(job), X, y, epochs=2, validation_split=0.25)
    close(history.history, expected.history)
    close(ours.evaluate(X, y, verbose=0, return_dict=True), theirs.evaluate(X, y, verbose=0, return_dict=True))


@pytest.mark.parametrize("job", ["names of classes", "labels", "another loss than the metric", "counts"])
def test_compiled_programs_and_eager_steps_agree(job):
    recipe, *_, y = JOBS[job]
    histories = []
    for eagerly in (False, True):
        nnlite.utils.set_random_seed(1)
        nnlite.utils.clear_session()
        model = recipe(nnlite)
        model.compile(**settings(job)(nnlite), run_eagerly=eagerly)
        histories.append(model.fit(X, y, batch_size=8, epochs=2, shuffle=False, verbose=0).history)
    close(*histories)


@pytest.mark.parametrize("job", ["names of classes", "labels", "counts", "numbers"])
@pytest.mark.parametrize("where", ["metrics", "weighted_metrics"])
def test_sample_weights(job, where):
    recipe, *_, y = JOBS[job]
    if job == "numbers" and where == "weighted_metrics":
        JOBS["weighted numbers"] = (recipe, "mse", lambda k: ["mse", "mae", k.metrics.R2Score()], y)
        job = "weighted numbers"
    ours, theirs = twins(recipe, settings(job, where))
    arguments = {"sample_weight": WEIGHTS, "batch_size": 8, "verbose": 0}
    close(ours.evaluate(X, y, return_dict=True, **arguments), theirs.evaluate(X, y, return_dict=True, **arguments))


def test_names_of_objects_are_counted():
    for library in (nnlite, keras):
        library.utils.clear_session()
    for name in ("Precision", "AUC", "Precision", "MeanMetricWrapper"):
        arguments = {"fn": abs} if name == "MeanMetricWrapper" else {}
        assert getattr(nnlite.metrics, name)(**arguments).name == getattr(keras.metrics, name)(**arguments).name


def own_metrics(k):
    """Metrics as Keras's guides write them."""

    class CategoricalTruePositives(k.metrics.Metric):
        def __init__(self, name="categorical_true_positives", **kwargs):
            super().__init__(name=name, **kwargs)
            self.true_positives = self.add_variable(shape=(), name="ctp", initializer="zeros")

        def update_state(self, y_true, y_pred, sample_weight=None):
            y_pred = k.ops.reshape(k.ops.argmax(y_pred, axis=1), (-1, 1))
            values = k.ops.cast(k.ops.reshape(y_true, (-1, 1)), "int32") == k.ops.cast(y_pred, "int32")
            values = k.ops.cast(values, "float32")
            if sample_weight is not None:
                sample_weight = k.ops.cast(sample_weight, "float32")
                values = k.ops.multiply(values, sample_weight)
            self.true_positives.assign_add(k.ops.sum(values))

        def result(self):
            return self.true_positives + 0.0

        def reset_state(self):
            self.true_positives.assign(0)

    class BinaryTruePositives(k.metrics.Metric):
        def __init__(self, name="binary_true_positives", **kwargs):
            super().__init__(name=name, **kwargs)
            self.true_positives = self.add_weight(name="tp", initializer="zeros")
            self.seen = self.add_weight(shape=(2,), name="seen", initializer="ones")

        def update_state(self, y_true, y_pred, sample_weight=None):
            found = k.ops.logical_and(k.ops.cast(y_true, "bool"), y_pred > 0.4)
            self.true_positives.assign(self.true_positives + k.ops.sum(k.ops.cast(found, self.dtype)))
            self.seen.assign_add(k.ops.mean(y_pred, axis=0)[:2])

        def result(self):
            return {"tp": self.true_positives, "share": self.true_positives / k.ops.sum(self.seen)}

        def reset_state(self):
            self.true_positives.assign(0.0)
            self.seen.assign(k.ops.ones((2,)))

    return [CategoricalTruePositives(), BinaryTruePositives()]


def test_own_metrics():
    recipe = head(3, "softmax")
    for metrics, y in ((lambda k: own_metrics(k)[:1], LABELS[:, None]), (lambda k: own_metrics(k)[1:], ONE_HOT)):
        loss = "sparse_categorical_crossentropy" if y.shape[1] == 1 else "categorical_crossentropy"
        ours, theirs, history, expected = trained(
            recipe, lambda k, m=metrics, loss=loss: {"optimizer": "sgd", "loss": loss, "metrics": m(k)}, X, y, epochs=2)
        close(history.history, expected.history)
        close(ours.evaluate(X, y, verbose=0, return_dict=True), theirs.evaluate(X, y, verbose=0, return_dict=True))


def test_own_functions():
    def largest_error(k):
        def largest(y_true, y_pred):
            return k.ops.max(k.ops.abs(y_true - y_pred), axis=-1)
        return largest

    recipe = head(2, None)
    for metrics in (lambda k: [largest_error(k)], lambda k: [k.metrics.MeanMetricWrapper(largest_error(k), "worst")]):
        _, _, history, expected = trained(
            recipe, lambda k, m=metrics: {"optimizer": "sgd", "loss": "mse", "metrics": m(k)}, X, NUMBERS, epochs=2)
        close(history.history, expected.history)


def test_targets_come_to_own_functions_in_the_shape_they_were_given():
    def found(k):
        def share(y_true, y_pred):
            columns = k.ops.cast(k.ops.reshape(k.ops.arange(3), (1, 3)), y_pred.dtype)
            return k.ops.mean(k.ops.cast(k.ops.cast(y_true, y_pred.dtype) == columns, y_pred.dtype) * y_pred, axis=-1)
        return share

    def quantiles(k):
        def pinball(y_true, y_pred):  # (n, 1) targets beside three columns of predictions
            gaps = y_true - y_pred
            return k.ops.mean(k.ops.maximum(0.2 * gaps, -0.8 * gaps), axis=-1)
        return pinball

    jobs = ((head(3, "softmax"), lambda k: "sparse_categorical_crossentropy", found, LABELS[:, None]),
            (head(3, None), quantiles, quantiles, NUMBERS[:, :1]))
    for recipe, loss, metric, y in jobs:
        _, _, history, expected = trained(
            recipe, lambda k, loss=loss, metric=metric: {
                "optimizer": "sgd", "loss": loss(k), "metrics": [metric(k)], "weighted_metrics": [metric(k)]},
            X, y, epochs=2, sample_weight=WEIGHTS)
        close(history.history, expected.history)
