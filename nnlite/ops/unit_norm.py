"""Vectors of length 1: x divided by its norm."""

import numpy as np

from nnlite import config
from nnlite._checks import sentence
from nnlite._memory import empty
from nnlite.ops import expressions as f
from nnlite.ops.binary import divide, maximum
from nnlite.ops.dtypes import as_operand
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.norms import norm
from nnlite.ops.op import operation
from nnlite.ops.reduction import Reduction

minimum = f.expression(np.minimum)


class UnitLength(Reduction):
    """y = x · s with s = 1 / √Σ x², at most 1 / ε.    dx = s (dy - y Σ dy y), and s dy where s is that most

    Shapes: x any -> the same. A vector of zeros stays one, and its gradient is finite.
    """

    name = "normalize"

    def __init__(self, axis, epsilon):
        super().__init__(axis)
        self.most = 1 / epsilon if epsilon else np.inf

    def output_shape(self, x):
        self.axes(len(x))
        return x

    def forward(self, inputs, y):
        (x,) = inputs
        self.factor = empty(self.kept_shape(x.shape), x.dtype)
        squares = f.sum_over(x, x, self.factor)
        return [*squares, *f.assign(self.factor, minimum(1 / f.sqrt(f.leaf(self.factor)), self.most)),
                *f.assign(y, f.leaf(x) * f.leaf(self.factor))]

    def gradient(self, inputs, y, dy, d_inputs):
        along = empty(self.factor.shape, y.dtype)
        projected = f.where_not_greater_equal(f.leaf(self.factor), self.most, f.leaf(along))
        return [*f.sum_over(dy, y, along), *f.assign(along, projected),
                *f.assign(d_inputs[0], (f.leaf(dy) - f.leaf(y) * f.leaf(along)) * f.leaf(self.factor))]


@operation
def normalize(x, axis=-1, order=2, epsilon=None):
    """x / max(norm of x, epsilon), the norm over one axis or several.

    Args:
        x: The numbers.
        axis: One axis, several, or None for all.
        order: Of the norm, a whole number of at least 1.
        epsilon: The least that x is divided by; `nnlite.backend.epsilon()` by default.

    Raises:
        ValueError: Another order.

    Example:

        >>> normalize([[3.0, 4.0], [0.0, 2.0]]).tolist()
        [[0.6000000238418579, 0.800000011920929], [0.0, 1.0]]
        >>> normalize([1.0, 3.0], order=1).tolist()
        [0.25, 0.75]
    """
    if isinstance(order, bool) or not isinstance(order, (int, np.integer)) or order < 1:
        raise ValueError(sentence("normalize", "order must be a whole number of at least 1", "order", order,
                                  "Write order=2."))
    (x,) = in_float_type(as_operand(x))
    epsilon = config.epsilon() if epsilon is None else epsilon
    if order == 2:
        return UnitLength(axis, epsilon)(x)
    return divide(x, maximum(norm(x, order, axis, keepdims=True), epsilon))
