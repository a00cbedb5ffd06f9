"""How often is the right class among the k best? No sorting: it is, where fewer than k scores are larger than its own.
"""

from typing import Any

from nnlite import ops
from nnlite._checks import boolean, positive_int
from nnlite.metrics.reduction import MeanMetricWrapper
from nnlite.ops.dtypes import as_operand
from nnlite.ops.matches import first_maxima, sparse_top_k_matches


def top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Any:
    """Whether the class of the largest target is among the k largest predictions of its row; a tie counts.

    >>> top_k_categorical_accuracy([[0, 0, 1], [0, 1, 0]], [[0.1, 0.9, 0.8], [0.4, 0.1, 0.5]], k=2).tolist()
    [1.0, 0.0]
    """
    return sparse_top_k_matches(first_maxima(as_operand(y_true)), as_operand(y_pred), k)


def sparse_top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5, from_sorted_ids: bool = False) -> Any:
    """Whether the label is among the k largest predictions of its row; a tie counts.

    With `from_sorted_ids` the predictions are labels, the best ones first.

    >>> sparse_top_k_categorical_accuracy([2, 1], [[0.1, 0.9, 0.8], [0.4, 0.1, 0.5]], k=2).tolist()
    [1.0, 0.0]
    """
    y_true, y_pred = as_operand(y_true), as_operand(y_pred)
    own_axis = len(y_true.shape) == len(y_pred.shape)  # Keras gives the result the shape of the labels
    if from_sorted_ids:
        labels = y_true if own_axis else ops.expand_dims(y_true, -1)
        found = ops.any(ops.equal(ops.cast(labels, y_pred.dtype), y_pred[..., :k]), axis=-1)
        matches = ops.cast(found, "float32")
    else:
        matches = sparse_top_k_matches(y_true, y_pred, k)
    return ops.expand_dims(matches, -1) if own_axis else matches


class TopKCategoricalAccuracy(MeanMetricWrapper):
    """How often the class of the largest target is among the k largest predictions; targets in rows.

    Args:
        k: How many of the best predictions are looked at.
        name, dtype: As for `Metric`.

    Example:

        >>> metric = TopKCategoricalAccuracy(k=1)
        >>> float(metric([[0, 0, 1], [0, 1, 0]], [[0.1, 0.9, 0.8], [0.05, 0.95, 0.0]]))
        0.5
    """

    def __init__(self, k: int = 5, name: str | None = "top_k_categorical_accuracy", dtype: Any = None):
        k = positive_int(k, "k", type(self).__name__)
        super().__init__(top_k_categorical_accuracy, name, dtype, k=k)
        self.k = k


class SparseTopKCategoricalAccuracy(MeanMetricWrapper):
    """How often the label is among the k largest predictions.

    Args:
        k: How many of the best predictions are looked at.
        from_sorted_ids: Whether the predictions are labels already, the best ones first.
        name, dtype: As for `Metric`.

    Example:

        >>> metric = SparseTopKCategoricalAccuracy(k=1)
        >>> float(metric([2, 1], [[0.1, 0.9, 0.8], [0.05, 0.95, 0.0]]))
        0.5
    """

    sparse = True

    def __init__(self, k: int = 5, name: str | None = "sparse_top_k_categorical_accuracy", dtype: Any = None,
                 from_sorted_ids: bool = False):
        who = type(self).__name__
        k, from_sorted_ids = positive_int(k, "k", who), boolean(from_sorted_ids, "from_sorted_ids", who)
        super().__init__(sparse_top_k_categorical_accuracy, name, dtype, k=k, from_sorted_ids=from_sorted_ids)
        self.k, self.from_sorted_ids = k, from_sorted_ids
