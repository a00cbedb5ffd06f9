"""The losses as ops: one number a sample, from targets t and predictions p (or logits z).

A loss that receives a softmax's or a sigmoid's result is *fused* with it when the program is made: it then works on
the logits, where nothing overflows and where the gradient is exact also when the targets of a row do not sum to 1.
"""

import numpy as np

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite._memory import empty_like
from nnlite.ops.op import Op, Symbolic


class RowLoss(Op):
    """A loss with one number a row: kernel(t, p, loss, *numbers) and kernel_gradient(t, p, dloss, dp, *numbers).

    Shapes: t and p (…, classes) -> (…).
    """

    label = "losses"

    def __init__(self, kernel, *numbers):
        self.kernel = kernel
        self.numbers = numbers

    @property
    def name(self):
        return self.kernel

    def output_shape(self, t, p):
        if not p or not shapes.same(t, p):
            raise ValueError(f"{self.kernel}: targets and predictions must have one shape. Received: {t} and {p}")
        return shapes.merge(t, p)[:-1]

    def output_dtype(self, t, p):
        return p

    def forward(self, inputs, y):
        return [getattr(kernels, self.kernel)(*inputs, y, *self.numbers)]

    def gradient(self, inputs, y, dy, d_inputs):
        t, p = inputs
        return [getattr(kernels, f"{self.kernel}_gradient")(t, p, dy, d_inputs[1], *self.numbers)]


class BinaryCrossentropy(RowLoss):
    """-t log p - (1 - t) log(1 - p), the mean of the last axis."""

    def __init__(self, epsilon):
        super().__init__("binary_crossentropy", epsilon)

    def fuse(self, inputs):
        t, p = inputs
        op = producer(p)
        if getattr(op, "kernel", None) == "sigmoid":
            return RowLoss("sigmoid_crossentropy"), (t, p.source.inputs[0]), None
        return None


class CategoricalCrossentropy(RowLoss):
    """-Σ t log p"""

    def __init__(self, epsilon):
        super().__init__("categorical_crossentropy", epsilon)

    def fuse(self, inputs):
        return fuse_softmax(self, inputs, SoftmaxCrossentropy)


class SparseCategoricalCrossentropy(RowLoss):
    """-log p[label]

    Shapes: labels (…) of whole numbers, p (…, classes) -> (…). A label that is no class raises IndexError.
    """

    labels = (0,)

    def __init__(self, epsilon):
        super().__init__("sparse_categorical_crossentropy", epsilon)

    def output_shape(self, t, p):
        return label_shape(self.kernel, t, p)

    def forward(self, inputs, y):
        return explained(super().forward(inputs, y), *inputs)

    def fuse(self, inputs):
        return fuse_softmax(self, inputs, SparseSoftmaxCrossentropy)


class SoftmaxCrossentropy(Op):
    """Σ t (log Σ exp z - z) and p = softmax(z) in one pass.    dz = dy (p Σ t - t)

    Shapes: t and z (…, classes) -> (…). The gradient is the true one for any Σ t.
    """

    kernel = "softmax_crossentropy"
    name = "softmax_crossentropy"
    label = "losses"
    probabilities = None  # an array to write p into, when somebody wants it

    def output_shape(self, t, z):
        return RowLoss(self.kernel).output_shape(t, z)

    def output_dtype(self, t, z):
        return z

    def forward(self, inputs, y):
        t, z = inputs
        self.p = empty_like(z) if self.probabilities is None else self.probabilities
        return [getattr(kernels, self.kernel)(t, z, self.p, y)]

    def gradient(self, inputs, y, dy, d_inputs):
        return [getattr(kernels, f"{self.kernel}_gradient")(inputs[0], self.p, dy, d_inputs[1])]


class SparseSoftmaxCrossentropy(SoftmaxCrossentropy):
    """log Σ exp z - z[label] and p = softmax(z) in one pass.    dz = dy (p - onehot(label))"""

    labels = (0,)
    kernel = "sparse_softmax_crossentropy"
    name = "sparse_softmax_crossentropy"

    def output_shape(self, t, z):
        return label_shape(self.kernel, t, z)

    def forward(self, inputs, y):
        return explained(super().forward(inputs, y), *inputs)


class SmoothLabels(Op):
    """t (1 - smoothing) + smoothing / classes"""

    differentiable = False

    def __init__(self, smoothing, classes):
        self.numbers = (float(smoothing), classes)

    def output_shape(self, t):
        return t

    def forward(self, inputs, y):
        return [kernels.smooth_labels(inputs[0], y, *self.numbers)]


class Reduce(Op):
    """Σ w v / n (mean) or Σ w v (sum) over samples; the weights may be left out.    dv = dy w / n"""

    label = "loss"

    def __init__(self, kind):
        self.kernel = f"weighted_{kind}"

    @property
    def name(self):
        return self.kernel

    def output_shape(self, values, weights=None):
        if weights is not None and not shapes.same(values, weights):
            raise ValueError(f"sample_weight: one weight a loss is needed. Received: {weights} for losses of {values}")
        return ()

    def forward(self, inputs, y):
        values, *weights = inputs
        return [getattr(kernels, self.kernel)(values, weights[0] if weights else None, y)]

    def gradient(self, inputs, y, dy, d_inputs):
        values, *weights = inputs
        slope = getattr(kernels, f"{self.kernel}_gradient")
        return [slope(weights[0] if weights else None, dy, d_inputs[0])]


def label_shape(who, labels, p):
    """The losses' shape for integer labels; a last label axis of size 1 is passed over."""
    if not p or not (shapes.same(labels, p[:-1]) or shapes.same(labels, (*p[:-1], 1))):
        raise ValueError(f"{who}: one label a row of predictions is needed. Received: labels {labels}, predictions {p}")
    return p[:-1]


def explained(steps, labels, p):
    """Let the steps name a label that is no class."""
    classes = p.shape[-1]

    def error(position):
        return IndexError(
            f"sparse_categorical_crossentropy: labels must be between 0 and {classes - 1} for {classes} classes. "
            f"Received: label {labels.reshape(-1)[position]} at position {position} of the batch"
        )

    for step in steps:
        step.on_error = error
    return steps


def as_labels(labels):
    """Labels as int64; what is symbolic is left alone, and a label that is not whole raises ValueError."""
    if isinstance(labels, Symbolic):
        return labels
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu" and not np.array_equal(labels, np.floor(labels)):
        raise ValueError(f"Labels must be whole numbers. Received: {labels[labels != np.floor(labels)].flat[0]}")
    return labels.astype(np.int64)


def producer(tensor):
    """The op that made a traced tensor, or None."""
    return getattr(getattr(tensor, "source", None), "op", None)


def fuse_softmax(op, inputs, fused):
    """The crossentropy on the logits of the softmax that made its predictions, which it then computes too."""
    t, p = inputs
    if getattr(producer(p), "kernel", None) == "softmax":
        return fused(), (t, p.source.inputs[0]), p
    return None


def squared_error(t, p):
    """(t - p)², the mean of the last axis"""
    return RowLoss("squared_error")(t, p)


def absolute_error(t, p):
    """|t - p|, the mean of the last axis"""
    return RowLoss("absolute_error")(t, p)


def binary_crossentropy(t, p, from_logits=False, epsilon=1e-7):
    """Crossentropy of independent yes-or-no outputs, the mean of the last axis."""
    return (RowLoss("sigmoid_crossentropy") if from_logits else BinaryCrossentropy(epsilon))(t, p)


def categorical_crossentropy(t, p, from_logits=False, epsilon=1e-7):
    """Crossentropy of a row of probabilities (or logits) with a row of targets."""
    return (SoftmaxCrossentropy() if from_logits else CategoricalCrossentropy(epsilon))(t, p)


def sparse_categorical_crossentropy(t, p, from_logits=False, epsilon=1e-7):
    """Crossentropy of a row of probabilities (or logits) with a label."""
    return (SparseSoftmaxCrossentropy() if from_logits else SparseCategoricalCrossentropy(epsilon))(as_labels(t), p)


def smooth_labels(t, smoothing, classes):
    """Targets moved towards the uniform distribution."""
    return SmoothLabels(smoothing, classes)(t)


def weighted_mean(values, weights=None):
    """Σ w v / n"""
    return Reduce("mean")(values) if weights is None else Reduce("mean")(values, weights)


def weighted_sum(values, weights=None):
    """Σ w v"""
    return Reduce("sum")(values) if weights is None else Reduce("sum")(values, weights)
