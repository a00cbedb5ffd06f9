"""One-hot and multi-hot: indices as rows of zeros and ones."""

import numpy as np

from nnlite import config, shapes
from nnlite._checks import boolean, positive_int
from nnlite._dispatch import kernels
from nnlite.ops.arithmetic import Cast
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import as_indices
from nnlite.ops.op import Op, operation
from nnlite.ops.transposing import moveaxis


class Hot(Op):
    """y[i, ids[i, j]] = 1 for every j, 0 elsewhere; an index that is no class marks nothing.

    Shapes: (…, marks) -> (…, classes).
    """

    floating = False
    differentiable = False

    def __init__(self, classes, dtype):
        self.classes, self.dtype = classes, np.dtype(dtype)

    def output_shape(self, ids):
        return (*ids[:-1], self.classes)

    def output_dtype(self, ids):
        return self.dtype

    def forward(self, inputs, y):
        (ids,) = inputs
        rows = int(np.prod(ids.shape[:-1]))
        return [kernels.one_hot(ids.reshape(rows, ids.shape[-1]), y.reshape(rows, self.classes))]


class Mark(Hot):
    """The same for one mark a row: (…,) -> (…, classes)."""

    def output_shape(self, ids):
        return (*ids, self.classes)

    def forward(self, inputs, y):
        return super().forward([inputs[0].reshape(*inputs[0].shape, 1)], y)


def classes_of(value, num_classes, who):
    """Indices and a checked number of classes; whole numbers that are written as floats are taken."""
    value = as_operand(value)
    if value.dtype.kind in "fb":
        value = Cast(np.int64)(value)
    return as_indices(value, who, "x"), positive_int(num_classes, "num_classes", who)


def not_sparse(sparse, who):
    """There are no sparse tensors here."""
    if boolean(sparse, "sparse", who):
        raise ValueError(f"{who}: sparse results are not supported. Received: sparse=True")


@operation
def one_hot(x, num_classes, axis=-1, dtype=None, sparse=False):
    """For each index a row (along `axis` of the result) of zeros with a 1 at its place.

    >>> one_hot([0, 2], 3).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    not_sparse(sparse, "one_hot")
    ids, classes = classes_of(x, num_classes, "one_hot")
    y = Mark(classes, dtype or config.floatx())(ids)
    axis = shapes.normalize_axis(axis, len(y.shape), "one_hot")
    return y if axis == len(y.shape) - 1 else moveaxis(y, -1, axis)


@operation
def multi_hot(inputs, num_classes=None, axis=-1, dtype=None, sparse=False):
    """For each sample a row of zeros with a 1 at the place of each of its indices, which are along its first axis.

    >>> multi_hot([[0, 2], [1, 1]], 3).tolist()
    [[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
    """
    not_sparse(sparse, "multi_hot")
    ids, classes = classes_of(inputs, num_classes, "multi_hot")
    rank = len(ids.shape)
    if rank == 0 or axis not in (-1, rank):
        raise ValueError("multi_hot: indices with at least one axis, and classes along the last axis of the result. "
                         f"Received: inputs.shape={tuple(ids.shape)}, axis={axis}. Use one_hot and ops.max.")
    return Hot(classes, dtype or config.floatx())(moveaxis(ids, 1, -1) if rank > 2 else ids)
