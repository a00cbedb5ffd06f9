"""How many predictions are above a threshold, and how many of them rightly? One count serves any number of thresholds.

A batch only adds each prediction to the bucket between the two thresholds that it lies between; what is true or false,
positive or negative at each threshold are sums over buckets, made when somebody asks.
"""

from typing import Any

import numpy as np

from nnlite import config
from nnlite._checks import positive_int, sentence, whole_number
from nnlite.metrics.metric import Metric
from nnlite.metrics.pairs import alike
from nnlite.ops.array import as_result
from nnlite.ops.collecting import count_buckets
from nnlite.ops.matches import keep_largest

NOWHERE = -1e10  # what a prediction is set to that is not among the best k, and the threshold that the others pass


class ThresholdMetric(Metric):
    """Base of the metrics that compare predictions with thresholds.

    Args:
        thresholds: Numbers in any order; a prediction is positive where it is larger.
        top_k: Only the k largest predictions of a row can be positive; None for all.
        class_id: Only this column is counted; None for all.
        dtype, name: As for `Metric`.
    """

    def __init__(self, thresholds: list[float], top_k: int | None = None, class_id: int | None = None,
                 dtype: Any = None, name: str | None = None):
        super().__init__(dtype, name)
        who = type(self).__name__
        self.top_k = None if top_k is None else positive_int(top_k, "top_k", who)
        self.class_id = None if class_id is None else whole_number(class_id, "class_id", who)
        self.set_thresholds(thresholds)
        self.buckets: Any = self.add_variable((1, 2, len(thresholds) + 1), "zeros", "float64", name="buckets")

    def set_thresholds(self, thresholds: list[float]) -> None:
        """Find out their order, and whether buckets can be computed instead of searched."""
        self.order = np.argsort(thresholds, kind="stable")
        self.sorted = np.sort(np.asarray(thresholds, float))
        self.even = (2 if self.sorted[0] < 0 else 1) if evenly_spaced(thresholds) else 0

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        self.count(y_true, y_pred, sample_weight)

    def count(self, y_true: Any, y_pred: Any, sample_weight: Any, label_weights: Any = None) -> None:
        """Add the predictions to their buckets."""
        y_true, y_pred = alike(y_true, y_pred)
        if self.top_k is not None:
            y_pred = keep_largest(y_pred, self.top_k, NOWHERE)
        column = -1 if self.class_id is None else self.class_id
        if column >= 0 and (len(y_pred.shape) < 2 or column >= y_pred.shape[-1]):
            raise ValueError(f"{self.name}: class_id is a column of the predictions. Received: class_id={column} for "
                             f"predictions of shape {tuple(y_pred.shape)}")
        count_buckets(y_true, y_pred, sample_weight, label_weights, None if self.even else self.sorted, self.buckets,
                      column, self.even, self.name)

    def above(self, kind: int) -> np.ndarray:
        """For each threshold how many targets of a kind (1 positive, 0 negative) have a larger prediction."""
        counts = np.cumsum(self.buckets.value[:, kind, ::-1], axis=-1)[:, -2::-1]
        return self.arranged(counts)

    def below(self, kind: int) -> np.ndarray:
        """For each threshold how many targets of a kind have no larger prediction."""
        return self.arranged(np.cumsum(self.buckets.value[:, kind], axis=-1)[:, :-1])

    def arranged(self, counts: np.ndarray) -> np.ndarray:
        """Counts for sorted thresholds in the order of the thresholds: (thresholds,) or (thresholds, columns)."""
        result = np.empty_like(counts)
        result[:, self.order] = counts
        return as_result(result[0] if len(result) == 1 else result.T)

    @property
    def true_positives(self) -> Any:
        """Positive targets with a prediction above each threshold."""
        return self.above(1)

    @property
    def false_positives(self) -> Any:
        """Negative targets with a prediction above each threshold."""
        return self.above(0)

    @property
    def true_negatives(self) -> Any:
        """Negative targets with a prediction that is not above each threshold."""
        return self.below(0)

    @property
    def false_negatives(self) -> Any:
        """Positive targets with a prediction that is not above each threshold."""
        return self.below(1)


def evenly_spaced(thresholds: Any) -> bool:
    """Whether thresholds are 0, 1/n, 2/n, ... 1, up to rounding; for fewer than three it does not matter."""
    count = len(thresholds)
    return count > 2 and np.allclose(thresholds, np.arange(count) / (count - 1), atol=config.epsilon())


def given_thresholds(thresholds: Any, default: float, who: str) -> list[float]:
    """Thresholds as a list; each of them must be between 0 and 1."""
    if thresholds is None:
        return [default]
    given = list(thresholds) if isinstance(thresholds, (list, tuple, np.ndarray)) else [thresholds]
    if not given or any(t is None or not 0 <= t <= 1 for t in given):
        raise ValueError(sentence(who, "thresholds are numbers from 0 to 1", "thresholds", thresholds))
    return given


def divide_no_nan(a: Any, b: Any) -> np.ndarray:
    """a / b, and 0 where b is 0."""
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    return np.divide(a, b, out=np.zeros(a.shape), where=b != 0)
