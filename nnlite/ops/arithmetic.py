"""Scales, casts and penalties: the small arithmetic between the large steps."""

import numpy as np

from nnlite._checks import sentence
from nnlite._dispatch import kernels
from nnlite.ops.array import Array
from nnlite.ops.op import Op, Symbolic, numpy_step, operation


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
    """y = x in another type.    dx = dy in the type of x; nothing flows back through a type that is no float"""

    floating = False

    def __init__(self, dtype):
        self.dtype = self.key = np.dtype(dtype)
        self.differentiable = self.dtype.kind == "f"

    def output_shape(self, x):
        return x

    def output_dtype(self, x):
        return self.dtype

    def forward(self, inputs, y):
        return [numpy_step("cast", np.copyto, y, inputs[0], "unsafe", access="aA", arrays=(inputs[0], y))]

    def gradient(self, inputs, y, dy, d_inputs):
        if d_inputs[0] is None:  # whole numbers
            return []
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


def as_type(value, dtype):
    """What an op reads: a tensor, variable or array in a type, itself if it has it; a number as a NumPy number."""
    if isinstance(value, (Symbolic, np.ndarray)):
        return value if value.dtype == dtype else Cast(dtype)(value)
    return np.asarray(value, dtype)[()]


def as_dtype(dtype, who):
    """A NumPy type by its name."""
    try:
        return np.dtype(getattr(dtype, "name", dtype))
    except TypeError:
        raise ValueError(sentence(who, "there is no such type of numbers", "dtype", dtype,
                                  "Write dtype='float32', 'float64', 'int32', 'int64', 'uint8' or 'bool'.")) from None


@operation
def cast(x, dtype):
    """x in another type.

    >>> import nnlite
    >>> nnlite.ops.cast([0.5, 1.5], "int32")
    Array([0, 1], dtype=int32)
    """
    dtype = as_dtype(dtype, "cast")
    if isinstance(x, (Symbolic, Array)) and x.dtype == dtype:
        return x
    return Cast(dtype)(x)


@operation
def scale(x, factor):
    """factor · x for a plain number."""
    return Scale(factor)(x)


@operation
def penalty(w, l1=0.0, l2=0.0):
    """Σ l1 |w| + l2 w²"""
    return Penalty(l1, l2)(w)
