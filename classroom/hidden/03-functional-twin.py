"""Sizes that the visible checks do not use."""

from nnlite.exercises.checking import equal
from nnlite.exercises.modelling import shape_for_none


def test_one_unit(student):
    """one unit is enough for a model"""
    model = student.model("functional", 1)
    equal(model.count_params(), 65 + 2 + 20, "the number of parameters for one unit", "Is a size written down?")


def test_no_samples(student):
    """a batch of no samples gives no rows"""
    model = student.model("functional", 5)
    equal(shape_for_none(model), [0, 10], "the shape for no samples")
