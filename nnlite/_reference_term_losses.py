"""What is the loss of one number? The NumPy twins of `_kernels_term_losses.pyx`, worded as `_reference_losses.py`."""

import numpy as np

from nnlite._reference import kernel
from nnlite._reference_activations import sigma
from nnlite._reference_losses import column, mean, quiet


def share(dloss, p):
    """What a number's slope is multiplied by where the loss is a mean."""
    return column(dloss, p) / p.shape[-1]


@kernel("ffF")
@quiet
def percentage_error(t, p, loss, epsilon):
    mean(100 * np.abs(p - t) / np.maximum(np.abs(t), epsilon), loss)


@kernel("fffF")
@quiet
def percentage_error_gradient(t, p, dloss, dp, epsilon):
    dp[...] = share(dloss, p) * 100 * np.sign(p - t) / np.maximum(np.abs(t), epsilon)


def log_ratio(t, p, epsilon):
    """log((1 + p) / (1 + t)), both at least epsilon"""
    return np.log1p(np.maximum(p, epsilon)) - np.log1p(np.maximum(t, epsilon))


@kernel("ffF")
@quiet
def logarithmic_error(t, p, loss, epsilon):
    mean(np.square(log_ratio(t, p, epsilon)), loss)


@kernel("fffF")
@quiet
def logarithmic_error_gradient(t, p, dloss, dp, epsilon):
    dp[...] = share(dloss, p) * np.where(p < epsilon, 0, 2 * log_ratio(t, p, epsilon) / (1 + p))


@kernel("ffF")
@quiet
def huber(t, p, loss, delta):
    e = np.abs(p - t)
    mean(np.where(e > delta, delta * e - delta**2 / 2, np.square(e) / 2), loss)


@kernel("fffF")
@quiet
def huber_gradient(t, p, dloss, dp, delta):
    dp[...] = share(dloss, p) * np.clip(p - t, -delta, delta)


@kernel("ffF")
@quiet
def log_cosh(t, p, loss):
    a = np.abs(p - t)
    e = np.expm1(-a)
    near, far = np.log1p(np.square(e) / (2 * (1 + e))), a - np.log(2) + np.log1p(np.exp(-2 * a))
    mean(np.where(a > 1, far, near), loss)


@kernel("fffF")
@quiet
def log_cosh_gradient(t, p, dloss, dp):
    dp[...] = share(dloss, p) * np.tanh(p - t)


@kernel("ffF")
@quiet
def poisson(t, p, loss, epsilon):
    mean(p - t * np.log(p + epsilon), loss)


@kernel("fffF")
@quiet
def poisson_gradient(t, p, dloss, dp, epsilon):
    dp[...] = share(dloss, p) * (1 - t / (p + epsilon))


@kernel("ffF")
@quiet
def kl_divergence(t, p, loss, epsilon):
    u = np.clip(t, epsilon, 1)
    loss[...] = np.sum(u * np.log(u / np.clip(p, epsilon, 1)), axis=-1).reshape(loss.shape)


@kernel("fffF")
@quiet
def kl_divergence_gradient(t, p, dloss, dp, epsilon):
    dp[...] = column(dloss, p) * np.where((p < epsilon) | (p > 1), 0, -np.clip(t, epsilon, 1) / p)


def signed(t):
    """Targets of -1 and 1, also where they are given as 0 and 1."""
    return 2 * t - 1 if np.isin(t, (0, 1)).all() else t


@kernel("ffF")
@quiet
def hinge(t, p, loss):
    mean(np.maximum(1 - signed(t) * p, 0), loss)


@kernel("fffF")
@quiet
def hinge_gradient(t, p, dloss, dp):
    t = signed(t)
    margin = 1 - t * p
    dp[...] = -share(dloss, p) * t * np.where(np.isnan(margin), margin, margin >= 0)


@kernel("ffF")
@quiet
def squared_hinge(t, p, loss):
    mean(np.square(np.maximum(1 - signed(t) * p, 0)), loss)


@kernel("fffF")
@quiet
def squared_hinge_gradient(t, p, dloss, dp):
    t = signed(t)
    dp[...] = -2 * share(dloss, p) * t * np.maximum(1 - t * p, 0)


def binary_focus(t, p, epsilon):
    """The clipped p, its crossentropy, and how far p is from t."""
    q = np.clip(p, epsilon, 1 - epsilon)
    return q, (t - 1) * np.log(1 - q) - t * np.log(q), t * (1 - p) + (1 - t) * p


@kernel("ffF")
@quiet
def binary_focal_crossentropy(t, p, loss, gamma, yes, no, epsilon):
    _, b, f = binary_focus(t, p, epsilon)
    mean((t * yes + (1 - t) * no) * f**gamma * b, loss)


@kernel("fffF")
@quiet
def binary_focal_crossentropy_gradient(t, p, dloss, dp, gamma, yes, no, epsilon):
    q, b, f = binary_focus(t, p, epsilon)
    slope = np.where((p < epsilon) | (p > 1 - epsilon), 0, (q - t) / (q * (1 - q)))
    slope = gamma * np.maximum(f, 1e-12) ** (gamma - 1) * (1 - 2 * t) * b + f**gamma * slope
    dp[...] = share(dloss, p) * (t * yes + (1 - t) * no) * slope


def sigmoid_focus(t, z):
    """The crossentropy of sigmoid(z), and how far that is from t."""
    return np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))), t * sigma(-z) + (1 - t) * sigma(z)


@kernel("ffF")
@quiet
def sigmoid_focal_crossentropy(t, z, loss, gamma, yes, no):
    b, f = sigmoid_focus(t, z)
    mean((t * yes + (1 - t) * no) * f**gamma * b, loss)


@kernel("fffF")
@quiet
def sigmoid_focal_crossentropy_gradient(t, z, dloss, dz, gamma, yes, no):
    b, f = sigmoid_focus(t, z)
    slope = gamma * (1 - 2 * t) * np.where(f > 0, sigma(z) * sigma(-z) / f, f) * b + sigma(z) - t
    dz[...] = share(dloss, z) * (t * yes + (1 - t) * no) * f**gamma * slope
