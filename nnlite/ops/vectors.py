"""Products of vectors and blocks: cross and kron."""

import numpy as np

from nnlite import shapes
from nnlite.ops.contraction import Einsum
from nnlite.ops.op import operation
from nnlite.ops.padding import pad
from nnlite.ops.shaping import as_shape, reshape
from nnlite.ops.tensor_products import labelled, operands


@operation
def kron(x1, x2):
    """Every number of x1 times all of x2, as blocks.

    >>> kron([1, 2], [1, 1]).tolist()
    [1, 1, 2, 2]
    """
    x1, x2 = operands(x1, x2)
    rank = max(len(x1.shape), len(x2.shape))
    sizes = [(1,) * (rank - len(value.shape)) + as_shape(value.shape, "kron") for value in (x1, x2)]
    left, right = labelled(rank), labelled(rank, rank)
    out = tuple(label for pair in zip(left, right, strict=True) for label in pair)
    blocks = Einsum([left, right], out, (), "kron")(*(reshape(v, s) for v, s in zip((x1, x2), sizes, strict=True)))
    return reshape(blocks, [a * b for a, b in zip(*sizes, strict=True)])


LEVI_CIVITA = np.zeros((3, 3, 3))
LEVI_CIVITA[[0, 1, 2], [1, 2, 0], [2, 0, 1]] = 1
LEVI_CIVITA[[0, 1, 2], [2, 0, 1], [1, 2, 0]] = -1


@operation
def cross(x1, x2, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The cross product of vectors of 3 (or 2, the third being 0) along an axis; of two plane ones a number.

    >>> cross([1, 0, 0], [0, 1, 0]).tolist()
    [0, 0, 1]
    """
    values, axes = operands(x1, x2), (axisa, axisb, axisc) if axis is None else (axis,) * 3
    inputs, plane = [], True
    for place, (value, along) in enumerate(zip(values, axes[:2], strict=True)):
        rank = len(value.shape)
        along = shapes.normalize_axis(along, rank, "cross")
        size = value.shape[along]
        if size not in (2, 3):
            raise ValueError(f"cross: vectors of 2 or 3 along the axis. Received: shape={tuple(value.shape)}")
        if size == 2:
            values[place] = pad(value, [(0, int(i == along)) for i in range(rank)])
        plane = plane and size == 2
        others = iter(range(max(len(v.shape) for v in values) - rank, 10**6))
        inputs.append(tuple(-2 - place if i == along else next(others) for i in range(rank)))
    rest = tuple(sorted({label for labels in inputs for label in labels if label >= 0}))
    where = shapes.normalize_axis(axes[2], len(rest) + 1, "cross")
    signs = LEVI_CIVITA.astype(values[0].dtype)
    if plane:
        return Einsum([(-2, -3), *inputs], rest, rest, "cross")(signs[2], *values)
    return Einsum([(-1, -2, -3), *inputs], (*rest[:where], -1, *rest[where:]), rest, "cross")(signs, *values)
