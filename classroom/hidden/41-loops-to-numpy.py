"""Distances at the edges."""

import numpy as np

from nnlite.exercises.checking import close


def right(a, b):
    return np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))


def test_one_coordinate(student):
    """points with one coordinate, and single points"""
    for n, m, d in ((5, 3, 1), (1, 4, 3), (4, 1, 3), (1, 1, 1)):
        a, b = student.random.normal(size=(n, d)), student.random.normal(size=(m, d))
        close(student.call("distances", a, b), right(a, b), f"distances for {a.shape} and {b.shape}",
              "Is there an axis of size 1 that your code drops?")


def test_unchanged(student):
    """the points stay as they are"""
    a, b = student.random.normal(size=(6, 4)), student.random.normal(size=(5, 4))
    first, second = student.put(a), student.put(b)
    student.call("distances", first, second)
    close(first.value(), a, "a after distances(a, b)", "Which array does your code write into?")
    close(second.value(), b, "b after distances(a, b)", "Which array does your code write into?")
