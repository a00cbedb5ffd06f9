"""Which predictions are right among the positive ones, and which positive targets are found? Counts and two rates."""

from typing import Any

from nnlite.metrics.thresholds import NOWHERE, ThresholdMetric, divide_no_nan, given_thresholds


class Count(ThresholdMetric):
    """Base of the four counts.

    Args:
        thresholds: One number or several, from 0 to 1; by default 0.5.
        name, dtype: As for `Metric`.
    """

    counted = ""

    def __init__(self, thresholds: Any = None, name: str | None = None, dtype: Any = None):
        self.init_thresholds = thresholds
        self.thresholds = given_thresholds(thresholds, 0.5, type(self).__name__)
        super().__init__(self.thresholds, None, None, dtype, name)

    def result(self) -> Any:
        return one_or_all(getattr(self, self.counted))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "thresholds": self.init_thresholds}


class TruePositives(Count):
    """The (weighted) number of positive targets that are predicted so: y_pred > threshold.

    Args:
        thresholds: One number or several, from 0 to 1; by default 0.5.
        name, dtype: As for `Metric`.

    Example:

        >>> float(TruePositives()([0, 1, 1, 1], [1, 0, 1, 1]))
        2.0
    """

    counted = "true_positives"


class TrueNegatives(Count):
    """The (weighted) number of negative targets that are predicted so.

    Args:
        thresholds: One number or several, from 0 to 1; by default 0.5.
        name, dtype: As for `Metric`.

    Example:

        >>> float(TrueNegatives()([0, 1, 0, 0], [1, 1, 0, 0]))
        2.0
    """

    counted = "true_negatives"


class FalsePositives(Count):
    """The (weighted) number of negative targets that are predicted to be positive.

    Args:
        thresholds: One number or several, from 0 to 1; by default 0.5.
        name, dtype: As for `Metric`.

    Example:

        >>> float(FalsePositives()([0, 1, 0, 0], [0, 0, 1, 1]))
        2.0
    """

    counted = "false_positives"


class FalseNegatives(Count):
    """The (weighted) number of positive targets that are predicted to be negative.

    Args:
        thresholds: One number or several, from 0 to 1; by default 0.5.
        name, dtype: As for `Metric`.

    Example:

        >>> float(FalseNegatives()([0, 1, 1, 1], [0, 1, 0, 0]))
        2.0
    """

    counted = "false_negatives"


class Rate(ThresholdMetric):
    """Base of precision and recall.

    Args:
        thresholds: One number or several, from 0 to 1; by default 0.5, or none where `top_k` is given.
        top_k: Only the k largest predictions of a row can be positive.
        class_id: Only this column is counted.
        name, dtype: As for `Metric`.
    """

    missed = ""

    def __init__(self, thresholds: Any = None, top_k: int | None = None, class_id: int | None = None,
                 name: str | None = None, dtype: Any = None):
        self.init_thresholds = thresholds
        self.thresholds = given_thresholds(thresholds, 0.5 if top_k is None else NOWHERE, type(self).__name__)
        super().__init__(self.thresholds, top_k, class_id, dtype, name)

    def result(self) -> Any:
        right = self.true_positives
        return one_or_all(divide_no_nan(right, right + getattr(self, self.missed)))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "thresholds": self.init_thresholds, "top_k": self.top_k,
                "class_id": self.class_id}


class Precision(Rate):
    """How many of the positive predictions are right: tp / (tp + fp).

    Args:
        thresholds: One number or several, from 0 to 1; by default 0.5, or none where `top_k` is given.
        top_k: Only the k largest predictions of a row can be positive.
        class_id: Only this column is counted.
        name, dtype: As for `Metric`.

    Example:

        >>> float(Precision()([0, 1, 1, 1], [1, 0, 1, 1]).round(4))
        0.6667
    """

    missed = "false_positives"


class Recall(Rate):
    """How many of the positive targets are found: tp / (tp + fn).

    Args:
        thresholds: One number or several, from 0 to 1; by default 0.5, or none where `top_k` is given.
        top_k: Only the k largest predictions of a row can be positive.
        class_id: Only this column is counted.
        name, dtype: As for `Metric`.

    Example:

        >>> float(Recall()([0, 1, 1, 1], [1, 0, 1, 1]).round(4))
        0.6667
    """

    missed = "false_negatives"


def one_or_all(values: Any) -> Any:
    """The number for a single threshold, the array for several."""
    return values[0] if len(values) == 1 else values
