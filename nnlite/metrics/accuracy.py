"""How often is the prediction right? The accuracies."""

from typing import Any

import numpy as np

from nnlite import ops
from nnlite.losses.regression import paired
from nnlite.metrics.metric import MeanMetricWrapper
from nnlite.ops.op import Symbolic


def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Any:
    """(y_pred > threshold) == y_true, the mean of the last axis.

    >>> binary_accuracy([[1.0], [0.0]], [[0.7], [0.6]]).tolist()
    [1.0, 0.0]
    """
    return ops.binary_matches(*paired(y_true, y_pred), threshold)


def categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    """Whether the largest target and the largest prediction of a row are in one place.

    >>> categorical_accuracy([[0.0, 1.0]], [[0.4, 0.6]]).tolist()
    [1.0]
    """
    return ops.categorical_matches(*paired(y_true, y_pred))


def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    """Whether the largest prediction of a row is at the label.

    >>> sparse_categorical_accuracy([1], [[0.4, 0.6]]).tolist()
    [1.0]
    """
    if not isinstance(y_pred, Symbolic):
        y_pred = np.asarray(y_pred)
        y_true = np.asarray(y_true)
        if y_true.shape == (*y_pred.shape[:-1], 1):
            y_true = y_true.reshape(y_pred.shape[:-1])
    return ops.sparse_matches(y_true, y_pred)


class BinaryAccuracy(MeanMetricWrapper):
    """How often (y_pred > threshold) == y_true.

    Args:
        threshold: Predictions above it count as 1.
        name, dtype: As for `Metric`.

    Example:

        >>> BinaryAccuracy()([[1.0], [0.0]], [[0.7], [0.6]])
        0.5
    """

    def __init__(self, name: str | None = "binary_accuracy", dtype: Any = None, threshold: float = 0.5):
        super().__init__(binary_accuracy, name, dtype, threshold=threshold)


class CategoricalAccuracy(MeanMetricWrapper):
    """How often the largest prediction is at the largest target; targets in rows.

    Example:

        >>> CategoricalAccuracy()([[0.0, 1.0]], [[0.4, 0.6]])
        1.0
    """

    def __init__(self, name: str | None = "categorical_accuracy", dtype: Any = None):
        super().__init__(categorical_accuracy, name, dtype)


class SparseCategoricalAccuracy(MeanMetricWrapper):
    """How often the largest prediction is at the label; targets are whole numbers.

    Example:

        >>> SparseCategoricalAccuracy()([1, 0], [[0.4, 0.6], [0.4, 0.6]])
        0.5
    """

    sparse = True

    def __init__(self, name: str | None = "sparse_categorical_accuracy", dtype: Any = None):
        super().__init__(sparse_categorical_accuracy, name, dtype)
