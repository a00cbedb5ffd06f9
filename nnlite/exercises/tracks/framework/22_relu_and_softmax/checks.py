"""max(0, x), and exp(z) / Σ exp(z)."""

import math

import numpy as np

from nnlite.exercises.checking import close, points, shaped


def probabilities(row):
    """Softmax of one row, slowly and safely, with Python's own numbers."""
    most = max(row)
    powers = [math.exp(value - most) for value in row]
    return [power / math.fsum(powers) for power in powers]


def logits(student):
    """A batch of logits of random size, in eighths: every kind of float holds them exactly."""
    batch, classes = (int(n) for n in student.random.integers(3, 9, 2))
    return np.round(student.random.normal(size=(batch, classes + batch)) * 16) / 8


def test_relu(student):
    """relu keeps positive numbers and makes the others 0"""
    x = student.random.normal(size=tuple(student.random.integers(2, 7, 2))) * 3
    x[0, :2] = -1.5, 2.5
    expected = [[value if value > 0 else 0.0 for value in row] for row in x.tolist()]
    close(student.call("relu", x), expected, "relu(x)", "What becomes of a negative number, and of a positive one?")


def test_rows(student):
    """every row of softmax(z) adds up to 1"""
    z = logits(student)
    p = shaped(student.call("softmax", z), z.shape, "softmax(z)", "Is there one probability for each logit?")
    close(p.sum(axis=1), np.ones(len(z)), "the sum of each row of softmax(z)",
          "Over which axis do you sum? Each sample has a sum of its own.")


@points(2)
def test_softmax(student):
    """the probabilities are right"""
    z = logits(student)
    close(student.call("softmax", z), [probabilities(row) for row in z.tolist()], "softmax(z)",
          "Is it exp of the logit, over the sum of all exp in the same row?")


@points(2)
def test_large(student):
    """logits of a thousand and more do not overflow"""
    z = logits(student) + 1000 * student.random.integers(1, 9)
    close(student.call("softmax", z), [probabilities(row) for row in z.tolist()], "softmax(z) for logits over 1,000",
          "How large is exp(1000)? What may you take away from a row without changing its probabilities?")


@points(2)
def test_different_rows(student):
    """rows of very different sizes do not disturb each other"""
    z = logits(student)
    z[0] += 4000
    z[-1] -= 4000
    close(student.call("softmax", z), [probabilities(row) for row in z.tolist()],
          "softmax(z) with one row near 4,000 and one near -4,000",
          "exp(-4000) is 0, and 0 / 0 is nan. Do you take away the largest number of all, or that of each row?")
