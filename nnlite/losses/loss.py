"""What is a loss? A formula that gives one number a sample, and a rule that makes one number of them."""

from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import choice, unexpected_keywords
from nnlite._naming import check_name, snake_name, unique_name
from nnlite.ops.along_axes import rank_of
from nnlite.ops.op import Symbolic

REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]


class Loss:
    """Base class of the losses; a subclass writes `call(y_true, y_pred)` in ops and returns one number a sample.

    Args:
        name: What the loss is called in logs.
        reduction: "sum_over_batch_size" (the mean over samples), "mean", "sum", "mean_with_sample_weight" or None.
        dtype: Accepted as in Keras; a loss computes in the type of the predictions.

    Example:

        >>> import nnlite
        >>> loss = nnlite.losses.MeanSquaredError()
        >>> float(loss([[1.0], [2.0]], [[1.0], [4.0]]))
        2.0
    """

    sparse = False  # whether the targets are labels (whole numbers) instead of rows
    labels_are_classes = True  # whether such labels are columns of the predictions
    ignore_class: int | None = None  # a label that need not be one

    def __init__(self, name: str | None = None, reduction: str | None = "sum_over_batch_size", dtype: Any = None,
                 **kwargs: Any):
        who = type(self).__name__
        unexpected_keywords(who, kwargs, ["name", "reduction", "dtype"])
        self.name = unique_name(who) if name is None else check_name(name, who)
        self.reduction = choice("none" if reduction is None else reduction, "reduction", who, REDUCTIONS)
        self.dtype = config.floatx() if dtype is None else dtype

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """One number a sample, written in ops."""
        raise NotImplementedError(f"{type(self).__name__}: a loss needs a method call(self, y_true, y_pred).")

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """The reduced loss of arrays, or of the tensors of a program that is being made.

        Where the predictions carry a mask, only the steps that it leaves count.
        """
        mask = getattr(y_pred, "_keras_mask", None)
        if not isinstance(y_pred, Symbolic) and not isinstance(y_true, Symbolic):
            y_true, y_pred = as_pair(y_true, y_pred)
        elif not self.sparse and type(self).call.__module__.startswith("nnlite."):
            y_true, y_pred = one_rank(y_true, y_pred, mask is not None or rank_of(sample_weight) >= rank_of(y_true))
        values = self.call(y_true, y_pred)
        if isinstance(y_pred, Symbolic) and not isinstance(values, Symbolic):
            raise TypeError(f"The loss {self.name!r} must compute with nnlite.ops on what it is given, so that it "
                            f"becomes part of the program. Received: {type(values).__name__} from its function")
        marks = self.marks(y_true, values)
        if mask is not None and rank_of(values):
            counted = steps_that_count(mask, values, self.name)
            values = ops.where(counted, values, 0.0)
            counted = ops.cast(counted, values.dtype)
            marks = counted if marks is None else ops.multiply(marks, counted)
        if isinstance(sample_weight, Symbolic):
            values, sample_weight = spread_alike(values, sample_weight)
        elif sample_weight is not None:
            values, sample_weight = weighted_alike(values, sample_weight, self.name)
        return self.reduce(values, sample_weight, marks)

    def marks(self, y_true: Any, values: Any) -> Any:
        """1 where a number counts when a mean is taken, 0 where not; None where all do. For subclasses."""
        return

    def reduce(self, values: Any, sample_weight: Any = None, marks: Any = None) -> Any:
        """One number from one a sample."""
        if self.reduction == "none":
            return values if sample_weight is None else values * sample_weight
        if self.reduction == "sum":
            return ops.weighted_sum(values, sample_weight)
        if self.reduction == "mean_with_sample_weight" and sample_weight is not None and rank_of(values):
            shares = ops.shares(sample_weight) if marks is None else ops.shares(marks, sample_weight, of_product=True)
            return ops.weighted_sum(values, shares)
        if marks is not None:
            return ops.weighted_sum(values, ops.shares(marks, sample_weight))
        return ops.weighted_mean(values, sample_weight)

    def get_config(self) -> dict[str, Any]:
        """What `from_config` needs to make the loss again."""
        return {"name": self.name, "reduction": self.reduction}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Loss":
        """Make a loss from its configuration."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


class FunctionLoss(Loss):
    """A loss made of a function of (y_true, y_pred) that returns one number a sample.

    Args:
        fn: The function, written in ops.
        name, reduction, dtype: As for `Loss`.
        **kwargs: Further arguments of the function.
    """

    def __init__(self, fn: Any, name: str | None = None, reduction: str | None = "sum_over_batch_size",
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name or snake_name(fn), reduction, dtype)
        self.fn = fn
        self.sparse = getattr(fn, "__name__", "").startswith("sparse_categorical")
        self.arguments = kwargs

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return self.fn(y_true, y_pred, **self.arguments)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **self.arguments}


def as_pair(y_true: Any, y_pred: Any) -> tuple[np.ndarray, np.ndarray]:
    """Targets and predictions as arrays of one float type and one rank.

    A last axis of size 1 that only one side has is dropped there; beside a single axis it is added to the other.
    """
    y_pred = np.asanyarray(y_pred)
    if y_pred.dtype.kind != "f":
        y_pred = y_pred.astype(config.floatx())
    y_true = np.asarray(y_true)
    if y_true.dtype.kind not in "iu":
        y_true = as_type(y_true, y_pred.dtype)
    if y_true.ndim == y_pred.ndim - 1 and y_pred.shape[-1] == 1:
        return (y_true[..., None], y_pred) if y_true.ndim == 1 else (y_true, y_pred[..., 0])
    if y_pred.ndim == y_true.ndim - 1 and y_true.shape[-1] == 1:
        return (y_true, y_pred[..., None]) if y_pred.ndim == 1 else (y_true[..., 0], y_pred)
    return y_true, y_pred


def as_type(y_true: np.ndarray, dtype: Any) -> Any:
    """Targets in the type of the predictions, without hiding them from a gradient tape, which knows their memory."""
    if y_true.dtype == dtype:
        return y_true
    return ops.cast(y_true, dtype) if y_true.dtype.kind == "f" else y_true.astype(dtype)


def one_rank(y_true: Any, y_pred: Any, by_step: bool) -> tuple[Any, Any]:
    """The same for tensors; where masks or weights speak of single steps, each keeps a loss of its own."""
    missing = rank_of(y_pred) - rank_of(y_true)
    if missing == 1 and y_pred.shape[-1] == 1:
        added = by_step or rank_of(y_true) == 1
        return (ops.expand_dims(y_true, -1), y_pred) if added else (y_true, ops.squeeze(y_pred, -1))
    if missing == -1 and y_true.shape[-1] == 1:
        return (y_true, ops.expand_dims(y_pred, -1)) if rank_of(y_pred) == 1 else (ops.squeeze(y_true, -1), y_pred)
    return y_true, y_pred


def paired(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """Arrays of one float type; tensors as they are, the targets in the type of the predictions."""
    if isinstance(y_pred, Symbolic):
        tensor: Any = y_pred
        return ops.cast(y_true, tensor.dtype), tensor
    if isinstance(y_true, Symbolic):
        target: Any = y_true
        return target, np.asarray(y_pred, target.dtype)
    y_true, y_pred = as_pair(y_true, y_pred)
    return as_type(y_true, y_pred.dtype), y_pred


def steps_that_count(mask: Any, values: Any, who: str) -> Any:
    """The mask of the predictions in the shape of the losses, of which there may be several a step."""
    missing = rank_of(values) - rank_of(mask)
    if missing < 0:
        raise ValueError(f"{who}: the predictions have a mask of shape {tuple(mask.shape)}, which does not fit losses "
                         f"of shape {tuple(values.shape)}. Give every step predictions of its own, (batch, steps, …).")
    mask = ops.expand_dims(mask, tuple(range(rank_of(mask), rank_of(mask) + missing))) if missing else mask
    return ops.logical_and(mask, ops.ones_like(values, "bool")) if missing else mask


def spread_alike(values: Any, weights: Any) -> tuple[Any, Any]:
    """Tensors of losses and of weights in one shape: a weight a sample serves all of its numbers."""
    if not rank_of(values):
        return ops.broadcast_to(values, weights.shape), weights
    missing = rank_of(values) - rank_of(weights)
    if missing == -1 and weights.shape[-1] == 1:
        weights = ops.squeeze(weights, -1)
    if missing > 0:
        weights = ops.broadcast_to(ops.reshape(weights, (*weights.shape, *(1,) * missing)), values.shape)
    return values, weights


def weighted_alike(values: Any, weights: Any, who: str) -> tuple[Any, np.ndarray]:
    """Losses and weights in one shape; a loss that is one number for all samples is weighted once for each."""
    weights = np.asarray(weights, values.dtype)
    if weights.ndim == values.ndim + 1 and weights.shape[-1] == 1:
        weights = weights[..., 0]
    if not values.shape:
        return values * np.ones(weights.shape, values.dtype), weights
    try:
        return values, np.broadcast_to(weights, values.shape)
    except ValueError:
        raise ValueError(f"{who}: one weight a loss is needed. Received: sample_weight of shape {weights.shape} for "
                         f"losses of shape {values.shape}") from None
