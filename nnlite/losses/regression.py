"""How far are numbers from numbers? The losses of regression."""

from typing import Any

from nnlite import ops
from nnlite.losses.loss import Loss, as_pair
from nnlite.ops.op import Symbolic


def mean_squared_error(y_true: Any, y_pred: Any) -> Any:
    """(y_true - y_pred)², the mean of the last axis.

    >>> mean_squared_error([[0.0, 2.0]], [[1.0, 2.0]]).tolist()
    [0.5]
    """
    return ops.squared_error(*paired(y_true, y_pred))


def mean_absolute_error(y_true: Any, y_pred: Any) -> Any:
    """|y_true - y_pred|, the mean of the last axis.

    >>> mean_absolute_error([[0.0, 2.0]], [[1.0, 2.0]]).tolist()
    [0.5]
    """
    return ops.absolute_error(*paired(y_true, y_pred))


def paired(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """Arrays of one float type; tensors as they are."""
    if isinstance(y_pred, Symbolic):
        return y_true, y_pred
    y_true, y_pred = as_pair(y_true, y_pred)
    return y_true.astype(y_pred.dtype), y_pred


class MeanSquaredError(Loss):
    """The mean of the squared differences: Σ (y_true - y_pred)² / n.

    Args:
        name, reduction, dtype: As for `Loss`.

    Example:

        >>> float(MeanSquaredError()([[0.0], [1.0]], [[1.0], [1.0]]))
        0.5
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "mean_squared_error",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return mean_squared_error(y_true, y_pred)


class MeanAbsoluteError(Loss):
    """The mean of the absolute differences: Σ |y_true - y_pred| / n.

    Args:
        name, reduction, dtype: As for `Loss`.

    Example:

        >>> float(MeanAbsoluteError()([[0.0], [1.0]], [[1.0], [1.0]]))
        0.5
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "mean_absolute_error",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return mean_absolute_error(y_true, y_pred)
