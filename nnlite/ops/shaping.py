"""Reshape, flatten, concatenate: the same numbers in another arrangement."""

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops.op import Op


class Reshape(Op):
    """The same numbers in their order, in another shape; the batch dimension stays.

    Shapes: (batch, …) -> (batch, *target); one size may be -1.    Gradient: dx is dy, reshaped.
    """

    view = True

    def __init__(self, target):
        self.target = tuple(target)

    def output_shape(self, x):
        return (x[0], *shapes.reshape(x[1:], self.target, "reshape"))


class Concatenate(Op):
    """Arrays joined along an axis.

    Shapes: alike except along the axis -> their sum there.    Gradient: each input gets its piece of dy.
    """

    def __init__(self, axis=-1):
        self.axis = axis

    def output_shape(self, *inputs):
        axis = shapes.normalize_axis(self.axis, len(inputs[0]), "concatenate")
        result = shapes.concatenate(list(inputs), axis)
        if result is None:
            listed = ", ".join(map(str, inputs))
            raise ValueError(
                f"concatenate: shapes must be alike except along axis {self.axis}. Received: shapes={listed}"
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


def reshape(x, target):
    """x with every sample in shape `target`."""
    return Reshape(target)(x)


def flatten(x):
    """x with every sample in one row."""
    return Reshape((-1,))(x) if len(x.shape) != 1 else Reshape((1,))(x)


def concatenate(inputs, axis=-1):
    """The inputs joined along an axis."""
    return Concatenate(axis)(*inputs)
