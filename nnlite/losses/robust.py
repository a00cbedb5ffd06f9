"""How far are numbers from numbers, where a few wild ones must not decide? Huber and log-cosh."""

from typing import Any

from nnlite import ops
from nnlite._checks import number_between
from nnlite.losses.loss import Loss, paired


def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Any:
    """e² / 2 where |e| ≤ delta, otherwise delta (|e| - delta / 2), for e = y_pred - y_true; the mean of the last axis.

    >>> huber([[0.0, 0.0]], [[1.0, 3.0]]).tolist()
    [1.5]
    """
    return ops.huber(*paired(y_true, y_pred), number_between(delta, "delta", "huber", 0))


def log_cosh(y_true: Any, y_pred: Any) -> Any:
    """log cosh(e), e = y_pred - y_true, the mean of the last axis: near e² / 2 if small, near |e| - log 2 if large.

    >>> log_cosh([[0.0]], [[3.0]]).round(4).tolist()
    [2.3093]
    """
    return ops.log_cosh(*paired(y_true, y_pred))


class Huber(Loss):
    """Squared for small errors, straight for large ones (Huber, 1964): e² / 2 or delta (|e| - delta / 2).

    Args:
        delta: The error from which the loss goes on straight.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> float(Huber()([[0.0], [0.0]], [[1.0], [3.0]]))
        1.5
    """

    def __init__(self, delta: float = 1.0, reduction: str | None = "sum_over_batch_size",
                 name: str | None = "huber_loss", dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.delta = number_between(delta, "delta", type(self).__name__, 0)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return huber(y_true, y_pred, self.delta)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "delta": self.delta}


class LogCosh(Loss):
    """The mean of log cosh(y_pred - y_true): squared for small errors, straight for large ones, smooth between.

    Args:
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(LogCosh()([[0.0]], [[3.0]])), 4)
        2.3093
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "log_cosh",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return log_cosh(y_true, y_pred)
