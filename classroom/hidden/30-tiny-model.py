"""A model at the edges."""

import numpy as np

from nnlite.exercises.checking import close, points


def draw(student, *sizes):
    """Parameters of layers between these sizes."""
    return [student.random.normal(size=shape) for a, b in zip(sizes[:-1], sizes[1:], strict=True)
            for shape in ((a, b), (b,))]


@points(2)
def test_large(student):
    """logits in the thousands give a finite loss and finite gradients"""
    model = student.make("TinyModel", [np.array([[1000.0, 0.0]]), np.zeros(2)])
    x, t = np.array([[2.0], [3.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    close(model.call("loss", x, t), 1000.0, "the loss of one sure and wrong answer, and one right",
          "Is log_softmax used, or a log of a probability?")
    dw, db = model.call("backward", x, t)
    close(dw, [[1.0, -1.0]], "dw", "What is p - t for each of the two samples?")
    close(db, [0.5, -0.5], "db", "What is p - t for each of the two samples?")


def test_one_sample(student):
    """one sample and one layer"""
    w, b = draw(student, 3, 4)
    x, t = student.random.normal(size=(1, 3)), np.eye(4)[[1]]
    p = np.exp(x @ w + b) / np.exp(x @ w + b).sum()
    dw, db = student.make("TinyModel", [w, b]).call("backward", x, t)
    close(dw, x.T @ (p - t), "dw of one sample", "Is a batch of one sample still a batch?")
    close(db, (p - t)[0], "db of one sample", "Is a batch of one sample still a batch?")


@points(2)
def test_two_batches(student):
    """backward changes nothing, whatever batch came before"""
    parameters = draw(student, 3, 5, 2)
    first, second = student.make("TinyModel", parameters), student.make("TinyModel", parameters)
    x, t = student.random.normal(size=(4, 3)), np.eye(2)[[0, 1, 1, 0]]
    first.call("backward", x[:3] + 1, t[:3])
    first.call("forward", x * 2)
    for one, other in zip(first.call("backward", x, t), second.call("backward", x, t), strict=True):
        close(one, other, "a gradient after other batches", "Does something stay in self from the batch before?")
