"""How does a diagram become a drawing? Every box gets the size of what is written in it, then all gets a place."""

from nnlite.visualization.colors import QUIET, RED, WHITE
from nnlite.visualization.diagram import MISSING, Diagram
from nnlite.visualization.drawing.boxes import box_size, draw_box, draw_frame, title_size
from nnlite.visualization.drawing.edges import draw_edges
from nnlite.visualization.drawing.shapes import Box, Drawing, Line, Text, moved, text_width
from nnlite.visualization.layout import lay_out
from nnlite.visualization.wording import Wanted

MARGIN = 14.0
NOTE_SIZE, NOTE_LINE, NOTE_LETTERS = 11.0, 15.0, 70
PORT_ACROSS, PORT_DOWN = 30.0, 20.0     # room for the label of an edge beside its end


def draw(diagram: Diagram, wanted: Wanted, direction: str = "TB", splines: str = "curved") -> Drawing:
    """The drawing of a diagram: frames, edges, boxes, and below them the notes."""
    sizes = box_sizes(diagram, wanted, direction in ("LR", "RL"))
    plan = lay_out(diagram, sizes, {frame.key: title_size(frame) for frame in diagram.frames}, direction, splines)
    shapes: list[Box | Text | Line] = []
    for frame in diagram.frames:
        shapes += draw_frame(frame, plan.frames[frame.key])
    shapes += draw_edges(diagram, plan)
    for box in diagram.boxes:
        shapes += draw_box(box, wanted, plan.boxes[box.key])
    notes = note_lines(diagram, plan.height + (NOTE_LINE if diagram.boxes else 0.0))
    right = max([plan.width, *(text_width(note.text, NOTE_SIZE) for note in notes)])
    bottom = notes[-1].y if notes else plan.height
    shapes = [moved(shape, MARGIN + (right - plan.width) / 2, MARGIN) for shape in shapes]
    shapes += [moved(note, MARGIN + right / 2, MARGIN) for note in notes]
    page = Box(0.0, 0.0, right + 2 * MARGIN, bottom + 2 * MARGIN, WHITE, radius=0.0)
    return Drawing(page.width, page.height, diagram.name, [page, *shapes])


def box_sizes(diagram: Diagram, wanted: Wanted, is_flat: bool) -> dict[str, tuple[float, float]]:
    """The size of every box, with room for what is written beside the ends of its edges."""
    sizes = {box.key: box_size(box, wanted) for box in diagram.boxes}
    ports: dict[tuple[str, bool], set[str]] = {}
    for edge in diagram.edges:
        ports.setdefault((edge.source, True), set()).add(edge.leaving)
        ports.setdefault((edge.target, False), set()).add(edge.arriving)
    for (key, _), labels in ports.items():
        width, height = sizes[key]
        if len(labels) > 1 and is_flat:
            sizes[key] = width, max(height, PORT_DOWN * len(labels))
        elif len(labels) > 1:
            sizes[key] = max(width, PORT_ACROSS * len(labels)), height
    return sizes


def note_lines(diagram: Diagram, below: float) -> list[Text]:
    """The notes in short lines, around the middle of the page."""
    color = RED if any(box.mark == MISSING for box in diagram.boxes) else QUIET
    lines = [line for note in diagram.notes for line in wrapped(note, NOTE_LETTERS)]
    return [Text(0.0, below + NOTE_LINE * (n + 0.8), line, NOTE_SIZE, False, color) for n, line in enumerate(lines)]


def wrapped(text: str, width: int) -> list[str]:
    """A sentence in lines of at most so many letters."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
