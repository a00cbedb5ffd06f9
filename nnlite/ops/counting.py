"""Counts and finds whose result is as large as the numbers say: only on arrays, a model's shapes are known before."""

import numpy as np

from nnlite.ops.array import as_result
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import as_indices
from nnlite.ops.op import Symbolic, operation
from nnlite.ops.ordering import Computed
from nnlite.ops.shaping import as_shape


def there(value, who):
    """A value as an array; refused where it is not known yet."""
    value = as_operand(value)
    if isinstance(value, Symbolic):
        if value.value is None:
            raise ValueError(f"{who}: how large the result is depends on the numbers, which are not there before the "
                             f"model runs. Received: {value}. Call it on arrays.")
        value = value.value
    return np.asarray(value)


@operation
def nonzero(x):
    """For each axis the indices of the numbers that are not 0.

    >>> [places.tolist() for places in nonzero([[0, 1], [2, 0]])]
    [[0, 1], [1, 0]]
    """
    return [as_result(places.astype(np.int32)) for places in np.nonzero(there(x, "nonzero"))]


@operation
def unique(x, sorted=True, return_index=False, return_inverse=False, return_counts=False, axis=None, size=None,
           fill_value=None):
    """The different values of x.

    Args:
        x: An array.
        sorted: In order; otherwise as they first appear.
        return_index, return_inverse, return_counts: Also where each appears first, which one each number is, and how
            often each appears.
        axis: Compare the parts along this axis rather than numbers.
        size: How many to return: the first ones, or with `fill_value` (by default 0) behind them.

    >>> unique([3, 1, 1]).tolist()
    [1, 3]
    """
    values, index, inverse, counts = np.unique(there(x, "unique"), True, True, True, axis)
    inverse = inverse.reshape(-1)
    if not sorted:
        order = np.argsort(index)
        values, index, counts = np.take(values, order, axis or 0), index[order], counts[order]
        inverse = np.argsort(order)[inverse]
    if size is not None:
        values, index, counts = (fitted(part, size, fill, along) for part, fill, along in (
            (values, fill_value or 0, axis or 0), (index, 0, 0), (counts, 0, 0)))
    wanted = [(True, values), *((each, part.astype(np.int32)) for each, part in (
        (return_index, index), (return_inverse, inverse), (return_counts, counts)))]
    results = tuple(as_result(part) for each, part in wanted if each)
    return results if len(results) > 1 else results[0]


def fitted(values, size, fill, axis):
    """`size` parts along an axis, cut off or filled up."""
    values = np.take(values, np.arange(min(size, values.shape[axis])), axis)
    widths = [(0, size - values.shape[axis] if i == axis else 0) for i in range(values.ndim)]
    return np.pad(values, widths, constant_values=fill)


@operation
def bincount(x, weights=None, minlength=0, sparse=False):
    """How often each whole number appears (or the sum of its weights), row by row where x is a matrix.

    >>> bincount([1, 1, 3]).tolist()
    [0, 2, 0, 1]
    """
    if sparse:
        raise ValueError("bincount: sparse results are not supported. Received: sparse=True")
    x = there(as_indices(x, "bincount", "x"), "bincount")
    if x.size and x.min() < 0:
        raise ValueError(f"bincount: x must not be negative. Received: {x.min()}")
    rows = x if x.ndim == 2 else x.reshape(1, -1)
    length = max(int(x.max(initial=-1)) + 1, minlength or 0)
    if weights is None:
        counts = np.array([np.bincount(row, minlength=length) for row in rows], np.int32)
    else:
        weights = there(weights, "bincount")
        pairs = zip(rows, weights.reshape(rows.shape), strict=True)
        counts = np.array([np.bincount(row, w, length) for row, w in pairs], weights.dtype)
    return as_result(counts if x.ndim == 2 else counts[0])


@operation
def histogram(x, bins=10, range=None):
    """How many numbers are in each of so many bins of one width, and the bins' ends.

    >>> counts, ends = histogram([0.0, 1.0, 4.0], bins=2)
    >>> counts.tolist(), ends.tolist()
    ([2.0, 1.0], [0.0, 2.0, 4.0])
    """
    x = there(x, "histogram")
    counts, ends = np.histogram(x, bins, range)
    dtype = x.dtype if x.dtype.kind == "f" else np.float32
    return as_result(counts.astype(dtype)), as_result(ends.astype(dtype))


@operation
def digitize(x, bins):
    """For each number how many of the bins' ends, in order, are not above it.

    >>> digitize([0.5, 2.0], [0.0, 1.0, 2.0]).tolist()
    [1, 3]
    """
    return Computed("digitize", lambda v, ends: np.searchsorted(ends, v, "right"), lambda v, ends: v, "int32")(
        as_operand(x), as_operand(bins))


@operation
def unravel_index(indices, shape):
    """Positions in one row as indices along each axis of a shape.

    >>> [part.tolist() for part in unravel_index([3, 5], (2, 3))]
    [[1, 1], [0, 2]]
    """
    indices, shape = as_indices(indices, "unravel_index"), as_shape(shape, "unravel_index")

    def along(axis):
        return Computed("unravel_index", lambda flat: np.unravel_index(flat, shape)[axis], lambda flat: flat,
                        indices.dtype)(indices)

    return tuple(along(axis) for axis, _ in enumerate(shape))
