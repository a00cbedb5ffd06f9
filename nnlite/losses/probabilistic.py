"""How surprising are the targets to the predicted probabilities? The crossentropies."""

from math import prod
from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import boolean, number_between, sentence
from nnlite.losses.loss import Loss, paired
from nnlite.ops.along_axes import rank_of, some_axes
from nnlite.ops.losses import as_labels
from nnlite.ops.op import Symbolic


def categorical_crossentropy(y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0,
                             axis: int = -1) -> Any:
    """-Σ y_true log(y_pred) along the axis; rows of targets, one column a class.

    >>> categorical_crossentropy([[0.0, 1.0]], [[0.5, 0.5]]).round(4).tolist()
    [0.6931]
    """
    y_true, y_pred = paired(y_true, y_pred)
    y_true = smoothed(y_true, label_smoothing, classes_of(y_pred, axis, "categorical_crossentropy"))
    return ops.categorical_crossentropy(y_true, y_pred, from_logits, config.epsilon(), axis)


def sparse_categorical_crossentropy(y_true: Any, y_pred: Any, from_logits: bool = False,
                                    ignore_class: int | None = None, axis: int = -1) -> Any:
    """-log(y_pred[y_true]): targets are labels, whole numbers from 0 to classes - 1, or `ignore_class`, which costs 0.

    >>> sparse_categorical_crossentropy([1, -1], [[0.5, 0.5]] * 2, ignore_class=-1).round(4).tolist()
    [0.6931, 0.0]
    """
    if not isinstance(y_pred, Symbolic):
        y_true, y_pred = np.asarray(y_true), np.asanyarray(y_pred)
        classes_of(y_pred, axis, "sparse_categorical_crossentropy")
        if y_true.ndim == y_pred.ndim and y_true.shape[axis] == 1:
            y_true = y_true.squeeze(axis)
    return ops.sparse_categorical_crossentropy(y_true, y_pred, from_logits, config.epsilon(), ignore_class, axis)


def binary_crossentropy(y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0,
                        axis: int = -1) -> Any:
    """-y_true log(y_pred) - (1 - y_true) log(1 - y_pred), the mean of the axis.

    >>> binary_crossentropy([[1.0]], [[0.5]]).round(4).tolist()
    [0.6931]
    """
    y_true, y_pred = paired(y_true, y_pred)
    return ops.binary_crossentropy(smoothed(y_true, label_smoothing, 2), y_pred, from_logits, config.epsilon(), axis)


def classes_of(y_pred: Any, axis: int, who: str) -> int:
    """How many classes there are; a sentence where there is no such axis."""
    axes = some_axes(axis, rank_of(y_pred), who)
    return prod(y_pred.shape[one] for one in axes)


def smoothed(y_true: Any, label_smoothing: float, classes: int) -> Any:
    """Targets moved towards the uniform distribution; the targets themselves where the smoothing is 0."""
    return ops.smooth_labels(y_true, label_smoothing, classes) if label_smoothing else y_true


class CategoricalCrossentropy(Loss):
    """Crossentropy for targets in rows (one-hot, or any weights): -Σ y_true log(y_pred).

    Behind a softmax it is computed from the softmax's own input, where it cannot overflow.

    Args:
        from_logits: Whether the predictions are before the softmax.
        label_smoothing: From 0 to 1: targets become y (1 - s) + s / classes.
        axis: The axis of the classes.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(CategoricalCrossentropy()([[0, 1]], [[0.5, 0.5]])), 4)
        0.6931
    """

    def __init__(self, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1,
                 reduction: str | None = "sum_over_batch_size", name: str | None = "categorical_crossentropy",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.from_logits = boolean(from_logits, "from_logits", type(self).__name__)
        self.label_smoothing = number_between(label_smoothing, "label_smoothing", type(self).__name__, 0, 1)
        self.axis = axis

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return categorical_crossentropy(y_true, y_pred, self.from_logits, self.label_smoothing, self.axis)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "from_logits": self.from_logits, "label_smoothing": self.label_smoothing,
                "axis": self.axis}


class BinaryCrossentropy(CategoricalCrossentropy):
    """Crossentropy for yes-or-no targets: -y log(p) - (1 - y) log(1 - p), the mean of the last axis.

    Args:
        from_logits: Whether the predictions are before the sigmoid.
        label_smoothing: From 0 to 1: targets become y (1 - s) + s / 2.
        axis: The axis that the mean is taken of.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(BinaryCrossentropy()([[1.0]], [[0.5]])), 4)
        0.6931
    """

    def __init__(self, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1,
                 reduction: str | None = "sum_over_batch_size", name: str | None = "binary_crossentropy",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(from_logits, label_smoothing, axis, reduction, name, dtype, **kwargs)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return binary_crossentropy(y_true, y_pred, self.from_logits, self.label_smoothing, self.axis)


class SparseCategoricalCrossentropy(Loss):
    """Crossentropy for labels: -log(y_pred[label]); labels are whole numbers from 0 to classes - 1.

    Args:
        from_logits: Whether the predictions are before the softmax.
        ignore_class: A label whose samples cost nothing and do not count when a mean is taken; it need not be a class.
        axis: The axis of the classes.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(SparseCategoricalCrossentropy()([1], [[0.5, 0.5]])), 4)
        0.6931
    """

    sparse = True

    def __init__(self, from_logits: bool = False, ignore_class: int | None = None,
                 reduction: str | None = "sum_over_batch_size", axis: int = -1,
                 name: str | None = "sparse_categorical_crossentropy", dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.from_logits = boolean(from_logits, "from_logits", type(self).__name__)
        self.ignore_class = a_label(ignore_class, type(self).__name__)
        self.axis = axis

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return sparse_categorical_crossentropy(y_true, y_pred, self.from_logits, self.ignore_class, self.axis)

    def marks(self, y_true: Any, values: Any) -> Any:
        return None if self.ignore_class is None else ops.differs(as_labels(y_true), self.ignore_class, values)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "from_logits": self.from_logits, "ignore_class": self.ignore_class,
                "axis": self.axis}


def a_label(value: Any, who: str) -> int | None:
    """None or a whole number, which may be negative."""
    if value is None or (isinstance(value, (int, np.integer)) and not isinstance(value, bool)):
        return value if value is None else int(value)
    raise ValueError(sentence(who, "ignore_class must be a label, a whole number", "ignore_class", value))
