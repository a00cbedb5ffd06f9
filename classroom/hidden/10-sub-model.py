"""Cuts that the visible checks do not make."""

from nnlite.exercises.checking import close, equal
from nnlite.exercises.modelling import shape_for_none


def test_at_the_end(student):
    """cut at the last layer, it is the whole model"""
    whole = student.make("given")
    part = student.make("cut", whole, "kind")
    x = student.random.normal(size=(4, 30))
    close(part.call("predict", x, verbose=0), whole.call("predict", x, verbose=0), "the answer of a cut at the end",
          "Does your code know the layers by heart?")


def test_cut_twice(student):
    """what was cut can be cut again"""
    whole = student.make("given")
    once = student.make("cut", whole, "edges")
    twice = student.make("cut", student.make("cut", whole, "parts"), "edges")
    x = student.random.normal(size=(4, 30))
    close(twice.call("predict", x, verbose=0), once.call("predict", x, verbose=0),
          "the features of edges after two cuts", "Does your code count layers from the end?")


def test_no_samples(student):
    """no samples have no features"""
    part = student.as_model(student.make("cut", student.make("given"), "parts").value(), "cut")
    equal(shape_for_none(part), [0, 8], "the shape for no samples")
