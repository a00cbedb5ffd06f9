# exercise: 29-topological-order
"""Takes away what nobody needs, and turns the list round at the end."""


def topological_order(graph):
    wanted = dict.fromkeys(graph, 0)
    for needed in graph.values():
        for one in needed:
            wanted[one] += 1
    free = [node for node, count in wanted.items() if count == 0]
    backwards = []
    while free:
        node = free.pop()
        backwards.append(node)
        for one in graph[node]:
            wanted[one] -= 1
            if wanted[one] == 0:
                free.append(one)
    assert all(one in graph for one in backwards)
    if len(backwards) != len(graph):
        message = "cycle"
        raise ValueError(message)
    return backwards[::-1]
