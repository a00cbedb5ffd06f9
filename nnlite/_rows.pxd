"""What do the kernels of losses share? Sums over rows of classes, small formulas, and how rows are bound."""

from nnlite._math cimport absolute, exp_, log1p_, log_
from nnlite._steps cimport Kernel, Step, bind, floating

cdef enum:
    PIECE = 256  # terms of a sum that are computed together
    SUMS = 8  # sums that grow side by side, because each addition waits for the one before


# ------------------------------------------------------------------------------------------------------- binding

cdef inline Py_ssize_t product(tuple sizes):
    """How many numbers an array of this shape has."""
    cdef Py_ssize_t result = 1
    for size in sizes:
        result *= size
    return result


cdef inline Step bind_rows(str name, Kernel single, Kernel double_, str access, str form, tuple arrays,
                           tuple numbers=(), Py_ssize_t kind=0):
    """Make a step of arrays that hold rows of classes (r in `form`), one number a row (1) or one a class (c)."""
    shapes = [array.shape for array in arrays]
    first = shapes[form.index("r")]
    for shape, letter in zip(shapes, form, strict=True):
        if not first or not fits(shape, letter, first):
            raise ValueError(f"{name}: arrays do not fit as rows and one number a row. Received: {shapes}")
    return bind(name, single, double_, access, arrays, (product(first[:-1]), first[-1], kind), numbers)


cdef inline bint fits(tuple shape, str letter, tuple rows):
    """Whether an array of this shape goes with rows of that shape."""
    if letter == "c":
        return shape == rows[-1:]
    return product(shape[:-1] if letter == "r" else shape) == product(rows[:-1]) and (
        letter == "1" or shape[-1:] == rows[-1:])


# ------------------------------------------------------------------------------------------------ sums over rows

cdef inline floating total(const floating* x, Py_ssize_t n) noexcept nogil:
    """The sum of n numbers, as four sums because each addition waits for the one before."""
    cdef double a = 0, b = 0, c = 0, d = 0
    cdef Py_ssize_t j
    for j in range(0, n - 3, 4):
        a += x[j]
        b += x[j + 1]
        c += x[j + 2]
        d += x[j + 3]
    for j in range(n - n % 4, n):
        a += x[j]
    return <floating> ((a + b) + (c + d))


cdef inline double sum_of(const floating* x, const floating* weights, Py_ssize_t n) noexcept nogil:
    """Σ w x in double, always in the same order; no weights mean ones."""
    cdef double sums[SUMS]
    cdef Py_ssize_t j, turn, lane, whole = n - n % SUMS
    for lane in range(SUMS):
        sums[lane] = 0
    if weights == NULL:
        for turn in range(n // SUMS):
            for lane in range(SUMS):
                sums[lane] += x[turn * SUMS + lane]
        for j in range(whole, n):
            sums[j - whole] += x[j]
    else:
        for turn in range(n // SUMS):
            for lane in range(SUMS):
                sums[lane] += <double> x[turn * SUMS + lane] * weights[turn * SUMS + lane]
        for j in range(whole, n):
            sums[j - whole] += <double> x[j] * weights[j]
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]))


cdef inline void add_rows(const floating* terms, Py_ssize_t start, Py_ssize_t n, Py_ssize_t classes,
                          Py_ssize_t divisor, floating* loss) noexcept nogil:
    """Add n terms, the first of them number `start` of all rows, to the losses of their rows, divided."""
    cdef Py_ssize_t row = start // classes, left = classes - start % classes
    while n > 0:
        left = min(left, n)
        loss[row] += total(terms, left) / divisor
        terms += left
        n -= left
        row += 1
        left = classes


# ------------------------------------------------------------------------------------------------ small formulas

cdef inline floating clip(floating x, floating low, floating high) noexcept nogil:
    """x between low and high; NaN stays."""
    x = low if x < low else x
    return high if x > high else x


cdef inline bint clipped(floating x, floating low, floating high) noexcept nogil:
    """Does `clip` change x, and so stop its gradient?"""
    return (x < low) | (x > high)


cdef inline floating sigmoid_term(floating t, floating z) noexcept nogil:
    """`binary_term` of sigmoid(z), where nothing overflows"""
    return (z if z > 0 else 0) - z * t + log1p_(exp_(-absolute(z)))


cdef inline floating sign(floating x) noexcept nogil:
    """1 or -1; 0 and NaN stay."""
    return 1 if x > 0 else -1 if x < 0 else x


cdef inline floating power(floating x, floating exponent) noexcept nogil:
    """x to the power of an exponent, for x ≥ 0; without a branch, so that loops over it are vectorised."""
    cdef floating one = 1, result = exp_(exponent * log_(x))
    return one if exponent == 0 else result
