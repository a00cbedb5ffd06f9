"""Functions of one number: signs, powers and roots, exponentials and logarithms, rounding.

Each line of the table is a rule: y, then dx (nothing flows back through a function without it). Whole numbers become
floats where Keras makes them floats.
"""

import math

import numpy as np

from nnlite.ops import expressions as f
from nnlite.ops.arithmetic import as_type
from nnlite.ops.conversion import convert_to_tensor
from nnlite.ops.dtypes import as_operand
from nnlite.ops.elementwise import Elementwise, in_common_type, in_float_type
from nnlite.ops.op import operation

RULES = {
    # name: (y, dx)
    "negative": (np.negative, lambda x, y, dy: -dy),
    "absolute": (np.absolute, lambda x, y, dy: dy * f.sign(x)),
    "sign": (np.sign, lambda x, y, dy: 0),
    "reciprocal": (lambda x: 1 / x, lambda x, y, dy: -(dy * y * y)),
    "square": (np.square, lambda x, y, dy: dy * x * 2),
    "sqrt": (np.sqrt, lambda x, y, dy: dy * 0.5 / y),
    "rsqrt": (lambda x: 1 / f.sqrt(x), lambda x, y, dy: dy * -0.5 * y * y * y),
    "cbrt": (np.cbrt, lambda x, y, dy: dy / (y * y * 3)),
    "exp": (np.exp, lambda x, y, dy: dy * y),
    "exp2": (np.exp2, lambda x, y, dy: dy * y * math.log(2)),
    "expm1": (np.expm1, lambda x, y, dy: dy * (y + 1)),
    "log": (np.log, lambda x, y, dy: dy / x),
    "log2": (np.log2, lambda x, y, dy: dy / (x * math.log(2))),
    "log10": (np.log10, lambda x, y, dy: dy / (x * math.log(10))),
    "log1p": (np.log1p, lambda x, y, dy: dy / (x + 1)),
    "erf": ("erf", lambda x, y, dy: dy * f.exp(-(x * x)) * (2 / math.sqrt(math.pi))),
    "floor": (np.floor,),
    "ceil": (np.ceil,),
    "trunc": (np.trunc,),
    "round": (np.rint,),
}


def of_float(name, x):
    """A function whose result is a float in any case."""
    return Elementwise(name, RULES[name])(*in_float_type(x))


def of_number(name, x):
    """A function whose result has the type of its input, which must be numbers."""
    return Elementwise(name, RULES[name])(*in_common_type(name, x, refuse_booleans=True))


@operation
def negative(x):
    """-x"""
    return of_number("negative", x)


@operation
def absolute(x):
    """|x|, with the slope 0 at 0"""
    x = as_operand(x)
    return convert_to_tensor(x) if x.dtype == bool else of_number("absolute", x)


@operation
def sign(x):
    """-1, 0 or 1"""
    return of_number("sign", x)


@operation
def reciprocal(x):
    """1 / x"""
    return of_float("reciprocal", x)


@operation
def square(x):
    """x²"""
    x = as_operand(x)
    return of_number("square", as_type(x, np.dtype("int32")) if x.dtype == bool else x)


@operation
def sqrt(x):
    """√x"""
    return of_float("sqrt", x)


@operation
def rsqrt(x):
    """1 / √x"""
    return of_float("rsqrt", x)


@operation
def cbrt(x):
    """The cube root, of negative numbers too"""
    return of_float("cbrt", x)


@operation
def exp(x):
    """eˣ"""
    return of_float("exp", x)


@operation
def exp2(x):
    """2ˣ"""
    return of_float("exp2", x)


@operation
def expm1(x):
    """eˣ - 1, exact near 0 too"""
    return of_float("expm1", x)


@operation
def log(x):
    """The natural logarithm: -∞ at 0, NaN below."""
    return of_float("log", x)


@operation
def log2(x):
    """The logarithm to base 2"""
    return of_float("log2", x)


@operation
def log10(x):
    """The logarithm to base 10"""
    return of_float("log10", x)


@operation
def log1p(x):
    """log(1 + x), exact near 0 too"""
    return of_float("log1p", x)


@operation
def erf(x):
    """2/√π ∫ exp(-t²) dt from 0 to x"""
    return of_float("erf", x)


@operation
def floor(x):
    """The next whole number below, as a float; no gradient flows back."""
    return of_float("floor", x)


@operation
def ceil(x):
    """The next whole number above, as a float; no gradient flows back."""
    return of_float("ceil", x)


@operation
def trunc(x):
    """x without its fraction; no gradient flows back."""
    x = as_operand(x)
    return of_number("trunc", x) if x.dtype.kind == "f" else convert_to_tensor(x)


@operation
def round(x, decimals=0):
    """x to some decimals, halves to the even neighbour; no gradient flows back.

    >>> round([0.5, 1.5, 2.6]).tolist(), round([1.25], 1).tolist(), round([26.0], -1).tolist()
    ([0.0, 2.0, 3.0], [1.2000000476837158], [30.0])
    """
    x = as_operand(x)
    if x.dtype.kind != "f" and decimals >= 0:
        return convert_to_tensor(x)
    scale = 10.0**decimals
    rule = RULES["round"] if decimals == 0 else (lambda x: f.rint(x * scale) / scale,)
    return as_type(Elementwise("round", rule)(*in_float_type(x)), x.dtype)


abs = absolute
