# exercise: 29-topological-order
def topological_order(graph):
    order, done, waiting = [], set(), set()

    def visit(node):
        if node in waiting:
            raise ValueError("cycle")
        if node in done:
            return
        waiting.add(node)
        for one in graph[node]:
            visit(one)
        waiting.discard(node)
        done.add(node)
        order.append(node)

    for node in graph:
        visit(node)
    return order


# says: instead of Python's stack of calls?
