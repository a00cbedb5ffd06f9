"""How do the optimizers step that give every number a step size of its own? The twins of `_kernels_adaptive.pyx`.

All numbers stay in the parameters' own type, as they do in Keras.
"""

import numpy as np

from nnlite._places import DUE, LEARNING_RATE, UPDATE
from nnlite._reference import kernel
from nnlite._reference_updates import numbers, settled

# ----------------------------------------------------------------------------------- adagrad and adadelta


@kernel("fFFd")
def adagrad(gradients, values, sums, state, epsilon):
    if not state[DUE]:
        return
    rate, epsilon = numbers(values, state[LEARNING_RATE], epsilon)
    sums += gradients**2
    values -= rate * gradients / np.sqrt(sums + epsilon)


@kernel("fFFFd")
def adadelta(gradients, values, squares, steps, state, rho, epsilon):
    if not state[DUE]:
        return
    rate, rho, rest, epsilon = numbers(values, state[LEARNING_RATE], rho, 1 - rho, epsilon)
    squares[...] = settled(rho * squares + rest * gradients**2)
    step = -(np.sqrt(steps + epsilon) * gradients / np.sqrt(squares + epsilon))
    steps[...] = settled(rho * steps + rest * step**2)
    values += rate * step


# ---------------------------------------------------------------------------------------- adamax and nadam


def power_at(array, base, update):
    """baseᵗ at update number t, rounded as Keras rounds it."""
    return array.dtype.type(float(array.dtype.type(base)) ** update)


@kernel("fFFFd")
def adamax(gradients, values, momenta, norms, state, beta_1, beta_2, epsilon):
    if not state[DUE]:
        return
    rate, rest_1, scale, epsilon, one = numbers(values, state[LEARNING_RATE], 1 - beta_1, beta_2, epsilon, 1)
    momenta[...] = settled(momenta + (gradients - momenta) * rest_1)
    norms[...] = np.maximum(scale * norms, np.abs(gradients))
    values -= rate * momenta / ((one - power_at(values, beta_1, state[UPDATE])) * (norms + epsilon))


def nadam_momentum(array, beta_1, update):
    """uₜ = beta_1 · (1 - ½ · 0.96ᵗ): the momentum of update number t, which grows towards beta_1."""
    beta_1, half, one = numbers(array, beta_1, 0.5, 1)
    return beta_1 * (one - half * power_at(array, 0.96, update))


@kernel("Fd")
def nadam_product(product, state, beta_1):
    if state[DUE]:
        product *= nadam_momentum(product, beta_1, state[UPDATE])


@kernel("fFFFfd")
def nadam(gradients, values, momenta, velocities, product, state, beta_1, beta_2, epsilon):
    if not state[DUE]:
        return
    rate, beta_1, beta_2, epsilon, one = numbers(values, state[LEARNING_RATE], beta_1, beta_2, epsilon, 1)
    now, then = (nadam_momentum(values, beta_1, state[UPDATE] + ahead) for ahead in (0, 1))
    momenta[...] = settled(momenta + (gradients - momenta) * (one - beta_1))
    velocities[...] = settled(velocities + (gradients**2 - velocities) * (one - beta_2))
    ahead = then * momenta / (one - product * then) + (one - now) * gradients / (one - product)
    correction = one - power_at(values, beta_2, state[UPDATE])
    values -= ahead * rate / (np.sqrt(velocities / correction) + epsilon)


# ---------------------------------------------------------------------------------------- lion, ftrl


@kernel("fFFd")
def lion(gradients, values, momenta, state, beta_1, beta_2):
    if not state[DUE]:
        return
    rate, beta_1, beta_2, one = numbers(values, state[LEARNING_RATE], beta_1, beta_2, 1)
    values -= rate * np.sign(momenta * beta_1 + gradients * (one - beta_1))
    momenta[...] = momenta * beta_2 + gradients * (one - beta_2)


@kernel("fFFFd")
def ftrl(gradients, values, sums, linears, state, power, l1, l2, shrinkage, beta):
    if not state[DUE]:
        return
    rate, power, shrink, two = numbers(values, state[LEARNING_RATE], -power, 2 * shrinkage, 2)
    l2, beta = numbers(values, l2, beta)
    before, total = np.power(sums, power), np.power(sums + gradients**2, power)
    linears += gradients + shrink * values - (total - before) / rate * values
    quadratic = total / rate + two * (l2 + beta / (two * rate))
    values[...] = (np.clip(linears, -l1, l1) - linears) / quadratic
    sums += gradients**2


# -------------------------------------------------------------------------------------------- schedule-free


@kernel("fFFFd")
def schedule_free(gradients, values, goals, velocities, state, beta_1, beta_2, epsilon, warm):
    if not state[DUE]:
        return
    rate, beta_1, beta_2, epsilon, one = numbers(values, state[LEARNING_RATE], beta_1, beta_2, epsilon, 1)
    update, warm = numbers(values, state[UPDATE], warm)
    rate = rate * (update / warm) if update < warm else rate
    share, correction = one / update, one - power_at(values, beta_2, state[UPDATE])
    velocities[...] = settled(velocities + (gradients**2 - velocities) * (one - beta_2))
    mean = (values - (one - beta_1) * goals) / beta_1
    goals -= rate * gradients / (np.sqrt(velocities / correction) + epsilon)
    values[...] = (one - beta_1) * goals + beta_1 * ((one - share) * mean + share * goals)
