"""The gate: how does anything that holds numbers become an array that a kernel may read?

One conversion; everything after it works on the result. What is not numbers, not of one shape or not finite is refused
here, in words about the data.
"""

import sys
import warnings
from typing import Any

import numpy as np

from nnlite._checks import a_type
from nnlite.layers.text import as_text
from nnlite.ops.array import Array

CHUNK = 1 << 22  # numbers looked at in one go, so that a mapped file is never in memory as a whole


def as_array(value: Any, name: str, dtype: Any = None) -> np.ndarray:
    """A C-contiguous array in the machine's byte order, of a number type; not copied if it is one already.

    Args:
        value: An array, a table, nested lists, or anything that NumPy can read.
        name: What it is called in the sentence.
        dtype: The type wanted; None keeps float32, float64 and int64 and widens other whole numbers.

    Raises:
        ValueError: There are no numbers in it, or rows of different lengths.
    """
    if dtype is not None and np.dtype(dtype).hasobject:
        return as_text(value, name)
    if type(value) in (np.ndarray, Array) and value.dtype == dtype and value.flags.c_contiguous:
        return value
    array = plain(value, name)
    if dtype is None:
        dtype = array.dtype if array.dtype.kind == "f" and array.dtype.itemsize in (4, 8) else \
            np.dtype(np.float32 if array.dtype.kind == "f" else np.int64 if array.dtype.kind in "iub" else np.float32)
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(array, dtype).reshape(array.shape)


def plain(value: Any, name: str) -> np.ndarray:
    """A base NumPy array of numbers."""
    if value is None:
        who, _, argument = name.rpartition(": ")
        fix = f" Write {who}(x, …)." if who.isidentifier() and argument == "x" else ""
        raise ValueError(f"{name} is missing. Received: {argument}=None.{fix}")
    # Where numpy.ma was never loaded (13 ms) nobody can have made a masked array.
    if "numpy.ma" in sys.modules and isinstance(value, np.ma.MaskedArray):
        if np.ma.is_masked(value):
            raise ValueError(f"{name} has masked values, which a model cannot leave out. "
                             "Fill them or drop their rows first.")
        value = value.data
    if not hasattr(value, "__array__") and not hasattr(value, "__len__"):
        raise ValueError(f"{name} must be an array or a list of numbers. Received: {a_type(value)}. "
                         "Generators are not supported here yet.")
    if isinstance(value, (set, frozenset)):
        raise ValueError(f"{name} must be an array or a list of numbers. Received: a set, which has no order.")
    check_columns(value, name)
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths{first_odd_row(value)}.") from None
    if type(array) is not np.ndarray:
        array = np.array(array, subok=False)
    return numbers_in(array, name)


def numbers_in(array: np.ndarray, name: str) -> np.ndarray:
    """The array, or a sentence on what is in it instead of numbers."""
    kind = array.dtype.kind
    if kind == "O":
        try:
            return np.array(array.tolist(), dtype=np.float64)
        except (ValueError, TypeError):
            raise ValueError(f"{name} must hold numbers in rows of one length{first_odd_item(array)}.") from None
    if kind in "US":
        raise ValueError(f"{name} holds text, not numbers. Received: {str(array.flat[0])[:40]!r}. "
                         "Convert the column to numbers first.")
    if kind in "Mm":
        raise ValueError(f"{name} holds dates or times. Received: dtype={array.dtype}. "
                         "Turn them into numbers first, such as days since a first day.")
    if kind == "V":
        raise ValueError(f"{name} is a structured array. Received: fields {array.dtype.names}. "
                         "Stack its columns into one array first.")
    if kind == "c":
        raise ValueError(f"{name} holds complex numbers. Received: dtype={array.dtype}. Use .real or .imag.")
    if array.dtype.itemsize > 8:
        warnings.warn(f"{name}: {array.dtype} is computed with as float64 at most.", UserWarning, stacklevel=5)
    return array


def check_columns(value: Any, name: str) -> None:
    """Name the column of a table that does not hold numbers."""
    columns = getattr(value, "columns", None)
    types = getattr(value, "dtypes", None)
    if columns is None or types is None:
        return
    for column, dtype in zip(columns, types, strict=False):
        if getattr(dtype, "kind", "f") not in "fiub" or str(dtype) == "category":
            raise ValueError(f"{name}: column {str(column)!r} does not hold numbers. Received: dtype {dtype}. "
                             "Convert or drop it first.")


def first_odd_row(value: Any) -> str:
    """Which row has another length than the first."""
    lengths = [len(row) if hasattr(row, "__len__") else 0 for row in value]
    for row, length in enumerate(lengths):
        if length != lengths[0]:
            return f": row 0 has {lengths[0]}, row {row} has {length}"
    return ""


def first_odd_item(array: np.ndarray) -> str:
    """What is in an object array that is no number."""
    lengths = {len(row) for row in array if hasattr(row, "__len__") and not isinstance(row, str)}
    if len(lengths) > 1:
        return first_odd_row(array)
    for position, item in enumerate(array.reshape(-1)):
        if not isinstance(item, (int, float, np.number)):
            return f": the value at position {position} is {str(item)[:40]!r} ({a_type(item)})"
    return ""


def check_finite(array: np.ndarray, name: str) -> None:
    """Raise where an array holds NaN or infinity, naming the first place."""
    if array.dtype.kind != "f" or not array.size:
        return
    flat = array.reshape(-1)
    for start in range(0, flat.size, CHUNK):
        piece = flat[start : start + CHUNK]
        if np.isfinite(piece).all():
            continue
        bad = np.flatnonzero(~np.isfinite(piece))
        if bad.size:
            place = np.unravel_index(start + int(bad[0]), array.shape)
            where = f"row {place[0]}" + (f", column {place[1]}" if len(place) == 2 else f", at {tuple(map(int, place))}"
                                         if len(place) > 2 else "")
            raise ValueError(f"{name} holds {flat[start + int(bad[0])]} in {where}: a model that meets it becomes NaN "
                             "as a whole. Fill or drop such rows, for example with numpy.nan_to_num.")
