"""What does a configuration that Keras wrote mean here? The same, once what only Keras has is out of it.

Classes are looked up in the package's own tables and in what the caller passed; nothing is imported or evaluated on
the word of a file.
"""

import inspect
from collections.abc import Mapping
from typing import Any

from nnlite import constraints, initializers, layers, losses, metrics, optimizers, regularizers
from nnlite._checks import short_repr, suggest
from nnlite._identifiers import CUSTOM_OBJECTS
from nnlite.saving import operations

ROOMS = {"keras.layers": layers, "keras.initializers": initializers, "keras.regularizers": regularizers,
         "keras.constraints": constraints, "keras.losses": losses, "keras.metrics": metrics,
         "keras.optimizers": optimizers}
CODE = "__lambda__"  # the form in which Keras writes the code of a Python lambda
SILENT = {"renorm_momentum": 0.99, "ragged": False}     # settings of features that are switched off


def translated(value: Any) -> Any:
    """A configuration with Keras's type policies as names, and without settings that nnlite does not have.

    Raises:
        ValueError: It holds Python code, or a setting that would change what the model computes.
    """
    if isinstance(value, list):
        return [translated(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("class_name") == CODE:
        raise ValueError("it holds the code of a Lambda, which is never run from a file. "
                         "Write a layer class and pass it in custom_objects")
    if value.get("class_name") == "DTypePolicy":
        return value["config"]["name"]
    value = {key: translated(item) for key, item in value.items() if key != "shared_object_id"}
    if isinstance(value.get("kwargs"), dict) and "args" in value:
        value["kwargs"] = {key: item for key, item in value["kwargs"].items() if item is not None}
    if isinstance(value.get("config"), dict) and isinstance(value.get("class_name"), str):
        return fitted(value)
    return value


def fitted(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry whose configuration has only what the class here takes."""
    module = entry.get("module") or ""
    if module.startswith(operations.KERAS):
        return operations.from_keras(entry)
    if entry.get("registered_name") in CUSTOM_OBJECTS:
        entry["class_name"] = entry["registered_name"]
    cls = getattr(ROOMS.get(module), entry["class_name"], None)
    if not inspect.isclass(cls) or entry["class_name"] in CUSTOM_OBJECTS:
        return entry
    taken = keywords(cls)
    kept = {}
    for key, item in entry["config"].items():
        if key in taken:
            kept[key] = item
        elif item is not None and item is not False and item != SILENT.get(key):
            raise ValueError(f"{entry['config'].get('name', entry['class_name'])!r}, a {entry['class_name']}, has "
                             f"{key}={short_repr(item)}, which is not supported.{suggest(key, taken)}")
    return {**entry, "config": kept}


def keywords(cls: type) -> set[str]:
    """The arguments that a class and its parents take."""
    found: set[str] = set()
    for ancestor in cls.__mro__[:-1]:
        if "__init__" in vars(ancestor):
            found |= set(inspect.signature(vars(ancestor)["__init__"]).parameters) - {"self", "args", "kwargs"}
    return found


def compile_arguments(told: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `compile`."""
    return {
        "optimizer": optimizers.deserialize(told.get("optimizer") or "rmsprop"),
        "loss": made(told.get("loss"), losses.get),
        "loss_weights": told.get("loss_weights"),
        "metrics": made(told.get("metrics"), metrics.get),
        "weighted_metrics": made(told.get("weighted_metrics"), metrics.get),
        "run_eagerly": bool(told.get("run_eagerly", False)),
    }


def made(value: Any, get: Any) -> Any:
    """Losses or metrics in the structure in which they were given; names stay names, which compile resolves."""
    if isinstance(value, dict):
        if "class_name" in value:
            return get(value)
        return {key: made(item, get) for key, item in value.items()}
    if isinstance(value, list):
        return [made(item, get) for item in value]
    return value
