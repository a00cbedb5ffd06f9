"""The gradient of the loss at the edges."""

import numpy as np

from nnlite.exercises.checking import close, points


def test_sure(student):
    """who is sure and right learns nothing, who is sure and wrong learns most"""
    z = np.array([[900.0, 0.0, 0.0], [900.0, 0.0, 0.0]])
    t = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    close(student.call("crossentropy_backward", z, t), [[0, 0, 0], [0.5, -0.5, 0]], "the gradients of two sure answers",
          "What is p when one logit is 900 above the others?")


def test_one_sample(student):
    """one sample, and one class"""
    z = np.round(student.random.normal(size=(1, 4)) * 8) / 8
    t = np.eye(4)[[2]]
    close(student.call("crossentropy_backward", z, t), np.exp(z) / np.exp(z).sum() - t, "the gradient of one sample",
          "Is a batch of one sample still a batch?")
    close(student.call("crossentropy_backward", np.zeros((3, 1)), np.ones((3, 1))), np.zeros((3, 1)),
          "the gradient with one class", "Who has no choice cannot learn.")


@points(2)
def test_chain(student):
    """a larger batch of the same samples halves each gradient"""
    z = np.round(student.random.normal(size=(4, 3)) * 8) / 8
    t = np.eye(3)[student.random.integers(0, 3, 4)]
    once = student.call("crossentropy_backward", z, t)
    twice = student.call("crossentropy_backward", np.concatenate([z, z]), np.concatenate([t, t]))
    close(twice, np.concatenate([once, once]) / 2, "the gradients of a batch that holds each sample twice",
          "By what do you divide?")
