"""log Σ exp(z) - z_right, without an overflow."""

import math

import numpy as np

from nnlite.exercises.checking import close, points, shaped


def logarithm(row):
    """log Σ exp of one row, slowly and safely, with Python's own numbers."""
    most = max(row)
    return most + math.log(math.fsum(math.exp(value - most) for value in row))


def loss(z, t):
    """The mean crossentropy, sample by sample."""
    return sum(logarithm(row) - row[right.index(1)] for row, right in zip(z.tolist(), t.tolist(), strict=True)) / len(z)


def batch(student):
    """Logits in eighths, which every kind of float holds exactly, and right classes, of random sizes."""
    samples, classes = int(student.random.integers(3, 9)), int(student.random.integers(3, 9))
    z = np.round(student.random.normal(size=(samples, classes)) * 16) / 8
    return z, np.eye(classes)[student.random.integers(0, classes, samples)]


def test_log_sum_exp(student):
    """log_sum_exp gives one number for each row"""
    z, _ = batch(student)
    shaped(student.call("log_sum_exp", z), (len(z),), "log_sum_exp(z)",
           "Over which axis do you sum? Is an axis of 1 left?")
    close(student.call("log_sum_exp", z), [logarithm(row) for row in z.tolist()], "log_sum_exp(z)",
          "First exp, then the sum, then log. Did you add again what you took away?")


@points(2)
def test_log_sum_exp_large(student):
    """log_sum_exp holds for logits near 4,000 and near -4,000"""
    z, _ = batch(student)
    z[0] += 4000
    z[1] -= 4000
    close(student.call("log_sum_exp", z), [logarithm(row) for row in z.tolist()], "log_sum_exp(z) for |z| near 4,000",
          "exp(4000) is inf, and log(exp(-4000)) is log(0). Is the largest logit of each row taken away before exp?")


def test_clueless(student):
    """equal logits for all classes cost log(classes)"""
    z, t = batch(student)
    close(student.call("crossentropy", z * 0, t), math.log(z.shape[1]), f"the loss of {z.shape[1]} equal logits",
          "Each probability is 1 / classes. Do you count only the right class, and is it the mean over the samples?")


@points(2)
def test_crossentropy(student):
    """the loss of a batch is right"""
    z, t = batch(student)
    close(student.call("crossentropy", z, t), loss(z, t), "crossentropy(z, t)",
          "Which logit is subtracted: that of the right class, in each row?")


@points(3)
def test_sure_and_wrong(student):
    """who is sure and wrong pays the whole difference of the logits"""
    gap = float(student.random.integers(8, 40) * 100)
    z, t = np.array([[gap, 0.0], [0.0, gap]]), np.array([[0.0, 1.0], [0.0, 1.0]])
    close(student.call("crossentropy", z, t), gap / 2,
          f"the mean loss of one wrong and one right answer, {gap:g} apart",
          "A probability of exp(-1000) is rounded to 0. Is there still a log of a probability somewhere?")
