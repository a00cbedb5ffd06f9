"""How often is the prediction right? The accuracies."""

from typing import Any

import numpy as np

from nnlite import ops
from nnlite.metrics.pairs import alike
from nnlite.metrics.reduction import MeanMetricWrapper
from nnlite.ops.dtypes import as_operand
from nnlite.ops.matches import binary_matches, equal_matches, first_maxima, sparse_matches


def accuracy(y_true: Any, y_pred: Any) -> Any:
    """Whether y_true == y_pred, number by number.

    >>> accuracy([1, 2], [1, 3]).tolist()
    [1.0, 0.0]
    """
    y_true, y_pred = alike(y_true, y_pred)
    if y_true.dtype.kind != "f" and y_pred.dtype.kind != "f":
        y_true, y_pred = ops.cast(y_true, np.float64), ops.cast(y_pred, np.float64)  # large numbers stay different
    return equal_matches(y_true, y_pred)


def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Any:
    """Whether (y_pred > threshold) == y_true, number by number.

    >>> binary_accuracy([[1.0], [0.0]], [[0.7], [0.6]]).tolist()
    [[1.0], [0.0]]
    """
    return binary_matches(*alike(y_true, y_pred), threshold)


def categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    """Whether the largest target and the largest prediction of a row are in one place.

    >>> categorical_accuracy([[0.0, 1.0]], [[0.4, 0.6]]).tolist()
    [1.0]
    """
    return sparse_matches(first_maxima(as_operand(y_true)), as_operand(y_pred))


def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    """Whether the largest prediction of a row is at the label.

    >>> sparse_categorical_accuracy([1], [[0.4, 0.6]]).tolist()
    [1.0]
    """
    return sparse_matches(as_operand(y_true), as_operand(y_pred))


class Accuracy(MeanMetricWrapper):
    """How often y_true == y_pred.

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(Accuracy()([1, 2, 3, 4], [0, 2, 3, 4]))
        0.75
    """

    def __init__(self, name: str | None = "accuracy", dtype: Any = None):
        super().__init__(accuracy, name, dtype)


class BinaryAccuracy(MeanMetricWrapper):
    """How often (y_pred > threshold) == y_true.

    Args:
        threshold: Predictions above it count as 1.
        name, dtype: As for `Metric`.

    Example:

        >>> float(BinaryAccuracy()([[1.0], [0.0]], [[0.7], [0.6]]))
        0.5
    """

    def __init__(self, name: str | None = "binary_accuracy", dtype: Any = None, threshold: float = 0.5):
        super().__init__(binary_accuracy, name, dtype, threshold=threshold)
        self.threshold = threshold


class CategoricalAccuracy(MeanMetricWrapper):
    """How often the largest prediction is at the largest target; targets in rows.

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(CategoricalAccuracy()([[0.0, 1.0]], [[0.4, 0.6]]))
        1.0
    """

    def __init__(self, name: str | None = "categorical_accuracy", dtype: Any = None):
        super().__init__(categorical_accuracy, name, dtype)


class SparseCategoricalAccuracy(MeanMetricWrapper):
    """How often the largest prediction is at the label; targets are whole numbers.

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(SparseCategoricalAccuracy()([1, 0], [[0.4, 0.6], [0.4, 0.6]]))
        0.5
    """

    sparse = True

    def __init__(self, name: str | None = "sparse_categorical_accuracy", dtype: Any = None):
        super().__init__(sparse_categorical_accuracy, name, dtype)
