"""How does one number come of one a sample? Means and sums, with weights, and with samples that do not count."""

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops.op import Op, numpy_step


class Reduce(Op):
    """Σ w v / n (mean) or Σ w v (sum) over samples; the weights may be left out.    dv = dy w / n, dw = dy v / n"""

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
        others = reversed(inputs) if len(inputs) == 2 else [None]
        slope = getattr(kernels, f"{self.kernel}_gradient")
        return [slope(other, dy, d) for other, d in zip(others, d_inputs, strict=True) if d is not None]


class Shares(Op):
    """x w / Σ x, or x w / Σ x w: weights with which a sum becomes a mean; all 0 where that sum is.

    Shapes: x any, w the same or left out -> the same. With s the sum and c = Σ dy y:
        dx = (w dy - c) / s, dw = x dy / s; for Σ x w: dx = w (dy - c) / s, dw = x (dy - c) / s
    """

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

    def gradient(self, inputs, y, dy, d_inputs):
        arrays = (*inputs, y, dy)
        return [numpy_step("shares_gradient", write_slope, slope, self.of_product, *arrays, d, arrays=(*arrays, d),
                           access="f" * len(arrays) + "F")
                for slope, d in zip((slope_of_x, slope_of_w), d_inputs, strict=False) if d is not None]


def write_slope(slope, of_product, x, *rest):
    """A gradient of `Shares`, 0 where the sum is; weights that are left out are 1."""
    *w, y, dy, d = rest
    w = w[0].reshape(x.shape) if w else np.ones_like(x)
    total = (x * w if of_product else x).sum(dtype=float)
    found = slope(x, w, dy, (dy * y).sum(dtype=float), of_product) / total if total else np.zeros_like(d)
    np.copyto(d, found.reshape(d.shape), "same_kind")


def slope_of_x(x, w, dy, common, of_product):
    return (dy - common) * w if of_product else dy * w - common


def slope_of_w(x, w, dy, common, of_product):
    return (dy - common if of_product else dy) * x


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
