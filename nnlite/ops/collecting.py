"""How do metrics collect over batches? Ops that add what they find in a batch to variables; nothing flows back."""

import numpy as np

from nnlite import config, shapes
from nnlite._dispatch import kernels
from nnlite.ops.arithmetic import as_type
from nnlite.ops.dtypes import as_operand
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.op import Op
from nnlite.ops.repeating import broadcast_to


class Collect(Op):
    """kernel(arrays, variables, numbers), which adds to the variables.

    Args:
        kernel: name of the kernel.
        missing: positions of its arrays that are left out: it gets None there.
        numbers: what it takes behind its arrays.
    """

    differentiable = False
    effect = True
    floating = False

    def __init__(self, kernel, missing, numbers):
        self.kernel = kernel
        self.missing = missing
        self.numbers = numbers

    @property
    def name(self):
        return self.kernel

    def output_shape(self, *inputs):
        return None

    def forward(self, inputs, y):
        arrays = list(inputs)
        for position in self.missing:
            arrays.insert(position, None)
        return [getattr(kernels, self.kernel)(*arrays, *self.numbers)]


def collect(kernel, *arrays, numbers=()):
    """Let a kernel add to variables, which stand among its arrays; some of these may be None."""
    missing = tuple(position for position, array in enumerate(arrays) if array is None)
    Collect(kernel, missing, numbers)(*(array for array in arrays if array is not None))


def fitted_weights(weights, shape, dtype, who):
    """Weights for values of a shape, in their type, each for one value or for several in a row; None stays.

    As in Keras, weights of fewer axes stand for all that is behind these axes, and axes of size 1 are repeated.
    """
    if weights is None:
        return None
    weights = as_type(as_operand(weights), dtype)
    given = known = tuple(weights.shape)
    while known and known[-1] == 1 and known != shape[: len(known)]:
        known = known[:-1]
    if known == shape[: len(known)]:
        return weights
    leading = shape[: len(given)]
    if shapes.broadcast(given, leading) != leading:
        raise ValueError(f"{who}: one weight a sample is needed. Received: sample_weight of shape {given} for values "
                         f"of shape {shape}")
    return broadcast_to(weights, leading)


def checked_pair(t, p, who):
    """Targets and predictions as floats of one type and one shape."""
    t, p = in_float_type(t, p)
    if not shapes.same(tuple(t.shape), tuple(p.shape)):
        raise ValueError(f"{who}: targets and predictions must have one shape. Received: {tuple(t.shape)} and "
                         f"{tuple(p.shape)}")
    return t, p


def accumulate_mean(values, weights, total, count, who="mean"):
    """total += Σ w v and count += Σ w over samples; what is behind the first axis is averaged."""
    (values,) = in_float_type(values)
    shape = tuple(values.shape)
    weights = fitted_weights(weights, shape, values.dtype, who)
    samples = shape[0] if shape and (weights is None or weights.shape) else 1
    collect("accumulate_mean", values, weights, total, count, numbers=(shapes.size(shape) / samples if samples else 1,))


def accumulate_sum(values, weights, total, who="sum"):
    """total += Σ w v"""
    (values,) = in_float_type(values)
    collect("accumulate_sum", values, fitted_weights(weights, tuple(values.shape), values.dtype, who), total)


def count_buckets(t, p, weights, label_weights, thresholds, counts, column=-1, even=0, who="count_buckets"):
    """counts[k, t ≠ 0, number of thresholds below p] += w; see the kernel."""
    t, p = checked_pair(t, p, who)
    weights = fitted_weights(weights, tuple(p.shape), p.dtype, who)
    label_weights, thresholds = (None if x is None else np.asarray(x, p.dtype) for x in (label_weights, thresholds))
    collect("count_buckets", t, p, weights, label_weights, thresholds, counts, numbers=(column, even))


def count_confusions(labels, predictions, weights, matrix, ignore=None, who="count_confusions"):
    """matrix[label, prediction] += w"""
    labels, predictions = (as_type(as_operand(x), np.int64) for x in (labels, predictions))
    shape = tuple(labels.shape)
    if shapes.size(shape) != shapes.size(tuple(predictions.shape)):
        raise ValueError(f"{who}: one prediction a label is needed. Received: labels of shape {shape}, predictions of "
                         f"shape {tuple(predictions.shape)}")
    collect("confusion_matrix", labels, predictions, fitted_weights(weights, shape, config.floatx(), who), matrix,
            numbers=(ignore,))


def count_classes(t, p, weights, counts, threshold=None, who="count_classes"):
    """counts += Σ w q t, Σ w q, Σ w t for each class, with q = p > threshold or, without one, at the largest p"""
    t, p = checked_pair(t, p, who)
    weights = fitted_weights(weights, tuple(p.shape[:-1]), p.dtype, who)
    collect("class_counts", t, p, weights, counts, numbers=(threshold,))


def sum_regression(t, p, weights, sums, who="sum_regression"):
    """sums += Σ w t, Σ w t², Σ w (t - p)², Σ w for each column"""
    t, p = checked_pair(t, p, who)
    weights = fitted_weights(weights, tuple(p.shape), p.dtype, who)
    if weights is not None and shapes.size(tuple(weights.shape)) not in (p.shape[0], shapes.size(tuple(p.shape))):
        weights = broadcast_to(weights, p.shape[:1])
    collect("regression_sums", t, p, weights, sums)
