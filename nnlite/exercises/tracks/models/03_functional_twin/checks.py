"""The same stack in two ways."""

import numpy as np

import nnlite
from nnlite.exercises.checking import close, equal, expect, points
from nnlite.exercises.modelling import fill, one_in_one_out, output, relu, softmax


def rows(model):
    """Shapes and parameters, layer by layer, without the input."""
    return [([*layer.output.shape], layer.count_params()) for layer in model.layers
            if not isinstance(layer, nnlite.layers.InputLayer)]


def test_ends(student):
    """functional() returns a model from 64 numbers to 10"""
    one_in_one_out(student.model("functional"), 64, 10)


def test_is_functional(student):
    """it is a functional model, not a Sequential"""
    model = student.model("functional")
    expect(not isinstance(model, nnlite.Sequential), "a model made with Model(inputs, outputs)", "a Sequential",
           "What would Input((64,)) return if you kept it in a variable?")
    inner = [layer.name for layer in model.layers if isinstance(layer, nnlite.Sequential)]
    expect(not inner, "the layers themselves in the model", f"a Sequential inside of it: {inner}",
           "Can you call each Dense layer on a tensor yourself?")


@points(2)
def test_same_table(student):
    """it has the same table, for any number of units"""
    for units in (32, int(student.random.integers(11, 60))):
        model = student.model("functional", units)
        shapes = [shape for shape, _ in rows(model)]
        equal(shapes, [[None, units], [None, units], [None, 10]], f"the list of shapes for {units} units",
              "Is each layer of the list called once, and does each get what the one before gave?")
        counts = [count for _, count in rows(model)]
        equal(counts, [64 * units + units, units * units + units, units * 10 + 10],
              f"the list of parameters for {units} units", "Which tensor does each layer read?")


@points(2)
def test_same_numbers(student):
    """with the same weights it computes the same"""
    units = int(student.random.integers(11, 60))
    model = student.model("functional", units)
    one_in_one_out(model, 64, 10)
    w = [one.astype(np.float64) for one in fill(student, model)]
    shapes = [list(one.shape) for one in w]
    equal(shapes, [[64, units], [units], [units, units], [units], [units, 10], [10]], "the list of the weights' shapes",
          "Is each layer of the list called once, in the same order?")
    x = student.random.normal(size=(7, 64))
    came = output(model, {model.input_names[0]: x})
    logits = relu(relu(x @ w[0] + w[1]) @ w[2] + w[3]) @ w[4] + w[5]
    question = "Which activation has each of the three layers?"
    if np.allclose(came, logits, rtol=1e-3, atol=1e-4):
        question = "These are no probabilities yet. Which activation has the last layer?"
    close(came, softmax(logits), "the prediction", question, tolerance=1e-3)
