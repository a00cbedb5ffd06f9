"""How does a step change parameters? The twins of `_kernels_updates.pyx`.

All numbers stay in the parameters' own type, as they do in Keras: `number` rounds a constant to it.
"""

import numpy as np

from nnlite._places import DUE, ITERATIONS, LEARNING_RATE, SQUARES, UPDATE
from nnlite._reference import kernel


def numbers(array, *values):
    """The values as numbers of the array's type."""
    return [array.dtype.type(value) for value in values]


def settled(x):
    """x, with 0 in place of numbers so small that processors compute slowly with them; see `_updates.pxd`."""
    return np.where(np.abs(x) < x.dtype.type(1e-35 if x.dtype == np.float32 else 1e-300), x.dtype.type(0), x)


# ------------------------------------------------------------------------------------ before the update


@kernel("D")
def tick(state, steps=1):
    before = int(state[ITERATIONS])
    state[ITERATIONS] = before + 1
    state[DUE] = (before + 1) % steps == 0
    state[UPDATE] = before // steps + 1


@kernel("F")
def unscale_gradients(gradients, factor):
    gradients /= gradients.dtype.type(factor)


@kernel("FFd")
def hold_gradients(gradients, held, state, steps):
    if not state[DUE]:
        held += gradients
        return
    gradients += held
    gradients /= gradients.dtype.type(steps)
    held[...] = 0


@kernel("Fd")
def clip_by_value(gradients, state, limit):
    if state[DUE]:
        np.clip(gradients, -limit, limit, out=gradients)


@kernel("fD")
def sum_squares(gradients, state, first):
    if state[DUE]:
        total = np.square(gradients, dtype=np.float64).sum()
        state[SQUARES] = total if first else state[SQUARES] + total


@kernel("Fd")
def clip_by_norm(gradients, state, limit):
    norm = np.sqrt(state[SQUARES])
    if state[DUE]:
        factor = (limit / norm if norm > limit else 1) + (norm - norm)  # inf - inf is NaN
        gradients *= gradients.dtype.type(factor)


@kernel("Fd")
def weight_decay(values, state, rate):
    if state[DUE]:
        rate, learning_rate = numbers(values, rate, state[LEARNING_RATE])
        values -= values * (rate * learning_rate)


# --------------------------------------------------------------------------------------- sgd and rmsprop


@kernel("fFd")
def sgd(gradients, values, state):
    if state[DUE]:
        values -= gradients * values.dtype.type(state[LEARNING_RATE])


@kernel("fFFd")
def sgd_momentum(gradients, values, momenta, state, momentum, nesterov):
    if not state[DUE]:
        return
    rate, momentum = numbers(values, state[LEARNING_RATE], momentum)
    momenta[...] = settled(momenta * momentum - gradients * rate)
    values += momenta * momentum - gradients * rate if nesterov else momenta


@kernel("fFFd")
def rmsprop(gradients, values, velocities, state, rho, epsilon):
    if not state[DUE]:
        return
    rate, rho, rest, epsilon = numbers(values, state[LEARNING_RATE], rho, 1 - rho, epsilon)
    velocities[...] = settled(rho * velocities + rest * gradients**2)
    values -= rate * gradients / np.sqrt(velocities + epsilon)


@kernel("fFFFd")
def rmsprop_momentum(gradients, values, velocities, momenta, state, rho, epsilon, momentum):
    if not state[DUE]:
        return
    rate, rho, rest, epsilon, momentum = numbers(values, state[LEARNING_RATE], rho, 1 - rho, epsilon, momentum)
    velocities[...] = settled(rho * velocities + rest * gradients**2)
    momenta[...] = settled(momentum * momenta + rate * gradients / np.sqrt(velocities + epsilon))
    values -= momenta


@kernel("fFFFFd")
def rmsprop_centered(gradients, values, velocities, averages, momenta, state, rho, epsilon, momentum):
    if not state[DUE]:
        return
    rate, rho, rest, epsilon, momentum = numbers(values, state[LEARNING_RATE], rho, 1 - rho, epsilon, momentum)
    velocities[...] = settled(rho * velocities + rest * gradients**2)
    averages[...] = settled(rho * averages + rest * gradients)
    variance = np.maximum(velocities - averages**2, 0)  # rounding can take it below, and then the root is NaN
    momenta[...] = settled(momentum * momenta + rate * gradients / np.sqrt(variance + epsilon))
    values -= momenta


# -------------------------------------------------------------------------------------------------- adam


def adam_rate(values, state, beta_1, beta_2):
    """The learning rate with both bias corrections folded in; powers are rounded as Keras rounds them."""
    rate, beta_1, beta_2, one = numbers(values, state[LEARNING_RATE], beta_1, beta_2, 1)
    power_1, power_2 = numbers(values, float(beta_1) ** state[UPDATE], float(beta_2) ** state[UPDATE])
    return rate * np.sqrt(one - power_2) / (one - power_1)


def adam_moments(gradients, momenta, velocities, beta_1, beta_2):
    """Move both moments towards the gradient and its square."""
    rest_1, rest_2 = numbers(gradients, 1 - beta_1, 1 - beta_2)
    momenta[...] = settled(momenta + (gradients - momenta) * rest_1)
    velocities[...] = settled(velocities + (gradients**2 - velocities) * rest_2)


@kernel("fFFFd")
def adam(gradients, values, momenta, velocities, state, beta_1, beta_2, epsilon):
    if not state[DUE]:
        return
    adam_moments(gradients, momenta, velocities, beta_1, beta_2)
    rate = adam_rate(values, state, beta_1, beta_2)
    values -= momenta * rate / (np.sqrt(velocities) + values.dtype.type(epsilon))


@kernel("fFFFFd")
def adam_amsgrad(gradients, values, momenta, velocities, peaks, state, beta_1, beta_2, epsilon):
    if not state[DUE]:
        return
    adam_moments(gradients, momenta, velocities, beta_1, beta_2)
    np.maximum(peaks, velocities, out=peaks)
    rate = adam_rate(values, state, beta_1, beta_2)
    values -= momenta * rate / (np.sqrt(peaks) + values.dtype.type(epsilon))


# ------------------------------------------------------------------------------------- after the update


@kernel("fFd")
def moving_average(values, averages, state, momentum):
    momentum = momentum if state[UPDATE] > 1 else 0
    kept, rest = numbers(values, momentum, 1 - momentum)
    averages[...] = settled(kept * averages + rest * values)


@kernel("fFd")
def overwrite_by_average(averages, values, state, frequency):
    if state[UPDATE] % frequency == 0:
        values[...] = averages
