"""How well do predictions follow the targets, up and down? The correlations."""

from typing import Any

from nnlite import config, ops
from nnlite.metrics.pairs import alike
from nnlite.metrics.reduction import MeanMetricWrapper
from nnlite.ops.elementwise import in_float_type


def pearson_correlation(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """cov(y_true, y_pred) / (std(y_true) std(y_pred)) along an axis; NaN where one side does not vary.

    >>> pearson_correlation([[0.0, 1.0, 0.5]], [[0.1, 0.9, 0.5]]).round(3).tolist()
    [1.0]
    """
    t, p = in_float_type(*alike(y_true, y_pred))
    t = ops.subtract(t, ops.mean(t, axis=axis, keepdims=True))
    p = ops.subtract(p, ops.mean(p, axis=axis, keepdims=True))
    spread = ops.multiply(ops.sqrt(ops.mean(ops.square(t), axis=axis)), ops.sqrt(ops.mean(ops.square(p), axis=axis)))
    return ops.divide(ops.mean(ops.multiply(t, p), axis=axis), spread)


def concordance_correlation(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """2 cov / (var(y_true) + var(y_pred) + (mean(y_true) - mean(y_pred))²) along an axis (Lin, 1989).

    >>> round(float(concordance_correlation([[0.0, 1.0, 0.5]], [[0.1, 0.9, 0.5]])[0]), 3)
    0.976
    """
    t, p = in_float_type(*alike(y_true, y_pred))
    t_mean, p_mean = ops.mean(t, axis=axis, keepdims=True), ops.mean(p, axis=axis, keepdims=True)
    t_rest, p_rest = ops.subtract(t, t_mean), ops.subtract(p, p_mean)
    means = ops.square(ops.subtract(t_mean, p_mean))
    spread = [ops.mean(ops.square(rest), axis=axis, keepdims=True) for rest in (t_rest, p_rest)]
    norm = ops.add(ops.add(ops.add(*spread), means), config.epsilon())
    return ops.mean(ops.divide(ops.multiply(ops.multiply(t_rest, p_rest), 2.0), norm), axis=axis)


class PearsonCorrelation(MeanMetricWrapper):
    """The mean of Pearson's correlation: 1 where predictions are a rising line of the targets, -1 for a falling one.

    Args:
        name, dtype: As for `Metric`.
        axis: The axis of what is correlated; 0 for the samples of a batch.

    Example:

        >>> float(PearsonCorrelation(axis=0)([[0.0], [1.0], [2.0]], [[1.0], [3.0], [5.0]]).round(4))
        1.0
    """

    def __init__(self, name: str | None = "pearson_correlation", dtype: Any = None, axis: int = -1):
        super().__init__(pearson_correlation, name, dtype, axis=axis)
        self.axis = axis


class ConcordanceCorrelation(MeanMetricWrapper):
    """The mean of Lin's concordance: 1 only where predictions are equal to the targets.

    Args:
        name, dtype: As for `Metric`.
        axis: The axis of what is correlated; 0 for the samples of a batch.

    Example:

        >>> float(ConcordanceCorrelation(axis=0)([[0.0], [1.0], [2.0]], [[0.0], [1.0], [2.0]]).round(4))
        1.0
    """

    def __init__(self, name: str | None = "concordance_correlation", dtype: Any = None, axis: int = -1):
        super().__init__(concordance_correlation, name, dtype, axis=axis)
        self.axis = axis
