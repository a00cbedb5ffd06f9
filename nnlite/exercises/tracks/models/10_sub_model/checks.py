"""A model that ends earlier."""

import numpy as np

import nnlite
from nnlite.exercises.checking import close, equal, expect, points
from nnlite.exercises.modelling import one_in_one_out, random_weight

WIDTHS = {"edges": 16, "parts": 8}


def both(student, name):
    """The given model, and what was cut out of it, as they are on the student's side."""
    whole = student.make("given")
    shapes = [w.shape for w in student.as_model(whole.value(), "given").get_weights()]
    equal([list(shape) for shape in shapes], [[30, 16], [16], [16, 8], [8], [8, 3], [3]],
          "the list of the weights' shapes of given()",
          "Is given() still as it was? `nnlite exercises reset` brings it back.")
    part = student.make("cut", whole, name)
    student.as_model(part.value(), "cut")
    return whole, part


def test_ends(student):
    """cut(model, name) goes from the model's input to that layer"""
    for name, units in WIDTHS.items():
        _, part = both(student, name)
        one_in_one_out(student.as_model(part.value(), "cut"), 30, units)


def test_nothing_behind(student):
    """it has no layers behind the cut, and none before are lost"""
    for name, count in (("edges", 30 * 16 + 16), ("parts", 30 * 16 + 16 + 16 * 8 + 8)):
        _, part = both(student, name)
        equal(student.as_model(part.value(), "cut").count_params(), count, f"the number of parameters up to {name}",
              "Which layers lie between the input and the cut?")


def features(w, x, name):
    """What the layers give, worked out by hand."""
    edges = np.maximum(x @ w[0] + w[1], 0)
    return edges if name == "edges" else np.tanh(edges @ w[2] + w[3])


@points(2)
def test_numbers(student):
    """it gives what the layer gives inside of the model"""
    for name in WIDTHS:
        whole, part = both(student, name)
        w = [np.asarray(one, dtype=np.float64) for one in student.as_model(whole.value(), "given").get_weights()]
        x = student.random.normal(size=(8, 30))
        close(part.call("predict", x, verbose=0), features(w, x, name), f"the features of {name}",
              "Are these the layers of the model, with its weights, or new ones?", tolerance=1e-3)


@points(2)
def test_same_weights(student):
    """when the model changes, the features follow"""
    for name in WIDTHS:
        whole, part = both(student, name)
        w = [random_weight(student, shape) for shape in ((30, 16), (16,), (16, 8), (8,), (8, 3), (3,))]
        whole.call("set_weights", w)
        x = student.random.normal(size=(8, 30))
        close(part.call("predict", x, verbose=0), features(w, x, name),
              f"the features of {name} after the model changed",
              "Do both models hold the same layers, or does one hold a copy?", tolerance=1e-3)


def test_left_alone(student):
    """the model itself stays whole"""
    whole, _ = both(student, "edges")
    model = student.as_model(whole.value(), "given")
    dense = [one for one in model.layers if isinstance(one, nnlite.layers.Dense)]
    expect(len(dense) == 3 and model.count_params() == 659,
           "given() with its three Dense layers after the cut", f"one with {model.count_params()} parameters",
           "Does your code take something away from the model that it gets?")
