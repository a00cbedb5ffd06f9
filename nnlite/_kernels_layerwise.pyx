"""The compiled loops of the optimizers that look at a variable as a whole: its norm, the means of its rows.

They walk one variable, not the block of all. Sums are taken in float64 and in eight chains side by side, so that they
do not wait for each other; means and norms are then rounded to the parameters' type.
"""

from libc.math cimport pow, sqrt
from libc.string cimport memset
from nnlite._steps cimport Arguments, Kernel, bind, floating
from nnlite._updates cimport DUE, LEARNING_RATE, UPDATE, fitting, moved, power_at, root

cdef enum:
    CHAINS = 8
    STRIP = 16  # columns that are summed together: a cache line of float32


cdef inline double total(const double* chains) noexcept nogil:
    cdef double result = 0
    cdef Py_ssize_t j
    for j in range(CHAINS):
        result += chains[j]
    return result


cdef inline double sum_squares(const floating* x, Py_ssize_t size, floating extra) noexcept nogil:
    """Σ (x² + extra)"""
    cdef double chains[CHAINS]
    cdef Py_ssize_t i, j, whole = size - size % CHAINS
    memset(chains, 0, sizeof(chains))
    for i in range(0, whole, 8):
        for j in range(CHAINS):
            chains[j] += <double> x[i + j] * x[i + j] + extra
    for i in range(whole, size):
        chains[i - whole] += <double> x[i] * x[i] + extra
    return total(chains)


# ---------------------------------------------------------------------------------------------------- lamb

cdef inline floating lamb_push(floating m, floating v, floating rest_1, floating rest_2,
                               floating epsilon) noexcept nogil:
    return m / rest_1 / (root(v / rest_2) + epsilon)


cdef Py_ssize_t lamb_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* momenta = <floating*> a.array[2]
    cdef floating* velocities = <floating*> a.array[3]
    cdef double* state = <double*> a.array[4]
    cdef floating beta_1 = <floating> (1 - a.number[0]), beta_2 = <floating> (1 - a.number[1]), one = 1
    cdef floating rest_1 = one - power_at(<floating> a.number[0], state[UPDATE])
    cdef floating rest_2 = one - power_at(<floating> a.number[1], state[UPDATE])
    cdef floating epsilon = <floating> a.number[2], rate = <floating> state[LEARNING_RATE], g, push, value_norm, norm
    cdef floating zero = 0
    cdef double pushes[CHAINS]
    cdef Py_ssize_t i, j, size = a.size[0], whole = size - size % CHAINS
    if state[DUE] == 0:
        return 0
    memset(pushes, 0, sizeof(pushes))
    for i in range(size):
        g = gradients[i]
        momenta[i] = moved(momenta[i], g, beta_1)
        velocities[i] = moved(velocities[i], g * g, beta_2)
    for i in range(0, whole, 8):
        for j in range(CHAINS):
            push = lamb_push(momenta[i + j], velocities[i + j], rest_1, rest_2, epsilon)
            pushes[j] += <double> push * push
    for i in range(whole, size):
        push = lamb_push(momenta[i], velocities[i], rest_1, rest_2, epsilon)
        pushes[i - whole] += <double> push * push
    value_norm, norm = <floating> sqrt(sum_squares(values, size, zero)), <floating> sqrt(total(pushes))
    if value_norm > 0 and norm > 0:
        rate = value_norm / norm * rate
    for i in range(size):
        values[i] -= rate * lamb_push(momenta[i], velocities[i], rest_1, rest_2, epsilon)
    return 0


def lamb(gradients, values, momenta, velocities, state, beta_1, beta_2, epsilon, /):
    """m, v as `adam`; push = m / (1 - beta_1ᵗ) / (√(v / (1 - beta_2ᵗ)) + epsilon)

    value -= learning_rate · |value| / |push| · push, with the norms of the whole variable (1 where one of them is 0)
    """
    return bind("lamb", <Kernel> lamb_loop[float], <Kernel> lamb_loop[double],
                "fFFFd", (gradients, values, momenta, velocities, state),
                (fitting("lamb", (gradients, values, momenta, velocities), state),), (beta_1, beta_2, epsilon))


# ----------------------------------------------------------------------------------------------- adafactor

cdef inline floating remembered(floating update, double decay) noexcept nogil:
    """beta_2 of update number t: 1 - tᵈ, so that nothing is remembered at the first."""
    cdef floating one = 1
    return one - <floating> pow(update, <floating> decay)


cdef inline floating step_size(const floating* values, Py_ssize_t size, const double* state,
                               double least) noexcept nogil:
    """min(learning_rate, 1 / √t) times the root mean square of the values, which counts as `least` at least."""
    cdef floating zero = 0, one = 1, low = <floating> least, rate = <floating> state[LEARNING_RATE]
    cdef floating limit = one / root(<floating> state[UPDATE])
    cdef floating size_of_values = root(<floating> (sum_squares(values, size, zero) / size))
    return (low if size_of_values < low else size_of_values) * (limit if limit < rate else rate)


cdef inline void move_by(const floating* gradients, floating* values, const floating* velocities, Py_ssize_t size,
                         floating step, floating threshold) noexcept nogil:
    """value -= step · push / max(1, rms(push) / threshold) with push = gradient / √v"""
    cdef double chains[CHAINS]
    cdef floating push, size_of_pushes, one = 1
    cdef Py_ssize_t i, j, whole = size - size % CHAINS
    memset(chains, 0, sizeof(chains))
    for i in range(0, whole, 8):
        for j in range(CHAINS):
            push = gradients[i + j] / root(velocities[i + j])
            chains[j] += <double> push * push
    for i in range(whole, size):
        push = gradients[i] / root(velocities[i])
        chains[i - whole] += <double> push * push
    size_of_pushes = root(<floating> (total(chains) / size)) / threshold
    size_of_pushes = one if size_of_pushes < one else size_of_pushes
    for i in range(size):
        values[i] -= step * (gradients[i] / root(velocities[i]) / size_of_pushes)


cdef Py_ssize_t adafactor_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* velocities = <floating*> a.array[2]
    cdef double* state = <double*> a.array[3]
    cdef floating beta = remembered(<floating> state[UPDATE], a.number[0]), epsilon = <floating> a.number[1], one = 1
    cdef floating step
    cdef Py_ssize_t i, size = a.size[0]
    if state[DUE] == 0 or size == 0:
        return 0
    step = step_size(values, size, state, a.number[2])
    for i in range(size):
        velocities[i] = beta * velocities[i] + (one - beta) * (gradients[i] * gradients[i] + epsilon)
    move_by(gradients, values, velocities, size, step, <floating> a.number[3])
    return 0


def adafactor(gradients, values, velocities, state, decay, epsilon_1, epsilon_2, threshold, /):
    """v = beta · v + (1 - beta)(gradient² + epsilon_1), beta = 1 - tᵈ; push = gradient / √v

    value -= min(learning_rate, 1 / √t) · max(epsilon_2, rms(value)) · push / max(1, rms(push) / threshold)
    """
    return bind("adafactor", <Kernel> adafactor_loop[float], <Kernel> adafactor_loop[double],
                "fFFd", (gradients, values, velocities, state),
                (fitting("adafactor", (gradients, values, velocities), state),),
                (decay, epsilon_1, epsilon_2, threshold))


cdef inline void mean_squares(const floating* x, floating* row_means, floating* column_means, Py_ssize_t rows,
                              Py_ssize_t columns, floating beta, floating epsilon) noexcept nogil:
    """Move the means of the rows and of the columns of one matrix towards those of x² + epsilon."""
    cdef floating one = 1
    cdef double strip[STRIP]
    cdef Py_ssize_t i, j, start, wide
    for i in range(rows):
        row_means[i] = beta * row_means[i] + (one - beta) * <floating> (
            sum_squares(x + i * columns, columns, epsilon) / columns)
    for start in range(0, columns, 16):
        wide = STRIP if start + STRIP <= columns else columns - start
        memset(strip, 0, sizeof(strip))
        for i in range(rows):
            for j in range(wide):
                strip[j] += <double> x[i * columns + start + j] * x[i * columns + start + j] + epsilon
        for j in range(wide):
            column_means[start + j] = (beta * column_means[start + j]
                                       + (one - beta) * <floating> (strip[j] / rows))


cdef inline void outer_product(const floating* row_means, const floating* column_means, floating* velocities,
                               Py_ssize_t rows, Py_ssize_t columns) noexcept nogil:
    """v = row mean · column mean / mean of the row means: the matrix of rank one with these means."""
    cdef double mean = 0
    cdef floating share
    cdef Py_ssize_t i, j
    for i in range(rows):
        mean += row_means[i]
    for i in range(rows):
        share = row_means[i] / <floating> (mean / rows)
        for j in range(columns):
            velocities[i * columns + j] = share * column_means[j]


cdef Py_ssize_t adafactor_factored_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* row_means = <floating*> a.array[2]
    cdef floating* column_means = <floating*> a.array[3]
    cdef floating* velocities = <floating*> a.array[4]
    cdef double* state = <double*> a.array[5]
    cdef floating beta = remembered(<floating> state[UPDATE], a.number[0]), step
    cdef Py_ssize_t size = a.size[0], rows = a.size[1], columns = a.size[2], k
    if state[DUE] == 0 or size == 0:
        return 0
    step = step_size(values, size, state, a.number[2])
    for k in range(size // (rows * columns)):
        mean_squares(gradients + k * rows * columns, row_means + k * rows, column_means + k * columns,
                     rows, columns, beta, <floating> a.number[1])
        outer_product(row_means + k * rows, column_means + k * columns, velocities + k * rows * columns,
                      rows, columns)
    move_by(gradients, values, velocities, size, step, <floating> a.number[3])
    return 0


def adafactor_factored(gradients, values, row_means, column_means, velocities, state, rows, columns,
                       decay, epsilon_1, epsilon_2, threshold, /):
    """As `adafactor`, with v = r ⊗ c / mean(r), where r and c follow the means of the rows and columns of gradient².

    A variable is a stack of matrices of this many rows and columns.
    """
    size = fitting("adafactor_factored", (gradients, values, velocities), state)
    if size and (size % (rows * columns) or row_means.size != size // columns or column_means.size != size // rows):
        raise ValueError(f"adafactor_factored: means must fit {size // (rows * columns)} matrices of {rows} rows and "
                         f"{columns} columns. Received: {row_means.shape} and {column_means.shape}")
    return bind("adafactor_factored", <Kernel> adafactor_factored_loop[float],
                <Kernel> adafactor_factored_loop[double], "fFFFFd",
                (gradients, values, row_means, column_means, velocities, state), (size, rows, columns),
                (decay, epsilon_1, epsilon_2, threshold))
