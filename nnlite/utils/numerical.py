"""How do labels become rows of zeros and a one, and rows vectors of length one?"""
from typing import Any

import numpy as np

from nnlite._checks import positive_int, received, sentence

WHO = "to_categorical"


def to_categorical(x: Any, num_classes: int | None = None) -> np.ndarray:
    """Turns whole-number labels into rows of zeros with a one: label 1 of 3 classes becomes [0, 1, 0].

    Args:
        x: Labels 0 to num_classes - 1, of any shape. A last axis of size 1 is dropped.
        num_classes: How many classes there are; the greatest label + 1 if None.

    Returns:
        A float64 array with the shape of the labels and a last axis of `num_classes`.

    Raises:
        ValueError: If a label is negative, too great, missing, or not a whole number.

    Example:
        >>> from nnlite.utils import to_categorical
        >>> to_categorical([0, 2]).tolist()
        [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    given = _as_numbers(x)
    if num_classes is not None:
        num_classes = positive_int(num_classes, "num_classes", WHO)
    elif given.size == 0:
        raise ValueError(f"{WHO}: no labels, so that the number of classes is unknown. "
                         f"{received('x', x)}. Write num_classes=....")
    labels = _as_labels(given, num_classes)
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    classes = np.arange(labels.max() + 1 if num_classes is None else num_classes)
    return (labels[..., None] == classes).astype(np.float64)


def _as_numbers(x: Any) -> np.ndarray:
    """The labels as an array of numbers, not yet known to be labels."""
    if isinstance(x, np.ma.MaskedArray) and np.ma.is_masked(x):
        raise ValueError(sentence(WHO, "some labels are masked", "x", x, "Fill or drop them first."))
    try:
        given = np.asarray(x)
        given = given.astype(np.float64) if given.dtype == object else given
    except (ValueError, TypeError):
        given = np.asarray("not numbers")
    if given.dtype.kind not in "biuf":
        raise ValueError(sentence(WHO, "labels must be numbers", "x", x,
                                  "Number the names first: x = np.unique(x, return_inverse=True)[1]."))
    return given


def _as_labels(given: np.ndarray, num_classes: int | None) -> np.ndarray:
    """The labels as int64, each one from 0 to num_classes - 1."""
    if given.dtype.kind == "f":
        _refuse(given, ~np.isfinite(given), num_classes, "Fill or drop the missing labels.")
        _refuse(given, given != np.floor(given), num_classes, "Round the labels, if they stand for classes.")
    _refuse(given, given < 0, num_classes, "Number the classes from 0.")
    if num_classes is not None:
        from_one = given.size and given.min() == 1 and given.max() == num_classes
        fix = "The labels begin at 1: pass x - 1." if from_one else f"Write num_classes={_needed(given)}."
        _refuse(given, given >= num_classes, num_classes, fix)
    return given.astype(np.int64)


def _needed(given: np.ndarray) -> str:
    return str(int(given.max()) + 1) if given.size else ""


def _refuse(given: np.ndarray, bad: np.ndarray, num_classes: int | None, fix: str) -> None:
    """Name the first bad label and its place, if there is one."""
    if np.any(bad):
        place = tuple(int(index) for index in np.argwhere(bad)[0])
        label = f"x[{', '.join(map(str, place))}]" if place else "x"
        top = f" to {num_classes - 1}" if num_classes else ""
        raise ValueError(f"{WHO}: labels must be whole numbers from 0{top}. "
                         f"Received: {label}={given[place]}. {fix}")


def normalize(x: Any, axis: int | None = -1, order: float = 2) -> np.ndarray:
    """Divides vectors by their lengths: `x / norm(x)`, and a vector of zeros by one.

    Args:
        x: The vectors, of any shape.
        axis: The axis along which a vector lies; None takes the whole array for one.
        order: Which length: 2 is the usual one, 1 the sum of the sizes, np.inf the greatest.

    Returns:
        An array of the same shape; whole numbers become float64.

    Raises:
        ValueError: If there is no such axis or length.

    Example:
        >>> from nnlite.utils import normalize
        >>> normalize([[3, 4], [0, 0]]).tolist()
        [[0.6, 0.8], [0.0, 0.0]]
    """
    vectors = np.asarray(x)
    flat = vectors.reshape(-1) if axis is None else np.atleast_1d(vectors)
    norms = np.linalg.norm(flat, order, -1 if axis is None else axis, keepdims=True)
    return (flat / np.where(norms == 0, 1, norms)).reshape(vectors.shape)
