"""Which predictions are right? Matches between targets t and predictions p, as ops; nothing flows back through them."""

import numpy as np

from nnlite._dispatch import kernels
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.losses import Comparison, as_labels, label_shape
from nnlite.ops.op import Op


class Matches(Comparison):
    """1 where the prediction is right, 0 where it is wrong, one for each number.

    Shapes: t and p alike -> the same.
    """

    differentiable = False
    floating = False
    label = "matches"


class LabelMatches(Matches):
    """1 where the prediction is right, 0 where it is wrong, one for each label.

    Shapes: labels (…) of whole numbers and p (…, classes) -> (…).
    """

    def output_shape(self, t, p):
        return label_shape(self.kernel, t, p)


class FirstMaxima(Op):
    """argmax p, of the last axis; the first of several.

    Shapes: (…, classes) -> (…) of whole numbers.
    """

    differentiable = False
    label = "labels"
    key = ()

    def output_shape(self, p):
        if not p:
            raise ValueError(f"first_maxima: rows of numbers are needed. Received: {p}")
        return p[:-1]

    def output_dtype(self, p):
        return np.dtype(np.int64)

    def forward(self, inputs, y):
        return [kernels.first_maxima(inputs[0], y)]


class KeepLargest(Op):
    """p where it is among the k largest of its row, `rest` elsewhere; of equal ones the first are taken.

    Shapes: (…, classes) -> the same.
    """

    differentiable = False
    label = "largest"

    def __init__(self, k, rest):
        self.numbers = self.key = (k, rest)

    def output_shape(self, p):
        if not p or (p[-1] is not None and p[-1] < self.numbers[0]):
            raise ValueError(f"top_k: there are not so many numbers in a row. Received: top_k={self.numbers[0]} for "
                             f"predictions of shape {p}")
        return p

    def forward(self, inputs, y):
        return [kernels.keep_largest(inputs[0], y, *self.numbers)]


def equal_matches(t, p):
    """t == p"""
    return Matches("equal_matches")(*in_float_type(t, p))


def binary_matches(t, p, threshold=0.5):
    """(p > threshold) == t"""
    return Matches("binary_matches", float(threshold))(*in_float_type(t, p))


def first_maxima(p):
    """argmax p, of the last axis"""
    return FirstMaxima()(*in_float_type(p))


def sparse_matches(labels, p):
    """labels == argmax p"""
    return LabelMatches("sparse_matches")(as_labels(labels), *in_float_type(p))


def sparse_top_k_matches(labels, p, k=5):
    """Whether fewer than k numbers of its row are larger than p[label]"""
    return LabelMatches("sparse_top_k_matches", k)(as_labels(labels), *in_float_type(p))


def keep_largest(p, k, rest=-1e10):
    """p where it is among the k largest of its row, `rest` elsewhere"""
    return KeepLargest(k, float(rest))(*in_float_type(p))
