"""Diagonals and triangles of matrices."""

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops.dtypes import as_operand
from nnlite.ops.moves import Move, Rearrange, strides_of
from nnlite.ops.op import Op, numpy_step, operation
from nnlite.ops.shaping import ravel
from nnlite.ops.transposing import transpose


class Triangle(Op):
    """The numbers of the last two axes below (or above) a diagonal, 0 elsewhere.    dx = dy there"""

    floating = False

    def __init__(self, k, lower):
        self.k, self.lower = k, lower

    def output_shape(self, x):
        if len(x) < 2:
            raise ValueError(f"{self.who}: x must have at least two axes. Received: x.shape={x}")
        return x

    @property
    def who(self):
        return "tril" if self.lower else "triu"

    def steps(self, x, y):
        rows, columns = x.shape[-2:]
        mask = np.tri(rows, columns, self.k if self.lower else self.k - 1, dtype=bool)
        outside = np.broadcast_to(~mask if self.lower else mask, y.shape)
        return [kernels.copy(x, y), numpy_step(self.who, np.putmask, y, outside, 0, access="A", arrays=(y,))]

    def forward(self, inputs, y):
        return self.steps(inputs[0], y)

    def gradient(self, inputs, y, dy, d_inputs):
        return self.steps(dy, d_inputs[0])


class Diagonal(Rearrange):
    """The k-th diagonal of the last two axes.    dx = dy there, 0 elsewhere"""

    def __init__(self, k):
        self.k = k

    def output_shape(self, x):
        rows, columns = x[-2:]
        if None in (rows, columns):
            return (*x[:-2], None)
        return (*x[:-2], max(0, min(rows, columns - self.k) if self.k >= 0 else min(rows + self.k, columns)))

    def moves(self, x, y):
        strides = strides_of(x)
        start = self.k if self.k >= 0 else -self.k * strides[-2]
        return [Move(y, start, (*strides[:-2], strides[-2] + 1), 0, strides_of(y))] if 0 not in y else []


class Diag(Rearrange):
    """A square matrix with the numbers of x on its k-th diagonal, 0 elsewhere.    dx = that diagonal of dy"""

    gaps = True

    def __init__(self, k):
        self.k = k

    def output_shape(self, x):
        size = None if x[0] is None else x[0] + abs(self.k)
        return size, size

    def moves(self, x, y):
        start = self.k if self.k >= 0 else -self.k * y[0]
        return [Move(x, 0, (1,), start, (y[0] + 1,))] if x[0] else []


@operation
def tril(x, k=0):
    """The lower triangle of the last two axes, up to the k-th diagonal; 0 above.

    >>> tril([[1, 2], [3, 4]]).tolist()
    [[1, 0], [3, 4]]
    """
    return Triangle(k, lower=True)(as_operand(x))


@operation
def triu(x, k=0):
    """The upper triangle of the last two axes, from the k-th diagonal on; 0 below.

    >>> triu([[1, 2], [3, 4]]).tolist()
    [[1, 2], [0, 4]]
    """
    return Triangle(k, lower=False)(as_operand(x))


@operation
def diagonal(x, offset=0, axis1=0, axis2=1):
    """A diagonal of the plane of two axes, as the last axis."""
    x = as_operand(x)
    rank = len(x.shape)
    if rank < 2:
        raise ValueError(f"diagonal: x must have at least two axes. Received: x.shape={tuple(x.shape)}")
    first, second = (shapes.normalize_axis(axis, rank, "diagonal") for axis in (axis1, axis2))
    if first == second:
        raise ValueError(f"diagonal: the two axes must be different. Received: axis1={axis1}, axis2={axis2}")
    rest = [axis for axis in range(rank) if axis not in (first, second)]
    return Diagonal(offset)(transpose(x, (*rest, first, second)))


@operation
def diag(x, k=0):
    """The k-th diagonal of a matrix, or the matrix with a vector on it.

    >>> diag([1, 2]).tolist(), diag([[1, 2], [3, 4]]).tolist()
    ([[1, 0], [0, 2]], [1, 4])
    """
    x = as_operand(x)
    if len(x.shape) not in (1, 2):
        raise ValueError(f"diag: x must be a vector or a matrix. Received: x.shape={tuple(x.shape)}")
    return (Diag(k) if len(x.shape) == 1 else Diagonal(k))(x)


@operation
def diagflat(x, k=0):
    """A square matrix with all numbers of x on its k-th diagonal."""
    return Diag(k)(ravel(x))
