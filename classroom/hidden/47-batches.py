"""Batches of unusual sizes."""

import numpy as np

from nnlite.exercises.checking import close


def sample(student, number):
    y = np.eye(3)[student.random.integers(0, 3, number)]
    return student.random.normal(size=(number, 4)), y, student.random.normal(size=(4, 3)), student.random.normal(size=3)


def right(x, y, w, b, rate, size):
    for start in range(0, len(x), size):
        part = x[start:start + size]
        e = np.exp(part @ w + b)
        error = (e / e.sum(1, keepdims=True) - y[start:start + size]) / len(part)
        w, b = w - rate * part.T @ error, b - rate * error.sum(0)
    return w, b


def test_sizes(student):
    """batches of one sample, of all samples, and larger than all"""
    given = sample(student, 7)
    for size in (1, 7, 50):
        came = student.call("train", *given, 0.3, size)
        for name, one, expected in zip("wb", came, right(*given, 0.3, size), strict=True):
            close(one, expected, f"{name} after an epoch of 7 samples in batches of {size}",
                  "What is a batch of fewer samples divided by?")


def test_unchanged(student):
    """w and b that were given stay as they are"""
    x, y, w, b = sample(student, 9)
    weights, biases = student.put(w), student.put(b)
    student.call("train", x, y, weights, biases, 0.5, 4)
    close(weights.value(), w, "the w that was given, after train", "What does `w -= ...` do to the caller's array?")
    close(biases.value(), b, "the b that was given, after train", "What does `b -= ...` do to the caller's array?")
