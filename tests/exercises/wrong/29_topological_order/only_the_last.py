# exercise: 29-topological-order
def topological_order(graph):
    order, stack = [], [list(graph)[-1]]
    while stack:
        node = stack.pop()
        if node not in order:
            order.insert(0, node)
            stack += graph[node]
    return order


# says: Do you reach the nodes
