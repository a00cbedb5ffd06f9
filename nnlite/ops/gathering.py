"""Take: numbers fetched by their indices, every index checked."""

import numpy as np

from nnlite import shapes
from nnlite._checks import received
from nnlite._dispatch import kernels
from nnlite.ops.arithmetic import Cast
from nnlite.ops.dtypes import as_operand
from nnlite.ops.op import Op, operation
from nnlite.ops.shaping import ravel


class Take(Op):
    """y[…, i, …] = x[…, ids[i], …] along an axis.    dx = the rows of dy, added where they came from

    An embedding is this op along axis 0. `wrap`: a negative index counts from the end.
    """

    floating = False
    adds = True

    def __init__(self, axis, wrap=True, who="take"):
        self.axis, self.wrap, self.who = axis, wrap, who

    def output_shape(self, x, ids):
        return (*x[: self.axis], *ids, *x[self.axis + 1:])

    def forward(self, inputs, y):
        x, ids = inputs
        rows = blocks(x, self.axis)
        step = kernels.take_rows(rows, ids, y.reshape(len(rows), ids.size, rows.shape[2]), self.wrap)
        return [answering(step, self.who, ids, x.shape[self.axis], self.wrap)]

    def gradient(self, inputs, y, dy, d_inputs):
        x, ids = inputs
        dx, d_ids = d_inputs
        steps = [] if d_ids is None else [kernels.zero(d_ids)]
        if dx is not None:
            steps += [kernels.zero(dx), *self.add_gradient(inputs, y, dy, d_inputs)]
        return steps

    def add_gradient(self, inputs, y, dy, d_inputs):
        ids, dx = inputs[1], d_inputs[0]
        if dx is None:
            return []
        rows = blocks(dx, self.axis)
        step = kernels.add_rows(dy.reshape(len(rows), ids.size, rows.shape[2]), ids, rows, self.wrap)
        return [answering(step, self.who, ids, dx.shape[self.axis], self.wrap)]


def blocks(array, axis):
    """The same memory as (everything before the axis, the axis, everything after it)."""
    before, after = (int(np.prod(part)) for part in (array.shape[:axis], array.shape[axis + 1:]))
    return array.reshape(before, array.shape[axis], after)


def answering(step, who, ids, size, wrap=True):
    """The step, which now says which index was bad."""

    def error(position):
        place = tuple(int(i) for i in np.unravel_index(position, ids.shape))
        return IndexError(f"{who}: an index must be from {-size if wrap else 0} to {size - 1}, there are {size}. "
                          f"Received: {ids.reshape(-1)[position]} at position {place if len(place) != 1 else place[0]}")

    step.on_error = error
    return step


def answering_all(step, who, indices, sizes):
    """The same for a kernel that was given an index for each of several axes, in the last axis of `indices`."""

    def error(position):
        *place, axis = (int(i) for i in np.unravel_index(position, indices.shape))
        return IndexError(f"{who}: an index must be from {-sizes[axis]} to {sizes[axis] - 1} along axis {axis}. "
                          f"Received: {indices.reshape(-1)[position]} at position {tuple(place)}")

    step.on_error = error
    return step


def as_indices(value, who, name="indices"):
    """A tensor or array of int32 or int64; other whole numbers are made such, what is none is refused."""
    value = as_operand(value)
    if value.dtype.kind not in "iu" and not (value.dtype.kind != "b" and 0 in value.shape):
        raise TypeError(f"{who}: {name} must be whole numbers. {received(name, value)}, dtype={value.dtype}. "
                        "Cast them to int32.")
    return value if value.dtype in (np.int32, np.int64) else Cast(np.int64)(value)


@operation
def take(x, indices, axis=None):
    """The numbers of x at some indices along an axis, or (axis=None) of x as one row.

    >>> take([[1, 2], [3, 4]], [1, 1, -2], axis=0).tolist()
    [[3, 4], [3, 4], [1, 2]]

    Raises:
        IndexError: There is no such index.
    """
    x = as_operand(x)
    if axis is None:
        x, axis = ravel(x), 0
    return Take(shapes.normalize_axis(axis, len(x.shape), "take"))(x, as_indices(indices, "take"))
