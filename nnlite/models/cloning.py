"""How is a model made again, with new weights? Every layer from its configuration, every call on the new layers."""

from typing import Any

from nnlite._checks import a_type
from nnlite.graph.graph import Graph
from nnlite.graph.operation import Operation
from nnlite.graph.structure import flatten, flatten_by_key, mapped, replace
from nnlite.graph.tensor import Tensor, dtype_name
from nnlite.layers import Input, InputLayer
from nnlite.models.model import Model
from nnlite.models.sequential import Sequential


def clone_model(model: Any, input_tensors: Any = None, clone_function: Any = None, call_function: Any = None,
                recursive: bool = False, **kwargs: Any) -> Any:
    """A model of the same layers, with weights of its own that begin anew.

    Args:
        model: A functional model or a Sequential; a subclassed one is made again from its `get_config`.
        input_tensors: Tensors to build it on, instead of new Inputs.
        clone_function: Makes the new layer for a layer; by default `from_config(get_config())`.
        call_function: Calls a new layer: call_function(layer, *args, **kwargs).
        recursive: Whether clone_function is also asked about the layers of nested models.

    Raises:
        ValueError: It is no model.

    Example:

        >>> import nnlite
        >>> model = nnlite.Sequential([nnlite.Input((4,)), nnlite.layers.Dense(3, name="last")])
        >>> twin = nnlite.models.clone_model(model)
        >>> twin.get_layer("last").kernel is model.get_layer("last").kernel
        False
    """
    if not isinstance(model, Model):
        raise ValueError(f"clone_model: only models can be cloned. Received: {a_type(model)}")
    make = clone_function or clone_layer
    if recursive and clone_function is not None:

        def make(layer: Any) -> Any:
            return clone_model(layer, None, clone_function, call_function, True) if isinstance(layer, Model) else \
                clone_function(layer)

    if isinstance(model, Sequential):
        stack = [make(layer) for layer in model._stack]
        begin = [] if model._input is None and input_tensors is None else [
            one_input(input_tensors) if input_tensors is not None else clone_input(model._input)]
        return Sequential([*begin, *stack], name=model.name, trainable=model.trainable)
    if model.own_call:
        return type(model).from_config(model.get_config())
    return clone_graph(model, input_tensors, make, call_function)


def clone_layer(layer: Any) -> Any:
    """A layer of the same configuration."""
    return clone_model(layer) if isinstance(layer, Model) else type(layer).from_config(layer.get_config())


def clone_input(tensor: Any) -> Any:
    """An Input like the one that a tensor came from."""
    return Input(batch_shape=tensor.shape, dtype=dtype_name(tensor.dtype), name=tensor.layer.name)


def one_input(tensors: Any) -> Any:
    """The only tensor."""
    return flatten(tensors)[0]


def clone_graph(model: Any, input_tensors: Any, make: Any, call_function: Any) -> Any:
    """The same calls on new layers."""
    graph: Graph = model.graph
    fresh = [clone_input(t) for t in graph.inputs] if input_tensors is None else flatten(input_tensors)
    values = dict(zip(map(id, graph.inputs), fresh, strict=True))
    layers: dict[int, Any] = {}
    for node in graph.nodes:
        if isinstance(node.layer, InputLayer):
            continue
        if isinstance(node.layer, Operation):
            layers[id(node.layer)] = node.layer
        elif id(node.layer) not in layers:
            layers[id(node.layer)] = make(node.layer)
        args, kwargs = replace((node.args, node.kwargs), values)
        layer = layers[id(node.layer)]
        results = call_function(layer, *args, **kwargs) if call_function else layer(*args, **kwargs)
        values.update(zip(map(id, node.outputs), flatten_by_key(results), strict=True))
    inputs, outputs = (mapped(lambda t: values[id(t)] if isinstance(t, Tensor) else t, structure)
                       for structure in (graph.input_structure, graph.output_structure))
    return type(model)(inputs, outputs, name=model.name)
