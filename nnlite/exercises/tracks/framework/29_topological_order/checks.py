"""An order in which everything comes after what it needs."""

import builtins

from nnlite.exercises.checking import Wrong, expect, points
from nnlite.exercises.game import StudentError

DEEP = 1200     # deeper than functions may call themselves


def mixed(student, graph):
    """The same graph with its keys in another order."""
    keys = list(graph)
    return {keys[k]: graph[keys[k]] for k in student.random.permutation(len(keys))}


def some_graph(student, size):
    """A graph without a cycle: each node needs up to three of those drawn before it."""
    names = [f"layer_{k}" for k in student.random.permutation(size)]
    graph = {}
    for k, name in enumerate(names):
        count = int(student.random.integers(0, min(k, 3) + 1))
        graph[name] = [names[i] for i in student.random.choice(k, count, replace=False)] if count else []
    return mixed(student, graph)


def ordered(student, graph, what):
    """The list that came, if each node is in it once."""
    try:
        came = student.call("topological_order", graph)
    except StudentError as error:
        if error.kind == "ValueError":
            raise Wrong(f"an order for {what}, which has no cycle", f"ValueError: {error.message}",
                        "Do you take a node for part of a cycle that two others need?") from None
        raise
    expect(isinstance(came, list), f"a list of the {len(graph)} nodes of {what}", came,
           "Is it a list, and not an iterator or a set?")
    wrong = [node for node in came if not isinstance(node, (str, int)) or node not in graph]
    expect(not wrong, "only nodes of the graph", f"{wrong[:1]}", "Where does this come from?")
    twice = sorted(str(node) for node in set(came) if came.count(node) > 1)[:3]
    expect(not twice, f"each node of {what} once", f"more than once: {', '.join(twice)}",
           "If two nodes need the same one, does it come twice?")
    missing = [str(node) for node in graph if node not in set(came)][:3]
    expect(not missing, f"all nodes of {what}", f"an order without {', '.join(missing)}",
           "Do you reach the nodes that nobody needs, and those that need nothing?")
    return came


def sorted_right(student, graph, what, question):
    """Each node comes after all that it needs."""
    place = {node: k for k, node in enumerate(ordered(student, graph, what))}
    for node, needed in graph.items():
        for one in needed:
            expect(place[one] < place[node], f"{one} before {node}, which needs it",
                   f"{node} at place {place[node]}, {one} at place {place[one]}", question)


def test_all_once(student):
    """every node is in the list once"""
    ordered(student, mixed(student, {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}), "a diamond")
    ordered(student, {"a": [], "b": []}, "two nodes that need nothing")
    graph = some_graph(student, 12)
    ordered(student, graph, "a graph of 12 nodes")


@points(2)
def test_chain(student):
    """a chain comes in its order"""
    names = [f"step_{k}" for k in student.random.permutation(6)]
    graph = {name: names[k - 1:k] if k else [] for k, name in enumerate(names)}
    sorted_right(student, mixed(student, graph), "a chain",
                 "What a node needs comes before it. Is the order turned round, or that of the keys?")


@points(3)
def test_branches(student):
    """in a graph with branches each node comes after all that it needs"""
    for size in (5, 10, 20, 40):
        sorted_right(student, some_graph(student, size), f"a graph of {size} nodes",
                     "Does a node wait for all that it needs, or only for the first of them?")


@points(2)
def test_cycle(student):
    """a cycle raises ValueError"""
    loop = [f"n{k}" for k in student.random.permutation(int(student.random.integers(3, 7)))]
    graph = {name: [loop[k - 1]] for k, name in enumerate(loop)}
    graph |= {"start": [], "middle": ["start"], "end": ["middle", loop[0]]}
    for one, what in ((mixed(student, graph), f"a graph with a cycle of {len(loop)} nodes"),
                      ({"a": [], "b": ["a", "b"]}, "a node that needs itself")):
        raises_value_error(student, one, what)


def raises_value_error(student, graph, what):
    """The function raises ValueError, or a kind of it."""
    expected = f"ValueError for {what}"
    try:
        came = student.call("topological_order", graph)
    except StudentError as error:
        kind = getattr(builtins, error.kind, ValueError)    # one of the student's own may be a kind of ValueError
        expect(isinstance(kind, type) and issubclass(kind, ValueError), expected, f"{error.kind}: {error.message}",
               "How does your code notice that the nodes left over wait for each other?")
        return
    expect(False, expected, came,
           "How many nodes are in your list? What is left over when nothing is ready any more?")


@points(2)
def test_deep(student):
    """a chain of 1,200 nodes is not too deep"""
    graph = {f"n{k}": [f"n{k - 1}"] if k else [] for k in range(DEEP)}
    graph = {f"n{DEEP - 1}": [f"n{DEEP - 2}"], "n0": []} | mixed(student, graph)    # both ends first
    try:
        sorted_right(student, graph, f"a chain of {DEEP:,} nodes", "Does the order hold for long chains too?")
    except StudentError as error:
        if error.kind == "RecursionError":
            raise Wrong(f"an order for a chain of {DEEP:,} nodes",
                        "RecursionError: your function calls itself too often",
                        "Which list could remember what is to do, instead of Python's stack of calls?") from None
        raise
