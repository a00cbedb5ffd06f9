"""Do the losses beyond the common ones give Keras's numbers, reduce as Keras does, and teach what they do there?"""

import inspect

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import labels, normal, probabilities, same, trained  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
ROWS, CLASSES = 7, 4
P, Q = probabilities(ROWS, CLASSES), probabilities(ROWS, CLASSES, 3)
CLEAR = np.array([[0, 1, 0], [1, 0, 0], [0.5, 0.5, 0]], "f")  # what is exactly 0 or 1 is clipped
ONE_HOT = np.eye(CLASSES, dtype="f")[labels(ROWS, CLASSES)]
YES = labels(ROWS, 2)[:, None]
X, Z, Z3 = normal(ROWS, CLASSES), normal(ROWS, CLASSES, seed=1), normal(2, 3, 4, seed=2)
MASKS = (normal(3, 4, 5, 2) > 0).astype("f")
AREAS = np.random.default_rng(4).random((3, 4, 5, 2)).astype("f")
UNIT = X / np.linalg.norm(X, axis=-1, keepdims=True)
LABELS = labels(ROWS, CLASSES)
WEIGHTS = np.random.default_rng(8).random(ROWS).astype("f")

CASES = [  # loss, arguments, targets, predictions
    ("MeanAbsolutePercentageError", {}, X, Z), ("MeanAbsolutePercentageError", {}, CLEAR, CLEAR + 1),
    ("MeanAbsolutePercentageError", {}, X[:, 0], Z[:, :1]), ("MeanSquaredLogarithmicError", {}, X, Z),
    ("MeanSquaredLogarithmicError", {}, 9 * P, 9 * Q), ("Huber", {}, X, Z), ("Huber", {"delta": 0.3}, X, Z),
    ("Huber", {}, X[:, :1], Z[:, 0]), ("LogCosh", {}, X, Z), ("LogCosh", {}, 90 * X, Z),
    ("KLDivergence", {}, P, Q), ("KLDivergence", {}, CLEAR[::-1].copy(), CLEAR),
    ("Poisson", {}, LABELS[:, None], Q[:, :1]),
    ("Poisson", {}, 3 * P, Q), ("Hinge", {}, YES, Z[:, :1]), ("Hinge", {}, 2 * YES - 1, Z[:, :1]),
    ("Hinge", {}, YES[:, 0], Z[:, :1]), ("Hinge", {}, X, Z), ("SquaredHinge", {}, YES, Z[:, :1]),
    ("SquaredHinge", {}, X, Z), ("CategoricalHinge", {}, ONE_HOT, Z), ("CategoricalHinge", {}, X, Z),
    ("CategoricalHinge", {}, normal(2, 3, 4), Z3), ("CosineSimilarity", {}, X, Z), ("CosineSimilarity", {}, X, 0 * Z),
    ("CosineSimilarity", {"axis": 1}, normal(2, 3, 4), Z3), ("CosineSimilarity", {"axis": -2}, normal(2, 3, 4), Z3),
    ("CosineSimilarity", {"axis": 0}, X, Z), ("CosineSimilarity", {}, normal(2, 3), normal(2, 3, 1)),
    ("BinaryFocalCrossentropy", {}, YES, P[:, :1]), ("BinaryFocalCrossentropy", {}, 1 - CLEAR, CLEAR),
    ("BinaryFocalCrossentropy", {"from_logits": True}, YES, 9 * Z[:, :1]),
    ("BinaryFocalCrossentropy", {"gamma": 0.5, "apply_class_balancing": True}, ONE_HOT, P),
    ("BinaryFocalCrossentropy", {"gamma": 0.0, "alpha": 0.7, "apply_class_balancing": True, "from_logits": True}, P, Z),
    ("BinaryFocalCrossentropy", {"label_smoothing": 0.2}, ONE_HOT, P), ("BinaryFocalCrossentropy", {"axis": 0}, Q, P),
    ("CategoricalFocalCrossentropy", {}, ONE_HOT, P), ("CategoricalFocalCrossentropy", {}, CLEAR, CLEAR),
    ("CategoricalFocalCrossentropy", {"alpha": [0.1, 0.2, 0.3, 0.4], "gamma": 1.0}, Q, 5 * P),
    ("CategoricalFocalCrossentropy", {"from_logits": True, "gamma": 0.0}, ONE_HOT, Z),
    ("CategoricalFocalCrossentropy", {"label_smoothing": 0.2}, ONE_HOT, P),
    ("CategoricalFocalCrossentropy", {"axis": 1}, probabilities(6, 4).reshape(2, 3, 4), np.exp(Z3)),
    ("CategoricalFocalCrossentropy", {"axis": 1, "from_logits": True}, probabilities(6, 4).reshape(2, 3, 4), Z3),
    ("CategoricalGeneralizedCrossEntropy", {}, LABELS, P),
    ("CategoricalGeneralizedCrossEntropy", {"q": 0.1}, LABELS, P),
    ("Dice", {}, MASKS, AREAS), ("Dice", {"axis": (1, 2, 3)}, MASKS, AREAS), ("Dice", {"axis": (1, 2)}, MASKS, AREAS),
    ("Dice", {"axis": -1}, 0 * MASKS, 0 * AREAS), ("Dice", {"axis": 0}, ONE_HOT, P), ("Tversky", {}, MASKS, AREAS),
    ("Tversky", {"alpha": 0.2, "beta": 0.9, "axis": (1, 2, 3)}, MASKS, AREAS),
    ("Tversky", {"alpha": 0.2, "beta": 0.9, "axis": (2, 0)}, MASKS, AREAS), ("Circle", {}, LABELS, UNIT),
    ("Circle", {"gamma": 4.0, "margin": 0.2, "remove_diagonal": False}, LABELS, UNIT),
    ("Circle", {"gamma": 2.0}, np.arange(ROWS) // 2, UNIT),  # the last row is alike with none
    ("Circle", {"gamma": 2.0}, np.arange(ROWS)[:, None], UNIT),
    ("CategoricalCrossentropy", {"axis": 1}, probabilities(6, 4).reshape(2, 3, 4), np.exp(Z3)),
    ("CategoricalCrossentropy", {"axis": 1, "from_logits": True}, probabilities(6, 4).reshape(2, 3, 4), Z3),
    ("BinaryCrossentropy", {"axis": 1}, probabilities(6, 4).reshape(2, 3, 4), probabilities(6, 4, 1).reshape(2, 3, 4)),
    ("BinaryCrossentropy", {"axis": 0, "from_logits": True}, P, Z),
    ("SparseCategoricalCrossentropy", {"ignore_class": 2}, LABELS, P),
    ("SparseCategoricalCrossentropy", {"ignore_class": -1}, LABELS - 1, P),
    ("SparseCategoricalCrossentropy", {"ignore_class": 255, "from_logits": True}, np.where(LABELS, LABELS, 255), Z),
    ("SparseCategoricalCrossentropy", {"ignore_class": 1}, labels((2, 3), 4), probabilities(6, 4).reshape(2, 3, 4)),
    ("SparseCategoricalCrossentropy", {"ignore_class": 3}, np.full((ROWS, 1), 3), P),  # nothing is left
]
IDS = [f"{name}-{arguments}-{np.shape(y)}-{position}" for position, (name, arguments, y, p) in enumerate(CASES)]
REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]
NAMES = sorted({name for name, *_ in CASES})
FUNCTIONS = [name for name, value in vars(keras.losses).items() if inspect.isfunction(value)
             and name not in ("get", "serialize", "deserialize", "ctc")]
ALIASES = ["mape", "MAPE", "msle", "MSLE", "kld", "KLD", "bce", "BCE"]


def function_of(name):
    """The loss's name as a function."""
    found = [function for function in FUNCTIONS if function.replace("_", "") == name.lower()]
    return found[0]


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("name, arguments, y, p", CASES, ids=IDS)
def test_loss(name, arguments, y, p, reduction, weighted):
    ours, theirs = (getattr(k.losses, name)(reduction=reduction, **arguments) for k in (nnlite, keras))
    losses = np.asarray(getattr(keras.losses, name)(reduction="none", **arguments)(y, p))
    for shape in [losses.shape] if losses.ndim else [(), (1,), (ROWS,)]:
        weights = np.resize(WEIGHTS, shape) if weighted else None
        same(ours(y, p, weights), theirs(y, p, weights), rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("name, arguments, y, p", CASES, ids=IDS)
def test_function(name, arguments, y, p):
    ours, theirs = (getattr(k.losses, function_of(name)) for k in (nnlite, keras))
    if name == "CategoricalGeneralizedCrossEntropy":
        arguments = {"q": 0.5, **arguments}
    if np.ndim(y) == np.ndim(p) or name[0] == "S" or name in ("CategoricalGeneralizedCrossEntropy", "Circle"):
        same(ours(y, p, **arguments), theirs(y, p, **arguments), rtol=2e-5, atol=2e-6)


def test_circle_with_references():
    references, others = normal(5, CLASSES, seed=9), labels(5, CLASSES)
    for arguments in ({"ref_labels": others, "ref_embeddings": references}, {"ref_embeddings": -UNIT, "gamma": 3.0}):
        same(*(k.losses.circle(LABELS, UNIT, **arguments) for k in (nnlite, keras)), rtol=2e-5)


@pytest.mark.parametrize("name", NAMES)
def test_names_signatures_and_configurations(name):
    ours, theirs = (getattr(k.losses, name) for k in (nnlite, keras))
    assert [*inspect.signature(ours).parameters][:-1] == [*inspect.signature(theirs).parameters]  # and **kwargs
    assert [p.default for p in inspect.signature(ours).parameters.values()][:-1] \
        == [p.default for p in inspect.signature(theirs).parameters.values()]
    assert ours().name == theirs().name
    expected = theirs().get_config()
    assert {key: ours().get_config()[key] for key in expected} == expected
    assert ours.from_config(ours().get_config()).get_config() == ours().get_config()
    if name != "CategoricalGeneralizedCrossEntropy":  # Keras does not know this one by its name
        assert type(nnlite.losses.get(name)).__name__ == type(keras.losses.get(name)).__name__
    assert keras.losses.deserialize(nnlite.losses.serialize(ours())).name == theirs().name \
        if name != "CategoricalGeneralizedCrossEntropy" else True


@pytest.mark.parametrize("name", [*FUNCTIONS, *ALIASES])
def test_functions_by_name(name):
    ours, theirs = nnlite.losses.get(name), getattr(keras.losses, name, None) or keras.losses.get(name)
    assert ours.__name__ == theirs.__name__
    assert getattr(nnlite.losses, name) is ours
    assert [(p.name, p.default) for p in inspect.signature(ours).parameters.values()] \
        == [(p.name, p.default) for p in inspect.signature(theirs).parameters.values()]


@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "sum", "mean_with_sample_weight"])
@pytest.mark.parametrize("name, arguments, activation, y", [
    ("MeanAbsolutePercentageError", {}, None, X), ("MeanSquaredLogarithmicError", {}, "softplus", P),
    ("Huber", {"delta": 0.4}, None, X), ("LogCosh", {}, None, X), ("KLDivergence", {}, "softmax", P),
    ("Poisson", {}, "exponential", ONE_HOT), ("Hinge", {}, "tanh", ONE_HOT), ("Hinge", {}, None, 2 * ONE_HOT - 1),
    ("SquaredHinge", {}, None, ONE_HOT), ("CategoricalHinge", {}, None, ONE_HOT),
    ("CosineSimilarity", {}, None, X), ("CosineSimilarity", {"axis": 0}, None, X),
    ("BinaryFocalCrossentropy", {}, "sigmoid", ONE_HOT), ("BinaryFocalCrossentropy", {"gamma": 1.3}, "relu", P),
    ("BinaryFocalCrossentropy", {"from_logits": True, "apply_class_balancing": True}, None, P),
    ("CategoricalFocalCrossentropy", {}, "softmax", ONE_HOT),
    ("CategoricalFocalCrossentropy", {"from_logits": True, "alpha": [0.1, 0.2, 0.3, 0.4]}, None, P),
    ("CategoricalGeneralizedCrossEntropy", {}, "softmax", LABELS), ("Dice", {}, "sigmoid", ONE_HOT),
    ("Dice", {"axis": 1}, "sigmoid", ONE_HOT), ("Tversky", {"alpha": 0.3, "axis": 0}, "sigmoid", ONE_HOT),
    ("CategoricalCrossentropy", {"axis": 0}, "softplus", np.ones_like(P) / ROWS),
    ("BinaryCrossentropy", {"axis": 0}, "sigmoid", P),
    ("SparseCategoricalCrossentropy", {"ignore_class": 1}, "softmax", LABELS),
    ("SparseCategoricalCrossentropy", {"ignore_class": 1, "from_logits": True}, None, LABELS),
    ("SparseCategoricalCrossentropy", {"ignore_class": -1}, "softmax", LABELS - 1),
    ("SparseCategoricalCrossentropy", {"ignore_class": 255}, "softmax", np.where(LABELS, LABELS, 255)),
    ("Circle", {"gamma": 0.5}, None, 90 * LABELS),
], ids=str)
def test_learning(name, arguments, activation, y, reduction):
    def recipe(k):
        x = k.Input((3,))
        return k.Model(x, k.layers.Dense(CLASSES, activation)(x))

    def settings(k):
        return {"optimizer": k.optimizers.SGD(0.1), "loss": getattr(k.losses, name)(reduction=reduction, **arguments)}

    ours, theirs, mine, yours = trained(recipe, settings, normal(ROWS, 3, seed=12), y, epochs=2)
    same(mine.history, yours.history, rtol=2e-5, atol=2e-6)
    same(ours.get_weights(), theirs.get_weights(), rtol=2e-5, atol=2e-6)
