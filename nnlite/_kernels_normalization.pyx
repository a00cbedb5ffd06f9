"""The compiled loops that bring numbers to mean 0 and variance 1: over a batch for each channel, or row by row.

A channel kernel sees its array as (outer, channels, inner): the axes before that of the channels joined, and those
behind it. With inner = 1 channels are columns, and a strip of columns is carried through all rows; otherwise they
are runs. A row kernel sees rows and the last axis.

A mean far from 0 costs no digits: before anything is summed one number of the data is subtracted from all of them.
It is itself one of the n, so its square distance from the mean is at most n times the variance, which bounds what
cancels where the sums are brought to the mean (Chan, Golub and LeVeque, "Algorithms for computing the sample
variance", 1983). Columns are summed so in one pass, in double. The runs are read again for their squares: there
the sums are made in blocks of float, and the loops have one sum each, because that is what compilers vectorise.
"""

from nnlite._math cimport LANES, root
from nnlite._steps cimport Arguments, Kernel, Step, bind, floating, same_size
from nnlite._updates cimport settled

cdef enum:
    STRIP = 256  # columns that are summed side by side
    BLOCK = 1024  # numbers of a row that are summed in their own type


# ---------------------------------------------------------------------------------------------------- one run

cdef inline floating folded(floating* part) noexcept nogil:
    """Σ part, as a tree: rows are short, and each addition of a chain would wait for the one before"""
    cdef Py_ssize_t j
    for j in range(8):
        part[j] += part[j + 8]
    for j in range(4):
        part[j] += part[j + 4]
    return (part[0] + part[1]) + (part[2] + part[3])


cdef inline floating part_sum(const floating* x, floating shift, Py_ssize_t count) noexcept nogil:
    """Σ (x - shift), in partial sums that do not wait for each other"""
    cdef floating part[LANES]
    cdef floating total = 0
    cdef Py_ssize_t i, j, even = count - count % LANES
    for j in range(LANES):
        part[j] = 0
    for i in range(0, even, 16):
        for j in range(LANES):
            part[j] += x[i + j] - shift
    for i in range(even, count):
        total += x[i] - shift
    return total + folded(part) if even else total


cdef inline floating part_product(const floating* x, floating shift, const floating* dy,
                                  Py_ssize_t count) noexcept nogil:
    """Σ (x - shift) · dy, or Σ (x - shift)² where there is no dy"""
    cdef floating part[LANES]
    cdef floating total = 0
    cdef Py_ssize_t i, j, even = count - count % LANES
    for j in range(LANES):
        part[j] = 0
    if dy != NULL:
        for i in range(0, even, 16):
            for j in range(LANES):
                part[j] += (x[i + j] - shift) * dy[i + j]
        for i in range(even, count):
            total += (x[i] - shift) * dy[i]
    else:
        for i in range(0, even, 16):
            for j in range(LANES):
                part[j] += (x[i + j] - shift) * (x[i + j] - shift)
        for i in range(even, count):
            total += (x[i] - shift) * (x[i] - shift)
    return total + folded(part) if even else total


cdef inline double sum_of(const floating* x, floating shift, Py_ssize_t count) noexcept nogil:
    """Σ (x - shift), in blocks of the type collected in double"""
    cdef double total = 0
    cdef Py_ssize_t start
    for start in range(0, count, 1024):
        total += part_sum(x + start, shift, min(<Py_ssize_t> BLOCK, count - start))
    return total


cdef inline double squares_of(const floating* x, floating shift, Py_ssize_t count) noexcept nogil:
    """Σ (x - shift)², likewise"""
    cdef double total = 0
    cdef Py_ssize_t start
    for start in range(0, count, 1024):
        total += part_product(x + start, shift, <const floating*> NULL, min(<Py_ssize_t> BLOCK, count - start))
    return total


cdef inline double product_of(const floating* x, floating shift, const floating* dy, Py_ssize_t count) noexcept nogil:
    """Σ (x - shift) · dy, likewise"""
    cdef double total = 0
    cdef Py_ssize_t start
    for start in range(0, count, 1024):
        total += part_product(x + start, shift, dy + start, min(<Py_ssize_t> BLOCK, count - start))
    return total


cdef inline double variance_of(double squares, double off) noexcept nogil:
    """The variance from the mean of (x - s)², where s is off the mean by so much; NaN passes."""
    cdef double result = squares - off * off
    return 0 if result < 0 else result


# ------------------------------------------------------------------------------------------- moments of channels

cdef inline void add_four_rows(const floating* x, Py_ssize_t step, const double* shift, double* total,
                               double* squares, Py_ssize_t width) noexcept nogil:
    """Deviations of four rows, so that the sums are read and written once for all of them."""
    cdef double a, b, c, d
    cdef Py_ssize_t j
    for j in range(width):
        a = x[j] - shift[j]
        b = x[step + j] - shift[j]
        c = x[2 * step + j] - shift[j]
        d = x[3 * step + j] - shift[j]
        total[j] += (a + b) + (c + d)
        squares[j] += (a * a + b * b) + (c * c + d * d)


cdef inline void column_moments(const floating* x, floating* mean, floating* variance, Py_ssize_t rows,
                                Py_ssize_t columns) noexcept nogil:
    cdef double shift[STRIP]
    cdef double total[STRIP]
    cdef double squares[STRIP]
    cdef Py_ssize_t i, j, column, width, even = rows - rows % 4
    cdef double d
    for column in range(0, columns, 256):
        width = min(<Py_ssize_t> STRIP, columns - column)
        for j in range(width):
            shift[j] = x[column + j] if rows else 0
            total[j] = 0
            squares[j] = 0
        for i in range(0, even, 4):
            add_four_rows(x + i * columns + column, columns, shift, total, squares, width)
        for i in range(even, rows):
            for j in range(width):
                d = x[i * columns + column + j] - shift[j]
                total[j] += d
                squares[j] += d * d
        for j in range(width):
            mean[column + j] = <floating> (shift[j] + total[j] / <double> rows)
            variance[column + j] = <floating> variance_of(squares[j] / <double> rows, total[j] / <double> rows)


cdef inline void run_moments(const floating* x, floating* mean, floating* variance, Arguments* a) noexcept nogil:
    cdef Py_ssize_t outer = a.size[0], channels = a.size[1], inner = a.size[2], i, c
    cdef double total, squares, exact, count = <double> (outer * inner)
    cdef floating shift
    for c in range(channels):
        shift = x[c * inner] if outer and inner else 0
        total = 0
        squares = 0
        for i in range(outer):
            total += sum_of(x + (i * channels + c) * inner, shift, inner)
        exact = shift + total / count
        mean[c] = <floating> exact
        for i in range(outer):
            squares += squares_of(x + (i * channels + c) * inner, mean[c], inner)
        variance[c] = <floating> variance_of(squares / count, exact - mean[c])


cdef Py_ssize_t channel_moments_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* mean = <floating*> a.array[1]
    cdef floating* variance = <floating*> a.array[2]
    if a.size[2] == 1:
        column_moments(x, mean, variance, a.size[0], a.size[1])
    else:
        run_moments(x, mean, variance, a)
    return 0


cdef tuple channel_sizes(str name, tuple arrays, tuple vectors, Py_ssize_t axis):
    """(outer, channels, inner) of the arrays, which must be alike; each vector has a number for each channel."""
    cdef Py_ssize_t outer = 1, inner = 1, place
    shape = arrays[0].shape
    if not 0 <= axis < len(shape) or any(array.shape != shape for array in arrays) or any(
            vector is not None and vector.size != shape[axis] for vector in vectors):
        raise ValueError(f"{name}: arrays of one shape and a number for each channel are needed. Received: "
                         f"{[array.shape for array in arrays]}, axis={axis} and "
                         f"{[vector.shape for vector in vectors if vector is not None]}")
    for place in range(len(shape)):
        if place < axis:
            outer *= shape[place]
        elif place > axis:
            inner *= shape[place]
    return (outer, shape[axis], inner)


def channel_moments(x, mean, variance, axis, /):
    """mean = Σ x / n and variance = Σ (x - mean)² / n of every channel"""
    return bind("channel_moments", <Kernel> channel_moments_loop[float], <Kernel> channel_moments_loop[double], "fFF",
                (x, mean, variance), channel_sizes("channel_moments", (x,), (mean, variance), axis))


cdef Py_ssize_t running_average_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* average = <floating*> a.array[1]
    cdef floating momentum = <floating> a.number[0], rest = <floating> (1 - a.number[0])
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        average[i] = settled(average[i] * momentum + x[i] * rest)  # 0, not denormal, for a channel that died
    return 0


def running_average(x, average, momentum, /):
    """average = average · momentum + x · (1 - momentum)"""
    return bind("running_average", <Kernel> running_average_loop[float], <Kernel> running_average_loop[double], "fF",
                (x, average), (same_size("running_average", (x, average)),), (momentum,))


# ------------------------------------------------------------------------------------------------ scaled channels

cdef inline floating inverse_of(floating variance, double epsilon) noexcept nogil:
    """1 / √(variance + ε)"""
    cdef double one = 1
    return <floating> (one / root(<double> variance + epsilon))


cdef inline void scale_columns(const floating* x, const floating* mean, const floating* factor, const floating* beta,
                               floating* y, Py_ssize_t width) noexcept nogil:
    """y = (x - mean) · factor + beta for a strip of one row"""
    cdef Py_ssize_t j
    if beta != NULL:
        for j in range(width):
            y[j] = (x[j] - mean[j]) * factor[j] + beta[j]
    else:
        for j in range(width):
            y[j] = (x[j] - mean[j]) * factor[j]


cdef Py_ssize_t batch_normalization_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* mean = <floating*> a.array[1]
    cdef floating* variance = <floating*> a.array[2]
    cdef floating* gamma = <floating*> a.array[3]
    cdef floating* beta = <floating*> a.array[4]
    cdef floating* y = <floating*> a.array[5]
    cdef Py_ssize_t outer = a.size[0], channels = a.size[1], inner = a.size[2], i, j, at, column, width, c
    cdef floating factor[STRIP]
    cdef floating m, f, b
    for column in range(0, channels, 256):
        width = min(<Py_ssize_t> STRIP, channels - column)
        for j in range(width):
            factor[j] = inverse_of(variance[column + j], a.number[0])
            if gamma != NULL:
                factor[j] *= gamma[column + j]
        for i in range(outer if inner == 1 else 0):
            at = i * channels + column
            scale_columns(x + at, mean + column, factor, beta + column if beta != NULL else NULL, y + at, width)
        for i in range(0 if inner == 1 else outer * width):
            c = i % width
            m, f, b = mean[column + c], factor[c], beta[column + c] if beta != NULL else 0
            at = (i // width * channels + column + c) * inner
            for j in range(at, at + inner):
                y[j] = (x[j] - m) * f + b
    return 0


def batch_normalization(x, mean, variance, gamma, beta, y, axis, epsilon, /):
    """y = (x - mean) / √(variance + ε) · gamma + beta; there may be no gamma and no beta."""
    return bind("batch_normalization", <Kernel> batch_normalization_loop[float],
                <Kernel> batch_normalization_loop[double], "fffffF", (x, mean, variance, gamma, beta, y),
                channel_sizes("batch_normalization", (x, y), (mean, variance, gamma, beta), axis), (epsilon,))


# -------------------------------------------------------------------------------------------- gradients of channels

cdef inline void add_four_products(const floating* x, const floating* mean, const floating* dy, Py_ssize_t step,
                                   double* total, double* product, Py_ssize_t width) noexcept nogil:
    """The sums for the gradient from four rows, likewise"""
    cdef Py_ssize_t j
    cdef floating a, b, c, d
    for j in range(width):
        a, b, c, d = dy[j], dy[step + j], dy[2 * step + j], dy[3 * step + j]
        total[j] += (a + b) + (c + d)
        a *= x[j] - mean[j]
        b *= x[step + j] - mean[j]
        c *= x[2 * step + j] - mean[j]
        d *= x[3 * step + j] - mean[j]
        product[j] += (a + b) + (c + d)


cdef inline void column_products(const floating* x, const floating* mean, const floating* dy, floating* products,
                                 floating* totals, Py_ssize_t rows, Py_ssize_t columns) noexcept nogil:
    cdef double total[STRIP]
    cdef double product[STRIP]
    cdef Py_ssize_t i, j, at, column, width, even = rows - rows % 4
    for column in range(0, columns, 256):
        width = min(<Py_ssize_t> STRIP, columns - column)
        for j in range(width):
            total[j] = 0
            product[j] = 0
        for i in range(0, even, 4):
            at = i * columns + column
            add_four_products(x + at, mean + column, dy + at, columns, total, product, width)
        for i in range(even, rows):
            at = i * columns + column
            for j in range(width):
                total[j] += dy[at + j]
                product[j] += dy[at + j] * (x[at + j] - mean[column + j])
        for j in range(width):
            totals[column + j] = <floating> total[j]
            products[column + j] = <floating> product[j]


cdef inline void run_products(const floating* x, const floating* mean, const floating* dy, floating* products,
                              floating* totals, Arguments* a) noexcept nogil:
    cdef Py_ssize_t outer = a.size[0], channels = a.size[1], inner = a.size[2], i, c, at
    cdef double total, product
    for c in range(channels):
        total = 0
        product = 0
        for i in range(outer):
            at = (i * channels + c) * inner
            total += sum_of(dy + at, <floating> 0, inner)
            product += product_of(x + at, mean[c], dy + at, inner)
        totals[c] = <floating> total
        products[c] = <floating> product


cdef Py_ssize_t batch_normalization_sums_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* mean = <floating*> a.array[1]
    cdef floating* variance = <floating*> a.array[2]
    cdef floating* dy = <floating*> a.array[3]
    cdef floating* dgamma = <floating*> a.array[4]
    cdef floating* dbeta = <floating*> a.array[5]
    cdef Py_ssize_t c
    if a.size[2] == 1:
        column_products(x, mean, dy, dgamma, dbeta, a.size[0], a.size[1])
    else:
        run_products(x, mean, dy, dgamma, dbeta, a)
    for c in range(a.size[1]):
        dgamma[c] *= inverse_of(variance[c], a.number[0])
    return 0


def batch_normalization_sums(x, mean, variance, dy, dgamma, dbeta, axis, epsilon, /):
    """dgamma = Σ dy · (x - mean) / √(variance + ε) and dbeta = Σ dy of every channel"""
    return bind("batch_normalization_sums", <Kernel> batch_normalization_sums_loop[float],
                <Kernel> batch_normalization_sums_loop[double], "ffffFF", (x, mean, variance, dy, dgamma, dbeta),
                channel_sizes("batch_normalization_sums", (x, dy), (mean, variance, dgamma, dbeta), axis), (epsilon,))


cdef inline void gradient_columns(const floating* x, const floating* mean, const floating* factor,
                                  const floating* slope, const floating* offset, const floating* dy, floating* dx,
                                  Py_ssize_t width) noexcept nogil:
    """dx = dy · factor + (x - mean) · slope + offset for a strip of one row"""
    cdef Py_ssize_t j
    for j in range(width):
        dx[j] = dy[j] * factor[j] + ((x[j] - mean[j]) * slope[j] + offset[j])


cdef Py_ssize_t batch_normalization_gradient_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* mean = <floating*> a.array[1]
    cdef floating* variance = <floating*> a.array[2]
    cdef floating* gamma = <floating*> a.array[3]
    cdef floating* dgamma = <floating*> a.array[4]
    cdef floating* dbeta = <floating*> a.array[5]
    cdef floating* dy = <floating*> a.array[6]
    cdef floating* dx = <floating*> a.array[7]
    cdef Py_ssize_t outer = a.size[0], channels = a.size[1], inner = a.size[2], i, j, at, column, width, c
    cdef floating part = <floating> (1 / <double> max(outer * inner, 1))
    cdef floating factor[STRIP]
    cdef floating slope[STRIP]
    cdef floating offset[STRIP]
    cdef floating m, f, s, b
    for column in range(0, channels, 256):
        width = min(<Py_ssize_t> STRIP, channels - column)
        for j in range(width):
            s = inverse_of(variance[column + j], a.number[0])
            factor[j] = s * gamma[column + j] if gamma != NULL else s
            slope[j] = -factor[j] * s * part * dgamma[column + j] if dgamma != NULL else 0
            offset[j] = -factor[j] * part * dbeta[column + j] if dbeta != NULL else 0
        for i in range(outer if inner == 1 else 0):
            at = i * channels + column
            gradient_columns(x + at, mean + column, factor, slope, offset, dy + at, dx + at, width)
        for i in range(0 if inner == 1 else outer * width):
            c = i % width
            m, f, s, b = mean[column + c], factor[c], slope[c], offset[c]
            at = (i // width * channels + column + c) * inner
            for j in range(at, at + inner):
                dx[j] = dy[j] * f + ((x[j] - m) * s + b)
    return 0


def batch_normalization_gradient(x, mean, variance, gamma, dgamma, dbeta, dy, dx, axis, epsilon, /):
    """dx = (dy - dbeta / n - (x - mean) s dgamma / n) · s · gamma with s = 1 / √(variance + ε), n numbers in a channel.

    That is for the moments of x itself. Without dgamma and dbeta dx = dy · s · gamma, for moments that x does not move.
    """
    return bind("batch_normalization_gradient", <Kernel> batch_normalization_gradient_loop[float],
                <Kernel> batch_normalization_gradient_loop[double], "fffffffF",
                (x, mean, variance, gamma, dgamma, dbeta, dy, dx),
                channel_sizes("batch_normalization_gradient", (x, dy, dx), (mean, variance, gamma, dgamma, dbeta),
                              axis), (epsilon,))


# ------------------------------------------------------------------------------------------------------------ rows

cdef inline void scale_row(const floating* x, floating mean, floating factor, const floating* gamma,
                           const floating* beta, floating* y, Py_ssize_t width) noexcept nogil:
    """y = (x - mean) · factor · gamma + beta, of which the latter two may be missing"""
    cdef Py_ssize_t j
    if gamma != NULL and beta != NULL:
        for j in range(width):
            y[j] = (x[j] - mean) * factor * gamma[j] + beta[j]
    elif gamma != NULL:
        for j in range(width):
            y[j] = (x[j] - mean) * factor * gamma[j]
    elif beta != NULL:
        for j in range(width):
            y[j] = (x[j] - mean) * factor + beta[j]
    else:
        for j in range(width):
            y[j] = (x[j] - mean) * factor


cdef Py_ssize_t normalize_rows_loop(floating* x, Arguments* a) noexcept nogil:
    """Sizes: rows, width, and whether the mean is subtracted."""
    cdef floating* gamma = <floating*> a.array[1]
    cdef floating* beta = <floating*> a.array[2]
    cdef floating* means = <floating*> a.array[3]
    cdef floating* y = <floating*> a.array[4]
    cdef Py_ssize_t rows = a.size[0], width = a.size[1], i
    cdef bint centred = a.size[2] != 0
    cdef floating* factors = means + rows
    cdef double exact, variance, one = 1, part = one / <double> width
    for i in range(rows if width else 0):
        exact = x[0] + sum_of(x, x[0], width) * part if centred else 0
        means[i] = <floating> exact
        variance = variance_of(squares_of(x, means[i], width) * part, exact - means[i])
        factors[i] = <floating> (one / root(variance + a.number[0]))
        scale_row(x, means[i], factors[i], gamma, beta, y, width)
        x += width
        y += width
    return 0


cdef tuple row_sizes(str name, tuple arrays, moments, tuple vectors):
    """(rows, width) of the arrays, which must be alike, and have two moments a row and vectors as long as a row."""
    shape = arrays[0].shape
    rows = arrays[0].size // shape[-1] if shape and shape[-1] else 0
    if not shape or any(array.shape != shape for array in arrays) or (
            rows and moments.size != 2 * rows) or any(v is not None and v.size != shape[-1] for v in vectors):
        raise ValueError(f"{name}: rows, two moments a row and a number for each column are needed. Received: "
                         f"{[array.shape for array in arrays]}, {moments.shape} and "
                         f"{[v.shape for v in vectors if v is not None]}")
    return (rows, shape[-1])


cdef Step rows_step(str name, x, gamma, beta, moments, y, double epsilon, bint centred):
    return bind(name, <Kernel> normalize_rows_loop[float], <Kernel> normalize_rows_loop[double], "fffFF",
                (x, gamma, beta, moments, y), (*row_sizes(name, (x, y), moments, (gamma, beta)), centred), (epsilon,))


def layer_normalization(x, gamma, beta, moments, y, epsilon, /):
    """y = (x - m) · s · gamma + beta with the row's mean m and s = 1 / √(variance + ε); moments = (m, s)"""
    return rows_step("layer_normalization", x, gamma, beta, moments, y, epsilon, True)


def rms_normalization(x, gamma, beta, moments, y, epsilon, /):
    """y = x · s · gamma + beta with s = 1 / √(mean of x² + ε) of the row; moments = (0, s)"""
    return rows_step("rms_normalization", x, gamma, beta, moments, y, epsilon, False)


cdef Py_ssize_t rows_gradient_loop(floating* x, Arguments* a) noexcept nogil:
    """Sizes as above. With g = dy · gamma: dx = s (g - mean of g - (x - m) s² · mean of g (x - m))."""
    cdef floating* gamma = <floating*> a.array[1]
    cdef floating* means = <floating*> a.array[2]
    cdef floating* dy = <floating*> a.array[3]
    cdef floating* dx = <floating*> a.array[4]
    cdef Py_ssize_t rows = a.size[0], width = a.size[1], i, j
    cdef bint centred = a.size[2] != 0
    cdef floating* factors = means + rows
    cdef floating m, s, less, slope
    cdef double one = 1, part = one / <double> width
    for i in range(rows):
        m, s = means[i], factors[i]
        for j in range(width):
            dx[j] = dy[j] * gamma[j] if gamma != NULL else dy[j]
        less = <floating> (sum_of(dx, <floating> 0, width) * part) if centred else 0
        slope = <floating> (product_of(x, m, dx, width) * part * s * s)
        for j in range(width):
            dx[j] = s * (dx[j] - less - (x[j] - m) * slope)
        x += width
        dy += width
        dx += width
    return 0


cdef Step rows_gradient(str name, x, gamma, moments, dy, dx, bint centred):
    return bind(name, <Kernel> rows_gradient_loop[float], <Kernel> rows_gradient_loop[double], "ffffF",
                (x, gamma, moments, dy, dx), (*row_sizes(name, (x, dy, dx), moments, (gamma,)), centred))


def layer_normalization_gradient(x, gamma, moments, dy, dx, /):
    """dx of `layer_normalization`, whose moments it reads"""
    return rows_gradient("layer_normalization_gradient", x, gamma, moments, dy, dx, True)


def rms_normalization_gradient(x, gamma, moments, dy, dx, /):
    """dx of `rms_normalization`, whose moments it reads"""
    return rows_gradient("rms_normalization_gradient", x, gamma, moments, dy, dx, False)


cdef inline void add_row(const floating* x, floating mean, floating factor, const floating* dy, double* total,
                         double* product, Py_ssize_t width) noexcept nogil:
    cdef Py_ssize_t j
    for j in range(width):
        total[j] += dy[j]
        product[j] += dy[j] * ((x[j] - mean) * factor)


cdef inline void add_two_rows(const floating* x, const floating* means, const floating* factors, const floating* dy,
                              Py_ssize_t step, double* total, double* product, Py_ssize_t width) noexcept nogil:
    cdef floating m = means[0], f = factors[0], n = means[1], g = factors[1]
    cdef Py_ssize_t j
    for j in range(width):
        total[j] += dy[j] + dy[step + j]
        product[j] += dy[j] * ((x[j] - m) * f) + dy[step + j] * ((x[step + j] - n) * g)


cdef Py_ssize_t row_sums_loop(floating* x, Arguments* a) noexcept nogil:
    cdef floating* means = <floating*> a.array[1]
    cdef floating* dy = <floating*> a.array[2]
    cdef floating* dgamma = <floating*> a.array[3]
    cdef floating* dbeta = <floating*> a.array[4]
    cdef Py_ssize_t rows = a.size[0], columns = a.size[1], i, j, at, column, width
    cdef floating* factors = means + rows
    cdef double total[STRIP]
    cdef double product[STRIP]
    for column in range(0, columns, 256):
        width = min(<Py_ssize_t> STRIP, columns - column)
        for j in range(width):
            total[j] = 0
            product[j] = 0
        for i in range(0, rows - 1, 2):
            at = i * columns + column
            add_two_rows(x + at, means + i, factors + i, dy + at, columns, total, product, width)
        if rows % 2:
            at = (rows - 1) * columns + column
            add_row(x + at, means[rows - 1], factors[rows - 1], dy + at, total, product, width)
        for j in range(width):
            dgamma[column + j] = <floating> product[j]
            dbeta[column + j] = <floating> total[j]
    return 0


def row_sums(x, moments, dy, dgamma, dbeta, /):
    """dgamma = Σ dy · (x - m) · s and dbeta = Σ dy over all rows"""
    return bind("row_sums", <Kernel> row_sums_loop[float], <Kernel> row_sums_loop[double], "fffFF",
                (x, moments, dy, dgamma, dbeta), row_sizes("row_sums", (x, dy), moments, (dgamma, dbeta)))
