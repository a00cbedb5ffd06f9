"""Arithmetic between two tensors, each repeated to the common shape as in NumPy, in the type that Keras gives them.

Each line of the table is a rule: y, then da and db. Where two sides are equal, the maximum and the minimum pass their
gradient to the first one, as TensorFlow does.
"""

import numpy as np

from nnlite.ops import expressions as f
from nnlite.ops.arithmetic import as_type
from nnlite.ops.array import OPERATIONS
from nnlite.ops.dtypes import as_operand
from nnlite.ops.elementwise import Elementwise, in_common_type, in_float_type
from nnlite.ops.op import operation
from nnlite.ops.unary import square

RULES = {
    # name: (y, da, db)
    "add": (np.add, lambda a, b, y, dy: dy, lambda a, b, y, dy: dy),
    "subtract": (np.subtract, lambda a, b, y, dy: dy, lambda a, b, y, dy: -dy),
    "multiply": (np.multiply, lambda a, b, y, dy: dy * b, lambda a, b, y, dy: dy * a),
    "divide": (np.divide, lambda a, b, y, dy: dy / b, lambda a, b, y, dy: -(dy * y) / b),
    "divide_no_nan": (
        lambda a, b: f.where(f.equal(b, 0), 0, a / b),
        lambda a, b, y, dy: f.where(f.equal(b, 0), 0, dy / b),
        lambda a, b, y, dy: f.where(f.equal(b, 0), 0, -(dy * y) / b),
    ),
    "mod": (np.remainder, lambda a, b, y, dy: dy, lambda a, b, y, dy: -(dy * f.floor_divide(a, b))),
    "power": (
        np.power,
        lambda a, b, y, dy: dy * (b * f.power(a, f.where(f.equal(b, 0), 1, b - 1))),
        lambda a, b, y, dy: dy * (y * f.where(f.greater(a, 0), f.log(a), 0)),
    ),
    "maximum": (
        np.maximum,
        lambda a, b, y, dy: f.where_greater_equal(a, b, dy),
        lambda a, b, y, dy: f.where_not_greater_equal(a, b, dy),
    ),
    "minimum": (
        np.minimum,
        lambda a, b, y, dy: f.where_greater_equal(b, a, dy),
        lambda a, b, y, dy: f.where_not_greater_equal(b, a, dy),
    ),
    "logaddexp": (np.logaddexp, lambda a, b, y, dy: dy * f.exp(a - y), lambda a, b, y, dy: dy * f.exp(b - y)),
    "logaddexp2": (np.logaddexp2, lambda a, b, y, dy: dy * f.exp2(a - y), lambda a, b, y, dy: dy * f.exp2(b - y)),
    "hypot": (np.hypot, lambda a, b, y, dy: dy * (a / y), lambda a, b, y, dy: dy * (b / y)),
    "arctan2": (
        np.arctan2,
        lambda a, b, y, dy: dy * (b / (a * a + b * b)),
        lambda a, b, y, dy: -(dy * (a / (a * a + b * b))),
    ),
    "floor_divide": (np.floor_divide,),
}
LOGICAL = ("add", "multiply", "maximum", "minimum")  # what these do to truth values has a meaning: or, and


def arithmetic(name, a, b):
    """An op of the table in the operands' common type."""
    a, b = in_common_type(name, a, b, refuse_booleans=name not in LOGICAL)
    return Elementwise(name, RULES[name])(a, b)


@operation
def add(x1, x2):
    """x1 + x2"""
    return arithmetic("add", x1, x2)


@operation
def subtract(x1, x2):
    """x1 - x2"""
    return arithmetic("subtract", x1, x2)


@operation
def multiply(x1, x2):
    """x1 · x2"""
    return arithmetic("multiply", x1, x2)


def of_floats(name, a, b):
    """An op of the table whose result is a float in any case."""
    return Elementwise(name, RULES[name])(*in_float_type(a, b))


@operation
def divide(x1, x2):
    """x1 / x2, a float in any case"""
    return of_floats("divide", x1, x2)


@operation
def divide_no_nan(x1, x2):
    """x1 / x2, and 0 where x2 is 0"""
    return of_floats("divide_no_nan", x1, x2)


@operation
def floor_divide(x1, x2):
    """The next whole number below x1 / x2; no gradient flows back."""
    return arithmetic("floor_divide", x1, x2)


@operation
def mod(x1, x2):
    """x1 - x2 · floor(x1 / x2), which has the sign of x2"""
    x1, x2 = as_operand(x1), as_operand(x2)
    if x1.dtype == x2.dtype == bool:
        x1 = as_type(x1, np.dtype("int32"))
    return arithmetic("mod", x1, x2)


@operation
def power(x1, x2):
    """x1 to the power of x2; a power of 0 has the slope 0 everywhere, so also at 0."""
    if isinstance(x2, (int, float)) and x2 == 2 and not isinstance(x1, (int, float)):
        (x1, _) = in_common_type("power", x1, x2)
        return square(x1)
    return arithmetic("power", x1, x2)


@operation
def maximum(x1, x2):
    """The larger of the two; NaN if one of them is."""
    return arithmetic("maximum", x1, x2)


@operation
def minimum(x1, x2):
    """The smaller of the two; NaN if one of them is."""
    return arithmetic("minimum", x1, x2)


@operation
def logaddexp(x1, x2):
    """log(exp(x1) + exp(x2)), which does not overflow"""
    return of_floats("logaddexp", x1, x2)


@operation
def logaddexp2(x1, x2):
    """log2(2^x1 + 2^x2), which does not overflow"""
    return of_floats("logaddexp2", x1, x2)


@operation
def hypot(x1, x2):
    """√(x1² + x2²), which does not overflow"""
    return of_floats("hypot", x1, x2)


@operation
def arctan2(x1, x2):
    """The angle between -π and π of the point with the height x1 and the distance x2 to the right"""
    return of_floats("arctan2", x1, x2)


true_divide = divide
OPERATIONS["true_divide"], OPERATIONS["remainder"] = divide, mod  # NumPy's names for the same
