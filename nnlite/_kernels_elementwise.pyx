"""The compiled arithmetic between arrays: sums, products and so on with broadcasting, and sums over any axes.

What happens to a pair of numbers stands in one table, `combine`. Broadcasting is a matter of strides: an array that
is repeated along an axis has the stride 0 there, and neighbouring axes that one loop can run over are one
(`shapes.runs`). What remains is mostly one axis (equal shapes, a plain number) or two (a row or a column beside a
matrix); four are provided for. The innermost loops have no stride in them, so that the compiler vectorises them.

The names of the operations are types, as in `_kernels_activations.pyx`. Sums are made in blocks of float and collected
in double: a mean over a million numbers is as exact as one over ten.
"""

from libc.math cimport erf as erf_double
from nnlite._math cimport absolute as absolute_value
from nnlite._math cimport row_dot, row_sum
from nnlite._steps cimport Arguments, Kernel, Step, bind, floating, same_size

from nnlite.shapes import runs

cdef extern from "<math.h>" nogil:
    float erff(float x)
    float sqrtf(float x)
    double root "sqrt"(double x)

cdef enum:
    BLOCK = 1024  # numbers of a row that are summed in their own type
    STRIP = 64  # columns that are summed side by side

cdef struct Add:
    Arguments call
cdef struct Subtract:
    Arguments call
cdef struct Multiply:
    Arguments call
cdef struct Divide:
    Arguments call
cdef struct Maximum:
    Arguments call
cdef struct Minimum:
    Arguments call

ctypedef fused operation:
    Add
    Subtract
    Multiply
    Divide
    Maximum
    Minimum

cdef struct Negative:
    Arguments call
cdef struct Square:
    Arguments call
cdef struct Sqrt:
    Arguments call
cdef struct Absolute:
    Arguments call
cdef struct Erf:
    Arguments call

ctypedef fused function:
    Negative
    Square
    Sqrt
    Absolute
    Erf


# -------------------------------------------------------------------------------------- what happens to a pair, to one

cdef inline floating combine(floating x, floating other, operation* kind) noexcept nogil:
    """x ∘ other; a NaN on either side passes. (One comparison at a time: two in one line are not vectorised.)"""
    cdef floating chosen
    if operation is Add:
        return x + other
    elif operation is Subtract:
        return x - other
    elif operation is Multiply:
        return x * other
    elif operation is Divide:
        return x / other
    elif operation is Maximum:
        chosen = x if x > other else other
        return chosen if x == x else x
    elif operation is Minimum:
        chosen = x if x < other else other
        return chosen if x == x else x


cdef inline floating value(floating x, function* kind) noexcept nogil:
    if function is Negative:
        return -x
    elif function is Square:
        return x * x
    elif function is Sqrt:
        if floating is float:
            return sqrtf(x)
        else:
            return root(x)
    elif function is Absolute:
        return absolute_value(x)
    elif function is Erf:
        if floating is float:
            return erff(x)
        else:
            return erf_double(x)


# -------------------------------------------------------------------------------------------------- pairs, broadcast

cdef inline void combine_row(const floating* x, Py_ssize_t x_step, const floating* other, Py_ssize_t other_step,
                             floating* y, Py_ssize_t count, operation* kind) noexcept nogil:
    """One run: both sides advance, or one of them stays where it is."""
    cdef Py_ssize_t j
    cdef floating fixed
    if x_step and other_step:
        for j in range(count):
            y[j] = combine[floating, operation](x[j], other[j], kind)
    elif x_step:
        fixed = other[0]
        for j in range(count):
            y[j] = combine[floating, operation](x[j], fixed, kind)
    elif other_step:
        fixed = x[0]
        for j in range(count):
            y[j] = combine[floating, operation](fixed, other[j], kind)
    else:
        fixed = combine[floating, operation](x[0], other[0], kind) if count else 0
        for j in range(count):
            y[j] = fixed


cdef Py_ssize_t combine_loop(floating* x, operation* a) noexcept nogil:
    """Four nested runs, sizes first, then the steps of either side."""
    cdef floating* other = <floating*> a.call.array[1]
    cdef floating* y = <floating*> a.call.array[2]
    cdef Py_ssize_t* n = &a.call.size[0]
    cdef Py_ssize_t* s = &a.call.size[4]
    cdef Py_ssize_t* t = &a.call.size[8]
    cdef Py_ssize_t i, j, k
    for i in range(n[0]):
        for j in range(n[1]):
            for k in range(n[2]):
                combine_row[floating, operation](x + i * s[0] + j * s[1] + k * s[2], s[3],
                                                 other + i * t[0] + j * t[1] + k * t[2], t[3], y, n[3], a)
                y += n[3]
    return 0


cdef tuple sizes_and_steps(str name, y, tuple operands):
    """The four runs over y: their sizes, then the steps of every operand."""
    found = runs(y.shape, *[array.shape for array in operands])
    if len(found) > 4:
        raise ValueError(f"{name}: more than four runs of axes. Received: {[array.shape for array in operands]}")
    found = ((1,) + (0,) * len(operands),) * (4 - len(found)) + found
    return tuple(row[column] for column in range(len(operands) + 1) for row in found)


cdef Step pairs(str name, Kernel single, Kernel double_, x, other, y):
    return bind(name, single, double_, "ffF", (x, other, y), sizes_and_steps(name, y, (x, other)))


def add(x, other, y, /):
    """y = x + other"""
    return pairs("add", <Kernel> combine_loop[float, Add], <Kernel> combine_loop[double, Add], x, other, y)


def subtract(x, other, y, /):
    """y = x - other"""
    return pairs("subtract", <Kernel> combine_loop[float, Subtract], <Kernel> combine_loop[double, Subtract],
                 x, other, y)


def multiply(x, other, y, /):
    """y = x · other"""
    return pairs("multiply", <Kernel> combine_loop[float, Multiply], <Kernel> combine_loop[double, Multiply],
                 x, other, y)


def divide(x, other, y, /):
    """y = x / other"""
    return pairs("divide", <Kernel> combine_loop[float, Divide], <Kernel> combine_loop[double, Divide], x, other, y)


def maximum(x, other, y, /):
    """y = the chosen of x and other, NaN if one of them is"""
    return pairs("maximum", <Kernel> combine_loop[float, Maximum], <Kernel> combine_loop[double, Maximum],
                 x, other, y)


def minimum(x, other, y, /):
    """y = the smaller of x and other, NaN if one of them is"""
    return pairs("minimum", <Kernel> combine_loop[float, Minimum], <Kernel> combine_loop[double, Minimum],
                 x, other, y)


# ------------------------------------------------------------------------------------------------- where one is chosen

cdef Py_ssize_t choose_loop(floating* x, Arguments* a) noexcept nogil:
    """y = value where (x ≥ other) is what the call's number says."""
    cdef floating* other = <floating*> a.array[1]
    cdef floating* taken = <floating*> a.array[2]
    cdef floating* y = <floating*> a.array[3]
    cdef Py_ssize_t* n = &a.size[0]
    cdef Py_ssize_t* s = &a.size[4]
    cdef Py_ssize_t* t = &a.size[8]
    cdef Py_ssize_t* u = &a.size[12]
    cdef bint wanted = a.number[0] != 0
    cdef Py_ssize_t i, j, k
    for i in range(n[0]):
        for j in range(n[1]):
            for k in range(n[2]):
                choose_row(x + i * s[0] + j * s[1] + k * s[2], s[3], other + i * t[0] + j * t[1] + k * t[2], t[3],
                           taken + i * u[0] + j * u[1] + k * u[2], u[3], y, n[3], wanted)
                y += n[3]
    return 0


cdef inline void choose_row(const floating* x, Py_ssize_t x_step, const floating* other, Py_ssize_t other_step,
                            const floating* taken, Py_ssize_t step, floating* y, Py_ssize_t count,
                            bint wanted) noexcept nogil:
    cdef Py_ssize_t j
    cdef floating fixed
    if x_step and step and not other_step:  # max(x, 0): x beside a number
        fixed = other[0]
        if wanted:
            for j in range(count):
                y[j] = taken[j] if x[j] >= fixed else 0
        else:
            for j in range(count):
                y[j] = 0 if x[j] >= fixed else taken[j]
    elif x_step and step and wanted:
        for j in range(count):
            y[j] = taken[j] if x[j] >= other[j] else 0
    else:
        for j in range(count):
            y[j] = taken[j * step] if (x[j * x_step] >= other[j * other_step]) == wanted else 0


cdef Step choice(str name, x, other, value, y, double wanted):
    return bind(name, <Kernel> choose_loop[float], <Kernel> choose_loop[double], "fffF", (x, other, value, y),
                sizes_and_steps(name, y, (x, other, value)), (wanted,))


def where_greater_equal(x, other, value, y, /):
    """y = value where x ≥ other, otherwise 0"""
    return choice("where_greater_equal", x, other, value, y, 1)


def where_not_greater_equal(x, other, value, y, /):
    """y = value where x < other or one of the two is NaN, otherwise 0"""
    return choice("where_not_greater_equal", x, other, value, y, 0)


# ------------------------------------------------------------------------------------------------- where a mask is set

cdef inline void mask_row(const char* mask, Py_ssize_t mask_step, const floating* x, Py_ssize_t x_step,
                          const floating* other, Py_ssize_t other_step, floating* y, Py_ssize_t count) noexcept nogil:
    cdef Py_ssize_t j
    cdef floating fixed
    if not mask_step:  # one answer for the whole row
        x, x_step = (x, x_step) if count and mask[0] else (other, other_step)
        fixed = x[0] if count else 0
        for j in range(count):
            y[j] = x[j] if x_step else fixed
    elif x_step and other_step:
        for j in range(count):
            y[j] = x[j] if mask[j] else other[j]
    elif other_step:
        fixed = x[0]
        for j in range(count):
            y[j] = fixed if mask[j] else other[j]
    else:
        fixed = other[0] if count else 0
        for j in range(count):
            y[j] = x[j * x_step] if mask[j] else fixed


cdef Py_ssize_t where_loop(floating* x, Arguments* a) noexcept nogil:
    cdef char* mask = <char*> a.array[1]
    cdef floating* other = <floating*> a.array[2]
    cdef floating* y = <floating*> a.array[3]
    cdef Py_ssize_t* n = &a.size[0]
    cdef Py_ssize_t* s = &a.size[4]
    cdef Py_ssize_t* t = &a.size[8]
    cdef Py_ssize_t* u = &a.size[12]
    cdef Py_ssize_t i, j, k
    for i in range(n[0]):
        for j in range(n[1]):
            for k in range(n[2]):
                mask_row(mask + i * t[0] + j * t[1] + k * t[2], t[3], x + i * s[0] + j * s[1] + k * s[2], s[3],
                         other + i * u[0] + j * u[1] + k * u[2], u[3], y, n[3])
                y += n[3]
    return 0


def where(x, mask, other, y, /):
    """y = x where the mask is set, otherwise other"""
    return bind("where", <Kernel> where_loop[float], <Kernel> where_loop[double], "fbfF", (x, mask, other, y),
                sizes_and_steps("where", y, (x, mask, other)))


# ----------------------------------------------------------------------------------------------------- one by one

cdef Py_ssize_t map_loop(floating* x, function* a) noexcept nogil:
    cdef floating* y = <floating*> a.call.array[1]
    cdef Py_ssize_t i
    for i in range(a.call.size[0]):
        y[i] = value[floating, function](x[i], a)
    return 0


cdef Step mapped(str name, Kernel single, Kernel double_, x, y):
    return bind(name, single, double_, "fF", (x, y), (same_size(name, (x, y)),))


def negative(x, y, /):
    """y = -x"""
    return mapped("negative", <Kernel> map_loop[float, Negative], <Kernel> map_loop[double, Negative], x, y)


def square(x, y, /):
    """y = x²"""
    return mapped("square", <Kernel> map_loop[float, Square], <Kernel> map_loop[double, Square], x, y)


def sqrt(x, y, /):
    """y = √x"""
    return mapped("sqrt", <Kernel> map_loop[float, Sqrt], <Kernel> map_loop[double, Sqrt], x, y)


def absolute(x, y, /):
    """y = |x|"""
    return mapped("absolute", <Kernel> map_loop[float, Absolute], <Kernel> map_loop[double, Absolute], x, y)


def erf(x, y, /):
    """y = 2/√π ∫ exp(-t²) dt from 0 to x: the C library's, which is not vectorised but exact."""
    return mapped("erf", <Kernel> map_loop[float, Erf], <Kernel> map_loop[double, Erf], x, y)


# ------------------------------------------------------------------------------------------------- sums over axes

cdef inline double row_total(const floating* x, const floating* other, Py_ssize_t step,
                             Py_ssize_t count) noexcept nogil:
    """Σ x · other along a row; other may be missing, or one number for the whole row."""
    cdef double total = 0
    cdef Py_ssize_t j, width
    for j in range(0, count, 1024):
        width = min(<Py_ssize_t> BLOCK, count - j)
        total += row_dot(x + j, other + j, width) if other != NULL and step else row_sum(x + j, width)
    return total * other[0] if other != NULL and not step and count else total


cdef inline void add_strip(double* total, const floating* x, const floating* other, Py_ssize_t step,
                           Py_ssize_t width) noexcept nogil:
    """total += x · other for some columns of one row."""
    cdef Py_ssize_t j
    if other == NULL:
        for j in range(width):
            total[j] += x[j]
    elif step:
        for j in range(width):
            total[j] += x[j] * other[j]
    else:
        for j in range(width):
            total[j] += x[j] * other[0]


cdef inline void sum_columns(const floating* x, const floating* other, floating* y, Arguments* a) noexcept nogil:
    """The last axis stays: a strip of columns is carried through all that is summed."""
    cdef double total[STRIP]
    cdef double factor = a.number[0]
    cdef Py_ssize_t* n = &a.size[9]
    cdef Py_ssize_t i, j, k, column, width, at, other_at, count = a.size[18], step = a.size[19]
    for column in range(0, count, 64):
        width = min(<Py_ssize_t> STRIP, count - column)
        for j in range(width):
            total[j] = 0
        for i in range(n[0]):
            for j in range(n[1]):
                for k in range(n[2]):
                    at = i * n[3] + j * n[4] + k * n[5] + column
                    other_at = i * n[6] + j * n[7] + k * n[8] + column * step
                    add_strip(total, x + at, other + other_at if other != NULL else NULL, step, width)
        for j in range(width):
            y[column + j] = <floating> (total[j] * factor)


cdef inline double sum_rows(const floating* x, const floating* other, Arguments* a) noexcept nogil:
    """The last axis is summed too."""
    cdef double total = 0
    cdef Py_ssize_t* n = &a.size[9]
    cdef Py_ssize_t i, j, k
    for i in range(n[0]):
        for j in range(n[1]):
            for k in range(n[2]):
                total += row_total(x + i * n[3] + j * n[4] + k * n[5],
                                   other + i * n[6] + j * n[7] + k * n[8] if other != NULL else NULL,
                                   a.size[19], a.size[18])
    return total * a.number[0]


cdef Py_ssize_t sum_over_loop(floating* x, Arguments* a) noexcept nogil:
    """Three runs that stay, three that are summed (sizes, steps of x, steps of other), and the innermost."""
    cdef floating* other = <floating*> a.array[1]
    cdef floating* y = <floating*> a.array[2]
    cdef floating* row
    cdef floating* beside
    cdef Py_ssize_t* n = &a.size[0]
    cdef Py_ssize_t i, j, k
    for i in range(n[0]):
        for j in range(n[1]):
            for k in range(n[2]):
                row = x + i * n[3] + j * n[4] + k * n[5]
                beside = other + i * n[6] + j * n[7] + k * n[8] if other != NULL else NULL
                if a.size[20]:
                    sum_columns(row, beside, y, a)
                    y += a.size[18]
                else:
                    y[0] = <floating> sum_rows(row, beside, a)
                    y += 1
    return 0


def sum_over(x, other, y, factor=1.0, /):
    """y = factor · Σ x · other over the axes where y has the size 1; other is broadcast, or None for 1."""
    if x.ndim != y.ndim:
        raise ValueError(f"sum_over: x and y need as many axes. Received: {x.shape}, {y.shape}")
    found = runs(x.shape, () if other is None else other.shape, y.shape)
    steps, step = [], 1  # of x, which has them all
    for run in reversed(found):
        steps.insert(0, step)
        step *= run[0]
    *outer, (count, other_step, y_step) = found
    outer = [(run[0], step, run[1], run[2]) for run, step in zip(outer, steps, strict=False)]
    stay, go = [run[:3] for run in outer if run[3]], [run[:3] for run in outer if not run[3]]
    if len(stay) > 3 or len(go) > 3:
        raise ValueError(f"sum_over: more than three runs of axes. Received: {x.shape}, {y.shape}")
    sizes = []
    for group in (stay, go):
        group = [(1, 0, 0)] * (3 - len(group)) + group
        sizes += [run[column] for column in range(3) for run in group]
    return bind("sum_over", <Kernel> sum_over_loop[float], <Kernel> sum_over_loop[double], "ffF", (x, other, y),
                (*sizes, count, other_step, y_step != 0), (factor,))
