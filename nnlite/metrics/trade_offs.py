"""How good can one rate be, while another stays above a limit? The best threshold is looked for among many."""

from typing import Any

import numpy as np

from nnlite._checks import number_between, positive_int
from nnlite.metrics.thresholds import ThresholdMetric, divide_no_nan


class TradeOff(ThresholdMetric):
    """Base of the metrics that give the best of one rate where another one is at least a value.

    Args:
        argument: Name of the limit.
        value: The limit, from 0 to 1.
        num_thresholds: How many thresholds are tried, evenly from 0 to 1; the only one is 0.5.
        class_id: Only this column is counted.
        name, dtype: As for `Metric`.
    """

    def __init__(self, argument: str, value: float, num_thresholds: int = 200, class_id: int | None = None,
                 name: str | None = None, dtype: Any = None):
        who = type(self).__name__
        self.argument = argument
        self.value = number_between(value, argument, who, 0, 1)
        setattr(self, argument, self.value)
        self.num_thresholds = positive_int(num_thresholds, "num_thresholds", who)
        self.thresholds = [0.5] if num_thresholds == 1 else np.linspace(0, 1, num_thresholds).tolist()
        super().__init__(self.thresholds, None, class_id, dtype, name)
        self.even = int(num_thresholds > 1)

    def rates(self) -> tuple[np.ndarray, np.ndarray]:
        """At each threshold the rate that is limited and the one that is wanted."""
        raise NotImplementedError

    def result(self) -> Any:
        limited, wanted = self.rates()
        return np.max(np.where(limited >= self.value, wanted, 0), initial=0)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), self.argument: self.value, "num_thresholds": self.num_thresholds,
                "class_id": self.class_id}

    @property
    def recalls(self) -> np.ndarray:
        """tp / (tp + fn), also called sensitivity."""
        return divide_no_nan(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def precisions(self) -> np.ndarray:
        """tp / (tp + fp)"""
        return divide_no_nan(self.true_positives, self.true_positives + self.false_positives)

    @property
    def specificities(self) -> np.ndarray:
        """tn / (tn + fp)"""
        return divide_no_nan(self.true_negatives, self.true_negatives + self.false_positives)


class SensitivityAtSpecificity(TradeOff):
    """The best sensitivity tp / (tp + fn) where the specificity tn / (tn + fp) is at least a value.

    Args:
        specificity: From 0 to 1.
        num_thresholds: How many thresholds are tried.
        class_id: Only this column is counted.
        name, dtype: As for `Metric`.

    Example:

        >>> float(SensitivityAtSpecificity(0.5)([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]))
        0.5
    """

    def __init__(self, specificity: float, num_thresholds: int = 200, class_id: int | None = None,
                 name: str | None = None, dtype: Any = None):
        super().__init__("specificity", specificity, num_thresholds, class_id, name, dtype)

    def rates(self) -> tuple[np.ndarray, np.ndarray]:
        return self.specificities, self.recalls


class SpecificityAtSensitivity(TradeOff):
    """The best specificity tn / (tn + fp) where the sensitivity tp / (tp + fn) is at least a value.

    Args:
        sensitivity: From 0 to 1.
        num_thresholds: How many thresholds are tried.
        class_id: Only this column is counted.
        name, dtype: As for `Metric`.

    Example:

        >>> float(SpecificityAtSensitivity(0.5)([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]).round(4))
        0.6667
    """

    def __init__(self, sensitivity: float, num_thresholds: int = 200, class_id: int | None = None,
                 name: str | None = None, dtype: Any = None):
        super().__init__("sensitivity", sensitivity, num_thresholds, class_id, name, dtype)

    def rates(self) -> tuple[np.ndarray, np.ndarray]:
        return self.recalls, self.specificities


class PrecisionAtRecall(TradeOff):
    """The best precision tp / (tp + fp) where the recall tp / (tp + fn) is at least a value.

    Args:
        recall: From 0 to 1.
        num_thresholds: How many thresholds are tried.
        class_id: Only this column is counted.
        name, dtype: As for `Metric`.

    Example:

        >>> float(PrecisionAtRecall(0.5)([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]))
        0.5
    """

    def __init__(self, recall: float, num_thresholds: int = 200, class_id: int | None = None,
                 name: str | None = None, dtype: Any = None):
        super().__init__("recall", recall, num_thresholds, class_id, name, dtype)

    def rates(self) -> tuple[np.ndarray, np.ndarray]:
        return self.recalls, self.precisions


class RecallAtPrecision(TradeOff):
    """The best recall tp / (tp + fn) where the precision tp / (tp + fp) is at least a value.

    Args:
        precision: From 0 to 1.
        num_thresholds: How many thresholds are tried.
        class_id: Only this column is counted.
        name, dtype: As for `Metric`.

    Example:

        >>> float(RecallAtPrecision(0.8)([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]))
        0.5
    """

    def __init__(self, precision: float, num_thresholds: int = 200, class_id: int | None = None,
                 name: str | None = None, dtype: Any = None):
        super().__init__("precision", precision, num_thresholds, class_id, name, dtype)

    def rates(self) -> tuple[np.ndarray, np.ndarray]:
        return self.precisions, self.recalls
