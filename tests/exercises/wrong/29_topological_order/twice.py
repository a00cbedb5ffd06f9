# exercise: 29-topological-order
def topological_order(graph):
    order = []

    def visit(node):
        for one in graph[node]:
            visit(one)
        order.append(node)

    for node in graph:
        visit(node)
    return order


# says: does it come twice?
