"""Sequences of different lengths as one array, and data in two parts."""

from typing import Any

import numpy as np

from nnlite._checks import choice, positive_int, received
from nnlite.graph.structure import flatten, mapped


def pad_sequences(sequences: Any, maxlen: int | None = None, dtype: Any = "int32", padding: str = "pre",
                  truncating: str = "pre", value: Any = 0.0) -> np.ndarray:
    """One array of sequences, short ones filled up and long ones cut.

    Args:
        sequences: A list of sequences, of numbers or of arrays of one shape.
        maxlen: The length; that of the longest by default.
        dtype: The type of the result.
        padding, truncating: "pre" or "post": at which end to fill up, and to cut.
        value: What to fill up with.

    Raises:
        ValueError: Something is no sequence, or its items have another shape than those of the first.

    Example:

        >>> pad_sequences([[1, 2, 3], [4]], maxlen=2).tolist()
        [[2, 3], [0, 4]]
    """
    who = "pad_sequences"
    choice(padding, "padding", who, ["pre", "post"])
    choice(truncating, "truncating", who, ["pre", "post"])
    if not hasattr(sequences, "__len__") or not all(hasattr(one, "__len__") for one in sequences):
        raise ValueError(f"{who}: needs a list of sequences. {received('sequences', sequences)}")
    text = np.dtype(dtype).kind in "OUS"
    if isinstance(value, str) and not text:
        raise ValueError(f"{who}: text needs dtype=object. Received: dtype={dtype}, value={value!r}")
    longest = max(map(len, sequences), default=0)
    length = longest if maxlen is None else positive_int(maxlen, "maxlen", who)
    item = next((np.asarray(one).shape[1:] for one in sequences if len(one)), ())
    result = np.full((len(sequences), length, *item), value, dtype)
    for position, one in enumerate(sequences):
        if not len(one):
            continue
        kept = np.asarray(one[-length:] if truncating == "pre" else one[:length], dtype)
        if kept.shape[1:] != item:
            raise ValueError(f"{who}: the items of sequence {position} have shape {kept.shape[1:]}. "
                             f"Received: {item} in the first one")
        place = slice(length - len(kept), None) if padding == "pre" else slice(len(kept))
        result[position, place] = kept
    return result


def split_dataset(dataset: Any, left_size: Any = None, right_size: Any = None, shuffle: bool = False,
                  seed: int | None = None, preferred_backend: Any = None) -> tuple[Any, Any]:
    """Data in two parts, each in the structure of the whole.

    Args:
        dataset: An array, or a list, tuple or dictionary of arrays with one number of rows.
        left_size, right_size: A number of rows, or a fraction of all; one of them is enough.
        shuffle: Whether the rows are drawn in another order first.
        seed: Where that order begins.
        preferred_backend: Accepted as in Keras; the parts are NumPy arrays.

    Raises:
        ValueError: The sizes do not fit.

    Example:

        >>> left, right = split_dataset(np.arange(5), left_size=0.6)
        >>> left.tolist(), right.tolist()
        ([0, 1, 2], [3, 4])
    """
    arrays = isinstance(dataset, (list, tuple)) and not all(hasattr(leaf, "shape") for leaf in flatten(dataset))
    data = mapped(np.asarray, np.asarray(dataset) if arrays else dataset)
    counts = {len(leaf) for leaf in flatten(data)}
    if len(counts) != 1:
        raise ValueError(f"split_dataset: all arrays must have the same number of rows. Received: {sorted(counts)}")
    rows = counts.pop()
    left, right = sizes(left_size, right_size, rows)
    order = np.random.default_rng(seed).permutation(rows) if shuffle else np.arange(rows)
    return mapped(lambda a: a[order[:left]], data), mapped(lambda a: a[order[rows - right :]], data)


def sizes(left: Any, right: Any, rows: int) -> tuple[int, int]:
    """Both sizes in rows."""
    wanted = [round(size * rows) if isinstance(size, float) else size for size in (left, right)]
    given = [size for size in (left, right) if size is not None]
    good = given and all(isinstance(s, (int, float)) and not isinstance(s, bool) and s > 0 for s in given) \
        and all(s < 1 for s in given if isinstance(s, float))
    if good:
        first = wanted[0] if wanted[0] is not None else rows - wanted[1]
        second = wanted[1] if wanted[1] is not None else rows - wanted[0]
        if first > 0 and second > 0 and first + second <= rows:
            return first, second
    raise ValueError(f"split_dataset: the sizes must be numbers of rows, or fractions below 1, that leave something in "
                     f"both parts of {rows}. Received: left_size={left}, right_size={right}")
