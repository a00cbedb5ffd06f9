"""Sizes that the visible checks do not use."""

import numpy as np

from nnlite.exercises.checking import equal


def number(came):
    return came.item() if isinstance(came, np.ndarray) and came.shape == () else came


def test_large(student):
    """large layers are counted without rounding"""
    inputs, units = (int(n) for n in student.random.integers(50_000, 90_000, 2))
    equal(number(student.call("dense_parameters", inputs, units)), inputs * units + units,
          f"dense_parameters({inputs}, {units})", "Is the count an int all the way?")


def test_only_inputs(student):
    """inputs without a layer have no parameters"""
    n = int(student.random.integers(2, 99))
    equal(number(student.call("stack_parameters", [n])), 0, f"stack_parameters([{n}])", "How many layers are there?")


def test_tuple(student):
    """the widths may be a tuple"""
    equal(number(student.call("stack_parameters", (4, 3, 2))), 23, "stack_parameters((4, 3, 2))",
          "Does your code change the list that it gets?")
