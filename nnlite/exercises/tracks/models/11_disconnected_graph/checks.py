"""A graph whose ends meet again."""

import numpy as np

from nnlite.exercises.checking import equal, expect, points
from nnlite.exercises.modelling import fill, is_close, output, relu, softmax, takes, weight


def test_it_builds(student):
    """build() raises nothing and returns a model with the inputs words and day"""
    takes(student.model("build"), {"words": (30,), "day": (7,)}, "Both Inputs of the drawing are needed. Which one is "
          "left out, or which one is too much?")


def samples(student):
    return {"words": student.random.normal(size=(16, 30)), "day": student.random.normal(size=(16, 7))}


@points(2)
def test_both_count(student):
    """words and day change the topic"""
    model, x = student.model("build"), samples(student)
    takes(model, {"words": (30,), "day": (7,)})
    equal([list(t.shape) for t in model.outputs], [[None, 5]], "the list of the outputs' shapes",
          "What gives the topic?")
    fill(student, model)
    y = output(model, x)
    for name in x:
        changed = np.abs(output(model, x | {name: x[name] + 1}) - y).max()
        expect(changed > 1e-7, f"another topic for another {name}", "the same topic",
               f"Follow {name} line by line. Where does its way end?")


@points(2)
def test_parameters(student):
    """no layer is lost, and each reads what the drawing says"""
    w = student.model("build").get_weights()
    for inputs, units in ((30, 12), (12, 8), (7, 4), (12, 5)):
        question = f"Which tensor does the Dense layer with {units} units read?"
        shapes = [one.shape for one in w]
        if (inputs, units) == (12, 8) and (12, 8) not in shapes:
            question = "Which tensors are joined? A layer that nothing reads is not in the model."
        elif (inputs, units) == (12, 5) and (16, 5) in shapes:
            question = "16 numbers are joined here: 12 and 4. Which 8 does the drawing join with the 4?"
        weight(w, inputs, units, of=f"of the Dense layer with {units} units", question=question)
    equal(sum(one.size for one in w), 372 + 104 + 32 + 65, "the number of parameters", "Which layer is too much?")


@points(2)
def test_numbers(student):
    """it computes what the drawing says"""
    model, x = student.model("build"), samples(student)
    takes(model, {"words": (30,), "day": (7,)})
    w = fill(student, model)

    def dense(tensor, units):
        inputs = tensor.shape[1]
        return tensor @ weight(w, inputs, units, of=f"from {inputs} numbers to {units}") + weight(w, units, of="biases")

    deep, side = relu(dense(relu(dense(x["words"], 12)), 8)), relu(dense(x["day"], 4))
    y = output(model, x)
    right = [softmax(dense(np.concatenate(pair, axis=1), 5)) for pair in ((deep, side), (side, deep))]
    expect(any(is_close(y, one) for one in right), f"about {right[0][0, 0]:.4g} for the first topic of some samples",
           f"{y[0, 0]:.4g}", "Has a layer lost its activation, or does one read another tensor than the drawing says?")
