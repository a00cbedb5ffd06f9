"""Comparisons and logic between tensors: the results are booleans, and no gradient flows back through them."""

import numpy as np

from nnlite.ops.binary import add, multiply, subtract
from nnlite.ops.dtypes import as_operand, result_type
from nnlite.ops.elementwise import Elementwise, in_common_type
from nnlite.ops.op import operation
from nnlite.ops.unary import absolute

BOOL = np.dtype(bool)


def compared(name, function, x1, x2):
    """A comparison in the operands' common type."""
    return Elementwise(name, (function,), BOOL)(*in_common_type(name, x1, x2))


def truth(name, function, *operands):
    """A function of truth values; 0 is false, every other number true."""
    return Elementwise(name, (function,), BOOL)(*map(as_operand, operands))


@operation
def equal(x1, x2):
    """x1 = x2"""
    return compared("equal", np.equal, x1, x2)


@operation
def not_equal(x1, x2):
    """x1 ≠ x2"""
    return compared("not_equal", np.not_equal, x1, x2)


@operation
def less(x1, x2):
    """x1 < x2"""
    return compared("less", np.less, x1, x2)


@operation
def less_equal(x1, x2):
    """x1 ≤ x2"""
    return compared("less_equal", np.less_equal, x1, x2)


@operation
def greater(x1, x2):
    """x1 > x2"""
    return compared("greater", np.greater, x1, x2)


@operation
def greater_equal(x1, x2):
    """x1 ≥ x2"""
    return compared("greater_equal", np.greater_equal, x1, x2)


@operation
def logical_and(x1, x2):
    """Whether both are true (not 0)"""
    return truth("logical_and", np.logical_and, x1, x2)


@operation
def logical_or(x1, x2):
    """Whether at least one is true (not 0)"""
    return truth("logical_or", np.logical_or, x1, x2)


@operation
def logical_xor(x1, x2):
    """Whether one is true (not 0) and the other is not"""
    return truth("logical_xor", np.logical_xor, x1, x2)


@operation
def logical_not(x):
    """Whether x is false (0)"""
    return truth("logical_not", np.logical_not, x)


@operation
def isnan(x):
    """Whether x is not a number"""
    return truth("isnan", np.isnan, x)


@operation
def isinf(x):
    """Whether x is infinite"""
    return truth("isinf", np.isinf, x)


@operation
def isposinf(x):
    """Whether x is ∞"""
    return equal(x, np.inf)


@operation
def isneginf(x):
    """Whether x is -∞"""
    return equal(x, -np.inf)


@operation
def isfinite(x):
    """Whether x is neither infinite nor NaN"""
    return truth("isfinite", np.isfinite, x)


@operation
def isclose(x1, x2, rtol=1e-5, atol=1e-8, equal_nan=False):
    """|x1 - x2| ≤ atol + rtol · |x2|, or x1 = x2; with `equal_nan`, NaN is close to NaN.

    >>> isclose([1.0, 2.0], [1.000001, 2.1]).tolist()
    [True, False]
    """
    result = equal(x1, x2)
    if result_type(x1, x2).kind != "f":
        return result
    near = less_equal(absolute(subtract(x1, x2)), add(multiply(absolute(x2), rtol), atol))
    result = logical_or(result, logical_and(near, isfinite(x2)))
    return logical_or(result, logical_and(isnan(x1), isnan(x2))) if equal_nan else result
