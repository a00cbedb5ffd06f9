"""What do the piecewise activations compute? The NumPy twins of `_kernels_shrinks.pyx`: y = f(x), and dx = dy · f′.

As in `_reference_activations.py` every gradient uses x or y, whichever its docstring names.
"""

import numpy as np

from nnlite._reference import kernel
from nnlite._reference_activations import sigma, soft


@kernel("fF")
def celu(x, y, alpha):
    y[...] = np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0) / alpha))


@kernel("fffF")
def celu_gradient(x, y, dy, dx, alpha):
    """uses y"""
    dx[...] = dy * np.where(y > 0, 1, y / alpha + 1)


@kernel("fF")
def hard_shrink(x, y, threshold):
    y[...] = np.where(np.abs(x) <= threshold, 0, x)


@kernel("fffF")
def hard_shrink_gradient(x, y, dy, dx, threshold):
    """uses y"""
    dx[...] = dy * np.where(np.abs(y) <= threshold, 0, 1)


@kernel("fF")
def hard_silu(x, y):
    y[...] = np.where(x <= -3, 0, x * np.clip(x / 6 + 0.5, 0, 1))


@kernel("fffF")
def hard_silu_gradient(x, y, dy, dx):
    """uses x"""
    dx[...] = dy * np.where(x <= -3, 0, np.where(x >= 3, 1, x / 3 + 0.5))


@kernel("fF")
def hard_tanh(x, y):
    np.clip(x, -1, 1, out=y)


@kernel("fffF")
def hard_tanh_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * np.where(np.abs(y) >= 1, 0, 1)


@kernel("fF")
def log_sigmoid(x, y):
    y[...] = -soft(-x)


@kernel("fffF")
def log_sigmoid_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * -np.expm1(y)


@kernel("fF")
def soft_shrink(x, y, threshold):
    y[...] = np.where(x > threshold, x - threshold, np.where(x < -threshold, x + threshold, x - x))


@kernel("fffF")
def soft_shrink_gradient(x, y, dy, dx, threshold):
    """uses y"""
    dx[...] = dy * (y != 0)


@kernel("fF")
def sparse_plus(x, y):
    y[...] = np.where(x >= 1, x, np.square(np.clip(x, -1, 1) + 1) / 4)


@kernel("fffF")
def sparse_plus_gradient(x, y, dy, dx):
    """uses x"""
    dx[...] = dy * (np.clip(x, -1, 1) + 1) / 2


@kernel("fF")
def sparse_sigmoid(x, y):
    y[...] = (np.clip(x, -1, 1) + 1) / 2


@kernel("fffF")
def sparse_sigmoid_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * np.sign(y) * (y < 1) / 2


@kernel("fF")
def squareplus(x, y, b):
    s = np.sqrt(np.square(x) + b) + np.abs(x)
    y[...] = np.where(x >= 0, s / 2, b / (2 * s))


@kernel("fffF")
def squareplus_gradient(x, y, dy, dx, b):
    """uses x"""
    r = np.sqrt(np.square(x) + b)
    s = r + np.abs(x)
    dx[...] = dy * np.where(x >= 0, s / (2 * r), b / (2 * r * s))


@kernel("fF")
def tanh_shrink(x, y):
    y[...] = x - np.tanh(x)


@kernel("fffF")
def tanh_shrink_gradient(x, y, dy, dx):
    """uses x"""
    dx[...] = dy * np.square(np.tanh(x))


@kernel("fF")
def threshold(x, y, threshold, default_value):
    y[...] = np.where(x <= threshold, default_value, x)


@kernel("fffF")
def threshold_gradient(x, y, dy, dx, threshold, default_value):
    """uses x"""
    dx[...] = dy * np.where(x <= threshold, 0, 1)


def halves(whole, rows):
    """The first and the second half of every row."""
    half = whole.size // max(2 * rows, 1)
    both = whole.reshape(rows, 2, half)
    return both[:, 0], both[:, 1]


@kernel("fF")
def glu(x, y, rows):
    u, v = halves(x, rows)
    y[...] = (u * sigma(v)).reshape(y.shape)


@kernel("fffF")
def glu_gradient(x, y, dy, dx, rows):
    """uses x"""
    (u, v), (du, dv) = halves(x, rows), halves(dx, rows)
    dy = dy.reshape(u.shape)
    du[...] = dy * sigma(v)
    dv[...] = dy * u * sigma(v) * sigma(-v)


@kernel("fF")
def sparsemax(x, y):
    if not x.size:
        return
    shifted = x - x.max(axis=-1, keepdims=True)
    falling = -np.sort(-shifted, axis=-1)
    sums, counts = falling.cumsum(axis=-1, dtype=float), np.arange(1, x.shape[-1] + 1)
    used = np.sum(falling * counts > sums - 1, axis=-1, keepdims=True)  # how many numbers stand above the level
    level = (np.take_along_axis(sums, np.maximum(used, 1) - 1, axis=-1) - 1) / used
    y[...] = np.maximum(shifted - level, 0)


@kernel("fffF")
def sparsemax_gradient(x, y, dy, dx):
    """uses y"""
    used = y != 0
    mean = np.sum(dy, axis=-1, where=used, keepdims=True) / np.maximum(used.sum(axis=-1, keepdims=True), 1)
    dx[...] = np.where(used, dy - mean, 0)
