"""How does a kernel that sees rows work along other axes than the last? Through a copy in which they are the last."""

import operator
from math import prod

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite._memory import empty
from nnlite.ops.op import Op, numpy_step


def some_axes(axes, rank, who):
    """Axes counted from the front, in order; `axes` is one axis, several, or None for all."""
    if axes is None:
        return tuple(range(rank))
    given = axes if isinstance(axes, (tuple, list)) else (axes,)
    try:
        found = [shapes.normalize_axis(operator.index(axis), rank, who) for axis in given]
    except TypeError:
        raise ValueError(f"{who}: an axis is a whole number. Received: axis={axes!r}") from None
    if len(set(found)) < len(found):
        raise ValueError(f"{who}: an axis is named twice. Received: axis={axes!r}")
    return tuple(sorted(found))


def rank_of(x):
    """How many axes an array, a list of numbers or a symbolic tensor has."""
    return len(x.shape) if hasattr(x, "shape") else np.ndim(x)


class Rows:
    """An array with some axes last and joined into one: `rows`, the others in front of it.

    Where these axes are the last ones, rows are a view. Otherwise they are a copy: the steps in `load` fill it, the
    steps in `store` write it back.
    """

    def __init__(self, array, axes):
        rest = [axis for axis in range(array.ndim) if axis not in axes]
        moved = array.transpose(*rest, *axes)
        shape = (*moved.shape[: len(rest)], prod(moved.shape[len(rest) :]))
        self.load, self.store = [], []
        if list(axes) == list(range(len(rest), array.ndim)):
            self.rows = array.reshape(shape)
            return
        self.rows = empty(shape, array.dtype)
        copy = self.rows.reshape(moved.shape)
        self.load = [numpy_step("transpose", np.copyto, copy, moved, access="fF", arrays=(array, self.rows))]
        self.store = [numpy_step("transpose", np.copyto, moved, copy, access="fF", arrays=(self.rows, array))]


class AlongAxes(Op):
    """An activation of rows along any axes: y = f(x), dx from y and dy.

    Shapes: x any -> the same.
    """

    def __init__(self, function, axes):
        self.function = function
        self.axes = axes

    @property
    def name(self):
        return f"{self.function} along {self.axes}"

    def output_shape(self, x):
        return x

    def forward(self, inputs, y):
        x, self.y = Rows(inputs[0], self.axes), Rows(y, self.axes)
        return [*x.load, getattr(kernels, self.function)(x.rows, self.y.rows), *self.y.store]

    def gradient(self, inputs, y, dy, d_inputs):
        dy, dx = Rows(dy, self.axes), Rows(d_inputs[0], self.axes)
        slope = getattr(kernels, f"{self.function}_gradient")
        return [*dy.load, slope(None, self.y.rows, dy.rows, dx.rows), *dx.store]
