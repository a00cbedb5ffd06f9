"""The number in the middle. It sorts a copy of its input, and its gradient goes to what stood there."""

import numpy as np

from nnlite._memory import empty
from nnlite.ops import expressions as f
from nnlite.ops.elementwise import in_float_type
from nnlite.ops.op import numpy_step, operation
from nnlite.ops.reduction import Reduction


class Median(Reduction):
    """y = (low + high) / 2, the two numbers in the middle of all, sorted, which may be one and the same

    Gradient: dy / 2 to low and to high, in equal parts where several x are equal to it.
    """

    def output_shape(self, x):
        if 0 in [x[axis] for axis in self.axes(len(x))]:
            raise ValueError(f"median: there is no median of no numbers. Received: x.shape={x}, axis={self.axis}")
        return super().output_shape(x)

    def forward(self, inputs, y):
        (x,), axes, count = inputs, self.axes(inputs[0].ndim), self.count(inputs[0])
        rows = empty((x.size // count, count), x.dtype)
        moved = x.transpose([axis for axis in range(x.ndim) if axis not in axes] + list(axes))
        kept = self.kept_shape(x.shape)
        self.low, self.high = empty(kept, x.dtype), empty(kept, x.dtype)
        low, high, last = (f.leaf(rows[:, place].reshape(kept)) for place in ((count - 1) // 2, count // 2, -1))
        middle = (f.leaf(self.low) + f.leaf(self.high)) * 0.5
        return [
            numpy_step("arrange", np.copyto, rows.reshape(moved.shape), moved, access="Aa", arrays=(rows, x)),
            numpy_step("sort", rows.sort, 1, access="A", arrays=(rows,)),
            *f.assign(self.low, low),
            *f.assign(self.high, high),
            *f.assign(self.kept(x, y), f.where(f.equal(last, last), middle, last)),  # NaN is sorted to the end
        ]

    def gradient(self, inputs, y, dy, d_inputs):
        (x,), dx, half = inputs, d_inputs[0], f.leaf(self.kept(inputs[0], dy)) * 0.5
        shares = [empty(x.shape, x.dtype) for _ in range(2)]
        steps = []
        for share, value in zip(shares, (self.low, self.high), strict=True):
            several = empty(value.shape, x.dtype)
            steps += f.assign(share, f.where(f.equal(f.leaf(x), f.leaf(value)), 1, 0))
            steps += f.sum_over(share, None, several)
            steps += f.assign(share, f.leaf(share) * (half / f.leaf(several)))
        return [*steps, *f.assign(dx, f.leaf(shares[0]) + f.leaf(shares[1]))]


@operation
def median(x, axis=None, keepdims=False):
    """The number in the middle of all, sorted; of an even count the mean of the two in the middle.

    >>> median([5.0, 1.0, 2.0, 4.0]).tolist()
    3.0
    """
    return Median(axis, keepdims)(*in_float_type(x))
