"""Do ten steps of `fit` from the same weights lead to the same weights, histories and evaluations as Keras's?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import OPTIMIZERS, labels, normal, probabilities, same, trained, twins  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
ROWS = 36                               # in batches of 8: five steps an epoch, the last of them of 4 rows
X, X2 = normal(ROWS, 6), normal(ROWS, 4, seed=9)
SOFT, HARD, NUMBERS = probabilities(ROWS, 3), labels(ROWS, 3), normal(ROWS, 2, seed=10)
WEIGHTS = np.random.default_rng(12).random(ROWS).astype("f")


def one_input(k):
    x = k.Input((6,), name="x")
    h = k.layers.Dense(5, "relu")(x)
    return k.Model(x, k.layers.Dense(3, "softmax", name="kind")(k.layers.Dense(4, "tanh")(h)))


def sequential(k):
    return k.Sequential([k.Input((6,)), k.layers.Reshape((3, 2)), k.layers.Dense(4, "gelu"), k.layers.Flatten(),
                         k.layers.Dropout(0.0), k.layers.Dense(3), k.layers.Activation("softmax")])


def two_inputs(k):
    a, b = k.Input((6,), name="a"), k.Input((4,), name="b")
    joined = k.layers.Concatenate()([k.layers.Dense(3, "elu")(a), k.layers.Dense(2, "selu")(b), b])
    return k.Model([a, b], k.layers.Dense(3, "softmax")(joined))


def two_outputs(k):
    a, b = k.Input((6,), name="a"), k.Input((4,), name="b")
    h = k.layers.Add()([k.layers.Dense(5, "swish")(a), k.layers.Dense(5)(b)])
    return k.Model({"a": a, "b": b}, [k.layers.Dense(3, "softmax", name="kind")(h),
                                      k.layers.Dense(2, name="size")(h)])


def shared_layer(k):
    a, b = k.Input((6,), name="a"), k.Input((6,), name="b")
    dense = k.layers.Dense(5, "sigmoid")
    difference = k.layers.Concatenate()([dense(a), dense(b), dense(k.layers.Dense(6)(a))])
    return k.Model([a, b], k.layers.Dense(3, "softmax")(difference))


def nested(k):
    x = k.Input((6,), name="x")
    inner = k.Sequential([k.Input((6,)), k.layers.Dense(6, "tanh"), k.layers.Dense(6)], name="inner")
    h = k.layers.Add()([inner(x), inner(inner(x)), x])
    return k.Model(x, k.layers.Dense(3, "softmax")(h))


def regularized(k):
    l1, l2, both = k.regularizers.L1, k.regularizers.L2, k.regularizers.L1L2
    x = k.Input((6,), name="x")
    h = k.layers.Dense(5, "tanh", kernel_regularizer=l2(0.03), bias_regularizer=l1(0.02))(x)
    h = k.layers.Dense(5, kernel_regularizer=both(0.01, 0.02), activity_regularizer=l2(0.01))(h)
    h = k.layers.Activation("relu", activity_regularizer=l1(0.02))(h)
    return k.Model(x, k.layers.Dense(3, "softmax", bias_regularizer="l2")(h))


def constrained(k):
    c = k.constraints
    x = k.Input((6,), name="x")
    h = k.layers.Dense(5, "tanh", kernel_constraint=c.MaxNorm(1.0), bias_constraint=c.NonNeg())(x)
    h = k.layers.Dense(4, kernel_constraint=c.UnitNorm(axis=1))(h)
    return k.Model(x, k.layers.Dense(3, "softmax", kernel_constraint=c.MinMaxNorm(0.3, 0.9, rate=0.7))(h))


KINDS = {"loss": "categorical_crossentropy", "metrics": ["accuracy"]}
BOTH = {"loss": {"kind": "sparse_categorical_crossentropy", "size": "mse"},
        "loss_weights": {"size": 0.3, "kind": 2.0}, "metrics": {"kind": ["accuracy"], "size": ["mae", "mse"]}}
JOBS = {  # recipe, what to compile with, data
    "one input": (one_input, KINDS, X, SOFT),
    "sequential": (sequential, KINDS, X, SOFT),
    "two inputs": (two_inputs, KINDS, [X, X2], SOFT),
    "two outputs": (two_outputs, BOTH, {"a": X, "b": X2}, [HARD, NUMBERS]),
    "shared layer": (shared_layer, KINDS, [X, X[::-1].copy()], SOFT),
    "nested": (nested, KINDS, X, SOFT),
    "regularized": (regularized, KINDS, X, SOFT),
    "constrained": (constrained, KINDS, X, SOFT),
}
LOSSES = [  # loss, activation, units, targets
    ("categorical_crossentropy", "softmax", 3, SOFT), ("categorical_crossentropy", "softplus", 3, SOFT),
    ("sparse_categorical_crossentropy", "softmax", 3, HARD), ("binary_crossentropy", "sigmoid", 1, HARD % 2),
    ("binary_crossentropy", "sigmoid", 3, np.eye(3)[HARD]), ("binary_crossentropy", "tanh", 1, HARD % 2),
    ("mse", None, 2, NUMBERS), ("mae", None, 2, NUMBERS), ("mse", None, 1, NUMBERS[:, 0]),
    (lambda k: k.losses.CategoricalCrossentropy(from_logits=True), None, 3, SOFT),
    (lambda k: k.losses.CategoricalCrossentropy(label_smoothing=0.2), "softmax", 3, np.eye(3)[HARD]),
    (lambda k: k.losses.SparseCategoricalCrossentropy(from_logits=True), None, 3, HARD),
    (lambda k: k.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1), None, 1, HARD % 2),
    (lambda k: k.losses.MeanSquaredError(reduction="sum"), None, 2, NUMBERS),
    (lambda k: k.losses.MeanAbsoluteError(reduction="mean"), None, 2, NUMBERS),
    (lambda k: k.losses.mean_squared_error, None, 2, NUMBERS),
]
FITS = [
    {"validation_split": 0.3}, {"validation_split": 0.3, "sample_weight": WEIGHTS},
    {"validation_data": (X[:10], SOFT[:10])}, {"validation_data": (X[:10], SOFT[:10]), "validation_batch_size": 3},
    {"validation_data": (X[:10], SOFT[:10], WEIGHTS[:10])}, {"validation_data": (X, SOFT), "validation_steps": 2},
    {"validation_split": 0.25, "validation_freq": 2, "epochs": 4},
    {"validation_split": 0.25, "validation_freq": [1, 3], "epochs": 4},
    {"class_weight": {0: 1.0, 1: 3.0, 2: 0.5}}, {"sample_weight": WEIGHTS},
    {"sample_weight": WEIGHTS, "validation_data": (X[:10], SOFT[:10])},
    {"initial_epoch": 1, "epochs": 3}, {"steps_per_epoch": 3, "epochs": 1},
    {"batch_size": None}, {"batch_size": 100},
]


def with_optimizer(name, settings):
    return lambda k: {"optimizer": OPTIMIZERS[name](k), **settings}


def alike(ours, theirs, x, y, **tolerance):
    """Weights, optimizer state and what the models say about the data are the same."""
    tolerance = {"rtol": 1e-5, "atol": 2e-6, **tolerance}
    same(ours.get_weights(), theirs.get_weights(), **tolerance)
    same(ours.predict(x, verbose=0), theirs.predict(x, verbose=0), **tolerance)
    same(ours.evaluate(x, y, batch_size=8, verbose=0, return_dict=True),
         theirs.evaluate(x, y, batch_size=8, verbose=0, return_dict=True), **tolerance)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("job", JOBS)
def test_ten_steps(job, optimizer):
    recipe, settings, x, y = JOBS[job]
    ours, theirs, history, expected = trained(recipe, with_optimizer(optimizer, settings), x, y, epochs=2)
    same(history.history, expected.history)
    assert history.epoch == expected.epoch
    alike(ours, theirs, x, y)
    assert ours.optimizer.iterations == int(theirs.optimizer.iterations) == 10


@pytest.mark.parametrize("loss, activation, units, y", LOSSES)
def test_loss(loss, activation, units, y):
    def recipe(k):
        return k.Sequential([k.Input((6,)), k.layers.Dense(4, "tanh"), k.layers.Dense(units, activation)])

    ours, theirs, history, expected = trained(
        recipe, lambda k: {"optimizer": k.optimizers.SGD(0.05), "loss": loss(k) if callable(loss) else loss},
        X, y, epochs=2, sample_weight=WEIGHTS)
    same(history.history, expected.history)
    alike(ours, theirs, X, y)


@pytest.mark.parametrize("arguments", FITS, ids=lambda arguments: "-".join(arguments))
def test_fit_arguments(arguments):
    settings = {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "weighted_metrics": ["mae"]}
    ours, theirs, history, expected = trained(
        one_input, with_optimizer("SGD", settings), X, SOFT, **{"epochs": 2, **arguments})
    same(history.history, expected.history)
    assert history.epoch == expected.epoch
    assert {key: history.params[key] for key in ("epochs", "steps")} \
        == {key: expected.params[key] for key in ("epochs", "steps")}
    alike(ours, theirs, X, SOFT)


@pytest.mark.parametrize("arguments", [
    {"loss": ["sparse_categorical_crossentropy", "mse"], "metrics": [["acc"], ["mae"]], "loss_weights": [1, 0.1]},
    {"loss": {"kind": "sparse_categorical_crossentropy", "size": None}, "metrics": {"kind": "accuracy"}},
    {"loss": ["sparse_categorical_crossentropy", "mae"], "metrics": [[], ["mae"]]},
    {"loss": ["sparse_categorical_crossentropy", None], "metrics": [None, "mae"]},
    {"loss": {"kind": "sparse_categorical_crossentropy", "size": "mae"}, "weighted_metrics": {"size": ["mse"]}},
])
def test_losses_and_metrics_by_output(arguments):
    x, y = {"a": X, "b": X2}, {"kind": HARD, "size": NUMBERS}
    results = []
    for model in twins(two_outputs, lambda k: {"optimizer": "sgd", **arguments}):
        targets = y if model.__module__.startswith("nnlite") else [HARD, NUMBERS]
        history = model.fit(x, targets, shuffle=False, verbose=0, batch_size=8, epochs=2)
        evaluated = model.evaluate(x, targets, verbose=0, return_dict=True)
        results.append([history.history, model.get_weights(), evaluated])
    same(*results, atol=2e-6)


def test_sample_weights_of_two_outputs():
    settings = {**BOTH, "metrics": None, "weighted_metrics": {"size": ["mae"]}}
    ours, theirs, history, expected = trained(
        two_outputs, with_optimizer("Adam", settings), {"a": X, "b": X2}, [HARD, NUMBERS],
        sample_weight=[WEIGHTS, WEIGHTS[::-1].copy()])
    same(history.history, expected.history)
    same(ours.get_weights(), theirs.get_weights(), atol=2e-6)


def test_float64():
    def recipe(k):
        x = k.Input((6,), dtype="float64")
        h = k.layers.Dense(5, "tanh", dtype="float64")(x)
        return k.Model(x, k.layers.Dense(3, "softmax", dtype="float64")(h))

    ours, theirs, history, expected = trained(
        recipe, with_optimizer("Adam", KINDS), X.astype("f8"), SOFT.astype("f8"), epochs=2)
    assert {w.dtype.name for w in ours.get_weights()} == {"float64"}
    same(history.history, expected.history)
    same(ours.get_weights(), theirs.get_weights(), rtol=1e-6)


def test_training_goes_on_where_it_stopped():
    ours, theirs = twins(one_input, with_optimizer("Adam", KINDS))
    for _ in range(2):
        for model in (ours, theirs):
            model.fit(X, SOFT, shuffle=False, verbose=0, batch_size=16)
    alike(ours, theirs, X, SOFT)
    for model in (ours, theirs):
        model.compile(model.optimizer, "mse", metrics=["mae"])
    same(ours.train_on_batch(X, SOFT), theirs.train_on_batch(X, SOFT))
    alike(ours, theirs, X, SOFT)


def test_dropout_trains_with_nothing_dropped_and_drops_at_its_rate():
    ours, theirs = (k.layers.Dropout(0.3, seed=1)(np.ones((200, 50), "f"), training=True) for k in (nnlite, keras))
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    np.testing.assert_allclose(np.unique(ours), np.unique(theirs), rtol=1e-6)
    assert abs((ours == 0).mean() - (theirs == 0).mean()) < 0.03


@pytest.mark.parametrize("weights", ["one a sample", "one a step"])
@pytest.mark.parametrize("loss", ["mse", "sum of squares"])
def test_weights_of_sequences(weights, loss):
    def recipe(k):
        x = k.Input((4, 3))
        return k.Model(x, k.layers.Dense(2)(x))

    own = {"mse": lambda k: "mse", "sum of squares": lambda k: lambda y, p: k.ops.square(y - p)}[loss]
    x, y = normal(ROWS, 4, 3), normal(ROWS, 4, 2, seed=10)
    given = WEIGHTS if weights == "one a sample" else np.random.default_rng(5).random((ROWS, 4)).astype("f")
    ours, theirs = twins(recipe, lambda k: {"optimizer": "sgd", "loss": own(k)})
    axes = 2 if loss == "mse" else 3  # Keras multiplies losses and weights as they are: it is given all axes
    spread = np.broadcast_to(given.reshape(*given.shape, *(1,) * (axes - given.ndim)), (ROWS, 4, 1)[:axes])
    expected = theirs.fit(x, y, sample_weight=spread, shuffle=False, verbose=0, batch_size=8).history
    same(ours.fit(x, y, sample_weight=given, shuffle=False, verbose=0, batch_size=8).history, expected)
    same(ours.get_weights(), theirs.get_weights())
