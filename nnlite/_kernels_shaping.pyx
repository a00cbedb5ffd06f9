"""The compiled loops that move numbers: strided copies, and rows that are fetched or added by their indices.

Their twins are in `_reference_shaping.py`. One strided copy serves every transpose, slice, flip, tile and pad: what
differs is the layout, a list of sizes with the strides of both arrays, which is simplified once, when the step is
made. An index that comes from data is checked before it is used, in the loop that uses it; a negative one counts from
the end, as in NumPy, where the kernel was told so.
"""

import sys

import numpy as np

from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset
from nnlite._steps cimport Arguments, Kernel, bind, floating, index_t

ctypedef fused item:
    uint8_t
    uint16_t
    uint32_t
    uint64_t

cdef enum:
    MOST_AXES = 64  # as in NumPy


# ------------------------------------------------------------------------------------------- strided copies

cdef inline void copy_line(const item* x, item* y, index_t n, index_t x_stride, index_t y_stride) noexcept nogil:
    cdef index_t i
    if x_stride == 1 and y_stride == 1:
        memcpy(y, x, n * sizeof(item))
    elif x_stride == 0 and y_stride == 1:
        for i in range(n):
            y[i] = x[0]
    elif y_stride == 1:
        for i in range(n):
            y[i] = x[i * x_stride]
    else:
        for i in range(n):
            y[i * y_stride] = x[i * x_stride]


cdef void copy_plane(const item* x, item* y, const index_t* size, const index_t* x_stride,
                     const index_t* y_stride) noexcept nogil:
    """The two last axes; where they are transposed, in blocks of 16 by 16 that fit into the cache."""
    cdef index_t i, j, i_end, j_end, r, c
    if x_stride[0] != 1 or x_stride[1] == 1:
        for i in range(size[0]):
            copy_line(x + i * x_stride[0], y + i * y_stride[0], size[1], x_stride[1], y_stride[1])
        return
    for i in range(0, size[0], 16):
        i_end = min(i + 16, size[0])
        for j in range(0, size[1], 16):
            j_end = min(j + 16, size[1])
            for r in range(i, i_end):
                for c in range(j, j_end):
                    y[r * y_stride[0] + c * y_stride[1]] = x[r + c * x_stride[1]]


cdef inline void add_line(const floating* x, floating* y, index_t n, index_t x_stride, index_t y_stride) noexcept nogil:
    cdef index_t i
    cdef double total = 0
    if y_stride == 0:
        for i in range(n):
            total += x[i * x_stride]
        y[0] += <floating> total
    elif x_stride == 1 and y_stride == 1:
        for i in range(n):
            y[i] += x[i]
    else:
        for i in range(n):
            y[i * y_stride] += x[i * x_stride]


cdef inline bint next_plane(index_t* counter, const index_t* layout, index_t* x, index_t* y) noexcept nogil:
    """Move to the next position of all axes but the last two; False after the last one."""
    cdef index_t rank = layout[0], axis = rank - 3
    cdef const index_t* size = layout + 3
    while axis >= 0:
        counter[axis] += 1
        x[0] += size[rank + axis]
        y[0] += size[2 * rank + axis]
        if counter[axis] < size[axis]:
            return True
        x[0] -= size[axis] * size[rank + axis]
        y[0] -= size[axis] * size[2 * rank + axis]
        counter[axis] = 0
        axis -= 1
    return False


cdef void copy_walk(const item* x, item* y, const index_t* layout) noexcept nogil:
    cdef index_t counter[MOST_AXES]
    cdef index_t rank = layout[0], from_ = layout[1], to = layout[2]
    cdef const index_t* size = layout + rank + 1  # of the last two axes
    memset(counter, 0, sizeof(counter))
    while True:
        copy_plane(x + from_, y + to, size, size + rank, size + 2 * rank)
        if not next_plane(counter, layout, &from_, &to):
            return


cdef Py_ssize_t copy_strided_loop(char* x, Arguments* a) noexcept nogil:
    cdef void* y = a.array[1]
    cdef const index_t* layout = <const index_t*> a.array[2]
    if a.size[1] == 0:
        return 0
    if a.size[0] == 1:
        copy_walk(<const uint8_t*> x, <uint8_t*> y, layout)
    elif a.size[0] == 2:
        copy_walk(<const uint16_t*> x, <uint16_t*> y, layout)
    elif a.size[0] == 4:
        copy_walk(<const uint32_t*> x, <uint32_t*> y, layout)
    else:
        copy_walk(<const uint64_t*> x, <uint64_t*> y, layout)
    return 0


def copy_strided(x, y, shape, x_start, x_strides, y_start, y_strides, /):
    """y[y_start + Σ i·y_strides] = x[x_start + Σ i·x_strides] for every index i of a shape; strides count numbers."""
    if x.dtype != y.dtype:
        raise TypeError(f"copy_strided: both arrays must have one type. Received: {x.dtype}, {y.dtype}")
    axes = _simplified("copy_strided", (x, y), shape, (x_start, y_start), (x_strides, y_strides), 1)
    fast = next((axis for axis in axes[:-1] if axis[1] == 1), None)
    if fast is not None and axes[-1][1] != 1:  # a transpose: its two axes last, so that they are taken by blocks
        axes = [axis for axis in axes[:-1] if axis is not fast] + [fast, axes[-1]]
    return bind("copy_strided", <Kernel> copy_strided_loop, <Kernel> copy_strided_loop, "aAl",
                (x, y, _layout_of(axes, x_start, y_start)), (x.itemsize, int(np.prod(shape, dtype=np.int64))))


cdef Py_ssize_t add_strided_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef index_t counter[MOST_AXES]
    cdef const index_t* layout = <const index_t*> a.array[2]
    cdef index_t rank = layout[0], from_ = layout[1], to = layout[2], i
    cdef const index_t* size = layout + rank + 1
    if a.size[0] == 0:
        return 0
    memset(counter, 0, sizeof(counter))
    while True:
        for i in range(size[0]):
            add_line(x + from_ + i * size[rank], y + to + i * size[2 * rank], size[1], size[rank + 1],
                     size[2 * rank + 1])
        if not next_plane(counter, layout, &from_, &to):
            return 0


def add_strided(x, y, shape, x_start, x_strides, y_start, y_strides, /):
    """y[y_start + Σ i·y_strides] += x[x_start + Σ i·x_strides], summing where several i lead to one place."""
    axes = _simplified("add_strided", (x, y), shape, (x_start, y_start), (x_strides, y_strides), 0)
    return bind("add_strided", <Kernel> add_strided_loop[float], <Kernel> add_strided_loop[double], "fFl",
                (x, y, _layout_of(axes, x_start, y_start)), (int(np.prod(shape, dtype=np.int64)),))


def _simplified(name, arrays, shape, starts, strides, first, /):
    """The axes as (size, x stride, y stride), those of one number left out, the largest strides of one array first,
    and neighbours joined that are one axis to both; checks that everything is within the arrays."""
    if all(shape):
        for array, start, steps in zip(arrays, starts, strides, strict=True):
            reach = [(size - 1) * step for size, step in zip(shape, steps, strict=True)]
            if start + sum(r for r in reach if r < 0) < 0 or start + sum(r for r in reach if r > 0) >= array.size:
                raise ValueError(f"{name}: positions outside of the array. Received: {array.shape}, shape={shape}, "
                                 f"start={start}, strides={steps}")
    axes = [axis for axis in zip(shape, *strides, strict=True) if axis[0] != 1]
    axes.sort(key=lambda axis: -abs(axis[1 + first]))
    joined = []
    for axis in axes:
        if joined and all(joined[-1][k] == axis[k] * axis[0] for k in (1, 2)):
            joined[-1] = (joined[-1][0] * axis[0], *axis[1:])
        else:
            joined.append(axis)
    return [(1, 0, 0)] * (2 - len(joined)) + joined


def _layout_of(axes, x_start, y_start, /):
    """The layout as the loops read it: rank, both starts, all sizes, all strides of x, all strides of y."""
    return np.array([len(axes), x_start, y_start, *(axis[k] for k in range(3) for axis in axes)], np.int64)


cdef Py_ssize_t zero_loop(char* y, Arguments* a) noexcept nogil:
    memset(y, 0, a.size[0])
    return 0


def zero(y, /):
    """y = 0, of any type"""
    return bind("zero", <Kernel> zero_loop, <Kernel> zero_loop, "A", (y,), (y.nbytes,))


# ------------------------------------------------------------------------------------------- rows by index

cdef inline index_t index_at(const void* ids, Py_ssize_t i, Py_ssize_t size) noexcept nogil:
    """The i-th index, of 4 or 8 bytes."""
    return (<const int32_t*> ids)[i] if size == 4 else (<const index_t*> ids)[i]


cdef inline index_t checked(index_t row, Py_ssize_t rows, bint wrap) noexcept nogil:
    """The index counted from the front, or -1 where there is no such row."""
    if wrap and row < 0:
        row += rows
    return row if 0 <= row < rows else -1


def _index_size(name, ids, /):
    """Bytes of an index; only int32 and int64 are indices."""
    if ids.dtype not in (np.int32, np.int64):
        raise TypeError(f"{name}: indices must be int32 or int64. Received: {ids.dtype}")
    return ids.itemsize


def _row_sizes(name, ids, table, rows, /):
    """(outer, rows of the table, indices, bytes of an index) where the shapes (outer, n, inner) fit."""
    outer, count, inner = table.shape
    if rows.shape != (outer, ids.size, inner):
        raise ValueError(f"{name}: shapes do not fit. Received: {ids.shape}, {table.shape}, {rows.shape}")
    return outer, count, ids.size, _index_size(name, ids)


cdef Py_ssize_t take_rows_loop(char* x, Arguments* a) noexcept nogil:
    cdef const void* ids = a.array[1]
    cdef char* y = <char*> a.array[2]
    cdef Py_ssize_t i, rows = a.size[1], width = a.size[4]
    cdef index_t row
    for _ in range(a.size[0]):
        for i in range(a.size[2]):
            row = checked(index_at(ids, i, a.size[3]), rows, a.size[5])
            if row < 0:
                return 1 + i
            if width == 4:  # the compiler makes one instruction of a known size, for any address
                memcpy(y, x + row * 4, 4)
            elif width == 8:
                memcpy(y, x + row * 8, 8)
            else:
                memcpy(y, x + row * width, width)
            y += width
        x += rows * width
    return 0


def take_rows(x, ids, y, wrap=False, /):
    """y[:, i] = x[:, ids[i]] for arrays of (outer, rows, inner); `wrap`: negative indices count from the end."""
    sizes = _row_sizes("take_rows", ids, x, y)
    if x.dtype != y.dtype:
        raise TypeError(f"take_rows: both arrays must have one type. Received: {x.dtype}, {y.dtype}")
    return bind("take_rows", <Kernel> take_rows_loop, <Kernel> take_rows_loop, "aaA", (x, ids, y),
                (*sizes, x.shape[2] * x.itemsize, wrap))


cdef Py_ssize_t set_rows_loop(char* x, Arguments* a) noexcept nogil:
    cdef const void* ids = a.array[1]
    cdef char* y = <char*> a.array[2]
    cdef Py_ssize_t i, rows = a.size[1], width = a.size[4]
    cdef index_t row
    for _ in range(a.size[0]):
        for i in range(a.size[2]):
            row = checked(index_at(ids, i, a.size[3]), rows, a.size[5])
            if row < 0:
                return 1 + i
            memcpy(y + row * width, x, width)
            x += width
        y += rows * width
    return 0


def set_rows(x, ids, y, wrap=False, /):
    """y[:, ids[i]] = x[:, i] for arrays of (outer, rows, inner); of equal indices the last one wins."""
    sizes = _row_sizes("set_rows", ids, y, x)
    if x.dtype != y.dtype:
        raise TypeError(f"set_rows: both arrays must have one type. Received: {x.dtype}, {y.dtype}")
    return bind("set_rows", <Kernel> set_rows_loop, <Kernel> set_rows_loop, "aaA", (x, ids, y),
                (*sizes, x.shape[2] * x.itemsize, wrap))


cdef Py_ssize_t add_rows_loop(floating* x, Arguments* a) noexcept nogil:
    cdef const void* ids = a.array[1]
    cdef floating* y = <floating*> a.array[2]
    cdef floating* place
    cdef Py_ssize_t i, j, rows = a.size[1], width = a.size[4]
    cdef index_t row
    for _ in range(a.size[0]):
        for i in range(a.size[2]):
            row = checked(index_at(ids, i, a.size[3]), rows, a.size[5])
            if row < 0:
                return 1 + i
            place = y + row * width
            for j in range(width):
                place[j] += x[j]
            x += width
        y += rows * width
    return 0


def add_rows(x, ids, y, wrap=False, /):
    """y[:, ids[i]] += x[:, i] for arrays of (outer, rows, inner): the gradient of `take_rows`."""
    sizes = _row_sizes("add_rows", ids, y, x)
    return bind("add_rows", <Kernel> add_rows_loop[float], <Kernel> add_rows_loop[double], "faF", (x, ids, y),
                (*sizes, x.shape[2], wrap))


# ---------------------------------------------------------------------------------------- positions of numbers

cdef Py_ssize_t flat_index_loop(char* indices, Arguments* a) noexcept nogil:
    cdef index_t* flat = <index_t*> a.array[1]
    cdef const index_t* sizes = <const index_t*> a.array[2]
    cdef Py_ssize_t i, axis, axes = a.size[1]
    cdef index_t place, total
    for i in range(a.size[0]):
        total = 0
        for axis in range(axes):
            place = checked(index_at(indices, i * axes + axis, a.size[2]), sizes[axis], True)
            if place < 0:
                return 1 + i * axes + axis
            total = total * sizes[axis] + place
        flat[i] = total
    return 0


def flat_index(indices, flat, sizes, /):
    """flat[i] = where the number with the indices indices[i, :] stands in an array of these sizes."""
    if indices.shape != (flat.size, len(sizes)):
        raise ValueError(f"flat_index: shapes do not fit. Received: {indices.shape}, {flat.shape}, sizes={sizes}")
    return bind("flat_index", <Kernel> flat_index_loop, <Kernel> flat_index_loop, "aIl",
                (indices, flat, np.array(sizes, np.int64)), (flat.size, len(sizes), _index_size("flat_index", indices)))


cdef Py_ssize_t flat_along_loop(char* ids, Arguments* a) noexcept nogil:
    cdef index_t* flat = <index_t*> a.array[1]
    cdef Py_ssize_t o, i, at = 0, inner = a.size[2]
    cdef index_t place
    for o in range(a.size[0]):
        for _ in range(a.size[1]):
            for i in range(inner):
                place = checked(index_at(ids, at, a.size[3]), a.size[4], True)
                if place < 0:
                    return 1 + at
                flat[at] = (o * a.size[4] + place) * inner + i
                at += 1
    return 0


def flat_along(ids, flat, size, /):
    """flat[o, j, i] = where the number [o, ids[o, j, i], i] stands in an array of (outer, size, inner)."""
    if ids.shape != flat.shape or ids.ndim != 3:
        raise ValueError(f"flat_along: shapes do not fit. Received: {ids.shape}, {flat.shape}")
    return bind("flat_along", <Kernel> flat_along_loop, <Kernel> flat_along_loop, "aI", (ids, flat),
                (*ids.shape, _index_size("flat_along", ids), size))


cdef Py_ssize_t one_hot_loop(char* ids, Arguments* a) noexcept nogil:
    cdef char* y = <char*> a.array[1]
    cdef Py_ssize_t i, j, columns = a.size[2], bytes_ = a.size[4]
    cdef index_t column
    memset(y, 0, a.size[0] * columns * bytes_)
    for i in range(a.size[0]):
        for j in range(a.size[1]):
            column = checked(index_at(ids, i * a.size[1] + j, a.size[3]), columns, False)
            if column >= 0:
                memcpy(y + (i * columns + column) * bytes_, &a.size[5], bytes_)
    return 0


def one_hot(ids, y, /):
    """y[i, ids[i, j]] = 1 and 0 elsewhere; an index that is no column marks nothing, as in Keras."""
    if ids.ndim != 2 or y.ndim != 2 or len(ids) != len(y):
        raise ValueError(f"one_hot: shapes do not fit. Received: {ids.shape}, {y.shape}")
    one = int.from_bytes(np.ones(1, y.dtype).tobytes().ljust(8, b"\0"), sys.byteorder)
    return bind("one_hot", <Kernel> one_hot_loop, <Kernel> one_hot_loop, "aA", (ids, y),
                (*ids.shape, y.shape[1], _index_size("one_hot", ids), y.itemsize, one))
