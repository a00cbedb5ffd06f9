"""Is the right answer ahead of the wrong ones, and far enough? The hinges."""

from typing import Any

from nnlite import ops
from nnlite.losses.loss import Loss, paired


def hinge(y_true: Any, y_pred: Any) -> Any:
    """max(1 - y_true y_pred, 0), the mean of the last axis; targets are -1 and 1, or, all of a batch, 0 and 1.

    >>> hinge([[1.0, 0.0]], [[0.5, 0.5]]).tolist()
    [1.0]
    """
    return ops.hinge(*paired(y_true, y_pred))


def squared_hinge(y_true: Any, y_pred: Any) -> Any:
    """max(1 - y_true y_pred, 0)², the mean of the last axis; targets are -1 and 1, or, all of a batch, 0 and 1.

    >>> squared_hinge([[1.0, 0.0]], [[0.5, 0.5]]).tolist()
    [1.25]
    """
    return ops.squared_hinge(*paired(y_true, y_pred))


def categorical_hinge(y_true: Any, y_pred: Any) -> Any:
    """max(neg - pos + 1, 0) with neg = max((1 - y_true) y_pred) and pos = Σ y_true y_pred; rows of targets, one-hot.

    >>> categorical_hinge([[1.0, 0.0]], [[0.5, 0.25]]).tolist()
    [0.75]
    """
    return ops.categorical_hinge(*paired(y_true, y_pred))


class Hinge(Loss):
    """How much is missing to a margin of 1 (as in support vector machines): the mean of max(1 - y_true y_pred, 0).

    Targets are -1 and 1; those of a batch that are all 0 or 1 count as -1 and 1.

    Args:
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> float(Hinge()([[1.0], [0.0]], [[0.5], [0.5]]))
        1.0
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "hinge",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return hinge(y_true, y_pred)


class SquaredHinge(Loss):
    """The hinge, squared: the mean of max(1 - y_true y_pred, 0)².

    Targets are -1 and 1; those of a batch that are all 0 or 1 count as -1 and 1.

    Args:
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> float(SquaredHinge()([[1.0], [0.0]], [[0.5], [0.5]]))
        1.25
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "squared_hinge",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return squared_hinge(y_true, y_pred)


class CategoricalHinge(Loss):
    """The hinge for several classes: how much the right class misses to be 1 above the best wrong one.

    max(neg - pos + 1, 0) with neg = max((1 - y_true) y_pred) and pos = Σ y_true y_pred; targets are one-hot rows.

    Args:
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> float(CategoricalHinge()([[1.0, 0.0]], [[0.5, 0.25]]))
        0.75
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "categorical_hinge",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return categorical_hinge(y_true, y_pred)
