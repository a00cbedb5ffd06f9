"""What does a graph look like once every edge leads from one rank to the next? Longer ones get bends on the way.

A vertex is an item (a box, a frame, or an edge's way through the border of a frame) or a bend. Bends are shared by
links that leave from one port, so that a tensor which is read in many places is one line that branches.
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from nnlite.visualization.layout.ranks import back_links, neighbours, ranks_of, shortcuts

Port = Hashable             # which of an item's places for edges; an item has them above and below
ITEM, BEND, RETURN = "item", "bend", "return"       # RETURN: a bend of a link that leads back upwards


class Link(NamedTuple):
    """An edge between two items of one level: from a port below `source` to one above `target`."""

    source: int
    leaving: Port
    target: int
    arriving: Port
    mark: str = ""


class Segment(NamedTuple):
    """A part of a link between neighbouring ranks; `main` if there is no longer way beside it."""

    upper: int
    leaving: Port
    lower: int
    arriving: Port
    main: bool


class Layered:
    """Vertices on ranks.

    Attributes:
        items: How many vertices are items; those after them are bends.
        kinds, ranks: Of each vertex.
        segments: Between neighbouring ranks, each once.
        chains: The vertices that each link passes, from its source to its target.
        beside: The item whose neighbour a vertex wants to be: the ends of a link back.
        tree: The links that do not lead back, as pairs of items.
    """

    def __init__(self, count: int, links: Sequence[Link], first: Sequence[int] = (), last: Sequence[int] = ()):
        pairs = [(link.source, link.target) for link in links]
        back = back_links(count, pairs)
        self.items = count
        self.tree = list(dict.fromkeys(pair for pair in pairs if pair not in back))
        self.ranks = ranks_of(count, self.tree, first, last)
        self.kinds = [ITEM] * count
        self.beside: dict[int, int] = {}
        self.segments: dict[Segment, None] = {}
        self._bends: dict[tuple[int, Port, str, int], int] = {}
        short = shortcuts(count, self.tree)
        # A link that leaves by a port of its own for one reader is told from the others by where it ends.
        self.chains = [self._back(link) if pair in back else self._forwards(link, pair not in short)
                       for link, pair in zip(links, pairs, strict=True)]

    def _vertex(self, kind: str, rank: int) -> int:
        self.kinds.append(kind)
        self.ranks.append(rank)
        return len(self.kinds) - 1

    def _forwards(self, link: Link, main: bool) -> list[int]:
        """The vertices of a link that leads down."""
        chain, leaving = [link.source], link.leaving
        for rank in range(self.ranks[link.source] + 1, self.ranks[link.target]):
            key = (link.source, link.leaving, link.mark, rank)
            if key not in self._bends:
                self._bends[key] = self._vertex(BEND, rank)
            chain.append(self._bends[key])
            self.segments.setdefault(Segment(chain[-2], leaving, chain[-1], None, main))
            leaving = None
        self.segments.setdefault(Segment(chain[-1], leaving, link.target, link.arriving, main))
        return [*chain, link.target]

    def _back(self, link: Link) -> list[int]:
        """The vertices of a link that leads up: down and around its source, then past every rank up to its target."""
        low, high = self.ranks[link.source], self.ranks[link.target]
        bends = [self._vertex(RETURN, rank) for rank in range(low, high - 1, -1)]
        for lower, upper in zip(bends, bends[1:], strict=False):
            self.segments.setdefault(Segment(upper, None, lower, None, False))
        self.beside[bends[0]], self.beside[bends[-1]] = link.source, link.target
        return [link.source, *bends, link.target]

    def first_rows(self) -> list[list[int]]:
        """The vertices of each rank in the order in which a walk from the last ones upwards leaves them: what comes
        first among the inputs stands left, and the main ways stand before the others."""
        rows: list[list[int]] = [[] for _ in range(max(self.ranks, default=-1) + 1)]
        main = [(s.upper, s.lower) for s in self.segments if s.main]
        side = [(s.upper, s.lower) for s in self.segments if not s.main]
        before, after = neighbours(len(self.kinds), [*main, *side])
        guests: dict[int, list[int]] = {}
        for guest, host in self.beside.items():
            guests.setdefault(host, []).append(guest)
        stack = [vertex for vertex in reversed(range(len(self.kinds))) if not after[vertex]]
        stack.sort(key=lambda vertex: self.kinds[vertex] == ITEM)       # ways back wait until their host is there
        state = [0] * len(self.kinds)       # 0 not seen, 1 on the way, 2 done
        while stack:
            vertex = stack[-1]
            if not state[vertex]:
                state[vertex] = 1
                stack += [source for source in reversed(before[vertex]) if not state[source]]
                continue
            stack.pop()
            if state[vertex] == 1:
                state[vertex] = 2
                rows[self.ranks[vertex]].append(vertex)
                stack += [guest for guest in guests.get(vertex, ()) if not state[guest]]
        return rows
