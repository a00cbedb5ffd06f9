"""How does a model become boxes and edges? One walk over its calls; nested models are one box or are walked as well.

As for a summary, a model is anything with `name`, `layers` and `graph`, and a call has `layer`, `inputs` and `outputs`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nnlite.graph.operation import Operation
from nnlite.graph.structure import flatten_by_key
from nnlite.visualization.diagram import INPUT, LAYER, MODEL, OPERATION, Box, Call, Diagram, Edge, Frame
from nnlite.visualization.rows import call_number, class_name, entries_of, is_model, is_sequential, nodes_of

End = tuple[str, str]       # the key of a box, and which of its calls


def diagram_of(model: Any, expand_nested: bool = False) -> Diagram:
    """The picture of a model, built or not."""
    if model.graph is not None:
        return Walk(expand_nested).diagram(model.name, entries_of(model), nodes_of(model))
    if not is_sequential(model):
        note = f"{model.name} is not built yet: call it on data, or fit it once."
        return Diagram(model.name, (box_of(model, "n0", ()),), (), notes=(note,))
    boxes = tuple(box_of(layer, f"n{k}", ()) for k, layer in enumerate(model.layers))
    edges = tuple(Edge(f"n{k}", f"n{k + 1}") for k in range(len(boxes) - 1))
    advice = "is not built yet: call build((None, k)) or fit once." if boxes else "has no layers yet: call add(layer)."
    return Diagram(model.name, boxes, edges, notes=(f"{model.name} {advice}",))


class Walk:
    """Collects boxes, then edges.

    Args:
        expand_nested: Whether nested models become frames.
        marks: What is said about a layer, by the layer's id.
        broken: Pairs of calls, by their ids, between which the edge is BROKEN.
    """

    def __init__(self, expand_nested: bool = False, marks: Mapping[int, str] | None = None,
                 broken: Mapping[tuple[int, int], str] | None = None):
        self.expand_nested = expand_nested
        self.marks = marks or {}
        self.broken = broken or {}
        self.keys: dict[int, str] = {}                  # id of a layer -> key of its box
        self.calls: dict[int, list[Any]] = {}           # id of a layer -> the calls of it that are shown
        self.homes: dict[int, str | None] = {}          # id of a layer -> key of the frame it stands in
        self.frames: dict[int, Frame] = {}              # id of a nested model -> its frame
        self.drawn: list[Any] = []                      # every layer that gets a box
        self.nodes: list[Any] = []                      # every call that is shown

    def diagram(self, name: str, callers: Iterable[Any], nodes: Iterable[Any]) -> Diagram:
        """The picture of these callers and calls."""
        self.collect(callers, nodes, None)
        self.keys = {id(layer): f"n{k}" for k, layer in enumerate(self.drawn)}
        boxes = tuple(box_of(layer, self.keys[id(layer)], self.calls.get(id(layer), ()), self.homes[id(layer)],
                             self.marks.get(id(layer), "")) for layer in self.drawn)
        return Diagram(name, boxes, tuple(self.edges()), tuple(self.frames.values()))

    def collect(self, callers: Iterable[Any], nodes: Iterable[Any], home: str | None) -> None:
        """Note who is drawn in which frame; a layer that is also used elsewhere stands in the inner one."""
        for node in nodes:
            self.nodes.append(node)
            self.calls.setdefault(id(node.layer), []).append(node)
        for caller in callers:
            if self.expand_nested and is_model(caller) and caller.graph is not None:
                if id(caller) not in self.frames:
                    frame = Frame(f"f{len(self.frames)}", caller.name, class_name(caller), home)
                    self.frames[id(caller)] = frame
                    self.collect(entries_of(caller), nodes_of(caller), frame.key)
            elif id(caller) not in self.homes:
                self.drawn.append(caller)
                self.homes[id(caller)] = home
            elif self.homes[id(caller)] is None:
                self.homes[id(caller)] = home

    def edges(self) -> Iterable[Edge]:
        """Every edge once, with how often it is there."""
        found: Counter[tuple[End, End, str]] = Counter()
        for node in self.nodes:
            for position, tensor in enumerate(node.inputs):
                source = self.source(tensor)
                mark = self.broken.get((id(tensor.node), id(node)), "")
                if source is not None:
                    found.update((source, target, mark) for target in self.targets(node, position))
        for ((source_key, leaving), (target_key, arriving), mark), times in found.items():
            yield Edge(source_key, target_key, leaving, arriving, times, mark)

    def source(self, tensor: Any) -> End | None:
        """The box that a tensor comes from; None for an input that is not shown."""
        node = tensor.node
        if id(node.layer) in self.keys:
            call = self.call_label(node)
            several = len(node.outputs) > 1
            return self.keys[id(node.layer)], f"[{call_number(node)}][{tensor.index}]" if several else call
        if id(node.layer) not in self.frames:
            return None
        inner = self.source(flatten_by_key(node.layer.graph.output_structure)[tensor.index])
        return inner and (inner[0], self.call_label(node) or inner[1])

    def targets(self, node: Any, position: int) -> list[End]:
        """The boxes that an input of a call goes into: one, or several behind an input that is not shown."""
        call = self.call_label(node)
        if id(node.layer) in self.keys:
            return [(self.keys[id(node.layer)], call)]
        graph = node.layer.graph
        tensor = graph.inputs[min(place_in_model(node, position), len(graph.inputs) - 1)]
        if id(tensor.node.layer) in self.keys:
            return [(self.keys[id(tensor.node.layer)], call)]
        inner = [end for reader in graph.nodes for place, read in enumerate(reader.inputs) if read is tensor
                 for end in self.targets(reader, place)]
        return [(key, call or label) for key, label in inner]

    def call_label(self, node: Any) -> str:
        """Which call it is, as in a summary; nothing where there is only one."""
        return f"[{call_number(node)}]" if len(self.calls[id(node.layer)]) > 1 else ""


def place_in_model(node: Any, position: int) -> int:
    """Which input of a model the call's input at a position is; a dictionary names it."""
    names = list(node.structure) if isinstance(node.structure, dict) else []
    known = node.layer.input_names
    return known.index(names[position]) if position < len(names) and names[position] in known else position


def box_of(layer: Any, key: str, nodes: Sequence[Any], frame: str | None = None, mark: str = "") -> Box:
    """One layer's box."""
    ordered = sorted(nodes, key=call_number)
    calls = tuple(Call(tuple(tuple(t.shape) for t in node.inputs), tuple(tuple(t.shape) for t in node.outputs),
                       tuple(str(t.dtype) for t in node.outputs)) for node in ordered)
    trainable = bool(layer.trainable) if getattr(layer, "weights", ()) else None
    return Box(key, layer.name, class_name(layer), kind_of(layer, ordered), calls, activation_of(layer), trainable,
               frame, mark)


def kind_of(layer: Any, nodes: Sequence[Any]) -> str:
    """What a box stands for."""
    if is_model(layer):
        return MODEL
    if nodes and not any(node.inputs for node in nodes):
        return INPUT
    return OPERATION if isinstance(layer, Operation) else LAYER


def activation_of(layer: Any) -> str | None:
    """The name of a layer's activation."""
    function = getattr(layer, "activation", None)
    if function is None:
        return None
    return str(getattr(function, "name", None) or getattr(function, "__name__", None) or function)
