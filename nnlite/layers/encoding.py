"""How do ids become rows of numbers? A mark for each, a mark for all of a sample, or how often each comes."""

from typing import Any

import numpy as np

from nnlite._checks import boolean, choice

MODES = ["one_hot", "multi_hot", "count"]
OLD_NAMES = {"binary": "multi_hot", "tf-idf": "tf_idf"}


def checked_mode(mode: Any, who: str, modes: list[str]) -> str:
    """One of the output modes, under its present name."""
    return choice(OLD_NAMES.get(mode, mode) if isinstance(mode, str) else mode, "output_mode", who, modes)


def refuse_sparse(sparse: Any, who: str, name: str = "sparse") -> None:
    """There are no sparse or ragged results here."""
    if boolean(sparse, name, who):
        raise ValueError(f"{who}: {name} results are not supported. Received: {name}=True. Leave it out.")


def encoded_shape(shape: Any, mode: str, depth: int) -> tuple:
    """Shape of what `encode` returns for ids of a shape.

    >>> encoded_shape((None, 1), "one_hot", 4), encoded_shape((None, 3), "count", 4), encoded_shape((3,), "count", 4)
    ((None, 4), (None, 4), (4,))
    """
    shape = tuple(shape)
    if mode == "int":
        return shape
    shape = shape or (1,)
    if mode == "one_hot":
        return (*(shape[:-1] if len(shape) > 1 and shape[-1] == 1 else shape), depth)
    return (shape[0], *shape[2:], depth) if len(shape) > 1 else (depth,)


def encode(ids: np.ndarray, mode: str, depth: int, dtype: Any, who: str, weights: Any = None) -> np.ndarray:
    """Ids as rows of `depth` numbers.

    Args:
        ids: Whole numbers; one of `depth` or more leaves no mark.
        mode: "one_hot" gives a row for each id, "multi_hot" and "count" one for each sample.
        depth: How many numbers a row has.
        dtype: Their type.
        who: Who is asking, for the sentence.
        weights: What each id counts, instead of 1.

    Raises:
        ValueError: An id that is to be counted is negative.

    >>> encode(np.array([[0, 2], [1, 1]]), "count", 3, "float32", "example").tolist()
    [[1.0, 0.0, 1.0], [0.0, 2.0, 0.0]]
    """
    shape = encoded_shape(ids.shape, mode, depth)
    ids = np.atleast_1d(ids)
    if mode == "one_hot":
        flat = ids.reshape(-1)
        rows = np.arange(flat.size)
    else:
        if ids.size and ids.min() < 0:
            raise ValueError(f"{who}: ids to be counted must be 0 or more. Received: {ids.min()}")
        samples = np.moveaxis(ids, 1, -1) if ids.ndim > 1 else ids  # Keras joins the ids of axis 1
        flat = samples.reshape(-1)
        rows = np.repeat(np.arange(flat.size // max(samples.shape[-1], 1)), samples.shape[-1])
        if weights is not None:
            weights = np.moveaxis(np.broadcast_to(weights, ids.shape), 1, -1) if ids.ndim > 1 else weights
    result = np.zeros((int(np.prod(shape[:-1], dtype=np.int64)), depth), dtype)
    known = (flat >= 0) & (flat < depth)
    if mode == "count":
        counted = 1 if weights is None else np.asarray(weights).reshape(-1)[known]
        np.add.at(result, (rows[known], flat[known]), counted)
    else:
        result[rows[known], flat[known]] = 1
    return result.reshape(shape)
