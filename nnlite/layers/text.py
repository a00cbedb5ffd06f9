"""How does text come in? As an array of Python strings, whatever held it before: lists, columns, bytes."""

from typing import Any

import numpy as np

from nnlite._checks import a_type


def is_text(value: Any) -> bool:
    """Whether a value holds strings: the first one decides, the rest is checked where it is converted.

    >>> is_text(["a", "b"]), is_text(np.array([b"a"])), is_text([1, 2])
    (True, True, False)
    """
    if isinstance(value, (str, bytes)):
        return True
    if type(value) is np.ndarray and value.dtype.kind in "fiub":
        return False
    kind = getattr(getattr(value, "dtype", None), "kind", "O")
    if kind in "US":
        return True
    if kind != "O" or not hasattr(value, "__len__") and not hasattr(value, "__array__"):
        return False
    array = value if isinstance(value, np.ndarray) else as_objects(value)
    return array.size > 0 and isinstance(array.flat[0], (str, bytes))


def as_objects(value: Any) -> np.ndarray:
    """An object array of anything that NumPy can read; rows of different lengths are left lists."""
    try:
        return np.asarray(value, dtype=object)
    except ValueError:
        return np.array([None], object)


def as_text(value: Any, who: str) -> np.ndarray:
    """A contiguous array of Python strings; bytes are read as UTF-8.

    Args:
        value: An array, a column of a table, nested lists, or one string.
        who: What the sentence begins with.

    Raises:
        ValueError: There is something else than text in it, or the rows have different lengths.

    >>> as_text([b"sun", "rain"], "x").tolist()
    ['sun', 'rain']
    """
    if value is None:
        raise ValueError(f"{who} is missing. Received: None")
    try:
        array = np.asarray(value, dtype=object)
    except ValueError:
        raise ValueError(f"{who}: text must be in rows of one length. Fill up short rows, for example with ''.") \
            from None
    shape, items = array.shape, array.reshape(-1).tolist()
    if not all(type(item) is str for item in items):
        items = [as_string(item, position, who) for position, item in enumerate(items)]
        array = np.empty(len(items), object)
        array[:] = items
    return np.ascontiguousarray(array).reshape(shape)


def as_string(item: Any, position: int, who: str) -> str:
    """One Python string."""
    if isinstance(item, bytes):
        return item.decode("utf-8", "replace")
    if isinstance(item, str):
        return str(item)
    missing = item is None or type(item).__name__ == "NAType" or item != item  # pandas's NA answers no question
    fix = "Fill in missing values, for example with ''." if missing else "Convert numbers with astype(str)."
    raise ValueError(f"{who}: expects text. Received: {str(item)[:40]} ({a_type(item)}) at position {position}. {fix}")
