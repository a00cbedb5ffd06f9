"""What do `a + b`, `a > b` and `a[:, 0]` mean for a tensor or a variable? The ops of those names."""

import numpy as np

from nnlite import ops
from nnlite.ops import recording
from nnlite.ops.op import Symbolic

# NumPy's functions behind Python's operators, which are called where an array or a NumPy number is on the left
OPERATORS = {
    np.add: ops.add, np.subtract: ops.subtract, np.multiply: ops.multiply, np.divide: ops.divide,
    np.floor_divide: ops.floor_divide, np.remainder: ops.mod, np.power: ops.power, np.matmul: ops.matmul,
    np.less: ops.less, np.less_equal: ops.less_equal, np.greater: ops.greater, np.greater_equal: ops.greater_equal,
    np.equal: ops.equal, np.not_equal: ops.not_equal,
}


class Operators(Symbolic):
    """Python's arithmetic, comparison and indexing, written in ops."""

    __slots__ = ()

    def __add__(self, other):
        return ops.add(self, other)

    def __radd__(self, other):
        return ops.add(other, self)

    def __sub__(self, other):
        return ops.subtract(self, other)

    def __rsub__(self, other):
        return ops.subtract(other, self)

    def __mul__(self, other):
        return ops.multiply(self, other)

    def __rmul__(self, other):
        return ops.multiply(other, self)

    def __truediv__(self, other):
        return ops.divide(self, other)

    def __rtruediv__(self, other):
        return ops.divide(other, self)

    def __floordiv__(self, other):
        return ops.floor_divide(self, other)

    def __rfloordiv__(self, other):
        return ops.floor_divide(other, self)

    def __mod__(self, other):
        return ops.mod(self, other)

    def __rmod__(self, other):
        return ops.mod(other, self)

    def __pow__(self, other):
        return ops.power(self, other)

    def __rpow__(self, other):
        return ops.power(other, self)

    def __matmul__(self, other):
        return ops.matmul(self, other)

    def __rmatmul__(self, other):
        return ops.matmul(other, self)

    def __neg__(self):
        return ops.negative(self)

    def __abs__(self):
        return ops.absolute(self)

    def __lt__(self, other):
        return ops.less(self, other)

    def __le__(self, other):
        return ops.less_equal(self, other)

    def __gt__(self, other):
        return ops.greater(self, other)

    def __ge__(self, other):
        return ops.greater_equal(self, other)

    def __eq__(self, other):
        """Number by number while a layer, loss or metric is being traced; elsewhere a tensor equals itself alone."""
        return ops.equal(self, other) if self._compares_with(other) else NotImplemented

    def __ne__(self, other):
        return ops.not_equal(self, other) if self._compares_with(other) else NotImplemented

    __hash__ = object.__hash__

    def _compares_with(self, other):
        return recording.current() is not None and isinstance(other, (Symbolic, np.ndarray, np.generic, int, float))

    def __and__(self, other):
        return ops.logical_and(self, other)

    def __rand__(self, other):
        return ops.logical_and(other, self)

    def __or__(self, other):
        return ops.logical_or(self, other)

    def __ror__(self, other):
        return ops.logical_or(other, self)

    def __xor__(self, other):
        return ops.logical_xor(self, other)

    def __invert__(self):
        return ops.logical_not(self)

    def __getitem__(self, key):
        return ops.get_item(self, key)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if method == "__call__" and not kwargs and ufunc in OPERATORS:
            return OPERATORS[ufunc](*(v.view(np.ndarray) if isinstance(v, np.ndarray) else v for v in inputs))
        return self._numpy(ufunc, method, inputs, kwargs)

    def _numpy(self, ufunc, method, inputs, kwargs):
        """What NumPy's other functions make of it."""
        raise NotImplementedError
