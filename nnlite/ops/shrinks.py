"""Further activations as ops: straight pieces, shrinks, a gate. The formulas stand in `_reference_shrinks.py`."""

from math import prod

from nnlite._checks import number_between, sentence
from nnlite._dispatch import kernels
from nnlite.ops.activations import Activation
from nnlite.ops.axes import rank_of, some_axes
from nnlite.ops.op import Op, operation


class Glu(Op):
    """y = u · σ(v), u and v the halves of x along an axis.    du = dy · σ(v)    dv = dy · u · σ′(v)

    Shapes: x (…, 2n, …) -> (…, n, …).
    """

    def __init__(self, axis):
        self.axis = axis

    def output_shape(self, x):
        size = x[self.axis]
        if size is not None and size % 2:
            raise ValueError(f"glu: the size of the axis must be even. Received: x.shape={x}, axis={self.axis}")
        return (*x[: self.axis], None if size is None else size // 2, *x[self.axis + 1 :])

    def forward(self, inputs, y):
        return [kernels.glu(inputs[0], y, prod(y.shape[: self.axis]))]

    def gradient(self, inputs, y, dy, d_inputs):
        return [kernels.glu_gradient(inputs[0], y, dy, d_inputs[0], prod(y.shape[: self.axis]))]


@operation
def glu(x, axis=-1):
    """u · sigmoid(v), where u and v are the halves of x along an axis (Dauphin and others, 2017)."""
    (axis,) = some_axes((axis,), rank_of(x), "glu")
    return Glu(axis)(x)


@operation
def celu(x, alpha=1.0):
    """x where x > 0, otherwise alpha · (exp(x / alpha) - 1): smooth at 0 for any alpha (Barron, 2017)."""
    alpha = number_between(alpha, "alpha", "celu")
    if alpha == 0:
        raise ValueError(sentence("celu", "alpha must not be 0", "alpha", alpha, "Use relu, its limit."))
    return Activation("celu", alpha)(x)


@operation
def hard_shrink(x, threshold=0.5):
    """x where |x| > threshold, otherwise 0"""
    return Activation("hard_shrink", number_between(threshold, "threshold", "hard_shrink"))(x)


@operation
def soft_shrink(x, threshold=0.5):
    """x moved towards 0 by the threshold, and 0 where it is smaller than that."""
    return Activation("soft_shrink", number_between(threshold, "threshold", "soft_shrink"))(x)


@operation
def tanh_shrink(x):
    """x - tanh(x)"""
    return Activation("tanh_shrink")(x)


@operation
def hard_silu(x):
    """x · hard_sigmoid(x): 0 below -3, x above 3, x · (x + 3) / 6 between (Howard and others, 2019)."""
    return Activation("hard_silu")(x)


@operation
def hard_tanh(x):
    """x, kept between -1 and 1"""
    return Activation("hard_tanh")(x)


@operation
def log_sigmoid(x):
    """log(1 / (1 + exp(-x)))"""
    return Activation("log_sigmoid")(x)


@operation
def sparse_plus(x):
    """0 below -1, x above 1, (x + 1)² / 4 between: a softplus that ends."""
    return Activation("sparse_plus")(x)


@operation
def sparse_sigmoid(x):
    """0 below -1, 1 above 1, (x + 1) / 2 between: the slope of sparse_plus."""
    return Activation("sparse_sigmoid")(x)


@operation
def squareplus(x, b=4):
    """(x + √(x² + b)) / 2: like softplus, without exp (Barron, 2021)."""
    return Activation("squareplus", number_between(b, "b", "squareplus", 0))(x)


@operation
def threshold(x, threshold, default_value):
    """x where x > threshold, otherwise default_value"""
    numbers = {"threshold": threshold, "default_value": default_value}
    return Activation("threshold", *(number_between(value, name, "threshold") for name, value in numbers.items()))(x)
