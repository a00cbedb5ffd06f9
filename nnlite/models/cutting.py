"""Can a model begin in the middle of another? Yes: what leads from the tensors given to the outputs is drawn again."""

from typing import Any

from nnlite.graph.graph import Graph
from nnlite.graph.structure import flatten, pack
from nnlite.layers import Input
from nnlite.layers.core import InputLayer


def graph_between(inputs: Any, outputs: Any) -> Graph:
    """The graph from inputs to outputs; inputs that layers made are replaced by Inputs of their own."""
    graph = Graph(inputs, outputs)
    given = flatten(inputs)
    if all(isinstance(tensor.layer, InputLayer) for tensor in given):
        return graph
    fresh = [t if isinstance(t.layer, InputLayer) else Input(batch_shape=t.shape, dtype=str(t.dtype)) for t in given]
    return Graph(pack(inputs, fresh), graph.run(fresh))
