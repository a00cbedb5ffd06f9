"""The largest and the smallest number over axes, and where they are."""

import functools

import numpy as np

from nnlite._memory import empty
from nnlite.ops import expressions as f
from nnlite.ops.dtypes import as_operand
from nnlite.ops.op import numpy_step, operation
from nnlite.ops.reduction import INT, Reduction


class Extreme(Reduction):
    """y = the largest (smallest) x    dx = dy, in equal parts where several are equal"""

    def __init__(self, function, axis=None, keepdims=False, initial=None):
        super().__init__(axis, keepdims)
        self.function = function
        self.initial = initial

    @property
    def name(self):
        return "max" if self.function is np.maximum else "min"

    def output_shape(self, x):
        if self.initial is None and 0 in [x[axis] for axis in self.axes(len(x))]:
            raise ValueError(f"{self.name}: there is no {self.name} of no numbers. Received: x.shape={x}, "
                             f"axis={self.axis}. Give an initial value, which is the result then.")
        return super().output_shape(x)

    def forward(self, inputs, y):
        options = {} if self.initial is None else {"initial": y.dtype.type(self.initial)}
        return [self.reduce(self.function, inputs[0], y, **options)]

    def gradient(self, inputs, y, dy, d_inputs):
        (x,), dx = inputs, d_inputs[0]
        y, dy = self.kept(x, y), self.kept(x, dy)
        share = empty(dy.shape, dy.dtype)
        return [
            numpy_step("equal", functools.partial(np.equal, x, y, out=dx), access="aaA", arrays=(x, y, dx)),
            *f.sum_over(dx, None, share),
            *f.assign(share, f.leaf(dy) / f.maximum(f.leaf(share), 1)),  # at least 1: the initial value may be larger
            *f.assign(dx, f.leaf(dx) * f.leaf(share)),
        ]


class Position(Reduction):
    """y = where along an axis the largest (smallest) x is, the first of several; without an axis, in the flattened x"""

    differentiable = False

    def __init__(self, method, axis=None, keepdims=False):
        super().__init__(axis, keepdims)
        self.method = method

    @property
    def name(self):
        return self.method

    def output_shape(self, x):
        if isinstance(self.axis, (list, tuple)):
            raise ValueError(f"{self.name}: one axis is needed, or None for all. Received: axis={self.axis}")
        if 0 in [x[axis] for axis in self.axes(len(x))]:
            raise ValueError(f"{self.name}: there is no place among no numbers. Received: x.shape={x}, "
                             f"axis={self.axis}")
        return super().output_shape(x)

    def output_dtype(self, x):
        return INT

    def forward(self, inputs, y):
        (x,) = inputs
        flat, axis = (x.reshape(-1), 0) if self.axis is None else (x, self.axis)
        places = np.empty(without(flat.shape, axis), np.intp)  # the only type that NumPy writes them in
        return [
            numpy_step(self.name, getattr(flat, self.method), axis, places, access="aA", arrays=(x, places)),
            numpy_step("cast", np.copyto, y.reshape(places.shape), places, "unsafe", access="Aa", arrays=(y, places)),
        ]


def without(shape, axis):
    """A shape without one of its axes."""
    return tuple(size for position, size in enumerate(shape) if position != axis % len(shape))


@operation
def max(x, axis=None, keepdims=False, initial=None):
    """The largest x, at least `initial` if that is given; the gradient goes to all the largest, in equal parts."""
    return Extreme(np.maximum, axis, keepdims, initial)(as_operand(x))


@operation
def min(x, axis=None, keepdims=False, initial=None):
    """The smallest x, at most `initial` if that is given; the gradient goes to all the smallest, in equal parts."""
    return Extreme(np.minimum, axis, keepdims, initial)(as_operand(x))


@operation
def amax(x, axis=None, keepdims=False):
    """The largest x: another name for `max`."""
    return Extreme(np.maximum, axis, keepdims)(as_operand(x))


@operation
def amin(x, axis=None, keepdims=False):
    """The smallest x: another name for `min`."""
    return Extreme(np.minimum, axis, keepdims)(as_operand(x))


@operation
def argmax(x, axis=None, keepdims=False):
    """Where the largest x is, the first of several

    >>> argmax([[1, 3, 2], [5, 4, 5]], axis=-1).tolist()
    [1, 0]
    """
    return Position("argmax", axis, keepdims)(as_operand(x))


@operation
def argmin(x, axis=None, keepdims=False):
    """Where the smallest x is, the first of several"""
    return Position("argmin", axis, keepdims)(as_operand(x))
