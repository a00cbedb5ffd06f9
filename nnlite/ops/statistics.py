"""Variance, deviation and logsumexp: reductions that are better done in one piece than put together."""

import functools
import math

import numpy as np

from nnlite._memory import empty
from nnlite.ops import expressions as f
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.op import numpy_step, operation
from nnlite.ops.reduction import Mean, Reduction, mean
from nnlite.ops.unary import sqrt


class Variance(Mean):
    """y = Σ (x - m)² / n with m = Σ x / n    dx = 2 dy (x - m) / n"""

    def forward(self, inputs, y):
        (x,) = inputs
        mean, factor = empty(self.kept_shape(x.shape), x.dtype), self.factor(x)
        self.centred = empty(x.shape, x.dtype)
        return [
            *f.sum_over(x, None, mean, factor),
            f.call(np.subtract, [x, mean], self.centred),
            *f.sum_over(self.centred, self.centred, self.kept(x, y), factor),
        ]

    def gradient(self, inputs, y, dy, d_inputs):
        (x,) = inputs
        return f.assign(d_inputs[0], f.leaf(self.centred) * (f.leaf(self.kept(x, dy)) * (2 * self.factor(x))))


class LogSumExp(Reduction):
    """y = log Σ exp x = m + log Σ exp(x - m) with the maximum m, so that nothing overflows    dx = dy exp(x - y)"""

    def forward(self, inputs, y):
        (x,), out = inputs, self.kept(inputs[0], y)
        top, shifted = empty(out.shape, x.dtype), empty(x.shape, x.dtype)
        largest = functools.partial(np.maximum.reduce, x, axis=self.axes(x.ndim), out=top, keepdims=True,
                                    initial=-math.inf)
        most = f.leaf(top)
        return [
            numpy_step("max", largest, access="aA", arrays=(x, top)),
            *f.assign(top, f.where(f.isfinite(most), most, 0)),
            *f.assign(shifted, f.exp(f.leaf(x) - most)),
            *f.sum_over(shifted, None, out),
            *f.assign(out, f.log(f.leaf(out)) + most),
        ]

    def gradient(self, inputs, y, dy, d_inputs):
        (x,) = inputs
        y, dy = f.leaf(self.kept(x, y)), f.leaf(self.kept(x, dy))
        return f.assign(d_inputs[0], f.exp(f.leaf(x) - y) * dy)


@operation
def var(x, axis=None, keepdims=False):
    """The mean of (x - mean)²"""
    return Variance(axis, keepdims)(*in_float_type(x))


@operation
def std(x, axis=None, keepdims=False):
    """√var"""
    return sqrt(var(x, axis, keepdims))


@operation
def moments(x, axes, keepdims=False, synchronized=False):
    """The mean and the variance over some axes; `synchronized` changes nothing on one machine."""
    return mean(x, axes, keepdims), var(x, axes, keepdims)


@operation
def logsumexp(x, axis=None, keepdims=False):
    """log Σ exp(x), which does not overflow"""
    return LogSumExp(axis, keepdims)(*in_float_type(x))
