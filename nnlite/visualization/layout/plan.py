"""Where do boxes, frames and edges go on the page? Levels within levels, turned into the direction that is wanted."""

from collections.abc import Mapping
from typing import NamedTuple

from nnlite.visualization.diagram import Diagram
from nnlite.visualization.layout.borders import Borders, Gate
from nnlite.visualization.layout.layered import Port
from nnlite.visualization.layout.level import Item, Level
from nnlite.visualization.layout.routes import Point, Route

PADDING, AIR = 16.0, 12.0       # around what is in a frame; around its title
Size = tuple[float, float]


class Rectangle(NamedTuple):
    """A place on the page: the upper left corner and the size."""

    x: float
    y: float
    width: float
    height: float


class Plan(NamedTuple):
    """The page: a rectangle for each box and frame by its key, a route for each edge, and how large everything is."""

    boxes: dict[str, Rectangle]
    frames: dict[str, Rectangle]
    routes: list[Route]
    width: float
    height: float


def lay_out(diagram: Diagram, sizes: Mapping[str, Size], titles: Mapping[str, Size], direction: str = "TB",
            splines: str = "curved") -> Plan:
    """Find a place for everything in a diagram.

    Args:
        diagram: What there is.
        sizes: Width and height of each box, by its key.
        titles: Width and height of each frame's title.
        direction: "TB", "LR", "BT" or "RL": to where the edges lead.
        splines: "ortho", "line", "polyline", or "curved".
    """
    return Planner(diagram, sizes, titles, direction, splines).plan()


class Planner:
    """Lays out the levels, the inner ones first, and then moves them to where they belong."""

    def __init__(self, diagram: Diagram, sizes: Mapping[str, Size], titles: Mapping[str, Size], direction: str,
                 splines: str):
        self.diagram, self.sizes, self.titles = diagram, sizes, titles
        self.direction, self.splines = direction, splines
        self.is_flat = direction in ("LR", "RL")        # ranks follow each other from side to side
        self.levels: dict[str | None, Level] = {}
        self.items: dict[str | None, list[Item]] = {}
        self.borders = Borders(diagram)
        self.places: dict[str, tuple[float, float, float, float]] = {}      # of boxes and frames: across, along, sizes
        self.shifts: dict[str | None, tuple[float, float]] = {}     # from a level's numbers to those of the page
        self.routes: list[Route] = [[] for _ in diagram.edges]

    def plan(self) -> Plan:
        inner_first = sorted(self.diagram.frames, key=lambda f: -len(self.diagram.path_of_frames(f.key)))
        for key in [*(frame.key for frame in inner_first), None]:
            self._lay_out(key)
        outer = self.levels[None]
        self._collect(None, -outer.across[0], 0.0)
        self._join()
        across, along = outer.across[1] - outer.across[0], outer.along
        width, height = (along, across) if self.is_flat else (across, along)
        shown = {key: self._rectangle(place, along) for key, place in self.places.items()}
        frames = {frame.key for frame in self.diagram.frames}
        routes = [[(letter, tuple(self._point(p, along) for p in points)) for letter, points in route]
                  for route in self.routes]
        boxes = {key: place for key, place in shown.items() if key not in frames}
        return Plan(boxes, {key: shown[key] for key in frames}, routes, width, height)

    # --------------------------------------------------------------------------------------------- inside out

    def _lay_out(self, key: str | None) -> None:
        """Lay out a level whose frames are laid out."""
        items: list[Item] = []
        first: list[int] = []
        last: list[int] = []
        for name, number in self.borders.numbers[key].items():
            if isinstance(name, Gate):
                (last if name.is_out else first).append(number)
                items.append(Item(name, 0.0, 0.0, {}))
            elif name in self.levels:
                items.append(self._frame(name))
            else:
                items.append(Item(name, *self._turned(self.sizes[name]), {}))
        framed = key is not None
        self.items[key] = items
        self.levels[key] = Level(items, list(self.borders.links[key]), first if framed else None,
                                 last if framed else None, self.splines, self._space(key))

    def _turned(self, size: Size) -> Size:
        return (size[1], size[0]) if self.is_flat else size

    def _space(self, key: str | None) -> tuple[float, float]:
        """Room for a frame's title, before its first rank or behind its last."""
        if key is None:
            return 0.0, 0.0
        height = 0.0 if self.is_flat else self.titles[key][1]
        return (0.0, height) if self.direction == "BT" else (height, 0.0)

    def _frame(self, key: str) -> Item:
        """A frame as an item of the level around it."""
        level = self.levels[key]
        low, high, along = self._borders(key)
        middle = (low + high) / 2
        ports: dict[tuple[bool, Port], float] = {
            (name.is_out, name.port): level.middles[number][0] - middle
            for name, number in self.borders.numbers[key].items() if isinstance(name, Gate)}
        return Item(key, high - low, along, ports)

    def _borders(self, key: str) -> tuple[float, float, float]:
        """From where to where a frame reaches across, in its level's numbers, and how long it is along."""
        level, (width, height) = self.levels[key], self.titles[key]
        low, high = level.across[0] - PADDING, level.across[1] + PADDING
        if self.is_flat:
            return low - height, high, max(level.along, width + 2 * AIR)
        gates = [level.middles[number][0] for name, number in self.borders.numbers[key].items()
                 if isinstance(name, Gate) and name.is_out == (self.direction == "BT")]      # where the title is
        wider = max(0.0, width + 2 * AIR - (min(gates, default=high) - low))
        return low - wider, high + wider, level.along

    # ---------------------------------------------------------------------------------------------- outside in

    def _collect(self, key: str | None, across: float, along: float) -> None:
        """Note where the items of a level are on the whole page, and those of its frames."""
        level = self.levels[key]
        self.shifts[key] = across, along
        for item, (x, y) in zip(self.items[key], level.middles, strict=True):
            if not isinstance(item.key, str):
                continue
            place = (x - item.across / 2 + across, y - item.along / 2 + along, item.across, item.along)
            self.places[item.key] = place
            if item.key in self.levels:
                self._collect(item.key, place[0] - self._borders(item.key)[0], place[1])

    def _join(self) -> None:
        """Put the pieces of every edge together."""
        for route, pieces in zip(self.routes, self.borders.pieces, strict=True):
            for level, link in pieces:
                across, along = self.shifts[level]
                for letter, points in self.levels[level].routes[self.borders.links[level][link]]:
                    if letter != "M" or not route:
                        route.append((letter, tuple((x + across, y + along) for x, y in points)))

    # ------------------------------------------------------------------------------------------------ the page

    def _point(self, point: Point, along: float) -> Point:
        """A point of the levels on the page."""
        x, y = point[0], along - point[1] if self.direction in ("BT", "RL") else point[1]
        return (y, x) if self.is_flat else (x, y)

    def _rectangle(self, place: tuple[float, float, float, float], along: float) -> Rectangle:
        """A place of the levels on the page."""
        x, y, across, length = place
        begin = self._point((x, y), along)
        end = self._point((x + across, y + length), along)
        return Rectangle(min(begin[0], end[0]), min(begin[1], end[1]), abs(end[0] - begin[0]), abs(end[1] - begin[1]))
