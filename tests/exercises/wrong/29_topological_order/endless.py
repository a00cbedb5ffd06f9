# exercise: 29-topological-order
def topological_order(graph):
    order = []
    while len(order) < len(graph):
        for node in graph:
            if node not in order and all(one in order for one in graph[node]):
                order.append(node)
    return order


# says: Does a loop never end?
