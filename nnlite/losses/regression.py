"""How far are numbers from numbers? The losses of regression."""

from typing import Any

from nnlite import config, ops
from nnlite.losses.loss import Loss, paired


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


def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Any:
    """100 |y_true - y_pred| / |y_true|, the mean of the last axis; no |y_true| counts as less than epsilon.

    >>> mean_absolute_percentage_error([[10.0, 2.0]], [[11.0, 2.0]]).tolist()
    [5.0]
    """
    return ops.percentage_error(*paired(y_true, y_pred), config.epsilon())


def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Any:
    """(log(1 + y_true) - log(1 + y_pred))², the mean of the last axis; neither counts as less than epsilon.

    >>> mean_squared_logarithmic_error([[1.0]], [[3.0]]).round(4).tolist()
    [0.4805]
    """
    return ops.logarithmic_error(*paired(y_true, y_pred), config.epsilon())


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


class MeanAbsolutePercentageError(Loss):
    """The mean of the differences in percent of the targets: 100 Σ |y_true - y_pred| / |y_true| / n.

    Args:
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> float(MeanAbsolutePercentageError()([[10.0], [2.0]], [[11.0], [2.0]]))
        5.0
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size",
                 name: str | None = "mean_absolute_percentage_error", dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return mean_absolute_percentage_error(y_true, y_pred)


class MeanSquaredLogarithmicError(Loss):
    """The mean of the squared differences of log(1 + y): what counts is the ratio; too little is worse than too much.

    Args:
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(MeanSquaredLogarithmicError()([[1.0]], [[3.0]])), 4)
        0.4805
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size",
                 name: str | None = "mean_squared_logarithmic_error", dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return mean_squared_logarithmic_error(y_true, y_pred)
