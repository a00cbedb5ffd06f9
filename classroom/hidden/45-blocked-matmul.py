"""Blocks at the edges."""

import numpy as np

from nnlite.exercises.checking import close


def test_around_blocks(student):
    """one more and one less than usual sizes of blocks"""
    for size in (15, 17, 31, 33, 63, 65, 127, 129):
        a, b = student.random.normal(size=(size, size + 1)), student.random.normal(size=(size + 1, size - 1))
        close(student.call("multiply", a, b), a @ b, f"multiply for {a.shape} and {b.shape}",
              "Where does the last block end?")


def test_no_rows(student):
    """no rows, or no columns"""
    for rows, columns in ((0, 4), (4, 0)):
        a, b = student.random.normal(size=(rows, 3)), student.random.normal(size=(3, columns))
        close(student.call("multiply", a, b), np.zeros((rows, columns)), f"multiply for {a.shape} and {b.shape}")


def test_again(student):
    """a second call begins with zeros, and what was given stays as it is"""
    a, b = student.random.normal(size=(20, 30)), student.random.normal(size=(30, 10))
    first, second = student.put(a), student.put(b)
    for _ in range(2):
        close(student.call("multiply", first, second), a @ b, "multiply(a, b), called twice")
    close(first.value(), a, "a after multiply(a, b)", "Which array does your code write into?")
    close(second.value(), b, "b after multiply(a, b)", "Which array does your code write into?")
