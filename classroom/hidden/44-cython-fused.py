"""A fused loop at the edges."""

import numpy as np

from nnlite.exercises.checking import close


def test_small(student):
    """no samples, one sample, one input, one unit"""
    for batch, inputs, units in ((0, 3, 2), (1, 5, 3), (4, 1, 3), (4, 3, 1)):
        x, w, b = (student.random.normal(size=size) for size in ((batch, inputs), (inputs, units), (units,)))
        out = student.put(np.full((batch, units), 7.0))
        student.call("dense_relu", x, w, b, out)
        close(out.value(), np.maximum(x @ w + b, 0), f"out for x {x.shape} and w {w.shape}")


def test_unchanged(student):
    """x, w and b stay as they are"""
    before = [student.random.normal(size=size) for size in ((5, 4), (4, 3), (3,))]
    given = [student.put(one) for one in before]
    student.call("dense_relu", *given, student.put(np.zeros((5, 3))))
    for name, kept, one in zip("xwb", given, before, strict=True):
        close(kept.value(), one, f"{name} after dense_relu", "Which array does your code write into?")
