"""What does a metric answer? An array; while a step is traced, something that will be read after each run of it."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlite.graph.variable import is_variable
from nnlite.ops import recording
from nnlite.ops.array import as_result


class Pending:
    """What a metric will have come to; `result()` of a metric gives it in a step that is being traced."""

    def __init__(self, read: Callable[[], Any]):
        self.read = read

    def refuse(self, *others: Any) -> Any:
        raise TypeError("A metric's result has no number while a step is being traced. Return it as it is, "
                        "or compile with run_eagerly=True.")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = refuse
    __float__ = __array__ = __bool__ = __getitem__ = numpy = refuse


def deferred(result: Callable[..., Any]) -> Callable[..., Any]:
    """A metric's `result` that is read later when it is asked for on an open trace, and is an array in any case."""

    @functools.wraps(result)
    def read(self: Any) -> Any:
        return presented(result(self)) if recording.current() is None else Pending(lambda: result(self))

    return read


def presented(value: Any) -> Any:
    """A result as an array that stays what it is; several by name as arrays by name."""
    if isinstance(value, dict):
        return {key: presented(one) for key, one in value.items()}
    return as_result(np.array(value.value if is_variable(value) else value))
