"""Where do buffers begin? At a cache line, so that no register is loaded from two of them."""

import numpy as np

LINE = 64


def empty(shape, dtype):
    """An array without values that begins at a cache line."""
    dtype = np.dtype(dtype)
    if dtype.hasobject:  # text: no kernel reads it
        return np.full(shape, "", dtype)
    size = int(np.prod(shape, dtype=np.int64))
    memory = np.empty(size * dtype.itemsize + LINE, np.uint8)
    start = -memory.__array_interface__["data"][0] % LINE
    return memory[start : start + size * dtype.itemsize].view(dtype).reshape(shape)


def zeros(shape, dtype):
    """An array of zeros (or empty strings) that begins at a cache line."""
    array = empty(shape, dtype)
    array[...] = "" if array.dtype.hasobject else 0
    return array


def empty_like(array):
    """An array without values, of the same shape and type."""
    return empty(array.shape, array.dtype)


def place(array):
    """Where an array begins in memory, and how many numbers it has: the same for every view of all of it."""
    return array.__array_interface__["data"][0], array.size
