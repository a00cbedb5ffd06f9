"""What can be drawn of a graph that does not hang together? Everything that the outputs depend on, with the break."""

from collections.abc import Sequence
from typing import Any

from nnlite.graph.walk import ancestors, missing_inputs
from nnlite.visualization.diagram import BROKEN, MISSING, UNUSED, Diagram
from nnlite.visualization.walking import Walk


def diagram_of_tensors(inputs: Sequence[Any], outputs: Sequence[Any], expand_nested: bool = False) -> Diagram:
    """The calls between tensors. An Input that is not given is MISSING and its way to an output is BROKEN; one that no
    output depends on is UNUSED."""
    nodes = ancestors(outputs, inputs)
    marks = {id(tensor.node.layer): UNUSED for tensor in inputs if tensor.node not in nodes}
    notes = []
    missing = missing_inputs(inputs, outputs)
    broken = {}
    for tensor in missing:
        marks[id(tensor.node.layer)] = MISSING
        way = way_down(tensor.node, nodes)
        broken.update({(id(source), id(reader)): BROKEN for source, reader in zip(way, way[1:], strict=False)})
    if missing:
        names = ", ".join(repr(tensor.layer.name) for tensor in missing)
        verb = "is" if len(missing) == 1 else "are"
        notes.append(f"Graph disconnected: {names} {verb} not among the inputs {[t.layer.name for t in inputs]}.")
    given = [tensor.node for tensor in inputs if tensor.node not in nodes]
    callers = {id(node.layer): node.layer for node in [*nodes, *given]}
    walk = Walk(expand_nested, marks, broken)
    return walk.diagram("graph", callers.values(), [*nodes, *given])._replace(notes=tuple(notes))


def way_down(node: Any, nodes: Sequence[Any]) -> list[Any]:
    """The calls from one to an output, through the last reader of each."""
    reader = {parent: reader for reader in nodes for parent in reader.parents}
    way = [node]
    while way[-1] in reader:
        way.append(reader[way[-1]])
    return way
