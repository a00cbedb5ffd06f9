"""x · w + b."""

import numpy as np

from nnlite.exercises.checking import close, points, shaped


def sample(student):
    """A batch, weights and biases of random sizes, no two the same: a wrong axis shows."""
    batch, inputs, units = (int(n) for n in student.random.permutation(np.arange(2, 9))[:3])
    return (student.random.normal(size=(batch, inputs)), student.random.normal(size=(inputs, units)),
            student.random.normal(size=units))


def test_shape(student):
    """dense returns an array of shape (batch, units)"""
    for _ in range(3):
        x, w, b = sample(student)
        shaped(student.call("dense", x, w, b), (len(x), len(b)), "dense(x, w, b)", "What shape has x @ w?")


@points(2)
def test_numbers(student):
    """the numbers are right"""
    x, w, b = sample(student)
    close(student.call("dense", x, w, b), np.einsum("ni,ij->nj", x, w) + b, "dense(x, w, b)",
          "Are the biases in every row?")


def test_no_samples(student):
    """a batch of no samples gives no outputs"""
    _, w, b = sample(student)
    shaped(student.call("dense", np.zeros((0, len(w))), w, b), (0, len(b)), "dense of no samples",
           "Does your code look at x[0]?")
