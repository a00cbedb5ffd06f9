"""What does a summary say about each layer? Its output's shape, its parameters, and what it is connected to.

A model is anything with `name`, `layers`, `built` and `graph`, whose `nodes` are the calls it is made of (None as
long as there is no graph). A layer has `name`, `nodes` (every call of it), `weights`, `trainable` and
`count_params()`. A nested model is both.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from nnlite._checks import sentence

Shape = tuple[int | None, ...]
Calls = Mapping[int, Sequence[Any]]     # id of a layer -> the calls of it that belong to a model
MULTIPLE = "multiple"


class Row(NamedTuple):
    """What the summary says about one layer.

    Attributes:
        name: The layer's name.
        class_name: Its class; a functional model's is "Model".
        output_shape: A tuple; a list of tuples for an Input and for several outputs; "multiple" if the layer was
            called several times and the shapes differ; None as long as it is not known.
        params: How many numbers the layer's weights hold; None as long as it is not known.
        connected_to: Where the inputs come from, as "layer[call][output]".
        trainable: Whether training may change the layer.
        depth: 0 for the model's own layers, 1 for the layers of a nested model, and so on.
    """

    name: str
    class_name: str
    output_shape: Shape | list[Shape] | str | None
    params: int | None
    connected_to: tuple[str, ...]
    trainable: bool
    depth: int


def rows_of(model: Any, expand_nested: bool = False, layer_range: Sequence[str] | None = None,
            depth: int = 0) -> tuple[Row, ...]:
    """The rows of a model's layers in the order of `model.layers`, nested ones behind the layer they are in."""
    calls: defaultdict[Any, list[Any]] = defaultdict(list)
    for node in nodes_of(model):
        calls[id(node.layer)].append(node)
    rows = []
    for layer in layers_between(entries_of(model), layer_range):
        known = model.built or bool(layer.weights)
        rows.append(row_of(layer, calls, known, depth))
        if expand_nested and is_model(layer):
            rows += rows_of(layer, expand_nested, depth=depth + 1)
    return tuple(rows)


def row_of(layer: Any, calls: Calls, known: bool, depth: int) -> Row:
    """One layer's row, from the calls of it that belong to the model."""
    own = sorted(calls.get(id(layer), ()), key=call_number)
    inputs = [tensor for node in own for tensor in node.inputs]
    connected_to = tuple(f"{t.layer.name}[{call_number(t.node)}][{t.index}]" for t in inputs)
    params = layer.count_params() if known else None
    trainable = bool(layer.trainable)
    return Row(layer.name, class_name(layer), output_shape(own), params, connected_to, trainable, depth)


def entries_of(model: Any) -> Sequence[Any]:
    """What gets a row: the layers and, between them, the operations such as `a + b`."""
    graph = None if is_sequential(model) else model.graph
    return getattr(graph, "callers", model.layers)


def is_sequential(model: Any) -> bool:
    """Whether a model is a stack of layers."""
    return any(base.__name__ == "Sequential" for base in type(model).__mro__)


def class_name(layer: Any) -> str:
    """The name of the class, and "Model" for any plain functional model."""
    name = getattr(layer, "class_name", type(layer).__name__)
    return "Model" if name == "Functional" else name


def output_shape(calls: Sequence[Any]) -> Shape | list[Shape] | str | None:
    """The shape that all the calls share."""
    shapes = [[tuple(tensor.shape) for tensor in node.outputs] for node in calls]
    if not shapes:
        return None
    if any(other != shapes[0] for other in shapes[1:]):
        return MULTIPLE
    is_input = not calls[0].inputs
    return shapes[0] if is_input or len(shapes[0]) > 1 else shapes[0][0]


def call_number(node: Any) -> int:
    """Which call of its layer a node is, counted over everything that was ever drawn with the layer.

    Layers count from 0. Models count from 1, as in tf.keras 2.0, where number 0 is the model's own graph.
    """
    first = int(is_model(node.layer))
    return next((number for number, call in enumerate(node.layer.nodes, first) if call is node), first)


def nodes_of(model: Any) -> Sequence[Any]:
    """The calls that a model is made of."""
    return [] if model.graph is None else model.graph.nodes


def is_model(layer: Any) -> bool:
    """Whether a layer is a model itself."""
    return hasattr(layer, "layers")


def is_chain(model: Any) -> bool:
    """Whether every layer simply follows the one before it, so that the connections go without saying.

    One start, no layer called twice, no call with two inputs, no call whose outputs are read by two others.
    """
    if is_sequential(model):
        return True
    nodes = nodes_of(model)
    layers = {id(node.layer) for node in nodes}
    starts = [node for node in nodes if not node.inputs]
    producers = [id(node.inputs[0].node) for node in nodes if node.inputs]
    return (len(starts) <= 1 and len(layers) == len(nodes) and len(set(producers)) == len(producers)
            and all(len(node.inputs) <= 1 for node in nodes))


def parameter_count(variables: Iterable[Any]) -> int:
    """How many numbers the variables hold, a shared variable counted once."""
    return sum(math.prod(variable.shape) for variable in {id(v): v for v in variables}.values())


def layers_between(layers: Sequence[Any], layer_range: Sequence[str] | None) -> Sequence[Any]:
    """The layers from the first whose name matches one pattern to the last that matches the other."""
    if layer_range is None:
        return layers
    if not isinstance(layer_range, list | tuple) or [isinstance(end, str) for end in layer_range] != [True, True]:
        raise ValueError(sentence("summary", "layer_range must be a pair of names or patterns", "layer_range",
                                  layer_range, "Write layer_range=['first_name', 'last_name']."))
    first, last = ([k for k, layer in enumerate(layers) if matches(end, layer.name)] for end in layer_range)
    if not first or not last:
        missing = layer_range[0] if not first else layer_range[1]
        names = ", ".join(layer.name for layer in layers)
        raise ValueError(sentence("summary", f"no layer's name matches {missing!r}", "layer_range", layer_range,
                                  f"The layers are: {names}."))
    if first[0] > last[-1]:
        first, last = last, first
    return layers[first[0]:last[-1] + 1]


def matches(pattern: str, name: str) -> bool:
    """Whether a name is, or begins with what matches, the pattern; a broken pattern matches only itself."""
    try:
        return name == pattern or re.match(pattern, name) is not None
    except re.error:
        return False
