"""What crossentropy does at the edges."""

import numpy as np

from nnlite.exercises.checking import close, points


def test_one(student):
    """one sample, and one class"""
    close(student.call("crossentropy", np.array([[1.0, 3.0]]), np.array([[1.0, 0.0]])), np.log(1 + np.exp(2)),
          "the loss of one sample", "Is a batch of one sample still a batch?")
    close(student.call("crossentropy", np.array([[700.0], [-900.0]]), np.ones((2, 1))), 0.0, "the loss with one class",
          "Who has no choice cannot be wrong: is the loss 0?")


@points(2)
def test_shift(student):
    """adding a number to all logits of a row changes nothing"""
    z = np.round(student.random.normal(size=(5, 4)) * 8) / 8
    t = np.eye(4)[student.random.integers(0, 4, 5)]
    shifted = z + student.random.integers(-2000, 2000, size=(5, 1))
    one, other = student.call("crossentropy", z, t), student.call("crossentropy", shifted, t)
    close(other, np.asarray(one), "the loss of shifted logits",
          "Is the same number taken away everywhere in a row?", 1e-3)
