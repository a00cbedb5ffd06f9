"""Products over axes, and sums and products along the way.

The gradient of a product needs, for each factor, the product of all others: of those before it and of those behind
it, so that no division by 0 is in the way.
"""

import functools

import numpy as np

from nnlite import shapes
from nnlite._memory import empty
from nnlite.ops import expressions as f
from nnlite.ops.arithmetic import as_dtype, as_type
from nnlite.ops.dtypes import as_operand
from nnlite.ops.op import Op, numpy_step, operation
from nnlite.ops.reduction import INT, Reduction, summed_type


class Prod(Reduction):
    """y = Π x    dx = dy · the product of all others, which is exact where there are zeros too"""

    def forward(self, inputs, y):
        return [self.reduce(np.multiply, inputs[0], y, dtype=y.dtype)]

    def gradient(self, inputs, y, dy, d_inputs):
        x, dx = inputs[0], d_inputs[0]
        rows, before, behind = (empty((x.size // max(self.count(x), 1), self.count(x)), x.dtype) for _ in range(3))
        order = [axis for axis in range(x.ndim) if axis not in self.axes(x.ndim)] + list(self.axes(x.ndim))
        moved, back = x.transpose(order), dx.transpose(order)
        product = f.leaf(before) * f.leaf(behind) * f.leaf(dy.reshape(-1, 1))
        return [
            numpy_step("arrange", np.copyto, rows.reshape(moved.shape), moved, access="Aa", arrays=(rows, x)),
            numpy_step("products", others, rows, before, behind, access="aAA", arrays=(rows, before, behind)),
            *f.assign(rows, product),
            numpy_step("arrange", np.copyto, back, rows.reshape(moved.shape), access="Aa", arrays=(dx, rows)),
        ]


def others(rows, before, behind):
    """Products of what stands before and behind every number of a row."""
    before[:, :1] = 1
    behind[:, -1:] = 1
    np.multiply.accumulate(rows[:, :-1], 1, None, before[:, 1:])
    np.multiply.accumulate(rows[:, :0:-1], 1, None, behind[:, -2::-1])


class Cumulative(Op):
    """y[i] = x[0] + … + x[i] along an axis, or the product; of the flattened x without an axis.

    Gradient: of the sum, dx[i] = dy[i] + … + dy[n]; of the product, dx[i] = x[0] ⋯ x[i-1] · r[i] with
    r[i] = dy[i] + x[i+1] · r[i+1].
    """

    floating = False

    def __init__(self, function, axis=None):
        self.function = function
        self.axis = axis

    @property
    def name(self):
        return "cumsum" if self.function is np.add else "cumprod"

    def output_shape(self, x):
        if self.axis is None:
            return (shapes.size(x),)
        shapes.normalize_axis(self.axis, len(x), self.name)
        return x

    def along(self, *arrays):
        """The arrays with the axis in front."""
        if self.axis is None:
            return [array.reshape(-1) for array in arrays]
        return [np.moveaxis(array, self.axis, 0) for array in arrays]

    def forward(self, inputs, y):
        x, out = self.along(inputs[0], y)
        step = functools.partial(self.function.accumulate, x, axis=0, dtype=y.dtype, out=out)
        return [numpy_step(self.name, step, access="aA", arrays=(inputs[0], y))]

    def gradient(self, inputs, y, dy, d_inputs):
        arrays = (inputs[0], dy, d_inputs[0])
        x, upstream, dx = self.along(*arrays)
        if self.function is np.add:
            step = functools.partial(np.add.accumulate, upstream[::-1], axis=0, out=dx[::-1])
        else:
            before, term = empty(x.shape, x.dtype), empty(x.shape[1:], x.dtype)
            step = functools.partial(cumulative_product_gradient, x, upstream, dx, before, term)
        return [numpy_step(f"{self.name}_gradient", step, access="aaA", arrays=arrays)]


def cumulative_product_gradient(x, dy, dx, before, term):
    """dx[i] = x[0] ⋯ x[i-1] · r[i], all along the first axis."""
    before[:1] = 1
    np.multiply.accumulate(x[:-1], 0, None, before[1:])
    dx[-1:] = dy[-1:]
    for i in range(len(x) - 2, -1, -1):
        np.multiply(x[i + 1], dx[i + 1], term)
        np.add(dy[i], term, dx[i, ...])
    np.multiply(dx, before, dx)


def accumulated(function, x, axis, dtype):
    """`cumsum` and `cumprod`: truth values are counted in int32."""
    x = as_operand(x)
    if dtype is None:
        dtype = INT if x.dtype == bool else x.dtype
    return Cumulative(function, axis)(as_type(x, as_dtype(dtype, "cumsum")))


@operation
def prod(x, axis=None, keepdims=False, dtype=None):
    """Π x; small whole numbers and truth values are multiplied in 32 bits."""
    x = as_operand(x)
    return Prod(axis, keepdims)(as_type(x, summed_type(x.dtype) if dtype is None else as_dtype(dtype, "prod")))


@operation
def cumsum(x, axis=None, dtype=None):
    """Sums along the way; of the flattened x without an axis.

    >>> cumsum([1, 2, 3]).tolist()
    [1, 3, 6]
    """
    return accumulated(np.add, x, axis, dtype)


@operation
def cumprod(x, axis=None, dtype=None):
    """Products along the way; of the flattened x without an axis.

    >>> cumprod([1, 2, 3]).tolist()
    [1, 2, 6]
    """
    return accumulated(np.multiply, x, axis, dtype)
