"""How is `a + b` between layers written in a Keras file? As an operation, whose settings stand in its configuration.

    here    mean(x, axis=1)     function mean, args [x], kwargs {axis: 1}
    Keras   Mean(axis=1)(x)     class Mean, config {axis: 1}, args [x]
"""

import inspect
from typing import Any

from nnlite._naming import to_snake_case
from nnlite.ops.array import OPERATIONS

OURS, KERAS = "nnlite.ops", "keras.src.ops."
DATA = {"x", "x1", "x2", "xs", "condition", "indices", "key", "array", "variable"}  # what Keras passes in the call
MODULES = {
    "nn": {"celu", "elu", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu",
           "log_sigmoid", "log_softmax", "one_hot", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink",
           "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus",
           "tanh_shrink", "threshold"},
    "math": {"erf", "logsumexp", "rsqrt", "top_k"},
    "core": {"cast", "stop_gradient", "unstack"},
    "linalg": {"norm"},
}


def for_keras(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of an operation as Keras has it; as it is where Keras has no such operation."""
    function = entry["config"]["function"]
    (call,) = entry["inbound_nodes"]
    names = inspect.signature(OPERATIONS[function]).parameters
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in names.values()):
        return entry
    given = dict(zip(names, call["args"], strict=False)) | call["kwargs"]
    settings = {name: value for name, value in given.items() if name not in DATA}
    module = next((module for module, functions in MODULES.items() if function in functions), "numpy")
    return {"module": KERAS + module, "class_name": entry["class_name"], "registered_name": entry["class_name"],
            "config": {"name": entry["config"]["name"], **settings}, "name": entry["name"],
            "inbound_nodes": [{"args": [value for name, value in given.items() if name in DATA], "kwargs": {}}]}


def from_keras(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of a Keras operation as the models here have it.

    Raises:
        ValueError: There is no such operation here.
    """
    function = to_snake_case(entry["class_name"])
    if function not in OPERATIONS:
        raise ValueError(f"it holds the operation {entry['class_name']!r}, which is not supported")
    settings = {name: value for name, value in entry["config"].items() if name != "name" and value is not None}
    calls = [{"args": [keyed(value) for value in call["args"]], "kwargs": {**settings, **call["kwargs"]}}
             for call in entry["inbound_nodes"]]
    return {**entry, "module": OURS, "config": {"name": entry["config"]["name"], "function": function},
            "inbound_nodes": calls}


def keyed(value: Any) -> Any:
    """An argument; JSON has made a list of the key in `x[:, 0]`."""
    is_key = isinstance(value, list) and any(
        isinstance(item, dict) and item.get("class_name") in ("__slice__", "__ellipsis__") for item in value)
    return {"class_name": "__tuple__", "config": {"value": value}} if is_key else value
