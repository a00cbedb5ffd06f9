"""Broadcast, tile, repeat: every number several times."""

import numpy as np

from nnlite import shapes
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import take
from nnlite.ops.moves import Move, Rearrange, strides_of
from nnlite.ops.op import operation
from nnlite.ops.shaping import Same, as_shape, expand_dims, ravel, reshape
from nnlite.ops.transposing import transpose


class BroadcastTo(Rearrange):
    """x repeated along axes of size 1 and along new ones in front.    dx = dy, summed over those axes"""

    repeats = True

    def __init__(self, shape):
        self.shape = shape

    def output_shape(self, x):
        if len(x) > len(self.shape) or shapes.broadcast(x, self.shape) != self.shape:
            raise ValueError(f"broadcast_to: {x} cannot be broadcast to the shape. Received: shape={self.shape}")
        return self.shape

    def moves(self, x, y):
        new = (0,) * (len(y) - len(x))
        strides = (*new, *(0 if size == 1 else step for size, step in zip(x, strides_of(x), strict=True)))
        return [Move(y, 0, strides, 0, strides_of(y))]


class Tile(Rearrange):
    """x laid side by side, `repeats[i]` times along axis i.    dx = the tiles of dy, summed"""

    repeats = True

    def __init__(self, times):
        self.times = times

    def output_shape(self, x):
        return tuple(None if size is None else size * times for size, times in zip(x, self.times, strict=True))

    def moves(self, x, y):
        tiles, within = strides_of(y), strides_of(x)
        starts = tuple(size * step for size, step in zip(x, tiles, strict=True))
        return [Move((*self.times, *x), 0, (*(0,) * len(x), *within), 0, (*starts, *tiles))]


class Repeat(Rearrange):
    """Every number along an axis `times` times.    dx = dy, summed over the repetitions"""

    repeats = True

    def __init__(self, times, axis):
        self.times, self.axis = times, axis

    def output_shape(self, x):
        size = x[self.axis]
        return (*x[: self.axis], None if size is None else size * self.times, *x[self.axis + 1:])

    def moves(self, x, y):
        before, after = slice(None, self.axis + 1), slice(self.axis + 1, None)
        to, within = list(strides_of(y)), strides_of(x)
        step = to[self.axis]
        to[self.axis] *= self.times
        return [Move((*x[before], self.times, *x[after]), 0, (*within[before], 0, *within[after]), 0,
                     (*to[before], step, *to[after]))]


@operation
def broadcast_to(x, shape):
    """x repeated to a shape, as NumPy broadcasts.

    >>> broadcast_to([1, 2], (2, 2)).tolist()
    [[1, 2], [1, 2]]
    """
    x, shape = as_operand(x), as_shape(shape, "broadcast_to")
    return (Same() if tuple(x.shape) == shape else BroadcastTo(shape))(x)


@operation
def tile(x, repeats):
    """x laid side by side, `repeats` times along the last axis, or along each axis.

    >>> tile([1, 2], 2).tolist()
    [1, 2, 1, 2]
    """
    x, repeats = as_operand(x), as_shape(repeats, "tile", "repeats")
    missing = len(repeats) - len(x.shape)
    if missing > 0:
        x = expand_dims(x, tuple(range(missing)))
    return Tile((*(1,) * -missing, *repeats))(x)


@operation
def repeat(x, repeats, axis=None):
    """Every number along an axis several times: `repeats` times, or each its own count.

    >>> repeat([1, 2], 2).tolist(), repeat([1, 2], [1, 3]).tolist()
    ([1, 1, 2, 2], [1, 2, 2, 2])
    """
    x = as_operand(x)
    if axis is None:
        x, axis = ravel(x), 0
    axis = shapes.normalize_axis(axis, len(x.shape), "repeat")
    counts = as_shape(repeats, "repeat", "repeats")
    if min(counts, default=0) < 0:
        raise ValueError(f"repeat: a count cannot be negative. Received: repeats={repeats}")
    if len(counts) == 1:
        return Repeat(counts[0], axis)(x)
    if x.shape[axis] not in (len(counts), None):
        raise ValueError(f"repeat: one count for each of the {x.shape[axis]} along axis {axis}. "
                         f"Received: repeats={repeats}")
    return take(x, np.repeat(np.arange(len(counts)), counts), axis=axis)


@operation
def meshgrid(*x, indexing="xy"):
    """Coordinates as grids: for each input an array of all inputs' sizes in which it varies along its own axis.

    Args:
        x: Arrays of coordinates, taken as one-dimensional.
        indexing: "xy", the first two axes exchanged as in a picture, or "ij".
    """
    if indexing not in ("xy", "ij"):
        raise ValueError(f"meshgrid: indexing must be 'xy' or 'ij'. Received: indexing={indexing!r}")
    flat = [ravel(value) for value in x]
    sizes = [value.shape[0] for value in flat]
    grids = [broadcast_to(reshape(value, (1,) * i + (-1,) + (1,) * (len(flat) - i - 1)), tuple(sizes))
             for i, value in enumerate(flat)]
    if indexing == "xy" and len(flat) > 1:
        grids = [transpose(grid, (1, 0, *range(2, len(flat)))) for grid in grids]
    return grids
