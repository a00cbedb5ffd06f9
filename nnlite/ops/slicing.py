"""Slices: a part of an array, its axes cut or dropped."""

import operator

from nnlite.ops.moves import Move, Rearrange, strides_of


class Slice(Rearrange):
    """x[cuts], with a slice or a whole number for each axis, the latter dropping it.    dx = dy there, 0 elsewhere"""

    def __init__(self, cuts):
        self.cuts = tuple(cuts)

    def output_shape(self, x):
        for axis, cut in enumerate(self.cuts):
            check(cut, axis, x)
        return tuple(length_of(cut, size) for cut, size in zip(self.cuts, x, strict=True) if isinstance(cut, slice))

    def moves(self, x, y):
        start, strides = 0, []
        for cut, size, step in zip(self.cuts, x, strides_of(x), strict=True):
            if isinstance(cut, slice):
                first, _, by = cut.indices(size)
                start += first * step
                strides.append(by * step)
            else:
                start += cut % size * step
        return [Move(y, start, tuple(strides), 0, strides_of(y))] if 0 not in y else []


class Section(Rearrange):
    """Part `index` of an axis cut into `count` equal sections.    dx = dy there, 0 elsewhere"""

    def __init__(self, count, index, axis):
        self.count, self.index, self.axis = count, index, axis

    def output_shape(self, x):
        size = x[self.axis]
        if size is not None and size % self.count:
            raise ValueError(f"split: {size} along axis {self.axis} of shape {x} cannot be cut into {self.count} equal "
                             f"sections. Received: indices_or_sections={self.count}. Use array_split.")
        return (*x[: self.axis], None if size is None else size // self.count, *x[self.axis + 1:])

    def moves(self, x, y):
        strides = strides_of(x)
        return [Move(y, self.index * y[self.axis] * strides[self.axis], strides, 0, strides_of(y))]


def check(cut, axis, shape):
    """IndexError where a whole number is no position on its axis."""
    size = shape[axis]
    if not isinstance(cut, slice) and size is not None and not -size <= cut < size:
        raise IndexError(f"get_item: index {cut} is out of range for axis {axis} of shape {shape}.")


def length_of(cut, size):
    """How many numbers a slice takes of an axis, None where its size is not known."""
    return None if size is None else len(range(*cut.indices(size)))


def as_cut(item):
    """A slice with plain whole numbers."""
    try:
        return slice(*(None if part is None else operator.index(part) for part in (item.start, item.stop, item.step)))
    except TypeError:
        raise TypeError(f"get_item: the ends of a slice must be whole numbers. Received: {item}. "
                        "Use ops.slice for ends that the model computes.") from None
