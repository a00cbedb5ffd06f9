"""Two branches that meet."""

import numpy as np

from nnlite.exercises.checking import equal, expect, points
from nnlite.exercises.modelling import fill, is_close, output, relu, sigmoid, weight


def test_inputs(student):
    """build() returns a model with the inputs picture and facts"""
    model = student.model("build")
    equal(list(model.input_names), ["picture", "facts"], "model.input_names",
          "In which order stand the Inputs in the list that Model gets, and what are they called?")
    shapes = [tuple(tensor.shape) for tensor in model.inputs]
    equal([list(shape) for shape in shapes], [[None, 64], [None, 6]], "the list of the inputs' shapes",
          "Does the shape of an Input count the batch?")


def samples(student, scale=1.0):
    return {name: scale * student.random.normal(size=(20, width)) for name, width in (("picture", 64), ("facts", 6))}


def test_output(student):
    """the answer is one number between 0 and 1"""
    model = student.model("build")
    equal([list(tensor.shape) for tensor in model.outputs], [[None, 1]], "the list of the outputs' shapes",
          "How many units has the last layer?")
    y = output(model, samples(student, 50))
    expect(np.all((y >= 0) & (y <= 1)), "answers between 0 and 1", f"answers from {y.min():.3g} to {y.max():.3g}",
           "Which activation gives a probability?")


@points(2)
def test_both_inputs_count(student):
    """both inputs change the answer"""
    model, x = student.model("build"), samples(student)
    fill(student, model)
    y = output(model, x)
    for name in x:
        changed = np.abs(output(model, x | {name: x[name] + 1}) - y).max()
        expect(changed > 1e-7, f"another answer for another {name}", "the same answer",
               f"Where does {name} join the other branch?")


@points(2)
def test_parameters(student):
    """it has the parameters of the drawing"""
    model = student.model("build")
    equal(model.count_params(), 64 * 16 + 16 + 6 * 8 + 8 + 24 + 1, "the number of parameters",
          "Which layer has too many or too few? model.summary() shows them one by one.")


@points(2)
def test_numbers(student):
    """it computes what the drawing says"""
    model, x = student.model("build"), samples(student)
    w = fill(student, model)
    a, b = weight(w, 64, 16, of="from picture"), weight(w, 6, 8, of="from facts")
    left, right = x["picture"] @ a + weight(w, 16, of="biases"), x["facts"] @ b + weight(w, 8, of="biases")
    c, d = weight(w, 24, 1, of="of the answer"), weight(w, 1, of="the last bias")
    y = output(model, x)

    def answers(left, right):   # the branches may be joined in either order
        return [sigmoid(np.concatenate(pair, axis=1) @ c + d) for pair in ((left, right), (right, left))]

    question = "Which tensor does each Dense layer read, and what becomes of its numbers then?"
    bare = [*answers(left, right), *answers(relu(left), right), *answers(left, relu(right))]
    if any(is_close(y, one) for one in bare):
        question = "Has each branch its relu?"
    right_ones = answers(relu(left), relu(right))
    expect(any(is_close(y, one) for one in right_ones),
           f"about {right_ones[0][0, 0]:.4g} for the first of some samples", f"{y[0, 0]:.4g}", question)
