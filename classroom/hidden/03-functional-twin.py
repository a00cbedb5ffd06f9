"""Sizes that the visible checks do not use."""

import numpy as np

from nnlite.exercises.checking import equal


def test_one_unit(student):
    """one unit is enough for a model"""
    model = student.model("functional", 1)
    equal(model.count_params(), 65 + 2 + 20, "the number of parameters for one unit", "Is a size written down?")


def test_no_samples(student):
    """a batch of no samples gives no rows"""
    model = student.model("functional", 5)
    equal(list(np.shape(model(np.zeros((0, 64), np.float32)))), [0, 10], "the shape for no samples")
