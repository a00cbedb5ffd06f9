"""How surprising are the targets to the predicted probabilities? The crossentropies."""

from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import boolean, number_between
from nnlite.losses.loss import Loss
from nnlite.losses.regression import paired
from nnlite.ops.op import Symbolic


def categorical_crossentropy(y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0,
                             axis: int = -1) -> Any:
    """-Σ y_true log(y_pred) along the last axis; rows of targets, one column a class.

    >>> categorical_crossentropy([[0.0, 1.0]], [[0.5, 0.5]]).round(4).tolist()
    [0.6931]
    """
    last_axis(axis, y_pred, "categorical_crossentropy")
    y_true, y_pred = paired(y_true, y_pred)
    if label_smoothing:
        y_true = ops.smooth_labels(y_true, label_smoothing, y_pred.shape[-1])
    return ops.categorical_crossentropy(y_true, y_pred, from_logits, config.epsilon())


def sparse_categorical_crossentropy(y_true: Any, y_pred: Any, from_logits: bool = False,
                                    ignore_class: int | None = None, axis: int = -1) -> Any:
    """-log(y_pred[y_true]): targets are labels, whole numbers from 0 to classes - 1.

    >>> sparse_categorical_crossentropy([1], [[0.5, 0.5]]).round(4).tolist()
    [0.6931]
    """
    last_axis(axis, y_pred, "sparse_categorical_crossentropy")
    if ignore_class is not None:
        raise ValueError(
            f"sparse_categorical_crossentropy: ignore_class is not supported yet. "
            f"Received: ignore_class={ignore_class}. Give those samples the sample_weight 0."
        )
    if not isinstance(y_pred, Symbolic):
        y_pred = np.asarray(y_pred)
        y_true = np.asarray(y_true)
        if y_true.shape == (*y_pred.shape[:-1], 1):
            y_true = y_true.reshape(y_pred.shape[:-1])
    return ops.sparse_categorical_crossentropy(y_true, y_pred, from_logits, config.epsilon())


def binary_crossentropy(y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0,
                        axis: int = -1) -> Any:
    """-y_true log(y_pred) - (1 - y_true) log(1 - y_pred), the mean of the last axis.

    >>> binary_crossentropy([[1.0]], [[0.5]]).round(4).tolist()
    [0.6931]
    """
    last_axis(axis, y_pred, "binary_crossentropy")
    y_true, y_pred = paired(y_true, y_pred)
    if label_smoothing:
        y_true = ops.smooth_labels(y_true, label_smoothing, 2)
    return ops.binary_crossentropy(y_true, y_pred, from_logits, config.epsilon())


def last_axis(axis: int, y_pred: Any, who: str) -> None:
    """Classes are in the last axis; another one is refused."""
    rank = len(y_pred.shape) if hasattr(y_pred, "shape") else np.ndim(y_pred)
    if axis not in (-1, rank - 1):
        raise ValueError(f"{who}: the classes must be the last axis. Received: axis={axis}")


class CategoricalCrossentropy(Loss):
    """Crossentropy for targets in rows (one-hot, or any weights): -Σ y_true log(y_pred).

    Behind a softmax it is computed from the softmax's own input, where it cannot overflow.

    Args:
        from_logits: Whether the predictions are before the softmax.
        label_smoothing: From 0 to 1: targets become y (1 - s) + s / classes.
        axis: The last one.
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
        axis: The last one.
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
        ignore_class: Not supported; None.
        axis: The last one.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(SparseCategoricalCrossentropy()([1], [[0.5, 0.5]])), 4)
        0.6931
    """

    sparse = True

    def __init__(self, from_logits: bool = False, ignore_class: int | None = None, axis: int = -1,
                 reduction: str | None = "sum_over_batch_size", name: str | None = "sparse_categorical_crossentropy",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.from_logits = boolean(from_logits, "from_logits", type(self).__name__)
        self.ignore_class = ignore_class
        self.axis = axis

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return sparse_categorical_crossentropy(y_true, y_pred, self.from_logits, self.ignore_class, self.axis)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "from_logits": self.from_logits, "ignore_class": self.ignore_class,
                "axis": self.axis}
