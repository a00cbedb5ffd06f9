"""The activation functions as ops: y = f(x), dx = dy · f′(x). The formulas stand in `_reference_activations.py`.

An activation whose slope can be read off its own result says so: its input's memory can be used again.
"""

from nnlite._dispatch import kernels
from nnlite.ops.along_axes import AlongAxes, rank_of, some_axes
from nnlite.ops.op import Op, operation


class Activation(Op):
    """y = f(x), elementwise or, for the softmax family, along the last axis.

    Shapes: x any -> the same. Gradient: dx = dy · f′(x).
    """

    def __init__(self, kernel, *numbers):
        self.kernel = kernel
        self.numbers = numbers

    @property
    def name(self):
        return self.kernel

    def output_shape(self, x):
        return x

    def forward(self, inputs, y):
        return [getattr(kernels, self.kernel)(inputs[0], y, *self.numbers)]

    def gradient(self, inputs, y, dy, d_inputs):
        slope = getattr(kernels, f"{self.kernel}_gradient")
        return [slope(inputs[0], y, dy, d_inputs[0], *self.numbers)]


class Identity(Op):
    """y = x"""

    view = True

    def output_shape(self, x):
        return x


@operation
def linear(x):
    """x, unchanged."""
    return Identity()(x)


@operation
def relu(x, negative_slope=0.0, max_value=None, threshold=0.0):
    """max(x, 0); with arguments: negative_slope · (x - threshold) below the threshold, at most max_value."""
    if (negative_slope, max_value, threshold) == (0, None, 0):
        return Activation("relu")(x)
    limit = float("inf") if max_value is None else float(max_value)
    return Activation("relu_general", float(negative_slope), limit, float(threshold))(x)


@operation
def sigmoid(x):
    """1 / (1 + exp(-x))"""
    return Activation("sigmoid")(x)


@operation
def tanh(x):
    """(exp(x) - exp(-x)) / (exp(x) + exp(-x))"""
    return Activation("tanh")(x)


@operation
def softmax(x, axis=-1):
    """exp(x) / Σ exp(x) along an axis, along several together, or along all (None)."""
    return along("softmax", x, axis)


@operation
def log_softmax(x, axis=-1):
    """x - log Σ exp(x) along an axis, along several together, or along all (None)."""
    return along("log_softmax", x, axis)


@operation
def sparsemax(x, axis=-1):
    """max(x - τ, 0), with the τ for which that sums to 1 along the axis: a softmax with zeros (Martins, 2016)."""
    return along("sparsemax", x, axis)


def along(function, x, axis):
    """The last axis is the kernels' own; for others the array is turned first."""
    rank = rank_of(x)
    if not rank:
        raise ValueError(f"{function}: needs at least one axis. Received: x.shape=()")
    axes = some_axes(axis, rank, function)
    op = Activation(function)
    return (op if axes == (rank - 1,) else AlongAxes(op, axes))(x)


@operation
def elu(x, alpha=1.0):
    """x where x > 0, otherwise alpha · (exp(x) - 1)"""
    if alpha < 0:
        raise ValueError(f"elu: alpha must not be negative. Received: alpha={alpha}")
    return Activation("elu", float(alpha))(x)


@operation
def selu(x):
    """1.0507 · elu(x, 1.67326): keeps mean 0 and variance 1 (Klambauer et al., 2017)"""
    return Activation("selu")(x)


@operation
def softplus(x):
    """log(1 + exp(x))"""
    return Activation("softplus")(x)


@operation
def softsign(x):
    """x / (1 + |x|)"""
    return Activation("softsign")(x)


@operation
def exponential(x):
    """exp(x)"""
    return Activation("exponential")(x)


@operation
def gelu(x, approximate=True):
    """x · Φ(x), Φ the normal distribution's; approximately 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))"""
    return Activation("gelu_tanh" if approximate else "gelu")(x)


@operation
def silu(x):
    """x · sigmoid(x)"""
    return Activation("silu")(x)


@operation
def leaky_relu(x, negative_slope=0.2):
    """x where x > 0, otherwise negative_slope · x"""
    if negative_slope < 0:  # then the result does not tell on which side it was
        return relu(x, negative_slope)
    return Activation("leaky_relu", float(negative_slope))(x)


@operation
def hard_sigmoid(x):
    """x / 6 + 1/2, kept between 0 and 1"""
    return Activation("hard_sigmoid")(x)


@operation
def relu6(x):
    """x, kept between 0 and 6"""
    return Activation("relu6")(x)


@operation
def mish(x):
    """x · tanh(softplus(x))"""
    return Activation("mish")(x)
