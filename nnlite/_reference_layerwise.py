"""How do the optimizers step that look at a variable as a whole? The twins of `_kernels_layerwise.pyx`."""

import numpy as np

from nnlite._places import DUE, LEARNING_RATE, UPDATE
from nnlite._reference import kernel
from nnlite._reference_adaptive import power_at
from nnlite._reference_updates import numbers, settled

# ---------------------------------------------------------------------------------------------------- lamb


def norm(array):
    """√Σ x², summed in float64."""
    return array.dtype.type(np.sqrt(np.square(array, dtype=np.float64).sum()))


@kernel("fFFFd")
def lamb(gradients, values, momenta, velocities, state, beta_1, beta_2, epsilon):
    if not state[DUE]:
        return
    rate, rest_1, rest_2, epsilon, one = numbers(values, state[LEARNING_RATE], 1 - beta_1, 1 - beta_2, epsilon, 1)
    momenta[...] = settled(momenta + (gradients - momenta) * rest_1)
    velocities[...] = settled(velocities + (gradients**2 - velocities) * rest_2)
    push = momenta / (one - power_at(values, beta_1, state[UPDATE]))
    push = push / (np.sqrt(velocities / (one - power_at(values, beta_2, state[UPDATE]))) + epsilon)
    ratio = norm(values) / norm(push) if norm(values) > 0 and norm(push) > 0 else one
    values -= ratio * rate * push


# ----------------------------------------------------------------------------------------------- adafactor


def rms(array):
    """The root mean square, summed in float64."""
    return np.sqrt(array.dtype.type(np.square(array, dtype=np.float64).mean()))


def remembered(values, state, decay):
    """beta_2 of update number t: 1 - tᵈ, so that nothing is remembered at the first."""
    update, decay, one = numbers(values, state[UPDATE], decay, 1)
    return one - values.dtype.type(float(update) ** float(decay))


def step_size(values, state, least):
    """min(learning_rate, 1 / √t) times the root mean square of the values, which counts as `least` at least."""
    least, rate, update, one = numbers(values, least, state[LEARNING_RATE], state[UPDATE], 1)
    return np.maximum(least, rms(values)) * np.minimum(rate, one / np.sqrt(update))


def move_by(gradients, values, velocities, step, threshold):
    """value -= step · push / max(1, rms(push) / threshold) with push = gradient / √v"""
    push = gradients / np.sqrt(velocities)
    threshold, one = numbers(values, threshold, 1)
    values -= step * (push / np.maximum(one, rms(push) / threshold))


@kernel("fFFd")
def adafactor(gradients, values, velocities, state, decay, epsilon_1, epsilon_2, threshold):
    if not state[DUE] or not values.size:
        return
    step, beta = step_size(values, state, epsilon_2), remembered(values, state, decay)
    epsilon, one = numbers(values, epsilon_1, 1)
    velocities[...] = beta * velocities + (one - beta) * (gradients**2 + epsilon)
    move_by(gradients, values, velocities, step, threshold)


@kernel("fFFFFd")
def adafactor_factored(gradients, values, row_means, column_means, velocities, state, rows, columns,
                       decay, epsilon_1, epsilon_2, threshold):
    if not state[DUE] or not values.size:
        return
    step, beta = step_size(values, state, epsilon_2), remembered(values, state, decay)
    epsilon, one = numbers(values, epsilon_1, 1)
    squares = gradients.reshape(-1, rows, columns) ** 2 + epsilon
    r, c = row_means.reshape(-1, rows), column_means.reshape(-1, columns)
    r[...] = beta * r + (one - beta) * squares.mean(axis=-1, dtype=np.float64).astype(r.dtype)
    c[...] = beta * c + (one - beta) * squares.mean(axis=-2, dtype=np.float64).astype(c.dtype)
    shares = r / r.mean(axis=-1, keepdims=True, dtype=np.float64).astype(r.dtype)
    velocities[...] = (shares[:, :, None] * c[:, None, :]).reshape(velocities.shape)
    move_by(gradients, values, velocities, step, threshold)
