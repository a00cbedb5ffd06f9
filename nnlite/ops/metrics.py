"""What metrics count: matches between targets and predictions, and running means. Nothing flows back through them."""

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops.losses import as_labels, label_shape
from nnlite.ops.op import Op


class Matches(Op):
    """1 where the prediction is right, 0 where it is wrong, one number a row.

    Shapes: t and p (…, classes) -> (…); for sparse matches t holds labels.
    """

    differentiable = False
    label = "matches"

    def __init__(self, kernel, *numbers):
        self.kernel = kernel
        self.numbers = numbers

    @property
    def name(self):
        return self.kernel

    def output_shape(self, t, p):
        if self.kernel == "sparse_matches":
            return label_shape(self.kernel, t, p)
        if not p or not shapes.same(t, p):
            raise ValueError(f"{self.kernel}: targets and predictions must have one shape. Received: {t} and {p}")
        return shapes.merge(t, p)[:-1]

    def output_dtype(self, t, p):
        return p

    def forward(self, inputs, y):
        return [getattr(kernels, self.kernel)(*inputs, y, *self.numbers)]


class AccumulateMean(Op):
    """total += Σ w v and count += Σ w, in a state of two numbers."""

    differentiable = False
    effect = True

    def __init__(self, state):
        self.state = state

    def output_shape(self, values, weights=None):
        return None

    def forward(self, inputs, y):
        values, *weights = inputs
        return [kernels.accumulate_mean(values, weights[0] if weights else None, self.state)]


def categorical_matches(t, p):
    """argmax t == argmax p"""
    return Matches("categorical_matches")(t, p)


def sparse_matches(t, p):
    """t == argmax p"""
    return Matches("sparse_matches")(as_labels(t), p)


def binary_matches(t, p, threshold=0.5):
    """(p > threshold) == t, the mean of the last axis"""
    return Matches("binary_matches", float(threshold))(t, p)


def accumulate_mean(values, weights, state):
    """Add values (with weights, or None) to a running mean."""
    return AccumulateMean(state)(values) if weights is None else AccumulateMean(state)(values, weights)
