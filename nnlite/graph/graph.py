"""What does a model hold? A graph: the nodes between its inputs and its outputs, in the order in which they run."""

import functools

from nnlite.graph.operation import Operation
from nnlite.graph.structure import flatten, flatten_by_key, mapped, replace
from nnlite.graph.tensor import Tensor
from nnlite.graph.walk import sorted_graph


class Graph:
    """The calls that lead from inputs to outputs.

    Attributes:
        inputs, outputs: tensors, in flat lists.
        nodes: the calls, each after the ones that it reads.
        callers: every layer and operation once, in Keras's order.
        layers: the layers among them.

    Raises:
        ValueError: an output does not come from the inputs.
    """

    def __init__(self, inputs, outputs):
        self.input_structure, self.output_structure = inputs, outputs
        self.inputs, self.outputs = flatten(inputs), flatten(outputs)
        self.nodes, self.callers = sorted_graph(flatten_by_key(inputs), flatten_by_key(outputs))
        self.layers = [caller for caller in self.callers if not isinstance(caller, Operation)]

    @functools.cached_property
    def input_names(self):
        """Names of the inputs: the keys of a dictionary of data."""
        if isinstance(self.input_structure, dict):
            return list(self.input_structure)
        return [tensor.layer.name for tensor in self.inputs]

    @functools.cached_property
    def output_names(self):
        """Names of the outputs: the keys of dictionaries of targets, losses and metrics."""
        if isinstance(self.output_structure, dict):
            return list(self.output_structure)
        names = []
        for tensor in self.outputs:
            name = tensor.layer.name
            repeats = sum(other.layer.name == name for other in self.outputs[: len(names)])
            names.append(f"{name}_{repeats}" if repeats else name)
        return names

    @property
    def is_chain(self):
        """Whether no layer is used twice and none has two neighbours before it or after it."""
        readers = [id(tensor) for node in self.nodes for tensor in node.inputs]
        return (
            len(self.inputs) == len(self.outputs) == 1
            and len(set(readers)) == len(readers)
            and len(self.callers) == len(self.nodes)
            and all(len(node.inputs) <= 1 for node in self.nodes)
        )

    def run(self, inputs):
        """Call every layer on the values that its inputs have, and return the outputs in their structure."""
        values = dict(zip(map(id, self.inputs), inputs, strict=True))
        for node in self.nodes:
            if node.inputs and id(node.outputs[0]) not in values:
                args, kwargs = replace((node.args, node.kwargs), values)
                results = node.layer(*args, **kwargs)
                values.update(zip(map(id, node.outputs), flatten_by_key(results), strict=True))
        return mapped(lambda t: values[id(t)] if isinstance(t, Tensor) else t, self.output_structure)
