"""The compiled loops that change parameters: SGD, RMSprop, Adam, and what happens to a gradient before and after.

`state` is the optimizer's float64 array (`_updates.pxd` names its places). A kernel reads it when it runs, so a new
learning rate holds from the next step on and nothing is bound again. One `tick` opens every step; the kernels
from `clip_by_value` to `adam_amsgrad` then do nothing while gradients are still being held back.

Formulas are Keras's, and so is their precision: a constant is rounded to the parameters' type before it is used.
A loop keeps what it has written in a local variable too: read back from memory that is not aligned to a register,
it made Adam three times as slow.
"""

from libc.math cimport sqrt
from libc.string cimport memcpy, memset
from nnlite._steps cimport Arguments, Kernel, bind, floating
from nnlite._updates cimport (
    DUE,
    ITERATIONS,
    LEARNING_RATE,
    SQUARES,
    UPDATE,
    blended,
    fitting,
    moved,
    power_at,
    root,
    settled,
)


# ------------------------------------------------------------------------------------ before the update

cdef Py_ssize_t tick_loop(double* state, Arguments* a) noexcept nogil:
    cdef long long steps = a.size[0], before = <long long> state[ITERATIONS]
    state[ITERATIONS] = <double> (before + 1)
    state[DUE] = (before + 1) % steps == 0
    state[UPDATE] = <double> (before // steps + 1)
    return 0


def tick(state, steps=1, /):
    """Count one call; it updates when it is the last of `steps`."""
    if steps < 1:
        raise ValueError(f"tick: steps must be at least 1. Received: steps={steps}")
    return bind("tick", <Kernel> tick_loop, <Kernel> tick_loop, "D", (state,),
                (steps, fitting("tick", (state,), state)))


cdef Py_ssize_t unscale_gradients_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating factor = <floating> a.number[0]
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        gradients[i] /= factor
    return 0


def unscale_gradients(gradients, factor, /):
    """gradient = gradient / factor: undo the factor that the loss was scaled by."""
    return bind("unscale_gradients", <Kernel> unscale_gradients_loop[float],
                <Kernel> unscale_gradients_loop[double], "F", (gradients,), (gradients.size,), (factor,))


cdef Py_ssize_t hold_gradients_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* held = <floating*> a.array[1]
    cdef floating steps = <floating> a.number[0]
    cdef Py_ssize_t i
    if (<double*> a.array[2])[DUE] == 0:
        for i in range(a.size[0]):
            held[i] += gradients[i]
        return 0
    for i in range(a.size[0]):
        gradients[i] = (gradients[i] + held[i]) / steps
    memset(held, 0, a.size[0] * sizeof(floating))
    return 0


def hold_gradients(gradients, held, state, steps, /):
    """held = held + gradient; when an update is due gradient = (gradient + held) / steps and held = 0."""
    return bind("hold_gradients", <Kernel> hold_gradients_loop[float], <Kernel> hold_gradients_loop[double],
                "FFd", (gradients, held, state), (fitting("hold_gradients", (gradients, held), state),), (steps,))


cdef inline floating clipped(floating x, floating limit) noexcept nogil:
    return -limit if x < -limit else limit if x > limit else x  # NaN stays


cdef Py_ssize_t clip_by_value_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating limit = <floating> a.number[0]
    cdef Py_ssize_t i
    if (<double*> a.array[1])[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        gradients[i] = clipped(gradients[i], limit)
    return 0


def clip_by_value(gradients, state, limit, /):
    """gradient = min(max(gradient, -limit), limit)"""
    return bind("clip_by_value", <Kernel> clip_by_value_loop[float], <Kernel> clip_by_value_loop[double],
                "Fd", (gradients, state), (fitting("clip_by_value", (gradients,), state),), (limit,))


cdef Py_ssize_t sum_squares_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef double* state = <double*> a.array[1]
    cdef double sums[8]  # eight chains of additions instead of one, so that they may run side by side
    cdef Py_ssize_t i, j, whole = a.size[0] - a.size[0] % 8
    if state[DUE] == 0:
        return 0
    memset(sums, 0, sizeof(sums))
    for i in range(0, whole, 8):
        for j in range(8):
            sums[j] += <double> gradients[i + j] * gradients[i + j]
    for i in range(whole, a.size[0]):
        sums[i - whole] += <double> gradients[i] * gradients[i]
    if a.size[1]:
        state[SQUARES] = 0
    for j in range(8):
        state[SQUARES] += sums[j]
    return 0


def sum_squares(gradients, state, first, /):
    """Σ gradient² into the state; where it is not the first, to what is there."""
    return bind("sum_squares", <Kernel> sum_squares_loop[float], <Kernel> sum_squares_loop[double],
                "fD", (gradients, state), (fitting("sum_squares", (gradients,), state), first))


cdef Py_ssize_t clip_by_norm_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef double* state = <double*> a.array[1]
    cdef double norm = sqrt(state[SQUARES]), limit = a.number[0]
    cdef floating factor = <floating> ((limit / norm if norm > limit else 1) + (norm - norm))  # inf - inf is NaN
    cdef Py_ssize_t i
    if state[DUE] == 0 or factor == 1:
        return 0
    for i in range(a.size[0]):
        gradients[i] *= factor
    return 0


def clip_by_norm(gradients, state, limit, /):
    """gradient = gradient · limit / max(norm, limit), norm = √Σ as `sum_squares` left it; NaN unless finite."""
    return bind("clip_by_norm", <Kernel> clip_by_norm_loop[float], <Kernel> clip_by_norm_loop[double],
                "Fd", (gradients, state), (fitting("clip_by_norm", (gradients,), state),), (limit,))


cdef Py_ssize_t weight_decay_loop(floating* values, Arguments* a) noexcept nogil:
    cdef double* state = <double*> a.array[1]
    cdef floating share = <floating> a.number[0] * <floating> state[LEARNING_RATE]
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        values[i] -= values[i] * share
    return 0


def weight_decay(values, state, rate, /):
    """value = value - value · rate · learning_rate: decoupled, so no slot sees it."""
    return bind("weight_decay", <Kernel> weight_decay_loop[float], <Kernel> weight_decay_loop[double],
                "Fd", (values, state), (fitting("weight_decay", (values,), state),), (rate,))


# --------------------------------------------------------------------------------------------------- sgd

cdef Py_ssize_t sgd_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef double* state = <double*> a.array[2]
    cdef floating rate = <floating> state[LEARNING_RATE]
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        values[i] -= gradients[i] * rate
    return 0


def sgd(gradients, values, state, /):
    """value = value - learning_rate · gradient"""
    return bind("sgd", <Kernel> sgd_loop[float], <Kernel> sgd_loop[double], "fFd", (gradients, values, state),
                (fitting("sgd", (gradients, values), state),))


cdef Py_ssize_t sgd_momentum_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* momenta = <floating*> a.array[2]
    cdef double* state = <double*> a.array[3]
    cdef floating rate = <floating> state[LEARNING_RATE], momentum = <floating> a.number[0], push, m
    cdef bint nesterov = a.size[1]
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        push = gradients[i] * rate
        m = momenta[i] = settled(momenta[i] * momentum - push)
        values[i] += m * momentum - push if nesterov else m
    return 0


def sgd_momentum(gradients, values, momenta, state, momentum, nesterov, /):
    """m = momentum · m - learning_rate · gradient; value = value + m

    nesterov: value = value + momentum · m - learning_rate · gradient
    """
    return bind("sgd_momentum", <Kernel> sgd_momentum_loop[float], <Kernel> sgd_momentum_loop[double],
                "fFFd", (gradients, values, momenta, state),
                (fitting("sgd_momentum", (gradients, values, momenta), state), nesterov), (momentum,))


# ----------------------------------------------------------------------------------------------- rmsprop

cdef Py_ssize_t rmsprop_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* velocities = <floating*> a.array[2]
    cdef double* state = <double*> a.array[3]
    cdef floating rate = <floating> state[LEARNING_RATE]
    cdef floating rho = <floating> a.number[0], rest = <floating> (1 - a.number[0])
    cdef floating epsilon = <floating> a.number[1]
    cdef floating g, v
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        v = velocities[i] = blended(velocities[i], g * g, rho, rest)
        values[i] -= rate * g / root(v + epsilon)
    return 0


def rmsprop(gradients, values, velocities, state, rho, epsilon, /):
    """v = rho · v + (1 - rho) · gradient²; value = value - learning_rate · gradient / √(v + epsilon)"""
    return bind("rmsprop", <Kernel> rmsprop_loop[float], <Kernel> rmsprop_loop[double],
                "fFFd", (gradients, values, velocities, state),
                (fitting("rmsprop", (gradients, values, velocities), state),), (rho, epsilon))


cdef Py_ssize_t rmsprop_momentum_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* velocities = <floating*> a.array[2]
    cdef floating* momenta = <floating*> a.array[3]
    cdef double* state = <double*> a.array[4]
    cdef floating rate = <floating> state[LEARNING_RATE]
    cdef floating rho = <floating> a.number[0], rest = <floating> (1 - a.number[0])
    cdef floating epsilon = <floating> a.number[1]
    cdef floating momentum = <floating> a.number[2], g, v, m
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        v = velocities[i] = blended(velocities[i], g * g, rho, rest)
        m = momenta[i] = settled(momentum * momenta[i] + rate * g / root(v + epsilon))
        values[i] -= m
    return 0


def rmsprop_momentum(gradients, values, velocities, momenta, state, rho, epsilon, momentum, /):
    """v as `rmsprop`; m = momentum · m + learning_rate · gradient / √(v + epsilon); value = value - m"""
    size = fitting("rmsprop_momentum", (gradients, values, velocities, momenta), state)
    return bind("rmsprop_momentum", <Kernel> rmsprop_momentum_loop[float], <Kernel> rmsprop_momentum_loop[double],
                "fFFFd", (gradients, values, velocities, momenta, state), (size,), (rho, epsilon, momentum))


cdef Py_ssize_t rmsprop_centered_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* velocities = <floating*> a.array[2]
    cdef floating* averages = <floating*> a.array[3]
    cdef floating* momenta = <floating*> a.array[4]
    cdef double* state = <double*> a.array[5]
    cdef floating rate = <floating> state[LEARNING_RATE]
    cdef floating rho = <floating> a.number[0], rest = <floating> (1 - a.number[0])
    cdef floating epsilon = <floating> a.number[1]
    cdef floating momentum = <floating> a.number[2], g, v, average, variance, m
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        v = velocities[i] = blended(velocities[i], g * g, rho, rest)
        average = averages[i] = blended(averages[i], g, rho, rest)
        variance = v - average * average
        variance = 0 if variance < 0 else variance  # rounding can take it there, and then the root is NaN
        m = momenta[i] = settled(momentum * momenta[i] + rate * g / root(variance + epsilon))
        values[i] -= m
    return 0


def rmsprop_centered(gradients, values, velocities, averages, momenta, state, rho, epsilon, momentum, /):
    """As `rmsprop_momentum`, with v - a² in place of v, a = rho · a + (1 - rho) · gradient."""
    size = fitting("rmsprop_centered", (gradients, values, velocities, averages, momenta), state)
    return bind("rmsprop_centered", <Kernel> rmsprop_centered_loop[float], <Kernel> rmsprop_centered_loop[double],
                "fFFFFd", (gradients, values, velocities, averages, momenta, state), (size,),
                (rho, epsilon, momentum))


# -------------------------------------------------------------------------------------------------- adam

cdef inline floating adam_rate(floating rate, floating beta_1, floating beta_2, double update) noexcept nogil:
    """The learning rate with both bias corrections folded in; powers are rounded as Keras rounds them."""
    return rate * root(1 - power_at(beta_2, update)) / (1 - power_at(beta_1, update))


cdef Py_ssize_t adam_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* momenta = <floating*> a.array[2]
    cdef floating* velocities = <floating*> a.array[3]
    cdef double* state = <double*> a.array[4]
    cdef floating rate = adam_rate(<floating> state[LEARNING_RATE], <floating> a.number[0], <floating> a.number[1],
                                   state[UPDATE])
    cdef floating rest_1 = <floating> (1 - a.number[0]), rest_2 = <floating> (1 - a.number[1])
    cdef floating epsilon = <floating> a.number[2], g, m, v
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        m = momenta[i] = moved(momenta[i], g, rest_1)
        v = velocities[i] = moved(velocities[i], g * g, rest_2)
        values[i] -= m * rate / (root(v) + epsilon)
    return 0


def adam(gradients, values, momenta, velocities, state, beta_1, beta_2, epsilon, /):
    """m += (1 - beta_1)(gradient - m); v += (1 - beta_2)(gradient² - v); value -= rate · m / (√v + epsilon)

    rate = learning_rate · √(1 - beta_2ᵗ) / (1 - beta_1ᵗ), update number t
    """
    return bind("adam", <Kernel> adam_loop[float], <Kernel> adam_loop[double],
                "fFFFd", (gradients, values, momenta, velocities, state),
                (fitting("adam", (gradients, values, momenta, velocities), state),), (beta_1, beta_2, epsilon))


cdef Py_ssize_t adam_amsgrad_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* momenta = <floating*> a.array[2]
    cdef floating* velocities = <floating*> a.array[3]
    cdef floating* peaks = <floating*> a.array[4]
    cdef double* state = <double*> a.array[5]
    cdef floating rate = adam_rate(<floating> state[LEARNING_RATE], <floating> a.number[0], <floating> a.number[1],
                                   state[UPDATE])
    cdef floating rest_1 = <floating> (1 - a.number[0]), rest_2 = <floating> (1 - a.number[1])
    cdef floating epsilon = <floating> a.number[2], g, m, v, peak
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        m = momenta[i] = moved(momenta[i], g, rest_1)
        v = velocities[i] = moved(velocities[i], g * g, rest_2)
        peak = peaks[i] = peaks[i] if peaks[i] > v else v
        values[i] -= m * rate / (root(peak) + epsilon)
    return 0


def adam_amsgrad(gradients, values, momenta, velocities, peaks, state, beta_1, beta_2, epsilon, /):
    """As `adam`, with peak = max(peak, v) in place of v."""
    size = fitting("adam_amsgrad", (gradients, values, momenta, velocities, peaks), state)
    return bind("adam_amsgrad", <Kernel> adam_amsgrad_loop[float], <Kernel> adam_amsgrad_loop[double],
                "fFFFFd", (gradients, values, momenta, velocities, peaks, state), (size,),
                (beta_1, beta_2, epsilon))


# ------------------------------------------------------------------------------------- after the update

cdef Py_ssize_t moving_average_loop(floating* values, Arguments* a) noexcept nogil:
    cdef floating* averages = <floating*> a.array[1]
    cdef double momentum = a.number[0] if (<double*> a.array[2])[UPDATE] > 1 else 0
    cdef floating kept = <floating> momentum, rest = <floating> (1 - momentum)
    cdef Py_ssize_t i
    for i in range(a.size[0]):
        averages[i] = blended(averages[i], values[i], kept, rest)
    return 0


def moving_average(values, averages, state, momentum, /):
    """average = momentum · average + (1 - momentum) · value; at the first update average = value."""
    return bind("moving_average", <Kernel> moving_average_loop[float], <Kernel> moving_average_loop[double],
                "fFd", (values, averages, state), (fitting("moving_average", (values, averages), state),),
                (momentum,))


cdef Py_ssize_t overwrite_by_average_loop(floating* averages, Arguments* a) noexcept nogil:
    if <long long> (<double*> a.array[2])[UPDATE] % a.size[1] == 0:
        memcpy(a.array[1], averages, a.size[0] * sizeof(floating))
    return 0


def overwrite_by_average(averages, values, state, frequency, /):
    """value = average at every `frequency`-th update."""
    if frequency < 1:
        raise ValueError(f"overwrite_by_average: frequency must be at least 1. Received: frequency={frequency}")
    return bind("overwrite_by_average", <Kernel> overwrite_by_average_loop[float],
                <Kernel> overwrite_by_average_loop[double], "fFd", (averages, values, state),
                (fitting("overwrite_by_average", (averages, values), state), frequency))
