"""Do the metrics come to what Keras's come to: batch after batch, with weights, with every argument, after a reset?"""

import inspect

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import same  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
CLASSES, SIZES = 4, (7, 12, 1)  # batches of different sizes


def batches(kind, seed=0):
    """Targets, predictions and a weight a sample, batch after batch."""
    random = np.random.default_rng(seed)
    for n in SIZES:
        scores = random.random((n, CLASSES)).astype("f")
        labels = random.integers(0, CLASSES, n)
        weights = random.random(n).astype("f")
        one_hot, several = np.eye(CLASSES, dtype="f")[labels], random.integers(0, 2, (n, CLASSES)).astype("f")
        shares = scores / scores.sum(-1, keepdims=True)
        yield {
            "binary": (several[:, 0], scores[:, 0]),
            "column": (several[:, :1], scores[:, :1]),
            "several": (several, scores),
            "one hot": (one_hot, shares),
            "labels": (labels, shares),
            "label column": (labels[:, None], shares),
            "numbers": (random.normal(size=(n, 3)).astype("f"), random.normal(size=(n, 3)).astype("f")),
            "ids": (labels, random.integers(0, CLASSES, n)),
            "line": (random.normal(size=n).astype("f"), random.normal(size=n).astype("f")),
            "steps": (random.integers(0, 2, (n, 5, 2)).astype("f"), random.random((n, 5, 2)).astype("f")),
            "logits": (several, 4 * scores - 2),
            "ends": (several, np.round(scores * 4) / 4),  # on the thresholds themselves
            "images": (random.integers(-1, CLASSES + 1, (n, 3, 3)), random.integers(-1, CLASSES + 1, (n, 3, 3))),
            "sorted ids": (labels, np.argsort(-scores, axis=-1).astype("f")),
        }[kind], weights


REDUCED = [  # metrics that are means of a function: (class, arguments, kinds of data)
    ("Accuracy", {}, ["ids"]),
    ("BinaryAccuracy", {}, ["binary", "column", "several", "steps"]),
    ("BinaryAccuracy", {"threshold": 0.3}, ["several"]),
    ("CategoricalAccuracy", {}, ["one hot", "several", "steps"]),
    ("SparseCategoricalAccuracy", {}, ["labels", "label column"]),
    ("TopKCategoricalAccuracy", {"k": 2}, ["one hot", "several", "steps"]),
    ("SparseTopKCategoricalAccuracy", {"k": 2}, ["labels", "label column"]),
    ("SparseTopKCategoricalAccuracy", {"k": 2, "from_sorted_ids": True}, ["sorted ids"]),
    ("BinaryCrossentropy", {}, ["column", "several"]),
    ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, ["logits"]),
    ("CategoricalCrossentropy", {}, ["one hot", "several"]),
    ("CategoricalCrossentropy", {"from_logits": True, "label_smoothing": 0.2}, ["logits"]),
    ("SparseCategoricalCrossentropy", {}, ["labels"]),
    ("SparseCategoricalCrossentropy", {"from_logits": True, "ignore_class": 1}, ["labels"]),
    ("KLDivergence", {}, ["one hot", "several"]),
    ("Poisson", {}, ["several"]),
    ("Hinge", {}, ["numbers", "column"]),
    ("SquaredHinge", {}, ["numbers"]),
    ("CategoricalHinge", {}, ["one hot"]),
    ("MeanSquaredError", {}, ["numbers", "steps", "column"]),
    ("RootMeanSquaredError", {}, ["numbers", "line", "steps"]),
    ("MeanAbsoluteError", {}, ["numbers"]),
    ("MeanAbsolutePercentageError", {}, ["numbers"]),
    ("MeanSquaredLogarithmicError", {}, ["several"]),
    ("LogCoshError", {}, ["numbers"]),
    ("CosineSimilarity", {}, ["numbers"]),
    ("CosineSimilarity", {"axis": 1}, ["steps"]),
    ("PearsonCorrelation", {}, ["numbers"]),
    ("PearsonCorrelation", {"axis": 1}, ["numbers"]),
    ("ConcordanceCorrelation", {}, ["numbers"]),
]
COUNTED = [
    *[(name, {}, ["binary", "column", "several", "steps"]) for name in
      ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "Precision", "Recall")],
    ("TruePositives", {"thresholds": 0.25}, ["binary", "ends"]),
    ("FalsePositives", {"thresholds": [0.7, 0.2, 0.2]}, ["several"]),
    ("TrueNegatives", {"thresholds": [0, 0.25, 0.5, 0.75, 1]}, ["ends"]),
    ("FalseNegatives", {"thresholds": np.linspace(0, 0.9, 30).tolist()}, ["several"]),
    ("Precision", {"thresholds": [0.5, 0.1]}, ["several", "ends"]),
    ("Precision", {"top_k": 2}, ["several", "one hot"]),
    ("Precision", {"top_k": 3, "class_id": 1, "thresholds": 0.4}, ["several"]),
    ("Recall", {"top_k": 1}, ["one hot"]),
    ("Recall", {"class_id": 2}, ["several", "one hot"]),
    ("SensitivityAtSpecificity", {"specificity": 0.5}, ["binary", "several"]),
    ("SpecificityAtSensitivity", {"sensitivity": 0.4, "num_thresholds": 7}, ["several", "ends"]),
    ("PrecisionAtRecall", {"recall": 0.6, "class_id": 0}, ["several"]),
    ("RecallAtPrecision", {"precision": 0.55, "num_thresholds": 1}, ["several"]),
    ("RecallAtPrecision", {"precision": 0.99}, ["several"]),
    *[("AUC", {"curve": curve, "summation_method": method}, ["binary", "several", "ends"])
      for curve in ("ROC", "PR", "PRGAIN") for method in ("interpolation", "minoring", "majoring")],
    ("AUC", {"num_thresholds": 5}, ["several", "ends"]),
    ("AUC", {"thresholds": [0.8, 0.3, 0.5]}, ["several"]),
    ("AUC", {"thresholds": [0.25, 0.5, 0.75], "curve": "PR"}, ["ends"]),
    ("AUC", {"from_logits": True}, ["logits"]),
    ("AUC", {"multi_label": True}, ["several"]),
    ("AUC", {"multi_label": True, "num_labels": 4, "label_weights": [0.5, 1.0, 0.0, 2.0], "curve": "PR"}, ["several"]),
    ("AUC", {"multi_label": True, "thresholds": [0.2, 0.6], "summation_method": "majoring"}, ["several"]),
    ("AUC", {"label_weights": [0.5, 1.0, 0.0, 2.0]}, ["several"]),
    *[("F1Score", {"average": average}, ["one hot", "several"]) for average in (None, "micro", "macro", "weighted")],
    ("FBetaScore", {"beta": 2.0, "threshold": 0.4, "average": "macro"}, ["several"]),
    *[("R2Score", {"class_aggregation": how}, ["numbers"])
      for how in (None, "uniform_average", "variance_weighted_average")],
    ("R2Score", {"num_regressors": 3}, ["numbers", "column"]),
]
MATRICES = [
    ("IoU", {"num_classes": 4, "target_class_ids": [0, 2]}, ["ids", "images"]),
    ("IoU", {"num_classes": 4, "target_class_ids": [1], "ignore_class": 2}, ["ids"]),
    ("IoU", {"num_classes": 4, "target_class_ids": [3], "sparse_y_pred": False}, ["labels"]),
    ("BinaryIoU", {}, ["column", "several"]),
    ("BinaryIoU", {"target_class_ids": [1], "threshold": 0.25}, ["ends"]),
    ("MeanIoU", {"num_classes": 4}, ["ids", "images"]),
    ("OneHotIoU", {"num_classes": 4, "target_class_ids": [0, 3]}, ["one hot"]),
    ("OneHotMeanIoU", {"num_classes": 4}, ["one hot"]),
]


def cases(table):
    return [pytest.param(name, arguments, kind, id=f"{name} {kind} {arguments}")
            for name, arguments, kinds in table for kind in kinds]


def compare(name, arguments, kind, weighted=False, weight=lambda w, y_pred: w):
    """Collect the same batches in both libraries, twice with a reset between, and compare after each."""
    ours, theirs = (getattr(library.metrics, name)(**arguments) for library in (nnlite, keras))
    assert ours.name == theirs.name
    for seed in (0, 1):
        for (y_true, y_pred), weights in batches(kind, seed):
            given = {"sample_weight": weight(weights, y_pred)} if weighted else {}
            for metric in (ours, theirs):
                metric.update_state(y_true, y_pred, **given)
            same(ours.result(), theirs.result(), rtol=2e-5, atol=2e-6)
        for metric in (ours, theirs):
            metric.reset_state()
    remade = type(ours).from_config(ours.get_config())
    assert remade.get_config() == ours.get_config()
    assert set(ours.get_config()) - {"from_sorted_ids", "axis"} <= set(theirs.get_config())


@pytest.fixture(autouse=True)
def names_from_the_first():
    keras.utils.clear_session()


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name, arguments, kind", cases(REDUCED + COUNTED))
def test_batch_after_batch(name, arguments, kind, weighted):
    counts_steps = kind == "steps" and name.endswith(("ives", "Precision", "Recall"))
    if weighted and (name == "Accuracy" or "axis" in arguments or counts_steps):
        pytest.skip("Keras cannot weigh these")
    compare(name, arguments, kind, weighted)


@pytest.mark.parametrize("name, arguments, kind", cases(MATRICES))
def test_matrices(name, arguments, kind):
    compare(name, arguments, kind)
    if kind not in ("several", "images", "ends"):
        compare(name, {**arguments, "dtype": "float32"}, kind, weighted=True)


@pytest.mark.parametrize("name, kind", [("BinaryAccuracy", "several"), ("RootMeanSquaredError", "numbers"),
                                        ("TruePositives", "several"), ("AUC", "several"), ("R2Score", "numbers")])
def test_a_weight_for_every_number(name, kind):
    compare(name, {}, kind, True, lambda w, y_pred: np.linspace(0, 1, y_pred.size, dtype="f").reshape(y_pred.shape))


@pytest.mark.parametrize("name", ["Mean", "Sum"])
@pytest.mark.parametrize("values, weights", [
    ([1, 3, 5, 7], None), ([1, 3, 5, 7], [1, 1, 0, 0]), (2.5, None), ([[1, 2], [3, 4]], None), (4.0, 0.5),
    ([[1, 2], [3, 4]], [1, 3]), ([[1, 2], [3, 4]], [[1], [3]]), ([[1, 2], [3, 4]], [[1, 0], [3, 4]]),
    ([[1, 2], [3, 4]], 0.5), ([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [[1, 0.5], [2, 0]]),
    ([[1, 2], [3, 4]], [[1, 0]]), ([1.0, 2.0], [0, 0]), ([[1.0], [2.0]], [3.0, 4.0]),
])
def test_sums_and_means(name, values, weights):
    ours, theirs = (getattr(library.metrics, name)() for library in (nnlite, keras))
    for metric in (ours, theirs):
        metric.update_state([10.0])
        metric.update_state(np.float32(values), None if weights is None else np.float32(weights))
    same(ours.result(), theirs.result())
    same([np.float32(v) for v in ours.variables], [np.asarray(v) for v in theirs.variables])


FUNCTIONS = {
    "binary_accuracy": "several", "categorical_accuracy": "one hot", "sparse_categorical_accuracy": "label column",
    "top_k_categorical_accuracy": "steps", "sparse_top_k_categorical_accuracy": "label column",
    "pearson_correlation": "numbers", "concordance_correlation": "numbers", "mean_squared_error": "numbers",
    "huber": "numbers", "binary_focal_crossentropy": "several", "log_cosh": "numbers", "poisson": "several",
}


@pytest.mark.parametrize("name, kind", FUNCTIONS.items())
def test_functions(name, kind):
    for (y_true, y_pred), _ in batches(kind):
        same(getattr(nnlite.metrics, name)(y_true, y_pred), getattr(keras.metrics, name)(y_true, y_pred), atol=2e-6)


def test_ties_are_decided_alike():
    scores = np.random.default_rng(3).integers(0, 3, (50, 6)).astype("f") / 4
    targets = np.eye(6, dtype="f")[np.random.default_rng(4).integers(0, 6, 50)]
    for name, arguments in (("CategoricalAccuracy", {}), ("TopKCategoricalAccuracy", {"k": 3}),
                            ("Precision", {"top_k": 2}), ("F1Score", {})):
        ours, theirs = (getattr(library.metrics, name)(**arguments) for library in (nnlite, keras))
        same(ours(targets, scores), theirs(targets, scores), atol=2e-6)


def test_arguments_have_keras_order_and_defaults():
    for name in sorted(set(dir(keras.metrics)) & set(dir(nnlite.metrics))):
        theirs, ours = (getattr(library.metrics, name) for library in (keras, nnlite))
        if callable(theirs) and name not in ("Metric", "deserialize", "get"):
            expected = {k: p.default for k, p in inspect.signature(theirs).parameters.items()}
            assert {k: p.default for k, p in inspect.signature(ours).parameters.items()} == expected, name
            assert list(inspect.signature(ours).parameters) == list(expected), name


def test_every_metric_is_here():
    public = {name for name in dir(keras.metrics) if not name.startswith("_")}
    assert public <= set(nnlite.metrics.__all__)
