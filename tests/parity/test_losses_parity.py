"""Do the losses and metrics give Keras's numbers, with and without weights, batch after batch?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import labels, normal, probabilities, same  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
ROWS, CLASSES = 7, 4
P = probabilities(ROWS, CLASSES)
ONE_HOT = np.eye(CLASSES, dtype="f")[labels(ROWS, CLASSES)]
CLEAR = np.array([[0, 1, 0], [1, 0, 0], [0.5, 0.5, 0]], "f")  # probabilities of exactly 0 and 1 are clipped
YES = labels(ROWS, 2)[:, None]
WEIGHTS = np.random.default_rng(8).random(ROWS).astype("f")

DATA = [  # loss, targets, predictions that are probabilities (or numbers), logits
    ("CategoricalCrossentropy", ONE_HOT, P, normal(ROWS, CLASSES)),
    ("CategoricalCrossentropy", probabilities(ROWS, CLASSES, 1), P, normal(ROWS, CLASSES)),
    ("CategoricalCrossentropy", CLEAR[::-1].copy(), CLEAR, 60 * CLEAR),
    ("CategoricalCrossentropy", ONE_HOT, 5 * P, 100 * normal(ROWS, CLASSES)),  # rows that do not sum to 1
    ("SparseCategoricalCrossentropy", labels(ROWS, CLASSES), P, normal(ROWS, CLASSES)),
    ("SparseCategoricalCrossentropy", labels(ROWS, CLASSES)[:, None], P, normal(ROWS, CLASSES)),
    ("SparseCategoricalCrossentropy", labels(ROWS, CLASSES).astype("f"), P, normal(ROWS, CLASSES)),
    ("SparseCategoricalCrossentropy", labels((2, 3), CLASSES), probabilities(6, CLASSES).reshape(2, 3, CLASSES),
     normal(2, 3, CLASSES)),
    ("BinaryCrossentropy", YES, P[:, :1], normal(ROWS, 1)),
    ("BinaryCrossentropy", YES[:, 0], P[:, :1], normal(ROWS, 1)),
    ("BinaryCrossentropy", ONE_HOT, P, normal(ROWS, CLASSES)),
    ("BinaryCrossentropy", 1 - CLEAR, CLEAR, 90 * CLEAR - 45),
    ("MeanSquaredError", normal(ROWS, 3), normal(ROWS, 3, seed=1), None),
    ("MeanSquaredError", normal(ROWS), normal(ROWS, 1, seed=1), None),
    ("MeanSquaredError", normal(ROWS, 1), normal(ROWS, seed=1), None),
    ("MeanSquaredError", normal(2, 3, 4), normal(2, 3, 4, seed=1), None),
    ("MeanAbsoluteError", normal(ROWS, 3), normal(ROWS, 3, seed=1), None),
    ("MeanAbsoluteError", normal(ROWS), normal(ROWS, 1, seed=1), None),
    ("MeanAbsoluteError", normal(2, 3, 4), normal(2, 3, 4, seed=1), None),
]
CASES = [(name, y, p, {}) for name, y, p, _ in DATA]
CASES += [(name, y, z, {"from_logits": True}) for name, y, _, z in DATA if z is not None]
CASES += [(name, y, p, {"label_smoothing": 0.2}) for name, y, p, _ in DATA if name[0] in "CB"]
CASES += [(name, y, z, {"label_smoothing": 0.1, "from_logits": True}) for name, y, _, z in DATA if name[0] in "CB"]
IDS = [f"{name}-{np.shape(y)}-{np.shape(p)}-{arguments}" for name, y, p, arguments in CASES]
REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", None]
SNAKE = {"CategoricalCrossentropy": "categorical_crossentropy", "BinaryCrossentropy": "binary_crossentropy",
         "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
         "MeanSquaredError": "mean_squared_error", "MeanAbsoluteError": "mean_absolute_error"}
METRICS = [
    ("BinaryAccuracy", {}, YES, P[:, :1]), ("BinaryAccuracy", {"threshold": 0.2}, ONE_HOT, P),
    ("BinaryAccuracy", {}, YES[:, 0], P[:, :1]), ("BinaryAccuracy", {}, 1 - CLEAR, CLEAR),
    ("CategoricalAccuracy", {}, ONE_HOT, P), ("CategoricalAccuracy", {}, CLEAR, CLEAR[::-1].copy()),
    ("SparseCategoricalAccuracy", {}, labels(ROWS, CLASSES), P),
    ("SparseCategoricalAccuracy", {}, labels(ROWS, CLASSES)[:, None], P),
    ("SparseCategoricalAccuracy", {}, labels((2, 3), CLASSES), normal(2, 3, CLASSES)),
    ("MeanSquaredError", {}, normal(ROWS, 3), normal(ROWS, 3, seed=1)),
    ("MeanSquaredError", {}, normal(ROWS), normal(ROWS, 1, seed=1)),
    ("MeanAbsoluteError", {}, normal(ROWS, 3), normal(ROWS, 3, seed=1)),
    ("MeanAbsoluteError", {"name": "off"}, normal(2, 3, 4), normal(2, 3, 4, seed=1)),
]


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("name, y, p, arguments", CASES, ids=IDS)
def test_loss(name, y, p, arguments, reduction, weighted):
    ours, theirs = (getattr(k.losses, name)(reduction=reduction, **arguments) for k in (nnlite, keras))
    weights = np.resize(WEIGHTS, p.shape[:max(1, p.ndim - 1)]) if weighted else None
    same(ours(y, p, weights), theirs(y, p, weights), atol=1e-5 if arguments else 1e-6)


@pytest.mark.parametrize("name, y, p, arguments", CASES, ids=IDS)
def test_loss_of_a_column_of_weights(name, y, p, arguments):
    ours, theirs = (getattr(k.losses, name)(**arguments) for k in (nnlite, keras))
    weights = WEIGHTS[:len(p), None]
    if p.ndim == 2:
        same(ours(y, p, weights), theirs(y, p, weights), atol=1e-5 if arguments else 1e-6)


@pytest.mark.parametrize("name, y, p, arguments", CASES, ids=IDS)
def test_function(name, y, p, arguments):
    ours, theirs = (getattr(k.losses, SNAKE[name]) for k in (nnlite, keras))
    if y.ndim == p.ndim or name[0] == "S":
        same(ours(y, p, **arguments), theirs(y, p, **arguments), atol=1e-5 if arguments else 1e-6)


@pytest.mark.parametrize("name", SNAKE)
def test_identifiers(name):
    assert nnlite.losses.get(SNAKE[name]).__name__ == keras.losses.get(SNAKE[name]).__name__
    ours, theirs = nnlite.losses.get(name), keras.losses.get(name)
    expected = theirs.get_config()
    assert {key: ours.get_config()[key] for key in expected} == expected
    assert ours.name == theirs.name
    assert keras.losses.deserialize(nnlite.losses.serialize(ours)).name == theirs.name


@pytest.mark.parametrize("name, arguments, y, p", METRICS)
def test_metric(name, arguments, y, p):
    ours, theirs = (getattr(k.metrics, name)(**arguments) for k in (nnlite, keras))
    assert ours.name == theirs.name
    assert ours.get_config() == theirs.get_config()
    weights = WEIGHTS[:len(p)]
    for _ in range(2):
        same(ours.result(), theirs.result())
        for rows, w in ((len(p), None), (2, weights[:2]), (1, 0 * weights[:1]), (len(p), weights)):
            ours.update_state(y[:rows], p[:rows], w)
            theirs.update_state(y[:rows], p[:rows], w)
            same(ours.result(), theirs.result())
        ours.reset_state()
        theirs.reset_state()
    same(ours(y, p, sample_weight=weights), theirs(y, p, sample_weight=weights))


def test_mean():
    ours, theirs = nnlite.metrics.Mean(name="loss"), keras.metrics.Mean(name="loss")
    for values, weights in (([1, 3, 5, 7], None), (4.0, None), (4.0, 3.0), ([[1.0, 2], [3, 4]], [1.0, 0.5]),
                            ([[1.0, 2], [3, 4]], [[1.0, 0.5], [2, 2]])):
        same(ours(values, sample_weight=weights), theirs(values, sample_weight=weights))


@pytest.mark.parametrize("name, y, p", [
    ("binary_accuracy", YES, P[:, :1]), ("binary_accuracy", ONE_HOT, P), ("categorical_accuracy", ONE_HOT, P),
    ("sparse_categorical_accuracy", labels(ROWS, CLASSES), P), ("mse", P, ONE_HOT), ("mae", P, ONE_HOT),
    ("mean_squared_error", P, ONE_HOT), ("mean_absolute_error", P, ONE_HOT),
])
def test_metric_functions(name, y, p):
    ours, theirs = nnlite.metrics.get(name), keras.metrics.get(name)
    same(ours(y, p), theirs(y, p))
    assert getattr(ours, "name", name) == getattr(theirs, "name", name)


ACCURACIES = [  # activation, units, loss, targets: the shapes and the loss agree on what accuracy is
    ("softmax", 3, "categorical_crossentropy", probabilities(20, 3)),
    ("softmax", 3, "sparse_categorical_crossentropy", labels(20, 3)),
    ("softmax", 3, "sparse_categorical_crossentropy", labels(20, 3)[:, None]),
    ("sigmoid", 1, "binary_crossentropy", labels(20, 2)),
    ("sigmoid", 1, "binary_crossentropy", labels(20, 2)[:, None]),
    ("sigmoid", 1, "mse", labels(20, 2)), ("linear", 3, "mse", np.eye(3, dtype="f")[labels(20, 3)]),
    (None, 3, "mae", np.eye(3, dtype="f")[labels(20, 3)]),
]


@pytest.mark.parametrize("metric", ["accuracy", "acc"])
@pytest.mark.parametrize("activation, units, loss, y", ACCURACIES, ids=lambda value: str(np.shape(value) or value))
def test_accuracy_by_name(activation, units, loss, y, metric):
    x, weights = normal(20, 5), WEIGHTS[labels(20, 7)]
    results = []
    kernel = [normal(5, units, seed=2), normal(units, seed=3)]
    for k in (nnlite, keras):
        model = k.Sequential([k.Input((5,)), k.layers.Dense(units, activation)])
        model.set_weights(kernel)
        model.compile("sgd", loss, metrics=[metric], run_eagerly=True)
        results.append([model.evaluate(x, y, batch_size=8, sample_weight=weights, return_dict=True, verbose=0),
                        model.evaluate(x, y, batch_size=8, verbose=0)])
        model.compile("sgd", loss, weighted_metrics=[metric], run_eagerly=True)
        results[-1].append(model.evaluate(x, y, batch_size=8, sample_weight=weights, return_dict=True, verbose=0))
    same(*results)


def test_one_metric_with_and_without_weights():
    results, x, y = [], normal(7, 5), normal(7, 2)
    for k in (nnlite, keras):
        model = k.Sequential([k.Input((5,)), k.layers.Dense(2, kernel_initializer="ones")])
        model.compile("sgd", "mse", metrics=["mae"], weighted_metrics=["mae", "mse"], run_eagerly=True)
        results.append(model.evaluate(x, y, sample_weight=WEIGHTS, return_dict=True, verbose=0))
    same(*results)


@pytest.mark.parametrize("loss", ["mse", "binary_crossentropy", "kl_divergence", "cosine_similarity",
                                  "categorical_crossentropy"])
@pytest.mark.parametrize(("output", "target"), [((3, 1), (3,)), ((3,), (3, 1)), ((1,), ()), ((), (1,)), ((1, 1), (1,)),
                                                ((1,), (1, 1))])
@pytest.mark.parametrize("weighted", [False, True])
def test_a_last_axis_of_1_that_one_side_lacks(loss, output, target, weighted):
    random = np.random.RandomState(2)
    x, y, weight = random.rand(6, 4).astype("f"), random.rand(6, *target).astype("f"), random.rand(6).astype("f")
    results = []
    for k in (nnlite, keras):
        ends = k.Input((4,))
        dense = k.layers.Dense(int(np.prod(output)), "sigmoid", kernel_initializer="ones")(ends)
        model = k.Model(ends, k.layers.Reshape(output)(dense))
        model.compile("sgd", loss, metrics=["mae"])
        results.append(model.evaluate(x, y, sample_weight=weight if weighted else None, verbose=0))
    np.testing.assert_allclose(*results, rtol=2e-5, atol=1e-6)
