"""Sizes and values that the visible checks of the dense layer do not show."""

import numpy as np

from nnlite.exercises.checking import close, points


def test_one_of_everything(student):
    """one sample, one input, one unit"""
    close(student.call("dense", np.full((1, 1), 3.0), np.full((1, 1), 2.0), np.ones(1)), [[7.0]], "dense of 1 × 1",
          "Does the result keep both of its axes when they are 1 long?")


def test_sizes(student):
    """as many samples as units, and many of both"""
    for batch, inputs, units in ((4, 3, 4), (4, 4, 4), (70, 90, 80)):
        x, w = student.random.normal(size=(batch, inputs)), student.random.normal(size=(inputs, units))
        b = student.random.normal(size=units) * 10
        close(student.call("dense", x, w, b), np.einsum("ni,ij->nj", x, w) + b,
              f"dense for {batch} samples and {units} units", "Is a bias added for each unit, or for each sample?")


@points(2)
def test_arguments_stay(student):
    """x, w and b are not changed"""
    x, w, b = student.random.normal(size=(4, 3)), student.random.normal(size=(3, 3)), student.random.normal(size=3)
    kept = student.make("dense", x, np.eye(3), np.zeros(3))     # x, on the other side
    student.call("dense", {"kept": kept.number}, w, b)
    close(kept.call("copy"), x, "x after dense(x, w, b)", "Does your code write into one of its arguments?")
