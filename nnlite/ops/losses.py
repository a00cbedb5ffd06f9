"""What do the losses share? One number a row, from targets t and predictions p (or logits z), and labels.

Beside this file stand the losses themselves: `errors.py`, `crossentropies.py`, `focal.py`, `similarities.py`.
"""

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops.along_axes import AlongAxes, rank_of, some_axes
from nnlite.ops.arithmetic import cast
from nnlite.ops.op import Op, Symbolic
from nnlite.ops.target_gradients import target_steps


class Comparison(Op):
    """What one kernel says of targets and predictions: kernel(t, p, y, *numbers)."""

    least_axes = 0

    def __init__(self, kernel, *numbers):
        self.kernel = kernel
        self.numbers = numbers
        self.key = (kernel, numbers)

    @property
    def name(self):
        return self.kernel

    def output_shape(self, t, p):
        if len(p) < self.least_axes or not shapes.same(t, p):
            raise ValueError(f"{self.kernel}: targets and predictions must have one shape. Received: {t} and {p}")
        return shapes.merge(t, p)

    def output_dtype(self, t, p):
        return p

    def forward(self, inputs, y):
        return [getattr(kernels, self.kernel)(*inputs, y, *self.numbers)]


class RowLoss(Comparison):
    """A loss with one number a row: kernel(t, p, loss, *numbers) and kernel_gradient(t, p, dloss, dp, *numbers).

    Shapes: t and p (…, classes) -> (…).
    """

    label = "losses"
    least_axes = 1

    def output_shape(self, t, p):
        return super().output_shape(t, p)[:-1]

    def gradient(self, inputs, y, dy, d_inputs):
        t, p = inputs
        dt, dp = d_inputs
        steps = [] if dp is None else [getattr(kernels, f"{self.kernel}_gradient")(t, p, dy, dp, *self.numbers)]
        return steps if dt is None else steps + target_steps(self.kernel, t, p, dy, dt, *self.numbers)


class SmoothLabels(Op):
    """t (1 - smoothing) + smoothing / classes"""

    def __init__(self, smoothing, classes):
        self.numbers = self.key = (float(smoothing), classes)

    def output_shape(self, t):
        return t

    def forward(self, inputs, y):
        return [kernels.smooth_labels(inputs[0], y, *self.numbers)]

    def gradient(self, inputs, y, dy, d_inputs):
        return [kernels.scale(dy, d_inputs[0], 1 - self.numbers[0])]


def label_shape(who, labels, p):
    """The losses' shape for integer labels; a last label axis of size 1 is passed over."""
    if not p or not (shapes.same(labels, p[:-1]) or shapes.same(labels, (*p[:-1], 1))):
        raise ValueError(f"{who}: one label a row of predictions is needed. Received: labels {labels}, predictions {p}")
    return p[:-1]


def as_labels(labels):
    """Labels as int64; a label that is not whole raises ValueError, where there are numbers to look at."""
    if isinstance(labels, Symbolic):
        return cast(labels, np.int64)
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu" and not np.array_equal(labels, np.floor(labels)):
        raise ValueError(f"Labels must be whole numbers. Received: {labels[labels != np.floor(labels)].flat[0]}")
    return labels.astype(np.int64)


def explained(steps, labels, p, who="sparse_categorical_crossentropy"):
    """Let the steps name a label that is no class."""
    classes = p.shape[-1]

    def error(position):
        return IndexError(
            f"{who}: labels must be between 0 and {classes - 1} for {classes} classes. "
            f"Received: label {labels.reshape(-1)[position]} at position {position} of the batch"
        )

    for step in steps:
        step.on_error = error
    return steps


def producer(tensor):
    """The op that made a traced tensor, or None."""
    return getattr(getattr(tensor, "source", None), "op", None)


def along(op, axes, p, who):
    """The op of rows for the axis (or axes) of the predictions p that make a row."""
    axes = some_axes(axes, rank_of(p), who)
    return op if axes == (rank_of(p) - 1,) else AlongAxes(op, axes)


def smooth_labels(t, smoothing, classes):
    """Targets moved towards the uniform distribution."""
    return SmoothLabels(smoothing, classes)(t)
