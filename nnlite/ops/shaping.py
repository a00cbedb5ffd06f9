"""Reshape, expand, squeeze: the same numbers in the same order, seen in another shape. Nothing is copied."""

from math import prod

from nnlite import shapes
from nnlite._checks import received
from nnlite._dispatch import kernels
from nnlite.ops import recording
from nnlite.ops.dtypes import as_operand
from nnlite.ops.op import Op, Symbolic, operation


class Copy(Op):
    """y = x    dx = dy"""

    floating = False

    def output_shape(self, x):
        return x

    def forward(self, inputs, y):
        return [kernels.copy(inputs[0], y)]

    def gradient(self, inputs, y, dy, d_inputs):
        return [kernels.copy(dy, d_inputs[0])]


class View(Op):
    """The same numbers in another shape.    dx is dy, in the shape of x"""

    view = True
    floating = False

    def __call__(self, x):
        if isinstance(x, Symbolic) and x.value is not None and recording.current() is None:
            x = Copy()(x)  # a variable will change, what was read from it must not
        return super().__call__(x)


class Same(View):
    """x itself."""

    def output_shape(self, x):
        return x


class ReshapeSamples(View):
    """Every sample in another shape; the batch dimension stays.

    Shapes: (batch, …) -> (batch, *target); one size may be -1.
    """

    def __init__(self, target):
        self.target = tuple(target)

    def output_shape(self, x):
        return (x[0], *shapes.reshape(x[1:], self.target, "reshape"))


class Reshape(View):
    """All numbers in another shape.

    Shapes: any -> target; one size may be -1.
    """

    def __init__(self, target):
        self.target = target

    def output_shape(self, x):
        result = shapes.reshape(x, self.target, "reshape")
        known = prod(size for size in x if size is not None)
        if -1 not in self.target and known and prod(result) % known:
            raise ValueError(f"reshape: {x} never fills the new shape. Received: newshape={self.target}")
        return result


class ExpandDims(View):
    """An axis of size 1 at each of some positions of the result."""

    def __init__(self, axes):
        self.axes = axes

    def output_shape(self, x):
        rank = len(x) + len(self.axes)
        axes = {shapes.normalize_axis(axis, rank, "expand_dims") for axis in self.axes}
        if len(axes) < len(self.axes):
            raise ValueError(f"expand_dims: an axis is named twice. Received: axis={self.axes}")
        sizes = iter(x)
        return tuple(1 if axis in axes else next(sizes) for axis in range(rank))


class Squeeze(View):
    """Without some axes of size 1 (None: without all of them)."""

    def __init__(self, axes):
        self.axes = axes

    def output_shape(self, x):
        if self.axes is None:
            return tuple(size for size in x if size != 1)
        axes = {shapes.normalize_axis(axis, len(x), "squeeze") for axis in self.axes}
        wrong = [axis for axis in sorted(axes) if x[axis] not in (1, None)]
        if wrong:
            raise ValueError(f"squeeze: only an axis of size 1 can go; axis {wrong[0]} has {x[wrong[0]]} of shape {x}. "
                             f"Received: axis={self.axes}")
        return tuple(size for axis, size in enumerate(x) if axis not in axes)


def as_axes(axis):
    """One axis or several, as a tuple."""
    try:
        return tuple(axis)
    except TypeError:
        return (axis,)


def as_shape(shape, who, name="shape"):
    """A shape as a tuple of whole numbers; TypeError where a size is not known yet (a drawing then tries others)."""
    sizes = as_axes(shape)
    if any(size is None for size in sizes):
        raise TypeError(f"{who}: a size is not known before the model runs. Received: {name}={sizes}. Use -1 for it.")
    try:
        return tuple(size.__index__() for size in sizes)
    except (AttributeError, TypeError):
        raise ValueError(f"{who}: {name} must be a tuple of whole numbers. {received(name, shape)}") from None


def reshape_samples(x, target):
    """x with every sample in shape `target`."""
    return ReshapeSamples(target)(x)


def flatten_samples(x):
    """x with every sample in one row."""
    return ReshapeSamples((-1,) if len(x.shape) != 1 else (1,))(x)


@operation
def reshape(x, newshape):
    """The same numbers in shape `newshape`, of which one size may be -1; the batch is part of it.

    >>> reshape([[1, 2, 3], [4, 5, 6]], (3, -1)).tolist()
    [[1, 2], [3, 4], [5, 6]]
    """
    return Reshape(as_shape(newshape, "reshape", "newshape"))(as_operand(x))


@operation
def ravel(x):
    """All numbers in one row."""
    return Reshape((-1,))(as_operand(x))


@operation
def expand_dims(x, axis):
    """x with an axis of size 1 at position `axis` (or several) of the result."""
    return ExpandDims(as_axes(axis))(as_operand(x))


@operation
def squeeze(x, axis=None):
    """x without its axes of size 1, or without those named."""
    return Squeeze(None if axis is None else as_axes(axis))(as_operand(x))
