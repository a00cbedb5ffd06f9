"""Products of arrays: matmul, dot, tensordot, einsum and their relatives."""

import numpy as np

from nnlite import shapes
from nnlite.ops.contraction import Einsum
from nnlite.ops.dense import Dense
from nnlite.ops.dtypes import as_operand, result_type
from nnlite.ops.joining import converted
from nnlite.ops.op import operation
from nnlite.ops.shaping import as_axes, ravel
from nnlite.ops.subscripts import parse
from nnlite.ops.triangles import diagonal


def operands(*values):
    """Values in their common type."""
    values = [as_operand(value) for value in values]
    dtype = result_type(*values)
    return [converted(value, dtype) for value in values]


def labelled(rank, start=0):
    """Labels for so many axes."""
    return tuple(range(start, start + rank))


def check_factors(x1, x2):
    """Raise where the shapes of two factors make no matrix product."""
    inner = x1[-1], x2[-2:][0]
    wrong = None
    if None not in inner and inner[0] != inner[1]:
        other = "last but one" if x2[1:] else "only"
        wrong = f"the last axis of x1 has {inner[0]} numbers, the {other} axis of x2 has {inner[1]}"
    elif shapes.broadcast(x1[:-2], x2[:-2]) is None:
        wrong = f"the axes before the matrices, {x1[:-2]} and {x2[:-2]}, cannot be broadcast"
    if wrong:
        raise ValueError(f"matmul: {wrong}. Received: x1.shape={x1}, x2.shape={x2}. {matmul_fix(x1, x2)}")


def matmul_fix(x1, x2):
    """What was probably meant by a product of factors that do not fit."""
    if x1[1:] and x2[1:] and shapes.broadcast(x1[:-2], x2[:-2]) is not None:
        turn = "transpose({})" if len(x1) == len(x2) == 2 else "swapaxes({}, -1, -2)"
        for fits, factors in ((x1[-1] == x2[-1], ("x1", turn.format("x2"))), (x1[-2] == x2[-1], ("x2", "x1")),
                              (x1[-2] == x2[-2], (turn.format("x1"), "x2"))):
            if fits:
                return f"Did you mean matmul({', '.join(factors)})?"
    return "Reshape one of them, or use multiply for a product number by number."


@operation
def matmul(x1, x2):
    """The matrix product over the last axis of x1 and the last but one of x2, the axes before them broadcast.

    A vector on the left is a row, one on the right a column; its axis is gone afterwards.

    >>> matmul([[1, 2], [3, 4]], [[1, 0], [0, 2]]).tolist()
    [[1, 4], [3, 8]]
    """
    x1, x2 = operands(x1, x2)
    first, second = len(x1.shape), len(x2.shape)
    if not first or not second:
        raise ValueError("matmul: both factors need at least one axis. "
                         f"Received: shapes={tuple(x1.shape)}, {tuple(x2.shape)}. Use multiply.")
    check_factors(tuple(x1.shape), tuple(x2.shape))
    if first >= 2 and second == 2 and x1.dtype.kind == "f":
        return Dense()(x1, x2)
    batch = max(first, second, 2) - 2
    rows, inner, columns = batch, batch + 1, batch + 2
    left = (inner,) if first == 1 else (*labelled(first - 2, batch - first + 2), rows, inner)
    right = (inner,) if second == 1 else (*labelled(second - 2, batch - second + 2), inner, columns)
    out = (*labelled(batch), *(rows,) * (first > 1), *(columns,) * (second > 1))
    return Einsum([left, right], out, labelled(batch), "matmul")(x1, x2)


@operation
def tensordot(x1, x2, axes=2):
    """The sum of products over some axes of both: the last `axes` of x1 and the first of x2, or two lists of axes.

    >>> tensordot([[1, 2], [3, 4]], [1, 1], axes=1).tolist()
    [3, 7]
    """
    x1, x2 = operands(x1, x2)
    first, second = len(x1.shape), len(x2.shape)
    if hasattr(axes, "__index__"):
        axes = range(first - axes, first), range(axes)
    pairs = [[shapes.normalize_axis(axis, rank, "tensordot") for axis in as_axes(each)]
             for each, rank in zip(axes, (first, second), strict=True)]
    if len(pairs[0]) != len(pairs[1]):
        raise ValueError(f"tensordot: as many axes of x1 as of x2. Received: axes={axes}")
    left, right = list(labelled(first)), list(labelled(second, first))
    for one, other in zip(*pairs, strict=True):
        right[other] = left[one]
    out = [label for label in (*left, *right) if (label in left) != (label in right)]
    return Einsum([tuple(left), tuple(right)], tuple(out), (), "tensordot")(x1, x2)


@operation
def dot(x1, x2):
    """The sum of products over the last axis of x1 and the last but one (or only one) of x2.

    >>> dot([1, 2], [3, 4]).tolist()
    11
    """
    x1, x2 = operands(x1, x2)
    if not x1.shape or not x2.shape:
        return tensordot(x1, x2, axes=0)
    return tensordot(x1, x2, axes=([-1], [-2 if len(x2.shape) > 1 else -1]))


@operation
def inner(x1, x2):
    """The sum of products over the last axis of both."""
    x1, x2 = operands(x1, x2)
    return tensordot(x1, x2, axes=([-1], [-1]) if x1.shape and x2.shape else 0)


@operation
def outer(x1, x2):
    """Every number of x1 times every number of x2.

    >>> outer([1, 2], [3, 4]).tolist()
    [[3, 4], [6, 8]]
    """
    return tensordot(ravel(x1), ravel(x2), axes=0)


@operation
def vdot(x1, x2):
    """The sum of products of all numbers."""
    return tensordot(ravel(x1), ravel(x2), axes=1)


@operation
def einsum(subscripts, *operands, **kwargs):
    """The sum of products over named axes.

    Args:
        subscripts: A letter for each axis of each operand, and behind the arrow those of the result; the others are
            summed over. An ellipsis stands for all axes that have no letter.
        operands: Arrays or tensors.

    >>> einsum("ij,jk->ik", [[1, 2]], [[3], [4]]).tolist()
    [[11]]
    """
    if kwargs:
        raise ValueError(f"einsum: takes subscripts and operands only. Received: {', '.join(kwargs)}")
    values = [as_operand(value) for value in operands]
    dtype = result_type(*values)
    inputs, out, broadcast = parse(subscripts, [len(value.shape) for value in values])
    return Einsum(inputs, out, broadcast)(*(converted(value, dtype) for value in values))


@operation
def trace(x, offset=0, axis1=0, axis2=1):
    """The sum of a diagonal of the plane of two axes.

    >>> trace([[1, 2], [3, 4]]).tolist()
    5
    """
    x = as_operand(x)
    if x.dtype.kind == "b":
        x = converted(x, np.dtype("int32"))
    line = diagonal(x, offset, axis1, axis2)
    labels = labelled(len(line.shape))
    return Einsum([labels], labels[:-1], (), "trace")(line)
