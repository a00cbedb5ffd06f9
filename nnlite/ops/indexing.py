"""What does x[key] mean? As in NumPy: whole numbers, slices, None, Ellipsis, arrays of indices, masks."""

import functools
from typing import NamedTuple

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite._memory import empty
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import Take, answering_all, as_indices
from nnlite.ops.op import Op, Symbolic, numpy_step, operation
from nnlite.ops.shaping import ExpandDims, Same
from nnlite.ops.slicing import Slice, as_cut
from nnlite.ops.transposing import Transpose


class TakeMany(Op):
    """y[i, …] = x[first[i], second[i], …] for indices that broadcast together.    dx = dy, added where it came from"""

    floating = False

    def output_shape(self, x, *ids):
        common = functools.reduce(lambda a, b: None if a is None else shapes.broadcast(a, b), ids)
        if common is None:
            raise ValueError("get_item: the arrays of indices must broadcast together. "
                             f"Received: shapes={', '.join(map(str, ids))}")
        return (*common, *x[len(ids):])

    def forward(self, inputs, y):
        x, *ids = inputs
        count = len(ids)
        shape = np.broadcast_shapes(*(each.shape for each in ids))
        together, self.flat = empty((*shape, count), np.int64), empty(shape, np.int64)
        steps = [numpy_step("index", np.copyto, together[..., i], each, access="aA", arrays=(each, together))
                 for i, each in enumerate(ids)]
        places = kernels.flat_index(together.reshape(-1, count), self.flat, x.shape[:count])
        steps.append(answering_all(places, "get_item", together, x.shape[:count]))
        return [*steps, kernels.take_rows(self.rows(x, count), self.flat, self.picked(y))]

    def gradient(self, inputs, y, dy, d_inputs):
        dx, *others = d_inputs
        steps = [kernels.zero(d) for d in d_inputs if d is not None]
        if dx is not None:
            steps.append(kernels.add_rows(self.picked(dy), self.flat, self.rows(dx, len(others))))
        return steps

    def rows(self, x, count):
        """x as (1, everything that is indexed, the rest)."""
        return x.reshape(1, int(np.prod(x.shape[:count])), int(np.prod(x.shape[count:])))

    def picked(self, y):
        """y as (1, indices, the rest)."""
        return y.reshape(1, self.flat.size, int(np.prod(y.shape[self.flat.ndim:])))


class Places(NamedTuple):
    """Indices for one axis; those of a mask know which size it must have."""

    ids: object
    size: int | None = None


@operation
def get_item(x, key):
    """x[key], as NumPy indexes. A mask must be known when the model is made: what it leaves has no fixed shape.

    >>> get_item([[1, 2], [3, 4]], (slice(None), -1)).tolist()
    [2, 4]
    """
    x = as_operand(x)
    items = [part for item in (key if isinstance(key, tuple) else (key,)) for part in as_items(item)]
    if not any(isinstance(item, Places) for item in items):
        items = completed(items, x)
        cuts = [item for item in items if item is not None]
        part = (Same() if all(cut == slice(None) for cut in cuts) else Slice(cuts))(x)
        return with_new_axes(part, items, True, 0)
    items = [Places(np.asarray(item)) if isinstance(item, int) else item for item in items]
    indexed = [position for position, item in enumerate(items) if isinstance(item, Places)]
    adjacent = indexed == list(range(indexed[0], indexed[-1] + 1))
    items = completed(items, x)
    return fancy(x, items, adjacent)


def as_items(item):
    """An item of a key in a form that is understood; a mask becomes indices for each of its axes."""
    if item is None or item is Ellipsis:
        return [item]
    if isinstance(item, slice):
        return [as_cut(item)]
    if isinstance(item, (bool, np.bool_)):
        raise TypeError(f"get_item: True and False are no indices. Received: {item}")
    if hasattr(item, "__index__") and not hasattr(item, "shape"):
        return [item.__index__()]
    value = as_operand(item)
    if value.dtype.kind == "b":
        if isinstance(value, Symbolic) and value.value is None:
            raise TypeError("get_item: how much a mask leaves is not known before the model runs. "
                            f"Received: {value}. Use ops.where, or multiply by the mask.")
        mask = np.asarray(value)
        return [Places(ids, size) for ids, size in zip(np.nonzero(mask), mask.shape, strict=True)]
    value = as_indices(value, "get_item")
    return [int(value) if isinstance(value, np.ndarray) and not value.shape else Places(value)]


def completed(items, x):
    """The items of a key with slices for the axes that it leaves out."""
    rank = len(x.shape)
    missing = rank - sum(item is not None and item is not Ellipsis for item in items)
    if missing < 0 or sum(item is Ellipsis for item in items) > 1:
        raise IndexError(f"get_item: too many indices for an array of {rank} axes. Received: x.shape={tuple(x.shape)}, "
                         f"{rank - missing} indices")
    place = next((position for position, item in enumerate(items) if item is Ellipsis), len(items))
    items = [*items[:place], *[slice(None)] * missing, *items[place + 1:]]
    for axis, item in enumerate(item for item in items if item is not None):
        if isinstance(item, Places) and item.size is not None and x.shape[axis] not in (item.size, None):
            raise IndexError(f"get_item: a mask must have the sizes of its axes. Received: {item.size} for axis {axis} "
                             f"of shape {tuple(x.shape)}")
    return items


def fancy(x, items, adjacent):
    """A key with indices: first the slices, then the indexed axes in front, then what was taken to where it belongs.

    That is the place of the first index where all of them stand side by side, else the front.
    """
    cuts = [item for item in items if item is not None]
    slices = [slice(None) if isinstance(cut, Places) else cut for cut in cuts]
    if any(cut != slice(None) for cut in slices):
        x = Slice(slices)(x)
    axes = [axis for axis, cut in enumerate(cuts) if isinstance(cut, Places)]
    first = axes[0] if adjacent else 0
    ids = [cuts[axis].ids for axis in axes]
    if len(axes) == 1:
        return with_new_axes(Take(axes[0], who="get_item")(x, ids[0]), items, True, len(ids[0].shape))
    order = (*axes, *(axis for axis in range(len(cuts)) if axis not in axes))
    if order != tuple(range(len(cuts))):
        x = Transpose(order)(x)
    taken = TakeMany()(x, *ids)
    count = len(taken.shape) - len(cuts) + len(axes)
    if first:
        before = range(count, count + first)
        taken = Transpose((*before, *range(count), *range(count + first, len(taken.shape))))(taken)
    return with_new_axes(taken, items, adjacent, count)


def with_new_axes(taken, items, adjacent, count):
    """The axes that None asks for; `count` axes of what was taken come from indices, where the first of them stands."""
    new, position, seen = [], 0 if adjacent else count, not adjacent
    for item in items:
        if item is None:
            new.append(position)
            position += 1
        elif isinstance(item, slice):
            position += 1
        elif isinstance(item, Places) and not seen:
            position, seen = position + count, True
    return ExpandDims(tuple(new))(taken) if new else taken
