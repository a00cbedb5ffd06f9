"""Which way does an edge take? Straight down through the ranks, and from side to side only in the gaps between them,
so that it meets no box.

A route is a list of strokes: ("M", point), ("L", point) for a straight line, ("C", control, control, point) for a
cubic curve. A point is (across, along).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count

from nnlite.visualization.layout.layered import Segment

Point = tuple[float, float]
Stroke = tuple[str, tuple[Point, ...]]
Route = list[Stroke]
Band = tuple[float, float]

TRACK, FIRST_TRACK, ROUND, TURN = 11.0, 15.0, 7.0, 34.0     # of orthogonal edges; the room that a turn takes
HEAD = 9.0      # the last part of an edge is straight, for its head
CIRCLE = 0.5523     # Bézier's handle for a quarter of a circle


def way_down(across: Sequence[float], bands: Sequence[Band], first: float, last: float, splines: str,
             levels: Sequence[int | None]) -> Route:
    """From a box through the bends to a box.

    Args:
        across: Where the route is at every rank that it meets.
        bands: From where to where along those ranks reach.
        first, last: The end of the box it comes from; the beginning of the one it goes to.
        splines: "ortho", "line" and "polyline", or anything else for curves.
        levels: For orthogonal edges, the track in each gap.
    """
    route: Route = [("M", ((across[0], first),)), ("L", ((across[0], bands[0][1]),))]
    for index, (here, there) in enumerate(zip(across, across[1:], strict=False)):
        last_part = HEAD if index == len(across) - 2 else 0.0
        start, end = (here, bands[index][1]), (there, bands[index + 1][0] - last_part)
        if abs(here - there) < 0.5 or splines in ("line", "polyline"):
            route.append(("L", (end,)))
        elif splines == "ortho":
            route += steps(start, end, start[1] + FIRST_TRACK + TRACK * (levels[index] or 0))
        else:
            middle = (start[1] + end[1]) / 2
            route.append(("C", ((here, middle), (there, middle), end)))
        route.append(("L", ((there, bands[index + 1][1]),)))
    route[-1] = ("L", ((across[-1], last),))
    return route


def steps(start: Point, end: Point, level: float) -> Route:
    """Down, across at a level, and down, with round corners."""
    side = 1 if end[0] > start[0] else -1
    r = min(ROUND, abs(end[0] - start[0]) / 2)
    handle = r * (1 - CIRCLE)
    return [("L", ((start[0], level - r),)),
            ("C", ((start[0], level - handle), (start[0] + side * handle, level), (start[0] + side * r, level))),
            ("L", ((end[0] - side * r, level),)),
            ("C", ((end[0] - side * handle, level), (end[0], level + handle), (end[0], level + r))),
            ("L", (end,))]


def way_back(across: Sequence[float], bands: Sequence[Band], first: float, last: float) -> Route:
    """Down out of a box, around it, up past other ranks, and around into the top of a box."""
    reach = TURN * 0.7      # the curve comes three quarters as far
    low, high = bands[0][1], bands[-1][0]
    route: Route = [("M", ((across[0], first),)), ("L", ((across[0], low),)),
                    ("C", ((across[0], low + reach), (across[1], low + reach), (across[1], low)))]
    high -= HEAD
    for index in range(1, len(across) - 2):
        route.append(("L", ((across[index], bands[index][0]),)))
        start, end = (across[index], bands[index][0]), (across[index + 1], bands[index + 1][1])
        middle = (start[1] + end[1]) / 2
        route.append(("C", ((start[0], middle), (end[0], middle), end)))
    route += [("L", ((across[-2], high),)),
              ("C", ((across[-2], high - reach), (across[-1], high - reach), (across[-1], high))),
              ("L", ((across[-1], last),))]
    return route


def tracks(crossing: Mapping[Segment, Point]) -> dict[Segment, int]:
    """A track for every segment that goes across a gap, so that no two run along the same line, unless they leave
    from one port or arrive at one: those share it.

    Args:
        crossing: From where to where across each segment goes.
    """
    moving = {segment: ends for segment, ends in crossing.items() if abs(ends[0] - ends[1]) >= 0.5}
    leaving = Counter((segment.upper, segment.leaving) for segment in moving)
    bundles: dict[object, list[Segment]] = {}
    for segment in moving:
        start, end = (segment.upper, segment.leaving), (segment.lower, segment.arriving)
        bundles.setdefault(("from", start) if leaving[start] > 1 else ("to", end), []).append(segment)
    waiting = sorted(bundles.values(), key=lambda bundle: min(min(moving[segment]) for segment in bundle))
    placed: list[tuple[int, list[Segment]]] = []
    while waiting:
        first = (one for one in waiting if not any(is_above(other, one, moving) for other in waiting))
        bundle = next(first, waiting[0])
        waiting.remove(bundle)
        lowest = max((track + 1 for track, other in placed if is_above(other, bundle, moving)), default=0)
        taken = {track for track, other in placed if overlap(bundle, other, moving)}
        placed.append((next(track for track in count(lowest) if track not in taken), bundle))
    return {segment: track for track, bundle in placed for segment in bundle}


def is_above(one: Sequence[Segment], other: Sequence[Segment], moving: Mapping[Segment, Point]) -> bool:
    """Whether one comes down where the other goes down from its track, so that it has to leave that line before."""
    return one is not other and any(abs(moving[a][0] - moving[b][1]) < ROUND for a in one for b in other)


def overlap(one: Sequence[Segment], other: Sequence[Segment], moving: Mapping[Segment, Point]) -> bool:
    """Whether two bundles are in each other's way on one track."""
    (low, high), (other_low, other_high) = (
        (min(min(moving[s]) for s in bundle), max(max(moving[s]) for s in bundle)) for bundle in (one, other))
    return low < other_high + 2 * ROUND and other_low < high + 2 * ROUND
