"""The compiled loops, first page: the matrix product, sums, copies, and what moves batches.

A kernel has three layers, in this order: the arithmetic of one number or one tile (`cdef inline`), the loop
(`…_loop`: typed pointers, no Python, no checks), and the entry that students call: it checks the sizes, finds the
loop for the arrays' type and returns a bound `Step`. Entries have the names and arguments of their NumPy twins in
`_reference.py`. Compiler directives and flags stand in `setup.py`, nowhere else.
"""

import numpy as np

from libc.string cimport memcpy, memset
from nnlite._bits cimport advanced, draw
from nnlite._registers cimport NNLITE_VECTOR, lanes, square
from nnlite._steps cimport Arguments, Kernel, bind, floating, index_t, same_size

cdef extern from "_tile.h":
    void strip "nnlite_strip"(
        const void* x, Py_ssize_t x_row, Py_ssize_t x_column, const void* w, Py_ssize_t w_row, Py_ssize_t depth,
        const void* b, bint relu, void* y, Py_ssize_t y_row, Py_ssize_t rows, int vectors) noexcept nogil


# ---------------------------------------------------------------------------------------- matrix product

cdef inline Py_ssize_t padded(Py_ssize_t n, Py_ssize_t width) noexcept:
    """n, or what it takes to fill whole registers."""
    return (n + width - 1) // width * width


cdef void pack(const floating* w, Py_ssize_t row, Py_ssize_t column, Py_ssize_t depth, Py_ssize_t width,
               floating* packed, Py_ssize_t packed_width, Py_ssize_t packed_row) noexcept nogil:
    """Copy a (depth, width) piece of w to the beginnings of packed rows, and zeros up to `packed_width`."""
    cdef Py_ssize_t k, j
    for k in range(depth):
        for j in range(width):
            packed[k * packed_row + j] = w[k * row + j * column]
        for j in range(width, packed_width):
            packed[k * packed_row + j] = 0


cdef void pack_transposed(const floating* w, Py_ssize_t row, Py_ssize_t depth, Py_ssize_t width, floating* packed,
                          Py_ssize_t packed_row) noexcept nogil:
    """Copy a (width, depth) matrix into `depth` packed rows, the rest of each zero: squares first, then two borders."""
    cdef Py_ssize_t step = lanes(packed), i, j, whole_depth = depth - depth % step, whole_width = width - width % step
    for i in range(width // step):
        for j in range(depth // step):
            square(w + (i * row + j) * step, row, packed + (j * packed_row + i) * step, packed_row)
    pack(w + whole_width * row, 1, row, whole_depth, width - whole_width, packed + whole_width,
         packed_row - whole_width, packed_row)
    pack(w + whole_depth, 1, row, depth - whole_depth, width, packed + whole_depth * packed_row, packed_row, packed_row)


cdef void edge(floating* x, Py_ssize_t x_row, Py_ssize_t x_column, const floating* w, Py_ssize_t w_row,
               Py_ssize_t depth, const floating* b, bint relu, floating* y, Py_ssize_t y_row, Py_ssize_t rows,
               Py_ssize_t columns, floating* padded_b) noexcept nogil:
    """The last columns, fewer than a register: full tiles into a corner of our own, then only what is real."""
    cdef Py_ssize_t i, j, r, most, width = lanes(x)
    cdef floating* corner = padded_b + width
    if b != NULL:
        pack(b, 0, 1, 1, columns, padded_b, width, width)
    for i in range(0, rows, 8):
        most = min(<Py_ssize_t> 8, rows - i)
        strip(x + i * x_row, x_row, x_column, w, w_row, depth, padded_b if b != NULL else NULL, relu,
              corner, width, most, 1)
        for r in range(most):
            for j in range(columns):
                y[(i + r) * y_row + j] = corner[r * width + j]


cdef Py_ssize_t matmul_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* w = <floating*> a.array[1]
    cdef floating* b = <floating*> a.array[2]
    cdef floating* y = <floating*> a.array[3]
    cdef floating* packed = <floating*> a.array[4]
    cdef Py_ssize_t rows = a.size[0], depth = a.size[1], columns = a.size[2]
    cdef Py_ssize_t x_row = a.size[3], x_column = a.size[4], w_row = columns, j = 0, step = lanes(x)
    cdef bint transposed = a.size[5], relu = a.size[6]
    cdef floating* spare = packed + depth * a.size[7]  # behind the packed columns: a padded bias and a corner
    cdef int vectors
    if transposed:
        pack_transposed(w, depth, depth, columns, packed, a.size[7])
        w, w_row = packed, a.size[7]
    while j + step <= columns:
        vectors = 2 if j + 2 * step <= columns else 1
        strip(x, x_row, x_column, w + j, w_row, depth, b + j if b != NULL else NULL, relu,
              y + j, columns, rows, vectors)
        j += vectors * step
    if j < columns:
        if not transposed:
            pack(w + j, columns, 1, depth, columns - j, packed, step, step)
            w, w_row = packed - j, step
        edge(x, x_row, x_column, w + j, w_row, depth, b + j if b != NULL else NULL, relu, y + j, columns, rows,
             columns - j, spare)
    return 0


cdef Py_ssize_t matmul_turned_loop(floating* x, Arguments* a) noexcept nogil:
    """y = (w @ xᵀ)ᵀ, w as it is stored: where x and y are together smaller than w, they are turned instead of w."""
    cdef floating* w = <floating*> a.array[1]
    cdef floating* packed = <floating*> a.array[4]
    cdef Py_ssize_t rows = a.size[0], depth = a.size[1], columns = a.size[2], packed_row = a.size[7], j = 0
    cdef floating* turned = packed + depth * packed_row
    cdef int vectors
    if a.size[4] == 1:
        pack_transposed(x, depth, depth, rows, packed, packed_row)
    else:
        pack(x, rows, 1, depth, rows, packed, packed_row, packed_row)
    while j < packed_row:
        vectors = 2 if j + 2 * lanes(x) <= packed_row else 1
        strip(w, depth, 1, packed + j, packed_row, depth, NULL, a.size[6], turned + j, packed_row, columns, vectors)
        j += vectors * lanes(x)
    pack_transposed(turned, packed_row, rows, columns, <floating*> a.array[3], columns)
    return 0


def matmul(x, w, b, y, transpose_x=False, transpose_w=False, relu=False, /):
    """y = relu(x @ w + b) in blocks held in registers; either factor may be read transposed, b may be None."""
    cdef Py_ssize_t rows, depth, columns, width, packed_row, x_row, x_column
    cdef bint turned
    rows, depth = x.shape[::-1] if transpose_x else x.shape
    inner, columns = w.shape[::-1] if transpose_w else w.shape
    if inner != depth or y.shape != (rows, columns) or (b is not None and b.size != columns):
        raise ValueError(f"matmul: shapes do not fit. Received: {x.shape}, {w.shape}, {y.shape}")
    width = max(NNLITE_VECTOR // x.dtype.itemsize, 1)
    turned = transpose_w and b is None and rows * (depth + columns) < depth * columns
    packed_row = padded(rows if turned else columns, width) if transpose_w else width
    packed = np.zeros(depth * packed_row + (columns * packed_row if turned else 9 * width), x.dtype)
    x_row = 1 if transpose_x else depth
    x_column = rows if transpose_x else 1
    return bind("matmul", <Kernel> (matmul_turned_loop[float] if turned else matmul_loop[float]),
                <Kernel> (matmul_turned_loop[double] if turned else matmul_loop[double]), "fffFS", (x, w, b, y, packed),
                (rows, depth, columns, x_row, x_column, transpose_w, relu, packed_row), (), rows * depth * columns)


cdef Py_ssize_t bias_relu_loop(floating* b, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef floating value
    cdef Py_ssize_t _, j, columns = a.size[1]
    for _ in range(a.size[0]):
        for j in range(columns):
            value = y[j] + b[j] if b != NULL else y[j]
            y[j] = 0 if a.size[2] and value < 0 else value
        y += columns
    return 0


def bias_relu(b, y, relu=False, /):
    """y = relu(y + b) in place, b added to every row: what follows a product that NumPy's BLAS made."""
    if b is not None and b.size != y.shape[-1]:
        raise ValueError(f"bias_relu: shapes do not fit. Received: {b.shape}, {y.shape}")
    columns = y.shape[-1]
    return bind("bias_relu", <Kernel> bias_relu_loop[float], <Kernel> bias_relu_loop[double], "fF", (b, y),
                (y.size // columns if columns else 0, columns, relu))


# ------------------------------------------------------------------------------------------- sums and copies

cdef Py_ssize_t column_sums_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef Py_ssize_t _, j, columns = a.size[1]
    memset(y, 0, columns * sizeof(floating))
    for _ in range(a.size[0]):
        for j in range(columns):
            y[j] += x[j]
        x += columns
    return 0


def column_sums(x, y, /):
    """y[j] = Σᵢ x[i, j] over all leading axes: the gradient of a bias."""
    if x.shape[-1] != y.size:
        raise ValueError(f"column_sums: shapes do not fit. Received: {x.shape}, {y.shape}")
    return bind("column_sums", <Kernel> column_sums_loop[float], <Kernel> column_sums_loop[double], "fF", (x, y),
                (x.size // y.size if y.size else 0, y.size))


cdef Py_ssize_t accumulate_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        y[i] += x[i]
    return 0


def accumulate(x, y, /):
    """y += x: the second and every later contribution to a gradient."""
    return bind("accumulate", <Kernel> accumulate_loop[float], <Kernel> accumulate_loop[double], "fF", (x, y),
                (same_size("accumulate", (x, y)),))


cdef Py_ssize_t copy_loop(char* x, Arguments* a) noexcept nogil:
    memcpy(a.array[1], x, a.size[0])
    return 0


def copy(x, y, /):
    """y = x, whatever the shapes, as long as type and size agree."""
    if x.dtype != y.dtype or x.size != y.size:
        raise ValueError(f"copy: arrays do not fit. Received: {x.shape} {x.dtype}, {y.shape} {y.dtype}")
    return bind("copy", <Kernel> copy_loop, <Kernel> copy_loop, "aA", (x, y), (x.nbytes,))


cdef Py_ssize_t copy_block_loop(char* x, Arguments* a) noexcept nogil:
    cdef char* y = <char*> a.array[1]
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        memcpy(y + i * a.size[4] + a.size[5], x + i * a.size[2] + a.size[3], a.size[1])
    return 0


def copy_block(x, y, axis, x_start, y_start, length, /):
    """y[…, y_start : y_start + length, …] = x[…, x_start : x_start + length, …] along one axis."""
    shapes = [array.shape[:axis] + array.shape[axis + 1:] for array in (x, y)]
    if (shapes[0] != shapes[1] or x.dtype != y.dtype or min(x_start, y_start, length) < 0
            or x_start + length > x.shape[axis] or y_start + length > y.shape[axis]):
        raise ValueError(f"copy_block: shapes do not fit. Received: {x.shape}, {y.shape}")
    outer, inner = int(np.prod(x.shape[:axis])), int(np.prod(x.shape[axis + 1:])) * x.dtype.itemsize
    return bind("copy_block", <Kernel> copy_block_loop, <Kernel> copy_block_loop, "aA", (x, y),
                (outer, length * inner, x.shape[axis] * inner, x_start * inner, y.shape[axis] * inner, y_start * inner))


# ------------------------------------------------------------------------------------------------- batches

cdef Py_ssize_t gather_loop(char* source, Arguments* a) noexcept nogil:
    cdef index_t* order = <index_t*> a.array[1]
    cdef index_t start = (<index_t*> a.array[2])[0], row
    cdef char* y = <char*> a.array[3]
    cdef Py_ssize_t i, batch = a.size[0], width = a.size[1]
    if start < 0 or start + batch > a.size[3]:
        return 1
    for i in range(batch):
        row = order[start + i] if order != NULL else start + i
        if row < 0 or row >= a.size[2]:
            return 1 + i
        memcpy(y + i * width, source + row * width, width)
    return 0


def gather(source, order, cursor, y, /):
    """y[i] = source[order[cursor[0] + i]]: the next batch of rows; without an order, rows as they stand."""
    if source.shape[1:] != y.shape[1:] or source.dtype != y.dtype:
        raise ValueError(f"gather: arrays do not fit. Received: {source.shape} {source.dtype}, {y.shape} {y.dtype}")
    batch, rows = y.shape[0], source.shape[0]
    width = y.itemsize * int(np.prod(y.shape[1:]))
    return bind("gather", <Kernel> gather_loop, <Kernel> gather_loop, "aiiA", (source, order, cursor, y),
                (batch, width, rows, rows if order is None else order.size))


cdef Py_ssize_t all_finite_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating zero = 0, zeros = 0
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        zeros += x[i] * zero  # inf * 0 and nan * 0 are nan
    if zeros == zero:
        return 0
    for i in range(a.size[0]):
        if x[i] * zero != zero:
            return 1 + i
    return 0


def all_finite(x, /):
    """Stop the sequence at the first NaN or infinity."""
    return bind("all_finite", <Kernel> all_finite_loop[float], <Kernel> all_finite_loop[double], "f", (x,), (x.size,))


# ------------------------------------------------------------------------------------------------- dropout

cdef Py_ssize_t dropout_loop(floating* x, Arguments* a) noexcept nogil:
    cdef unsigned long long* state = <unsigned long long*> a.array[1]
    cdef floating* mask = <floating*> a.array[2]
    cdef floating* y = <floating*> a.array[3]
    cdef unsigned long long start = state[0], bits
    cdef double rate = a.number[0]
    cdef unsigned long long limit = <unsigned long long> (rate * 9007199254740992.0)  # 2**53
    cdef floating keep = <floating> (1 / (1 - rate)) if rate < 1 else 0
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        bits = draw(start, i)
        mask[i] = 0 if (bits >> 11) < limit else keep
        y[i] = x[i] * mask[i]
    state[0] = advanced(start, a.size[0])
    return 0


def dropout(x, state, mask, y, rate, /):
    """y = x · mask, mask = 0 with probability `rate` and 1 / (1 - rate) otherwise; `state` counts the draws."""
    return bind("dropout", <Kernel> dropout_loop[float], <Kernel> dropout_loop[double], "fIFF", (x, state, mask, y),
                (same_size("dropout", (x, mask, y)),), (rate,))


# --------------------------------------------------------------------------------------- scale and penalty

cdef Py_ssize_t scale_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef floating factor = <floating> a.number[0]
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        y[i] = factor * x[i]
    return 0


def scale(x, y, factor, /):
    """y = factor · x"""
    return bind("scale", <Kernel> scale_loop[float], <Kernel> scale_loop[double], "fF", (x, y),
                (same_size("scale", (x, y)),), (factor,))


cdef Py_ssize_t penalty_loop(floating* w, Arguments* a) noexcept nogil:
    cdef floating* y = <floating*> a.array[1]
    cdef double absolute = 0, squares = 0
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        absolute += -w[i] if w[i] < 0 else w[i]
        squares += <double> w[i] * w[i]
    y[0] = <floating> (a.number[0] * absolute + a.number[1] * squares)
    return 0


def penalty(w, y, l1, l2, /):
    """y = Σ l1 |w| + l2 w², one number"""
    same_size("penalty", (y, np.empty(1)))
    return bind("penalty", <Kernel> penalty_loop[float], <Kernel> penalty_loop[double], "fF", (w, y),
                (w.size,), (l1, l2))


cdef Py_ssize_t penalty_gradient_loop(floating* w, Arguments* a) noexcept nogil:
    cdef floating dy = (<floating*> a.array[1])[0]
    cdef floating* dw = <floating*> a.array[2]
    cdef floating l1 = <floating> a.number[0] * dy, l2 = <floating> (2 * a.number[1]) * dy
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        dw[i] = l2 * w[i] + (l1 if w[i] > 0 else (-l1 if w[i] < 0 else 0))
    return 0


def penalty_gradient(w, dy, dw, l1, l2, /):
    """dw = dy · (l1 · sign(w) + 2 · l2 · w)"""
    same_size("penalty_gradient", (dy, np.empty(1)))
    return bind("penalty_gradient", <Kernel> penalty_gradient_loop[float], <Kernel> penalty_gradient_loop[double],
                "ffF", (w, dy, dw), (same_size("penalty_gradient", (w, dw)),), (l1, l2))
