"""Branches that the visible checks do not use."""

import numpy as np

from nnlite.exercises.checking import equal, expect
from nnlite.exercises.modelling import fill, output, shape_for_none


def test_apart(student):
    """what happens in one branch stays in its columns"""
    model = student.model("build", 6, [[3], [4, 5], [2, 7]])
    w, x = fill(student, model), {model.input_names[0]: student.random.normal(size=(16, 6))}
    y = output(model, x)
    model.set_weights([one * 0 if one.shape in ((6, 4), (4, 5), (4,), (5,)) else one for one in w])
    moved = np.flatnonzero(np.abs(output(model, x) - y).max(axis=0) > 1e-6)
    expect(len(moved) and set(moved.tolist()) <= {3, 4, 5, 6, 7}, "changes in columns 3 to 7 only", f"{moved.tolist()}",
           "Does one branch read another?")


def test_same_widths(student):
    """branches of the same widths have weights of their own"""
    model = student.model("build", 3, [[4, 4], [4, 4], [4]])
    equal(model.count_params(), 3 * 16 + 2 * 20, "the number of parameters", "Is a layer used twice?")
    equal(shape_for_none(model), [0, 12], "the shape for no samples")
