"""How far off are numbers? The errors as metrics."""

from typing import Any

from nnlite.losses.regression import mean_absolute_error, mean_squared_error
from nnlite.metrics.metric import MeanMetricWrapper


class MeanSquaredError(MeanMetricWrapper):
    """The mean of (y_true - y_pred)².

    Example:

        >>> MeanSquaredError()([[0.0], [2.0]], [[1.0], [1.0]])
        1.0
    """

    def __init__(self, name: str | None = "mean_squared_error", dtype: Any = None):
        super().__init__(mean_squared_error, name, dtype)


class MeanAbsoluteError(MeanMetricWrapper):
    """The mean of |y_true - y_pred|.

    Example:

        >>> MeanAbsoluteError()([[0.0], [2.0]], [[1.0], [1.0]])
        1.0
    """

    def __init__(self, name: str | None = "mean_absolute_error", dtype: Any = None):
        super().__init__(mean_absolute_error, name, dtype)
