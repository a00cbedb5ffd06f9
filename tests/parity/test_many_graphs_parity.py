"""Do 200 random graphs of layers, ops and nested models give the numbers, gradients and counts that Keras gives?"""

import re

import numpy as np
import pytest

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

from keras_twins import twins  # noqa: E402
from random_graphs import ANY, PAIR, REUSED, ROW, SEQUENCE, draw  # noqa: E402

import nnlite  # noqa: E402

pytestmark = [pytest.mark.filterwarnings("default"), pytest.mark.filterwarnings("ignore:You are using a softmax over")]
SEEDS = range(200)
RANDOM = {"Dropout", "GaussianNoise"}
OVERRULED = {"frozen"}  # while it trains, Keras 3 forgets a `training=False` of the drawing, which its guide relies on


def graph(seed):
    return lambda k: draw(k, seed)[0]


def like(tensors, make):
    """What `make` returns for each tensor, in the structure of a model's inputs or outputs."""
    if isinstance(tensors, dict):
        return {name: make(x) for name, x in tensors.items()}
    return [make(x) for x in tensors] if isinstance(tensors, (list, tuple)) else make(tensors)


def data_for(tensors, seed):
    """Random numbers for every tensor: whole ones below 5, or normal ones."""
    random = np.random.default_rng(seed)
    return like(tensors, lambda x: random.integers(0, 5, (5, *x.shape[1:]), x.dtype) if x.dtype == "int32"
                else random.standard_normal((5, *x.shape[1:]), "f"))


def ends(outputs):
    """The outputs of a model in a list."""
    if isinstance(outputs, dict):
        return [outputs[name] for name in sorted(outputs)]
    return list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]


def close(ours, theirs):
    """Assert that lists of arrays agree to rounding, for its size the largest number of an array counts."""
    assert len(ours) == len(theirs)
    for one, other in zip(map(np.asarray, ours), map(np.asarray, theirs), strict=True):
        assert one.shape == other.shape and one.dtype == other.dtype and np.isfinite(other).all()
        np.testing.assert_allclose(one, other, rtol=3e-5, atol=3e-6 * max(1, np.abs(other).max(initial=0)))


def outputs_and_gradients(k, model, data):
    """What a model answers, and how a mean of squares of it changes with every weight; zeros where it does not."""
    variables = model.trainable_weights if k is nnlite else [w.value for w in model.trainable_weights]
    with (nnlite if k is nnlite else tf).GradientTape() as tape:
        outputs = ends(model(data, training=False))
        loss = sum(k.ops.mean(k.ops.square(y - 0.3)) for y in outputs)
    found = tape.gradient(loss, variables)
    return outputs, [np.zeros(w.shape, "f") if g is None else tf.convert_to_tensor(g)
                     for g, w in zip(found, variables, strict=True)]


def steps_of_the_program(model, data):
    """By how much each weight moves in a step that follows the same gradients at a rate of 1."""
    before = [np.asarray(w) for w in model.trainable_weights]
    model.compile(nnlite.optimizers.SGD(1.0), "mse")
    model.train_on_batch(data, like(model.output, lambda y: np.full((5, *y.shape[1:]), 0.3, "f")))
    return [old - np.asarray(w) for old, w in zip(before, model.trainable_weights, strict=True)]


def names(model):
    """The names of all layers; inner models are numbered differently, as Keras's Sequential hides one more."""
    return [re.sub(r"^(model|functional)(_\d+)?$", "model", layer.name) for layer in model.layers]


def totals(model):
    """The numbers below a summary: of all, of trainable and of other parameters."""
    lines = []
    model.summary(print_fn=lines.append)
    return re.findall(r"(\w+(?:-\w+)?) params: ([\d,]+)", "\n".join(lines))


@pytest.mark.parametrize("seed", SEEDS)
def test_graph(seed):
    ours, theirs = twins(graph(seed), seed=seed)
    data = data_for(theirs.input, seed)
    assert names(ours) == names(theirs)
    assert ours.count_params() == theirs.count_params()
    assert totals(ours) == totals(theirs)
    (outputs, gradients), (expected, wanted) = (outputs_and_gradients(k, model, data)
                                                for k, model in ((nnlite, ours), (keras, theirs)))
    close(outputs, expected)
    close(ends(ours.predict(data)), expected)
    close(gradients, wanted)
    if not {type(layer).__name__ for layer in ours.layers} & {*RANDOM, "BatchNormalization"}:
        close(steps_of_the_program(ours, data), wanted)


@pytest.mark.parametrize("seed", [seed for seed in SEEDS[::5]
                                  if not (RANDOM | OVERRULED) & set(draw(nnlite, seed)[1])])
def test_step_of_training(seed):
    ours, theirs = twins(graph(seed), lambda k: {"optimizer": k.optimizers.SGD(1.0), "loss": "mse"}, seed)
    data, targets = data_for(theirs.input, seed), data_for(theirs.output, seed + 1)
    close(ends(ours.train_on_batch(data, targets)), ends(theirs.train_on_batch(data, targets)))
    close(ours.get_weights(), theirs.get_weights())


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_graph_from_its_configuration(seed):
    ours = draw(nnlite, seed)[0]
    again = type(ours).from_config(ours.get_config())
    again.set_weights(ours.get_weights())
    data = data_for(ours.input, seed)
    close(ends(again.predict(data)), ends(ours.predict(data)))
    assert again.get_config() == ours.get_config()


def test_every_row_of_the_tables_is_drawn():
    drawn = {move for seed in SEEDS for move in draw(nnlite, seed)[1]}
    assert drawn == {*ANY, *PAIR, *REUSED, *ROW, *SEQUENCE}
