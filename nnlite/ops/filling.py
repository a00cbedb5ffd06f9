"""Tensors of one number, as large as another tensor."""

from nnlite import shapes
from nnlite.ops import expressions as f
from nnlite.ops.arithmetic import as_dtype, as_type
from nnlite.ops.dtypes import as_operand
from nnlite.ops.op import Op, operation


class FullLike(Op):
    """y = value, repeated to the shape of x    dvalue = Σ dy"""

    floating = False

    def output_shape(self, x, value):
        if shapes.broadcast(x, value) != tuple(x):
            raise ValueError(f"full_like: the value does not fit. Received: x.shape={x}, a value of shape {value}")
        return x

    def output_dtype(self, x, value):
        return value

    def forward(self, inputs, y):
        return [f.copy(inputs[1], y)]

    def gradient(self, inputs, y, dy, d_inputs):
        dx, d_value = d_inputs
        steps = [] if dx is None else f.assign(dx, 0)
        return steps if d_value is None else steps + f.assign(d_value, f.leaf(dy))


@operation
def full_like(x, fill_value, dtype=None):
    """A tensor of the shape (and, without a dtype, the type) of x, filled with a number.

    >>> full_like([1, 2], 7).tolist()
    [7, 7]
    """
    x = as_operand(x)
    return FullLike()(x, as_type(fill_value, x.dtype if dtype is None else as_dtype(dtype, "full_like")))


@operation
def zeros_like(x, dtype=None):
    """Zeros in the shape of x"""
    return full_like(x, 0, dtype)


@operation
def ones_like(x, dtype=None):
    """Ones in the shape of x"""
    return full_like(x, 1, dtype)
