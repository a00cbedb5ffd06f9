"""Shapes that the visible checks do not use."""

import numpy as np

from nnlite.exercises.checking import equal


def plain(came):
    """A shape as a list of ints."""
    came = came.tolist() if isinstance(came, np.ndarray) else came
    return [n.item() if isinstance(n, np.ndarray) else n for n in came] if isinstance(came, list) else came


def test_known_batch(student):
    """a batch whose size is known stays"""
    batch = int(student.random.integers(2, 9))
    equal(plain(student.call("after_dense", (batch, 6), 4)), [batch, 4], f"after_dense(({batch}, 6), 4)",
          "Does your code write None, whatever the batch is?")
    equal(plain(student.call("after_flatten", (batch, 3, 5))), [batch, 15], f"after_flatten(({batch}, 3, 5))",
          "Does your code write None, whatever the batch is?")


def test_many_axes(student):
    """many axes, and axes of length one"""
    equal(plain(student.call("after_flatten", (None, 2, 1, 3, 5, 1))), [None, 30],
          "after_flatten((None, 2, 1, 3, 5, 1))", "Is every axis but the first in the product?")
    equal(plain(student.call("after_dense", (None, 2, 1, 3, 5), 1)), [None, 2, 1, 3, 1],
          "after_dense((None, 2, 1, 3, 5), 1)", "Does your code count the axes?")
