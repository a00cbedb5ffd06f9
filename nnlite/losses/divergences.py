"""How far is one distribution from another, or a count from its expectation? Kullback-Leibler and Poisson."""

from typing import Any

from nnlite import config, ops
from nnlite.losses.loss import Loss, paired


def kl_divergence(y_true: Any, y_pred: Any) -> Any:
    """Σ y_true log(y_true / y_pred) along the last axis, both clipped to [`config.epsilon()`, 1].

    >>> kl_divergence([[0.5, 0.5]], [[0.25, 0.75]]).round(4).tolist()
    [0.1438]
    """
    return ops.kl_divergence(*paired(y_true, y_pred), config.epsilon())


def poisson(y_true: Any, y_pred: Any) -> Any:
    """y_pred - y_true log(y_pred), the mean of the last axis: y_true are counts, y_pred what was expected.

    >>> poisson([[2.0]], [[1.0]]).round(4).tolist()
    [1.0]
    """
    return ops.poisson(*paired(y_true, y_pred), config.epsilon())


class KLDivergence(Loss):
    """What it costs to take y_pred for y_true: Σ y_true log(y_true / y_pred) (Kullback and Leibler, 1951).

    Args:
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(KLDivergence()([[0.5, 0.5]], [[0.25, 0.75]])), 4)
        0.1438
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "kl_divergence",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return kl_divergence(y_true, y_pred)


class Poisson(Loss):
    """The loss of counts: the mean of y_pred - y_true log(y_pred), least where y_pred is the mean of the counts.

    Args:
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(Poisson()([[2.0]], [[1.0]])), 4)
        1.0
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "poisson",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return poisson(y_true, y_pred)
