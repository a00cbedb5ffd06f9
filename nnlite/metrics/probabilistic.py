"""How surprising are the targets to the predicted probabilities? The crossentropies and divergences as metrics.

Beside a loss of the same arguments a crossentropy costs almost nothing: it reads the loss's own numbers.
"""

from typing import Any

from nnlite import losses, ops
from nnlite._checks import boolean, number_between
from nnlite.losses.probabilistic import a_label
from nnlite.metrics.reduction import MeanMetricWrapper
from nnlite.ops.dtypes import as_operand


class KLDivergence(MeanMetricWrapper):
    """The mean of Σ y_true log(y_true / y_pred).

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> round(float(KLDivergence()([[0.0, 1.0]], [[0.6, 0.4]])), 4)
        0.9163
    """

    def __init__(self, name: str | None = "kl_divergence", dtype: Any = None):
        super().__init__(losses.kl_divergence, name, dtype)


class Poisson(MeanMetricWrapper):
    """The mean of y_pred - y_true log(y_pred).

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(Poisson()([[0.0, 1.0]], [[1.0, 1.0]]).round(4))
        1.0
    """

    def __init__(self, name: str | None = "poisson", dtype: Any = None):
        super().__init__(losses.poisson, name, dtype)


class BinaryCrossentropy(MeanMetricWrapper):
    """The mean of -y log(p) - (1 - y) log(1 - p).

    Args:
        name, dtype: As for `Metric`.
        from_logits: Whether the predictions are before the sigmoid.
        label_smoothing: From 0 to 1: targets become y (1 - s) + s / 2.

    Example:

        >>> round(float(BinaryCrossentropy()([[1.0]], [[0.5]])), 4)
        0.6931
    """

    def __init__(self, name: str | None = "binary_crossentropy", dtype: Any = None, from_logits: bool = False,
                 label_smoothing: float = 0):
        self.from_logits = boolean(from_logits, "from_logits", type(self).__name__)
        self.label_smoothing = number_between(label_smoothing, "label_smoothing", type(self).__name__, 0, 1)
        super().__init__(losses.binary_crossentropy, name, dtype, from_logits=self.from_logits,
                         label_smoothing=self.label_smoothing)


class CategoricalCrossentropy(MeanMetricWrapper):
    """The mean of -Σ y_true log(y_pred), for targets in rows.

    Args:
        name, dtype: As for `Metric`.
        from_logits: Whether the predictions are before the softmax.
        label_smoothing: From 0 to 1: targets become y (1 - s) + s / classes.
        axis: The axis of the classes.

    Example:

        >>> round(float(CategoricalCrossentropy()([[0, 1]], [[0.5, 0.5]])), 4)
        0.6931
    """

    def __init__(self, name: str | None = "categorical_crossentropy", dtype: Any = None, from_logits: bool = False,
                 label_smoothing: float = 0, axis: int = -1):
        self.from_logits = boolean(from_logits, "from_logits", type(self).__name__)
        self.label_smoothing = number_between(label_smoothing, "label_smoothing", type(self).__name__, 0, 1)
        self.axis = axis
        super().__init__(losses.categorical_crossentropy, name, dtype, from_logits=self.from_logits,
                         label_smoothing=self.label_smoothing, axis=axis)


class SparseCategoricalCrossentropy(MeanMetricWrapper):
    """The mean of -log(y_pred[label]), for labels.

    Args:
        name, dtype: As for `Metric`.
        from_logits: Whether the predictions are before the softmax.
        ignore_class: A label whose samples count as 0, or not at all where there are sample weights.
        axis: The axis of the classes.

    Example:

        >>> round(float(SparseCategoricalCrossentropy()([1], [[0.5, 0.5]])), 4)
        0.6931
    """

    sparse = True

    def __init__(self, name: str | None = "sparse_categorical_crossentropy", dtype: Any = None,
                 from_logits: bool = False, ignore_class: int | None = None, axis: int = -1):
        self.from_logits = boolean(from_logits, "from_logits", type(self).__name__)
        self.ignore_class = a_label(ignore_class, type(self).__name__)
        self.axis = axis
        super().__init__(losses.sparse_categorical_crossentropy, name, dtype, from_logits=self.from_logits,
                         ignore_class=self.ignore_class, axis=axis)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        if self.ignore_class is not None and sample_weight is not None:
            labels, weights = as_operand(y_true), as_operand(sample_weight)
            labels = ops.squeeze(labels, -1) if len(labels.shape) > len(weights.shape) else labels
            known = ops.cast(ops.not_equal(labels, self.ignore_class), weights.dtype)
            sample_weight = ops.multiply(known, weights)
        super().update_state(y_true, y_pred, sample_weight)
