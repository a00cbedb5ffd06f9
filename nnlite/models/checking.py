"""Can these tensors be a model? What is said when they cannot."""

from typing import Any

from nnlite._checks import a_type
from nnlite._mixing import hint as mixed
from nnlite.graph.structure import flatten
from nnlite.graph.tensor import Tensor
from nnlite.graph.walk import ancestors, bracket

MISSING = object()


def check_graph_arguments(cls: type, inputs: Any, outputs: Any) -> None:
    """Raise unless both arguments are there and are symbolic tensors."""
    if inputs is MISSING and outputs is MISSING:
        raise ValueError(f"{cls.__name__}: inputs and outputs are missing. Write {cls.__name__}(inputs, outputs). "
                         "Models made by subclassing are not supported yet.")
    if outputs is MISSING or outputs is None:
        raise ValueError(f"{cls.__name__}: the outputs are missing. Write {cls.__name__}(inputs, outputs).")
    if inputs is MISSING or inputs is None:
        raise ValueError(f"{cls.__name__}: the inputs are missing. Write {cls.__name__}(inputs, outputs).")
    for what, value in (("inputs", inputs), ("outputs", outputs)):
        leaves = flatten(value)
        if not leaves:
            raise ValueError(f"{cls.__name__}: there must be at least one tensor in {what}. Received: {what}={value}")
        for leaf in leaves:
            check_leaf(cls, what, leaf)
    refuse_exchanged(cls, flatten(inputs), flatten(outputs))
    check_inputs(cls, flatten(inputs), flatten(outputs))


def check_leaf(cls: type, what: str, leaf: Any) -> None:
    """Raise unless a leaf is a symbolic tensor."""
    if isinstance(leaf, Tensor):
        return
    hint = mixed(leaf)
    if hasattr(leaf, "nodes"):
        hint = f" This is the layer {leaf.name!r} itself: did you forget to call it on a tensor?"
    elif not hint and hasattr(leaf, "shape"):
        hint = " Arrays go to fit and predict; a graph begins with Input(shape=…)."
    raise ValueError(f"{cls.__name__}: {what} must be symbolic tensors, from Input or from calling a layer. "
                     f"Received: {a_type(leaf)}.{hint}")


def refuse_exchanged(cls: type, inputs: list[Any], outputs: list[Any]) -> None:
    """Raise where the inputs are made from the outputs and not the other way round."""
    behind = ancestors(inputs)
    if all(tensor.node in behind for tensor in outputs) \
            and not any(tensor.node in ancestors(outputs) for tensor in inputs):
        first, last = ([tensor.layer.name for tensor in tensors] for tensors in (inputs, outputs))
        raise ValueError(f"{cls.__name__}: inputs and outputs are exchanged: the inputs are made from the outputs. "
                         f"Received: inputs={first}, outputs={last}, by layer names. "
                         f"Write {cls.__name__}({bracket(', '.join(last))}, {bracket(', '.join(first))}).")


def check_inputs(cls: type, inputs: list[Any], outputs: list[Any]) -> None:
    """Raise where an input comes twice, or leads nowhere."""
    if len({id(tensor) for tensor in inputs}) < len(inputs):
        raise ValueError(f"{cls.__name__}: every input can be given once. Received: {[t.layer.name for t in inputs]}")
    used = set(ancestors(outputs, inputs))
    for tensor in inputs:
        if tensor.node not in used and is_connected(outputs, inputs):
            raise ValueError(f"{cls.__name__}: no output depends on the input {tensor.layer.name!r}. "
                             "Leave it out of inputs, or use it.")


def is_connected(outputs: list[Any], inputs: list[Any]) -> bool:
    """Whether all ends that the outputs depend on are among the inputs (if not, that is the error to report)."""
    given = {id(tensor.node) for tensor in inputs}
    return all(node.inputs or id(node) in given for node in ancestors(outputs, inputs))


def unique_names(layers: list[Any], who: str) -> None:
    """Raise where two layers have one name."""
    seen: dict[str, Any] = {}
    for layer in layers:
        if layer.name in seen:
            first = type(seen[layer.name]).__name__
            raise ValueError(f"{who}: the name {layer.name!r} is used twice, by a {first} and a "
                             f"{type(layer).__name__}. Give every layer a name of its own, or leave name out.")
        seen[layer.name] = layer
