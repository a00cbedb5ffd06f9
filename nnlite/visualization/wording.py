"""What is written into a box? The class and the name of a layer, its shapes, and what else was asked for."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from nnlite.visualization.diagram import MISSING, OPERATION, UNUSED, Box, Frame, Shape

MOST, LONGEST = 4, 40
MARKS = {MISSING: "not among the inputs", UNUSED: "no output depends on it"}


class Wanted(NamedTuple):
    """What a picture shows of each layer; the names are those of Keras's plot_model."""

    show_shapes: bool = False
    show_dtype: bool = False
    show_layer_names: bool = False
    show_layer_activations: bool = False
    show_trainable: bool = False


def title(box: Box, wanted: Wanted) -> list[str]:
    """The class, and below it the name; an operation has only its name."""
    names = [box.name] if box.kind == OPERATION else [box.class_name, box.name]
    return [shortened(name) for name in (names if wanted.show_layer_names else names[:1])]


def frame_title(frame: Frame) -> str:
    """What is written over a nested model."""
    return f"{shortened(frame.name)} ({frame.class_name})"


def details(box: Box, wanted: Wanted) -> list[str]:
    """The lines below the title."""
    lines = [MARKS[box.mark]] if box.mark else []
    if wanted.show_shapes:
        lines += shape_lines(box)
    if wanted.show_dtype:
        types = dict.fromkeys(name for call in box.calls for name in call.dtypes)
        lines.append(", ".join(types) or "type ?")
    if wanted.show_layer_activations and box.activation is not None:
        lines.append(f"activation: {shortened(box.activation)}")
    if wanted.show_trainable and box.trainable is not None:
        lines.append("trainable" if box.trainable else "not trainable")
    return lines


def shape_lines(box: Box) -> list[str]:
    """What goes in and what comes out: one line for all calls that are alike, nothing as long as it is not known."""
    lines = list(dict.fromkeys(
        f"{shapes(call.inputs)} → {shapes(call.outputs)}" if call.inputs else shapes(call.outputs)
        for call in box.calls))
    return lines if len(lines) <= MOST else [*lines[:MOST - 1], f"and {len(lines) - MOST + 1} more"]


def shapes(several: Sequence[Shape]) -> str:
    """Shapes in a list, with a number before those that come several times."""
    runs = [(shape, len(list(run))) for shape, run in groupby(several)]
    shown = [f"{count} × {shape}" if count > 1 else str(shape) for shape, count in runs[:MOST]]
    rest = sum(count for _, count in runs[MOST:])
    return ", ".join([*shown, *([f"{rest} more"] if rest else [])])


def shortened(name: str) -> str:
    """A name that fits into a box: the middle of a very long one is left out."""
    return name if len(name) <= LONGEST else f"{name[:LONGEST // 2]}…{name[-LONGEST // 2 + 1:]}"


def tooltip(box: Box) -> str:
    """Everything about a layer, in one text."""
    everything = details(box, Wanted(True, True, True, True, True))
    return "\n".join([f"{box.name} ({box.class_name})", *everything])
