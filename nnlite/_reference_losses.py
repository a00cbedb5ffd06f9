"""How far are predictions from their targets? The NumPy twins of `_kernels_losses.pyx`.

t are targets, p predictions, z logits, in rows of classes; `loss`, `dloss` and `labels` have one number a row.
"""

import numpy as np

from nnlite._reference import kernel

quiet = np.errstate(all="ignore")  # NaN and infinity pass without a word, as in the compiled kernels


def column(per_row, p):
    """One number a row, shaped to be computed with the rows of p."""
    return per_row.reshape(p.shape[:-1])[..., None]


def mean(terms, loss):
    """The mean of the last axis, 0 where that is empty."""
    loss[...] = (terms.sum(axis=-1) / max(terms.shape[-1], 1)).reshape(loss.shape)


def softmax(z, p):
    """p = softmax(z); returns log softmax(z)."""
    shifted = z - z.max(axis=-1, keepdims=True, initial=-np.inf)
    p[...] = np.exp(shifted)
    sums = p.sum(axis=-1, keepdims=True)
    p /= sums
    return shifted - np.log(sums)


def first_bad(labels, p):
    """1 + the position of the first label that is no class, or 0."""
    bad = ((labels < 0) | (labels >= p.shape[-1])).reshape(-1)
    return 1 + int(bad.argmax()) if bad.any() else 0


def chosen(labels, x):
    """x[label], the number of each row that its label names."""
    return np.take_along_axis(x, column(labels, x), axis=-1)


def shares(p, epsilon):
    """p as parts of its row's sum, clipped to [epsilon, 1 - epsilon]; and where that changed nothing."""
    q = p / p.sum(axis=-1, keepdims=True)
    return np.clip(q, epsilon, 1 - epsilon), ~((q < epsilon) | (q > 1 - epsilon))


@kernel("ffFF")
@quiet
def softmax_crossentropy(t, z, p, loss):
    losses = -softmax(z, p)
    loss[...] = np.sum(t * losses, axis=-1, where=(t != 0) | (losses != np.inf)).reshape(loss.shape)


@kernel("fffF")
def softmax_crossentropy_gradient(t, p, dloss, dz):
    dz[...] = column(dloss, p) * (p * t.sum(axis=-1, keepdims=True) - t)


@kernel("ifFF")
@quiet
def sparse_softmax_crossentropy(labels, z, p, loss):
    if bad := first_bad(labels, p):
        return bad
    loss[...] = -chosen(labels, softmax(z, p)).reshape(loss.shape)
    return 0


@kernel("iffF")
def sparse_softmax_crossentropy_gradient(labels, p, dloss, dz):
    if bad := first_bad(labels, p):
        return bad
    dz[...] = column(dloss, p) * (p - (column(labels, p) == np.arange(p.shape[-1])))
    return 0


@kernel("ffF")
@quiet
def categorical_crossentropy(t, p, loss, epsilon):
    q, _ = shares(p, epsilon)
    loss[...] = -np.sum(t * np.log(q), axis=-1).reshape(loss.shape)


@kernel("fffF")
@quiet
def categorical_crossentropy_gradient(t, p, dloss, dp, epsilon):
    _, free = shares(p, epsilon)
    u = t * free
    total = u.sum(axis=-1, keepdims=True) / p.sum(axis=-1, keepdims=True)
    dp[...] = column(dloss, p) * (total - np.where(free, t / p, 0))


@kernel("ifF")
@quiet
def sparse_categorical_crossentropy(labels, p, loss, epsilon):
    if bad := first_bad(labels, p):
        return bad
    q, _ = shares(p, epsilon)
    loss[...] = -np.log(chosen(labels, q)).reshape(loss.shape)
    return 0


@kernel("iffF")
@quiet
def sparse_categorical_crossentropy_gradient(labels, p, dloss, dp, epsilon):
    if bad := first_bad(labels, p):
        return bad
    _, free = shares(p, epsilon)
    onehot = column(labels, p) == np.arange(p.shape[-1])
    slope = np.where(chosen(labels, free), column(dloss, p), 0)
    dp[...] = slope / p.sum(axis=-1, keepdims=True) - np.where(onehot & (slope != 0), slope / p, 0)
    return 0


@kernel("ffF")
@quiet
def binary_crossentropy(t, p, loss, epsilon):
    q = np.clip(p, epsilon, 1 - epsilon)
    mean((t - 1) * np.log(1 - q) - t * np.log(q), loss)


@kernel("fffF")
@quiet
def binary_crossentropy_gradient(t, p, dloss, dp, epsilon):
    clipped = (p < epsilon) | (p > 1 - epsilon)
    dp[...] = np.where(clipped, 0, column(dloss, p) / p.shape[-1] * (p - t) / (p * (1 - p)))


@kernel("ffF")
@quiet
def sigmoid_crossentropy(t, z, loss):
    mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))), loss)


@kernel("fffF")
@quiet
def sigmoid_crossentropy_gradient(t, z, dloss, dz):
    dz[...] = column(dloss, z) / z.shape[-1] * (1 / (1 + np.exp(-z)) - t)


@kernel("ffF")
@quiet
def squared_error(t, p, loss):
    mean(np.square(p - t), loss)


@kernel("fffF")
@quiet
def squared_error_gradient(t, p, dloss, dp):
    dp[...] = 2 * column(dloss, p) / p.shape[-1] * (p - t)


@kernel("ffF")
@quiet
def absolute_error(t, p, loss):
    mean(np.abs(p - t), loss)


@kernel("fffF")
@quiet
def absolute_error_gradient(t, p, dloss, dp):
    dp[...] = column(dloss, p) / p.shape[-1] * np.sign(p - t)


@kernel("fF")
def smooth_labels(t, y, smoothing, classes):
    y[...] = t * (1 - smoothing) + smoothing / classes


@kernel("ffF")
def weighted_mean(values, weights, y):
    weighted = values if weights is None else values * weights.reshape(values.shape)
    y[...] = weighted.sum(dtype=float) / max(values.size, 1)


@kernel("ffF")
def weighted_mean_gradient(weights, dy, dvalues):
    slope = dy.reshape(()) / max(dvalues.size, 1)
    dvalues[...] = slope if weights is None else slope * weights.reshape(dvalues.shape)


@kernel("ffF")
def weighted_sum(values, weights, y):
    y[...] = (values if weights is None else values * weights.reshape(values.shape)).sum(dtype=float)


@kernel("ffF")
def weighted_sum_gradient(weights, dy, dvalues):
    dvalues[...] = dy.reshape(()) if weights is None else dy.reshape(()) * weights.reshape(dvalues.shape)
