"""How far do predicted and true regions overlap? Intersection over union, from a confusion matrix."""

from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import positive_int, sentence
from nnlite.metrics.metric import Metric
from nnlite.ops.collecting import count_confusions
from nnlite.ops.dtypes import as_operand
from nnlite.ops.matches import first_maxima


class IoU(Metric):
    """The mean over some classes of tp / (tp + fp + fn), where the class is a target or a prediction at all.

    What is no class, among the targets or the predictions, does not count.

    Args:
        num_classes: How many classes there are.
        target_class_ids: The classes of which the mean is taken.
        name, dtype: As for `Metric`.
        ignore_class: A label whose samples do not count.
        sparse_y_true, sparse_y_pred: Whether targets and predictions are labels; otherwise the largest number counts.
        axis: The axis of the classes where they are not.

    Example:

        >>> float(IoU(num_classes=2, target_class_ids=[0])([0, 0, 1, 1], [0, 1, 0, 1]).round(4))
        0.3333
    """

    def __init__(self, num_classes: int, target_class_ids: Any, name: str | None = None, dtype: Any = None,
                 ignore_class: int | None = None, sparse_y_true: bool = True, sparse_y_pred: bool = True,
                 axis: int = -1):
        who = type(self).__name__
        self.num_classes = positive_int(num_classes, "num_classes", who)
        self.target_class_ids = list(target_class_ids)
        if any(not 0 <= label < num_classes for label in self.target_class_ids):
            raise ValueError(sentence(who, f"target_class_ids are classes, 0 to {num_classes - 1}", "target_class_ids",
                                      target_class_ids))
        super().__init__(dtype or "int", name)
        self.ignore_class, self.axis = ignore_class, axis
        self.sparse_y_true, self.sparse_y_pred = sparse_y_true, sparse_y_pred
        self.total_cm = self.add_variable((num_classes, num_classes), "zeros", "float64", name="total_confusion_matrix")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        labels = y_true if self.sparse_y_true else largest(y_true, self.axis)
        predictions = y_pred if self.sparse_y_pred else largest(y_pred, self.axis)
        count_confusions(labels, predictions, sample_weight, self.total_cm, self.ignore_class, self.name)

    def result(self) -> Any:
        matrix = self.total_cm.value
        right = matrix.diagonal()[self.target_class_ids]
        union = (matrix.sum(axis=0) + matrix.sum(axis=1) - matrix.diagonal())[self.target_class_ids]
        there = union > 1e-9
        return np.where(there, right / (union + config.epsilon()), 0).sum() / (there.sum() + config.epsilon())

    def get_config(self) -> dict[str, Any]:
        names = ("num_classes", "target_class_ids", "ignore_class", "sparse_y_true", "sparse_y_pred", "axis")
        return {**super().get_config(), **{name: getattr(self, name) for name in names}}


class BinaryIoU(IoU):
    """The intersection over union of what is at least a threshold, of what is not, or the mean of both.

    Args:
        target_class_ids: 0 (below the threshold), 1 (above), or both.
        threshold: Predictions of at least this number are of class 1.
        name, dtype: As for `Metric`.

    Example:

        >>> float(BinaryIoU(threshold=0.3)([0, 1, 0, 1], [0.1, 0.2, 0.4, 0.7]).round(4))
        0.3333
    """

    def __init__(self, target_class_ids: Any = (0, 1), threshold: float = 0.5, name: str | None = None,
                 dtype: Any = None):
        super().__init__(2, target_class_ids, name, dtype)
        self.threshold = threshold

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        super().update_state(y_true, ops.greater_equal(y_pred, self.threshold), sample_weight)

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, "dtype": self.dtype, "target_class_ids": self.target_class_ids,
                "threshold": self.threshold}


class MeanIoU(IoU):
    """The mean over all classes of tp / (tp + fp + fn).

    Args:
        num_classes: How many classes there are.
        name, dtype: As for `Metric`.
        ignore_class: A label whose samples do not count.
        sparse_y_true, sparse_y_pred: Whether targets and predictions are labels; otherwise the largest number counts.
        axis: The axis of the classes where they are not.

    Example:

        >>> float(MeanIoU(num_classes=2)([0, 0, 1, 1], [0, 1, 0, 1]).round(4))
        0.3333
    """

    def __init__(self, num_classes: int, name: str | None = None, dtype: Any = None, ignore_class: int | None = None,
                 sparse_y_true: bool = True, sparse_y_pred: bool = True, axis: int = -1):
        classes = range(positive_int(num_classes, "num_classes", type(self).__name__))
        super().__init__(num_classes, classes, name, dtype, ignore_class, sparse_y_true, sparse_y_pred, axis)

    def get_config(self) -> dict[str, Any]:
        return without(super().get_config(), "target_class_ids")


class OneHotIoU(IoU):
    """`IoU` for targets in rows.

    Args:
        num_classes: How many classes there are.
        target_class_ids: The classes of which the mean is taken.
        name, dtype: As for `Metric`.
        ignore_class: A label whose samples do not count.
        sparse_y_pred: Whether predictions are labels; otherwise the largest number counts.
        axis: The axis of the classes.

    Example:

        >>> y_true, y_pred = [[0, 0, 1], [1, 0, 0]], [[0.2, 0.3, 0.5], [0.1, 0.2, 0.7]]
        >>> float(OneHotIoU(num_classes=3, target_class_ids=[0, 2])(y_true, y_pred).round(4))
        0.25
    """

    def __init__(self, num_classes: int, target_class_ids: Any, name: str | None = None, dtype: Any = None,
                 ignore_class: int | None = None, sparse_y_pred: bool = False, axis: int = -1):
        super().__init__(num_classes, target_class_ids, name, dtype, ignore_class, False, sparse_y_pred, axis)

    def get_config(self) -> dict[str, Any]:
        return without(super().get_config(), "sparse_y_true")


class OneHotMeanIoU(MeanIoU):
    """`MeanIoU` for targets in rows.

    Args:
        num_classes: How many classes there are.
        name, dtype: As for `Metric`.
        ignore_class: A label whose samples do not count.
        sparse_y_pred: Whether predictions are labels; otherwise the largest number counts.
        axis: The axis of the classes.

    Example:

        >>> y_true, y_pred = [[0, 0, 1], [1, 0, 0]], [[0.2, 0.3, 0.5], [0.1, 0.2, 0.7]]
        >>> float(OneHotMeanIoU(num_classes=3)(y_true, y_pred).round(4))
        0.25
    """

    def __init__(self, num_classes: int, name: str | None = None, dtype: Any = None, ignore_class: int | None = None,
                 sparse_y_pred: bool = False, axis: int = -1):
        super().__init__(num_classes, name, dtype, ignore_class, False, sparse_y_pred, axis)

    def get_config(self) -> dict[str, Any]:
        return without(super().get_config(), "sparse_y_true")


def largest(y: Any, axis: int) -> Any:
    """The place of the largest number along an axis."""
    y = as_operand(y)
    return first_maxima(y) if axis in (-1, len(y.shape) - 1) else ops.argmax(y, axis=axis)


def without(config: dict[str, Any], name: str) -> dict[str, Any]:
    """A configuration without an argument that the class does not take."""
    return {key: value for key, value in config.items() if key != name}
