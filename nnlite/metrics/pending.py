"""What is a metric's result while a step is being traced? Something that will be read after each run of the step."""

import functools
from collections.abc import Callable
from typing import Any

from nnlite.ops import recording


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
    """A metric's `result` that is read later when it is asked for on an open trace."""

    @functools.wraps(result)
    def read(self: Any) -> Any:
        return result(self) if recording.current() is None else Pending(lambda: result(self))

    return read
