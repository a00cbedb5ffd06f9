"""A block that adds its input."""

import numpy as np

from nnlite.exercises.checking import close, equal, expect, points
from nnlite.exercises.modelling import fill, is_close, one_in_one_out, output, relu


def sizes(student):
    features, units = (int(n) for n in student.random.choice(np.arange(5, 30), 2, replace=False))
    return features, units


def predicted(student, features, units, blocks=1, zeros=False):
    """Weights, inputs and the prediction of a model with weights that are known."""
    model = student.model("build", features, units, blocks)
    one_in_one_out(model, features, features)
    if zeros:
        model.set_weights([np.zeros(np.shape(w)) for w in model.get_weights()])
        weights = []
    else:
        weights = fill(student, model)
    x = student.random.normal(size=(9, features)) * 2
    return weights, x, output(model, {model.input_names[0]: x})


def test_ends(student):
    """build(features, units) gives as many numbers as it gets"""
    features, units = sizes(student)
    one_in_one_out(student.model("build", features, units), features, features)


def test_parameters(student):
    """one block has two Dense layers"""
    features, units = sizes(student)
    equal(student.model("build", features, units).count_params(), 2 * features * units + units + features,
          f"the number of parameters for {features} features and {units} units",
          "Down to `units`, and back to `features`: does each layer read what it should?")


@points(2)
def test_shortcut(student):
    """with weights of zero, what is positive goes through unchanged"""
    features, units = sizes(student)
    _, x, y = predicted(student, features, units, zeros=True)
    question = "What is added to the result of the second Dense layer?"
    if is_close(y, x):
        question = "Here negative numbers come through as well. What follows the sum?"
    close(y, relu(x), "the output for weights of zero", question)


def chained(weights, x, features, units, blocks, inner=relu, middle=None, outer=relu, shortcut=True):
    """The formula, block by block, or what comes of it with a mistake."""
    def of(*shape):
        found = [w.astype(np.float64) for w in weights if w.shape == shape]
        expect(len(found) == blocks, f"{blocks} weights of shape {shape}", f"{len(found)} of them",
               "Has each block its own two Dense layers?")
        return found

    pairs = zip(of(features, units), of(units), of(units, features), of(features), strict=True)
    for w1, b1, w2, b2 in pairs:
        h = inner(x @ w1 + b1) @ w2 + b2
        h = middle(h) if middle else h
        x = outer(x + h if shortcut else h)
    return x


def same(x):
    return x


@points(2)
def test_numbers(student):
    """a block computes relu(x + W2 · relu(W1 · x + b1) + b2)"""
    features, units = sizes(student)
    w, x, y = predicted(student, features, units)
    question = "Which tensor does each of the two Dense layers read, and which two are added?"
    mistakes = {
        "What does the shortcut add?": {"shortcut": False},
        "Where does the relu stand that comes last: before the sum or after it?": {"middle": relu},
        "What follows the sum?": {"outer": same},
        "What follows the sum, and what the second Dense layer?": {"middle": relu, "outer": same},
        "Which activation has the first Dense layer?": {"inner": same},
    }
    for asks, mistake in mistakes.items():
        if is_close(y, chained(w, x, features, units, 1, **mistake)):
            question = asks
    close(y, chained(w, x, features, units, 1), "the output", question, tolerance=1e-3)


@points(2)
def test_blocks(student):
    """several blocks stand on each other, each with its own weights"""
    features, units = sizes(student)
    blocks = int(student.random.integers(2, 5))
    w, x, y = predicted(student, features, units, blocks)
    close(y, chained(w, x, features, units, blocks), f"the output of {blocks} blocks",
          "What goes into the second block, and what does its shortcut add?", tolerance=1e-3)
