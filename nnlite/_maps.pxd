"""How is an activation bound to its arrays? What the pages of activations share."""

from nnlite._steps cimport Kernel, Step, bind, same_size


cdef inline Py_ssize_t size_of(str name, tuple arrays) except -1:
    """The common size; no array may be missing."""
    for array in arrays:
        if array is None:
            raise ValueError(f"{name}: an array that it reads is missing.")
    return same_size(name, arrays)


cdef inline Step forward(str name, Kernel single, Kernel double_, x, y, tuple numbers=()):
    """y = f(x)"""
    return bind(name, single, double_, "fF", (x, y), (size_of(name, (x, y)),), numbers)


cdef inline Step backward(str name, Kernel single, Kernel double_, x, y, dy, dx, tuple numbers=()):
    """Of x and y one is None: the one that the slope does not need."""
    size = size_of(name, (y if x is None else x, dy, dx))
    return bind(name, single, double_, "fffF", (x, y, dy, dx), (size,), numbers)


cdef inline tuple rows_of(str name, tuple arrays):
    """(rows, columns, how many rows stay in the processor's first cache together)"""
    cdef Py_ssize_t size = size_of(name, arrays), columns = arrays[0].shape[-1]
    if len({array.shape for array in arrays}) > 1:
        raise ValueError(f"{name}: arrays must have one shape. Received: {[array.shape for array in arrays]}")
    return (size // columns if columns else 0, columns, max(1, 2048 // max(columns, 1)))
