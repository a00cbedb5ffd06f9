"""An op that does the same to every number, by a rule: how y comes from the inputs, and each gradient from dy.

A rule is a tuple: the function, then one gradient for each input. The rules stand in tables in `unary.py`,
`trigonometry.py`, `binary.py` and `comparison.py`; their symbols are expressions (`expressions.py`).
"""

import functools

import numpy as np

from nnlite import shapes
from nnlite.ops.arithmetic import as_type
from nnlite.ops.dtypes import float_type, result_type
from nnlite.ops.expressions import assign, call, leaf
from nnlite.ops.op import Op


class Elementwise(Op):
    """y = f(inputs), each repeated to the common shape.

    Shapes: broadcast as in NumPy.    Gradient: by the rule, summed over the axes along which an input was repeated.
    """

    floating = False

    def __init__(self, name, rule, dtype=None):
        self.rule_name = name
        self.value, *self.slopes = rule
        self.dtype = dtype  # of the result, if not that of the inputs
        self.differentiable = bool(self.slopes)

    @property
    def name(self):
        return self.rule_name

    def output_shape(self, *given):
        result = functools.reduce(lambda a, b: a if a is None else shapes.broadcast(a, b), given)
        if result is None:
            raise ValueError(f"{self.name}: shapes cannot be broadcast together. "
                             f"Received: {' and '.join(map(str, given))}")
        return result

    def output_dtype(self, *dtypes):
        return dtypes[0] if self.dtype is None else self.dtype

    def forward(self, inputs, y):
        if isinstance(self.value, (np.ufunc, str)):
            return [call(self.value, inputs, y)]
        return assign(y, self.value(*(leaf(array) for array in inputs)))

    def gradient(self, inputs, y, dy, d_inputs):
        symbols = [leaf(array) for array in (*inputs, y, dy)]
        pairs = zip(d_inputs, self.slopes, strict=True)
        return [step for d, slope in pairs if d is not None for step in assign(d, slope(*symbols))]


def in_common_type(name, *values, refuse_booleans=False):
    """The values in the type that Keras would give to their sum."""
    common = getattr(values[0], "dtype", None)
    if common is None or any(getattr(value, "dtype", None) != common for value in values):
        common = result_type(*values)
    if refuse_booleans and common.kind == "b":
        raise TypeError(f"{name}: truth values have no arithmetic. Received: {' and '.join(map(kind, values))}. "
                        "Write ops.cast(x, 'float32') first, or use ops.logical_and, logical_or, logical_xor.")
    return [as_type(value, common) for value in values]


def in_float_type(*values):
    """The values as floats of one type."""
    common = float_type(*values)
    return [as_type(value, common) for value in values]


def kind(value):
    """How an error message speaks of an operand."""
    return f"{value.dtype} of shape {tuple(value.shape)}" if hasattr(value, "shape") else repr(value)
