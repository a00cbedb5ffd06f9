"""How much of the targets' variance do the predictions explain?"""

import warnings
from typing import Any

import numpy as np

from nnlite._checks import sentence, whole_number
from nnlite.metrics.metric import Metric
from nnlite.metrics.pairs import alike
from nnlite.ops.collecting import accumulate_sum, sum_regression

AGGREGATIONS = [None, "uniform_average", "variance_weighted_average"]


class R2Score(Metric):
    """1 - Σ (y_true - y_pred)² / Σ (y_true - mean y_true)²: 1 for perfect predictions, 0 for their mean.

    Args:
        class_aggregation: How the columns become one number: "uniform_average", "variance_weighted_average", or None
            for a number a column.
        num_regressors: For the adjusted score, the number of independent variables; 0 for the plain one.
        name, dtype: As for `Metric`.

    Example:

        >>> float(R2Score()([[1.0], [4.0], [3.0]], [[2.0], [4.0], [4.0]]).round(4))
        0.5714
    """

    def __init__(self, class_aggregation: str | None = "uniform_average", num_regressors: int = 0,
                 name: str | None = "r2_score", dtype: Any = None):
        who = type(self).__name__
        if class_aggregation not in AGGREGATIONS:
            raise ValueError(sentence(who, f"class_aggregation must be one of {', '.join(map(repr, AGGREGATIONS))}",
                                      "class_aggregation", class_aggregation))
        super().__init__(dtype, name)
        self.class_aggregation = class_aggregation
        self.num_regressors = whole_number(num_regressors, "num_regressors", who)
        self.num_samples = self.add_variable((), "zeros", "float64", name="num_samples")
        self.sums: Any = None  # for each column Σ w t, Σ w t², Σ w (t - p)² and Σ w

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        y_true, y_pred = alike(y_true, y_pred)
        if len(y_pred.shape) != 2 or len(y_true.shape) != 2:
            raise ValueError(f"{self.name}: targets and predictions must be rows of numbers. Received: shapes "
                             f"{tuple(y_true.shape)} and {tuple(y_pred.shape)}")
        if self.sums is None:
            self.sums = self.add_variable((y_pred.shape[-1], 4), "zeros", "float64", name="sums")
        sum_regression(y_true, y_pred, sample_weight, self.sums, self.name)
        accumulate_sum(float(y_pred.shape[0] * y_pred.shape[1]), None, self.num_samples, self.name)

    def result(self) -> Any:
        if self.sums is None:
            return 0.0
        total, squares, errors, count = self.sums.value.T
        with np.errstate(all="ignore"):
            variance = squares - total * total / count
            scores = 1 - errors / variance
        scores = np.where(np.isinf(scores), 0, scores)
        if self.class_aggregation == "uniform_average":
            scores = scores.mean()
        elif self.class_aggregation is not None:
            scores = (variance * scores).sum() / variance.sum()
        return self.adjusted(scores)

    def adjusted(self, scores: Any) -> Any:
        """The score lowered for the number of regressors, which explain something by chance."""
        left = float(self.num_samples) - self.num_regressors - 1
        if self.num_regressors == 0:
            return scores
        if left <= 0:
            warnings.warn(f"{self.name}: there are not more samples than regressors, so the score is not adjusted. "
                          f"Received: num_regressors={self.num_regressors}, {float(self.num_samples):g} samples",
                          UserWarning, stacklevel=4)
            return scores
        return 1 - (1 - scores) * (float(self.num_samples) - 1) / left

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "class_aggregation": self.class_aggregation,
                "num_regressors": self.num_regressors}
