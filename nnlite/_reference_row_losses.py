"""What is the loss of a whole row? The NumPy twins of `_kernels_row_losses.pyx`, worded as `_reference_losses.py`."""

import numpy as np

from nnlite._reference import kernel
from nnlite._reference_losses import chosen, column, first_bad, quiet
from nnlite._reference_losses import shares as parts


def hinge_margin(t, p):
    """(1 - t) p, its maximum, and how far the target is from being 1 above that."""
    others = (1 - t) * p
    most = others.max(axis=-1, keepdims=True, initial=-np.inf)
    return others, most, most - (t * p).sum(axis=-1, keepdims=True) + 1


@kernel("ffF")
@quiet
def categorical_hinge(t, p, loss):
    loss[...] = np.maximum(hinge_margin(t, p)[2], 0).reshape(loss.shape)


@kernel("fffF")
@quiet
def categorical_hinge_gradient(t, p, dloss, dp):
    others, most, margin = hinge_margin(t, p)
    rivals = others == most
    slope = np.where(margin < 0, 0, np.where(margin >= 0, column(dloss, p), margin))
    dp[...] = slope * ((1 - t) * rivals / np.maximum(rivals.sum(axis=-1, keepdims=True), 1) - t)


def length(x):
    """|x| of every row"""
    return np.sqrt(np.square(x).sum(axis=-1, keepdims=True))


@kernel("ffF")
@quiet
def cosine_similarity(t, p, loss, epsilon):
    lengths = np.maximum(length(t), epsilon) * np.maximum(length(p), epsilon)
    loss[...] = -((t * p).sum(axis=-1, keepdims=True) / lengths).reshape(loss.shape)


@kernel("fffF")
@quiet
def cosine_similarity_gradient(t, p, dloss, dp, epsilon):
    long = np.maximum(length(p), epsilon)
    pull = np.where(length(p) < epsilon, 0, (t * p).sum(axis=-1, keepdims=True) / np.square(long))
    dp[...] = -column(dloss, p) / np.maximum(length(t), epsilon) / long * (t - pull * p)


def overlaps(t, p, alpha, beta, epsilon):
    """Σ t p, and what the overlap divides it by."""
    c, sum_t, sum_p = (x.sum(axis=-1, keepdims=True, dtype=float) for x in (t * p, t, p))
    return c, c + alpha * (sum_t - c) + beta * (sum_p - c) + epsilon


@kernel("ffF")
@quiet
def overlap(t, p, loss, alpha, beta, epsilon):
    c, whole = overlaps(t, p, alpha, beta, epsilon)
    loss[...] = (1 - c / whole).reshape(loss.shape)


@kernel("fffF")
@quiet
def overlap_gradient(t, p, dloss, dp, alpha, beta, epsilon):
    c, whole = overlaps(t, p, alpha, beta, epsilon)
    dp[...] = column(dloss, p) * (c * (beta + (1 - alpha - beta) * t) - whole * t) / np.square(whole)


@kernel("fffF")
@quiet
def categorical_focal_crossentropy(t, p, alpha, loss, gamma, epsilon):
    q, _ = parts(p, epsilon)
    loss[...] = -np.sum(alpha * (1 - q) ** gamma * t * np.log(q), axis=-1).reshape(loss.shape)


@kernel("ffffF")
@quiet
def categorical_focal_crossentropy_gradient(t, p, alpha, dloss, dp, gamma, epsilon):
    sums = p.sum(axis=-1, keepdims=True)
    _, free = parts(p, epsilon)
    q = p / sums
    g = alpha * t * (gamma * (1 - q) ** (gamma - 1) * np.log(q) - (1 - q) ** gamma / q)
    g = np.where(free, g, 0)
    dp[...] = column(dloss, p) * (g - (g * q).sum(axis=-1, keepdims=True)) / sums


@kernel("ifF")
@quiet
def generalized_crossentropy(labels, p, loss, q):
    if bad := first_bad(labels, p):
        return bad
    loss[...] = ((1 - chosen(labels, p) ** q) / q).reshape(loss.shape)
    return 0


@kernel("iffF")
@quiet
def generalized_crossentropy_gradient(labels, p, dloss, dp, q):
    if bad := first_bad(labels, p):
        return bad
    slope = -column(dloss, p) * np.maximum(p, np.finfo(p.dtype).tiny) ** (q - 1)
    dp[...] = np.where(column(labels, p) == np.arange(p.shape[-1]), slope, 0)
    return 0


def pairs(s, labels, others, gamma, margin, skip):
    """For pairs alike, then for those that differ: which they are, their weighted similarities, the slopes of these."""
    d = np.maximum(1 - s, 0)
    alike = labels.reshape(-1, 1) == others.reshape(1, -1)
    results = []
    for which, weight, rest, sign in ((alike & ~(np.eye(*s.shape, dtype=bool) & skip), margin + d, d - margin, -1),
                                      (~alike, 1 + margin - d, 1 - margin - d, 1)):
        slope = np.where((weight < 0) | (s > 1), 0, sign * gamma * (weight + rest))
        results.append((which, gamma * np.maximum(weight, 0) * rest, slope))
    return results


def log_sum(which, x):
    """log Σ exp(x) of the pairs of every row; -∞ for none."""
    x = np.where(which, x, -np.inf)
    most = x.max(axis=-1, keepdims=True, initial=-np.inf)
    most = np.where(np.isneginf(most), 0, most)
    return most + np.log(np.exp(x - most).sum(axis=-1, keepdims=True))


@kernel("fiiF")
@quiet
def circle(s, labels, others, loss, gamma, margin, skip):
    x = sum(log_sum(which, value) for which, value, _ in pairs(s.astype(float), labels, others, gamma, margin, skip))
    loss[...] = (np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))).reshape(loss.shape)


@kernel("fiifF")
@quiet
def circle_gradient(s, labels, others, dloss, ds, gamma, margin, skip):
    kinds = pairs(s.astype(float), labels, others, gamma, margin, skip)
    x = sum(log_sum(which, value) for which, value, _ in kinds)
    ds[...] = 0
    for which, value, slope in kinds:
        parts = np.exp(value - log_sum(which, value)) * slope
        ds[...] += np.where(which & ~np.isneginf(x), dloss.reshape(-1, 1) / (1 + np.exp(-x)) * parts, 0)


@kernel("ffF")
@quiet
def shares(x, weights, y, of_product):
    product = x if weights is None else x * weights.reshape(x.shape)
    total = (product if of_product else x).sum(dtype=float)
    y[...] = (product / total).reshape(y.shape) if total else 0
