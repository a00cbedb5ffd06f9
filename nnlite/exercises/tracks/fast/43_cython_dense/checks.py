"""Compiled loops."""

import time

import numpy as np

from nnlite.exercises.checking import close, points
from nnlite.exercises.timing import faster, fresh

FASTER = 5      # times; these compiled loops are about 30 times faster than those of Python


def sample(student, batch, inputs, units):
    return (student.random.normal(size=(batch, inputs)), student.random.normal(size=(inputs, units)),
            student.random.normal(size=units))


def test_one_number(student):
    """one sample, one input, one unit: y = x · w + b"""
    x, w, b = (np.abs(one) + 1 for one in sample(student, 1, 1, 1))
    close(student.call("dense", x, w, b), x * w + b, "dense(x, w, b)",
          "Does y begin with the bias, and is x · w added to it?")


@points(2)
def test_numbers(student):
    """the numbers are right for any sizes"""
    for _ in range(3):
        x, w, b = sample(student, *(int(n) for n in student.random.integers(2, 40, 3)))
        close(student.call("dense", x, w, b), x @ w + b, f"dense for x {x.shape} and w {w.shape}",
              "Does every sum begin anew with its bias, and does every weight count once?")


@points(2)
def test_speed(student):
    """it is compiled: at least 5 times faster than a loop in Python"""
    mine = fresh(student, "dense", lambda: sample(student, 64, 64, 32),
                 lambda y, x, w, b: close(y, x @ w + b, "dense(x, w, b)"), 20)
    x, w, b = (one.tolist() for one in sample(student, 8, 64, 32))
    faster(mine, lambda: python_loop(x, w, b) * 64 / 8, FASTER, "three loops in Python",
           "Is every variable in the loops declared with cdef, the counters too?")


def python_loop(x, w, b):
    """Seconds that three loops in Python take."""
    before = time.perf_counter()
    for row in x:
        for j in range(len(b)):
            total = b[j]
            for i, value in enumerate(row):
                total += value * w[i][j]
    return time.perf_counter() - before
