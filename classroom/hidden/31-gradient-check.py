"""Gradient checks at the edges."""

import numpy as np

from nnlite.exercises.checking import close, points


def test_small_arrays(student):
    """one number, and none"""
    f = student.make("example", np.array([2.0]), np.array([3.0]))
    close(student.call("numerical_gradient", {"kept": f.number}, np.array([0.5])), [2 * np.cos(0.5) + 9.0],
          "the gradient of a function of one number", "Is the result an array of one number?", 1e-3)
    f = student.make("example", np.zeros(0), np.zeros(0))
    close(student.call("numerical_gradient", {"kept": f.number}, np.zeros(0)), np.zeros(0), "the gradient of nothing",
          "Does your code look at x[0]?")


@points(2)
def test_opposite(student):
    """opposite gradients have the relative error 1, equal ones 0, in any number of axes"""
    for shape in ((4,), (3, 2), (2, 2, 2)):
        a = student.random.normal(size=shape) + 3
        close(student.call("relative_error", a, -a), 1.0, "the relative error of opposite gradients",
              "What is ‖a - n‖ for n = -a?")
        close(student.call("relative_error", a, a.copy()), 0.0, "the relative error of equal gradients",
              "What is ‖a - a‖?")
        close(student.call("relative_error", a, a * 0), 1.0, "the relative error of a gradient and zeros",
              "Is only one of the two below the line?")
