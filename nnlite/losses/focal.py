"""What if most samples are easy, or some labels are wrong? The focal and the generalized crossentropies."""

from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import boolean, number_between, sentence
from nnlite.losses.loss import Loss, paired
from nnlite.losses.probabilistic import classes_of, smoothed
from nnlite.ops.op import Symbolic


def binary_focal_crossentropy(y_true: Any, y_pred: Any, apply_class_balancing: bool = False, alpha: float = 0.25,
                              gamma: float = 2.0, from_logits: bool = False, label_smoothing: float = 0.0,
                              axis: int = -1) -> Any:
    """f**gamma times the binary crossentropy, the mean of the axis; f is how far y_pred is from y_true.

    With `apply_class_balancing` a target 1 weighs alpha, a target 0 weighs 1 - alpha.

    >>> binary_focal_crossentropy([[1.0]], [[0.5]]).round(4).tolist()
    [0.1733]
    """
    y_true, y_pred = paired(y_true, y_pred)
    y_true = smoothed(y_true, label_smoothing, 2)
    yes, no = (alpha, 1 - alpha) if apply_class_balancing else (1.0, 1.0)
    return ops.binary_focal_crossentropy(y_true, y_pred, gamma, yes, no, from_logits, config.epsilon(), axis)


def categorical_focal_crossentropy(y_true: Any, y_pred: Any, alpha: Any = 0.25, gamma: float = 2.0,
                                   from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1) -> Any:
    """-Σ alpha (1 - y_pred)**gamma y_true log(y_pred) along the axis; alpha is one number, or one a class.

    >>> categorical_focal_crossentropy([[0.0, 1.0]], [[0.5, 0.5]]).round(4).tolist()
    [0.0433]
    """
    y_true, y_pred = paired(y_true, y_pred)
    y_true = smoothed(y_true, label_smoothing, classes_of(y_pred, axis, "categorical_focal_crossentropy"))
    if from_logits:
        y_pred = ops.softmax(y_pred, axis)
    return ops.categorical_focal_crossentropy(y_true, y_pred, alpha, gamma, config.epsilon(), axis)


def categorical_generalized_cross_entropy(y_true: Any, y_pred: Any, q: float) -> Any:
    """(1 - p**q) / q with p = y_pred[y_true]; targets are labels.

    >>> categorical_generalized_cross_entropy([1], [[0.75, 0.25]], 0.5).tolist()
    [1.0]
    """
    q = number_between(q, "q", "categorical_generalized_cross_entropy", 0, 1, open_low=True, open_high=True)
    if not isinstance(y_pred, Symbolic):
        y_pred = np.asanyarray(y_pred)
    return ops.generalized_crossentropy(y_true, y_pred, q)


class BinaryFocalCrossentropy(Loss):
    """The binary crossentropy, less of it the better a prediction is already (Lin and others, 2017).

    f**gamma times the crossentropy, with f = 1 - p where the target is 1, and f = p where it is 0; the mean of the
    axis. Behind a sigmoid it is computed from the sigmoid's own input, where it cannot overflow.

    Args:
        apply_class_balancing: Whether a target 1 weighs alpha and a target 0 weighs 1 - alpha.
        alpha: The weight of a target 1.
        gamma: How much less an easy sample counts; 0 gives the binary crossentropy.
        from_logits: Whether the predictions are before the sigmoid.
        label_smoothing: From 0 to 1: targets become y (1 - s) + s / 2.
        axis: The axis that the mean is taken of.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(BinaryFocalCrossentropy()([[1.0]], [[0.5]])), 4)
        0.1733
    """

    def __init__(self, apply_class_balancing: bool = False, alpha: float = 0.25, gamma: float = 2.0,
                 from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1,
                 reduction: str | None = "sum_over_batch_size", name: str | None = "binary_focal_crossentropy",
                 dtype: Any = None, **kwargs: Any):
        who = type(self).__name__
        super().__init__(name, reduction, dtype, **kwargs)
        self.apply_class_balancing = boolean(apply_class_balancing, "apply_class_balancing", who)
        self.alpha = number_between(alpha, "alpha", who, 0, 1)
        self.gamma = number_between(gamma, "gamma", who, 0)
        self.from_logits = boolean(from_logits, "from_logits", who)
        self.label_smoothing = number_between(label_smoothing, "label_smoothing", who, 0, 1)
        self.axis = axis

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return binary_focal_crossentropy(y_true, y_pred, self.apply_class_balancing, self.alpha, self.gamma,
                                         self.from_logits, self.label_smoothing, self.axis)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "from_logits": self.from_logits, "label_smoothing": self.label_smoothing,
                "axis": self.axis, "apply_class_balancing": self.apply_class_balancing, "alpha": self.alpha,
                "gamma": self.gamma}


class CategoricalFocalCrossentropy(Loss):
    """The categorical crossentropy, less of it the better a prediction is already: -Σ alpha (1 - p)**gamma y log p.

    Args:
        alpha: A weight for all classes, or a list with one for each.
        gamma: How much less an easy sample counts; 0 gives the categorical crossentropy times alpha.
        from_logits: Whether the predictions are before the softmax.
        label_smoothing: From 0 to 1: targets become y (1 - s) + s / classes.
        axis: The axis of the classes.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(CategoricalFocalCrossentropy()([[0.0, 1.0]], [[0.5, 0.5]])), 4)
        0.0433
    """

    def __init__(self, alpha: Any = 0.25, gamma: float = 2.0, from_logits: bool = False, label_smoothing: float = 0.0,
                 axis: int = -1, reduction: str | None = "sum_over_batch_size",
                 name: str | None = "categorical_focal_crossentropy", dtype: Any = None, **kwargs: Any):
        who = type(self).__name__
        super().__init__(name, reduction, dtype, **kwargs)
        self.alpha = class_weights(alpha, who)
        self.gamma = number_between(gamma, "gamma", who, 0)
        self.from_logits = boolean(from_logits, "from_logits", who)
        self.label_smoothing = number_between(label_smoothing, "label_smoothing", who, 0, 1)
        self.axis = axis

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return categorical_focal_crossentropy(y_true, y_pred, self.alpha, self.gamma, self.from_logits,
                                              self.label_smoothing, self.axis)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "from_logits": self.from_logits, "label_smoothing": self.label_smoothing,
                "axis": self.axis, "alpha": self.alpha, "gamma": self.gamma}


def class_weights(alpha: Any, who: str) -> float | list[float]:
    """One number, or a list with one a class."""
    if np.ndim(alpha) > 1:
        raise ValueError(sentence(who, "alpha must be a number or a list of numbers", "alpha", alpha))
    if np.ndim(alpha):
        return [number_between(one, "alpha", who) for one in alpha]
    return number_between(alpha, "alpha", who)


class CategoricalGeneralizedCrossEntropy(Loss):
    """A crossentropy that wrong labels hurt less (Zhang and Sabuncu, 2018): (1 - p**q) / q, p the label's probability.

    Args:
        q: Between 0 (near the crossentropy) and 1 (near the absolute error, which forgives most).
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> float(CategoricalGeneralizedCrossEntropy()([1], [[0.75, 0.25]]))
        1.0
    """

    sparse = True

    def __init__(self, q: float = 0.5, reduction: str | None = "sum_over_batch_size",
                 name: str | None = "categorical_generalized_cross_entropy", dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.q = number_between(q, "q", type(self).__name__, 0, 1, open_low=True, open_high=True)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return categorical_generalized_cross_entropy(y_true, y_pred, self.q)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "q": self.q}
