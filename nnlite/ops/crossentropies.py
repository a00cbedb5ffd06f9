"""The crossentropies as ops.

One that receives a softmax's or a sigmoid's result is *fused* with it when the program is made: it then works on the
logits, where nothing overflows and where the gradient is exact also when the targets of a row do not sum to 1.
"""

import numpy as np

from nnlite._dispatch import kernels
from nnlite._memory import empty_like
from nnlite.ops.losses import RowLoss, along, as_labels, explained, label_shape, producer
from nnlite.ops.op import Op, numpy_step
from nnlite.ops.target_gradients import target_steps


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
    key = ()
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
        t, z = inputs
        dt, dz = d_inputs
        steps = [] if dz is None else [getattr(kernels, f"{self.kernel}_gradient")(t, self.p, dy, dz)]
        return steps if dt is None else steps + target_steps(self.kernel, t, z, dy, dt)


class SparseSoftmaxCrossentropy(SoftmaxCrossentropy):
    """log Σ exp z - z[label] and p = softmax(z) in one pass.    dz = dy (p - onehot(label))"""

    kernel = "sparse_softmax_crossentropy"
    name = "sparse_softmax_crossentropy"

    def output_shape(self, t, z):
        return label_shape(self.kernel, t, z)

    def forward(self, inputs, y):
        return explained(super().forward(inputs, y), *inputs)


class Ignoring(Op):
    """A sparse crossentropy in which rows with the label `ignore` lose nothing and teach nothing.

    These labels need not be classes: the crossentropy sees 0 in their place, and what it made of their rows is
    overwritten.
    """

    label = "losses"
    probabilities = None  # as for the softmax crossentropy

    def __init__(self, op, ignore):
        self.op = op
        self.ignore = ignore

    @property
    def name(self):
        return f"{self.op.name} ignoring {self.ignore}"

    def output_shape(self, t, p):
        return self.op.output_shape(t, p)

    def output_dtype(self, t, p):
        return p

    def forward(self, inputs, y):
        labels, p = inputs
        self.op.probabilities = self.probabilities
        self.known, self.ignored = np.empty_like(labels), np.empty(labels.shape, bool)
        aside = numpy_step("set aside", set_aside, labels, self.ignore, self.known, self.ignored, access="iI",
                           arrays=(labels, self.known))
        return [aside, *self.op.forward([self.known, p], y), self.nothing(y, self.ignored.reshape(y.shape))]

    def gradient(self, inputs, y, dy, d_inputs):
        steps = self.op.gradient([self.known, inputs[1]], y, dy, d_inputs)
        return [*steps, self.nothing(d_inputs[1], self.ignored.reshape(y.shape)[..., None])]

    def nothing(self, array, rows):
        """The step that writes 0 where a row is ignored."""
        return numpy_step("ignored", np.copyto, array, 0, "same_kind", rows, access="F", arrays=(array,))

    def fuse(self, inputs):
        better = self.op.fuse(inputs)
        return better and (Ignoring(better[0], self.ignore), *better[1:])


def set_aside(labels, ignore, known, ignored):
    """Copy the labels, with 0 in the place of one of them; `ignored` remembers where."""
    np.equal(labels, ignore, out=ignored)
    np.copyto(known, labels)
    np.copyto(known, 0, where=ignored)


def fuse_softmax(op, inputs, fused):
    """The crossentropy on the logits of the softmax that made its predictions, which it then computes too."""
    t, p = inputs
    if getattr(producer(p), "kernel", None) == "softmax":
        return fused(), (t, p.source.inputs[0]), p
    return None


def binary_crossentropy(t, p, from_logits=False, epsilon=1e-7, axis=-1):
    """Crossentropy of independent yes-or-no outputs, the mean of an axis."""
    op = RowLoss("sigmoid_crossentropy") if from_logits else BinaryCrossentropy(epsilon)
    return along(op, axis, p, "binary_crossentropy")(t, p)


def categorical_crossentropy(t, p, from_logits=False, epsilon=1e-7, axis=-1):
    """Crossentropy of a row of probabilities (or logits) with a row of targets."""
    op = SoftmaxCrossentropy() if from_logits else CategoricalCrossentropy(epsilon)
    return along(op, axis, p, "categorical_crossentropy")(t, p)


def sparse_categorical_crossentropy(t, p, from_logits=False, epsilon=1e-7, ignore=None, axis=-1):
    """Crossentropy of a row of probabilities (or logits) with a label; rows with the label `ignore` lose nothing."""
    op = SparseSoftmaxCrossentropy() if from_logits else SparseCategoricalCrossentropy(epsilon)
    op = op if ignore is None else Ignoring(op, ignore)
    return along(op, axis, p, "sparse_categorical_crossentropy")(as_labels(t), p)
