"""What does a model hold? A graph: the nodes between its inputs and its outputs, in the order in which they run."""

from nnlite.graph.node import flatten, pack
from nnlite.graph.walk import sorted_graph


class Graph:
    """The calls that lead from inputs to outputs.

    Attributes:
        inputs, outputs: tensors, in flat lists.
        nodes: the calls, each after the ones that it reads.
        layers: every layer once, in Keras's order.

    Raises:
        ValueError: an output does not come from the inputs.
    """

    def __init__(self, inputs, outputs):
        self.input_structure, self.output_structure = inputs, outputs
        self.inputs, self.outputs = flatten(inputs), flatten(outputs)
        self.nodes, self.layers = sorted_graph(self.inputs, self.outputs)

    @property
    def is_chain(self):
        """Whether no layer is used twice and none has two neighbours before it or after it."""
        readers = [id(tensor) for node in self.nodes for tensor in node.inputs]
        return (
            len(self.inputs) == len(self.outputs) == 1
            and len(set(readers)) == len(readers)
            and len(self.layers) == len(self.nodes)
            and all(len(node.inputs) <= 1 for node in self.nodes)
        )

    def run(self, inputs):
        """Call every layer on the values that its inputs have, and return the outputs in their structure."""
        values = dict(zip(map(id, self.inputs), inputs, strict=True))
        for node in self.nodes:
            if node.inputs:
                arguments = pack(node.structure, [values[id(tensor)] for tensor in node.inputs])
                results = node.layer(arguments, **node.arguments)
                values.update(zip(map(id, node.outputs), flatten(results), strict=True))
        return pack(self.output_structure, [values[id(tensor)] for tensor in self.outputs])
