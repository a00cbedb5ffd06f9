"""How does a kernel that sees rows work along other axes than the last? Through a copy in which they are the last."""

import operator

import numpy as np

from nnlite import shapes
from nnlite._memory import empty
from nnlite.ops.op import Op, numpy_step


def some_axes(axes, rank, who):
    """Axes counted from the front, in order; `axes` is one axis, several, or None for all."""
    if axes is None:
        return tuple(range(rank))
    given = axes if isinstance(axes, (tuple, list)) else (axes,)
    try:
        if any(isinstance(axis, bool) for axis in given):
            raise TypeError
        found = [shapes.normalize_axis(operator.index(axis), rank, who) for axis in given]
    except TypeError:
        raise ValueError(f"{who}: an axis is a whole number. Received: axis={axes!r}") from None
    if len(set(found)) < len(found):
        raise ValueError(f"{who}: an axis is named twice. Received: axis={axes!r}")
    return tuple(sorted(found))


def rank_of(x):
    """How many axes an array, a list of numbers or a symbolic tensor has."""
    return len(x.shape) if hasattr(x, "shape") else np.ndim(x)


class Rows:
    """An array with some axes last and joined into one: `rows`, the others in front of it.

    Where these axes are the last ones, rows are a view. Otherwise they are a copy: the steps in `load` fill it, the
    steps in `store` write it back. Without axes the array is what it is.
    """

    def __init__(self, array, axes):
        self.rows, self.load, self.store = array, [], []
        if axes is None:
            return
        rest = [axis for axis in range(array.ndim) if axis not in axes]
        moved = array.transpose(*rest, *axes)
        shape = joined(array.shape, axes)
        if list(axes) == list(range(len(rest), array.ndim)):
            self.rows = array.reshape(shape)
            return
        self.rows = empty(shape, array.dtype)
        copy = self.rows.reshape(moved.shape)
        self.load = [numpy_step("transpose", np.copyto, copy, moved, access="fF", arrays=(array, self.rows))]
        self.store = [numpy_step("transpose", np.copyto, moved, copy, access="fF", arrays=(self.rows, array))]


def joined(shape, axes):
    """A shape with some axes last and joined."""
    rest = tuple(size for axis, size in enumerate(shape) if axis not in axes)
    return (*rest, shapes.size(tuple(shape[axis] for axis in axes)))


class AlongAxes(Op):
    """An op of rows along any axes: of those inputs, and of that result, that have these axes.

    Shapes: as the op's, for inputs with these axes last and joined.
    """

    def __init__(self, op, axes):
        self.op = op
        self.axes = axes
        self.rank = None

    @property
    def name(self):
        return f"{self.op.name} along {self.axes}"

    def output_shape(self, *inputs):
        self.rank = max(map(len, inputs))
        result = self.op.output_shape(*(joined(x, self.axes) if len(x) == self.rank else x for x in inputs))
        return inputs[0] if len(result) > self.rank - len(self.axes) else result

    def output_dtype(self, *dtypes):
        return self.op.output_dtype(*dtypes)

    def turn(self, array):
        """The rows of an array, or the array itself where it has no such axes."""
        return Rows(array, self.axes if array.ndim == self.rank else None)

    def forward(self, inputs, y):
        self.inputs, self.y = [self.turn(x) for x in inputs], self.turn(y)
        steps = self.op.forward([x.rows for x in self.inputs], self.y.rows)
        return [*(step for x in self.inputs for step in x.load), *steps, *self.y.store]

    def gradient(self, inputs, y, dy, d_inputs):
        dy, d_rows = self.turn(dy), [None if d is None else self.turn(d) for d in d_inputs]
        steps = self.op.gradient([x.rows for x in self.inputs], self.y.rows, dy.rows,
                                 [None if d is None else d.rows for d in d_rows])
        return [*dy.load, *steps, *(step for d in d_rows if d is not None for step in d.store)]
