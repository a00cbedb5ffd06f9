"""Do vectors point the same way? The cosine of two, and circle, which compares all pairs of a batch."""

from typing import Any

from nnlite import config, ops
from nnlite._checks import boolean, number_between
from nnlite.losses.loss import Loss, paired


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """-Σ y_true y_pred / (|y_true| |y_pred|) along the axis: -1 where both point the same way, 0 beside a zero vector.

    >>> cosine_similarity([[0.0, 1.0]], [[3.0, 4.0]]).round(4).tolist()
    [-0.8]
    """
    return ops.cosine_similarity(*paired(y_true, y_pred), axis, config.epsilon())


def circle(y_true: Any, y_pred: Any, ref_labels: Any = None, ref_embeddings: Any = None, remove_diagonal: bool = True,
           gamma: float = 80, margin: float = 0.4) -> Any:
    """softplus(log Σ exp(pairs alike) + log Σ exp(pairs that differ)) for every row; see `Circle`.

    Args:
        y_true: A whole number a row: rows with the same one belong together.
        y_pred: Rows of length 1.
        ref_labels, ref_embeddings: What the rows are compared with; by default they are compared with each other.
        remove_diagonal: Whether a row is not compared with the row of the same number.
        gamma, margin: As for `Circle`.

    >>> [f"{loss:.2f}" for loss in circle([0, 0, 1], [[1.0, 0.0], [1.0, 0.0], [0.6, 0.8]])]
    ['3.24', '3.24', '0.00']
    """
    gamma, margin = number_between(gamma, "gamma", "circle"), number_between(margin, "margin", "circle")
    return ops.circle(y_true, y_pred, ref_labels, ref_embeddings, gamma, margin, remove_diagonal)


class CosineSimilarity(Loss):
    """Minus the cosine of the angle between targets and predictions: from -1 (the same way) to 1 (opposite).

    Args:
        axis: The axis along which the vectors lie.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(CosineSimilarity()([[0.0, 1.0]], [[3.0, 4.0]])), 4)
        -0.8
    """

    def __init__(self, axis: int = -1, reduction: str | None = "sum_over_batch_size",
                 name: str | None = "cosine_similarity", dtype: Any = None, **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.axis = axis

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return cosine_similarity(y_true, y_pred, self.axis)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


class Circle(Loss):
    """Draws rows with one label together and others apart (Sun and others, 2020); rows have length 1.

    With the distance d = max(1 - cosine, 0), each pair weighs gamma (margin + d) (d - margin) if the labels are alike
    and gamma (1 + margin - d) (1 - margin - d) otherwise; of both kinds the log Σ exp is taken, and softplus of the
    sum. Rows without a pair of each kind have the loss 0 and do not count when a mean is taken.

    Args:
        gamma: How sharply the worst pairs decide.
        margin: From which distance rows with one label are near enough; others are far enough from 1 - margin.
        remove_diagonal: Whether a row is no pair with itself.
        reduction, name, dtype: As for `Loss`.

    Example:

        >>> round(float(Circle()([0, 0, 1], [[1.0, 0.0], [1.0, 0.0], [0.6, 0.8]])), 3)
        3.24
    """

    sparse = True
    labels_are_classes = False

    def __init__(self, gamma: float = 80.0, margin: float = 0.4, remove_diagonal: bool = True,
                 reduction: str | None = "sum_over_batch_size", name: str | None = "circle", dtype: Any = None,
                 **kwargs: Any):
        super().__init__(name, reduction, dtype, **kwargs)
        self.gamma = number_between(gamma, "gamma", type(self).__name__)
        self.margin = number_between(margin, "margin", type(self).__name__)
        self.remove_diagonal = boolean(remove_diagonal, "remove_diagonal", type(self).__name__)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return circle(y_true, y_pred, None, None, self.remove_diagonal, self.gamma, self.margin)

    def marks(self, y_true: Any, values: Any) -> Any:
        return ops.exceeds(values, 0, values)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "gamma": self.gamma, "margin": self.margin,
                "remove_diagonal": self.remove_diagonal}
