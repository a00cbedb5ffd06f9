"""The crossentropies with something added, as ops: focal, which forgets easy samples, and generalized."""

import numpy as np

from nnlite._dispatch import kernels
from nnlite.ops.losses import RowLoss, along, as_labels, explained, label_shape, producer
from nnlite.ops.target_gradients import target_steps


class BinaryFocalCrossentropy(RowLoss):
    """w f**γ b, the mean of the last axis: b the binary crossentropy, f how far p is from t, w the weight of t.

    Behind a sigmoid it is computed from the sigmoid's own input.
    """

    def __init__(self, gamma, yes, no, epsilon):
        super().__init__("binary_focal_crossentropy", gamma, yes, no, epsilon)

    def fuse(self, inputs):
        t, p = inputs
        if getattr(producer(p), "kernel", None) == "sigmoid":
            return RowLoss("sigmoid_focal_crossentropy", *self.numbers[:-1]), (t, p.source.inputs[0]), None
        return None


class CategoricalFocalCrossentropy(RowLoss):
    """-Σ α (1 - p)**γ t log p; α is one number, or one a class."""

    def __init__(self, alpha, gamma, epsilon):
        super().__init__("categorical_focal_crossentropy", gamma, epsilon)
        self.alpha = np.asarray(alpha, float)

    def output_shape(self, t, p):
        result = super().output_shape(t, p)
        if self.alpha.ndim and self.alpha.shape != p[-1:]:
            raise ValueError(f"categorical_focal_crossentropy: alpha must be one number, or one for each of {p[-1]} "
                             f"classes. Received: alpha={self.alpha.tolist()}")
        return result

    def forward(self, inputs, y):
        t, p = inputs
        self.weights = np.full(p.shape[-1], self.alpha, p.dtype)
        return [kernels.categorical_focal_crossentropy(t, p, self.weights, y, *self.numbers)]

    def gradient(self, inputs, y, dy, d_inputs):
        t, p = inputs
        dt, dp = d_inputs
        steps = [] if dp is None else [
            kernels.categorical_focal_crossentropy_gradient(t, p, self.weights, dy, dp, *self.numbers)]
        return steps if dt is None else steps + target_steps(self.kernel, t, p, dy, dt, self.weights, *self.numbers)


class GeneralizedCrossentropy(RowLoss):
    """(1 - p[label]**q) / q    dp = -dy p**(q - 1) at the label

    Shapes: labels (…) of whole numbers, p (…, classes) -> (…). A label that is no class raises IndexError.
    """

    def __init__(self, q):
        super().__init__("generalized_crossentropy", q)

    def output_shape(self, t, p):
        return label_shape(self.kernel, t, p)

    def forward(self, inputs, y):
        return explained(super().forward(inputs, y), *inputs, self.kernel)


def binary_focal_crossentropy(t, p, gamma=2.0, yes=1.0, no=1.0, from_logits=False, epsilon=1e-7, axis=-1):
    """The binary crossentropy, less of it the better the prediction is already; `yes` and `no` weigh 1 and 0."""
    op = BinaryFocalCrossentropy(gamma, yes, no, epsilon)
    if from_logits:
        op = RowLoss("sigmoid_focal_crossentropy", gamma, yes, no)
    return along(op, axis, p, "binary_focal_crossentropy")(t, p)


def categorical_focal_crossentropy(t, p, alpha=0.25, gamma=2.0, epsilon=1e-7, axis=-1):
    """The categorical crossentropy of probabilities, less of it the better the prediction is already."""
    op = CategoricalFocalCrossentropy(alpha, gamma, epsilon)
    return along(op, axis, p, "categorical_focal_crossentropy")(t, p)


def generalized_crossentropy(t, p, q=0.5):
    """(1 - p[label]**q) / q: between the crossentropy (q near 0) and the absolute error (q near 1)."""
    return GeneralizedCrossentropy(float(q))(as_labels(t), p)
