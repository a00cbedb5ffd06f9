"""How is `a + b` between layers written in a Keras file? As an operation, whose settings stand in its configuration.

    here    mean(x, axis=1)     function mean, args [x], kwargs {axis: 1}
    Keras   Mean(axis=1)(x)     class Mean, config {axis: 1}, args [x]
"""

import inspect
import itertools
from typing import Any

from nnlite._checks import received, suggest
from nnlite._naming import to_snake_case
from nnlite.ops.array import OPERATIONS

OURS, KERAS = "nnlite.ops", "keras.src.ops."
DATA = {"x", "x1", "x2", "xs", "condition", "indices", "key", "array", "variable"}  # what Keras passes in the call
CALLS = {  # where it passes something else, and in which order
    "average": ("x", "weights"), "batch_normalization": ("x", "mean", "variance", "offset", "scale"),
    "digitize": ("x", "bins"), "full_like": ("x", "fill_value"), "in_top_k": ("targets", "predictions"),
    "isclose": ("x1", "x2", "rtol", "atol"), "layer_normalization": ("x", "gamma", "beta"), "multi_hot": ("inputs",),
    "pad": ("x", "constant_values"), "rms_normalization": ("x", "scale"), "scatter": ("indices", "values"),
    "scatter_update": ("inputs", "indices", "updates"), "searchsorted": ("sorted_sequence", "values"),
    "segment_max": ("data", "segment_ids"), "segment_min": ("data", "segment_ids"),
    "segment_prod": ("data", "segment_ids"), "segment_sum": ("data", "segment_ids"),
    "select": ("condlist", "choicelist", "default"), "slice": ("inputs", "start_indices"),
    "slice_update": ("inputs", "start_indices", "updates"),
}
CLASSES = {"allclose": "AllClose", "batch_normalization": "BatchNorm", "layer_normalization": "LayerNorm",
           "rms_normalization": "RMSNorm", "searchsorted": "SearchSorted"}
FUNCTIONS = {to_snake_case(cls): function for function, cls in CLASSES.items()}
MODULES = {
    "nn": {"batch_normalization", "celu", "elu", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu",
           "hard_tanh", "layer_normalization", "leaky_relu", "log_sigmoid", "log_softmax", "moments", "multi_hot",
           "normalize", "one_hot", "relu", "relu6", "rms_normalization", "selu", "sigmoid", "silu", "soft_shrink",
           "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus",
           "tanh_shrink", "threshold"},
    "math": {"erf", "in_top_k", "logsumexp", "rsqrt", "segment_max", "segment_min", "segment_prod", "segment_sum",
             "top_k"},
    "core": {"cast", "scatter", "scatter_update", "slice", "slice_update", "stop_gradient", "unstack"},
    "linalg": {"norm"},
}
HERE_ALONE = {"beta", "binomial", "categorical", "dropout", "exponential", "gamma", "linear", "lookup", "mish",
              "penalty", "remainder", "scale", "shuffle"}
SETTINGS_HERE_ALONE = {"relu": {"negative_slope", "max_value", "threshold"}}
WITH_FUNCTIONS = {"associative_scan", "cond", "fori_loop", "map", "scan", "switch", "vectorized_map", "while_loop"}


def parameters(function: str, kind: Any = inspect.Parameter.POSITIONAL_OR_KEYWORD) -> list[str]:
    """The names of an op's parameters of one kind."""
    return [name for name, parameter in inspect.signature(OPERATIONS[function]).parameters.items()
            if parameter.kind is kind]


def called_with(function: str) -> tuple[str, ...]:
    """The arguments that Keras passes in the call, in its order."""
    return CALLS.get(function) or tuple(name for name in parameters(function) if name in DATA)


def for_keras(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of an operation as Keras has it; as it is where Keras has no such operation."""
    function = entry["config"]["function"]
    (call,) = entry["inbound_nodes"]
    names = parameters(function)
    given = dict(zip(names, call["args"], strict=False)) | call["kwargs"]
    if function in HERE_ALONE | WITH_FUNCTIONS or not SETTINGS_HERE_ALONE.get(function, set()).isdisjoint(given):
        return entry
    if parameters(function, inspect.Parameter.VAR_POSITIONAL):
        args = call["args"][len(names):]
    else:
        args = passed(function, given)
    module = next((module for module, functions in MODULES.items() if function in functions), "numpy")
    cls = CLASSES.get(function, entry["class_name"])
    return {"module": KERAS + module, "class_name": cls, "registered_name": cls,
            "config": {"name": entry["config"]["name"], **defaults(function), **given}, "name": entry["name"],
            "inbound_nodes": [{"args": args, "kwargs": {}}]}


def passed(function: str, given: dict[str, Any]) -> list[Any]:
    """What Keras passes in the call, taken out of what was given: everything before the last of it that was."""
    names = called_with(function)
    count = max((place + 1 for place, name in enumerate(names) if name in given), default=0)
    usual = inspect.signature(OPERATIONS[function]).parameters
    return [given.pop(name) if name in given else usual[name].default for name in names[:count]]


def defaults(function: str) -> dict[str, Any]:
    """The settings of an op that are as they are when nobody says otherwise; Keras's may be others (gelu's is)."""
    left_out = {*called_with(function), *SETTINGS_HERE_ALONE.get(function, ())}
    return {name: parameter.default for name, parameter in inspect.signature(OPERATIONS[function]).parameters.items()
            if parameter.default is not parameter.empty and name not in left_out}


def from_keras(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of a Keras operation as the models here have it.

    Raises:
        ValueError: There is no such operation here, or it has a setting that would change what it computes.
    """
    function = to_snake_case(entry["class_name"])
    function = FUNCTIONS.get(function, function)
    if function not in OPERATIONS or function in WITH_FUNCTIONS:
        raise ValueError(f"it holds the operation {entry['class_name']!r}, which is not supported")
    settings = known_settings(function, entry)
    calls = [arranged(function, entry, settings | call["kwargs"], call["args"]) for call in entry["inbound_nodes"]]
    return {**entry, "module": OURS, "config": {"name": entry["config"]["name"], "function": function},
            "inbound_nodes": calls}


def known_settings(function: str, entry: dict[str, Any]) -> dict[str, Any]:
    """The settings of a Keras operation that the op here takes."""
    taken = [name for name, parameter in inspect.signature(OPERATIONS[function]).parameters.items()
             if parameter.kind is not parameter.VAR_KEYWORD]
    open_ended = parameters(function, inspect.Parameter.VAR_KEYWORD)
    settings = {}
    for name, value in entry["config"].items():
        if name in taken or (open_ended and name != "name" and value):
            settings[name] = value
        elif name != "name" and value is not None and value is not False:
            raise ValueError(f"the operation {entry['class_name']!r} has a setting that is not supported. "
                             f"{received(name, value)}.{suggest(name, taken)}")
    return settings


def arranged(function: str, entry: dict[str, Any], settings: dict[str, Any], args: list[Any]) -> dict[str, Any]:
    """One call as the op here takes it: what leads its parameters by position, the rest by name."""
    names, expected = parameters(function), called_with(function)
    if parameters(function, inspect.Parameter.VAR_POSITIONAL):
        return {"args": [*(settings.pop(name) for name in names), *args], "kwargs": settings}
    if len(args) > len(expected):
        raise ValueError(f"the operation {entry['class_name']!r} is called with {len(args)} arguments, "
                         f"{len(expected)} are supported ({', '.join(expected)})")
    if function == "get_item":
        args = [as_key(value) for value in args]
    given = settings | dict(zip(expected, args, strict=False))
    leading = list(itertools.takewhile(lambda name: name in given and name in expected, names))
    return {"args": [given.pop(name) for name in leading], "kwargs": given}


def as_key(value: Any) -> Any:
    """An argument of `x[…]`; JSON has made a list of the key in `x[:, 0]`."""
    return {"class_name": "__tuple__", "config": {"value": value}} if isinstance(value, list) else value
