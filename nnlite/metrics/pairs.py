"""Do targets and predictions have one rank? A last axis of size 1 that only one side has is added or dropped."""

from typing import Any

from nnlite import ops
from nnlite.ops.dtypes import as_operand


def alike(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """Arrays or tensors, of one rank where they differ by a last axis of size 1.

    The axis is dropped where one side has it; beside a single axis it is added to the other.

    >>> [x.shape for x in alike([1, 0], [[0.5], [0.25]])]
    [(2, 1), (2, 1)]
    """
    y_true, y_pred = as_operand(y_true), as_operand(y_pred)
    if one_more(y_pred, y_true):
        return (ops.expand_dims(y_true, -1), y_pred) if len(y_true.shape) == 1 else (y_true, ops.squeeze(y_pred, -1))
    if one_more(y_true, y_pred):
        return (y_true, ops.expand_dims(y_pred, -1)) if len(y_pred.shape) == 1 else (ops.squeeze(y_true, -1), y_pred)
    return y_true, y_pred


def one_more(long: Any, short: Any) -> bool:
    """Whether one side has one axis more than the other, of size 1."""
    return len(long.shape) == len(short.shape) + 1 and long.shape[-1] == 1
