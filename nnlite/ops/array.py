"""What does a call on arrays return? A NumPy array that also answers `.numpy()`, which Keras scripts ask for.

While a gradient tape is open, NumPy's own arithmetic on it goes through the ops of the same name, so that the tape
sees it.
"""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlite.ops import recording

OPERATIONS: dict[str, Any] = {}  # public ops by name; `operation` in op.py enters them


def rebound(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """`x += y` as `x = x + y`."""
    return lambda self, other: function(self, other)


class Array(np.ndarray):
    """A NumPy array; the result of calling a layer, a model or an op on arrays.

    `x += y` makes a new array, as for the tensors of Keras: a tape that has noted x still finds its numbers there, and
    follows the sum.

    Example:

        >>> import nnlite
        >>> nnlite.ops.relu([-1.0, 2.0]).numpy().tolist()
        [0.0, 2.0]
    """

    _keras_mask = None  # which steps of a sequence count, if a layer says so

    def numpy(self):
        """The same numbers as a plain NumPy array."""
        return self.view(np.ndarray)

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **kwargs):
        if method == "__call__" and out is None and not kwargs and recording.tapes() and ufunc.__name__ in OPERATIONS:
            return OPERATIONS[ufunc.__name__](*inputs)
        plain = [value.view(np.ndarray) if isinstance(value, Array) else value for value in inputs]
        if out is not None:
            kwargs["out"] = tuple(value.view(np.ndarray) if isinstance(value, Array) else value for value in out)
        result = getattr(ufunc, method)(*plain, **kwargs)
        if out is not None:
            return out[0] if len(out) == 1 else out
        if method != "__call__" and type(result) is not np.ndarray:  # what NumPy's sums make stays a NumPy number
            return result
        return as_result(result)

    __iadd__, __isub__, __imul__, __itruediv__ = (
        rebound(function) for function in (operator.add, operator.sub, operator.mul, operator.truediv))
    __ifloordiv__, __imod__, __ipow__ = (
        rebound(function) for function in (operator.floordiv, operator.mod, operator.pow))

    def __getitem__(self, key):
        if recording.tapes():
            return OPERATIONS["get_item"](self, key)
        item = super().__getitem__(key)
        return as_result(item) if isinstance(item, np.generic) else item


def as_result(value):
    """A computed array, or NumPy number, as the kind of array that calls return."""
    return np.asarray(value).view(Array) if isinstance(value, (np.ndarray, np.generic)) else value
