"""Does a layout keep apart what is apart, and lead every edge from its box to its box without touching another?"""

import random

import pytest

from nnlite.visualization.diagram import Box, Diagram, Edge, Frame
from nnlite.visualization.layout import lay_out
from nnlite.visualization.layout.ranks import back_links, in_order, ranks_of, shortcuts

DIRECTIONS = ("TB", "LR", "BT", "RL")
SPLINES = ("ortho", "curved", "line")


def diagram(edges, frames=(), homes=None):
    """A diagram of edges such as "a>b"; `homes` says which boxes stand in a frame."""
    pairs = [edge if isinstance(edge, Edge) else Edge(*edge.split(">")) for edge in edges]
    keys = dict.fromkeys(key for edge in pairs for key in (edge.source, edge.target))
    boxes = tuple(Box(key, key, "Dense", frame=(homes or {}).get(key)) for key in keys)
    return Diagram("graph", boxes, tuple(pairs), tuple(frames))


def planned(graph, direction="TB", splines="ortho", sizes=None):
    sizes = sizes or {box.key: (100, 40) for box in graph.boxes}
    return lay_out(graph, sizes, {frame.key: (90, 17) for frame in graph.frames}, direction, splines)


def x(plan, key):
    return plan.boxes[key].x + plan.boxes[key].width / 2


def y(plan, key):
    return plan.boxes[key].y + plan.boxes[key].height / 2


def points(route):
    """Points along a route, close to each other."""
    here = None
    for letter, ends in route:
        if letter == "M":
            here = ends[0]
        handles = (here, *ends) if letter == "C" else (here, here, ends[0], ends[0])
        for step in range(25):
            t = step / 24
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3)
            yield tuple(sum(w * p[k] for w, p in zip(weights, handles, strict=True)) for k in (0, 1))
        here = ends[-1]


def inside(point, box, by=0.5):
    return box.x + by < point[0] < box.x + box.width - by and box.y + by < point[1] < box.y + box.height - by


def apart(a, b):
    return (a.x + a.width <= b.x + 0.1 or b.x + b.width <= a.x + 0.1
            or a.y + a.height <= b.y + 0.1 or b.y + b.height <= a.y + 0.1)


def check(graph, plan):
    """Whatever is drawn: nothing overlaps, edges end at boxes and meet no other, frames hold what is theirs."""
    places = list(plan.boxes.items())
    assert {key for key, _ in places} == {box.key for box in graph.boxes}
    for n, (key, box) in enumerate(places):
        assert -0.1 <= box.x <= box.x + box.width <= plan.width + 0.1, key
        assert -0.1 <= box.y <= box.y + box.height <= plan.height + 0.1, key
        for other, place in places[n + 1:]:
            assert apart(box, place), (key, other)
    for edge, route in zip(graph.edges, plan.routes, strict=True):
        assert route[0][0] == "M" and all(letter in "LC" for letter, _ in route[1:])
        way = list(points(route))
        for point, key in ((way[0], edge.source), (way[-1], edge.target)):
            assert not inside(point, plan.boxes[key]) and inside(point, plan.boxes[key], -1), edge
        for key, box in places:
            assert not any(inside(point, box) for point in way), (edge, key)
    for frame in graph.frames:
        for box in graph.boxes:
            place, around = plan.boxes[box.key], plan.frames[frame.key]
            if frame.key in graph.path_of_frames(box.frame):
                assert inside((place.x, place.y), around) and inside(
                    (place.x + place.width, place.y + place.height), around), (frame, box)
            else:
                assert apart(place, around), (frame, box)


def random_graph(seed):
    """Boxes in two nested frames and outside of them; mostly edges forwards, a few back, and to the box itself."""
    chance = random.Random(seed)
    frames = (Frame("f0", "outer", "Model"), Frame("f1", "inner", "Model", "f0"))
    homes = {str(k): chance.choice([None, None, "f0", "f1"]) for k in range(12)}
    edges = {}
    for k in range(1, 12):
        for source in chance.sample(range(k), min(k, chance.choice([1, 1, 2, 3]))):
            edges[str(source), str(k)] = Edge(str(source), str(k), arriving=chance.choice(["", "[0]", "[1]"]))
    for _ in range(chance.choice([0, 0, 1, 3])):
        a, b = chance.randrange(12), chance.randrange(12)
        edges.setdefault((str(max(a, b)), str(min(a, b))), Edge(str(max(a, b)), str(min(a, b)), "[1]", "[2]"))
    return diagram(edges.values(), frames, homes)


@pytest.mark.parametrize("seed", range(24))
def test_whatever_is_drawn(seed):
    graph = random_graph(seed)
    chance = random.Random(seed)
    sizes = {box.key: (chance.randrange(40, 220), chance.randrange(24, 90)) for box in graph.boxes}
    check(graph, planned(graph, DIRECTIONS[seed % 4], SPLINES[seed % 3], sizes))


def test_ranks():
    #  0 -> 1 -> 2 -> 3, 4 -> 3: an input stands just above its reader
    assert ranks_of(5, [(0, 1), (1, 2), (2, 3), (4, 3)]) == [0, 1, 2, 3, 2]
    assert ranks_of(4, [(0, 2), (2, 1), (1, 3)], first=[0], last=[3]) == [0, 2, 1, 3]
    assert back_links(3, [(0, 1), (1, 2), (2, 1), (1, 1)]) == {(2, 1), (1, 1)}
    assert in_order(3, [(2, 1), (1, 0)]) == [2, 1, 0]
    assert shortcuts(3, [(0, 1), (1, 2), (0, 2)]) == {(0, 2)}


def test_a_chain_is_straight_and_very_deep_ones_are_possible():
    graph = diagram([f"{k}>{k + 1}" for k in range(1000)])
    plan = planned(graph)
    assert {x(plan, box.key) for box in graph.boxes} == {50}
    assert [y(plan, str(k)) for k in range(1001)] == sorted(y(plan, str(k)) for k in range(1001))


def inception(blocks):
    """Modules of four branches: 1, 2, 3 and 2 layers between one box and the next."""
    edges = []
    for k in range(blocks):
        for n, length in enumerate((1, 2, 3, 2)):
            way = [f"m{k}", *(f"b{k}{n}{j}" for j in range(length)), f"m{k + 1}"]
            edges += [f"{a}>{b}" for a, b in zip(way, way[1:], strict=False)]
    edges.sort(key=lambda edge: edge.split(">")[1].startswith("m"))
    return diagram(edges)


@pytest.mark.parametrize("splines", SPLINES)
def test_inception_modules_have_a_straight_trunk_and_branches_side_by_side_in_order(splines):
    graph = inception(4)
    plan = planned(graph, splines=splines)
    check(graph, plan)
    trunk = [x(plan, f"m{k}") for k in range(5)]
    assert max(trunk) - min(trunk) < 0.5
    for k in range(4):
        heads = [x(plan, f"b{k}{n}0") for n in range(4)]
        assert heads == sorted(heads)
        assert sum(heads) / 4 == pytest.approx(trunk[0], abs=1), "the trunk is in the middle of the branches"
        assert len({plan.boxes[f"b{k}{n}0"].y for n in range(4)}) == 1, "side by side"
        assert x(plan, f"b{k}20") == x(plan, f"b{k}21") == x(plan, f"b{k}22"), "a branch is straight"


def test_the_way_around_a_residual_block_leaves_the_trunk_straight():
    edges = []
    for k in range(5):
        edges += [f"a{k}>b{k}", f"b{k}>c{k}", f"c{k}>a{k + 1}", f"a{k}>a{k + 1}"]
    graph = diagram(edges)
    plan = planned(graph)
    check(graph, plan)
    assert len({round(x(plan, box.key), 3) for box in graph.boxes}) == 1
    around = [route for edge, route in zip(graph.edges, plan.routes, strict=True)
              if (edge.source[0], edge.target[0]) == ("a", "a")]
    assert all(max(px for px, _ in points(route)) > plan.boxes["b0"].x + 100 for route in around)


def test_crossings_are_undone():
    graph = diagram(["a>x", "b>y", "c>z", "x>r", "y>q", "z>p", "p>end", "q>end", "r>end"])
    plan = planned(graph, splines="line")
    assert sorted("pqr", key=lambda key: x(plan, key)) == sorted(
        "pqr", key=lambda key: x(plan, {"r": "a", "q": "b", "p": "c"}[key]))


def test_orthogonal_edges_of_different_tensors_do_not_run_along_one_line():
    graph = diagram(["a>p", "a>q", "b>p", "b>q", "c>p", "c>q"])
    plan = planned(graph)
    lines = {}
    for edge, route in zip(graph.edges, plan.routes, strict=True):
        way = list(points(route))
        for (x0, y0), (x1, y1) in zip(way, way[1:], strict=False):
            if abs(y1 - y0) < 1e-9 and abs(x1 - x0) > 1e-9:
                lines.setdefault(round(y0, 3), {}).setdefault(edge.source, []).extend([x0, x1])
    for sources in lines.values():
        spans = sorted((min(ends), max(ends)) for ends in sources.values())
        assert all(first[1] < second[0] for first, second in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize(("direction", "wanted"), [("TB", (0, 1)), ("BT", (0, -1)), ("LR", (1, 0)), ("RL", (-1, 0))])
def test_edges_lead_where_they_should(direction, wanted):
    plan = planned(diagram(["a>b"]), direction)
    steps = x(plan, "b") - x(plan, "a"), y(plan, "b") - y(plan, "a")
    assert tuple((step > 0) - (step < 0) for step in steps) == wanted


def test_the_calls_of_a_shared_layer_have_places_of_their_own():
    graph = diagram([Edge("a", "s", "", "[0]"), Edge("b", "s", "", "[1]"),
                     Edge("s", "c", "[0]"), Edge("s", "c", "[1]")])
    plan = planned(graph)
    starts = [plan.routes[k][0][1][0] for k in (2, 3)]
    ends = [plan.routes[k][-1][1][-1] for k in (0, 1)]
    assert starts[0][0] < starts[1][0] and ends[0][0] < ends[1][0]


def test_a_layer_that_is_called_on_its_own_output():
    graph = diagram(["x>s", Edge("s", "s", "[0]", "[1]"), "s>t", Edge("t", "s", "", "[2]")])
    for direction in DIRECTIONS:
        check(graph, planned(graph, direction))


def test_nothing_at_all():
    plan = planned(diagram([]))
    assert plan.boxes == {} and plan.routes == []
