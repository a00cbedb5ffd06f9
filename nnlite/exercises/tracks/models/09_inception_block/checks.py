"""Branches beside each other."""

import numpy as np

from nnlite.exercises.checking import close, equal, expect, points
from nnlite.exercises.modelling import fill, is_close, one_in_one_out, output, relu, weight


def drawn(student):
    """Features, and branches of one, two and three layers, all of them of different widths."""
    features, *units = (int(n) for n in student.random.choice(np.arange(3, 25), 7, replace=False))
    return features, [units[:1], units[1:3], units[3:6]]


def width(branches):
    return sum(units[-1] for units in branches)


def pairs(features, branches):
    """What each Dense layer reads, and how many units it has."""
    return [pair for units in branches for pair in zip([features, *units[:-1]], units, strict=True)]


def test_ends(student):
    """build(features, branches) joins the ends of the branches"""
    features, branches = drawn(student)
    model = student.model("build", features, branches)
    last = [tuple(t.shape)[-1] for t in model.outputs]
    if last == [sum(units for one in branches for units in one)]:
        question = "Does every layer go into the join, or only the last one of each branch?"
    elif len(last) > 1:
        question = "Where do the branches meet?"
    else:
        question = f"The branches are {branches}. What does each give?"
    equal(last, [width(branches)], "the list of the outputs' widths", question)
    one_in_one_out(model, features, width(branches))


@points(2)
def test_parameters(student):
    """every branch begins at the input"""
    features, branches = drawn(student)
    model = student.model("build", features, branches)
    weights = model.get_weights()
    for inputs, units in pairs(features, branches):
        weight(weights, inputs, units, of=f"for the branches {branches} on {features} features",
               question=f"What does the Dense layer with {units} units read?")
    equal(model.count_params(), sum(a * b + b for a, b in pairs(features, branches)), "the number of parameters",
          "Is there a layer that the lists do not name?")


def ends(weights, x, branches, activation):
    """What each branch gives, worked out by hand."""
    found = []
    for units in branches:
        h = x
        for number, one in enumerate(units):
            kernel = weight(weights, h.shape[1], one, of=f"for a layer with {one} units")
            h = activation(h @ kernel + weight(weights, one, of="biases"), number == len(units) - 1)
        found.append(h)
    return found


@points(3)
def test_numbers(student):
    """the branches compute side by side, in their order"""
    features, branches = drawn(student)
    model = student.model("build", features, branches)
    one_in_one_out(model, features, width(branches))
    w, x = fill(student, model), student.random.normal(size=(9, features))
    y = output(model, {model.input_names[0]: x})
    right = ends(w, x, branches, lambda z, last: relu(z))
    question = "What does each branch read, and in which order do they meet?"
    if is_close(y, np.concatenate(ends(w, x, branches, lambda z, last: z), axis=1)):
        question = "Which activation has every layer?"
    elif is_close(y, np.concatenate(ends(w, x, branches, lambda z, last: z if last else relu(z)), axis=1)):
        question = "Which activation has the last layer of a branch?"
    elif is_close(y, np.concatenate(right[::-1], axis=1)):
        question = "In which order are the branches given?"
    close(y, np.concatenate(right, axis=1), "the output", question, tolerance=1e-3)


def test_any_number(student):
    """it works for two branches, and for five"""
    for number in (2, 5):
        depths = student.random.integers(1, 4, number)
        branches = [[int(n) for n in student.random.integers(2, 9, depth)] for depth in depths]
        model = student.model("build", 4, branches)
        came = ([tuple(t.shape) for t in model.outputs], model.count_params())
        expected = ([(None, width(branches))], sum(a * b + b for a, b in pairs(4, branches)))
        expect(came == expected, f"for {branches} on 4 features, outputs {expected[0]} and {expected[1]} parameters",
               f"outputs {came[0]} and {came[1]} parameters", "Does your code say how many branches there are?")
