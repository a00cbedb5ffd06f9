"""Several values at one place: which rules are there, and what flows back through each?

Values come as (1, values, rest) and go to the rows of y, (1, rows, rest), that `ids` names; y begins with x, or with
the rule's neutral number.
"""

import numpy as np

from nnlite._dispatch import kernels
from nnlite._memory import zeros
from nnlite.ops.op import numpy_step

UFUNCS = {"add": np.add, "max": np.maximum, "min": np.minimum, "mul": np.multiply}


def neutral(rule, dtype):
    """The number that changes nothing."""
    if rule in ("add", "mul"):
        return dtype.type(rule == "mul")
    limits = np.finfo(dtype) if dtype.kind == "f" else np.iinfo(dtype)
    return limits.min if rule == "max" else limits.max


def step(rule, values, ids, y):
    """The step that puts values into y by a rule; without one, the last value of a place stays."""
    if rule is None:
        return kernels.set_rows(values, ids, y, True)
    if rule == "add" and y.dtype.kind == "f":
        return kernels.add_rows(values, ids, y, True)
    return numpy_step(f"{rule} at", UFUNCS[rule].at, y[0], ids.reshape(-1), values[0], access="aaA",
                      arrays=(values, ids, y))


def gradient_steps(rule, ids, x, values, y, dy, dx, d_values):
    """Steps for the gradients of what y began with and of the values; x, dx or d_values may be None."""
    if rule in ("max", "min", "mul"):
        function = share_product if rule == "mul" else share_extreme
        arrays = tuple(a for a in (values, y, dy, x, dx, d_values) if a is not None)
        access = "aaa" + "a" * (x is not None) + "A" * sum(d is not None for d in (dx, d_values))
        return [numpy_step(f"{rule} at, gradient", function, ids.reshape(-1), x, values, y, dy, dx, d_values,
                           access=access, arrays=arrays)]
    steps = []
    if dx is not None:
        steps.append(kernels.copy(dy, dx))
        if rule is None:
            steps.append(kernels.set_rows(zeros(values.shape, values.dtype), ids, dx, True))
    if d_values is not None:
        steps.append(kernels.take_rows(dy, ids, d_values, True))
        if rule is None:
            steps.append(numpy_step("only the last", only_last, ids.reshape(-1), dy, d_values, access="aA",
                                    arrays=(ids, d_values)))
    return steps


def only_last(ids, y, d_values):
    """Nothing flows back to a value that a later one replaced."""
    last = np.empty(y.shape[1], np.int64)
    last[ids] = np.arange(len(ids))
    d_values[:, last[ids] != np.arange(len(ids))] = 0


def share_extreme(ids, x, values, y, dy, dx, d_values):
    """The gradient of a largest (smallest) number goes to it; equal ones share it, as in TensorFlow."""
    chosen = values == y[:, ids]
    count = np.zeros(y.shape) if x is None else (x == y).astype(float)
    np.add.at(count[0], ids, chosen[0])
    share = dy / np.maximum(count, 1)
    if dx is not None:
        dx[...] = share * (x == y)
    if d_values is not None:
        d_values[...] = share[:, ids] * chosen


def share_product(ids, x, values, y, dy, dx, d_values):
    """The gradient of a product is the product of the others, which is not 0 / 0 where one factor is 0."""
    start = np.ones(y.shape) if x is None else x
    product, zeros_there = np.where(start == 0, 1, start), (start == 0).astype(int)
    np.multiply.at(product[0], ids, np.where(values == 0, 1, values)[0])
    np.add.at(zeros_there[0], ids, (values == 0)[0])

    def others(factor, product, count):
        return np.where(factor == 0, product * (count == 1), product / np.where(factor == 0, 1, factor) * (count == 0))

    if dx is not None:
        dx[...] = dy * others(start, product, zeros_there)
    if d_values is not None:
        d_values[...] = dy[:, ids] * others(values, product[:, ids], zeros_there[:, ids])
