"""The gradients of a dense layer at the edges."""

import numpy as np

from nnlite.exercises.checking import close, points
from nnlite.exercises.student import Kept


def test_one_sample(student):
    """one sample, and one of everything"""
    for batch, inputs, units in ((1, 4, 3), (1, 1, 1), (5, 1, 1)):
        dy, x = student.random.normal(size=(batch, units)), student.random.normal(size=(batch, inputs))
        w = student.random.normal(size=(inputs, units))
        dx, dw, db = student.call("dense_backward", dy, x, w)
        at = f"for {batch} × {inputs} inputs and {units} units"
        close(dx, np.einsum("nj,ij->ni", dy, w), f"dx {at}", "Does an axis of length 1 get lost?")
        close(dw, np.einsum("ni,nj->ij", x, dy), f"dw {at}", "Does an axis of length 1 get lost?")
        close(db, np.einsum("nj->j", dy), f"db {at}", "Does an axis of length 1 get lost?")


def test_square(student):
    """as many samples as inputs and units"""
    dy, x, w = (student.random.normal(size=(5, 5)) for _ in range(3))
    dx, dw, _ = student.call("dense_backward", dy, x, w)
    close(dx, np.einsum("nj,ij->ni", dy, w), "dx for 5 × 5 × 5", "Here every product fits. Is it the right one?")
    close(dw, np.einsum("ni,nj->ij", x, dy), "dw for 5 × 5 × 5", "Here every product fits. Is it the right one?")


@points(2)
def test_arguments_stay(student):
    """dy, x and w are not changed"""
    a = student.random.normal(size=(4, 4))
    three = student.make("dense_backward", a, np.eye(4), np.eye(4))
    dx = student.game.ask("call", path=[three.number, "__getitem__"], args=[0], kwargs={}, keep=True, repeat=1)
    student.call("dense_backward", {"kept": dx}, {"kept": dx}, {"kept": dx})    # dx is a, on the other side
    close(Kept(student, dx).call("copy"), a, "an argument, afterwards", "Do you write into dy, x or w?")
