"""Two branches that meet."""

import numpy as np

from nnlite.exercises.checking import equal, expect, points


def test_inputs(student):
    """build() returns a model with the inputs picture and facts"""
    model = student.model("build")
    equal(list(model.input_names), ["picture", "facts"], "model.input_names",
          "In which order stand the Inputs in the list that Model gets, and what are they called?")
    shapes = [tuple(tensor.shape) for tensor in model.inputs]
    equal([list(shape) for shape in shapes], [[None, 64], [None, 6]], "the list of the inputs' shapes",
          "Does the shape of an Input count the batch?")


def test_output(student):
    """the answer is one number between 0 and 1"""
    model = student.model("build")
    equal(list(model.output_shape), [None, 1], "the output's shape", "How many units has the last layer?")
    x = [student.random.normal(size=(20, 64)) * 50, student.random.normal(size=(20, 6)) * 50]
    y = np.asarray(model.predict(x, verbose=0))
    expect(np.all((y >= 0) & (y <= 1)), "answers between 0 and 1", f"answers from {y.min():.3g} to {y.max():.3g}",
           "Which activation gives a probability?")


@points(2)
def test_both_inputs_count(student):
    """both inputs change the answer"""
    model = student.model("build")
    picture, facts = student.random.normal(size=(8, 64)), student.random.normal(size=(8, 6))
    model.set_weights([student.random.normal(size=w.shape) * 0.1 for w in model.get_weights()])
    y = np.asarray(model.predict([picture, facts], verbose=0))
    for name, x in (("picture", [picture + 1, facts]), ("facts", [picture, facts + 1])):
        changed = np.abs(np.asarray(model.predict(x, verbose=0)) - y).max()
        expect(changed > 1e-7, f"another answer for another {name}", "the same answer",
               f"Where does {name} join the other branch?")


@points(2)
def test_parameters(student):
    """it has 1,121 parameters"""
    model = student.model("build")
    equal(model.count_params(), 64 * 16 + 16 + 6 * 8 + 8 + 24 + 1, "the number of parameters",
          "Which layer has too many or too few? model.summary() shows them one by one.")
