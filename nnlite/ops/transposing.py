"""Transpose, flip, roll: the axes in another order, or the numbers along them."""

from nnlite import shapes
from nnlite.ops.dtypes import as_operand
from nnlite.ops.moves import Move, Rearrange, strides_of
from nnlite.ops.op import operation
from nnlite.ops.shaping import as_axes, ravel, reshape


class Transpose(Rearrange):
    """The axes in another order: axis i of y is axis `axes[i]` of x.    dx = dy with the axes back"""

    def __init__(self, axes):
        self.axes = axes

    def output_shape(self, x):
        return tuple(x[axis] for axis in self.axes)

    def moves(self, x, y):
        strides = strides_of(x)
        return [Move(y, 0, tuple(strides[axis] for axis in self.axes), 0, strides_of(y))]


class Flip(Rearrange):
    """Some axes backwards.    dx = dy, likewise"""

    def __init__(self, axes):
        self.axes = axes

    def output_shape(self, x):
        return x

    def moves(self, x, y):
        strides = strides_of(x)
        start = sum((x[axis] - 1) * strides[axis] for axis in self.axes)
        turned = tuple(-step if axis in self.axes else step for axis, step in enumerate(strides))
        return [Move(x, start, turned, 0, strides)] if 0 not in x else []


class Roll(Rearrange):
    """The numbers along an axis moved on by `shift`, the last ones to the front.    dx = dy, moved back"""

    def __init__(self, shift, axis):
        self.shift, self.axis = shift, axis

    def output_shape(self, x):
        return x

    def moves(self, x, y):
        size, strides = x[self.axis], strides_of(x)
        if not size:
            return []
        shift, step = self.shift % size, strides[self.axis]
        pieces = [(0, shift, size - shift), (size - shift, 0, shift)]
        return [Move((*x[: self.axis], length, *x[self.axis + 1:]), start * step, strides, end * step, strides)
                for start, end, length in pieces if length]


def permutation(axes, rank, who):
    """An order of the axes, counted from the front."""
    order = tuple(shapes.normalize_axis(axis, rank, who) for axis in axes)
    if sorted(order) != list(range(rank)):
        raise ValueError(f"{who}: axes must name each of the {rank} axes once. Received: axes={tuple(axes)}")
    return order


@operation
def transpose(x, axes=None):
    """x with its axes in another order, by default backwards.

    >>> transpose([[1, 2, 3], [4, 5, 6]]).tolist()
    [[1, 4], [2, 5], [3, 6]]
    """
    x = as_operand(x)
    rank = len(x.shape)
    return Transpose(permutation(range(rank)[::-1] if axes is None else axes, rank, "transpose"))(x)


@operation
def swapaxes(x, axis1, axis2):
    """x with two axes exchanged."""
    x = as_operand(x)
    order = list(range(len(x.shape)))
    first, second = (shapes.normalize_axis(axis, len(order), "swapaxes") for axis in (axis1, axis2))
    order[first], order[second] = second, first
    return Transpose(tuple(order))(x)


@operation
def moveaxis(x, source, destination):
    """x with the axes `source` at the positions `destination`, the others in their order."""
    x = as_operand(x)
    rank = len(x.shape)
    source, destination = ([shapes.normalize_axis(axis, rank, "moveaxis") for axis in as_axes(axes)]
                           for axes in (source, destination))
    if len(set(source)) != len(source) or len(set(destination)) != len(destination) or len(source) != len(destination):
        raise ValueError("moveaxis: source and destination must name as many axes, each once. "
                         f"Received: source={source}, destination={destination}")
    order = [axis for axis in range(rank) if axis not in source]
    for place, axis in sorted(zip(destination, source, strict=True)):
        order.insert(place, axis)
    return Transpose(tuple(order))(x)


@operation
def flip(x, axis=None):
    """x with its numbers backwards along some axes, by default along all.

    >>> flip([1, 2, 3]).tolist()
    [3, 2, 1]
    """
    x = as_operand(x)
    rank = len(x.shape)
    return Flip({shapes.normalize_axis(a, rank, "flip") for a in (range(rank) if axis is None else as_axes(axis))})(x)


@operation
def fliplr(x):
    """x with its columns backwards."""
    return flip(x, axis=1)


@operation
def flipud(x):
    """x with its rows backwards."""
    return flip(x, axis=0)


@operation
def roll(x, shift, axis=None):
    """x with its numbers moved on by `shift` along some axes, what falls off comes in in front.

    >>> roll([1, 2, 3, 4], 1).tolist()
    [4, 1, 2, 3]
    """
    x = as_operand(x)
    if axis is None:
        flat = ravel(x)
        for step in as_axes(shift):
            flat = Roll(step, 0)(flat)
        return flat if len(x.shape) == 1 else reshape(flat, x.shape)
    shifts, axes = as_axes(shift), as_axes(axis)
    shifts, axes = shifts * len(axes) if len(shifts) == 1 else shifts, axes * len(shifts) if len(axes) == 1 else axes
    if len(shifts) != len(axes):
        raise ValueError(f"roll: as many shifts as axes. Received: shift={shift}, axis={axis}")
    for step, one in zip(shifts, axes, strict=True):
        x = Roll(int(step), shapes.normalize_axis(one, len(x.shape), "roll"))(x)
    return x


@operation
def rot90(array, k=1, axes=(0, 1)):
    """A quarter turn of the plane of two axes, k times.

    >>> rot90([[1, 2], [3, 4]]).tolist()
    [[2, 4], [1, 3]]
    """
    array = as_operand(array)
    first, second = (shapes.normalize_axis(axis, len(array.shape), "rot90") for axis in axes)
    if first == second:
        raise ValueError(f"rot90: the axes must be different. Received: axes={axes}")
    turned = array if k % 4 < 2 else flip(array, (first, second))
    return turned if k % 2 == 0 else flip(swapaxes(turned, first, second), first)
