"""A dense layer at the edges."""

import numpy as np

from nnlite.exercises.checking import close, shaped


def test_no_samples(student):
    """a batch of no samples gives no outputs"""
    w, b = student.random.normal(size=(3, 4)), student.random.normal(size=4)
    shaped(student.call("dense", np.zeros((0, 3)), w, b), (0, 4), "dense of no samples", "Does your code look at x[0]?")


def test_again(student):
    """a second call does not change what the first one returned, nor what was given"""
    x, w, b = student.random.normal(size=(5, 3)), student.random.normal(size=(3, 4)), student.random.normal(size=4)
    given = [student.put(one) for one in (x, w, b)]
    first = student.make("dense", *given)
    student.call("dense", x + 1, w, b)
    close(first.value(), x @ w + b, "the first result after a second call", "Is a new array made in every call?")
    for name, kept, before in zip("xwb", given, (x, w, b), strict=True):
        close(kept.value(), before, f"{name} after dense(x, w, b)", "Which array does your code write into?")
