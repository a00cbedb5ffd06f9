"""What came out of a step? Names and plain numbers, read when somebody wants to know."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlite.metrics.pending import Pending
from nnlite.training.compiled_metrics import singly


def reader(returned: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """A function that gives the present numbers of what a step returned."""

    def read() -> dict[str, Any]:
        logs: dict[str, Any] = {}
        for name, value in returned.items():
            value = plain(value)
            if isinstance(value, dict):
                logs |= value
            else:
                logs[name] = value
        return logs

    return read


def by_name(logs: dict[str, Any]) -> dict[str, Any]:
    """Results in the order of their names, in which Keras hands them on."""
    return dict(sorted(logs.items()))


def returned(logs: dict[str, Any], metrics: list[Any], as_dict: bool) -> Any:
    """Results as `evaluate` and the functions of one batch return them."""
    return by_name(logs) if as_dict else listed(logs, metrics)


def listed(logs: dict[str, Any], metrics: list[Any]) -> Any:
    """Results as one number, or a list.

    It is Keras's: in the order of the metrics, as far as these are called like their results (the losses are; with
    several outputs the others are not, nor a second one of a name), and then the others in the order of their names.
    """
    names = [metric.name for metric in singly(metrics)]
    values = [logs[name] for name in names if name in logs]
    values += [logs[name] for name in sorted(logs) if name not in names]
    return values[0] if len(values) == 1 else values


def plain(value: Any) -> Any:
    """A Python number; an array as it is when it holds several."""
    value = value.read() if isinstance(value, Pending) else value
    if type(value) is float:
        return value
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    array = np.asarray(value)
    return float(array.reshape(())) if array.size == 1 else np.array(array)
