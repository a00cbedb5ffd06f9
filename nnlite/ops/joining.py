"""Concatenate, stack: several arrays become one."""

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops.arithmetic import cast
from nnlite.ops.dtypes import as_operand, result_type
from nnlite.ops.op import Op, operation
from nnlite.ops.shaping import expand_dims, ravel


class Concatenate(Op):
    """Arrays joined along an axis.

    Shapes: alike except along the axis -> their sum there.    Gradient: each input gets its piece of dy.
    """

    floating = False

    def __init__(self, axis=-1):
        self.axis = axis

    def output_shape(self, *inputs):
        axis = shapes.normalize_axis(self.axis, len(inputs[0]), "concatenate")
        result = shapes.concatenate(list(inputs), axis)
        if result is None:
            listed = ", ".join(map(str, inputs))
            others = range(len(inputs[0])) if len({*map(len, inputs)}) == 1 else ()
            fitting = next((other for other in others if shapes.concatenate(list(inputs), other) is not None), None)
            fix = "Reshape them first." if fitting is None else f"They would fit with axis={fitting}."
            raise ValueError(
                f"concatenate: shapes must be alike except along axis {self.axis}. Received: shapes={listed}. {fix}"
            )
        return result

    def forward(self, inputs, y):
        axis, start, steps = self.axis % y.ndim, 0, []
        for x in inputs:
            steps.append(kernels.copy_block(x, y, axis, 0, start, x.shape[axis]))
            start += x.shape[axis]
        return steps

    def gradient(self, inputs, y, dy, d_inputs):
        axis, start, steps = self.axis % y.ndim, 0, []
        for x, dx in zip(inputs, d_inputs, strict=True):
            if dx is not None:
                steps.append(kernels.copy_block(dy, dx, axis, start, 0, x.shape[axis]))
            start += x.shape[axis]
        return steps


def alike(values, who):
    """Several values as tensors or arrays of one type."""
    values = [as_operand(value) for value in values]
    if not values:
        raise ValueError(f"{who}: there is nothing to join. Received: an empty list")
    dtype = result_type(*values)
    return [converted(value, dtype) for value in values]


def converted(value, dtype):
    """A tensor or array in a type; itself where it has that type."""
    return value if value.dtype == dtype else cast(value, dtype)


def at_least(values, rank, who):
    """Values with as many axes as NumPy's stacking functions give them: vectors become rows, matrices pages."""
    new = {(1, 2): (0,), (1, 3): (0, 2), (2, 3): (2,)}
    values = alike(values, who)
    missing = [new.get((len(value.shape), rank), tuple(range(rank - len(value.shape)))) for value in values]
    return [expand_dims(value, axes) if axes else value for value, axes in zip(values, missing, strict=True)]


@operation
def concatenate(xs, axis=0):
    """The inputs joined along an axis.

    >>> concatenate([[1, 2], [3]]).tolist()
    [1, 2, 3]
    """
    return Concatenate(axis)(*alike(xs, "concatenate"))


@operation
def stack(x, axis=0):
    """Inputs of one shape, joined along a new axis.

    >>> stack([[1, 2], [3, 4]], axis=1).tolist()
    [[1, 3], [2, 4]]
    """
    values = alike(x, "stack")
    different = [tuple(value.shape) for value in values if not shapes.same(value.shape, values[0].shape)]
    if different:
        raise ValueError(f"stack: all inputs must have one shape. Received: {tuple(values[0].shape)} and "
                         f"{different[0]}")
    return Concatenate(axis)(*(expand_dims(value, axis) for value in values))


@operation
def hstack(xs):
    """Joined along the second axis, one-dimensional inputs along the first."""
    values = at_least(xs, 1, "hstack")
    return Concatenate(0 if len(values[0].shape) == 1 else 1)(*values)


@operation
def vstack(xs):
    """Joined along the first axis, one-dimensional inputs as rows."""
    return Concatenate(0)(*at_least(xs, 2, "vstack"))


@operation
def dstack(xs):
    """Joined along the third axis."""
    return Concatenate(2)(*at_least(xs, 3, "dstack"))


@operation
def append(x1, x2, axis=None):
    """x1 and behind it x2, along an axis, or both in one row."""
    values = alike([x1, x2], "append")
    return Concatenate(0)(*map(ravel, values)) if axis is None else Concatenate(axis)(*values)
