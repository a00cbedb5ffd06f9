"""What do the kernels of normalization compute? The NumPy twins of `_kernels_normalization.pyx`.

Channels are the middle axis of (outer, channels, inner), rows go along the last axis. Moments are computed in double,
and a mean far from 0 costs no digits.
"""

import numpy as np

from nnlite._reference import kernel


def upright(vector):
    """A number for each channel, beside (outer, channels, inner)."""
    return vector.reshape(-1, 1)


def row_moments(x, moments):
    """The mean and the factor of every row, beside the rows."""
    return moments.reshape(2, *x.shape[:-1], 1)


@kernel("fFF")
def channel_moments(x, mean, variance):
    count = x.shape[0] * x.shape[2]
    exact = np.sum(x, axis=(0, 2), dtype=float) / np.float64(count)
    mean[...] = exact.reshape(mean.shape)
    squares = np.sum(np.square(x - upright(exact)), axis=(0, 2)) / np.float64(count)
    variance[...] = squares.reshape(variance.shape)


@kernel("ffffF")
def normalize_channels(x, mean, factor, offset, y):
    np.multiply(x - upright(mean), upright(factor), out=y)
    if offset is not None:
        y += upright(offset)


@kernel("fffFF")
def channel_sums(x, mean, dy, total, product):
    total[...] = np.sum(dy, axis=(0, 2), dtype=float).reshape(total.shape)
    product[...] = np.sum(dy * (x - upright(mean)), axis=(0, 2), dtype=float).reshape(product.shape)


@kernel("ffffffF")
def normalize_channels_gradient(x, mean, factor, slope, offset, dy, dx):
    dx[...] = dy * upright(factor) + ((x - upright(mean)) * upright(slope) + upright(offset))


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
