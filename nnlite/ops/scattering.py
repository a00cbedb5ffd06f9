"""Scatter: numbers put where their indices say, every index checked; the same place more than once adds up."""

import numpy as np

from nnlite import shapes
from nnlite._checks import choice
from nnlite._dispatch import kernels
from nnlite._memory import empty
from nnlite.ops import combining
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import answering_all, as_indices
from nnlite.ops.joining import converted
from nnlite.ops.op import Op, operation
from nnlite.ops.shaping import as_shape


class Scatter(Op):
    """y[indices[i]] += values[i], y = 0 at first.    dvalues = dy at the indices

    Shapes: indices (…, k) and values (…, *shape[k:]) -> shape.
    """

    floating = False

    def __init__(self, shape):
        self.shape = shape

    def output_shape(self, indices, values):
        check_scatter("scatter", indices, values, self.shape, "values")
        return self.shape

    def output_dtype(self, indices, values):
        return values

    def forward(self, inputs, y):
        indices, values = inputs
        steps, self.flat = flat_places("scatter", indices, y.shape)
        rows, target = as_rows(values, y, indices)
        return [*steps, kernels.zero(y), combining.step("add", rows, self.flat, target)]

    def gradient(self, inputs, y, dy, d_inputs):
        d_indices, d_values = d_inputs
        steps = [] if d_indices is None else [kernels.zero(d_indices)]
        if d_values is not None:
            rows, source = as_rows(d_values, dy, inputs[0])
            steps.append(kernels.take_rows(source, self.flat, rows))
        return steps


class ScatterUpdate(Op):
    """y = x, and there y[indices[i]] = updates[i], or combined with what was there.

    dx = dy where nothing was put, dupdates = dy where it was put; a place that several share as each rule says.
    """

    floating = False

    def __init__(self, rule):
        self.rule = rule  # None, "add", "max", "min" or "mul"

    def output_shape(self, x, indices, updates):
        check_scatter("scatter_update", indices, updates, x, "updates")
        return x

    def forward(self, inputs, y):
        x, indices, updates = inputs
        steps, self.flat = flat_places("scatter_update", indices, y.shape)
        rows, target = as_rows(updates, y, indices)
        return [*steps, kernels.copy(x, y), combining.step(self.rule, rows, self.flat, target)]

    def gradient(self, inputs, y, dy, d_inputs):
        x, indices, updates = inputs
        dx, d_indices, d_updates = d_inputs
        steps = [] if d_indices is None else [kernels.zero(d_indices)]
        rows, whole = as_rows(updates, y, indices)
        dx, d_rows = (None if d is None else d.reshape(like.shape) for d, like in ((dx, whole), (d_updates, rows)))
        arrays = x.reshape(whole.shape), rows, whole, dy.reshape(whole.shape), dx, d_rows
        return [*steps, *combining.gradient_steps(self.rule, self.flat, *arrays)]


def check_scatter(who, indices, values, shape, name):
    """Raise where indices, values and the shape they are put into do not fit."""
    count = indices[-1] if indices else None
    if count is None or not 0 < count <= len(shape) or not shapes.same((*indices[:-1], *shape[count:]), values):
        raise ValueError(f"{who}: indices (…, k) go with {name} (…, *shape[k:]). Received: indices.shape={indices}, "
                         f"{name}.shape={values}, shape={tuple(shape)}")


def flat_places(who, indices, shape):
    """Steps that turn multi-indices into row numbers, and the array that gets these."""
    count = indices.shape[-1]
    flat = empty(indices.shape[:-1], np.int64)
    step = kernels.flat_index(indices.reshape(flat.size, count), flat, shape[:count])
    return [answering_all(step, who, indices, shape[:count])], flat


def as_rows(values, y, indices):
    """Values as (1, places, rest), y as (1, rows, rest)."""
    count = indices.shape[-1]
    rows, width = (int(np.prod(part)) for part in (y.shape[:count], y.shape[count:]))
    return values.reshape(1, indices.size // count, width), y.reshape(1, rows, width)


@operation
def scatter(indices, values, shape):
    """An array of a shape with the values at their indices and 0 elsewhere; values at one place are added up.

    >>> scatter([[0], [2], [2]], [1.0, 2.0, 3.0], (4,)).tolist()
    [1.0, 0.0, 5.0, 0.0]

    Raises:
        IndexError: There is no such index.
    """
    return Scatter(as_shape(shape, "scatter"))(as_indices(indices, "scatter"), as_operand(values))


@operation
def scatter_update(inputs, indices, updates, reduction=None):
    """The inputs with updates put at their indices: instead of what is there, or combined with it.

    Args:
        inputs: An array or tensor.
        indices: (n, k): for each update its place along the first k axes.
        updates: (n, *inputs.shape[k:]).
        reduction: None to replace (the last update of a place wins), "add", "max", "min" or "mul".

    >>> scatter_update([1, 2, 3], [[0], [2]], [7, 8]).tolist()
    [7, 2, 8]
    """
    if reduction is not None:
        choice(reduction, "reduction", "scatter_update", ["add", "max", "min", "mul"])
    inputs = as_operand(inputs)
    return ScatterUpdate(reduction)(inputs, as_indices(indices, "scatter_update"),
                                    converted(as_operand(updates), inputs.dtype))
