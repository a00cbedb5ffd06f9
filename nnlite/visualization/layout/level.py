"""How is one level of a picture laid out: the boxes and frames that stand side by side in a model or a nested one?

A level lays out its own frames first and then treats them as boxes. Edges that pass the border of a frame end at gates:
items without a size on the first and the last rank.
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from nnlite.visualization.layout import routes
from nnlite.visualization.layout.across import place_across
from nnlite.visualization.layout.lanes import lanes_of
from nnlite.visualization.layout.layered import RETURN, Layered, Link, Port, Segment
from nnlite.visualization.layout.ordering import Ends, Rows, order_rows, places

BETWEEN, BESIDE_BEND, PORT_STEP = 30.0, 17.0, 26.0      # distances across: of boxes, of lines, of a box's ports
GAP, LONGEST_GAP, STEEPNESS = 38.0, 78.0, 0.13      # between ranks; more where edges go far across
EDGE = 16.0     # between a frame and its boxes, on a side without gates


class Item(NamedTuple):
    """What stands on a level; `ports` are offsets from its middle of places below (True) and above (False) it that
    are given, as a frame's are."""

    key: Hashable
    across: float
    along: float
    ports: dict[tuple[bool, Port], float]


class Level:
    """A level that is laid out.

    Args:
        items: What stands in it.
        links: Its edges.
        first, last: Which items are gates in and out; None for the outermost level, which has none.
        splines: How edges are drawn.
        space: How much room there is before the first rank and behind the last, between gates and boxes.

    Attributes:
        middles: Where each item's middle is: across, along.
        routes: The way of each link.
        across, along: From where to where the level reaches.
    """

    def __init__(self, items: Sequence[Item], links: Sequence[Link], first: Sequence[int] | None = None,
                 last: Sequence[int] | None = None, splines: str = "curved", space: tuple[float, float] = (0.0, 0.0)):
        self.items, self.links, self.splines = items, links, splines
        self.layered = Layered(len(items), links, first or (), last or ())
        self.space = [[0.0, room] if gates or first is None else [room + EDGE, 0.0]
                      for room, gates in zip(space, (first, last), strict=True)]    # outside of the ranks, inside
        self.rows = self._ordered()
        self.offsets = self._offsets()
        lanes = lanes_of(self.layered, self.offsets, self.rows)
        self.x = place_across(self.layered, lanes, self.rows, self._distances(), self.offsets)
        self._place_ranks()
        self.middles = [(self.x[k], (self.top[rank] + self.bottom[rank]) / 2)
                        for k, rank in enumerate(self.layered.ranks[:len(items)])]
        self.routes = [self._route(link, chain) for link, chain in zip(links, self.layered.chains, strict=True)]
        edges = [(x - self._width(v) / 2, x + self._width(v) / 2) for v, x in enumerate(self.x)]
        self.across = min((low for low, _ in edges), default=0.0), max((high for _, high in edges), default=0.0)

    def _width(self, vertex: int) -> float:
        return self.items[vertex].across if vertex < len(self.items) else 0.0

    # ------------------------------------------------------------------------------------------- within a rank

    def _ordered(self) -> Rows:
        """The rows, with few crossings."""
        above: list[list[tuple[float, int, float]]] = [[] for _ in self.layered.kinds]
        below: list[list[tuple[float, int, float]]] = [[] for _ in self.layered.kinds]
        for segment in self.layered.segments:
            up = self._given(segment.upper, True, segment.leaving)
            low = self._given(segment.lower, False, segment.arriving)
            below[segment.upper].append((up, segment.lower, low))
            above[segment.lower].append((low, segment.upper, up))
        ends: Sequence[Ends] = above
        return order_rows(self.layered.first_rows(), ends, below, self.layered.beside)

    def _given(self, vertex: int, is_below: bool, port: Port) -> float:
        """Where a port that does not move is, as a part of the item's width."""
        if vertex >= len(self.items) or not self.items[vertex].ports:
            return 0.0
        return self.items[vertex].ports.get((is_below, port), 0.0) / (self.items[vertex].across + 1)

    def _offsets(self) -> dict[Segment, tuple[float, float]]:
        """Where segments begin and end: an item's ports stand side by side in the order of what they lead to."""
        place = {vertex: index for row in self.rows for vertex, index in places(row).items()}
        seen: dict[tuple[int, bool], dict[Port, list[int]]] = {}
        for link, chain in zip(self.links, self.layered.chains, strict=True):
            seen.setdefault((link.source, True), {}).setdefault(link.leaving, []).append(place[chain[1]])
            seen.setdefault((link.target, False), {}).setdefault(link.arriving, []).append(place[chain[-2]])
        self.ports: dict[tuple[int, bool, Port], float] = {}
        for (vertex, is_below), ends in seen.items():
            item = self.items[vertex]
            step = min(PORT_STEP, (item.across - 16) / len(ends))
            means = {port: sum(some) / len(some) for port, some in ends.items()}
            for number, port in enumerate(sorted(means, key=means.__getitem__)):
                given = item.ports.get((is_below, port))
                self.ports[vertex, is_below, port] = (number - (len(ends) - 1) / 2) * step if given is None else given
        return {s: (self.ports.get((s.upper, True, s.leaving), 0.0), self.ports.get((s.lower, False, s.arriving), 0.0))
                for s in self.layered.segments}

    def _distances(self) -> dict[tuple[int, int], float]:
        """How far apart the middles of neighbours are at least."""
        apart = {}
        for row in self.rows:
            for left, right in zip(row, row[1:], strict=False):
                is_box = [vertex < len(self.items) and self.items[vertex].across > 0 for vertex in (left, right)]
                apart[left, right] = (self._width(left) + self._width(right)) / 2 + (
                    BETWEEN if all(is_box) else BESIDE_BEND)
        return apart

    # -------------------------------------------------------------------------------------- from rank to rank

    def _place_ranks(self) -> None:
        """Where each rank begins and ends, and how the edges between two ranks are led."""
        heights = [max((self.items[v].along for v in row if v < len(self.items)), default=0.0) for row in self.rows]
        self.top, self.bottom, self.tracks = [], [], []
        crossings = self._crossings()
        above, below = self._turns(False), self._turns(True)
        position = self.space[0][0] + above[0]
        for rank, height in enumerate(heights):
            self.top.append(position)
            self.bottom.append(position + height)
            crossing = crossings[rank]
            self.tracks.append(routes.tracks(crossing) if self.splines == "ortho" else {})
            far = max((abs(ends[0] - ends[1]) for ends in crossing.values()), default=0.0)
            gap = min(GAP + STEEPNESS * far, LONGEST_GAP) if self.splines != "ortho" else (
                GAP + routes.TRACK * max(self.tracks[-1].values(), default=0))
            gap += (self.space[0][1] if rank == 0 else 0.0) + (self.space[1][1] if rank == len(heights) - 2 else 0.0)
            position = self.bottom[-1] + gap + max(below[rank], above[rank + 1])
        self.along = (self.bottom[-1] if heights else 0.0) + self.space[1][0] + below[-2 if heights else -1]

    def _turns(self, is_below: bool) -> list[float]:
        """Room for the links that turn back below, or above, each rank, and one more of nothing."""
        room = [0.0] * (len(self.rows) + 1)
        for chain in self.layered.chains:
            if self.layered.kinds[chain[1]] == RETURN:
                room[self.layered.ranks[chain[1 if is_below else -2]]] = routes.TURN
        return room

    def _crossings(self) -> list[dict[Segment, tuple[float, float]]]:
        """From where to where across the segments below each rank go."""
        found: list[dict[Segment, tuple[float, float]]] = [{} for _ in self.rows]
        for s, (leaving, arriving) in self.offsets.items():
            found[self.layered.ranks[s.upper]][s] = self.x[s.upper] + leaving, self.x[s.lower] + arriving
        return found

    def _route(self, link: Link, chain: Sequence[int]) -> routes.Route:
        """The way of a link: from below its source to above its target."""
        start = self.x[link.source] + self.ports[link.source, True, link.leaving]
        end = self.x[link.target] + self.ports[link.target, False, link.arriving]
        across = [start, *(self.x[vertex] for vertex in chain[1:-1]), end]
        ranks = [self.layered.ranks[vertex] for vertex in chain]
        bands = [(self.top[rank], self.bottom[rank]) for rank in ranks]
        middle = [(self.top[rank] + self.bottom[rank]) / 2 for rank in ranks]
        first = middle[0] + self.items[link.source].along / 2
        last = middle[-1] - self.items[link.target].along / 2
        if self.layered.kinds[chain[1]] == RETURN:
            return routes.way_back(across, bands, first, last)
        leaving = [link.leaving, *[None] * (len(chain) - 2)]
        arriving = [*[None] * (len(chain) - 2), link.arriving]
        keys = [next(s for s in (Segment(a, p, b, q, True), Segment(a, p, b, q, False)) if s in self.offsets)
                for a, p, b, q in zip(chain, leaving, chain[1:], arriving, strict=False)]
        levels = [self.tracks[self.layered.ranks[s.upper]].get(s) for s in keys]
        return routes.way_down(across, bands, first, last, self.splines, levels)


