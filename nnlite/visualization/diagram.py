"""What is in the picture of a model? Plain data: a box for every layer, an edge for every tensor that passes, frames.

A layer has one box however often it is called. A nested model is one box, or a frame around the boxes of its layers.
Everything that draws or writes a model (SVG, matplotlib, DOT, Mermaid) reads this and nothing else.
"""

from typing import NamedTuple

Shape = tuple[int | None, ...]

INPUT, LAYER, MODEL, OPERATION = "input", "layer", "model", "operation"     # what a box stands for
MISSING, BROKEN, UNUSED = "missing", "broken", "unused"     # an Input that is not given, the way from it, one too many


class Call(NamedTuple):
    """One call of a layer: the shapes that went in, the shapes and types that came out."""

    inputs: tuple[Shape, ...]
    outputs: tuple[Shape, ...]
    dtypes: tuple[str, ...]


class Box(NamedTuple):
    """One layer.

    Attributes:
        key: What edges call it; unique in the diagram.
        name, class_name: The layer's.
        kind: INPUT, LAYER, MODEL or OPERATION (a function that was called on a tensor).
        calls: What is known of each call; empty as long as the model is not built.
        activation: The name of its activation, or None.
        trainable: Whether training may change its weights; None if it has none.
        frame: The key of the frame it stands in, or None.
        mark: "", MISSING or UNUSED.
    """

    key: str
    name: str
    class_name: str
    kind: str = LAYER
    calls: tuple[Call, ...] = ()
    activation: str | None = None
    trainable: bool | None = None
    frame: str | None = None
    mark: str = ""


class Edge(NamedTuple):
    """A tensor on its way from one layer to another (or to the same one, called again).

    Attributes:
        source, target: Keys of boxes.
        leaving: Which call and output it comes from, as in a summary, "[1]" or "[0][2]"; "" where there is only one.
        arriving: Which call of the target it goes into, likewise.
        times: How often; 2 for `add([x, x])`.
        mark: "" or BROKEN.
    """

    source: str
    target: str
    leaving: str = ""
    arriving: str = ""
    times: int = 1
    mark: str = ""


class Frame(NamedTuple):
    """A nested model that is shown with its layers; `parent` is the key of the frame around it, or None."""

    key: str
    name: str
    class_name: str
    parent: str | None = None


class Diagram(NamedTuple):
    """The whole picture; `notes` are sentences to be read below it."""

    name: str
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    frames: tuple[Frame, ...] = ()
    notes: tuple[str, ...] = ()

    def path_of_frames(self, key: str | None) -> list[str]:
        """The frames around a frame, outermost first, and itself; empty for None."""
        parents = {frame.key: frame.parent for frame in self.frames}
        path: list[str] = []
        while key is not None:
            path.insert(0, key)
            key = parents[key]
        return path
