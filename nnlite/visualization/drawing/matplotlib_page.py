"""How is a drawing put on paper as PNG or PDF? By matplotlib, on a figure of its own: no window opens, and nothing of a
session changes. Only this module of the pictures needs it.
"""

from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from nnlite.visualization.drawing.shapes import Box, Drawing, Line, Text

PIXELS_PER_INCH, POINTS = 96, 0.75      # a pixel of a drawing in points
MOST_PIXELS = 30_000        # of a side: Agg draws up to 65,535
CODES = {"M": [Path.MOVETO], "L": [Path.LINETO], "C": [Path.CURVE4] * 3}


def figure_of(drawing: Drawing) -> Figure:
    """A figure with the drawing on it."""
    figure = Figure(figsize=(drawing.width / PIXELS_PER_INCH, drawing.height / PIXELS_PER_INCH), facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    for layer, shape in enumerate(drawing.shapes):
        if isinstance(shape, Text):
            axes.text(shape.x, shape.y, shape.text, fontsize=shape.size * POINTS, color=shape.color,
                      fontweight="bold" if shape.bold else "normal", zorder=layer, parse_math=False, va="baseline",
                      ha={"start": "left", "middle": "center", "end": "right"}[shape.anchor])
        else:
            axes.add_patch(patch(shape, layer))
    axes.set(xlim=(0, drawing.width), ylim=(drawing.height, 0))
    axes.set_axis_off()
    return figure


def patch(shape: Box | Line, layer: int) -> Any:
    """A rectangle or a path."""
    style: dict[str, Any] = {"facecolor": shape.fill, "edgecolor": shape.line, "zorder": layer,
                             "linewidth": shape.thickness * POINTS}
    if isinstance(shape, Box):
        style["linestyle"] = (0, (5, 3)) if shape.dashed else "-"
        return FancyBboxPatch((shape.x, shape.y), shape.width, shape.height,
                              boxstyle=f"round,pad=0,rounding_size={shape.radius}", **style)
    points = [point for _, some in shape.strokes for point in some]
    return PathPatch(Path(points, [code for letter, _ in shape.strokes for code in CODES[letter]]), **style)


def save(drawing: Drawing, path: Any, file_format: str, dpi: int) -> None:
    """Write the drawing to a file; a very long one gets fewer dots per inch, so that it can be written at all."""
    longest = max(drawing.width, drawing.height) / PIXELS_PER_INCH
    figure_of(drawing).savefig(path, format=file_format, dpi=min(dpi, MOST_PIXELS / longest))
