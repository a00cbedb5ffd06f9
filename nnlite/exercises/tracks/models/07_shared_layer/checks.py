"""Two inputs through one layer."""

import numpy as np

from nnlite.exercises.checking import equal, expect, points
from nnlite.exercises.modelling import fill, is_close, output, relu, sigmoid, takes, weight


def drawn(student):
    features, units = int(student.random.integers(20, 60)), int(student.random.integers(3, 9))
    x = {name: student.random.normal(size=(12, features)) for name in ("left", "right")}
    return features, units, x


def test_ends(student):
    """build(features, units) goes from left and right to one number"""
    features, units, _ = drawn(student)
    model = student.model("build", features, units)
    takes(model, {"left": (features,), "right": (features,)}, "What are the Inputs called, and how wide are they?")
    equal([list(tensor.shape) for tensor in model.outputs], [[None, 1]], "the list of the outputs' shapes",
          "How many numbers are the answer?")


def test_both_count(student):
    """left and right change the answer"""
    features, units, x = drawn(student)
    model = student.model("build", features, units)
    takes(model, {"left": (features,), "right": (features,)})
    fill(student, model)
    y = output(model, x)
    for name in x:
        changed = np.abs(output(model, x | {name: x[name] + 1}) - y).max()
        expect(changed > 1e-7, f"another answer for another {name}", "the same answer",
               f"On what is the encoder of {name} called?")


@points(2)
def test_parameters(student):
    """there is one encoder, not two"""
    features, units, _ = drawn(student)
    came = student.model("build", features, units).count_params()
    one, last = features * units + units, 2 * units + 1
    question = "Which layers are there? model.summary() shows them one by one."
    if came == 2 * one + last:
        question = "Here are two encoders. How often does your code make a layer, and how often does it call one?"
    equal(came, one + last, f"the number of parameters for {features} features and {units} units", question)


@points(3)
def test_numbers(student):
    """both inputs go through the same weights"""
    features, units, x = drawn(student)
    model = student.model("build", features, units)
    takes(model, {"left": (features,), "right": (features,)})
    w = fill(student, model)
    kernel, bias = weight(w, features, units, of="in one encoder"), weight(w, units, of="its biases")
    c, d = weight(w, 2 * units, 1, of="of the answer"), weight(w, 1, of="the last bias")
    flat = [x[name] @ kernel + bias for name in ("left", "right")]
    y = output(model, x)

    def answers(pair):   # the branches may be joined in either order
        logits = [np.concatenate(sides, axis=1) @ c + d for sides in (pair, pair[::-1])]
        return logits, [sigmoid(one) for one in logits]

    logits, expected = answers([relu(one) for one in flat])
    question = "What does the encoder do with each side, and where do the two meet?"
    if any(is_close(y, one) for one in answers(flat)[1]):
        question = "Has the encoder its relu?"
    elif any(is_close(y, one) for one in logits):
        question = "Which activation makes the last number a probability?"
    expect(any(is_close(y, one) for one in expected), f"about {expected[0][0, 0]:.4g} for the first of some pairs",
           f"{y[0, 0]:.4g}", question)
