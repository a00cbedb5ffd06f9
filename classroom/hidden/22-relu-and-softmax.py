"""What softmax and relu do at the edges."""

import numpy as np

from nnlite.exercises.checking import close, points


def test_sure(student):
    """one logit far above the others has the probability 1, a single class too"""
    close(student.call("softmax", np.array([[0.0, 5000.0, -5000.0]])), [[0.0, 1.0, 0.0]], "softmax([[0, 5000, -5000]])",
          "Which differences of logits does exp get?")
    close(student.call("softmax", np.array([[3.0], [-900.0]])), [[1.0], [1.0]], "softmax of one class",
          "What is a number divided by itself?")


def test_one_sample(student):
    """a batch of one sample"""
    z = np.round(student.random.normal(size=(1, 5)) * 8) / 8
    close(student.call("softmax", z), np.exp(z) / np.exp(z).sum(), "softmax of one sample",
          "Is the result still of the shape (1, classes)?")


@points(2)
def test_arguments_stay(student):
    """x and z are not changed"""
    x = student.random.normal(size=(3, 4)) ** 2 + 1
    kept = student.make("relu", x)      # x, on the other side
    student.call("softmax", {"kept": kept.number})
    close(kept.call("copy"), x, "z after softmax(z)", "Do you write `z -=` where a new array is meant?")
    z = student.random.normal(size=(3, 4))
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    kept = student.make("softmax", z)
    kept.call("__isub__", np.full((3, 4), 0.25))        # some are negative now
    student.call("relu", {"kept": kept.number})
    close(kept.call("copy"), p - 0.25, "x after relu(x)", "Do you write zeros into x itself?")
