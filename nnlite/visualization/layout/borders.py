"""Which borders of frames does an edge pass? On every level between its ends it is a link, to or from a gate.

A level is known by the key of its frame, the outermost by None. In a level everything has a number.
"""

from typing import NamedTuple

from nnlite.visualization.diagram import Diagram
from nnlite.visualization.layout.layered import Link, Port


class Gate(NamedTuple):
    """Where edges pass the border of a frame: out of it, or in. Those of one port of one box share a gate."""

    is_out: bool
    port: Port
    mark: str


class Borders:
    """The levels of a diagram.

    Attributes:
        numbers: For each level, the numbers of the boxes and frames in it, by their keys, and of the gates.
        links: For each level, its links, each with a number.
        pieces: For each edge, from its source to its target, the links that it consists of, with their levels.
    """

    def __init__(self, diagram: Diagram):
        self.homes: dict[str, str | None] = {box.key: box.frame for box in diagram.boxes}
        self.homes.update({frame.key: frame.parent for frame in diagram.frames})
        self.numbers: dict[str | None, dict[str | Gate, int]] = {}
        self.links: dict[str | None, dict[Link, int]] = {}
        for level in (None, *(frame.key for frame in diagram.frames)):
            inside = [key for key, home in self.homes.items() if home == level]
            self.numbers[level] = {key: number for number, key in enumerate(inside)}
            self.links[level] = {}
        self.pieces: list[list[tuple[str | None, Link]]] = []
        for edge in diagram.edges:
            self.pieces.append([])
            out, into = ([*diagram.path_of_frames(self.homes[key]), key] for key in (edge.source, edge.target))
            self._split(out, into, (edge.source, edge.leaving), (edge.target, edge.arriving), edge.mark)

    def _split(self, out: list[str], into: list[str], leaving: Port, arriving: Port, mark: str) -> None:
        """Make the links of an edge; `out` and `into` are the frames around its ends, and at last the boxes."""
        shared = 0      # frames around both
        while shared < min(len(out), len(into)) - 1 and out[shared] == into[shared]:
            shared += 1
        for key in reversed(out[shared + 1:]):
            level = self.homes[key]
            self._link(level, self.numbers[level][key], leaving, self._gate(level, Gate(True, leaving, mark)), "", mark)
        level = self.homes[into[shared]]
        self._link(level, self.numbers[level][out[shared]], leaving, self.numbers[level][into[shared]], arriving, mark)
        for key in into[shared + 1:]:
            level = self.homes[key]
            gate = self._gate(level, Gate(False, arriving, mark))
            self._link(level, gate, "", self.numbers[level][key], arriving, mark)

    def _gate(self, level: str | None, gate: Gate) -> int:
        return self.numbers[level].setdefault(gate, len(self.numbers[level]))

    def _link(self, level: str | None, source: int, leaving: Port, target: int, arriving: Port, mark: str) -> None:
        link = Link(source, leaving, target, arriving, mark)
        self.links[level].setdefault(link, len(self.links[level]))
        self.pieces[-1].append((level, link))
