"""What do metrics count? The NumPy twins of `_kernels_metrics.pyx`.

t are targets, p predictions, in rows of classes; `labels` and `match` have one number a row. What is collected over
batches (`total`, `count`, `counts`, `matrix`, `sums`) is float64 and is added to.
"""

import numpy as np

from nnlite._reference import kernel


def spread(weights, x):
    """The weights in the shape of x, each for as many numbers in a row as there are numbers for a weight; or ones."""
    if weights is None or weights.size == 0:
        return np.ones(x.shape)
    return np.repeat(weights.astype(float).reshape(-1), x.size // weights.size).reshape(x.shape)


@kernel("fI")
def first_maxima(p, labels):
    labels[...] = p.argmax(axis=-1).reshape(labels.shape) if p.shape[-1] else -1


@kernel("ifF")
def sparse_matches(labels, p, match):
    match[...] = (labels.reshape(match.shape) == p.argmax(axis=-1).reshape(match.shape)) if p.shape[-1] else 0


@kernel("ifF")
def sparse_top_k_matches(labels, p, match, k):
    known = (labels >= 0) & (labels < p.shape[-1])
    if not p.size:
        match[...] = 0
        return
    score = np.take_along_axis(p, np.where(known, labels, 0).reshape(*p.shape[:-1], 1), axis=-1)
    larger = (~(p <= score)).sum(axis=-1)
    match[...] = (known.reshape(larger.shape) & np.isfinite(score[..., 0]) & (larger < k)).reshape(match.shape)


@kernel("fF")
def keep_largest(p, y, k, rest):
    order = np.argsort(-p, axis=-1, kind="stable")[..., : int(k)]
    y[...] = rest
    np.put_along_axis(y, order, np.take_along_axis(np.where(np.isnan(p), rest, p), order, axis=-1), axis=-1)


@kernel("ffF")
def equal_matches(t, p, match):
    match[...] = (t == p.reshape(t.shape)).reshape(match.shape)


@kernel("ffF")
def binary_matches(t, p, match, threshold):
    match[...] = (t == (p > np.asarray(threshold, p.dtype)).reshape(t.shape)).reshape(match.shape)


@kernel("ffDD")
def accumulate_mean(values, weights, total, count, per_sample):
    w = spread(weights, values)
    total += (values * w).sum() / per_sample
    count += w.sum() / per_sample


@kernel("ffD")
def accumulate_sum(values, weights, total):
    total += (values * spread(weights, values)).sum()


@kernel("fffffD")
def count_buckets(t, p, weights, label_weights, thresholds, counts, column, even):
    if not p.size:
        return
    columns, n = p.shape[-1] if p.ndim else 1, counts.shape[-1] - 1
    if thresholds is None:
        buckets = np.ceil(np.clip(np.where(np.isnan(p), 0, p), 0, 1) * p.dtype.type(n - 1)).astype(int)
        buckets = np.maximum(buckets, even == 2)
    else:
        buckets = np.searchsorted(thresholds, np.where(np.isnan(p), -np.inf, p))
    w = spread(weights, p).reshape(-1, columns) * (1 if label_weights is None else label_weights)
    of_column = np.broadcast_to(np.arange(columns), w.shape)
    kept = slice(None) if column < 0 else slice(column, column + 1)
    places = (of_column * (counts.shape[0] > 1), (t != 0).reshape(w.shape).astype(int), buckets.reshape(w.shape))
    np.add.at(counts, tuple(place[:, kept] for place in places), w[:, kept])


@kernel("iifD")
def confusion_matrix(labels, predictions, weights, matrix, ignore):
    labels, predictions = labels.reshape(-1), predictions.reshape(-1)
    counts = (labels >= 0) & (labels < len(matrix)) & (predictions >= 0) & (predictions < len(matrix))
    if ignore is not None:
        counts &= labels != ignore
    np.add.at(matrix, (labels[counts], predictions[counts]), spread(weights, labels)[counts])


@kernel("fffD")
def class_counts(t, p, weights, counts, threshold):
    if threshold is None:
        known = np.where(np.isnan(p), -np.inf, p)
        hit = (p >= known.max(axis=-1, keepdims=True, initial=-np.inf)) & (np.abs(p) > 1e-9)
    else:
        hit = p > threshold
    counts += column_sums(np.stack([hit * t, hit, t], axis=-1) * spread(weights, p)[..., None])


@kernel("fffD")
def regression_sums(t, p, weights, sums):
    target, error = t.astype(float), t.astype(float) - p
    w = spread(weights, t)
    sums += column_sums(np.stack([w * target, w * target**2, w * error**2, w], axis=-1))


def column_sums(x):
    """The sums over all axes but the last two."""
    return x.sum(axis=tuple(range(x.ndim - 2)))
