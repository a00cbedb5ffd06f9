"""Backwards at the edges."""

import numpy as np

from nnlite.exercises.checking import close, points


def test_relu_shapes(student):
    """relu_backward works for one axis and for three"""
    for shape in ((7,), (2, 3, 4)):
        dy, x = student.random.normal(size=shape), student.random.normal(size=shape)
        close(student.call("relu_backward", dy, x), np.where(x > 0, dy, 0), f"relu_backward for the shape {shape}",
              "Does your code count on two axes?")


def test_one_sample(student):
    """one sample that is sure, and one class"""
    close(student.call("softmax_backward", np.array([[5.0, -2.0, 1.0]]), np.array([[0.0, 1.0, 0.0]])), np.zeros((1, 3)),
          "dz of a sure answer", "What does softmax still change when one probability is 1?")
    close(student.call("softmax_backward", np.array([[5.0], [2.0]]), np.ones((2, 1))), np.zeros((2, 1)),
          "dz with one class", "Can the probability of a single class change?")


@points(2)
def test_arguments_stay(student):
    """dy, x and p are not changed"""
    a = student.random.normal(size=(3, 4)) ** 2 + 0.5
    kept = student.make("relu_backward", a, np.ones((3, 4)))    # a, on the other side
    p = a / a.sum(axis=1, keepdims=True)
    student.call("relu_backward", {"kept": kept.number}, -a)
    student.call("softmax_backward", {"kept": kept.number}, p)
    close(kept.call("copy"), a, "dy afterwards", "Do you write zeros into dy itself?")
