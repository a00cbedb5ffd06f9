"""Graphs at the edges."""

from nnlite.exercises.checking import equal, expect, points
from nnlite.exercises.game import StudentError


def test_small(student):
    """no node at all, and one"""
    equal(student.call("topological_order", {}), [], "the order of no nodes", "Is an empty graph a cycle?")
    equal(student.call("topological_order", {"a": []}), ["a"], "the order of one node")


def test_apart(student):
    """parts that have nothing to do with each other, with numbers as nodes"""
    graph = {4: [1], 1: [], 5: [2, 3], 3: [2], 2: [], 0: []}
    came = student.call("topological_order", graph)
    equal(sorted(came), [0, 1, 2, 3, 4, 5], "the nodes in the order", "Is 0 a node like the others?")
    for node, needed in graph.items():
        for one in needed:
            expect(came.index(one) < came.index(node), f"{one} before {node}", str(came), "Is every part in order?")


@points(2)
def test_shared(student):
    """many paths through few nodes do not take forever"""
    graph = {"0": []} | {f"{k}{side}": [f"{k - 1}{s}" if k > 1 else "0" for s in ("ab" if k > 1 else "a")]
                         for k in range(1, 40) for side in "ab"}
    came = student.call("topological_order", graph)
    equal(len(came), len(graph), "the number of nodes", "Is a node that is done looked at again?")


@points(2)
def test_every_cycle(student):
    """two nodes that wait for each other, far from everything else"""
    for graph in ({"a": ["b"], "b": ["a"]}, {"x": [], "y": ["x"], "a": ["b"], "b": ["a"]}):
        try:
            came = student.call("topological_order", graph)
        except StudentError:
            continue
        expect(False, "ValueError for two nodes that wait for each other", came, "Are all nodes looked at?")
