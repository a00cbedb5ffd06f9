"""In which order do the vertices of a rank stand? In one with few crossings, found by sweeping down and up.

Each sweep sorts a rank by the mean place of its neighbours on the rank before (Sugiyama's barycentre), and exchanges
neighbours where that undoes a crossing; the best order of all sweeps is kept.
"""

from bisect import bisect_right, insort
from collections.abc import Callable, Mapping, Sequence

Rows = list[list[int]]
Ends = Sequence[tuple[float, int, float]]       # where a segment leaves, its other end, where it arrives; 0: the middle
SWEEPS = 12


def order_rows(rows: Rows, above: Sequence[Ends], below: Sequence[Ends], beside: Mapping[int, int]) -> Rows:
    """The rows in an order with fewer crossings.

    Args:
        rows: The vertices of each rank, in a first order.
        above, below: The neighbours of each vertex on the rank before and on the next.
        beside: Vertices without neighbours there, and the vertex of their own row whose neighbour they want to be.
    """
    best, fewest = rows, crossings(rows, below)
    for sweep in range(SWEEPS):
        if fewest == 0:
            break
        down = sweep % 2 == 0
        rows = swept(rows, above if down else below, beside, down)
        exchange(rows, above, below)
        number = crossings(rows, below)
        if number < fewest:
            best, fewest = [list(row) for row in rows], number
    return best


def swept(rows: Rows, neighbours: Sequence[Ends], beside: Mapping[int, int], down: bool) -> Rows:
    """Every row sorted by where its neighbours are on the row that was sorted before it."""
    rows = [list(row) for row in rows]
    ranks = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
    for rank in ranks:
        place = places(rows[rank - 1 if down else rank + 1])
        key = {vertex: float(index) for index, vertex in enumerate(rows[rank])}
        for vertex in rows[rank]:
            ends = [place[other] + shift for _, other, shift in neighbours[vertex]]
            if ends:
                key[vertex] = sum(ends) / len(ends)
        for vertex in rows[rank]:
            if vertex in beside and not neighbours[vertex]:
                key[vertex] = key[beside[vertex]] + 0.01
        rows[rank].sort(key=lambda vertex, key=key: key[vertex])    # type: ignore[misc]
    return rows


def places(row: Sequence[int]) -> dict[int, int]:
    """Where in its row each vertex stands."""
    return {vertex: index for index, vertex in enumerate(row)}


def crossings(rows: Rows, below: Sequence[Ends]) -> int:
    """How many pairs of segments cross."""
    total = 0
    for row, after in zip(rows, rows[1:], strict=False):
        place = places(after)
        ends = sorted((index + leaving, place[other] + arriving) for index, vertex in enumerate(row)
                      for leaving, other, arriving in below[vertex])
        seen: list[float] = []
        for _, end in ends:
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


def exchange(rows: Rows, above: Sequence[Ends], below: Sequence[Ends]) -> None:
    """Exchange neighbours as long as that undoes crossings (at most a few rounds)."""
    for _ in range(4):
        improved = False
        for rank, row in enumerate(rows):
            sides = [(places(rows[other]), ends) for other, ends in ((rank - 1, above), (rank + 1, below))
                     if 0 <= other < len(rows)]
            for index in range(len(row) - 1):
                left, right = row[index], row[index + 1]
                if pair(left, right, sides, lambda a, b: a > b) > pair(left, right, sides, lambda a, b: a < b):
                    row[index], row[index + 1] = right, left
                    improved = True
        if not improved:
            return


def pair(left: int, right: int, sides: Sequence[tuple[Mapping[int, int], Sequence[Ends]]],
         crosses: Callable[[float, float], bool]) -> int:
    """How many segments of two neighbours cross, by this rule."""
    return sum(crosses(place[a] + da, place[b] + db) for place, ends in sides
               for _, a, da in ends[left] for _, b, db in ends[right])
