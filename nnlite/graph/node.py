"""What is a node? One call of one layer: what it read and what it made. A layer that is called twice has two."""

from nnlite.graph import trace
from nnlite.graph.operation import Operation
from nnlite.graph.structure import flatten, flatten_by_key, replace
from nnlite.graph.tensor import Tensor

PRETENDED = (83, 89)  # two sizes for an unknown one, unlikely elsewhere: what differs in the result is unknown too


class Node:
    """A call event.

    Attributes:
        layer: who was called: a layer, a model, or an operation (a function of nnlite.ops).
        args, kwargs: what it was called with; tensors may be anywhere in them.
        inputs: the tensors among them, in a flat list.
        outputs: the tensors it returned, in a flat list.
        result: what it returned, the tensors in their structure.
    """

    def __init__(self, layer, args, kwargs):
        self.layer = layer
        self.args = tuple(args)
        self.kwargs = kwargs
        self.inputs = [leaf for leaf in flatten((self.args, kwargs)) if isinstance(leaf, Tensor)]
        self.outputs = []
        self.result = None

    @property
    def structure(self):
        """The first argument as it was given: a tensor, or a list or dictionary of them."""
        return self.args[0] if self.args else next(iter(self.kwargs.values()), [])

    @property
    def parents(self):
        """The nodes that made the inputs."""
        return [tensor.node for tensor in self.inputs]

    @property
    def several(self):
        """Whether the call returned more than one tensor, or one in a list."""
        return not isinstance(self.result, Tensor)

    def add_outputs(self, result):
        """Make the tensors that this call returns, like those of `result`."""
        self.outputs = [Tensor(t.shape, t.dtype, self, index) for index, t in enumerate(flatten_by_key(result))]
        for output, t in zip(self.outputs, flatten_by_key(result), strict=True):
            output.mask_shape = None if t._keras_mask is None else tuple(t._keras_mask.shape)
        self.result = replace(result, dict(zip(map(id, flatten_by_key(result)), self.outputs, strict=True)))
        return self.result

    def draw(self, function, args, kwargs):
        """Draw the call of an op (a tensor's way to reach `draw`)."""
        return draw(Operation(function), args, kwargs)

    def __repr__(self):
        return f"<Node {self.layer.name}: {[t.name for t in self.inputs]} -> {[t.name for t in self.outputs]}>"


def draw(layer, args, kwargs):
    """Call a layer or an operation on symbolic tensors: find what comes out and add a node to the graph."""
    node = Node(layer, args, kwargs)
    try:
        result = shapes_of(node)
    except Exception as error:
        operands = ", ".join(f"{t.name!r} {t.shape}" for t in node.inputs)
        if isinstance(layer, Operation) and type(error) is ValueError:  # its name says less than those of layers
            raise ValueError(f"{str(error).removesuffix('.')}. It was called on {operands}.") from None
        error.add_note(f"It happened when {layer.name!r} was called on {operands}.")
        raise
    if not flatten(result) or not all(isinstance(leaf, Tensor) for leaf in flatten(result)):
        raise TypeError(f"{layer.name}: its call must return a tensor made with nnlite.ops, or a list of them. "
                        f"Received: {result!r:.80}")
    node.add_outputs(result)
    layer.nodes.append(node)
    return node.result


def shapes_of(node):
    """What the call returns, as tensors of a trace. Code that computes with an unknown size is tried with two known
    ones, which is how Keras finds shapes."""
    try:
        return traced(node, None)
    except TypeError as error:
        if all(None not in t.shape for t in node.inputs):
            raise
        try:
            first, second = (traced(node, size) for size in PRETENDED)
        except Exception:
            raise error from None
    common = [merged(x, y) for x, y in zip(flatten(first), flatten(second), strict=True)]
    return replace(first, dict(zip(map(id, flatten(first)), common, strict=True)))


def merged(x, y):
    """What two tensors have in common, their masks too: a size in which they differ is unknown."""
    common = Tensor([a if a == b else None for a, b in zip(x.shape, y.shape, strict=True)], x.dtype)
    if x._keras_mask is not None and y._keras_mask is not None:
        common._keras_mask = merged(x._keras_mask, y._keras_mask)
    return common


def traced(node, unknown):
    """Run the call on placeholders, with a size for what is unknown."""
    with trace.Trace(Tensor):
        placeholders = {id(t): placeholder(t, unknown) for t in node.inputs}
        args, kwargs = replace((node.args, node.kwargs), placeholders)
        return node.layer.traced_call(*args, **kwargs)


def placeholder(tensor, unknown):
    """A tensor for a trace that is like a drawn one, with a mask where that will carry one."""
    sizes = [unknown if d is None else d for d in tensor.shape]
    result = Tensor(sizes, tensor.dtype, label=tensor.name)
    if tensor.mask_shape is not None:
        mask = [unknown if d is None else d for d in tensor.mask_shape]
        result._keras_mask = Tensor(mask, bool, label=f"mask of {tensor.name}")
    return result
