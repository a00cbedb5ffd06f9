"""Windows: a part of an array that begins where the data say."""

import builtins

import numpy as np

from nnlite._dispatch import kernels
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import as_indices
from nnlite.ops.joining import converted
from nnlite.ops.op import Op, Symbolic, numpy_step, operation
from nnlite.ops.shaping import as_shape


class Window(Op):
    """y = x[start : start + shape] along every axis.    dx = dy there, 0 elsewhere"""

    floating = False

    def __init__(self, shape):
        self.shape = shape

    def output_shape(self, x, start):
        check_window("slice", x, start, self.shape)
        return self.shape

    def forward(self, inputs, y):
        x, start = inputs
        return [numpy_step("slice", read, "slice", x, start, y, access="aaA", arrays=(x, start, y))]

    def gradient(self, inputs, y, dy, d_inputs):
        start = inputs[1]
        steps = [kernels.zero(d) for d in d_inputs if d is not None]
        if d_inputs[0] is not None:
            steps.append(numpy_step("slice, gradient", write, "slice", dy, start, d_inputs[0], access="aaA",
                                    arrays=(dy, start, d_inputs[0])))
        return steps


class WindowUpdate(Op):
    """y = x, its window at `start` replaced by updates.    dx = dy, 0 in the window; dupdates = dy in the window"""

    floating = False

    def output_shape(self, x, start, updates):
        check_window("slice_update", x, start, updates)
        return x

    def forward(self, inputs, y):
        x, start, updates = inputs
        return [kernels.copy(x, y), numpy_step("slice_update", write, "slice_update", updates, start, y, access="aaA",
                                               arrays=(updates, start, y))]

    def gradient(self, inputs, y, dy, d_inputs):
        _, start, updates = inputs
        dx, d_start, d_updates = d_inputs
        steps = [] if d_start is None else [kernels.zero(d_start)]
        if dx is not None:
            nothing = np.zeros((), dx.dtype)
            steps += [kernels.copy(dy, dx), numpy_step(
                "slice_update, gradient", write, "slice_update", np.broadcast_to(nothing, updates.shape), start, dx,
                access="aA", arrays=(start, dx))]
        if d_updates is not None:
            steps.append(numpy_step("slice", read, "slice_update", dy, start, d_updates, access="aaA",
                                    arrays=(dy, start, d_updates)))
        return steps


def check_window(who, x, start, shape):
    """Raise where a window cannot be a part of x."""
    fits = len(shape) == len(x) and all(part is None or size is None or 0 <= part <= size
                                        for part, size in zip(shape, x, strict=False))
    if not fits or start not in ((len(x),), (None,)):
        raise ValueError(f"{who}: a first index and a size, no larger than the axis, for every axis. Received: "
                         f"inputs.shape={x}, start_indices.shape={start}, a part of shape {tuple(shape)}")


def window(who, array, start, shape):
    """The part of an array as a view; IndexError where it is not within."""
    ends = [first + size for first, size in zip(start, shape, strict=True)]
    for axis, (first, end) in enumerate(zip(start, ends, strict=True)):
        if first < 0 or end > array.shape[axis]:
            raise IndexError(f"{who}: the part must lie within the array. Received: {first} to {end} along axis {axis} "
                             f"of shape {array.shape}")
    return array[tuple(builtins.slice(*pair) for pair in zip(start, ends, strict=True))]


def read(who, x, start, y):
    """y = the part of x"""
    y[...] = window(who, x, start.tolist(), y.shape)


def write(who, x, start, y):
    """the part of y = x"""
    window(who, y, start.tolist(), x.shape)[...] = x


def starts(value, who):
    """First indices, all known or as a tensor."""
    if isinstance(value, (list, tuple)) and any(isinstance(v, Symbolic) for v in value):
        raise TypeError(f"{who}: start_indices are whole numbers or one tensor of them. Received: {value}. "
                        "Use ops.stack on them.")
    return as_indices(value, who, "start_indices")


@operation
def slice(inputs, start_indices, shape):
    """The part of the inputs of a shape that begins at some indices, which may be computed by the model.

    >>> slice([[1, 2, 3], [4, 5, 6]], (0, 1), (2, 2)).tolist()
    [[2, 3], [5, 6]]

    Raises:
        IndexError: The part is not within the inputs.
    """
    return Window(as_shape(shape, "slice"))(as_operand(inputs), starts(start_indices, "slice"))


@operation
def slice_update(inputs, start_indices, updates):
    """The inputs with the part that begins at some indices replaced by updates.

    >>> slice_update([1, 2, 3, 4], (1,), [8, 9]).tolist()
    [1, 8, 9, 4]

    Raises:
        IndexError: The part is not within the inputs.
    """
    inputs = as_operand(inputs)
    return WindowUpdate()(inputs, starts(start_indices, "slice_update"), converted(as_operand(updates), inputs.dtype))
