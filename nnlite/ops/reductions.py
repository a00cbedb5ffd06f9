"""How does one number come of one a sample? Means and sums, with weights, and with samples that do not count."""

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops.op import Op, numpy_step


class Reduce(Op):
    """Σ w v / n (mean) or Σ w v (sum) over samples; the weights may be left out.    dv = dy w / n"""

    label = "loss"

    def __init__(self, kind):
        self.kernel = f"weighted_{kind}"

    @property
    def name(self):
        return self.kernel

    def output_shape(self, values, weights=None):
        if weights is not None and not shapes.same(values, weights):
            raise ValueError(f"sample_weight: one weight a loss is needed. Received: {weights} for losses of {values}")
        return ()

    def forward(self, inputs, y):
        values, *weights = inputs
        return [getattr(kernels, self.kernel)(values, weights[0] if weights else None, y)]

    def gradient(self, inputs, y, dy, d_inputs):
        values, *weights = inputs
        slope = getattr(kernels, f"{self.kernel}_gradient")
        return [slope(weights[0] if weights else None, dy, d_inputs[0])]


class Shares(Op):
    """x w / Σ x, or x w / Σ x w: weights with which a sum becomes a mean; all 0 where that sum is. No gradient.

    Shapes: x any, w the same or left out -> the same.
    """

    differentiable = False
    label = "weights"

    def __init__(self, of_product):
        self.of_product = of_product

    def output_shape(self, x, w=None):
        if w is not None and not shapes.same(x, w):
            raise ValueError(f"sample_weight: one weight a loss is needed. Received: {w} for losses of {x}")
        return x

    def forward(self, inputs, y):
        x, *w = inputs
        return [kernels.shares(x, w[0] if w else None, y, self.of_product)]


class Marks(Op):
    """1 where x compares true with a number, otherwise 0; in the shape and type of `like`. No gradient."""

    differentiable = False
    floating = False  # labels are compared as they are
    label = "marks"

    def __init__(self, comparison, number):
        self.comparison = comparison
        self.number = number

    @property
    def name(self):
        return self.comparison.__name__

    def output_shape(self, x, like):
        return like

    def output_dtype(self, x, like):
        return like

    def forward(self, inputs, y):
        x = inputs[0].reshape(y.shape)
        return [numpy_step(self.name, self.comparison, x, self.number, y, access="aF", arrays=(x, y))]


def weighted_mean(values, weights=None):
    """Σ w v / n"""
    return Reduce("mean")(values) if weights is None else Reduce("mean")(values, weights)


def weighted_sum(values, weights=None):
    """Σ w v"""
    return Reduce("sum")(values) if weights is None else Reduce("sum")(values, weights)


def shares(x, weights=None, of_product=False):
    """x w / Σ x, or x w / Σ x w"""
    return Shares(of_product)(x) if weights is None else Shares(of_product)(x, weights)


def differs(x, number, like):
    """1 where x ≠ number, otherwise 0"""
    return Marks(np.not_equal, number)(x, like)


def exceeds(x, number, like):
    """1 where x > number, otherwise 0"""
    return Marks(np.greater, number)(x, like)
