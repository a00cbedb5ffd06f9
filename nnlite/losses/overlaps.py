"""How much do two areas overlap? Dice and Tversky, the losses of segmentation."""

from typing import Any

from nnlite import config, ops
from nnlite._checks import number_between
from nnlite.losses.loss import Loss, paired


def dice(y_true: Any, y_pred: Any, axis: Any = None) -> Any:
    """1 - 2 Σ y_true y_pred / (Σ y_true + Σ y_pred), sums over the axes, or over everything (None).

    >>> dice([[1.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]]).round(4).tolist()
    0.3333
    """
    return ops.overlap(*paired(y_true, y_pred), 0.5, 0.5, axis, config.epsilon() / 2, "dice")


def tversky(y_true: Any, y_pred: Any, alpha: float = 0.5, beta: float = 0.5, axis: Any = None) -> Any:
    """1 - c / (c + alpha Σ y_true (1 - y_pred) + beta Σ y_pred (1 - y_true)) with c = Σ y_true y_pred.

    >>> tversky([[1.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]], alpha=1.0).round(4).tolist()
    0.5
    """
    alpha, beta = (number_between(value, name, "tversky", 0) for name, value in (("alpha", alpha), ("beta", beta)))
    return ops.overlap(*paired(y_true, y_pred), alpha, beta, axis, config.epsilon(), "tversky")


class Dice(Loss):
    """What is missing to a full overlap: 1 - 2 Σ y_true y_pred / (Σ y_true + Σ y_pred) (Dice, 1945).

    Args:
        reduction, name, dtype: As for `Loss`.
        axis: The axes that are summed over: (1, 2, 3) gives each picture its own loss; None sums over the whole batch.

    Example:

        >>> round(float(Dice()([[1.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]])), 4)
        0.3333
    """

    def __init__(self, reduction: str | None = "sum_over_batch_size", name: str | None = "dice", axis: Any = None,
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.axis = axis

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return dice(y_true, y_pred, self.axis)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


class Tversky(Loss):
    """The Dice loss with weights (Salehi and others, 2017): 1 - c / (c + alpha m + beta f).

    c = Σ y_true y_pred is what both have, m = Σ y_true (1 - y_pred) what is missed, f = Σ y_pred (1 - y_true) what is
    found too much.

    Args:
        alpha: The weight of what is missed.
        beta: The weight of what is found too much.
        reduction, name, dtype: As for `Loss`.
        axis: The axes that are summed over; None sums over the whole batch.

    Example:

        >>> round(float(Tversky(alpha=1.0)([[1.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]])), 4)
        0.5
    """

    def __init__(self, alpha: float = 0.5, beta: float = 0.5, reduction: str | None = "sum_over_batch_size",
                 name: str | None = "tversky", axis: Any = None, dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.alpha = number_between(alpha, "alpha", type(self).__name__, 0)
        self.beta = number_between(beta, "beta", type(self).__name__, 0)
        self.axis = axis

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return tversky(y_true, y_pred, self.alpha, self.beta, self.axis)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "alpha": self.alpha, "beta": self.beta, "axis": self.axis}
