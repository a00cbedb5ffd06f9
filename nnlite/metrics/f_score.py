"""How good are precision and recall together? Their harmonic mean, for each class or over all."""

from typing import Any

import numpy as np

from nnlite import config
from nnlite._checks import number_between, sentence
from nnlite.metrics.metric import Metric
from nnlite.metrics.pairs import alike
from nnlite.ops.collecting import count_classes

AVERAGES = [None, "micro", "macro", "weighted"]


class FBetaScore(Metric):
    """(1 + β²) precision · recall / (β² precision + recall) of each class, where β says how much recall matters.

    Args:
        average: None for a number a class; "micro" counts all classes together, "macro" is the mean over classes,
            "weighted" the mean weighted with the number of targets of each class.
        beta: Above 0.
        threshold: Predictions above it count as 1; without one (None) the largest of each row does.
        name, dtype: As for `Metric`.

    Example:

        >>> metric = FBetaScore(beta=2.0, threshold=0.5)
        >>> y_true, y_pred = [[1, 1, 1], [1, 0, 0], [1, 1, 0]], [[0.2, 0.6, 0.7], [0.2, 0.6, 0.6], [0.6, 0.8, 0.0]]
        >>> metric(y_true, y_pred).round(4).tolist()
        [0.3846, 0.9091, 0.8333]
    """

    def __init__(self, average: str | None = None, beta: float = 1.0, threshold: float | None = None,
                 name: str | None = "fbeta_score", dtype: Any = None):
        who = type(self).__name__
        if average not in AVERAGES:
            raise ValueError(sentence(who, f"average must be one of {', '.join(map(repr, AVERAGES))}", "average",
                                      average))
        super().__init__(dtype, name)
        self.average = average
        self.beta = number_between(beta, "beta", who, 0, open_low=True)
        self.threshold = None if threshold is None else number_between(threshold, "threshold", who, 0, 1, open_low=True)
        self.counts: Any = None  # for each class tp, positive predictions and positive targets

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        y_true, y_pred = alike(y_true, y_pred)
        if len(y_pred.shape) != 2 or len(y_true.shape) != 2:
            raise ValueError(f"{self.name}: targets and predictions must be rows of classes. Received: shapes "
                             f"{tuple(y_true.shape)} and {tuple(y_pred.shape)}. Use to_categorical for labels.")
        if self.counts is None:
            self.counts = self.add_variable((y_pred.shape[-1], 3), "zeros", "float64", name="counts")
        count_classes(y_true, y_pred, sample_weight, self.counts, self.threshold, self.name)

    @property
    def true_positives(self) -> np.ndarray:
        """Positive targets that are predicted so, of each class; of all together for "micro"."""
        return self.counted(0)

    @property
    def false_positives(self) -> np.ndarray:
        """Negative targets that are predicted to be positive."""
        return self.counted(1) - self.counted(0)

    @property
    def false_negatives(self) -> np.ndarray:
        """Positive targets that are predicted to be negative."""
        return self.counted(2) - self.counted(0)

    def counted(self, column: int) -> np.ndarray:
        """One of the counts."""
        counts = self.counts.value[:, column]
        return counts.sum() if self.average == "micro" else counts

    def result(self) -> Any:
        if self.counts is None:
            return 0.0
        epsilon, beta = config.epsilon(), self.beta**2
        right, predicted, targets = (self.counted(column) for column in range(3))
        precision, recall = right / (predicted + epsilon), right / (targets + epsilon)
        score = (1 + beta) * precision * recall / (beta * precision + recall + epsilon)
        if self.average == "weighted":
            return (score * targets / (targets.sum() + epsilon)).sum()
        return score if self.average is None else score.mean()

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "average": self.average, "beta": self.beta, "threshold": self.threshold}


class F1Score(FBetaScore):
    """2 precision · recall / (precision + recall) of each class.

    Args:
        average: None for a number a class; "micro" counts all classes together, "macro" is the mean over classes,
            "weighted" the mean weighted with the number of targets of each class.
        threshold: Predictions above it count as 1; without one (None) the largest of each row does.
        name, dtype: As for `Metric`.

    Example:

        >>> metric = F1Score(threshold=0.5)
        >>> y_true, y_pred = [[1, 1, 1], [1, 0, 0], [1, 1, 0]], [[0.2, 0.6, 0.7], [0.2, 0.6, 0.6], [0.6, 0.8, 0.0]]
        >>> metric(y_true, y_pred).round(4).tolist()
        [0.5, 0.8, 0.6667]
    """

    def __init__(self, average: str | None = None, threshold: float | None = None, name: str | None = "f1_score",
                 dtype: Any = None):
        super().__init__(average, 1.0, threshold, name, dtype)

    def get_config(self) -> dict[str, Any]:
        return {key: value for key, value in super().get_config().items() if key != "beta"}
