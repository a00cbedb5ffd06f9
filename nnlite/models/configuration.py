"""How is a graph written down, and made again? Keras's form: a list of layers with the calls that lead into each."""

import inspect
from typing import Any

from nnlite._checks import suggest
from nnlite.graph.node import draw
from nnlite.graph.operation import Operation
from nnlite.graph.structure import flatten_by_key, pack
from nnlite.graph.tensor import Tensor, dtype_name
from nnlite.layers import InputLayer, calling
from nnlite.layers.serialization import MODELS, deserialize, serialize
from nnlite.models import arguments
from nnlite.ops.array import OPERATIONS
from nnlite.saving.models import MAKERS

__all__ = ["MODELS", "find_layer", "graph_config", "graph_from_config", "make_layer", "model_entry"]
OPS = "nnlite.ops"  # the module of an operation's entry


def graph_config(model: Any) -> dict[str, Any]:
    """Name, layers, inputs and outputs of a model's graph."""
    graph = model.graph
    keys = node_keys(graph)
    entries = []
    for layer in graph.callers:
        nodes = [node for node in layer.nodes if node in keys and node.inputs]
        entries.append({
            **described(layer),
            "build_config": {"input_shape": getattr(layer, "build_shape", None)},
            "name": layer.name,
            "inbound_nodes": [inbound(node, keys) for node in nodes],
        })
    return {
        "name": model.name,
        "trainable": model.trainable,
        "layers": entries,
        "input_layers": pack(graph.input_structure, [history(t, keys) for t in graph.inputs]),
        "output_layers": pack(graph.output_structure, [end_of(t, keys) for t in graph.outputs]),
    }


def described(layer: Any) -> dict[str, Any]:
    """What a layer or operation is made of, in Keras's form."""
    if isinstance(layer, Operation):
        return {"module": OPS, "class_name": layer.class_name, "registered_name": None,
                "config": {"name": layer.name, "function": layer.function.__name__}}
    return serialize(layer)


def model_entry(model: Any) -> dict[str, Any]:
    """A whole model as an entry, with the shape that it was built for."""
    return {**described(model), "build_config": {"input_shape": getattr(model, "build_shape", None)}}


def class_config(model: Any, automatic: bool) -> dict[str, Any]:
    """What a model that is written as a class is made with.

    Args:
        model: The model.
        automatic: Whether the class has no `get_config` of its own: then the arguments of `__init__` are added.
    """
    common = {"name": model.name, "trainable": model.trainable, "dtype": model.dtype}
    if not automatic:
        return common
    taken = inspect.signature(type(model).__init__).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in taken.values())
    return {name: value for name, value in common.items() if takes_all or name in taken} \
        | calling.automatic_config(model)


def node_keys(graph: Any) -> dict[Any, int]:
    """For every node, which call of its layer it is within this graph."""
    inside = set(graph.nodes)
    keys: dict[Any, int] = {}
    for layer in graph.callers:
        keys |= {node: index for index, node in enumerate(node for node in layer.nodes if node in inside)}
    return keys


def history(tensor: Any, keys: dict[Any, int]) -> list[Any]:
    """Layer, call and output of a tensor."""
    return [tensor.layer.name, keys[tensor.node], tensor.index]


def end_of(tensor: Any, keys: dict[Any, int]) -> list[Any]:
    """The same for an output of the graph, where Keras counts the call that made a nested model too."""
    name, call, position = history(tensor, keys)
    return [name, call + is_functional(tensor.layer), position]


def is_functional(layer: Any) -> bool:
    """Whether a layer is a model in the form that Keras calls functional."""
    return hasattr(layer, "own_call") and not layer.own_call and not hasattr(layer, "_stack")


def inbound(node: Any, keys: dict[Any, int]) -> dict[str, Any]:
    """One call: its arguments, with tensors replaced by where they come from."""

    def written(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: written(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            items = [written(item) for item in value]
            return arguments.as_tuple(items) if isinstance(value, tuple) else items
        return written_leaf(value)

    def written_leaf(leaf: Any) -> Any:
        if isinstance(leaf, Tensor):
            return {"class_name": "__keras_tensor__",
                    "config": {"shape": leaf.shape, "dtype": dtype_name(leaf.dtype),
                               "keras_history": history(leaf, keys)}}
        return arguments.written(leaf)

    return {"args": [written(argument) for argument in node.args], "kwargs": written(node.kwargs)}


def graph_from_config(config: dict[str, Any], custom_objects: Any) -> tuple[Any, Any, Any]:
    """Inputs, outputs and name of the graph that a configuration describes."""
    made = {entry["name"]: make_layer(entry, custom_objects) for entry in config["layers"]}
    tensors: dict[tuple, Any] = {}
    for name, layer in made.items():
        if isinstance(layer, InputLayer):
            tensors[name, 0, 0] = layer.nodes[0].outputs[0]
    waiting = [(entry["name"], index, call) for entry in config["layers"]
               for index, call in enumerate(entry["inbound_nodes"])]
    while waiting:
        later = []
        for name, index, call in waiting:
            given = call["args"], call["kwargs"]
            if all(source in tensors for source in sources(given)):
                args, kwargs = resolve(given, tensors)
                for position, output in enumerate(flatten_by_key(redraw(made[name], args, kwargs))):
                    tensors[name, index, position] = output
            else:
                later.append((name, index, call))
        if len(later) == len(waiting):
            raise ValueError(f"The configuration's calls wait for each other or for an unknown layer. "
                             f"Received: {sorted({name for name, _, _ in later})[:5]}")
        waiting = later
    ends = {(name, call + is_functional(made[name]), position): tensor
            for (name, call, position), tensor in tensors.items()}
    inputs, outputs = (unpack_history(config[key], ends) for key in ("input_layers", "output_layers"))
    return inputs, outputs, config.get("name")


def redraw(layer: Any, args: Any, kwargs: Any) -> Any:
    """Call a layer, or draw an operation that keeps its name; an error says which operation it was."""
    if not isinstance(layer, Operation):
        return layer(*args, **kwargs)
    try:
        return draw(layer, args, kwargs)
    except (TypeError, ValueError) as error:
        raise ValueError(f"the operation {layer.class_name!r} of {layer.name!r}: {error}") from error


def make_layer(entry: dict[str, Any], custom_objects: Any) -> Any:
    """One layer, or operation, from its entry."""
    if entry.get("module") == OPS:
        function = entry["config"].get("function")
        if function not in OPERATIONS:
            raise ValueError(f"Unknown function of nnlite.ops. Received: {function!r}.{suggest(function, OPERATIONS)}")
        return Operation(OPERATIONS[function], entry["config"]["name"])
    return deserialize(entry, custom_objects)


def is_tensor(value: Any) -> bool:
    """Whether a value stands for a tensor in a configuration."""
    return isinstance(value, dict) and value.get("class_name") == "__keras_tensor__"


def sources(structure: Any) -> list[tuple]:
    """Where the tensors in an argument come from."""
    if is_tensor(structure):
        return [tuple(structure["config"]["keras_history"])]
    if not isinstance(structure, (dict, list, tuple)):
        return []
    items = structure.values() if isinstance(structure, dict) else structure
    return [source for item in items for source in sources(item)]


def resolve(structure: Any, tensors: dict[tuple, Tensor]) -> Any:
    """An argument with its tensors put in."""
    if is_tensor(structure):
        return tensors[tuple(structure["config"]["keras_history"])]
    if arguments.is_tuple(structure):
        return tuple(resolve(item, tensors) for item in structure["config"]["value"])
    if arguments.is_written(structure):
        return arguments.read(structure)
    if isinstance(structure, dict):
        return {key: resolve(value, tensors) for key, value in structure.items()}
    if isinstance(structure, (list, tuple)):
        return type(structure)(resolve(item, tensors) for item in structure)
    return structure


def unpack_history(structure: Any, tensors: dict[tuple, Tensor]) -> Any:
    """Inputs or outputs with the tensors put in for [layer, call, output]."""
    if isinstance(structure, dict):
        return {key: unpack_history(value, tensors) for key, value in structure.items()}
    if len(structure) == 3 and isinstance(structure[0], str):
        return tensors[tuple(structure)]
    return [unpack_history(item, tensors) for item in structure]


def find_layer(who: str, layers: list[Any], name: Any, index: Any) -> Any:
    """The layer of a name or at a position; the error lists the names."""
    if (name is None) == (index is None):
        raise ValueError(f"{who}: get_layer needs a name or an index. Received: name={name!r}, index={index!r}")
    if index is not None:
        if not -len(layers) <= index < len(layers):
            raise ValueError(f"{who}: has {len(layers)} layers. Received: index={index}")
        return layers[index]
    for layer in layers:
        if layer.name == name:
            return layer
    names = [layer.name for layer in layers]
    raise ValueError(f"{who}: no such layer: {name!r}.{suggest(name, names)} Existing layers are: {names}.")


MAKERS.append(make_layer)
