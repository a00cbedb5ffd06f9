"""Sort, top_k: numbers in order, and their places. What sorts is a fetch by sorted indices, so gradients flow."""

from typing import Any, NamedTuple

import numpy as np

from nnlite import shapes
from nnlite._checks import choice, whole_number
from nnlite._dispatch import kernels
from nnlite._memory import empty
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import answering, as_indices, blocks
from nnlite.ops.op import Op, numpy_step, operation
from nnlite.ops.repeating import broadcast_to
from nnlite.ops.shaping import ravel


class TopK(NamedTuple):
    """What `top_k` returns."""

    values: Any
    indices: Any


class TakeAlong(Op):
    """y[…, i, …] = x[…, ids[…, i, …], …] along an axis.    dx = dy, added where it came from"""

    floating = False

    def __init__(self, axis):
        self.axis = axis

    def output_shape(self, x, ids):
        rest = [shape[: self.axis] + shape[self.axis + 1:] for shape in (x, ids)]
        if not shapes.same(*rest):
            raise ValueError("take_along_axis: x and indices must be alike except along the axis. "
                             f"Received: x.shape={x}, indices.shape={ids}, axis={self.axis}")
        merged = shapes.merge(*rest)
        return (*merged[: self.axis], ids[self.axis], *merged[self.axis:])

    def forward(self, inputs, y):
        x, ids = inputs
        self.flat = empty(ids.shape, np.int64)
        places = kernels.flat_along(blocks(ids, self.axis), blocks(self.flat, self.axis), x.shape[self.axis])
        return [answering(places, "take_along_axis", ids, x.shape[self.axis]),
                kernels.take_rows(x.reshape(1, x.size, 1), self.flat, y.reshape(1, y.size, 1))]

    def gradient(self, inputs, y, dy, d_inputs):
        dx, d_ids = d_inputs
        steps = [] if d_ids is None else [kernels.zero(d_ids)]
        if dx is not None:
            steps += [kernels.zero(dx),
                      kernels.add_rows(dy.reshape(1, dy.size, 1), self.flat, dx.reshape(1, dx.size, 1))]
        return steps


class Computed(Op):
    """What a NumPy function makes of the inputs; nothing flows back."""

    floating = False
    differentiable = False

    def __init__(self, word, function, shape, dtype):
        self.word, self.function, self.shape, self.dtype = word, function, shape, np.dtype(dtype)

    @property
    def name(self):
        return self.word

    def output_shape(self, *inputs):
        return self.shape(*inputs)

    def output_dtype(self, *inputs):
        return self.dtype

    def forward(self, inputs, y):
        return [numpy_step(self.word, self.write, y, *inputs, access="a" * len(inputs) + "A", arrays=(*inputs, y))]

    def write(self, y, *inputs):
        y[...] = self.function(*inputs)


def order(x, axis):
    """Positions that sort x, equal numbers in their order."""
    return np.argsort(x, axis, kind="stable")


def order_down(x, axis):
    """Positions that sort x downwards, equal numbers in their order."""
    return x.shape[axis] - 1 - np.flip(np.argsort(np.flip(x, axis), axis, kind="stable"), axis)


@operation
def take_along_axis(x, indices, axis=None):
    """For each index the number of x there along an axis, the other places alike (sizes of 1 are broadcast).

    >>> take_along_axis([[1, 2], [3, 4]], [[1], [0]], axis=1).tolist()
    [[2], [3]]
    """
    x, indices = as_operand(x), as_indices(indices, "take_along_axis")
    if axis is None:
        if len(indices.shape) != 1:
            raise ValueError("take_along_axis: indices must have one axis where axis=None. "
                             f"Received: indices.shape={tuple(indices.shape)}")
        x, axis = ravel(x), 0
    if len(x.shape) != len(indices.shape):
        raise ValueError("take_along_axis: x and indices must have as many axes. "
                         f"Received: x.shape={tuple(x.shape)}, indices.shape={tuple(indices.shape)}")
    axis = shapes.normalize_axis(axis, len(x.shape), "take_along_axis")
    rest = [(*value.shape[:axis], 1, *value.shape[axis + 1:]) for value in (x, indices)]
    if not shapes.same(*rest) and (common := shapes.broadcast(*rest)) is not None:
        x, indices = (broadcast_to(value, (*common[:axis], value.shape[axis], *common[axis + 1:]))
                      for value in (x, indices))
    return TakeAlong(axis)(x, indices)


@operation
def argsort(x, axis=-1):
    """The positions that sort x along an axis (None: as one row); equal numbers stay in their order.

    >>> argsort([3, 1, 2]).tolist()
    [1, 2, 0]
    """
    x = as_operand(x)
    if axis is None:
        x, axis = ravel(x), 0
    axis = shapes.normalize_axis(axis, len(x.shape), "argsort") if x.shape else 0
    return Computed("argsort", lambda value: order(value, axis) if value.ndim else 0, lambda shape: shape, "int32")(x)


@operation
def sort(x, axis=-1):
    """The numbers of x in order along an axis (None: as one row).

    >>> sort([3, 1, 2]).tolist()
    [1, 2, 3]
    """
    x = as_operand(x)
    if axis is None:
        x, axis = ravel(x), 0
    return take_along_axis(x, argsort(x, axis), axis)


@operation
def argpartition(x, kth, axis=-1):
    """The positions that put the kth smallest number in its place along an axis, the smaller ones before it."""
    x = as_operand(x)
    if axis is None:
        x, axis = ravel(x), 0
    axis = shapes.normalize_axis(axis, len(x.shape), "argpartition")
    return Computed("argpartition", lambda value: np.argpartition(value, kth, axis), lambda shape: shape, "int32")(x)


@operation
def top_k(x, k, sorted=True):
    """The k largest numbers along the last axis, and their positions; of equal numbers the first ones.

    >>> top = top_k([3, 1, 2], 2)
    >>> top.values.tolist(), top.indices.tolist()
    ([3, 2], [0, 2])
    """
    x, k = as_operand(x), whole_number(k, "k", "top_k")
    if not x.shape or (x.shape[-1] is not None and x.shape[-1] < k):
        raise ValueError(f"top_k: k must be at most the size of the last axis. Received: k={k}, "
                         f"x.shape={tuple(x.shape)}")
    first = Computed("top_k", lambda value: order_down(value, -1)[..., :k], lambda shape: (*shape[:-1], k), "int32")
    indices = first(x)
    return TopK(take_along_axis(x, indices, -1), indices)


@operation
def in_top_k(targets, predictions, k):
    """Whether each target is among the k largest of its row of predictions; a tie at the end counts.

    >>> in_top_k([0, 1], [[0.1, 0.9], [0.1, 0.9]], k=1).tolist()
    [False, True]
    """
    targets, predictions = as_indices(targets, "in_top_k", "targets"), as_operand(predictions)
    rows, classes = targets.shape, predictions.shape
    if len(classes) != 2 or not shapes.same(rows, classes[:1]):
        raise ValueError("in_top_k: a target for each row of predictions. "
                         f"Received: targets.shape={tuple(rows)}, predictions.shape={tuple(classes)}")

    def found(labels, scores):
        known = (labels >= 0) & (labels < scores.shape[1])
        own = np.take_along_axis(scores, np.where(known, labels, 0)[:, None], 1) if scores.size else scores[:, :1]
        return known & np.isfinite(own[:, 0]) & ((scores > own).sum(1) < k)

    return Computed("in_top_k", found, lambda labels, scores: labels, "bool")(targets, predictions)


@operation
def searchsorted(sorted_sequence, values, side="left"):
    """Where each value would be put in a sorted sequence.

    >>> searchsorted([1, 3, 5], [0, 3, 9]).tolist()
    [0, 1, 3]
    """
    sequence, values = as_operand(sorted_sequence), as_operand(values)
    side = choice(side, "side", "searchsorted", ["left", "right"])
    if len(sequence.shape) != 1:
        raise ValueError("searchsorted: the sequence must have one axis. "
                         f"Received: sorted_sequence.shape={tuple(sequence.shape)}")
    return Computed("searchsorted", lambda a, v: np.searchsorted(a, v, side), lambda a, v: v, "int32")(sequence, values)
