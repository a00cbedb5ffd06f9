"""How far off are numbers? The errors as metrics."""

import math
from typing import Any

from nnlite import losses, ops
from nnlite.metrics.pairs import alike
from nnlite.metrics.reduction import Mean, MeanMetricWrapper
from nnlite.ops.dtypes import as_operand


class MeanSquaredError(MeanMetricWrapper):
    """The mean of (y_true - y_pred)².

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(MeanSquaredError()([[0.0], [2.0]], [[1.0], [1.0]]))
        1.0
    """

    def __init__(self, name: str | None = "mean_squared_error", dtype: Any = None):
        super().__init__(losses.mean_squared_error, name, dtype)


class MeanAbsoluteError(MeanMetricWrapper):
    """The mean of |y_true - y_pred|.

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(MeanAbsoluteError()([[0.0], [2.0]], [[1.0], [1.0]]))
        1.0
    """

    def __init__(self, name: str | None = "mean_absolute_error", dtype: Any = None):
        super().__init__(losses.mean_absolute_error, name, dtype)


class MeanAbsolutePercentageError(MeanMetricWrapper):
    """The mean of 100 |y_true - y_pred| / |y_true|.

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(MeanAbsolutePercentageError()([[2.0], [4.0]], [[1.0], [4.0]]))
        25.0
    """

    def __init__(self, name: str | None = "mean_absolute_percentage_error", dtype: Any = None):
        super().__init__(losses.mean_absolute_percentage_error, name, dtype)


class MeanSquaredLogarithmicError(MeanMetricWrapper):
    """The mean of (log(y_true + 1) - log(y_pred + 1))².

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> round(float(MeanSquaredLogarithmicError()([[0.0], [1.0]], [[1.0], [1.0]])), 4)
        0.2402
    """

    def __init__(self, name: str | None = "mean_squared_logarithmic_error", dtype: Any = None):
        super().__init__(losses.mean_squared_logarithmic_error, name, dtype)


class LogCoshError(MeanMetricWrapper):
    """The mean of log(cosh(y_pred - y_true)).

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> round(float(LogCoshError()([[0.0], [1.0]], [[1.0], [1.0]])), 4)
        0.2169
    """

    def __init__(self, name: str | None = "logcosh", dtype: Any = None):
        super().__init__(losses.log_cosh, name, dtype)


class RootMeanSquaredError(Mean):
    """The root of the mean of (y_true - y_pred)².

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(RootMeanSquaredError()([[0.0], [2.0]], [[2.0], [4.0]]))
        2.0
    """

    def __init__(self, name: str | None = "root_mean_squared_error", dtype: Any = None):
        super().__init__(name, dtype)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        y_true, y_pred = alike(y_true, y_pred)
        if len(y_pred.shape) == 1:  # each number is a sample
            y_true, y_pred = ops.expand_dims(y_true, -1), ops.expand_dims(y_pred, -1)
        weight_rank = 0 if sample_weight is None else len(as_operand(sample_weight).shape)
        if weight_rank < len(y_pred.shape):
            errors = losses.mean_squared_error(y_true, y_pred)
        else:  # a weight for every number
            errors = ops.square(ops.subtract(y_pred, y_true))
        super().update_state(errors, sample_weight)

    def result(self) -> Any:
        return math.sqrt(super().result())


class CosineSimilarity(MeanMetricWrapper):
    """The mean of the cosine between y_true and y_pred, 1 where both point the same way.

    Args:
        name, dtype: As for `Metric`.
        axis: The axis along which the numbers of a vector stand.

    Example:

        >>> float(CosineSimilarity()([[0.0, 1.0], [1.0, 0.0]], [[0.0, 2.0], [0.0, 3.0]]))
        0.5
    """

    def __init__(self, name: str | None = "cosine_similarity", dtype: Any = None, axis: int = -1):
        super().__init__(cosine_similarity, name, dtype, axis=axis)
        self.axis = axis


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """Σ y_true y_pred / (|y_true| |y_pred|): the loss of this name is the same with the other sign.

    >>> cosine_similarity([[0.0, 1.0]], [[0.0, 2.0]]).tolist()
    [1.0]
    """
    return ops.negative(losses.cosine_similarity(y_true, y_pred, axis))
