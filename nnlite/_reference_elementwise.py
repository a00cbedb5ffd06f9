"""What does arithmetic between arrays compute? The NumPy twins: every operand is repeated to the shape of the result.

A gradient goes the other way, from the large shape to the small one: `sum_over` adds up what was repeated.
"""

import math

import numpy as np

from nnlite._reference import kernel

error_function = np.vectorize(math.erf, otypes=[float])


@kernel("ffF")
def add(x, other, y):
    np.add(x, other, out=y)


@kernel("ffF")
def subtract(x, other, y):
    np.subtract(x, other, out=y)


@kernel("ffF")
def multiply(x, other, y):
    np.multiply(x, other, out=y)


@kernel("ffF")
def divide(x, other, y):
    np.divide(x, other, out=y)


@kernel("ffF")
def maximum(x, other, y):
    np.maximum(x, other, out=y)


@kernel("ffF")
def minimum(x, other, y):
    np.minimum(x, other, out=y)


@kernel("fffF")
def where_greater_equal(x, other, value, y):
    y[...] = np.where(x >= other, value, 0)


@kernel("fffF")
def where_not_greater_equal(x, other, value, y):
    """also where one of the two is NaN"""
    y[...] = np.where(x >= other, 0, value)


@kernel("fbfF")
def where(x, mask, other, y):
    y[...] = np.where(mask, x, other)


@kernel("fF")
def negative(x, y):
    np.negative(x, out=y)


@kernel("fF")
def square(x, y):
    np.square(x, out=y)


@kernel("fF")
def sqrt(x, y):
    np.sqrt(x, out=y)


@kernel("fF")
def absolute(x, y):
    np.absolute(x, out=y)


@kernel("fF")
def erf(x, y):
    y[...] = error_function(x)


@kernel("ffF")
def sum_over(x, other, y, factor=1.0):
    axes = tuple(axis for axis, (size, kept) in enumerate(zip(x.shape, y.shape, strict=True)) if kept == 1 != size)
    product = x if other is None else x * other
    y[...] = factor * np.sum(product, axis=axes, dtype=float, keepdims=True)
