"""How does a box look? The class and the name on colour, the details below on white; an operation is a small pill."""

from nnlite.visualization.colors import FRAME, FRAME_INK, FRAME_LINE, INK, QUIET, RED, WHITE, colors_of
from nnlite.visualization.diagram import MISSING, OPERATION, Frame
from nnlite.visualization.diagram import Box as Layer
from nnlite.visualization.drawing.shapes import Box, Line, Text, text_width
from nnlite.visualization.layout import Rectangle
from nnlite.visualization.layout.routes import Route
from nnlite.visualization.wording import Wanted, details, frame_title, title, tooltip

PAD, LEAST_WIDTH, RADIUS = 11.0, 66.0, 6.0
LARGE, LARGE_LINE, SMALL, SMALL_LINE = 13.0, 17.0, 11.0, 15.0      # letters and lines
OUTLINE, THICK, THIN = 1.2, 2.0, 0.8
Shapes = list[Box | Text | Line]


def box_size(layer: Layer, wanted: Wanted) -> tuple[float, float]:
    """How large a box is with what is written in it."""
    heads, lines = title(layer, wanted), details(layer, wanted)
    if layer.kind == OPERATION:
        width = max(text_width(text, SMALL) for text in [*heads, *lines])
        return round(width + 1.6 * PAD), round(SMALL_LINE * (len(heads) + len(lines)) + 8)
    width = max([text_width(heads[0], LARGE, True), *(text_width(text, SMALL) for text in [*heads[1:], *lines])])
    return round(max(width + 2 * PAD, LEAST_WIDTH)), round(
        head_height(heads) + (SMALL_LINE * len(lines) + 8 if lines else 0))


def head_height(heads: list[str]) -> float:
    """Height of the coloured part, with a class and perhaps a name."""
    return LARGE_LINE + SMALL_LINE * (len(heads) - 1) + 9


def draw_box(layer: Layer, wanted: Wanted, place: Rectangle) -> Shapes:
    """A layer's box."""
    heads, lines = title(layer, wanted), details(layer, wanted)
    if layer.kind == OPERATION:
        return draw_pill(layer, [*heads, *lines], place)
    fill, line = colors_of(layer)
    x, y, width, height = place
    middle, head = x + width / 2, head_height(heads) if lines else height
    outline = Box(x, y, width, height, "none", line, RADIUS, THICK if layer.mark == MISSING else OUTLINE,
                  bool(layer.mark))
    shapes: Shapes = [outline._replace(fill=WHITE if lines else fill, tooltip=tooltip(layer))]
    if lines:
        shapes += [Line(upper_part(x, y, width, head), fill=fill),
                   Line([("M", ((x, y + head),)), ("L", ((x + width, y + head),))], line, THIN), outline]
    top = y + (height - head_height(heads)) / 2 if not lines else y
    shapes.append(Text(middle, top + LARGE_LINE + 1, heads[0], LARGE, True, INK))
    shapes += [Text(middle, top + LARGE_LINE + 1 + SMALL_LINE * n, text, SMALL, False, QUIET)
               for n, text in enumerate(heads[1:], 1)]
    shapes += [Text(middle, y + head + SMALL_LINE * n + 0.5, text, SMALL, False,
                    RED if layer.mark == MISSING and n == 1 else INK) for n, text in enumerate(lines, 1)]
    return shapes


def draw_pill(layer: Layer, texts: list[str], place: Rectangle) -> Shapes:
    """An operation's box, with round ends."""
    fill, line = colors_of(layer)
    x, y, width, height = place
    top = y + (height - SMALL_LINE * len(texts)) / 2 - 4
    return [Box(x, y, width, height, fill, line, min(height / 2, 14.0), OUTLINE, bool(layer.mark), tooltip(layer)),
            *(Text(x + width / 2, top + SMALL_LINE * n, text, SMALL, False, INK if n == 1 else QUIET)
              for n, text in enumerate(texts, 1))]


def upper_part(x: float, y: float, width: float, height: float) -> Route:
    """The outline of the upper part of a box with round corners."""
    near, right = RADIUS * 0.45, x + width     # where the handles of a quarter of a circle are
    return [("M", ((x, y + height),)), ("L", ((x, y + RADIUS),)),
            ("C", ((x, y + near), (x + near, y), (x + RADIUS, y))), ("L", ((right - RADIUS, y),)),
            ("C", ((right - near, y), (right, y + near), (right, y + RADIUS))), ("L", ((right, y + height),)),
            ("L", ((x, y + height),))]


def title_size(frame: Frame) -> tuple[float, float]:
    """How large the title of a frame is."""
    return text_width(frame_title(frame), LARGE, True), LARGE_LINE


def draw_frame(frame: Frame, place: Rectangle) -> Shapes:
    """The frame around a nested model's layers."""
    x, y, width, height = place
    return [Box(x, y, width, height, FRAME, FRAME_LINE, 10.0, OUTLINE, True, frame_title(frame)),
            Text(x + 12, y + LARGE_LINE + 1, frame_title(frame), LARGE, True, FRAME_INK, "start")]
