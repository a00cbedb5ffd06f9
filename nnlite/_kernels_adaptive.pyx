"""The compiled loops of the optimizers that give every number a step size of its own, beside RMSprop and Adam.

As in `_kernels_updates.pyx`: the state is read when a kernel runs, constants are rounded to the parameters' type as
Keras rounds them, and nothing happens while gradients are being held back.
"""

from libc.math cimport pow, powf
from nnlite._math cimport absolute
from nnlite._steps cimport Arguments, Kernel, bind, floating
from nnlite._updates cimport DUE, LEARNING_RATE, UPDATE, blended, fitting, moved, power_at, root


# ----------------------------------------------------------------------------------- adagrad and adadelta

cdef Py_ssize_t adagrad_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* sums = <floating*> a.array[2]
    cdef double* state = <double*> a.array[3]
    cdef floating rate = <floating> state[LEARNING_RATE], epsilon = <floating> a.number[0], g, total
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        total = sums[i] = sums[i] + g * g
        values[i] -= rate * g / root(total + epsilon)
    return 0


def adagrad(gradients, values, sums, state, epsilon, /):
    """s = s + gradient²; value = value - learning_rate · gradient / √(s + epsilon)"""
    return bind("adagrad", <Kernel> adagrad_loop[float], <Kernel> adagrad_loop[double],
                "fFFd", (gradients, values, sums, state),
                (fitting("adagrad", (gradients, values, sums), state),), (epsilon,))


cdef Py_ssize_t adadelta_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* squares = <floating*> a.array[2]
    cdef floating* steps = <floating*> a.array[3]
    cdef double* state = <double*> a.array[4]
    cdef floating rate = <floating> state[LEARNING_RATE]
    cdef floating rho = <floating> a.number[0], rest = <floating> (1 - a.number[0])
    cdef floating epsilon = <floating> a.number[1], g, v, d
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        v = squares[i] = blended(squares[i], g * g, rho, rest)
        d = -(root(steps[i] + epsilon) * g / root(v + epsilon))
        steps[i] = blended(steps[i], d * d, rho, rest)
        values[i] += rate * d
    return 0


def adadelta(gradients, values, squares, steps, state, rho, epsilon, /):
    """v = rho · v + (1 - rho) · gradient²; d = -gradient · √(s + epsilon) / √(v + epsilon)

    s = rho · s + (1 - rho) · d²; value = value + learning_rate · d
    """
    return bind("adadelta", <Kernel> adadelta_loop[float], <Kernel> adadelta_loop[double],
                "fFFFd", (gradients, values, squares, steps, state),
                (fitting("adadelta", (gradients, values, squares, steps), state),), (rho, epsilon))


# ---------------------------------------------------------------------------------------- adamax and nadam

cdef inline floating larger(floating x, floating y) noexcept nogil:
    """The larger one, or the one that is NaN; without a branch, or the loop is ten times as slow."""
    cdef floating most = y if y > x else x
    return y if y != y else most


cdef Py_ssize_t adamax_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* momenta = <floating*> a.array[2]
    cdef floating* norms = <floating*> a.array[3]
    cdef double* state = <double*> a.array[4]
    cdef floating rate = <floating> state[LEARNING_RATE], rest_1 = <floating> (1 - a.number[0])
    cdef floating beta_2 = <floating> a.number[1], epsilon = <floating> a.number[2], one = 1
    cdef floating correction = one - power_at(<floating> a.number[0], state[UPDATE]), g, m, u
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        m = momenta[i] = moved(momenta[i], g, rest_1)
        u = norms[i] = larger(beta_2 * norms[i], absolute(g))
        values[i] -= rate * m / (correction * (u + epsilon))
    return 0


def adamax(gradients, values, momenta, norms, state, beta_1, beta_2, epsilon, /):
    """m += (1 - beta_1)(gradient - m); u = max(beta_2 · u, |gradient|)

    value -= learning_rate · m / ((1 - beta_1ᵗ)(u + epsilon)), update number t
    """
    return bind("adamax", <Kernel> adamax_loop[float], <Kernel> adamax_loop[double],
                "fFFFd", (gradients, values, momenta, norms, state),
                (fitting("adamax", (gradients, values, momenta, norms), state),), (beta_1, beta_2, epsilon))


cdef inline floating nadam_momentum(floating beta_1, double update) noexcept nogil:
    """uₜ = beta_1 · (1 - ½ · 0.96ᵗ): the momentum of update number t, which grows towards beta_1."""
    cdef floating half = 0.5, one = 1
    return beta_1 * (one - half * power_at(<floating> 0.96, update))


cdef Py_ssize_t nadam_product_loop(floating* product, Arguments* a) noexcept nogil:
    cdef double* state = <double*> a.array[1]
    if state[DUE] != 0:
        product[0] = product[0] * nadam_momentum(<floating> a.number[0], state[UPDATE])
    return 0


def nadam_product(product, state, beta_1, /):
    """product = product · uₜ with uₜ = beta_1 · (1 - ½ · 0.96ᵗ), update number t"""
    fitting("nadam_product", (product,), state)
    return bind("nadam_product", <Kernel> nadam_product_loop[float], <Kernel> nadam_product_loop[double],
                "Fd", (product, state), (_one_number("nadam_product", product),), (beta_1,))


cdef Py_ssize_t nadam_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* momenta = <floating*> a.array[2]
    cdef floating* velocities = <floating*> a.array[3]
    cdef double* state = <double*> a.array[5]
    cdef floating rate = <floating> state[LEARNING_RATE], epsilon = <floating> a.number[2], one = 1
    cdef floating beta_1 = <floating> a.number[0], beta_2 = <floating> a.number[1]
    cdef floating now = nadam_momentum(beta_1, state[UPDATE]), then = nadam_momentum(beta_1, state[UPDATE] + 1)
    cdef floating product = (<floating*> a.array[4])[0], product_then = product * then
    cdef floating correction = one - power_at(beta_2, state[UPDATE]), g, m, v, ahead
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g = gradients[i]
        m = momenta[i] = moved(momenta[i], g, one - beta_1)
        v = velocities[i] = moved(velocities[i], g * g, one - beta_2)
        ahead = then * m / (one - product_then) + (one - now) * g / (one - product)
        values[i] -= ahead * rate / (root(v / correction) + epsilon)
    return 0


def nadam(gradients, values, momenta, velocities, product, state, beta_1, beta_2, epsilon, /):
    """m, v as `adam`; with uₜ and their product Uₜ as `nadam_product` left it,

    value -= learning_rate · (uₜ₊₁ m / (1 - Uₜ₊₁) + (1 - uₜ) gradient / (1 - Uₜ)) / (√(v / (1 - beta_2ᵗ)) + epsilon)
    """
    sizes = (fitting("nadam", (gradients, values, momenta, velocities), state), _one_number("nadam", product))
    return bind("nadam", <Kernel> nadam_loop[float], <Kernel> nadam_loop[double],
                "fFFFfd", (gradients, values, momenta, velocities, product, state), sizes,
                (beta_1, beta_2, epsilon))


def _one_number(name, array, /):
    """The size of an array that must hold one number."""
    if array.size != 1:
        raise ValueError(f"{name}: the product is one number. Received: {array.shape}")
    return 1


# ---------------------------------------------------------------------------------------------------- lion

cdef Py_ssize_t lion_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* momenta = <floating*> a.array[2]
    cdef double* state = <double*> a.array[3]
    cdef floating rate = <floating> state[LEARNING_RATE], one = 1
    cdef floating beta_1 = <floating> a.number[0], beta_2 = <floating> a.number[1], g, m, push
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g, m = gradients[i], momenta[i]
        push = m * beta_1 + g * (one - beta_1)
        values[i] -= rate if push > 0 else -rate if push < 0 else push  # a zero or NaN
        momenta[i] = m * beta_2 + g * (one - beta_2)
    return 0


def lion(gradients, values, momenta, state, beta_1, beta_2, /):
    """value -= learning_rate · sign(beta_1 · m + (1 - beta_1) · gradient); m = beta_2 · m + (1 - beta_2) · gradient"""
    return bind("lion", <Kernel> lion_loop[float], <Kernel> lion_loop[double],
                "fFFd", (gradients, values, momenta, state),
                (fitting("lion", (gradients, values, momenta), state),), (beta_1, beta_2))


# ---------------------------------------------------------------------------------------------------- ftrl

cdef inline floating raised(floating x, floating power) noexcept nogil:
    """xᵖ; nearly always p is ½, and a root is exact and fast."""
    if power == 0.5:
        return root(x)
    if floating is float:
        return powf(x, power)
    else:
        return pow(x, power)


cdef Py_ssize_t ftrl_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* sums = <floating*> a.array[2]
    cdef floating* linears = <floating*> a.array[3]
    cdef double* state = <double*> a.array[4]
    cdef floating rate = <floating> state[LEARNING_RATE], power = <floating> -a.number[0]
    cdef floating l1 = <floating> a.number[1], beta = <floating> a.number[4], two = 2
    cdef floating shrink = <floating> (2 * a.number[3]), l2 = <floating> a.number[2] + beta / (two * rate)
    cdef floating g, w, total, high, z, clipped
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    for i in range(a.size[0]):
        g, w = gradients[i], values[i]
        total = sums[i] + g * g
        high = raised(total, power)
        z = linears[i] = linears[i] + (g + shrink * w - (high - raised(sums[i], power)) / rate * w)
        clipped = -l1 if z < -l1 else l1 if z > l1 else z
        values[i] = (clipped - z) / (high / rate + two * l2)
        sums[i] = total
    return 0


def ftrl(gradients, values, sums, linears, state, power, l1, l2, shrinkage, beta, /):
    """n = s + gradient²; z += gradient + 2 · shrinkage · value - (n⁻ᵖ - s⁻ᵖ) / learning_rate · value; s = n

    value = (clip(z, -l1, l1) - z) / (n⁻ᵖ / learning_rate + 2 · (l2 + beta / (2 · learning_rate))), p the power
    """
    return bind("ftrl", <Kernel> ftrl_loop[float], <Kernel> ftrl_loop[double],
                "fFFFd", (gradients, values, sums, linears, state),
                (fitting("ftrl", (gradients, values, sums, linears), state),), (power, l1, l2, shrinkage, beta))


# -------------------------------------------------------------------------------------------- schedule-free

cdef Py_ssize_t schedule_free_loop(floating* gradients, Arguments* a) noexcept nogil:
    cdef floating* values = <floating*> a.array[1]
    cdef floating* goals = <floating*> a.array[2]
    cdef floating* velocities = <floating*> a.array[3]
    cdef double* state = <double*> a.array[4]
    cdef floating rate = <floating> state[LEARNING_RATE], update = <floating> state[UPDATE], one = 1
    cdef floating beta_1 = <floating> a.number[0], beta_2 = <floating> a.number[1], epsilon = <floating> a.number[2]
    cdef floating warm = <floating> a.number[3], correction = one - power_at(beta_2, state[UPDATE])
    cdef floating share = one / update, g, z, v, mean
    cdef Py_ssize_t i
    if state[DUE] == 0:
        return 0
    if update < warm:
        rate = rate * (update / warm)
    for i in range(a.size[0]):
        g = gradients[i]
        v = velocities[i] = moved(velocities[i], g * g, one - beta_2)
        mean = (values[i] - (one - beta_1) * goals[i]) / beta_1
        z = goals[i] = goals[i] - rate * g / (root(v / correction) + epsilon)
        mean = (one - share) * mean + share * z
        values[i] = (one - beta_1) * z + beta_1 * mean
    return 0


def schedule_free(gradients, values, goals, velocities, state, beta_1, beta_2, epsilon, warm, /):
    """x = (value - (1 - beta_1) z) / beta_1, the mean of all z so far; v as `adam`

    z -= rate · gradient / (√(v / (1 - beta_2ᵗ)) + epsilon); x += (z - x) / t; value = (1 - beta_1) z + beta_1 x
    """
    size = fitting("schedule_free", (gradients, values, goals, velocities), state)
    return bind("schedule_free", <Kernel> schedule_free_loop[float], <Kernel> schedule_free_loop[double],
                "fFFFd", (gradients, values, goals, velocities, state), (size,), (beta_1, beta_2, epsilon, warm))
