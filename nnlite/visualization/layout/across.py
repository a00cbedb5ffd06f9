"""Where across its rank does each vertex stand? As straight above and below its neighbours as there is room for.

Lanes are placed so that the weighted sum of the squares of what segments are off the vertical is least, while the
vertices of a row keep their order and distances. It is a quadratic program, solved by accelerated projected gradient
steps; the projection is Hildreth's (1957): each pair that is too close is moved apart until all are right.
"""

from collections.abc import Collection, Mapping, Sequence
from math import inf

from nnlite.visualization.layout.lanes import Lanes
from nnlite.visualization.layout.layered import Layered, Segment
from nnlite.visualization.layout.ordering import Rows
from nnlite.visualization.layout.ranks import in_order

STEPS, ROUNDS, LAST_ROUNDS = 80, 6, 400
MAIN, SIDE, REST = 1.0, 0.02, 1e-4      # how strong segments are, and the pull to the middle of all
Spring = tuple[int, int, float, float]      # upper lane, lower lane, shift, strength
Distances = Mapping[tuple[int, int], float]     # (left lane, right lane) -> how far apart they are at least


def place_across(layered: Layered, lanes: Lanes, rows: Rows, distance: Mapping[tuple[int, int], float],
                 offsets: Mapping[Segment, tuple[float, float]]) -> list[float]:
    """The middle of every vertex.

    Args:
        layered, lanes, rows: The graph, what is tied together, and the order of each rank.
        distance: How far apart the middles of neighbours (left, right) in a row are at least.
        offsets: Where the ends of each segment are, from the middles of its vertices.
    """
    apart: dict[tuple[int, int], float] = {}
    for (left, right), least in distance.items():
        pair = lanes.lane[left], lanes.lane[right]
        apart[pair] = max(apart.get(pair, least), least + lanes.offset[left] - lanes.offset[right])
    springs = []
    for segment in layered.segments:
        upper, lower = lanes.lane[segment.upper], lanes.lane[segment.lower]
        if upper != lower:
            here = lanes.offset[segment.upper] + offsets[segment][0]
            there = lanes.offset[segment.lower] + offsets[segment][1]
            springs.append((upper, lower, there - here, MAIN if segment.main else SIDE))
    for guest, host in layered.beside.items():
        springs.append((lanes.lane[guest], lanes.lane[host], 0.0, SIDE))
    x = exactly(relaxed(len(layered.kinds), springs, apart), apart)
    bends = {lane for lane, members in enumerate(lanes.members) if members and min(members) >= layered.items}
    straighten(x, bends, springs, apart)
    return [x[lanes.lane[vertex]] + lanes.offset[vertex] for vertex in range(len(layered.kinds))]


def exactly(x: Sequence[float], apart: Distances) -> list[float]:
    """What iteration has left too close is moved apart, half by pushing right and half by pushing left."""
    order = in_order(len(x), apart)
    right, left = list(x), list(x)
    before: dict[int, list[tuple[int, float]]] = {}
    after: dict[int, list[tuple[int, float]]] = {}
    for (one, other), least in apart.items():
        before.setdefault(other, []).append((one, least))
        after.setdefault(one, []).append((other, least))
    for lane in order:
        right[lane] = max([right[lane], *(right[other] + least for other, least in before.get(lane, ()))])
    for lane in reversed(order):
        left[lane] = min([left[lane], *(left[other] - least for other, least in after.get(lane, ()))])
    return [(a + b) / 2 for a, b in zip(right, left, strict=True)]


def straighten(x: list[float], bends: Collection[int], springs: Sequence[Spring], apart: Distances) -> None:
    """Move the lanes of long edges exactly below one of their ends, where there is room for that."""
    for lane in sorted(bends):
        ends = [x[lower] + shift for upper, lower, shift, _ in springs if upper == lane]
        ends += [x[upper] - shift for upper, lower, shift, _ in springs if lower == lane]
        low = max((x[left] + least for (left, right), least in apart.items() if right == lane), default=-inf)
        high = min((x[right] - least for (left, right), least in apart.items() if left == lane), default=inf)
        possible = [end for end in ends if low <= end <= high]
        if possible:
            x[lane] = min(possible, key=lambda end, here=x[lane]: abs(end - here))     # type: ignore[misc]


def relaxed(count: int, springs: Sequence[Spring], apart: Distances) -> list[float]:
    """Where the springs come to rest: each wants x[lower] + shift == x[upper], the more the stronger it is."""
    strength = [0.0] * count
    for upper, lower, _, weight in springs:
        strength[upper] += weight
        strength[lower] += weight
    strength = [max(weight, SIDE) for weight in strength]
    pushes = dict.fromkeys(apart, 0.0)
    x = before = projected([0.0] * count, strength, apart, pushes, LAST_ROUNDS)
    for step in range(STEPS):
        ahead = [new + step / (step + 3) * (new - old) for new, old in zip(x, before, strict=True)]
        pull = [-REST * value for value in ahead]
        for upper, lower, shift, weight in springs:
            force = weight * (ahead[lower] + shift - ahead[upper])
            pull[upper] += force
            pull[lower] -= force
        goal = [value + force / (2 * weight) for value, force, weight in zip(ahead, pull, strength, strict=True)]
        last = step == STEPS - 1
        x, before = projected(goal, strength, apart, pushes, LAST_ROUNDS if last else ROUNDS), x
    return x


def projected(goal: Sequence[float], strength: Sequence[float], apart: Distances,
              pushes: dict[tuple[int, int], float], rounds: int) -> list[float]:
    """The nearest places to the goal, weighted by strength, where all pairs are far enough apart.

    `pushes` holds the forces between pairs; those of the step before are a good beginning.
    """
    x = list(goal)
    for (left, right), push in pushes.items():
        x[left] -= push / strength[left]
        x[right] += push / strength[right]
    for _ in range(rounds):
        worst = 0.0
        for (left, right), least in apart.items():
            too_close = least - (x[right] - x[left])
            old = pushes[left, right]
            push = max(0.0, old + too_close / (1 / strength[left] + 1 / strength[right]))
            if push != old:
                pushes[left, right] = push
                x[left] -= (push - old) / strength[left]
                x[right] += (push - old) / strength[right]
                worst = max(worst, too_close)
        if worst < 0.01:
            break
    return x
