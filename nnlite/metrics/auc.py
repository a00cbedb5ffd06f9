"""How well do predictions order positive before negative targets, whatever the threshold? The area under a curve."""

from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import boolean, choice, positive_int, sentence
from nnlite.metrics.pairs import alike
from nnlite.metrics.thresholds import ThresholdMetric, divide_no_nan, evenly_spaced


class AUC(ThresholdMetric):
    """The area under the ROC curve (recall over fp / (fp + tn)) or the precision-recall curve, from many thresholds.

    Args:
        num_thresholds: How many thresholds, evenly from 0 to 1.
        curve: "ROC", "PR" (precision over recall) or "PRGAIN" (their gains over the base rate).
        summation_method: "interpolation" (trapezoids; for "PR" the curve between points of Davis and Goadrich, 2006),
            "minoring" or "majoring" (the smaller or larger height of each step).
        name, dtype: As for `Metric`.
        thresholds: Numbers from 0 to 1 in place of `num_thresholds`; just below 0 and just above 1 are added.
        multi_label: Whether each column has a curve of its own; the result is the mean of the areas.
        num_labels: How many columns, if they are to be known at once.
        label_weights: A weight a column.
        from_logits: Whether the predictions are before the sigmoid.

    Example:

        >>> float(AUC(num_thresholds=3)([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]))
        0.75
    """

    def __init__(self, num_thresholds: int = 200, curve: str = "ROC", summation_method: str = "interpolation",
                 name: str | None = None, dtype: Any = None, thresholds: Any = None, multi_label: bool = False,
                 num_labels: int | None = None, label_weights: Any = None, from_logits: bool = False):
        who = type(self).__name__
        self.curve = choice(str(curve).upper(), "curve", who, ["ROC", "PR", "PRGAIN"])
        self.summation_method = choice(str(summation_method).lower(), "summation_method", who,
                                       ["interpolation", "majoring", "minoring"])
        self.multi_label = boolean(multi_label, "multi_label", who)
        self.from_logits = boolean(from_logits, "from_logits", who)
        if num_labels and not multi_label:
            raise ValueError(sentence(who, "num_labels is of use only with multi_label=True", "num_labels", num_labels))
        self.num_labels = num_labels
        self.label_weights = None if label_weights is None else np.asarray(label_weights, float)
        self.init_thresholds = None if thresholds is None else inner_thresholds(thresholds, who)
        if self.init_thresholds is None and positive_int(num_thresholds, "num_thresholds", who) == 1:
            raise ValueError(sentence(who, "at least two thresholds are needed", "num_thresholds", num_thresholds))
        even = np.linspace(0, 1, num_thresholds)[1:-1].tolist()
        inner = even if self.init_thresholds is None else self.init_thresholds
        self.num_thresholds = len(inner) + 2
        epsilon = config.epsilon()
        self.thresholds = [-epsilon, *inner, 1 + epsilon]
        super().__init__(self.thresholds, None, None, dtype, name)
        self.even = 2 if thresholds is None or evenly_spaced([0, *inner, 1]) else 0
        if self.multi_label:
            self.buckets: Any = self.for_columns(num_labels) if num_labels else None

    def for_columns(self, columns: int) -> Any:
        """Buckets for each column."""
        return self.add_variable((columns, 2, self.num_thresholds + 1), "zeros", "float64", name="buckets")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        y_true, y_pred = alike(y_true, y_pred)
        if self.multi_label:
            if len(y_pred.shape) != 2 or (self.buckets is not None and y_pred.shape[1] != self.buckets.shape[0]):
                columns = self.num_labels or "any number of"
                raise ValueError(f"{self.name}: predictions must be rows of {columns} columns for multi_label=True. "
                                 f"Received: shape {tuple(y_pred.shape)}")
            self.buckets = self.for_columns(y_pred.shape[1]) if self.buckets is None else self.buckets
        if self.from_logits:
            y_pred = ops.sigmoid(y_pred)
        self.count(y_true, y_pred, sample_weight, None if self.multi_label else self.label_weights)

    def result(self) -> Any:
        if self.buckets is None:
            return 0.0
        if self.curve == "PR" and self.summation_method == "interpolation":
            areas = self.area_between_points()
        else:
            x, y = getattr(self, self.curve.lower())()
            height: dict[str, Any] = {"interpolation": lambda a, b: (a + b) / 2, "minoring": np.minimum,
                                      "majoring": np.maximum}
            areas = ((x[:-1] - x[1:]) * height[self.summation_method](y[:-1], y[1:])).sum(axis=0)
        return np.average(areas, weights=self.label_weights) if self.multi_label else areas[0]

    def counts(self) -> list[np.ndarray]:
        """tp, fp, tn and fn at each threshold (and for each column)."""
        found: list[Any] = [self.true_positives, self.false_positives, self.true_negatives, self.false_negatives]
        return [count.numpy().reshape(self.num_thresholds, -1) for count in found]

    def roc(self) -> tuple[np.ndarray, np.ndarray]:
        """The share of negative targets, and that of positive ones, that are above each threshold."""
        tp, fp, tn, fn = self.counts()
        return divide_no_nan(fp, fp + tn), divide_no_nan(tp, tp + fn)

    def pr(self) -> tuple[np.ndarray, np.ndarray]:
        """Recall and precision at each threshold."""
        tp, fp, _, fn = self.counts()
        return divide_no_nan(tp, tp + fn), divide_no_nan(tp, tp + fp)

    def prgain(self) -> tuple[np.ndarray, np.ndarray]:
        """The gains of recall and precision over calling everything positive (Flach and Kull, 2015)."""
        tp, fp, tn, fn = self.counts()
        odds = divide_no_nan(tp + fn, tn + fp)
        recall = np.where(tp == 0, 0, 1 - odds * divide_no_nan(fn, tp))
        precision = np.where(tp == 0, 1, 1 - odds * divide_no_nan(fp, tp))
        return np.maximum(recall, 0), precision

    def area_between_points(self) -> np.ndarray:
        """∫ precision d recall, where between two thresholds tp is a linear function of the positive predictions.

        With tp = a + b q for q positive predictions, precision is a / q + b and the integral has a logarithm in it.
        """
        tp, fp, _, fn = self.counts()
        positive = tp + fp
        right, all_ = tp[:-1] - tp[1:], np.maximum(positive[:-1] - positive[1:], 0)
        slope = divide_no_nan(right, all_)
        intercept = tp[1:] - slope * positive[1:]
        both = (positive[:-1] > 0) & (positive[1:] > 0)
        ratio = np.where(both, divide_no_nan(positive[:-1], positive[1:]), 1)
        return divide_no_nan(slope * (right + intercept * np.log(ratio)), tp[1:] + fn[1:]).sum(axis=0)

    def get_config(self) -> dict[str, Any]:
        own = {"num_thresholds": self.num_thresholds, "curve": self.curve,
               "summation_method": self.summation_method, "multi_label": self.multi_label,
               "num_labels": self.num_labels, "from_logits": self.from_logits,
               "label_weights": None if self.label_weights is None else self.label_weights.tolist()}
        given = {} if self.init_thresholds is None else {"thresholds": self.init_thresholds}
        return {**super().get_config(), **own, **given}


def inner_thresholds(thresholds: Any, who: str) -> list[float]:
    """Thresholds in their order; each of them must be between 0 and 1."""
    inner = sorted(float(threshold) for threshold in thresholds)
    if inner and not 0 <= inner[0] <= inner[-1] <= 1:
        raise ValueError(sentence(who, "thresholds are numbers from 0 to 1", "thresholds", thresholds))
    return inner
