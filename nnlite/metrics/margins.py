"""How clearly is a prediction on the right side? The hinges as metrics."""

from typing import Any

from nnlite import losses
from nnlite.metrics.reduction import MeanMetricWrapper


class Hinge(MeanMetricWrapper):
    """The mean of max(1 - y_true y_pred, 0), for targets of -1 and 1 (0 and 1 are taken for them).

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(Hinge()([[1.0, -1.0]], [[0.5, -2.0]]))
        0.25
    """

    def __init__(self, name: str | None = "hinge", dtype: Any = None):
        super().__init__(losses.hinge, name, dtype)


class SquaredHinge(MeanMetricWrapper):
    """The mean of max(1 - y_true y_pred, 0)², for targets of -1 and 1 (0 and 1 are taken for them).

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(SquaredHinge()([[1.0, -1.0]], [[0.5, -2.0]]))
        0.125
    """

    def __init__(self, name: str | None = "squared_hinge", dtype: Any = None):
        super().__init__(losses.squared_hinge, name, dtype)


class CategoricalHinge(MeanMetricWrapper):
    """The mean of max(wrong - right + 1, 0): the score of the best wrong class and that of the right one.

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> float(CategoricalHinge()([[0.0, 1.0]], [[0.5, 1.0]]))
        0.5
    """

    def __init__(self, name: str | None = "categorical_hinge", dtype: Any = None):
        super().__init__(losses.categorical_hinge, name, dtype)
