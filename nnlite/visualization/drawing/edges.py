"""How are edges drawn? As lines with a head; the calls of a shared layer have numbers, and colours of their own."""

from nnlite.visualization.colors import CALLS, QUIET, RED
from nnlite.visualization.diagram import BROKEN, Diagram, Edge
from nnlite.visualization.drawing.shapes import Box, Line, Text
from nnlite.visualization.layout import Plan, Rectangle
from nnlite.visualization.layout.routes import Point, Route

HEAD_LENGTH, HEAD_WIDTH = 8.0, 7.0


def draw_edges(diagram: Diagram, plan: Plan) -> list[Box | Text | Line]:
    """All edges; the broken ones last, so that they are on top."""
    colors = edge_colors(diagram)
    names = {box.key: box.name for box in diagram.boxes}
    shapes: list[Box | Text | Line] = []
    labels: dict[tuple[float, float, str], Text] = {}
    for index in sorted(range(len(diagram.edges)), key=lambda k: diagram.edges[k].mark == BROKEN):
        edge, route = diagram.edges[index], plan.routes[index]
        shapes += draw_edge(edge, route, colors[index], f"{names[edge.source]} → {names[edge.target]}")
        for text in edge_labels(edge, route, colors[index], plan):
            labels[text.x, text.y, text.text] = text
    return [*shapes, *labels.values()]


def edge_colors(diagram: Diagram) -> list[str]:
    """A colour for each edge: red if broken, a call's colour at a layer with several, grey otherwise."""
    seen: dict[str, dict[str, None]] = {}
    for edge in diagram.edges:
        for key, label in ((edge.source, edge.leaving), (edge.target, edge.arriving)):
            if label:
                seen.setdefault(key, {}).setdefault(label)
    numbers = {key: {label: n for n, label in enumerate(sorted(labels, key=order))} for key, labels in seen.items()}

    def color(edge: Edge) -> str:
        if edge.mark == BROKEN:
            return RED
        for key, label in ((edge.target, edge.arriving), (edge.source, edge.leaving)):
            if label:
                return CALLS[numbers[key][label] % len(CALLS)]
        return QUIET
    return [color(edge) for edge in diagram.edges]


def order(label: str) -> list[int]:
    """Labels as numbers: [10] comes after [9]."""
    return [int(number) for number in label.strip("[]").split("][")]


def draw_edge(edge: Edge, route: Route, color: str, tooltip: str) -> list[Box | Text | Line]:
    """A line that ends where its head begins."""
    tip = route[-1][1][-1]
    dx, dy = direction(tip, route[-2][1][-1])
    base = tip[0] + dx * HEAD_LENGTH, tip[1] + dy * HEAD_LENGTH
    side = dy * HEAD_WIDTH / 2, -dx * HEAD_WIDTH / 2
    line = [*route[:-1], ("L", (base,))]
    head: Route = [("M", (tip,)), ("L", ((base[0] + side[0], base[1] + side[1]),)),
            ("L", ((base[0] - side[0], base[1] - side[1]),)), ("L", (tip,))]
    return [Line(line, color, 2.6 if edge.mark == BROKEN else 1.4, tooltip=tooltip), Line(head, fill=color)]


def direction(here: Point, there: Point) -> Point:
    """A step of length one from here to there."""
    dx, dy = there[0] - here[0], there[1] - here[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1e-9)
    return dx / length, dy / length


def edge_labels(edge: Edge, route: Route, color: str, plan: Plan) -> list[Text]:
    """The calls that an edge leaves from and arrives at, beside its ends, and how often it is there."""
    tip, start = route[-1][1][-1], route[0][1][0]
    into = direction(tip, route[-2][1][-1])     # both ends of an edge have the same direction
    arriving = edge.arriving + (f" ×{edge.times}" if edge.times > 1 else "")
    found = [beside(edge.leaving, start, (-into[0], -into[1]), plan.boxes[edge.source], color),
             beside(arriving.strip(), tip, into, plan.boxes[edge.target], color)]
    return [text for text in found if text.text]


def beside(label: str, here: Point, outwards: Point, box: Rectangle, color: str) -> Text:
    """A label at one end of an edge: on the side of it that is away from the middle of the box."""
    if abs(outwards[0]) > 0.5:
        is_upper = here[1] < box.y + box.height / 2 + 0.5
        return Text(here[0] + 11 * outwards[0], here[1] + (-4 if is_upper else 12), label, 10, True, color,
                    "start" if outwards[0] > 0 else "end")
    is_left = here[0] < box.x + box.width / 2 - 0.5
    return Text(here[0] + (-5 if is_left else 5), here[1] + (15 if outwards[1] > 0 else -6), label, 10, True, color,
                "end" if is_left else "start")
