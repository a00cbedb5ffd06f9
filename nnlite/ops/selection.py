"""Which of several numbers? `where` and `select` choose by conditions; `clip` and `nan_to_num` replace the unwanted."""

import numpy as np

from nnlite._checks import sentence
from nnlite.ops import expressions as f
from nnlite.ops.arithmetic import as_type
from nnlite.ops.binary import maximum, minimum
from nnlite.ops.conversion import convert_to_tensor
from nnlite.ops.dtypes import as_operand, result_type
from nnlite.ops.elementwise import Elementwise
from nnlite.ops.op import Symbolic, operation

BOOL = np.dtype(bool)
WHERE = (f.where, None, lambda c, a, b, y, dy: f.where(c, dy, 0), lambda c, a, b, y, dy: f.where(c, 0, dy))


@operation
def where(condition, x1=None, x2=None):
    """x1 where the condition holds, otherwise x2; with a condition alone, the places where it holds, an array an axis.

    >>> where([True, False], [1, 2], 0.5).tolist(), [places.tolist() for places in where([0, 7])]
    ([1.0, 0.5], [[1]])
    """
    if x1 is None and x2 is None:
        return places(condition)
    if x1 is None or x2 is None:
        raise ValueError(f"where: x1 and x2 are given both or not at all. Received: x1={x1}, x2={x2}")
    common = result_type(x1, x2)
    return Elementwise("where", WHERE, common)(as_type(condition, BOOL), as_type(x1, common), as_type(x2, common))


def places(condition):
    """Indices of what is true; how many there are is not known before there are numbers."""
    if isinstance(condition, Symbolic) and condition.value is None:
        raise ValueError("where: x1 and x2 are needed on a symbolic tensor, because the number of places where a "
                         f"condition holds is not known. Received: condition={condition}")
    return tuple(convert_to_tensor(index, "int32") for index in np.nonzero(as_operand(condition)))


@operation
def select(condlist, choicelist, default=0):
    """For each number, the choice of the first condition that holds; the default where none does.

    >>> x = np.array([1, 5, 9])
    >>> select([x < 2, x < 6], [x, 10 * x], -1).tolist()
    [1, 50, -1]
    """
    if len(condlist) != len(choicelist) or not condlist:
        raise ValueError("select: one choice is needed for each condition. "
                         f"Received: {len(condlist)} conditions and {len(choicelist)} choices")
    common = result_type(*choicelist, default)
    result = as_type(default, common)
    for condition, choice in zip(reversed(condlist), reversed(choicelist), strict=True):
        result = where(condition, as_type(choice, common), result)
    return result


@operation
def clip(x, x_min, x_max):
    """x, kept between x_min and x_max; the slope at both ends is 1."""
    x = as_operand(x)
    x = as_type(x, np.dtype("int32")) if x.dtype == bool else x
    return maximum(minimum(x, bound(x, x_max, "x_max")), bound(x, x_min, "x_min"))


def bound(x, value, name):
    """An end of `clip` in the type of x."""
    if x.dtype.kind != "f" and isinstance(value, float) and not value.is_integer():
        raise ValueError(sentence("clip", f"the bounds of {x.dtype} must be whole numbers", name, value,
                                  "Write ops.cast(x, 'float32') first."))
    return as_type(value, x.dtype)


@operation
def nan_to_num(x, nan=0.0, posinf=None, neginf=None):
    """x with numbers in place of NaN, ∞ and -∞ (by default 0 and the largest and smallest of its type).

    No gradient flows back to what was replaced.
    """
    x = as_operand(x)
    if x.dtype.kind != "f":
        return convert_to_tensor(x)
    limits = np.finfo(x.dtype)
    high = float(limits.max) if posinf is None else posinf
    low = float(limits.min) if neginf is None else neginf

    def value(x):
        finite = f.where(f.equal(x, np.inf), high, f.where(f.equal(x, -np.inf), low, x))
        return f.where(f.equal(x, x), finite, nan)

    return Elementwise("nan_to_num", (value, lambda x, y, dy: f.where(f.isfinite(x), dy, 0)))(x)
