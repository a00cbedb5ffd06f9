"""What is a node? One call of one layer: what it read and what it made. A layer that is called twice has two."""

from nnlite.graph import trace
from nnlite.graph.tensor import Tensor


class Node:
    """A call event.

    Attributes:
        layer: who was called.
        inputs: the tensors it was called on, in a flat list.
        outputs: the tensors it returned, in a flat list.
        structure: the first argument as it was given (a tensor, or a list of them).
        arguments: further arguments of the call.
    """

    def __init__(self, layer, structure, arguments):
        self.layer = layer
        self.structure = structure
        self.arguments = arguments
        self.inputs = flatten(structure)
        self.outputs = []
        self.several = False  # whether the call returned a list

    @property
    def parents(self):
        """The nodes that made the inputs."""
        return [tensor.node for tensor in self.inputs]

    def add_outputs(self, shapes_and_types):
        """Make the tensors that this call returns."""
        self.outputs = [Tensor(shape, dtype, self, index) for index, (shape, dtype) in enumerate(shapes_and_types)]
        return self.outputs if self.several else self.outputs[0]

    def __repr__(self):
        return f"<Node {self.layer.name}: {[t.name for t in self.inputs]} -> {[t.name for t in self.outputs]}>"


def flatten(structure):
    """The leaves of a value, list, tuple or dict, in order."""
    if isinstance(structure, dict):
        return [leaf for key in structure for leaf in flatten(structure[key])]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in flatten(item)]
    return [structure]


def pack(structure, leaves):
    """The same structure with other leaves, taken in order."""
    return _pack(structure, iter(leaves))


def _pack(structure, leaves):
    if isinstance(structure, dict):
        return {key: _pack(value, leaves) for key, value in structure.items()}
    if isinstance(structure, (list, tuple)):
        return type(structure)(_pack(item, leaves) for item in structure)
    return next(leaves)


def draw(layer, structure, arguments):
    """Call a layer on symbolic tensors: find the shapes of its outputs and add a node to the graph."""
    node = Node(layer, structure, arguments)
    with trace.Trace(Tensor):
        placeholders = [Tensor(t.shape, t.dtype, label=t.name) for t in node.inputs]
        results = layer.traced_call(pack(structure, placeholders), **arguments)
    if not all(isinstance(result, Tensor) for result in flatten(results)):
        raise TypeError(f"{layer.name}: its call must return a tensor made with nnlite.ops, or a list of them. "
                        f"Received: {results!r:.80}")
    node.several = isinstance(results, (list, tuple))
    outputs = node.add_outputs([(t.shape, t.dtype) for t in flatten(results)])
    layer.nodes.append(node)
    return outputs
