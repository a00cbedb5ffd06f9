"""RMSprop at the edges."""

import numpy as np

from nnlite.exercises.checking import close, points


@points(2)
def test_two_optimizers(student):
    """two optimizers have two memories"""
    one, other = student.make("RMSprop", 0.1), student.make("RMSprop", 0.1)
    g = np.abs(student.random.normal(size=3)) + 3
    one.call("step", [np.zeros(3)], [g * 10])
    came, = other.call("step", [np.zeros(3)], [g])
    close(came, -0.1 * np.sqrt(10) * np.ones(3), "the first step of a second optimizer",
          "Does v belong to the object, or to all of them?")


def test_many_shapes(student):
    """arrays of any shape, the same shape twice too"""
    shapes = [(2, 3), (2, 3), (4,), (2, 1, 2)]
    values = [student.random.normal(size=shape) for shape in shapes]
    gradients = [np.full(shape, float(k + 1)) for k, shape in enumerate(shapes)]
    came = student.make("RMSprop", 0.1).call("step", values, gradients)
    for new, value in zip(came, values, strict=True):
        close(new, value - 0.1 * np.sqrt(10), f"a value of shape {value.shape}", "Has each array a v of its own?")


@points(2)
def test_arguments_stay(student):
    """the arrays that come in are not changed"""
    a = student.random.normal(size=5) + 5
    optimizer = student.make("RMSprop", 0.0)
    path = [optimizer.number, "step"]
    kept = student.game.ask("call", path=path, args=[[a], [a]], kwargs={}, keep=True, repeat=1)   # a, a step of 0 away
    student.make("RMSprop", 0.1).call("step", {"kept": kept}, {"kept": kept})
    came = student.game.ask("call", path=[kept, "__getitem__"], args=[0], kwargs={}, keep=False, repeat=1)
    close(came, a, "a value and its gradient, afterwards", "Does a line with -= or ** change the array that came in?")
