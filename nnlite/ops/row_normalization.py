"""Layer normalization: every row brought to mean 0 and variance 1 by itself, or to a mean square of 1 (RMS)."""

import warnings

from nnlite import config, shapes
from nnlite._checks import unexpected_keywords
from nnlite._dispatch import kernels
from nnlite._memory import empty
from nnlite.ops.along_axes import AlongAxes, some_axes
from nnlite.ops.binary import add, multiply
from nnlite.ops.dtypes import as_operand
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.op import Op, operation
from nnlite.ops.shaping import reshape
from nnlite.ops.statistics import var
from nnlite.ops.unary import rsqrt


class NormalizeRows(Op):
    """y = (x - m) · s · gamma + beta, with the mean m of a row and s = 1 / √(variance + ε); for RMS with m = 0.

    Shapes: x (…, width), gamma and beta (width,) where they are used -> as x.
    Gradient: with g = dy · gamma, dx = s (g - mean of g - (x - m) s² · mean of g (x - m)), for RMS without the mean of
    g; dgamma = Σ dy (x - m) s and dbeta = Σ dy over the rows.
    """

    def __init__(self, kernel, epsilon, scaled, shifted):
        self.kernel = kernel
        self.epsilon = float(epsilon)
        self.scaled, self.shifted = scaled, shifted

    @property
    def name(self):
        return self.kernel

    def output_shape(self, x, *vectors):
        wrong = [vector for vector in vectors if not x or not shapes.same(vector, x[-1:])]
        if not x or wrong:
            raise ValueError(f"{self.kernel}: needs rows, and a scale and offset as long as they are. "
                             f"Received: rows of shape {x} and {', '.join(map(str, wrong)) or 'nothing'}")
        return x

    def learned(self, inputs):
        """gamma and beta, or what stands in their places; None where there is none."""
        rest = list(inputs[1:])
        return rest.pop(0) if self.scaled else None, rest.pop(0) if self.shifted else None

    def forward(self, inputs, y):
        x = inputs[0]
        self.moments = empty((2, x.size // x.shape[-1] if x.size else 0), x.dtype)
        return [getattr(kernels, self.kernel)(x, *self.learned(inputs), self.moments, y, self.epsilon)]

    def gradient(self, inputs, y, dy, d_inputs):
        x, dx, steps = inputs[0], d_inputs[0], []
        if dx is not None:
            steps.append(getattr(kernels, f"{self.kernel}_gradient")(x, self.learned(inputs)[0], self.moments, dy, dx))
        if any(d is not None for d in d_inputs[1:]):
            sums = [empty(x.shape[-1:], x.dtype) if d is None else d for d in self.learned(d_inputs)]
            steps.append(kernels.row_sums(x, self.moments, dy, *sums))
        return steps


def normalized_rows(kernel, x, gamma, beta, axis, epsilon):
    """The op of rows along any axes; a gamma or beta of another shape than theirs is broadcast behind it."""
    epsilon = config.epsilon() if epsilon is None else epsilon
    given = in_float_type(*(as_operand(value) for value in (x, gamma, beta) if value is not None))
    x = given.pop(0)
    gamma, beta = None if gamma is None else given.pop(0), None if beta is None else given.pop(0)
    axes = some_axes(axis, len(x.shape), kernel)
    sizes = tuple(x.shape[place] for place in axes)
    fused = [value for value in (gamma, beta) if value is not None]
    fits = all(shapes.same(tuple(value.shape), sizes) for value in fused)
    fused = [value if len(value.shape) == 1 else reshape(value, (-1,)) for value in fused] if fits else []
    op = NormalizeRows(kernel, epsilon, fits and gamma is not None, fits and beta is not None)
    y = (op if axes == (len(x.shape) - 1,) else AlongAxes(op, axes))(x, *fused)
    if not fits:
        y = y if gamma is None else multiply(y, gamma)
        y = y if beta is None else add(y, beta)
    return y


@operation
def layer_normalization(x, gamma=None, beta=None, axis=-1, epsilon=None, **kwargs):
    """(x - mean) / √(variance + epsilon) · gamma + beta, with the mean and the variance over one axis or several.

    Args:
        x: The numbers.
        gamma, beta: Of the shape of these axes, or of one that is repeated to that of x; or None.
        axis: One axis, or several.
        epsilon: Keeps the root away from 0; `nnlite.backend.epsilon()` by default.
        rms_scaling: Keras's deprecated variant, x / √(variance + epsilon) · gamma.

    Raises:
        ValueError: An axis that x does not have.

    Example:

        >>> layer_normalization([[1.0, 3.0], [10.0, 30.0]], epsilon=0.0).tolist()
        [[-1.0, 1.0], [-1.0, 1.0]]
    """
    rms_scaling = kwargs.pop("rms_scaling", False)
    if kwargs:
        unexpected_keywords("layer_normalization", kwargs, ["rms_scaling"])
    if not rms_scaling:
        return normalized_rows("layer_normalization", x, gamma, beta, axis, epsilon)
    warnings.warn("layer_normalization: rms_scaling divides by the deviation, not by the root of the mean square. "
                  "Use rms_normalization.", UserWarning, stacklevel=3)
    return scaled_by_deviation(x, gamma, axis, epsilon)


def scaled_by_deviation(x, gamma, axis, epsilon):
    """x / √(variance + epsilon) · gamma: what Keras calls rms_scaling."""
    (x,) = in_float_type(as_operand(x))
    axes = some_axes(axis, len(x.shape), "layer_normalization")
    y = multiply(x, rsqrt(add(var(x, axes, keepdims=True), config.epsilon() if epsilon is None else epsilon)))
    if gamma is None:
        return y
    beside = tuple(size if place in axes else 1 for place, size in enumerate(x.shape))
    return multiply(y, gamma if len(gamma.shape) == len(x.shape) else reshape(gamma, beside))


@operation
def rms_normalization(x, scale=None, axis=-1, epsilon=None):
    """x / √(mean of x² + epsilon) · scale, with the mean over one axis or several.

    Args:
        x: The numbers.
        scale: Of the shape of these axes, or of one that is repeated to that of x; or None.
        axis: One axis, or several.
        epsilon: Keeps the root away from 0; `nnlite.backend.epsilon()` by default.

    Raises:
        ValueError: An axis that x does not have.

    Example:

        >>> rms_normalization([[3.0, -3.0], [0.5, 0.5]], epsilon=0.0).tolist()
        [[1.0, -1.0], [1.0, 1.0]]
    """
    return normalized_rows("rms_normalization", x, scale, None, axis, epsilon)
