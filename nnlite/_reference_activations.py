"""What does an activation compute? The NumPy twins: y = f(x), and dx = dy · f′.

Every gradient takes (x, y, dy, dx) and uses x or y, whichever its docstring names; the other may be None. Where y
is enough, the memory of x can be used again while a network learns.
"""

import math

import numpy as np

from nnlite._reference import kernel

SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772

erfc = np.vectorize(math.erfc, otypes=[float])


def sigma(x):
    """1 / (1 + exp(-x)), from exp(-|x|) so that nothing overflows."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


def soft(x):
    """log(1 + exp(x)), likewise"""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def normal(x):
    """Φ(x), the normal distribution"""
    return erfc(-x / math.sqrt(2)) / 2


def gelu_bend(x):
    """z(x) for which sigma(z) is near Φ(x), and dz/dx"""
    factor = 2 * math.sqrt(2 / math.pi)
    x = np.clip(x, -50, 50)
    return factor * (x + 0.044715 * x**3), factor * (1 + 3 * 0.044715 * x**2)


def not_falling(name, slope):
    """A y > 0 must come from an x > 0."""
    if slope < 0:
        raise ValueError(f"{name} >= 0 is needed. Received: {slope}")


@kernel("fF")
def relu(x, y):
    np.maximum(x, 0, out=y)


@kernel("fffF")
def relu_gradient(x, y, dy, dx):
    """uses y, which is never negative"""
    np.multiply(dy, np.sign(y), out=dx)


@kernel("fF")
def relu6(x, y):
    np.clip(x, 0, 6, out=y)


@kernel("fffF")
def relu6_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * np.sign(y) * (y < 6)


@kernel("fF")
def leaky_relu(x, y, negative_slope):
    y[...] = np.where(x > 0, x, negative_slope * x)


@kernel("fffF")
def leaky_relu_gradient(x, y, dy, dx, negative_slope):
    """uses y"""
    not_falling("leaky_relu_gradient: negative_slope", negative_slope)
    dx[...] = dy * np.where(y > 0, 1, negative_slope)


@kernel("fF")
def relu_general(x, y, negative_slope, max_value, threshold):
    below = negative_slope * (x - threshold) if negative_slope else 0
    y[...] = np.where(x <= threshold, below, np.minimum(x, max_value))


@kernel("fffF")
def relu_general_gradient(x, y, dy, dx, negative_slope, max_value, threshold):
    """uses x"""
    dx[...] = dy * np.where(x <= threshold, negative_slope, x < max_value)


@kernel("fF")
def elu(x, y, alpha):
    y[...] = np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


@kernel("fffF")
def elu_gradient(x, y, dy, dx, alpha):
    """uses y"""
    not_falling("elu_gradient: alpha", alpha)
    dx[...] = dy * np.where(y > 0, 1, y + alpha)


@kernel("fF")
def selu(x, y):
    y[...] = SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * np.expm1(np.minimum(x, 0)))


@kernel("fffF")
def selu_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * np.where(y >= 0, SELU_SCALE, y + SELU_SCALE * SELU_ALPHA)


@kernel("fF")
def gelu(x, y):
    y[...] = x * normal(x)


@kernel("fffF")
def gelu_gradient(x, y, dy, dx):
    """uses x"""
    density = np.exp(-np.square(np.clip(x, -50, 50)) / 2) / math.sqrt(2 * math.pi)
    dx[...] = dy * (normal(x) + x * density)


@kernel("fF")
def gelu_tanh(x, y):
    y[...] = x * sigma(gelu_bend(x)[0])


@kernel("fffF")
def gelu_tanh_gradient(x, y, dy, dx):
    """uses x"""
    z, slope = gelu_bend(x)
    dx[...] = dy * (sigma(z) + x * sigma(z) * sigma(-z) * slope)


@kernel("fF")
def silu(x, y):
    y[...] = x * sigma(x)


@kernel("fffF")
def silu_gradient(x, y, dy, dx):
    """uses x"""
    dx[...] = dy * sigma(x) * (1 + x * sigma(-x))


@kernel("fF")
def mish(x, y):
    y[...] = x * np.tanh(soft(x))


@kernel("fffF")
def mish_gradient(x, y, dy, dx):
    """uses x"""
    w = np.tanh(soft(x))
    dx[...] = dy * (w + x * (1 - w * w) * sigma(x))


@kernel("fF")
def sigmoid(x, y):
    y[...] = sigma(x)


@kernel("fffF")
def sigmoid_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * y * (1 - y)


@kernel("fF")
def hard_sigmoid(x, y):
    np.clip(x / 6 + 0.5, 0, 1, out=y)


@kernel("fffF")
def hard_sigmoid_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * np.sign(y) * (y < 1) / 6


@kernel("fF")
def tanh(x, y):
    np.tanh(x, out=y)


@kernel("fffF")
def tanh_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * (1 - y) * (1 + y)


@kernel("fF")
def softplus(x, y):
    y[...] = soft(x)


@kernel("fffF")
def softplus_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy * -np.expm1(-y)


@kernel("fF")
def softsign(x, y):
    y[...] = x / (1 + np.abs(x))


@kernel("fffF")
def softsign_gradient(x, y, dy, dx):
    """uses x"""
    dx[...] = dy / np.square(1 + np.abs(x))


@kernel("fF")
def exponential(x, y):
    with np.errstate(over="ignore"):
        np.exp(x, out=y)


@kernel("fffF")
def exponential_gradient(x, y, dy, dx):
    """uses y"""
    np.multiply(dy, y, out=dx)


@kernel("fF")
def expm1(x, y):
    with np.errstate(over="ignore"):
        np.expm1(x, out=y)


@kernel("fF")
def log(x, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        np.log(x, out=y)


@kernel("fF")
def log1p(x, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        np.log1p(x, out=y)


@kernel("fF")
def softmax(x, y):
    if x.size:
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        np.divide(e, e.sum(axis=-1, keepdims=True), out=y)


@kernel("fffF")
def softmax_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = y * (dy - (dy * y).sum(axis=-1, keepdims=True))


@kernel("fF")
def log_softmax(x, y):
    if x.size:
        shifted = x - x.max(axis=-1, keepdims=True)
        np.subtract(shifted, np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), out=y)


@kernel("fffF")
def log_softmax_gradient(x, y, dy, dx):
    """uses y"""
    dx[...] = dy - np.exp(y) * dy.sum(axis=-1, keepdims=True)
