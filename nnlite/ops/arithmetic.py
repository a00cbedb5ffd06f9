"""Sums, scales and penalties: the small arithmetic between the large steps."""

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops.op import Op, numpy_step


class Add(Op):
    """y = a + b, shapes alike.    da = db = dy"""

    def output_shape(self, a, b):
        if not shapes.same(a, b):
            raise ValueError(f"add: both sides must have one shape. Received: {a} and {b}")
        return shapes.merge(a, b)

    def forward(self, inputs, y):
        return [kernels.add(*inputs, y)]

    def gradient(self, inputs, y, dy, d_inputs):
        return [kernels.copy(dy, d) for d in d_inputs if d is not None]


class BroadcastAdd(Op):
    """y = a + b where a side is repeated along an axis of size 1.    da = dy summed over the repeated axes"""

    def output_shape(self, a, b):
        result = shapes.broadcast(a, b)
        if result is None:
            raise ValueError(f"add: shapes cannot be broadcast together. Received: {a} and {b}")
        return result

    def forward(self, inputs, y):
        return [numpy_step("add", np.add, *inputs, y, access="ffF", arrays=(*inputs, y))]

    def gradient(self, inputs, y, dy, d_inputs):
        return [sum_to(dy, d) for d in d_inputs if d is not None]


def sum_to(dy, dx):
    """The step that undoes a broadcast: dx = dy summed over every axis along which dx was repeated."""
    padded = dx.reshape((1,) * (dy.ndim - dx.ndim) + dx.shape)
    axes = tuple(axis for axis, length in enumerate(padded.shape) if length == 1 and dy.shape[axis] != 1)
    return numpy_step("sum", np.sum, dy, axes, None, padded, True, access="fF", arrays=(dy, dx))


class Scale(Op):
    """y = factor · x    dx = factor · dy"""

    def __init__(self, factor):
        self.factor = float(factor)

    def output_shape(self, x):
        return x

    def forward(self, inputs, y):
        return [kernels.scale(inputs[0], y, self.factor)]

    def gradient(self, inputs, y, dy, d_inputs):
        return [kernels.scale(dy, d_inputs[0], self.factor)]


class Cast(Op):
    """y = x in another type.    dx = dy in the type of x"""

    floating = False

    def __init__(self, dtype):
        self.dtype = np.dtype(dtype)
        self.differentiable = self.dtype.kind == "f"

    def output_shape(self, x):
        return x

    def output_dtype(self, x):
        return self.dtype

    def forward(self, inputs, y):
        return [numpy_step("cast", np.copyto, y, inputs[0], "unsafe", access="aA", arrays=(inputs[0], y))]

    def gradient(self, inputs, y, dy, d_inputs):
        return [numpy_step("cast", np.copyto, d_inputs[0], dy, "unsafe", access="aA", arrays=(dy, d_inputs[0]))]


class Penalty(Op):
    """y = Σ l1 |w| + l2 w²    dw = dy · (l1 · sign(w) + 2 · l2 · w)    (a number)"""

    def __init__(self, l1, l2):
        self.l1, self.l2 = float(l1), float(l2)

    def output_shape(self, w):
        return ()

    def forward(self, inputs, y):
        return [kernels.penalty(inputs[0], y, self.l1, self.l2)]

    def gradient(self, inputs, y, dy, d_inputs):
        return [kernels.penalty_gradient(inputs[0], dy, d_inputs[0], self.l1, self.l2)]


def add(a, b):
    """a + b, broadcast as NumPy does."""
    first, second = (tuple(getattr(value, "shape", ())) for value in (a, b))
    return (Add() if len(first) == len(second) and shapes.same(first, second) else BroadcastAdd())(a, b)


def cast(x, dtype):
    """x in another type; x itself if it has that type."""
    if hasattr(x, "dtype") and x.dtype == np.dtype(dtype):
        return x
    return Cast(dtype)(x)


def scale(x, factor):
    """factor · x for a plain number."""
    return Scale(factor)(x)


def penalty(w, l1=0.0, l2=0.0):
    """Σ l1 |w| + l2 w²"""
    return Penalty(l1, l2)(w)
