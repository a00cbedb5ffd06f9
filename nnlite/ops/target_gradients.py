"""What does a loss say to its targets? Mostly nobody asks; a loss between two networks' outputs teaches both.

Losses in which targets and predictions may change places use their kernel so. Of the others the slope of one number
(or of one row) with respect to the targets stands here, in NumPy.
"""

import numpy as np

from nnlite._dispatch import kernels
from nnlite.ops.op import numpy_step

SYMMETRIC = ("squared_error", "absolute_error", "logarithmic_error", "huber", "log_cosh", "cosine_similarity",
             "overlap")


def target_steps(kernel, t, p, dloss, dt, *numbers):
    """The steps that write the gradient of a loss of rows with respect to its targets."""
    if kernel in SYMMETRIC:
        if kernel == "overlap":
            alpha, beta, *rest = numbers
            numbers = (beta, alpha, *rest)
        return [getattr(kernels, f"{kernel}_gradient")(p, t, dloss, dt, *numbers)]
    return [numpy_step(f"{kernel} of targets", write, SLOPES[kernel], t, p, dloss, dt, numbers, access="fffF",
                       arrays=(t, p, dloss, dt))]


def write(slope, t, p, dloss, dt, numbers):
    """dt = dloss · the slope of each row"""
    np.multiply(slope(t, p, *numbers), dloss.reshape(p.shape[:-1])[..., None], out=dt)


def percentage_error(t, p, epsilon):
    size = np.maximum(np.abs(t), epsilon)
    shrinking = np.where(np.abs(t) < epsilon, 0, np.abs(t - p) * np.sign(t) / size)
    return 100 * (np.sign(t - p) - shrinking) / size / t.shape[-1]


def poisson(t, p, epsilon):
    return -np.log(p + epsilon) / t.shape[-1]


def kl_divergence(t, p, epsilon):
    u, q = np.clip(t, epsilon, 1), np.clip(p, epsilon, 1)
    return np.where((t < epsilon) | (t > 1), 0, np.log(u / q) + 1)


def signs(t):
    """Targets as -1 and 1, and how fast these follow the targets given."""
    return (2 * t - 1, 2) if np.isin(t, (0, 1)).all() else (t, 1)


def hinge(t, p):
    t, speed = signs(t)
    return -speed * p * (1 - t * p >= 0) / t.shape[-1]


def squared_hinge(t, p):
    t, speed = signs(t)
    return -2 * speed * p * np.maximum(1 - t * p, 0) / t.shape[-1]


def categorical_hinge(t, p):
    others = (1 - t) * p
    most = others.max(axis=-1, keepdims=True, initial=-np.inf)
    rivals = others == most
    missing = most - (t * p).sum(axis=-1, keepdims=True) + 1 >= 0
    return missing * (-p * rivals / np.maximum(rivals.sum(axis=-1, keepdims=True), 1) - p)


def binary_crossentropy(t, p, epsilon):
    q = np.clip(p, epsilon, 1 - epsilon)
    return (np.log(1 - q) - np.log(q)) / t.shape[-1]


def sigmoid_crossentropy(t, z):
    return -z / t.shape[-1]


def focal(t, no_log, yes_log, p, gamma, yes, no):
    """The slope of w f**γ b: all three depend on the target."""
    w, f, b = t * yes + (1 - t) * no, t * (1 - p) + (1 - t) * p, -t * yes_log - (1 - t) * no_log
    slope = (yes - no) * f * b + w * (gamma * (1 - 2 * p) * b + f * (no_log - yes_log))
    return np.maximum(f, 1e-12) ** (gamma - 1) * slope / t.shape[-1]


def binary_focal_crossentropy(t, p, gamma, yes, no, epsilon):
    q = np.clip(p, epsilon, 1 - epsilon)
    return focal(t, np.log(1 - q), np.log(q), p, gamma, yes, no)


def sigmoid_focal_crossentropy(t, z, gamma, yes, no):
    return focal(t, -np.logaddexp(0, z), -np.logaddexp(0, -z), np.exp(-np.logaddexp(0, -z)), gamma, yes, no)


def parts(p, epsilon):
    """p as parts of its row's sum, clipped."""
    return np.clip(p / p.sum(axis=-1, keepdims=True), epsilon, 1 - epsilon)


def categorical_crossentropy(t, p, epsilon):
    return -np.log(parts(p, epsilon))


def categorical_focal_crossentropy(t, p, alpha, gamma, epsilon):
    q = parts(p, epsilon)
    return -alpha * (1 - q) ** gamma * np.log(q)


def softmax_crossentropy(t, z):
    most = z.max(axis=-1, keepdims=True, initial=-np.inf)
    return most + np.log(np.exp(z - most).sum(axis=-1, keepdims=True)) - z


SLOPES = {function.__name__: function for function in (
    percentage_error, poisson, kl_divergence, hinge, squared_hinge, categorical_hinge, binary_crossentropy,
    sigmoid_crossentropy, binary_focal_crossentropy, sigmoid_focal_crossentropy, categorical_crossentropy,
    categorical_focal_crossentropy, softmax_crossentropy)}
