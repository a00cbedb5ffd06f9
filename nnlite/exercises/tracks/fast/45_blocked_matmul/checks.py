"""A product in blocks."""

import numpy as np

from nnlite.exercises.checking import close, points, shaped
from nnlite.exercises.timing import another, faster, fresh

FASTER = 1.5    # times; with blocks of 8 to 128 it is 5 to 18 times faster for this size, in any order
LARGE = (16, 4000, 600)     # a row of b is 75 pieces of 64 bytes: an odd number spreads rows over the whole cache
NAIVE = """
# cython: boundscheck=False, wraparound=False
import numpy as np

def naive(double[:, ::1] a, double[:, ::1] b):
    result = np.zeros((a.shape[0], b.shape[1]))
    cdef double[:, ::1] c = result
    cdef Py_ssize_t i, j, k
    cdef double total
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            total = 0
            for k in range(a.shape[1]):
                total += a[i, k] * b[k, j]
            c[i, j] = total
    return result
"""


def sample(student, rows, inner, columns):
    """Two matrices."""
    return student.random.normal(size=(rows, inner)), student.random.normal(size=(inner, columns))


def test_shape(student):
    """multiply returns a new array with the rows of a and the columns of b"""
    a, b = sample(student, *(int(n) for n in student.random.permutation(np.arange(2, 10))[:3]))
    shaped(student.call("multiply", a, b), (len(a), b.shape[1]), f"multiply for {a.shape} and {b.shape}",
           "Which two sizes has the result, and which one is summed over?")


@points(2)
def test_full_blocks(student):
    """it is right for sizes that are powers of two"""
    for sizes in ((64, 64, 64), (128, 256, 128)):
        a, b = sample(student, *sizes)
        close(student.call("multiply", a, b), a @ b, f"multiply for {a.shape} and {b.shape}",
              "Does every block along the inner axis add its part, or does the last one overwrite the others?")


@points(2)
def test_part_blocks(student):
    """it is right for sizes that are no multiples of the block"""
    for low, high in ((1, 8), (60, 70), (129, 200)):
        a, b = sample(student, *(int(n) for n in student.random.integers(low, high, 3)))
        close(student.call("multiply", a, b), a @ b, f"multiply for {a.shape} and {b.shape}",
              "Where does the last block end: at a full SIZE, or at the end of the matrix?")


def test_thin(student):
    """it is right for a row, and for a column"""
    n = int(student.random.integers(65, 130))
    for sizes in ((1, n, 1), (n, 1, n), (1, 1, n)):
        a, b = sample(student, *sizes)
        close(student.call("multiply", a, b), a @ b, f"multiply for {a.shape} and {b.shape}",
              "Do all three axes have blocks with an end of their own?")


@points(2)
def test_speed(student):
    """it is at least 1.5 times faster than naive when b is large"""
    mine = fresh(student, "multiply", lambda: sample(student, *LARGE),
                 lambda c, a, b: close(c, a @ b, f"multiply for {a.shape} and {b.shape}"), 1)
    with another(student, NAIVE) as rival:
        theirs = [rival.put(one) for one in sample(student, *LARGE)]
        faster(mine, lambda: rival.seconds("naive", *theirs), FASTER, "naive",
               "Which index moves in the innermost loop, and how far apart are two of its numbers of b?")
