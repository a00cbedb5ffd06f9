"""What is a tensor, and what an array? Conversions, and tensors through which no gradient flows."""

import numpy as np

from nnlite._dispatch import kernels
from nnlite.ops.arithmetic import Cast, cast
from nnlite.ops.array import Array
from nnlite.ops.dtypes import as_operand
from nnlite.ops.op import Op, Symbolic, operation


class StopGradient(Op):
    """y = x, through which no gradient flows. A copy: a tape knows arrays by where they are."""

    floating = False
    differentiable = False

    def output_shape(self, x):
        return x

    def forward(self, inputs, y):
        return [kernels.copy(inputs[0], y)]


@operation
def stop_gradient(variable):
    """The same numbers, taken as a constant by gradients."""
    return StopGradient()(as_operand(variable))


def convert_to_tensor(x, dtype=None, sparse=None, ragged=None):
    """An array of a list, number or array; a tensor stays what it is, and a variable gives its present numbers."""
    if sparse or ragged:
        raise ValueError("convert_to_tensor: sparse and ragged tensors are not supported. "
                         f"Received: sparse={sparse}, ragged={ragged}")
    if dtype is not None:
        return cast(x, dtype)
    x = as_operand(x)
    tensor = isinstance(x, Array) or (isinstance(x, Symbolic) and x.value is None)
    return x if tensor else Cast(x.dtype)(x)


def convert_to_numpy(x):
    """A plain NumPy array with the numbers of an array, list or variable."""
    return np.array(x.value if isinstance(x, Symbolic) and x.value is not None else x)


def is_tensor(x):
    """Whether x is a tensor of a graph or the result of an op, and no plain list, number or NumPy array."""
    return isinstance(x, (Symbolic, Array))


def shape(x):
    """The sizes as a tuple; None where a size is not known yet.

    >>> import nnlite
    >>> nnlite.ops.shape(nnlite.Input((3,)))
    (None, 3)
    """
    return tuple(x.shape) if hasattr(x, "shape") else np.shape(x)


def ndim(x):
    """How many axes there are"""
    return len(shape(x))
