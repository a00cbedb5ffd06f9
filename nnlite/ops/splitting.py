"""Split, unstack: one array becomes several."""

from nnlite import shapes
from nnlite._checks import positive_int
from nnlite.ops.dtypes import as_operand
from nnlite.ops.op import operation
from nnlite.ops.shaping import as_shape
from nnlite.ops.slicing import Section, Slice


def pieces(x, axis, cuts):
    """A part of x for each of some cuts of an axis."""
    before, after = (slice(None),) * axis, (slice(None),) * (len(x.shape) - axis - 1)
    return [Slice((*before, cut, *after))(x) for cut in cuts]


@operation
def split(x, indices_or_sections, axis=0):
    """x cut along an axis: into so many equal sections, or at the positions given.

    >>> [part.tolist() for part in split([1, 2, 3, 4], 2)], [part.tolist() for part in split([1, 2, 3, 4], [1])]
    ([[1, 2], [3, 4]], [[1], [2, 3, 4]])
    """
    x = as_operand(x)
    axis = shapes.normalize_axis(axis, len(x.shape), "split")
    if hasattr(indices_or_sections, "__index__") and not getattr(indices_or_sections, "ndim", 0):
        count = positive_int(indices_or_sections, "indices_or_sections", "split")
        return [Section(count, index, axis)(x) for index in range(count)]
    ends = as_shape(indices_or_sections, "split", "indices_or_sections")
    return pieces(x, axis, [slice(start, end) for start, end in zip((0, *ends), (*ends, None), strict=True)])


@operation
def array_split(x, indices_or_sections, axis=0):
    """As `split`, but the sections may differ in length by one: the first ones are the longer ones.

    >>> [part.tolist() for part in array_split([1, 2, 3, 4, 5], 2)]
    [[1, 2, 3], [4, 5]]
    """
    x = as_operand(x)
    axis = shapes.normalize_axis(axis, len(x.shape), "array_split")
    if not hasattr(indices_or_sections, "__index__") or getattr(indices_or_sections, "ndim", 0):
        return split(x, indices_or_sections, axis)
    count = positive_int(indices_or_sections, "indices_or_sections", "array_split")
    (size,) = as_shape(x.shape[axis], "array_split", "the size of the axis")
    ends = [size // count * i + min(i, size % count) for i in range(count + 1)]
    return pieces(x, axis, [slice(*pair) for pair in zip(ends[:-1], ends[1:], strict=True)])


@operation
def hsplit(x, indices_or_sections):
    """x cut along its second axis, or its only one."""
    x = as_operand(x)
    return split(x, indices_or_sections, axis=0 if len(x.shape) == 1 else 1)


@operation
def vsplit(x, indices_or_sections):
    """x cut along its first axis."""
    return split(x, indices_or_sections, axis=0)


@operation
def dsplit(x, indices_or_sections):
    """x cut along its third axis."""
    return split(x, indices_or_sections, axis=2)


@operation
def unstack(x, num=None, axis=0):
    """The parts of x along an axis, which goes: the inverse of `stack`.

    >>> [part.tolist() for part in unstack([[1, 2], [3, 4]])]
    [[1, 2], [3, 4]]
    """
    x = as_operand(x)
    axis = shapes.normalize_axis(axis, len(x.shape), "unstack")
    size = x.shape[axis]
    if size is None and num is None:
        raise ValueError(f"unstack: the size of axis {axis} is not known before the model runs. "
                         f"Received: x.shape={tuple(x.shape)}, num=None. Write num=….")
    if None not in (size, num) and size != num:
        raise ValueError(f"unstack: axis {axis} has {size} parts. Received: num={num}")
    return pieces(x, axis, range(size if num is None else num))
