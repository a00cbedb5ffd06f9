"""What came out of a step? Names and plain numbers, read when somebody wants to know."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlite.metrics.pending import Pending


def reader(returned: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """A function that gives the present numbers of what a step returned."""

    def read() -> dict[str, Any]:
        logs: dict[str, Any] = {}
        for name, value in returned.items():
            value = plain(value.read() if isinstance(value, Pending) else value)
            logs |= value if isinstance(value, dict) else {name: value}
        return logs

    return read


def plain(value: Any) -> Any:
    """A Python number; an array as it is when it holds several."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    array = np.asarray(value)
    return float(array.reshape(())) if array.size == 1 else np.array(array)
