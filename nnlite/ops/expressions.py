"""How is a rule like dx = dy · cos x written down so that it allocates nothing when it runs? As an expression.

`dy * cos(x)` computes nothing on expressions: it is a small tree of functions. `assign(out, tree)` gives every inner
result an array, once, and returns the steps that fill them. A function that has a compiled kernel is run by it, any
other by NumPy.
"""

import functools
from typing import Any

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite._memory import empty
from nnlite.ops.op import FLOATS, numpy_step

COMPILED: dict[Any, str] = {
    np.add: "add", np.subtract: "subtract", np.multiply: "multiply", np.divide: "divide", np.maximum: "maximum",
    np.minimum: "minimum", np.negative: "negative", np.square: "square", np.sqrt: "sqrt", np.absolute: "absolute",
    np.exp: "exponential", np.expm1: "expm1", np.log: "log", np.log1p: "log1p", np.tanh: "tanh",
}
BOOLEAN = {np.equal, np.greater, np.less, np.isfinite, np.isnan}
MOST_AXES = 4  # that the compiled loops can run over


class Expression:
    """A function and its operands: expressions, arrays or numbers. Without a function it is an array."""

    __slots__ = ("function", "operands")

    def __init__(self, function, *operands):
        self.function = function
        self.operands = operands

    def __add__(self, other):
        return Expression(np.add, self, other)

    def __radd__(self, other):
        return Expression(np.add, other, self)

    def __sub__(self, other):
        return Expression(np.subtract, self, other)

    def __rsub__(self, other):
        return Expression(np.subtract, other, self)

    def __mul__(self, other):
        return Expression(np.multiply, self, other)

    def __rmul__(self, other):
        return Expression(np.multiply, other, self)

    def __truediv__(self, other):
        return Expression(np.divide, self, other)

    def __rtruediv__(self, other):
        return Expression(np.divide, other, self)

    def __neg__(self):
        return Expression(np.negative, self)

    @property
    def shape(self):
        if self.function is None:
            return self.operands[0].shape
        return functools.reduce(shapes.broadcast, (getattr(operand, "shape", ()) for operand in self.operands))


def leaf(array):
    """An array as an expression."""
    return Expression(None, array)


def expression(function):
    """A function of expressions: of a NumPy function, or of a kernel by its name."""
    return functools.partial(Expression, function)


def pick(x, condition, other, out):
    """out = x where the condition holds, otherwise other."""
    np.copyto(out, other)
    np.copyto(out, x, where=condition)


def at_least(x, other, value, out):
    """out = value where x ≥ other, otherwise 0."""
    pick(value, np.greater_equal(x, other), 0, out)


def not_at_least(x, other, value, out):
    """out = 0 where x ≥ other, otherwise value."""
    pick(0, np.greater_equal(x, other), value, out)


def where(condition, x, other):
    """x where the condition holds, otherwise other."""
    return Expression(pick, x, condition, other)


COMPILED |= {pick: "where", at_least: "where_greater_equal", not_at_least: "where_not_greater_equal"}

exp, exp2, log, sqrt, sign, rint = map(expression, (np.exp, np.exp2, np.log, np.sqrt, np.sign, np.rint))
sin, cos, sinh, cosh = map(expression, (np.sin, np.cos, np.sinh, np.cosh))
power, floor_divide, maximum = map(expression, (np.power, np.floor_divide, np.maximum))
equal, greater, isfinite = map(expression, (np.equal, np.greater, np.isfinite))
where_greater_equal, where_not_greater_equal = map(expression, (at_least, not_at_least))


def assign(out, value):
    """Steps for out = value, summed over the axes along which out had been repeated."""
    value = value if isinstance(value, Expression) else leaf(np.asarray(value, out.dtype))
    steps = []
    shape = shapes.broadcast(value.shape, out.shape)
    if shape == out.shape:
        evaluate(value, out.dtype, steps, out)
        return steps
    factors = value.operands if value.function is np.multiply else (value,)
    arrays = [evaluate(factor, out.dtype, steps) for factor in factors]
    whole = [array.shape == shape for array in arrays]
    if True not in whole:
        arrays, whole = [evaluate(value, out.dtype, steps)], [True]
    x = arrays.pop(whole.index(True))
    return [*steps, *sum_over(x, arrays[0] if arrays else None, out.reshape((1,) * (x.ndim - out.ndim) + out.shape))]


def evaluate(value, dtype, steps, out=None):
    """The array that will hold an expression's value; its steps are added to `steps`."""
    if not isinstance(value, Expression):
        return np.asarray(value, dtype)
    if value.function is None:
        if out is not None:
            steps.append(copy(value.operands[0], out))
        return value.operands[0] if out is None else out
    arrays = [evaluate(operand, dtype, steps) for operand in value.operands]
    if out is None:
        wanted = np.dtype(bool) if value.function in BOOLEAN else dtype
        out = used_again(value, arrays, wanted)
        out = empty(value.shape, wanted) if out is None else out
    steps.append(call(value.function, arrays, out))
    return out


def used_again(value, arrays, dtype):
    """An operand's array that nobody needs after this function, if the function may overwrite it."""
    if not isinstance(value.function, (np.ufunc, str)):
        return None
    for operand, array in zip(value.operands, arrays, strict=True):
        inner = isinstance(operand, Expression) and operand.function is not None
        if inner and array.shape == value.shape and array.dtype == dtype:
            return array
    return None


def call(function, arrays, out):
    """The step for out = function(*arrays), compiled where it can be."""
    name = function if isinstance(function, str) else COMPILED.get(function)
    numbers = (out, *(arrays[::2] if function is pick else arrays))  # but for the condition
    if name and all(fits(array, out) for array in numbers) and few_axes(out, arrays):
        return getattr(kernels, name)(*arrays, out)
    return numpy_step(function.__name__, functools.partial(function, *arrays, out=out),
                      access="a" * len(arrays) + "A", arrays=(*arrays, out))


def fits(array, out):
    """Whether a kernel that writes `out` can read an array."""
    return out.dtype in FLOATS and array.dtype == out.dtype and array.flags.c_contiguous


def few_axes(out, arrays):
    """Whether the compiled loops can run over arrays of these shapes."""
    return out.ndim <= MOST_AXES or len(shapes.runs(out.shape, *(array.shape for array in arrays))) <= MOST_AXES


def copy(x, out):
    """The step for out = x, x repeated where it is smaller."""
    if x.shape == out.shape and x.dtype == out.dtype and x.flags.c_contiguous:
        return kernels.copy(x, out)
    return numpy_step("copy", np.copyto, out, x, "unsafe", access="Aa", arrays=(out, x))


def sum_over(x, other, out, factor=1.0):
    """Steps for out = factor · Σ x · other over the axes where out has the size 1; other may be None for 1."""
    if x.dtype in FLOATS and x.dtype == out.dtype and x.ndim <= MOST_AXES:
        return [kernels.sum_over(x, other, out, factor)]
    steps = []
    if other is not None:
        product = empty(x.shape, x.dtype)
        steps.append(call(np.multiply, [x, other], product))
        x = product
    axes = tuple(axis for axis, size in enumerate(out.shape) if size == 1 != x.shape[axis])
    steps.append(numpy_step("sum", np.add.reduce, x, axes, out.dtype, out, True, access="aA", arrays=(x, out)))
    return steps if factor == 1 else [*steps, call(np.multiply, [out, np.asarray(factor, out.dtype)], out)]
