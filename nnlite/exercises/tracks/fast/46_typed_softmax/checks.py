"""Softmax in C, with everything typed."""

import math
import re
import time

import numpy as np

from nnlite.exercises.checking import close, expect, points, shaped
from nnlite.exercises.timing import faster, fresh

FASTER = 2      # times; with the exp of C it is about 10 times faster than Python with math.exp
RELEASED = re.compile(r"\bwith\s+(cython\.)?nogil\b|\bnogil\s*=\s*True")
COMMENTS = re.compile(r"#[^\n]*|\"\"\".*?\"\"\"|'''.*?'''", re.DOTALL)


def right(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def sample(student):
    rows, columns = (int(n) for n in student.random.integers(2, 20, 2))
    return student.random.normal(size=(rows, columns)) * 2


def test_sums(student):
    """every row of softmax(x) sums to 1"""
    x = sample(student)
    p = shaped(student.call("softmax", x), x.shape, "softmax(x)", "Does the function return the array behind p?")
    close(p.sum(axis=1), np.ones(len(x)), "the sum of each row", "What is each exp of a row divided by?")


@points(2)
def test_numbers(student):
    """the numbers are right"""
    for _ in range(3):
        x = sample(student)
        close(student.call("softmax", x), right(x), "softmax(x)", "Does the sum begin with 0 again in every row?")


@points(2)
def test_large(student):
    """scores of 1,000 and of -1,000 give no nan and no inf"""
    for shift, question in ((1000, "What is taken away from the scores before exp?"),
                            (-1000, "If all scores of a row are negative, where does the search begin?")):
        x = sample(student) + shift
        p = shaped(student.call("softmax", x), x.shape, "softmax(x)")
        expect(np.isfinite(p).all(), f"finite probabilities for scores around {shift:,}", "nan or inf",
               question)
        close(p, right(x), f"softmax of scores around {shift:,}", question)


def test_nogil(student):
    """the loops run without the GIL"""
    x = sample(student)
    close(student.call("softmax", x), right(x), "softmax(x)")
    code = COMMENTS.sub("", student.source)
    expect(RELEASED.search(code), "`with nogil:` around the loops",
           "a file without it: softmax holds the GIL all the time",
           "Which lines of softmax work with numbers only, and can stand inside `with nogil:`?")


@points(2)
def test_speed(student):
    """it is at least 2 times faster than loops in Python"""
    mine = fresh(student, "softmax", lambda: (student.random.normal(size=(200, 20)),),
                 lambda p, x: close(p, right(x), "softmax(x)"), 20)
    rows = student.random.normal(size=(40, 20)).tolist()
    faster(mine, lambda: python_loop(rows) * 5, FASTER, "loops in Python with math.exp",
           "Is every variable declared with cdef, and is exp the one of libc.math?")


def python_loop(rows):
    """Seconds that loops in Python take."""
    before = time.perf_counter()
    for row in rows:
        most = row[0]
        for value in row:
            if value > most:
                most = value
        total, new = 0.0, []
        for value in row:
            new.append(math.exp(value - most))
            total += new[-1]
        for j in range(len(row)):
            new[j] /= total
    return time.perf_counter() - before
