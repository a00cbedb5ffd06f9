"""How long is a vector, how large a matrix, and what is the average with weights? Sums, put together of ops."""

import math

from nnlite._checks import sentence
from nnlite.ops import expressions as f
from nnlite.ops.arithmetic import as_type
from nnlite.ops.binary import divide, multiply, power
from nnlite.ops.comparison import not_equal
from nnlite.ops.dtypes import as_operand
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.extremes import max, min
from nnlite.ops.op import Op, operation
from nnlite.ops.reduction import Reduction, mean, sum
from nnlite.ops.unary import absolute, sqrt


class SumOfSquares(Reduction):
    """y = Σ x²    dx = 2 dy x"""

    def forward(self, inputs, y):
        (x,) = inputs
        return f.sum_over(x, x, self.kept(x, y))

    def gradient(self, inputs, y, dy, d_inputs):
        (x,) = inputs
        return f.assign(d_inputs[0], f.leaf(x) * f.leaf(self.kept(x, dy)) * 2)


class Upright(Op):
    """y = x with axes of size 1 behind its own: a row of weights stands beside an axis that is not the last."""

    floating = False
    view = True

    def __init__(self, axes):
        self.axes = axes

    def output_shape(self, x):
        return (*x, *(1,) * self.axes)


@operation
def norm(x, ord=None, axis=None, keepdims=False):
    """The length of vectors along one axis, or the norm of matrices in two.

    Args:
        x: A vector or matrix, or an array of them.
        ord: Of a vector: 2 (the default) for √Σ x², p for (Σ |x|ᵖ)^(1/p), inf or -inf for the largest or smallest
            |x|, 0 for how many are not 0. Of a matrix: "fro" (the default) for √Σ x²; 1 or inf for the largest sum
            of |x| in a column or in a row, -1 or -inf for the smallest.
        axis: One axis, two, or None for all (one or two) of them.
        keepdims: Whether the axes stay, with the size 1.

    Raises:
        ValueError: Another `ord`, or axes that are neither one nor two.

    Example:

        >>> norm([[3.0, 4.0], [0.0, 2.0]], axis=-1).tolist()
        [5.0, 2.0]
    """
    (x,) = in_float_type(as_operand(x))
    axes = tuple(range(x.ndim)) if axis is None else tuple(axis) if isinstance(axis, (list, tuple)) else (axis,)
    if len(axes) not in (1, 2):
        raise ValueError(sentence("norm", "a vector has one axis and a matrix two", "axis", axis,
                                  f"x has {x.ndim} axes; write axis=-1."))
    if ord is None or ord == (2 if len(axes) == 1 else "fro"):
        return sqrt(SumOfSquares(axes, keepdims)(x))
    return (vector_norm if len(axes) == 1 else matrix_norm)(x, ord, axes, keepdims)


def vector_norm(x, ord, axes, keepdims):
    """The other norms of vectors."""
    if isinstance(ord, str):
        raise ValueError(sentence("norm", "the ord of a vector is a number", "ord", ord, "Write ord=2."))
    size = absolute(x)
    if math.isinf(ord):
        return (max if ord > 0 else min)(size, axes, keepdims)
    if ord == 0:
        return as_type(sum(not_equal(x, 0), axes, keepdims), x.dtype)
    return sum(size, axes, keepdims) if ord == 1 else power(sum(power(size, ord), axes, keepdims), 1 / ord)


def matrix_norm(x, ord, axes, keepdims):
    """The other norms of matrices."""
    if ord not in (1, -1, math.inf, -math.inf):
        raise ValueError(sentence("norm", "the norm of a matrix is 'fro', 1, -1, inf or -inf", "ord", ord,
                                  "The norms of singular values are not supported."))
    sums = sum(absolute(x), axes[0] if abs(ord) == 1 else axes[1], keepdims=True)
    return (max if ord > 0 else min)(sums, axes, keepdims)


@operation
def average(x, axis=None, weights=None):
    """Σ w x / Σ w, or the mean without weights; they have the shape of x, or a number for each place on the axis.

    >>> average([1.0, 2.0, 4.0], weights=[1, 1, 2]).tolist()
    2.75
    """
    if weights is None:
        return mean(x, axis)
    x, weights = in_float_type(as_operand(x), as_operand(weights))
    if x.ndim == weights.ndim:
        return divide(sum(multiply(x, weights), axis), sum(weights, axis))
    if axis is None or weights.ndim != 1 or x.shape[axis] not in (None, *weights.shape):
        raise ValueError("average: weights have the shape of x, or one axis as long as x's axis. "
                         f"Received: weights.shape={weights.shape}, x.shape={x.shape}, axis={axis}")
    beside = Upright(x.ndim - 1 - axis % x.ndim)(weights)
    return divide(sum(multiply(x, beside), axis), sum(weights))
