"""A table of distances without loops."""

import math

import numpy as np

from nnlite.exercises.checking import close, expect, points, shaped
from nnlite.exercises.timing import faster, fresh, timed

FASTER = 3      # times; broadcasting is about 25 times faster than the loop, one loop over the rows 12 times


def sample(student):
    """Two sets of points with as many coordinates; three different sizes."""
    n, m, d = (int(size) for size in student.random.permutation(np.arange(2, 10))[:3])
    return student.random.normal(size=(n, d)), student.random.normal(size=(m, d))


def right(a, b):
    return np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))


def test_shape(student):
    """distances returns a table with a row for each point of a and a column for each of b"""
    a, b = sample(student)
    shaped(student.call("distances", a, b), (len(a), len(b)), f"distances of {len(a)} points from {len(b)}",
           "Which axis is left when you have summed over the coordinates?")


@points(2)
def test_numbers(student):
    """the distances are right"""
    for _ in range(3):
        a, b = sample(student)
        close(student.call("distances", a, b), right(a, b), "distances(a, b)",
              "Squares, then the sum over the coordinates, then the root: are all three there, in this order?")


def test_self(student):
    """a point is at distance 0 from itself"""
    a = student.random.normal(size=(40, 7))
    diagonal = np.diagonal(shaped(student.call("distances", a, a), (40, 40), "distances(a, a)"))
    expect(not np.isnan(diagonal).any(), "distances of 0 from every point to itself", "nan, for some of them",
           "Can rounding make what stands under the root a little less than 0? Which function cuts it off at 0?")
    expect(np.abs(diagonal).max() < 0.01, "distances of 0 from every point to itself",
           f"{np.abs(diagonal).max():.3g}", "Is something added to the squares, or to the distances?")


@points(3)
def test_speed(student):
    """it is at least 3 times faster than the loops"""
    def make():
        return student.random.normal(size=(60, 16)), student.random.normal(size=(80, 16))

    a, b = (points.tolist() for points in make())
    mine = fresh(student, "distances", make, lambda d, a, b: close(d, right(a, b), "distances of 60 points from 80"), 5)
    faster(mine, lambda: timed(python_loop, a, b), FASTER, "three loops in Python",
           "Is there a `for` left that goes through all pairs?")


def python_loop(a, b):
    """The loops of the exercise, with lists, which Python reads faster than arrays."""
    table = []
    for p in a:
        row = []
        for q in b:
            total = 0.0
            for k in range(len(p)):
                total += (p[k] - q[k]) ** 2
            row.append(math.sqrt(total))
        table.append(row)
    return table
