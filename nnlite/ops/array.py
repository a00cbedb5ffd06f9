"""What does a call on arrays return? A NumPy array that also answers `.numpy()`, which Keras scripts ask for.

While a gradient tape is open, NumPy's own arithmetic on it goes through the ops of the same name, so that the tape
sees it.
"""

from typing import Any

import numpy as np

from nnlite.ops import recording

OPERATIONS: dict[str, Any] = {}  # public ops by name; `operation` in op.py enters them


class Array(np.ndarray):
    """A NumPy array; the result of calling a layer, a model or an op on arrays.

    Example:

        >>> import nnlite
        >>> nnlite.ops.relu([-1.0, 2.0]).numpy().tolist()
        [0.0, 2.0]
    """

    _keras_mask = None  # which steps of a sequence count, if a layer says so

    def numpy(self):
        """The same numbers as a plain NumPy array."""
        return self.view(np.ndarray)

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **kwargs):
        if method == "__call__" and out is None and not kwargs and recording.tapes() and ufunc.__name__ in OPERATIONS:
            return OPERATIONS[ufunc.__name__](*inputs)
        plain = [value.view(np.ndarray) if isinstance(value, Array) else value for value in inputs]
        if out is not None:
            kwargs["out"] = tuple(value.view(np.ndarray) if isinstance(value, Array) else value for value in out)
        result = getattr(ufunc, method)(*plain, **kwargs)
        if out is not None:
            return out[0] if len(out) == 1 else out
        return result.view(Array) if type(result) is np.ndarray else result

    def __getitem__(self, key):
        if recording.tapes():
            return OPERATIONS["get_item"](self, key)
        return super().__getitem__(key)


def as_result(array):
    """A computed array as the kind of array that calls return."""
    return array.view(Array)
