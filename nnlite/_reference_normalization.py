"""What do the kernels of normalization compute? The NumPy twins of `_kernels_normalization.pyx`.

Channels are numbered by an axis, rows go along the last one. Moments are computed in double, and a mean far from 0
costs no digits.
"""

import numpy as np

from nnlite._reference import kernel
from nnlite._reference_updates import settled


def outer_and_inner(x, axis):
    """The axes but that of the channels."""
    return tuple(place for place in range(x.ndim) if place != axis)


def upright(vector, x, axis):
    """A number for each channel, beside x."""
    return vector.reshape(-1, *(1,) * (x.ndim - axis - 1))


def row_moments(x, moments):
    """The mean and the factor of every row, beside the rows."""
    return moments.reshape(2, *x.shape[:-1], 1)


@kernel("fFF")
def channel_moments(x, mean, variance, axis):
    axes = outer_and_inner(x, axis)
    count = np.float64(x.size // x.shape[axis] if x.size else 0)
    exact = np.sum(x, axis=axes, dtype=float) / count
    mean[...] = exact.reshape(mean.shape)
    squares = np.sum(np.square(x - upright(exact, x, axis)), axis=axes) / count
    variance[...] = squares.reshape(variance.shape)


@kernel("fF")
def running_average(x, average, momentum):
    momentum, rest = (average.dtype.type(number) for number in (momentum, 1 - momentum))
    average[...] = settled(average * momentum + x.reshape(average.shape) * rest)


@kernel("fffffF")
def batch_normalization(x, mean, variance, gamma, beta, y, axis, epsilon):
    factor = 1 / np.sqrt(variance + variance.dtype.type(epsilon))
    factor = factor if gamma is None else factor * gamma
    np.multiply(x - upright(mean, x, axis), upright(factor, x, axis), out=y)
    if beta is not None:
        y += upright(beta, x, axis)


@kernel("ffffFF")
def batch_normalization_sums(x, mean, variance, dy, dgamma, dbeta, axis, epsilon):
    axes = outer_and_inner(x, axis)
    dbeta[...] = np.sum(dy, axis=axes, dtype=float).reshape(dbeta.shape)
    dgamma[...] = np.sum(dy * (x - upright(mean, x, axis)), axis=axes, dtype=float).reshape(dgamma.shape)
    dgamma /= np.sqrt(variance + variance.dtype.type(epsilon))


@kernel("fffffffF")
def batch_normalization_gradient(x, mean, variance, gamma, dgamma, dbeta, dy, dx, axis, epsilon):
    inverse = 1 / np.sqrt(variance + variance.dtype.type(epsilon))
    factor = inverse if gamma is None else inverse * gamma
    part = mean.size / max(x.size, 1)
    slope = 0 * factor if dgamma is None else -factor * inverse * part * dgamma
    offset = 0 * factor if dbeta is None else -factor * part * dbeta
    centred = x - upright(mean, x, axis)
    dx[...] = dy * upright(factor, x, axis) + (centred * upright(slope, x, axis) + upright(offset, x, axis))


def normalize_rows(x, gamma, beta, moments, y, epsilon, centred):
    if not x.size:
        return
    mean, factor = row_moments(x, moments)
    exact = np.mean(x, axis=-1, dtype=float, keepdims=True) if centred else 0.0
    mean[...] = exact
    factor[...] = 1 / np.sqrt(np.mean(np.square(x - exact), axis=-1, dtype=float, keepdims=True) + epsilon)
    np.multiply(x - mean, factor, out=y)
    if gamma is not None:
        y *= gamma.reshape(-1)
    if beta is not None:
        y += beta.reshape(-1)


@kernel("fffFF")
def layer_normalization(x, gamma, beta, moments, y, epsilon):
    normalize_rows(x, gamma, beta, moments, y, epsilon, True)


@kernel("fffFF")
def rms_normalization(x, gamma, beta, moments, y, epsilon):
    normalize_rows(x, gamma, beta, moments, y, epsilon, False)


def rows_gradient(x, gamma, moments, dy, dx, centred):
    if not x.size:
        return
    mean, factor = row_moments(x, moments)
    g = dy if gamma is None else dy * gamma.reshape(-1)
    less = np.mean(g, axis=-1, dtype=float, keepdims=True) if centred else 0
    slope = np.mean(g * (x - mean), axis=-1, dtype=float, keepdims=True) * factor * factor
    dx[...] = factor * (g - less - (x - mean) * slope)


@kernel("ffffF")
def layer_normalization_gradient(x, gamma, moments, dy, dx):
    rows_gradient(x, gamma, moments, dy, dx, True)


@kernel("ffffF")
def rms_normalization_gradient(x, gamma, moments, dy, dx):
    rows_gradient(x, gamma, moments, dy, dx, False)


@kernel("fffFF")
def row_sums(x, moments, dy, dgamma, dbeta):
    dgamma[...] = dbeta[...] = 0
    if x.size:
        mean, factor = row_moments(x, moments)
        axes = tuple(range(x.ndim - 1))
        dgamma[...] = np.sum(dy * ((x - mean) * factor), axis=axes, dtype=float).reshape(dgamma.shape)
        dbeta[...] = np.sum(dy, axis=axes, dtype=float).reshape(dbeta.shape)
