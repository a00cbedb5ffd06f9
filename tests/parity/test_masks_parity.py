"""Do masks leave the same steps out as in Keras, from the first layer to the loss?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import normal, same, twins  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
IDS = np.array([[3, 1, 0, 0, 0], [2, 2, 4, 0, 1], [1, 5, 4, 3, 2], [5, 0, 0, 0, 0]])


def words(k, **arguments):
    ids = k.Input((5,), dtype="int32", name="ids")
    return ids, k.layers.Embedding(6, 3, mask_zero=True, **arguments)(ids)


def one_number_a_text(k):
    ids, x = words(k)
    x = k.layers.Dense(4, "tanh")(x)
    return k.Model(ids, k.layers.Dense(1)(k.layers.GlobalAveragePooling1D()(x)))


def one_number_a_step(k):
    ids, x = words(k)
    return k.Model(ids, k.layers.Dense(2)(x))


def through_many_layers(k):
    ids, x = words(k)
    x = k.layers.TimeDistributed(k.layers.Dense(4))(x)
    x = k.layers.LeakyReLU()(k.layers.Dropout(0.0)(k.layers.Identity()(x)))
    return k.Model(ids, k.layers.Activation("sigmoid")(k.layers.Dense(2)(x)))


def two_masks(merge):
    def model(k):
        ids, x = words(k)
        late = k.Input((5, 3), name="late")
        y = k.layers.Masking(1.0)(late)
        return k.Model([ids, late], k.layers.Dense(2)(merge(k)([x, y])))
    return model


def inner_model(k):
    inputs = k.Input((5, 3))
    inner = k.Model(inputs, k.layers.Dense(4, "relu")(inputs))
    ids, x = words(k)
    return k.Model(ids, k.layers.Dense(2)(inner(x)))


def steps_with_ones():
    x = normal(4, 5, 3, seed=8)
    x[0, 2] = x[1, 0] = x[3, 1:] = 1.0
    return x


MERGES = [lambda k: k.layers.Add(), lambda k: k.layers.Subtract(), lambda k: k.layers.Multiply(),
          lambda k: k.layers.Average(), lambda k: k.layers.Maximum(), lambda k: k.layers.Minimum(),
          lambda k: k.layers.Concatenate()]
SMALL = [(one_number_a_step, IDS), (through_many_layers, IDS), (inner_model, IDS), (one_number_a_text, IDS)]
MODELS = SMALL + [(two_masks(merge), [IDS, steps_with_ones()]) for merge in MERGES]


@pytest.mark.parametrize("loss", ["mse", "mae"])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("model, x", MODELS)
def test_three_steps_of_training(model, x, weighted, loss):
    ours, theirs = twins(model, lambda k: {"optimizer": k.optimizers.SGD(0.2), "loss": loss})
    y = normal(4, *ours.output_shape[1:], seed=4)
    weights = a_step = np.array([0.5, 1.0, 2.0, 0.0], "f") if weighted else None
    if weighted and y.ndim == 3:  # Keras wants one a step where there is a mask
        a_step = np.repeat(weights[:, None], 5, 1)
    same(ours.predict(x), theirs.predict(x, verbose=0))
    same(ours.evaluate(x, y, sample_weight=weights, verbose=0), theirs.evaluate(x, y, sample_weight=a_step, verbose=0))
    for _ in range(3):
        same(ours.train_on_batch(x, y, sample_weight=weights), theirs.train_on_batch(x, y, sample_weight=a_step))
    same(ours.get_weights(), theirs.get_weights())


@pytest.mark.parametrize("metric", ["mae", "accuracy"])
@pytest.mark.parametrize("key, weighted", [("metrics", False), ("metrics", True), ("weighted_metrics", True)])
def test_metrics(metric, key, weighted):
    labelled = metric == "accuracy"
    ours, theirs = twins(one_number_a_step, lambda k: {
        "optimizer": "sgd", key: [metric],
        "loss": k.losses.SparseCategoricalCrossentropy(from_logits=True) if labelled else "mse"})
    y = IDS % 2 if labelled else normal(4, 5, 2)
    weights = np.array([0.5, 1.0, 2.0, 0.0]) if weighted else None
    a_step = np.repeat(weights[:, None], 5, 1) if weighted else None
    same(ours.evaluate(IDS, y, batch_size=2, sample_weight=weights, verbose=0),
         theirs.evaluate(IDS, y, batch_size=2, sample_weight=a_step, verbose=0))


@pytest.mark.parametrize("reduction", ["sum", "sum_over_batch_size", "mean"])
@pytest.mark.parametrize("name", ["SparseCategoricalCrossentropy", "MeanSquaredError"])
def test_reductions(name, reduction):
    settings = {"from_logits": True} if name.startswith("Sparse") else {}
    ours, theirs = twins(one_number_a_step, lambda k: {
        "optimizer": k.optimizers.SGD(0.05), "loss": getattr(k.losses, name)(reduction=reduction, **settings)})
    y = (IDS > 2).astype("int32") if name.startswith("Sparse") else normal(4, 5, 2)
    for _ in range(2):
        same(ours.train_on_batch(IDS, y), theirs.train_on_batch(IDS, y))
    same(ours.get_weights(), theirs.get_weights())


@pytest.mark.parametrize("reduction", ["sum", "sum_over_batch_size", "none", "mean_with_sample_weight"])
@pytest.mark.parametrize("weights", [None, np.arange(20.0).reshape(4, 5)])
@pytest.mark.parametrize("arguments", [{}, {"ignore_class": 2}])
def test_a_loss_by_itself(reduction, weights, arguments):
    logits, labels, results = normal(4, 5, 3), IDS % 3, []
    for k in (nnlite, keras):
        predictions = k.ops.convert_to_tensor(logits)
        predictions._keras_mask = k.ops.convert_to_tensor(IDS > 1)
        loss = k.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=reduction, **arguments)
        results.append(loss(labels, predictions, sample_weight=weights))
    same(*results)


def test_nothing_counts():
    ours, theirs = twins(one_number_a_step, lambda k: {"optimizer": k.optimizers.SGD(0.2), "loss": "mse"})
    none = np.zeros_like(IDS)
    assert ours.train_on_batch(none, normal(4, 5, 2)) == theirs.train_on_batch(none, normal(4, 5, 2)) == 0
    same(ours.get_weights(), theirs.get_weights())
