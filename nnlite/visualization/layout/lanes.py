"""Which vertices stand exactly below one another? Those of a lane: an unbranched way, or a box and where its branches
meet again. Lanes are what makes a trunk straight and keeps a long edge from winding.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from nnlite.visualization.layout.layered import BEND, RETURN, Layered, Segment
from nnlite.visualization.layout.ordering import Rows, places
from nnlite.visualization.layout.ranks import in_order, neighbours


class Wish(NamedTuple):
    """Two vertices that should be aligned: at these offsets from their middles."""

    upper: int
    lower: int
    upper_offset: float
    lower_offset: float


class Lanes:
    """Vertices tied together; `lane[vertex]` is a lane's number and `offset[vertex]` how far its middle is from it."""

    def __init__(self, count: int):
        self.lane = list(range(count))
        self.offset = [0.0] * count
        self.members = [[vertex] for vertex in range(count)]

    def tie(self, wish: Wish) -> None:
        """Let two vertices move together from now on."""
        kept, gone = self.lane[wish.upper], self.lane[wish.lower]
        shift = self.offset[wish.upper] + wish.upper_offset - self.offset[wish.lower] - wish.lower_offset
        for vertex in self.members[gone]:
            self.lane[vertex] = kept
            self.offset[vertex] += shift
        self.members[kept] += self.members[gone]
        self.members[gone] = []


def straight_ways(layered: Layered, offsets: dict[Segment, tuple[float, float]], rows: Rows) -> list[Wish]:
    """The segments that can be vertical together, none crossing another: bends first, then unbranched ways."""
    readers = Counter(segment.upper for segment in layered.segments if segment.main)
    sources = Counter(segment.lower for segment in layered.segments if segment.main)

    def importance(segment: Segment) -> int:
        kinds = {layered.kinds[segment.upper], layered.kinds[segment.lower]}
        if kinds in ({BEND}, {RETURN}):
            return 0
        only = readers[segment.upper] == sources[segment.lower] == 1
        return 1 if segment.main and only else 2

    wanted = sorted((s for s in layered.segments if importance(s) < 2), key=importance)
    place = {vertex: index for row in rows for vertex, index in places(row).items()}
    accepted: dict[int, list[tuple[int, int]]] = {}
    wishes = []
    for segment in wanted:
        here = place[segment.upper], place[segment.lower]
        others = accepted.setdefault(layered.ranks[segment.upper], [])
        if all((here[0] - up) * (here[1] - low) > 0 for up, low in others):
            others.append(here)
            wishes.append(Wish(segment.upper, segment.lower, *offsets[segment]))
    return wishes


def meetings(layered: Layered) -> list[Wish]:
    """The items where ways meet again, and the last item that all of these came from; the near ones first."""
    before, _ = neighbours(layered.items, layered.tree)
    wishes = [Wish(source, target, 0.0, 0.0)
              for target, source in dominators(in_order(layered.items, layered.tree), before).items()
              if source is not None and len(before[target]) > 1]
    return sorted(wishes, key=lambda wish: layered.ranks[wish.lower] - layered.ranks[wish.upper])


def dominators(order: Sequence[int], before: Sequence[Sequence[int]]) -> dict[int, int | None]:
    """For each item the last one that every way to it passes, or None.

    Cooper, Harvey and Kennedy (2001), "A simple, fast dominance algorithm"; without cycles one pass is enough.
    """
    number = {item: index for index, item in enumerate(order)}
    found: dict[int, int | None] = {}
    for item in order:
        common: int | None = before[item][0] if before[item] else None
        for other in before[item][1:]:
            walker: int | None = other
            while common != walker and common is not None and walker is not None:
                if number[common] > number[walker]:
                    common = found[common]
                else:
                    walker = found[walker]
            if common is None or walker is None:
                common = None
                break
        found[item] = common
    return found


def lanes_of(layered: Layered, offsets: dict[Segment, tuple[float, float]], rows: Rows) -> Lanes:
    """The lanes of a layered graph whose rows are in order."""
    lanes = Lanes(len(layered.kinds))
    for wish in straight_ways(layered, offsets, rows):
        lanes.tie(wish)
    for wish in meetings(layered):
        if is_possible(lanes, wish, rows):
            lanes.tie(wish)
    return lanes


def is_possible(lanes: Lanes, wish: Wish, rows: Rows) -> bool:
    """Whether neither lane has to be right of the other, directly or because of lanes between them."""
    ends = {lanes.lane[wish.upper], lanes.lane[wish.lower]}
    right: dict[int, set[int]] = {}
    for row in rows:
        for left_vertex, right_vertex in zip(row, row[1:], strict=False):
            right.setdefault(lanes.lane[left_vertex], set()).add(lanes.lane[right_vertex])
    if len(ends) < 2:
        return False
    seen: set[int] = set()
    stack = [lane for end in ends for lane in right.get(end, ())]
    while stack:
        lane = stack.pop()
        if lane in ends:
            return False
        if lane not in seen:
            seen.add(lane)
            stack.extend(right.get(lane, ()))
    return True


