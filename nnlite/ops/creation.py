"""Zeros, ones, ranges: arrays made at once; in a model they are constants."""

import numpy as np

from nnlite import config
from nnlite._checks import whole_number
from nnlite.ops.array import as_result
from nnlite.ops.dtypes import as_operand, float_type, result_type
from nnlite.ops.op import Symbolic
from nnlite.ops.shaping import as_shape


def known(value, who):
    """A value as an array; refused where it is not known yet."""
    value = as_operand(value)
    if isinstance(value, Symbolic):
        if value.value is None:
            raise TypeError(f"{who}: makes a constant, which cannot depend on a tensor. Received: {value}")
        value = value.value
    return np.asarray(value)


def zeros(shape, dtype=None):
    """An array of zeros.

    >>> zeros((2,)).tolist()
    [0.0, 0.0]
    """
    return as_result(np.zeros(as_shape(shape, "zeros"), dtype or config.floatx()))


def ones(shape, dtype=None):
    """An array of ones."""
    return as_result(np.ones(as_shape(shape, "ones"), dtype or config.floatx()))


def full(shape, fill_value, dtype=None):
    """An array filled with a number, or with an array that is broadcast."""
    return as_result(np.full(as_shape(shape, "full"), known(fill_value, "full"), dtype or config.floatx()))


def empty(shape, dtype=None):
    """An array for numbers to come; zeros, so that nothing depends on what the memory held before."""
    return zeros(as_shape(shape, "empty"), dtype)


def eye(N, M=None, k=0, dtype=None):
    """A matrix with ones on its k-th diagonal.

    >>> eye(2).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    rows = whole_number(N, "N", "eye")
    columns = rows if M is None else whole_number(M, "M", "eye")
    return as_result(np.eye(rows, columns, whole_number(k, "k", "eye", least=-(2**62)), dtype or config.floatx()))


def identity(n, dtype=None):
    """A square matrix with ones on its diagonal."""
    return eye(n, dtype=dtype)


def tri(N, M=None, k=0, dtype=None):
    """A matrix with ones up to its k-th diagonal.

    >>> tri(2).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    return as_result(np.tri(N, M, k, dtype or config.floatx()))


def arange(start, stop=None, step=None, dtype=None):
    """Numbers from start (0 where only one is given) up to but not including stop.

    >>> arange(3).tolist(), arange(1, 2, 0.5).tolist()
    ([0, 1, 2], [1.0, 1.5])
    """
    given = [value for value in (start, stop, 1 if step is None else step) if value is not None]
    ends = [known(value, "arange")[()] for value in given]
    return as_result(np.arange(*([0] if stop is None else []), *ends, dtype=dtype or result_type(*given)))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    """Numbers at equal distances from start to stop, with (endpoint=True) or without it.

    >>> linspace(0, 1, 3).tolist()
    [0.0, 0.5, 1.0]
    """
    dtype = dtype or float_type(start, stop)
    ends = known(start, "linspace"), known(stop, "linspace")
    values, step = np.linspace(*ends, whole_number(num, "num", "linspace"), endpoint, True, dtype, axis)
    return (as_result(values), step) if retstep else as_result(values)


def logspace(start, stop, num=50, endpoint=True, base=10, dtype=None, axis=0):
    """Powers of `base` with exponents at equal distances."""
    dtype = dtype or float_type(start, stop)
    ends = known(start, "logspace"), known(stop, "logspace")
    return as_result(np.logspace(*ends, whole_number(num, "num", "logspace"), endpoint, base, dtype, axis))
