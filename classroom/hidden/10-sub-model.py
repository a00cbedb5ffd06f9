"""Cuts that the visible checks do not make."""

import numpy as np

from nnlite.exercises.checking import close, equal


def test_at_the_end(student):
    """cut at the last layer, it is the whole model"""
    whole = student.make("given")
    part = student.make("cut", whole, "kind")
    x = student.random.normal(size=(4, 30))
    close(part.call("predict", x, verbose=0), whole.call("predict", x, verbose=0), "the answer of a cut at the end",
          "Does your code know the layers by heart?")


def test_cut_twice(student):
    """what was cut can be cut again"""
    part = student.make("cut", student.make("cut", student.make("given"), "parts"), "edges")
    equal(student.as_model(part.get(), "cut").count_params(), 30 * 16 + 16, "the number of parameters after two cuts",
          "Does your code count layers from the end?")


def test_no_samples(student):
    """no samples have no features"""
    part = student.as_model(student.make("cut", student.make("given"), "parts").get(), "cut")
    equal(list(np.shape(part(np.zeros((0, 30), np.float32)))), [0, 8], "the shape for no samples")
