"""Many numbers become one: sums, means, truth and counts, over one axis, several or all.

Every reduction sees its result with the reduced axes kept, as axes of size 1: then a gradient is broadcast back.
"""

import functools
import math

import numpy as np

from nnlite import shapes
from nnlite.ops import expressions as f
from nnlite.ops.comparison import isclose, not_equal
from nnlite.ops.dtypes import as_operand
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.op import Op, numpy_step, operation

INT = np.dtype("int32")


class Reduction(Op):
    """Base: an op over `axis`, an int, several of them or None for all.

    Shapes: x any -> without the axes, or with them of size 1 where `keepdims` is set.
    """

    floating = False

    def __init__(self, axis=None, keepdims=False):
        self.axis = axis
        self.keepdims = keepdims

    @property
    def name(self):
        return type(self).__name__.lower()

    def axes(self, rank):
        """The axes, counted from the front."""
        if self.axis is None:
            return tuple(range(rank))
        given = self.axis if isinstance(self.axis, (list, tuple)) else [self.axis]
        result = tuple(shapes.normalize_axis(axis, rank, self.name) for axis in given)
        if len({*result}) != len(result):
            raise ValueError(f"{self.name}: an axis is named twice. Received: axis={self.axis}")
        return result

    def kept_shape(self, x):
        """The shape of the result with the reduced axes kept."""
        axes = self.axes(len(x))
        return tuple(1 if axis in axes else size for axis, size in enumerate(x))

    def output_shape(self, x):
        axes = self.axes(len(x))
        return self.kept_shape(x) if self.keepdims else tuple(s for axis, s in enumerate(x) if axis not in axes)

    def kept(self, x, y):
        """y, or its gradient, with the reduced axes kept."""
        return y.reshape(self.kept_shape(x.shape))

    def count(self, x):
        """How many numbers become one."""
        return math.prod(x.shape[axis] for axis in self.axes(x.ndim))

    def reduce(self, function, x, y, **options):
        """The step in which a NumPy function reduces x to y."""
        reduced = functools.partial(function.reduce, x, axis=self.axes(x.ndim), out=self.kept(x, y), keepdims=True,
                                    **options)
        return numpy_step(self.name, reduced, access="aA", arrays=(x, y))


def summed_type(dtype):
    """Whole numbers of less than 32 bits are summed in 32."""
    small = dtype.kind in "bui" and dtype.itemsize < 4
    return np.dtype("uint32" if dtype.kind == "u" else "int32") if small else dtype


class Sum(Reduction):
    """y = Σ x    dx = dy"""

    def output_dtype(self, x):
        return summed_type(x)

    def factor(self, x):
        """What the sum is multiplied with."""
        return 1.0

    def forward(self, inputs, y):
        return f.sum_over(inputs[0], None, self.kept(inputs[0], y), self.factor(inputs[0]))

    def gradient(self, inputs, y, dy, d_inputs):
        (x,) = inputs
        return f.assign(d_inputs[0], f.leaf(self.kept(x, dy)) * self.factor(x))


class Mean(Sum):
    """y = Σ x / n    dx = dy / n    (NaN where there is nothing)"""

    def factor(self, x):
        return 1 / self.count(x) if self.count(x) else math.nan


class Truth(Reduction):
    """y = whether any (all) x is not 0"""

    differentiable = False

    def __init__(self, function, axis=None, keepdims=False):
        super().__init__(axis, keepdims)
        self.function = function

    @property
    def name(self):
        return "any" if self.function is np.logical_or else "all"

    def output_dtype(self, x):
        return np.dtype(bool)

    def forward(self, inputs, y):
        return [self.reduce(self.function, inputs[0], y)]


@operation
def sum(x, axis=None, keepdims=False):
    """Σ x; small whole numbers and truth values are summed in 32 bits."""
    return Sum(axis, keepdims)(as_operand(x))


@operation
def mean(x, axis=None, keepdims=False):
    """Σ x / n"""
    return Mean(axis, keepdims)(*in_float_type(x))


@operation
def any(x, axis=None, keepdims=False):
    """Whether any x is true (not 0)"""
    return Truth(np.logical_or, axis, keepdims)(as_operand(x))


@operation
def all(x, axis=None, keepdims=False):
    """Whether all x are true (not 0)"""
    return Truth(np.logical_and, axis, keepdims)(as_operand(x))


@operation
def allclose(x1, x2, rtol=1e-5, atol=1e-8, equal_nan=False):
    """Whether all of x1 are close to x2, as `isclose` says"""
    return all(isclose(x1, x2, rtol, atol, equal_nan))


@operation
def count_nonzero(x, axis=None):
    """How many x are not 0"""
    return Sum(axis)(not_equal(x, 0))
