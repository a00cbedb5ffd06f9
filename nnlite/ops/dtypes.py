"""Which type does a result have? As in Keras, whole numbers give way to floats, Python numbers to their neighbours."""

import numpy as np

from nnlite import config
from nnlite.ops.op import Symbolic


def dtype_of(value):
    """The type of an array, tensor or variable; None for a Python number, whose type is its neighbour's."""
    if hasattr(value, "dtype"):
        return np.dtype(value.dtype)
    if isinstance(value, (list, tuple)):
        array = np.asarray(value)
        return python_dtype(array.dtype.kind) if array.dtype.kind in "fiub" else array.dtype
    return None


def python_dtype(kind):
    """The type that Keras gives to Python's numbers of a kind."""
    return np.dtype({"f": config.floatx(), "i": "int32", "u": "int32", "b": "bool"}[kind])


def result_type(*values):
    """The common type of some values (arrays, tensors, types or Python numbers).

    >>> import numpy as np
    >>> result_type(np.ones(2, "int64"), 0.5), result_type(np.ones(2, "float32"), np.ones(2, "int64"))
    (dtype('float32'), dtype('float32'))
    """
    given = [value if isinstance(value, np.dtype) else dtype_of(value) for value in values]
    known = [dtype for dtype in given if dtype is not None]
    plain = "".join(np.asarray(value).dtype.kind for value, dtype in zip(values, given, strict=True) if dtype is None)
    floats = [dtype for dtype in known if dtype.kind == "f"]
    if floats:
        return max(floats, key=lambda dtype: dtype.itemsize)
    if "f" in plain:
        return np.dtype(config.floatx())
    if not known:
        return python_dtype("i" if set(plain) & {"i", "u"} else "b")
    common = np.result_type(*known)
    if common.kind == "f":  # uint64 beside a signed type
        return np.dtype(config.floatx())
    return python_dtype("i") if common.kind == "b" and set(plain) & {"i", "u"} else common


def float_type(*values):
    """The common type of some values, a float in any case."""
    common = result_type(*values)
    return common if common.kind == "f" else np.dtype(config.floatx())


def as_operand(value):
    """A tensor, variable or array as it is, anything else as an array in the type that Keras would give it."""
    if isinstance(value, (Symbolic, np.ndarray)):
        return value
    dtype = dtype_of(value)
    if dtype is None:
        dtype = python_dtype(np.asarray(value).dtype.kind)
    return np.asarray(value, dtype)
