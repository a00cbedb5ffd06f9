"""How are the plain arguments of a call written down? In Keras's form, of which JSON can hold everything."""

from typing import Any

import numpy as np

SPECIAL = ("__slice__", "__ellipsis__", "__numpy__", "__tensor__", "__dtype__")  # __tensor__: Keras's own arrays


def as_tuple(items: list[Any]) -> dict[str, Any]:
    """A tuple, which JSON would make a list of."""
    return {"class_name": "__tuple__", "config": {"value": items}}


def is_tuple(value: Any) -> bool:
    """Whether a value is what `as_tuple` made."""
    return isinstance(value, dict) and value.get("class_name") == "__tuple__"


def written(value: Any) -> Any:
    """A plain argument as JSON can hold it."""
    if isinstance(value, slice):
        return {"class_name": "__slice__", "config": {"start": value.start, "stop": value.stop, "step": value.step}}
    if value is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(value, np.dtype) or (isinstance(value, type) and issubclass(value, np.generic)):
        return {"class_name": "__dtype__", "config": {"name": np.dtype(value).name}}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return {"class_name": "__numpy__", "config": {"value": value.tolist(), "dtype": value.dtype.name}}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise ValueError(f"This argument of a call cannot be written down. Received: {value!r:.80}. "
                     "Use numbers, arrays or tensors, or a layer of your own with a get_config.")


def is_written(value: Any) -> bool:
    """Whether a value is what `written` made of something that JSON does not know."""
    return isinstance(value, dict) and value.get("class_name") in SPECIAL


def read(value: dict[str, Any]) -> Any:
    """What was written down."""
    config = value["config"]
    if value["class_name"] == "__slice__":
        return slice(config["start"], config["stop"], config["step"])
    if value["class_name"] == "__ellipsis__":
        return Ellipsis
    if value["class_name"] == "__dtype__":
        return config["name"]
    return np.array(config["value"], config["dtype"])
