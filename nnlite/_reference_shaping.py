"""What do the kernels compute that move numbers? The NumPy twins of `_kernels_shaping.pyx`."""

import numpy as np

from nnlite._reference import kernel


def strided(array, shape, start, strides):
    """The numbers of an array at start + Σ i · strides, for every index i of a shape."""
    within = array.reshape(-1)[start:] if all(shape) else array.reshape(-1)[:0]
    return np.lib.stride_tricks.as_strided(within, shape, [step * array.itemsize for step in strides])


def checked(ids, rows, wrap):
    """Indices counted from the front, and 1 + the position of the first one that is no row (or 0)."""
    ids = np.where(ids < 0, ids + rows, ids) if wrap else ids
    bad = (ids < 0) | (ids >= rows)
    return ids, 1 + int(bad.argmax()) if bad.any() else 0


@kernel("aA")
def copy_strided(x, y, shape, x_start, x_strides, y_start, y_strides):
    strided(y, shape, y_start, y_strides)[...] = strided(x, shape, x_start, x_strides)


@kernel("fF")
def add_strided(x, y, shape, x_start, x_strides, y_start, y_strides):
    places = strided(np.arange(y.size), shape, y_start, y_strides)
    np.add.at(y.reshape(-1), places.reshape(-1), strided(x, shape, x_start, x_strides).reshape(-1))


@kernel("A")
def zero(y):
    y[...] = 0


@kernel("aaA")
def take_rows(x, ids, y, wrap=False):
    ids, status = checked(ids.reshape(-1), x.shape[1], wrap)
    if not status:
        y[...] = x[:, ids]
    return status


@kernel("aaA")
def set_rows(x, ids, y, wrap=False):
    ids, status = checked(ids.reshape(-1), y.shape[1], wrap)
    for position, row in enumerate([] if status else ids):  # one by one: of equal indices the last one wins
        y[:, row] = x[:, position]
    return status


@kernel("faF")
def add_rows(x, ids, y, wrap=False):
    ids, status = checked(ids.reshape(-1), y.shape[1], wrap)
    if not status:
        np.add.at(y, (slice(None), ids), x)
    return status


@kernel("aI")
def flat_index(indices, flat, sizes):
    places, status = checked(indices, np.array(sizes, np.int64), wrap=True)
    if not status:
        steps = [int(np.prod(sizes[axis + 1:])) for axis in range(len(sizes))]
        flat.reshape(-1)[...] = np.sum(places * np.array(steps), -1, np.int64)
    return status


@kernel("aI")
def flat_along(ids, flat, size):
    places, status = checked(ids, size, wrap=True)
    if not status:
        outer, _, inner = ids.shape
        flat[...] = (np.arange(outer).reshape(-1, 1, 1) * size + places) * inner + np.arange(inner)
    return status


@kernel("aA")
def one_hot(ids, y):
    y[...] = (ids[:, :, None] == np.arange(y.shape[1])).any(1)
