"""How are values collected? Their mean, their sum, and the mean of what a function makes of targets and predictions."""

from typing import Any

import numpy as np

from nnlite import losses, ops
from nnlite.graph import trace
from nnlite.losses.loss import steps_that_count
from nnlite.metrics.metric import Metric
from nnlite.metrics.pairs import alike
from nnlite.ops.collecting import accumulate_mean, accumulate_sum
from nnlite.ops.op import Symbolic


class Sum(Metric):
    """The weighted sum of values: Σ w v.

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> total = Sum()
        >>> total.update_state([1.0, 3.0], sample_weight=[1.0, 0.5])
        >>> float(total.result())
        2.5
    """

    def __init__(self, name: str | None = "sum", dtype: Any = None):
        super().__init__(dtype, name)
        self.total = self.add_variable((), "zeros", "float64", name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        accumulate_sum(values, unmasked(values, sample_weight, self.name), self.total, self.name)

    def result(self) -> Any:
        return self.total


class Mean(Metric):
    """The weighted mean of values: Σ w v / Σ w.

    Args:
        name, dtype: As for `Metric`.

    Example:

        >>> mean = Mean()
        >>> mean.update_state([1.0, 3.0])
        >>> float(mean.result())
        2.0
    """

    def __init__(self, name: str | None = "mean", dtype: Any = None):
        super().__init__(dtype, name)
        self.total = self.add_variable((), "zeros", "float64", name="total")
        self.count = self.add_variable((), "zeros", "float64", name="count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        accumulate_mean(values, unmasked(values, sample_weight, self.name), self.total, self.count, self.name)

    def result(self) -> Any:
        count = self.count.value.item()
        return self.total.value.item() / count if count else 0.0


class MeanMetricWrapper(Mean):
    """The mean of a function of (y_true, y_pred) that gives one number a sample, or several.

    Args:
        fn: The function, written in ops.
        name, dtype: As for `Metric`.
        **kwargs: Further arguments of the function.

    Example:

        >>> import nnlite
        >>> def largest_error(y_true, y_pred):
        ...     return nnlite.ops.max(nnlite.ops.abs(y_true - y_pred), axis=-1)
        >>> metric = MeanMetricWrapper(largest_error, name="largest_error")
        >>> float(metric([[0.0, 1.0]], [[0.5, 1.25]]))
        0.5
    """

    def __init__(self, fn: Any, name: str | None = None, dtype: Any = None, **kwargs: Any):
        super().__init__(name, dtype)
        self.fn = fn
        self.arguments = kwargs

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        mask = getattr(y_pred, "_keras_mask", None)
        y_true, y_pred = alike(y_true, y_pred)
        values = self.fn(y_true, y_pred, **self.arguments)
        if trace.current() is not None and not isinstance(values, Symbolic):
            raise TypeError(f"The metric {self.name!r} must compute with nnlite.ops on what it is given, so that it "
                            f"becomes part of the program. Received: {type(values).__name__} from its function")
        if mask is not None:
            sample_weight = masked(mask, values, sample_weight, self.name)
        super().update_state(values, sample_weight)

    def get_config(self) -> dict[str, Any]:
        function = {"fn": losses.serialize(self.fn)} if type(self) is MeanMetricWrapper else {}
        return {**super().get_config(), **function, **self.arguments}


def masked(mask: Any, values: Any, weights: Any, who: str) -> Any:
    """Weights for the steps that a mask leaves, and 0 for the others."""
    counted = ops.cast(steps_that_count(mask, values, who), values.dtype)
    if weights is None:
        return counted
    weights = weights if isinstance(weights, Symbolic) else np.asarray(weights)
    return ops.multiply(counted, ops.expand_dims(weights, tuple(range(len(weights.shape), len(counted.shape)))))


def unmasked(values: Any, weights: Any, who: str) -> Any:
    """The weights, 0 where values carry a mask that leaves them out; as in Keras, only where there are weights."""
    mask = getattr(values, "_keras_mask", None)
    return weights if mask is None or weights is None else masked(mask, values, weights, who)
