"""Segments: rows that belong together, summed up or multiplied, or the largest or smallest of them."""

import numpy as np

from nnlite import shapes
from nnlite._checks import whole_number
from nnlite._dispatch import kernels
from nnlite.ops import combining
from nnlite.ops.dtypes import as_operand
from nnlite.ops.gathering import answering, as_indices, blocks
from nnlite.ops.op import Op, Symbolic, numpy_step, operation


class Segment(Op):
    """y[s] = the sum (product, largest, smallest) of the rows x[i] with ids[i] = s.    dx = the share of dy

    Shapes: x (rows, …), ids (rows,) -> (count, …).
    """

    floating = False

    def __init__(self, rule, count, who):
        self.rule, self.count, self.who = rule, count, who

    def output_shape(self, x, ids):
        if len(ids) != 1 or not shapes.same(x[:1], ids):
            raise ValueError(f"{self.who}: a segment for each row of the data. Received: data.shape={x}, "
                             f"segment_ids.shape={ids}")
        return (self.count, *x[1:])

    def forward(self, inputs, y):
        x, ids = inputs
        start = combining.neutral(self.rule, y.dtype)
        check = kernels.take_rows(np.empty((1, self.count, 0)), ids, np.empty((1, ids.size, 0)))  # it only looks
        fill = numpy_step("fill", y.fill, start, access="A", arrays=(y,)) if start else kernels.zero(y)
        return [answering(check, self.who, ids, self.count, wrap=False), fill,
                combining.step(self.rule, self.rows(x), ids, self.rows(y))]

    def gradient(self, inputs, y, dy, d_inputs):
        x, ids = inputs
        dx, d_ids = d_inputs
        steps = [] if d_ids is None else [kernels.zero(d_ids)]
        if dx is not None:
            steps += combining.gradient_steps(self.rule, ids, None, self.rows(x), self.rows(y), self.rows(dy), None,
                                              self.rows(dx))
        return steps

    def rows(self, array):
        """An array as (1, rows, the rest)."""
        return blocks(array, 0)


def segment(rule, who, data, segment_ids, num_segments):
    """One of the four, with the number of segments found where there are numbers to find it from."""
    data, ids = as_operand(data), as_indices(segment_ids, who, "segment_ids")
    if num_segments is None:
        if isinstance(ids, Symbolic) and ids.value is None:
            raise ValueError(f"{who}: how many segments there are is not known before the model runs. "
                             "Received: num_segments=None. Write num_segments=….")
        num_segments = int(np.max(np.asarray(ids), initial=-1)) + 1
    return Segment(rule, whole_number(num_segments, "num_segments", who), who)(data, ids)


@operation
def segment_sum(data, segment_ids, num_segments=None, sorted=False):
    """For each segment the sum of its rows.

    Args:
        data: (rows, …).
        segment_ids: For each row the number of its segment.
        num_segments: How many there are; by default one more than the largest of the ids.
        sorted: Accepted; it makes no difference here.

    >>> segment_sum([1.0, 2.0, 3.0], [0, 2, 2], num_segments=4).tolist()
    [1.0, 0.0, 5.0, 0.0]

    Raises:
        IndexError: There is no such segment.
    """
    return segment("add", "segment_sum", data, segment_ids, num_segments)


@operation
def segment_max(data, segment_ids, num_segments=None, sorted=False):
    """For each segment the largest of its rows, number by number; the smallest number of the type where it is empty."""
    return segment("max", "segment_max", data, segment_ids, num_segments)


@operation
def segment_min(data, segment_ids, num_segments=None, sorted=False):
    """For each segment the smallest of its rows, number by number; the largest number of the type where it is empty."""
    return segment("min", "segment_min", data, segment_ids, num_segments)


@operation
def segment_prod(data, segment_ids, num_segments=None, sorted=False):
    """For each segment the product of its rows; 1 where it is empty."""
    return segment("mul", "segment_prod", data, segment_ids, num_segments)
